"""Findings as people read them: one cause told once, words of the page and not of files."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.checks import RULES, Scope, run
from assembler.documents.views.analyses import totals
from schemas.describe import all_parts, describe
from schemas.findings import Finding
from schemas.loading import load


def found(content: dict[str, Any]) -> list[Finding]:
    plan = load({"title": "Plán"} | content).plan
    assert plan is not None
    return [*run(plan, Scope(), content)]


def test_a_period_that_ends_before_it_begins_is_told_once_and_not_at_every_cost_and_day() -> None:
    measures = [
        {"name": f"Opatření {number}", "starts": "2020-02-01", "costs": [{"year": 2021, "amount": 5}]}
        for number in range(20)
    ]
    content = {"period": {"first_year": 2022, "last_year": 2020}, "strategy": {"nodes": [{"name": "Cíl"}]}}
    content["strategy"]["nodes"][0]["measures"] = measures  # type: ignore[index]
    told = [each.code for each in found(content) if "period" in each.code]
    assert told == ["period_reversed"]


@pytest.mark.parametrize("code", RULES)
def test_no_finding_speaks_of_null(code: str) -> None:
    assert "null" not in RULES[code].cs


def test_no_hint_beside_a_field_speaks_of_null() -> None:
    hints = [field.hint for part in all_parts() for field in describe(part).fields]
    assert [each for each in hints if "null" in each] == []


def sums(unit: str, rows: list[list[Any]], kind: str = "number") -> tuple[list[str], str]:
    """The codes of what is said of the sums of a table, and what its row of sums prints."""
    columns = [{"name": "Obec"}, {"name": "Hodnota", "type": kind, "unit": unit, "total": True}]
    table = {"caption": "T", "columns": columns, "rows": rows, "total_label": "Celkem"}
    content = {"title": "Plán", "analyses": [{"title": "A", "chapters": [{"heading": "K", "tables": [table]}]}]}
    plan = load(content).plan
    assert plan is not None
    (made,) = plan.analyses[0].chapters[0].tables
    return [each.code for each in found(content) if "percent" in each.code], str(totals(made, (None, None))[1].text)


@pytest.mark.parametrize(("unit", "kind"), [("%", "number"), ("v procentech", "number"), ("", "percent")])
def test_a_sum_of_per_cent_is_left_empty_and_told(unit: str, kind: str) -> None:
    """18 % of one town and 23 % of another are no 41 % of anything."""
    assert sums(unit, [["A", 18], ["B", 23]], kind) == (["table_summed_percent"], "")


def test_shares_of_a_whole_and_counts_are_summed() -> None:
    assert sums("%", [["A", 60], ["B", 40]]) == ([], "100")
    assert sums("osoby", [["A", 18], ["B", 23]]) == ([], "41")
