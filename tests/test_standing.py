"""What a document says of itself: whether it is approved, and by which law it was made; never of another one."""

from __future__ import annotations

from typing import Any

import pytest

from assembler import documents, pipeline
from assembler.documents.kind import Kind
from assembler.options import Options, State
from assembler.report import NOT_THIS_KIND
from tests.examples import raw
from tests.word_files import visible_text

DRAFT, COPY = "Návrh; dokument dosud nebyl schválen.", "Návrh určený k\u00a0projednání; dokument dosud nebyl schválen."
ACTION, MEDIUM = documents.kind("action_plan"), documents.DEFAULT
BOARD = {"body": "Řídicí skupina", "verb": "recommends", "outcome": "approved", "date": "2024-11-01"}
COUNCIL = {"body": "Zastupitelstvo", "verb": "approves", "date": "2024-12-01"}
DECIDED = {**COUNCIL, "resolution": "1/2024"}


def text_of(content: dict[str, Any], kind: Kind = MEDIUM, state: State = State.DRAFT) -> str:
    return visible_text(pipeline.assemble(content, kind, Options(state)).docx)


def both(approvals: list[dict[str, Any]], kind: Kind = MEDIUM) -> list[str]:
    """The text of a draft, and that of an approval copy, of the shortest example."""
    content = {**raw("minimal"), "approvals": approvals}
    content["action_plans"] = [{"year": 2025, "items": [{"name": "Sobotní dojíždění"}]}]
    return [text_of(content, kind, state) for state in (State.DRAFT, State.APPROVAL)]


@pytest.mark.parametrize("kind", [MEDIUM, ACTION], ids=lambda kind: kind.code)
@pytest.mark.parametrize(
    "approvals",
    [[], [BOARD], [BOARD, COUNCIL], [{**COUNCIL, "outcome": "postponed"}]],
    ids=["none", "1", "2", "put off"],
)
def test_a_plan_that_no_council_has_decided_on_says_so(kind: Kind, approvals: list[dict[str, Any]]) -> None:
    """A draft says that it is one; the copy for the council has no watermark, it says what it is for and is not yet.

    Neither claims what nobody knows: whether the draft was submitted.
    """
    draft, copy = both(approvals, kind)
    assert (DRAFT in draft, COPY in draft) == (True, False)
    assert (DRAFT in copy, COPY in copy) == (False, True)
    assert "předložen ke schválení" not in draft + copy


@pytest.mark.parametrize(
    "approvals",
    [
        [BOARD, {**DECIDED, "outcome": "approved"}],
        [{**DECIDED, "outcome": "amended"}],
        [{**DECIDED, "outcome": "rejected"}],
        [{**DECIDED, "outcome": "revoked"}],
        [{**DECIDED, "verb": "takes_note", "outcome": "noted"}],
        [{**DECIDED, "outcome": "approved"}, {**COUNCIL, "body": "Jiné zastupitelstvo"}],
    ],
    ids=["approved", "amended", "rejected", "revoked", "noted", "one of two"],
)
def test_after_a_decision_only_the_clause_speaks(approvals: list[dict[str, Any]]) -> None:
    """The table of the councils tells more than any sentence."""
    for text in both(approvals):
        assert "dosud nebyl schválen" not in text
        assert "Schvalovací doložka" in text or "Projednání a\u00a0schválení" in text


def test_each_document_prints_its_own_legal_basis() -> None:
    """The sentence of a plan („obsahuje náležitosti střednědobého plánu“) is not true of its action plan."""
    content = {
        "title": "Plán",
        "legal_basis": "Věta plánu.",
        "action_plans": [{"year": 2025, "legal_basis": "Věta roku."}],
    }
    plan, action = text_of(content), text_of(content, ACTION)
    assert ("Věta plánu." in plan, "Věta roku." in plan) == (True, False)
    assert ("Věta plánu." in action, "Věta roku." in action) == (False, True)


def test_a_legal_basis_that_is_not_printed_is_in_the_report() -> None:
    content = {"title": "Plán", "legal_basis": "Věta plánu.", "action_plans": [{"year": 2025}]}
    told = pipeline.assemble(content, ACTION, Options()).report.unprinted
    assert ("/legal_basis", NOT_THIS_KIND) in [(each.pointer, each.reason) for each in told]


@pytest.mark.parametrize("name", ["dacice", "pisek"])
def test_the_action_plans_of_the_examples_do_not_call_themselves_medium_term_plans(name: str) -> None:
    text = text_of(raw(name), ACTION)
    assert "náležitosti střednědobého" not in text
    assert "Plán byl zpracován podle" not in text
    assert "Akční plán rozpracovává" in text


def test_a_sentence_to_the_letter_breaks_after_no_word_of_one_letter() -> None:
    """The funding sentence keeps its words and signs; only the space behind „a“ and „z“ holds."""
    sentence = "Projekt je financován z EU - OPZ a  státního rozpočtu"
    content: dict[str, Any] = {"title": "Plán", "project": {"name": "P", "registration": "1", "sentence": sentence}}
    assert "Projekt je financován z\u00a0EU - OPZ a\u00a0 státního rozpočtu" in text_of(content)
    assert sentence in text_of({**content, "typography": {"keep": ["/project/sentence"]}})
    assert sentence in text_of({**content, "typography": {"repair": False}})
