"""Akční plán: what a councillor looks for in its overview – who answers for a measure, and what it costs."""

from __future__ import annotations

from typing import Any, cast

import pytest

from assembler.documents.action_plan import KIND, Context
from assembler.options import Options
from schemas.loading import load


def context(measure: dict[str, Any], item: dict[str, Any]) -> Context:
    """The context of an action plan with that one item, of that one measure."""
    strategy = {"nodes": [{"name": "Priorita", "measures": [{"id": "o1", "name": "Poradna", **measure}]}]}
    plans = [{"year": 2025, "items": [{"measure": "o1", **item}]}]
    plan = load({"title": "Plán", "strategy": strategy, "action_plans": plans}).plan
    assert plan
    return cast(Context, KIND.view(plan, Options()).context)


def printed(cells: tuple[Any, ...]) -> list[str]:
    return [str(cell.text) for cell in cells]


def test_the_overview_names_the_guarantor_of_each_measure() -> None:
    """Else a councillor would have to leaf through all cards to learn who answers for what."""
    overview = context({"guarantor": "starosta obce"}, {})["overview"]
    assert overview
    assert printed(overview.columns)[:3] == ["Kód", "Opatření", "Garant"]
    assert printed(overview.rows[0]) == ["1.1", "Poradna", "starosta obce", "0", "–"]


def test_where_no_guarantor_is_known_the_overview_has_no_empty_column() -> None:
    overview = context({}, {})["overview"]
    assert overview
    assert printed(overview.columns) == ["Kód", "Opatření", "Aktivity", "Náklady (Kč)"]
    assert len(overview.rows[0]) == len(overview.total) == len(overview.columns)


AMOUNT = {"source": "obec", "year": 2025, "amount": 5000}


@pytest.mark.parametrize(
    ("measure", "item", "costs", "notes"),
    [
        ({"cost_statement": "none"}, {}, "bez nákladů", ["bez nákladů"]),
        ({"cost_statement": "none"}, {"costs": [AMOUNT]}, "5\u00a0000", []),
        ({"cost_statement": "none", "costs": [{**AMOUNT, "year": 2026}]}, {}, "–", []),
        ({}, {}, "–", []),
    ],
)
def test_why_a_measure_has_no_amount_is_said_unless_an_amount_contradicts_it(
    measure: dict[str, Any], item: dict[str, Any], costs: str, notes: list[str]
) -> None:
    """A dash leaves open whether a measure costs nothing or nobody knows."""
    made = context(measure, item)
    assert made["overview"]
    assert printed(made["overview"].rows[0])[-1] == costs
    assert [str(note.items[0]) for note in made["items"][0]["cost_notes"]] == notes
