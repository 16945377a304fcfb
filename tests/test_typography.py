"""The typographer: what is repaired, what stays, and what is told (the cases are in typography_cases.py)."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.word import typography
from assembler.word.typography import Style, doubts, repair
from assembler.word.typography_rules import RULES
from tests.typography_cases import CASES, NB, STAYS, fixed

STYLE = Style()
DOTS = Style(time_separator="dot")


PAIRS = [
    pytest.param(before, after, id=f"{rule}: {before[:40]}") for rule, cases in CASES.items() for before, after in cases
]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_typed_text_is_set_by_the_norm(before: str, after: str) -> None:
    """The table of the typographer's repairs, rule by rule."""
    assert repair(fixed(before), STYLE) == fixed(after)


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_what_is_set_by_the_norm_stays(before: str, after: str) -> None:
    """A good text is left alone."""
    assert repair(fixed(after), STYLE) == fixed(after)


def test_each_rule_has_its_cases() -> None:
    """Nobody adds a rule without showing what it does."""
    assert [rule.name for rule in RULES["colon"] if rule.name not in CASES] == []
    assert set(CASES) == {rule.name for rule in RULES["dot"]}


@pytest.mark.parametrize("text", STAYS)
def test_codes_addresses_and_the_undecided_stay_to_the_letter(text: str) -> None:
    """Nothing is repaired that may be right as it stands; only trailing spaces go."""
    assert repair(fixed(text), STYLE) == fixed(text).rstrip(" ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("od 9:15 do 10:30", "od 9.15 do 10.30"),
        ("začátek v 17:00", "začátek v·17.00"),
        ("8:00 - 16:00 hod.", "8.00–16.00·hod."),
        ("poměr 1:3", "poměr 1·:·3"),
    ],
)
def test_times_follow_the_style_of_the_document(before: str, after: str) -> None:
    """A document writes its times one way, 9:15 or 9.15."""
    assert repair(before, DOTS) == fixed(after)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("úrok 10%", ["unit_without_space"]),
        ("100Kč bankovka", ["unit_without_space"]),
        ("úrok 10 %", []),
        ("dne 1.13.2018", ["not_a_date"]),
        ("do 30.2.2018", ["not_a_date"]),
        ("dne 1.3.2018", []),
        ("viz 3.12.", ["date_or_code"]),
        ("dne 3.12.", []),
        ("1.3.18", ["short_year"]),
        ("celkem 1.234 osob", ["number_with_dots"]),
        ("1.234.567", ["number_with_dots"]),
        ("1.234 Kč", []),
        ("vyhráli 3:1", ["ratio_or_score"]),
        ("v poměru 3:1", []),
        ("začátek 9:15", []),
        ("Cíl 1 - 5 opatření", ["range_or_dash"]),
        ("školní rok 2019-20", ["range_or_dash"]),
        ("2020-2022", []),
        ("rok 2018 - 150 osob", []),
        ("1.1.2018 - 31.12.2018", []),
        ("1. 1. 2018 - 31. 12. 2018", []),
        ("č. j. 12-45", []),
        ("15-ti členný tým", ["number_with_ending"]),
        ("od 5ti let", ["number_with_ending"]),
        ('řekl "ahoj', ["unpaired_quotes"]),
        ('řekl "ahoj"', []),
        ("https://x.cz/10%/1.13.2018", []),
        ("Dačice", []),
    ],
)
def test_what_cannot_be_decided_is_told(text: str, codes: list[str]) -> None:
    """A doubt is a finding, never a repair."""
    assert [doubt.code for doubt in doubts(text)] == codes


def test_a_doubt_says_where_and_what_to_do() -> None:
    """Both sentences repeat the place; the same place is told once."""
    (doubt,) = doubts("úrok 10% nebo 10%")
    assert doubt.excerpt == "10%"
    assert "„10%“" in doubt.message_cs
    assert "“10%”" in doubt.message_en


def test_a_doubt_never_grows_with_the_text() -> None:
    """The excerpt of a long paragraph is shortened."""
    (doubt,) = doubts('"' + "slovo " * 10_000)
    assert len(doubt.excerpt) <= 80


class Placed(str):
    """A text of the content that knows its place."""

    __slots__ = ()


@pytest.mark.parametrize("text", ["v Písku", "Dačice", f"Dačice a{NB}Písek", "slovo " * 1000])
def test_an_equal_text_of_another_place_does_not_come_back(text: str) -> None:
    """The memory gives plain strings, so no leaf of the content gets another leaf's place."""
    assert type(repair(Placed(text), STYLE)) is str


