"""A misspelled key hides nothing: what else is wrong is told at once, in its place, and the content stays refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from assembler import documents, pipeline
from assembler.errors import Refused
from assembler.options import Options
from assembler.readers import yaml_file
from assembler.web.pages.views import by_severity
from schemas.findings import Finding
from schemas.loading import MAX_UNKNOWN, load
from tests.examples import raw

MEASURE = {"id": "o1", "name": "Doprava", "guarantr": "starosta", "cost_statement": "none"}
WRONG = {
    "title": "Plán",
    "period": {"first_year": 2025, "last_year": 2027},
    "strategi": {"nodes": [{"name": "Cíl", "measurs": [MEASURE, {"name": "Byty", "guarantor": 1}]}]},
    "pipeline": {"projects": [{"name": "Vůz", "measure": "o1"}]},
}


def told(content: object) -> tuple[Finding, ...]:
    return pipeline.check(content, documents.DEFAULT, Options()).findings


def places(findings: tuple[Finding, ...]) -> set[tuple[str, str]]:
    return {(each.code, each.pointer) for each in findings}


def test_all_findings_come_at_once() -> None:
    """Unknown keys, what is wrong below them, and what the checks say; pointers lead to the content as delivered."""
    found = places(told(WRONG))
    assert {
        ("unknown_key", "/strategi"),
        ("unknown_key", "/strategi/nodes/0/measurs"),
        ("unknown_key", "/strategi/nodes/0/measurs/0/guarantr"),
        ("not_text", "/strategi/nodes/0/measurs/1/guarantor"),
    } == found


def test_checks_speak_of_a_content_that_lacks_nothing_but_right_keys() -> None:
    content: Any = {**WRONG, "strategi": {"nodes": [{"name": "Cíl", "measurs": [MEASURE]}]}}
    found = places(told(content))
    assert ("measure_without_indicator", "/strategi/nodes/0/measurs/0/indicators") in found
    assert ("no_territory", "/territory") in found
    assert "measure_without_guarantor" not in {code for code, _ in found}
    assert "unknown_reference" not in {code for code, _ in found}


def test_labels_and_lines_are_those_of_the_file() -> None:
    """What stands under a misspelled key is found in the file all the same."""
    source = yaml_file.read("title: Plán\nstrategi:\n  nodes:\n    - name: Cíl\n      measures: []\n".encode())
    checked = pipeline.check(source.raw, documents.DEFAULT, Options())
    (goal,) = [each for each in source.locate(checked.findings) if each.code == "goal_without_measure"]
    assert goal.pointer.startswith("/strategi/nodes/0")
    assert goal.location is not None
    assert goal.location.line in (4, 5)
    assert "Cíl" in goal.label or "Strategie" in goal.label


def test_a_content_with_a_misspelled_key_is_refused_with_all_findings() -> None:
    """A draft, too: what is meant is only guessed."""
    content = {"title": "Plán", "subtitel": "Komunitní plán"}
    with pytest.raises(Refused) as refused:
        pipeline.assemble(content, documents.DEFAULT, Options())
    assert {"unknown_key", "no_territory", "no_period"} <= {each.code for each in refused.value.findings}
    assert pipeline.check(content, documents.DEFAULT, Options()).plan is None


def test_a_crowd_of_unknown_keys_is_no_slip() -> None:
    """It is another kind of file: nothing is guessed, and no check speaks of a plan that is not there."""
    loaded = load({"title": "Plán", **{f"k{number}": 1 for number in range(MAX_UNKNOWN + 1)}})
    assert (loaded.plan, loaded.readable) == (None, None)


def test_a_key_that_resembles_none_or_one_that_is_there_is_left_out() -> None:
    """Nothing is overwritten by a guess."""
    loaded = load({"title": "Plán", "titel": "Jiný", "xyzzy": {"a": 1}})
    assert loaded.plan is None
    assert loaded.readable is not None
    assert loaded.readable.title == "Plán"
    assert places(loaded.findings) == {("unknown_key", "/titel"), ("unknown_key", "/xyzzy")}


@pytest.mark.parametrize("key", ["strategy\ud800", "strategy\x00", "strategy" + "y" * 5])
def test_pointers_repeat_no_character_that_cannot_be_written(key: str) -> None:
    findings = told({"title": "P", key: {"nodes": [{"nam\ud800e": 1, "code": 1}]}})
    assert any(each.code == "not_text" for each in findings)
    assert json.loads(json.dumps([each.as_dict() for each in findings], ensure_ascii=False).encode())


def test_the_delivered_content_is_not_touched() -> None:
    content = {"title": "Plán", "strategi": {"nodes": [{"nam": "Cíl"}]}}
    told(content)
    assert content == {"title": "Plán", "strategi": {"nodes": [{"nam": "Cíl"}]}}


@pytest.mark.parametrize("name", ["dacice", "pisek", "minimal"])
def test_one_slip_adds_one_finding_to_those_of_an_example(name: str) -> None:
    """Its checks are the same as without the slip."""
    content = raw(name)
    before = places(told(content))
    content["dat"] = content.pop("date")
    assert places(told(content)) - before == {("unknown_key", "/dat")}


@pytest.mark.parametrize("key", ["nods", "nodes"])
def test_a_bottomless_content_is_refused_and_ends(key: str) -> None:
    """Also where its depth is hidden under misspelled keys."""
    deep: dict[str, Any] = {"name": "dno"}
    for _ in range(300):
        deep = {"name": "C", key: [deep]}
    assert {"too_deep", "unknown_key"} & {
        each.code for each in told({"title": "P", "x": 1, "strategy": {"nodes": [deep]}})
    }


def test_the_page_tells_what_stops_a_draft_from_what_stops_only_an_approval() -> None:
    """A misspelled key and a missing territory are both errors; without the first a draft could be made."""
    groups = by_severity(told({"title": "Plán", "subtitel": "x"}))
    assert [(group.severity, group.blocks) for group in groups][:2] == [("error", True), ("error", False)]
    assert [finding.code for part in groups[0].parts for finding in part.findings] == ["unknown_key"]
    anchors = [group.anchor for group in groups] + [part.anchor for group in groups for part in group.parts]
    assert len(set(anchors)) == len(anchors)
