"""A table of differences says what came, went and changed in the words of people: names, days, choices, amounts."""

from __future__ import annotations

from typing import Any

import pytest

from assembler import beginnings, resources
from assembler.web.plans import differing, telling
from assembler.web.plans.differing import Row
from schemas.findings import Finding, Severity
from schemas.paths import human_path

COST = {"source": "kraj", "year": 2026, "amount": 120000}
SERVICE = {"name": "Poradna", "costs": [COST]}


def only(old: Any, new: Any) -> Row:
    (found,) = differing.of(old, new).rows
    return Row(
        *(getattr(found, name) for name in ("kind",)),
        *map(plain, (found.title, found.place, found.before, found.after)),
    )


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def services(*items: Any) -> dict[str, Any]:
    return {"network": {"services": [*items]}}


def test_an_item_without_a_name_that_came_is_told_by_its_fields() -> None:
    found = only(services({"name": "Poradna", "costs": []}), services(SERVICE))
    assert (found.place, found.before) == ("Síť služeb › Služba Poradna › Náklad 2026, Kraj", "–")
    assert found.after == "Náklad 2026, Kraj, 120 000 Kč"


def test_an_item_that_went_is_named_and_so_are_those_of_a_list_that_went_as_a_whole() -> None:
    whole = services(SERVICE | {"costs": [COST, COST | {"year": 2027}]})
    assert only(services(SERVICE, {"name": "Terénní služba"}), services(SERVICE)).before == "Terénní služba"
    found = only(whole, services({"name": "Poradna"}))
    assert found.before == "Náklad 2026, Kraj, 120 000 Kč; Náklad 2027, Kraj, 120 000 Kč"
    assert (found.place, found.after) == ("Síť služeb › Služba Poradna › Financování", "–")


def test_a_long_list_that_went_tells_its_first_items_and_how_many_follow() -> None:
    old = services(SERVICE | {"costs": [COST | {"year": 2021 + each} for each in range(5)]})
    assert only(old, services({"name": "Poradna"})).before.endswith("Náklad 2023, Kraj, 120 000 Kč a 2 další")


def test_a_changed_value_stands_below_the_names_of_what_it_belongs_to() -> None:
    found = only(services(SERVICE), services(SERVICE | {"costs": [COST | {"amount": 15000}]}))
    assert found.place == "Síť služeb › Služba Poradna › Náklad 2026, Kraj › Částka"
    assert (found.before, found.after) == ("120 000 Kč", "15 000 Kč")


def test_an_item_with_nothing_filled_in_keeps_its_number() -> None:
    found = only(services(SERVICE), services(SERVICE, {}))
    assert (found.place, found.after) == ("Síť služeb › Služba 2", "Služba (nevyplněno)")


@pytest.mark.parametrize(
    ("key", "old", "new", "told"),
    [
        ("since", "2020-03-01", "2021-12-31", ("1. 3. 2020", "31. 12. 2021")),
        ("forms", ["field"], ["field", "ambulatory"], ("–", "ambulantní")),
    ],
)
def test_days_and_choices_are_told_as_forms_show_them(key: str, old: Any, new: Any, told: tuple[str, str]) -> None:
    found = only(services(SERVICE | {key: old}), services(SERVICE | {key: new}))
    assert (found.before, found.after) == told


def test_a_very_long_name_is_cut_in_a_path() -> None:
    found = only(services({"name": "x" * 90, "fees": "a"}), services({"name": "x" * 90, "fees": "b"}))
    assert found.place.startswith(f"Síť služeb › Služba {'x' * 59}…")


@pytest.mark.parametrize("name", resources.examples())
def test_every_sample_is_told_against_nothing_without_an_anonymous_part(name: str) -> None:
    for old, new in (({}, beginnings.example(name)), (beginnings.example(name), {})):
        assert not {"část", ""} & {text for row in differing.of(old, new).rows for text in (row.before, row.after)}


@pytest.mark.parametrize(
    "strange", [None, 5, "x", [1], {"services": 5}, {"services": [5, None, "x"]}, {"x/y": {"z": [1]}}]
)
def test_contents_that_are_wrong_in_any_way_can_be_told(strange: Any) -> None:
    assert differing.of(services(SERVICE), strange).count
    assert differing.of(strange, services(SERVICE)).count


def test_findings_say_whose_they_are_by_names() -> None:
    """„Služba 31 › Náklad 1“ would have to be counted out on the page."""
    pointer = "/network/services/0/costs/0/amount"
    of_cost = Finding(Severity.ERROR, "x", pointer, "Chybí.", "Missing.", human_path(pointer))
    of_all = Finding(Severity.WARNING, "x", "", "Celek.", "Whole.")
    first, second = telling.named([of_cost, of_all], services(SERVICE))
    assert plain(first.label) == "Síť služeb › Služba Poradna › Náklad 2026, Kraj › Částka"
    assert second is of_all
