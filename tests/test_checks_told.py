"""Findings as people read them: one cause told once, words of the page and not of files."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.checks import RULES, Scope, run
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
