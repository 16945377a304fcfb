"""The project that pays for the plan: its budget is an amount of the plan like all others."""

from __future__ import annotations

import pytest

from assembler.documents.views.amounts import money_of
from assembler.documents.views.front import project
from schemas.loading import load
from tests.examples import raw


@pytest.mark.parametrize(
    ("currency", "printed"), [("czk", "1\u00a0793\u00a0Kč"), ("thousand_czk", "1\u00a0793\u00a0tis.\u00a0Kč")]
)
def test_the_budget_of_the_project_is_printed_in_the_unit_of_the_plan(currency: str, printed: str) -> None:
    """Typed in a plan in thousands, it would else be printed a thousand times smaller."""
    loaded = load({"title": "Plán", "currency": currency, "project": {"name": "Projekt", "budget": 1793}})
    assert loaded.plan
    assert loaded.plan.project
    assert project(loaded.plan.project, money_of(loaded.plan).unit)["budget"] == printed


def test_the_sample_in_thousands_tells_its_budget_as_its_own_text_does() -> None:
    """It once said 1 793 475 tis. Kč in the table and 1 793 475 Kč beneath."""
    plan = load(raw("pisek")).plan
    assert plan
    assert plan.project
    assert project(plan.project, money_of(plan).unit)["budget"] == "1\u00a0793,48\u00a0tis.\u00a0Kč"
    assert "1 793 475 Kč" in plan.project.description.text
