"""Amounts in forms: the unit of the plan is said, another one that was typed is never dropped."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assembler.forms import read
from assembler.forms.model import Grid, Line
from assembler.readers import money
from tests.filled_forms import drawn, opened, untouched

STEP = ("strategy", "nodes", "0", "measures", "0")
COST = "costs/0/amount"


def plan(currency: str, **measure: Any) -> dict[str, Any]:
    measures = [{"name": "Opatření", **measure}]
    return {"title": "Plán", "currency": currency, "strategy": {"nodes": [{"name": "Cíl", "measures": measures}]}}


def typed(content: dict[str, Any], text: str, field: str = COST) -> tuple[Any, list[str]]:
    """What the amount becomes, and in which words it is refused."""
    form = opened(content, *STEP)
    found = read(form, content, untouched(form) | {field: [text]})
    value = found.edits[0].new
    return value[0]["amount"] if field == COST else value, [
        each.message.replace("\u00a0", " ") for each in found.problems
    ]


@pytest.mark.parametrize(
    ("currency", "text", "amount"),
    [
        ("thousand_czk", "4 250", 4250),
        ("thousand_czk", "4 250 tis. Kč", 4250),
        ("thousand_czk", "1,5\u00a0tis.Kč", Decimal("1.5")),
        ("czk", "4 250 000 Kč", 4_250_000),
        ("czk", "300,-", 300),
        ("czk", "300,– Kč", 300),
        ("czk", "250 000 CZK", 250_000),
    ],
)
def test_the_unit_of_the_plan_may_be_typed_behind_an_amount(currency: str, text: str, amount: Any) -> None:
    assert typed(plan(currency), text) == (amount, [])


@pytest.mark.parametrize(
    ("currency", "text", "offer"),
    [
        ("thousand_czk", "4 250 000 Kč", "Plán je v tis. Kč: napište 4 250."),
        ("thousand_czk", "300 Kč", "Plán je v tis. Kč: napište 0,3."),
        ("thousand_czk", "300,-", "Plán je v tis. Kč: napište 0,3."),
        ("thousand_czk", "45,5 Kč", "Plán je v tis. Kč: napište zaokrouhleně 0,05."),
        ("thousand_czk", "1,2 mil. Kč", "Plán je v tis. Kč: napište 1 200."),
        ("czk", "250 tis. Kč", "Plán je v Kč: napište 250 000."),
    ],
)
def test_an_amount_in_another_unit_is_refused_with_the_number_that_should_stand_there(
    currency: str, text: str, offer: str
) -> None:
    value, wrong = typed(plan(currency), text)
    assert value == text, "nothing of what was typed is lost"
    assert wrong == [f"Částka „{text}“ je v jiné jednotce než plán. {offer}"]
    assert typed(plan(currency), text, "stated_total") == (text, wrong), "a field outside of tables, too"


def test_what_is_no_number_is_told_as_such_and_not_as_a_wrong_unit() -> None:
    for text in ("asi 5 mil. Kč", "1.200 Kč", "Kč", "300 tis."):
        assert "jako číslo nepoznáme" in typed(plan("czk"), text)[1][0]


def test_an_amount_longer_than_any_is_refused_and_nothing_breaks() -> None:
    assert len(typed(plan("thousand_czk"), "9" * 400 + " Kč")[1]) == 1


def test_a_unit_is_told_from_its_number() -> None:
    assert money.parted(" 4 250 000 Kč ") == ("4 250 000", "Kč")
    assert money.parted("12 lůžek") == ("12 lůžek", "")


def test_fields_and_columns_of_amounts_say_the_unit_that_holds() -> None:
    fields = drawn(opened(plan("thousand_czk", costs=[{"amount": 5}]), *STEP))
    costs, total = fields["costs"], fields["stated_total"]
    assert isinstance(costs, Grid)
    assert [each.label for each in costs.columns][2:4] == ["Částka (tis. Kč)", "Částka nejvýše (tis. Kč)"]
    assert fields[COST].about.label == "Částka (tis. Kč)"
    assert total.about.label == "Uvedený součet (tis. Kč)"
    assert drawn(opened({"title": "Plán"} | plan("czk"), *STEP))["stated_total"].about.label == "Uvedený součet (Kč)"


def test_amounts_are_shown_with_their_thousands_apart() -> None:
    shown = drawn(opened(plan("czk", stated_total=1200, costs=[{"amount": Decimal("1200.5"), "year": 2020}]), *STEP))
    texts = {name: each.texts[0] for name, each in shown.items() if isinstance(each, Line) and each.texts}
    assert texts["stated_total"] == "1\u00a0200"
    assert (texts[COST], texts["costs/0/year"]) == ("1\u00a0200,5", "2020")
