"""Sentences with values: Czech strings to everybody, and English where a page speaks English."""

from __future__ import annotations

import copy
import json
import re
from functools import cache

import pytest

from assembler.readers.sheets import foreign_files, separated
from assembler.sentences import Sentence
from assembler.web import create_app
from assembler.web.language import COOKIE, ENGLISH, spoken

READ = Sentence("Čteme jako „%(label)s“.", label="terénní")
ANSWERED = Sentence("Podle vaší odpovědi: %(answer)s.", answer=Sentence("nula"))


app = cache(create_app)  # one for all tests


def in_english(sentence: str) -> str:
    with app().test_request_context(headers={"Cookie": f"{COOKIE}={ENGLISH}"}):
        return spoken(sentence)


def test_a_sentence_is_the_czech_string_to_whoever_asks_for_no_other_language() -> None:
    """Documents, the store and the REST interface know nothing of keys."""
    assert READ == "Čteme jako „terénní“."
    assert json.loads(json.dumps([READ])) == ["Čteme jako „terénní“."]
    assert spoken(READ) == READ


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        (READ, "We read it as “terénní”."),
        (ANSWERED, "By your answer: zero."),
        (Sentence("je prázdný."), "it is empty."),
        (Sentence("taková věta v katalogu není"), "taková věta v katalogu není"),
    ],
)
def test_a_page_in_english_says_it_with_its_values_which_may_be_sentences(sentence: Sentence, english: str) -> None:
    """What the plan or a table says stays as it is written; what we say is translated."""
    assert in_english(sentence) == english


def test_per_cent_signs_of_values_and_of_sentences_without_values_are_nobodys_places() -> None:
    """A table may say anything."""
    assert Sentence("50 % i víc") == "50 % i víc"
    assert (
        in_english(Sentence("Čteme jako „%(label)s“.", label="100 %(label)s %s")) == "We read it as “100 %(label)s %s”."
    )


def test_a_copy_is_the_same_sentence() -> None:
    """Proposals are copied on their way."""
    assert copy.copy(READ).values == READ.values
    assert copy.deepcopy(READ) == READ


REASONS = [each for each in vars(foreign_files).values() if isinstance(each, Sentence)]


@pytest.mark.parametrize("what", [*REASONS, separated.NO_ENCODING, separated.OPEN_CELL, separated.open_quote(3)])
def test_why_no_table_can_be_read_from_a_file_is_told_in_english_too(what: Sentence) -> None:
    """The same sentence as in the finding, with the steps that mend it."""
    wrong = foreign_files.refused(what)
    assert wrong.message == wrong.finding.message
    assert re.search("[ěščřžýáíéůúťďň„]", in_english(wrong.message)) is None