def test_texts_are_remembered_within_bounds() -> None:
    """The same text is set once; texts too long for the memory are set each time."""
    typography.remembered.cache_clear()
    for text in ("v Písku", "v Písku", "v Písku " * 10_000):
        repair(text, STYLE)
    info = typography.remembered.cache_info()
    assert (info.hits, info.misses) == (1, 1)


# --- properties ------------------------------------------------------------------------------------------------------

WORDS = {word for cases in CASES.values() for pair in cases for text in pair for word in fixed(text).split(" ")}
FRAGMENTS = sorted(WORDS | set(STAYS) | set(",.;:?!…\"„“”‚‘'-–—()[]{}/`*_<>|\\§%°+0 \ue000"))
JOINTS = ("", " ", " ", " ", "-", NB, "  ", "\n", "\n\n", "\t")
CZECH = st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(JOINTS)), max_size=12).map(
    lambda pieces: "".join(word + joint for word, joint in pieces)
)
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
TEXTS = st.one_of(CZECH, ANY, st.builds("{}{}".format, CZECH, ANY))
STYLES = st.sampled_from([STYLE, DOTS])


def letters(text: str) -> str:
    return "".join(character for character in text if character.isalpha())


def digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


@settings(max_examples=600, deadline=None)
@given(TEXTS, STYLES)
def test_a_second_repair_changes_nothing(text: str, style: Style) -> None:
    """repair(repair(text)) == repair(text), for any text."""
    once = repair(text, style)
    assert repair(once, style) == once


@settings(max_examples=600, deadline=None)
@given(TEXTS, STYLES)
def test_letters_and_digits_stay(text: str, style: Style) -> None:
    """No letter changes, and digits lose at most zeros: the leading ones of dates."""
    repaired = repair(text, style)
    assert letters(repaired) == letters(text)
    assert digits(repaired).replace("0", "") == digits(text).replace("0", "")
    assert len(digits(repaired)) <= len(digits(text))


def frame(text: str) -> str:
    """What no rule may touch: all but spaces, dots, colons, dashes, quotes and the zeros of dates."""
    return re.sub("[ \u00a0.…:\"„“”‚‘'–0-]", "", text)


@settings(max_examples=600, deadline=None)
@given(TEXTS, STYLES)
def test_everything_else_stays_in_its_place(text: str, style: Style) -> None:
    """Line breaks, tabs, brackets, commas and signs are never added, lost or moved."""
    assert frame(repair(text, style)) == frame(text)


@settings(max_examples=300, deadline=None)
@given(
    CZECH, st.sampled_from(["https://x.cz/a-b/1.1.2020", "jan@x.cz", "CZ.03.2.63/0.0/0.0/16_063/0006529", "`a - b`"])
)
def test_addresses_and_codes_stay_among_any_words(text: str, literal: str) -> None:
    """Whatever stands around, an address, a code and text in backticks are printed to the letter."""
    quiet = text.replace("`", "").replace("<", "")
    assert literal in repair(f"{quiet} {literal} {quiet}", STYLE)


@settings(max_examples=300, deadline=None)
@given(CZECH)
def test_ordinary_texts_come_to_rest_in_two_repairs(text: str) -> None:
    """One pass repairs, at most one makes up for it: rules do not undo each other."""
    rules = RULES["colon"]
    current = text
    for _ in range(3):
        current, before = typography.one_pass(current, rules), current
    assert current == before


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_doubts_can_be_asked_of_any_text(text: str) -> None:
    """Looking for doubts never fails, and each doubt shows a place."""
    assert all(doubt.excerpt for doubt in doubts(text))


NASTY = (
    *(" ", "1", ".", '"', "'", "-", "–", "`", "/", "@", "_", "<", "](", "(", "\u00a0", ":", ",", "§", "\n", "x", "č."),
    *(
        "a a ",
        "1.1.",
        "1. ",
        "1 ",
        "123 ",
        "1.123",
        "1-",
        "1 - ",
        "1:",
        "11:11 ",
        "1.1.2018-",
        "1. 1. - ",
        "tel. ",
        "+420",
    ),
    *(
        "v ",
        "s. r. ",
        "A. ",
        "Ing.",
        "et ",
        "poměr a ",
        "po - ",
        "I.-",
        "“ „",
        "\"'",
        "3-letý ",
        "10% ",
        "\ue000/",
        " \u00a0",
    ),
)


@pytest.mark.parametrize("piece", NASTY, ids=[f"{piece!a}" for piece in NASTY])
def test_the_cost_grows_in_a_straight_line(piece: str) -> None:
    """200,000 characters, the limit of one field, of any repeated piece: seconds would mean a quadratic pattern."""
    text = (piece * 200_000)[:200_000] + "x"
    started = time.process_time()
    repair(text, STYLE)
    doubts(text)
    assert time.process_time() - started < 4
