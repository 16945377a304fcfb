"""The project that pays for the plan: its budget is an amount of the plan like all others."""

from __future__ import annotations

import pytest

from assembler.documents.views.amounts import money_of
from assembler.documents.views.front import project
from schemas.loading import load


@pytest.mark.parametrize(
    ("currency", "printed"), [("czk", "1\u00a0793\u00a0Kč"), ("thousand_czk", "1\u00a0793\u00a0tis.\u00a0Kč")]
)
def test_the_budget_of_the_project_is_printed_in_the_unit_of_the_plan(currency: str, printed: str) -> None:
    """Typed in a plan in thousands, it would else be printed a thousand times smaller."""
    loaded = load({"title": "Plán", "currency": currency, "project": {"name": "Projekt", "budget": 1793}})
    assert loaded.plan
    assert loaded.plan.project
    assert project(loaded.plan.project, money_of(loaded.plan).unit)["budget"] == printed
