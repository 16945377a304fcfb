"""What was typed into a form as content: Czech numbers and days, lists, tables, what is refused and in which words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assembler.forms import Deed, merged, pages_of, read
from assembler.forms import numbers as typed_numbers
from assembler.forms.identifiers import slug
from assembler.forms.model import Grid, Items, Line, Link, Unreadable
from assembler.forms.places import ABSENT, followed, put
from tests.filled_forms import drawn, opened, untouched

PLAN: dict[str, Any] = {"title": "Plán"}
STEP = ("strategy", "nodes", "0", "measures", "0")


def measured(**measure: Any) -> dict[str, Any]:
    return PLAN | {"strategy": {"nodes": [{"name": "Cíl", "measures": [{"name": "Opatření", **measure}]}]}}


def typed(content: Any, steps: tuple[str, ...], deed: Deed | None = None, **fields: Any) -> tuple[Any, list[str]]:
    """The part after typing, and the codes of what is wrong with it; names of fields have __ for /."""
    form = opened(content, *steps)
    posted = untouched(form)
    for name, text in fields.items():
        posted[name.replace("__", "/")] = text if isinstance(text, list) else [text]
    found = read(form, content, posted, deed)
    part = merged(content, form.steps, found.edits).content
    for step in form.steps:
        part = part[int(step)] if isinstance(part, list) else part[step]
    return part, [each.code for each in found.problems]


# ---------------------------------------------------------------- numbers and days


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1793475", 1793475),
        ("1 793 475", 1793475),
        ("34 599 028,74", Decimal("34599028.74")),
        ("1.793.475,50", Decimal("1793475.50")),
        ("1,50", Decimal("1.50")),
        ("0.5", Decimal("0.5")),
        ("−12", -12),
        ("–3,5", Decimal("-3.5")),
    ],
)
def test_numbers_are_understood_as_they_are_written(text: str, number: Any) -> None:
    assert typed_numbers.read(text) == number


@pytest.mark.parametrize(
    "text", ["", "asi 5", "1.500", "12 34", "2019 120", "1,2,3", "5 mil.", "1e5", "²", "1 000.5.1"]
)
def test_what_may_be_two_numbers_or_none_is_never_guessed(text: str) -> None:
    assert typed_numbers.read(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(1793475, "1\u00a0793\u00a0475"), (Decimal("34599028.74"), "34\u00a0599\u00a0028,74"), (2020, "2020"), (-5, "-5")],
)
def test_numbers_are_shown_as_they_are_written(value: Any, text: str) -> None:
    assert typed_numbers.shown(value) == text


def test_a_day_is_taken_as_czechs_write_it() -> None:
    part, wrong = typed(measured(), STEP, starts="1. 3. 2020", ends="2022-12-31")
    assert (part["starts"], part["ends"], wrong) == ("2020-03-01", "2022-12-31", [])


def test_what_is_not_understood_stays_as_it_was_typed_and_is_told() -> None:
    part, wrong = typed(measured(), STEP, starts="31. 2. 2020", stated_total="asi 5 milionů")
    assert (part["starts"], part["stated_total"]) == ("31. 2. 2020", "asi 5 milionů")
    assert wrong == ["no_such_day", "number_not_understood"]


# ---------------------------------------------------------------- fields of several values


def test_a_list_of_texts_is_written_one_to_a_line_and_old_items_stay_what_they_are() -> None:
    content = measured(risks=["první", "druhé\nna dvou řádcích", 7])
    part, _ = typed(content, STEP, risks="nové\r\ndruhé⏎na dvou řádcích\r\n7\r\n\r\n")
    assert part["risks"] == ["nové", "druhé\nna dvou řádcích", 7]


def test_boxes_keep_the_order_of_the_content() -> None:
    content = PLAN | {"groups": [{"name": "S", "leader": {"publish": ["function", "name"]}}]}
    part, _ = typed(content, ("groups", "0"), leader__publish=["", "name", "function", "phone"])
    assert part["leader"]["publish"] == ["function", "name", "phone"]


def test_a_box_that_is_not_ticked_is_no() -> None:
    content = measured(costs=[{"year": 2020}])
    part, _ = typed(content, STEP, costs__0__counted=["ne"])
    assert part["costs"] == [{"year": 2020, "counted": False}]


def test_numbers_of_a_series_are_parted_by_semicolons_or_as_excel_does() -> None:
    chart = {"series": [{"name": "Muži", "values": [1250, None, Decimal("1301.50")]}]}
    content = PLAN | {"analyses": [{"title": "A", "chapters": [{"heading": "K", "charts": [chart]}]}]}
    place = ("analyses", "0", "chapters", "0", "charts", "0")
    part, _ = typed(content, place, series__0__values="1250; –; 1301,50; 12 000")
    assert part["series"][0]["values"] == [1250, None, Decimal("1301.50"), 12000]
    part, _ = typed(content, place, series__0__values="1\t\t3")
    assert part["series"][0]["values"] == [1, None, 3]


def test_a_formatted_text_keeps_its_format() -> None:
    content = measured(description={"text": "<b>x</b>", "format": "html"})
    part, _ = typed(content, STEP, description=["<b>y</b>", "html"])
    assert part["description"] == {"text": "<b>y</b>", "format": "html"}
    part, _ = typed(measured(description="x"), STEP, description=["y", "commonmark"])
    assert part["description"] == "y"


# ---------------------------------------------------------------- tables


def test_an_empty_row_is_none_and_a_row_that_lacks_what_it_must_have_is_told() -> None:
    part, wrong = typed(measured(), STEP, steps__0__responsible="Město", steps__1__term="  ")
    assert part["steps"] == [{"responsible": "Město"}]
    assert wrong == ["empty"]


def test_an_untouched_row_keeps_what_the_table_does_not_show() -> None:
    content = measured(steps=[{"text": "A", "neznámé": 1}, {"text": "B"}])
    part, _ = typed(content, STEP, steps__1__text="B jinak")
    assert part["steps"] == [{"text": "A", "neznámé": 1}, {"text": "B jinak"}]


def test_new_rows_get_identifiers_that_nobody_has() -> None:
    content = PLAN | {"swot": [{"title": "S", "strengths": {"items": [{"id": "doprava", "text": "Doprava"}]}}]}
    part, _ = typed(content, ("swot", "0", "strengths"), items__1__text="Doprava")
    assert part["items"][1] == {"text": "Doprava", "id": "doprava-2"}


def test_a_name_becomes_an_identifier_without_diacritics() -> None:
    assert slug("Rozšíření terénních služeb – 2. etapa") == "rozsireni-terennich-sluzeb-2-etapa"


def test_a_row_that_is_copied_has_no_identifier_of_another() -> None:
    content = PLAN | {"sources": [{"id": "csu", "title": "Databáze"}]}
    form = opened(content, "sources")
    found = read(form, content, untouched(form), Deed("copy", "sources", 0))
    assert found.edits[0].new == [{"id": "csu", "title": "Databáze"}, {"title": "Databáze", "id": "databaze"}]


# ---------------------------------------------------------------- what is drawn


def test_a_long_list_of_short_parts_has_pages_a_short_one_is_a_table() -> None:
    few, many = ({"abbreviations": [{"short": "A", "long": "a"}] * count} for count in (60, 61))
    assert isinstance(drawn(opened(PLAN | few, "abbreviations"))["abbreviations"], Grid)
    assert isinstance(drawn(opened(PLAN | many, "abbreviations"))["abbreviations"], Items)


def test_a_reference_offers_names_and_also_what_leads_nowhere() -> None:
    content = PLAN | {"groups": [{"id": "g", "name": "Řídicí skupina"}], "swot": [{"title": "S", "group": "x"}]}
    field = drawn(opened(content, "swot", "0"))["group"]
    assert isinstance(field, Line)
    assert [each.label for each in field.options] == ["Řídicí skupina", "x (neznámá hodnota)"]


def test_a_measure_is_not_offered_to_itself() -> None:
    measures = [{"id": "a", "name": "První"}, {"id": "b", "name": "Druhé"}]
    content = PLAN | {"strategy": {"nodes": [{"name": "Cíl", "measures": measures}]}}
    shown = drawn(opened(content, *STEP))["links/measures"]
    assert isinstance(shown, Line)
    assert [each.code for each in shown.options] == ["b"]


def test_a_value_that_no_field_can_show_is_told_and_kept() -> None:
    fields = drawn(opened(measured(guarantor={"x": 1}, risks="jedno", schedule="a\x00b"), *STEP))
    assert [name for name, each in fields.items() if isinstance(each, Unreadable)] == ["guarantor", "schedule", "risks"]


def test_items_bear_the_codes_that_documents_print() -> None:
    levels = [{"name": "Oblast", "mask": "{1:A}"}, {"name": "Opatření", "mask": "{1:A}.{2}"}]
    content = PLAN | {"strategy": {"levels": levels, "nodes": [{"name": "N", "measures": [{"name": "M"}]}]}}
    assert opened(content, "strategy", "nodes", "0").title == "Oblast A N"
    assert opened(content, *STEP).title == "Opatření A.1 M"


# ---------------------------------------------------------------- places


def test_a_part_that_is_emptied_goes_away_with_its_key() -> None:
    assert put({"a": {"b": 1}, "c": 2}, ["a", "b"], ABSENT) == {"c": 2}
    assert put({"a": {}}, ["a", "b"], ABSENT) == {"a": {}}


@pytest.mark.parametrize(
    ("new", "place"),
    [
        ([{"id": "b"}, {"id": "a", "name": "jinak"}], ["1"]),
        ([{"id": "b"}], None),
        ([{"id": "a", "name": "jinak"}], ["0"]),
    ],
)
def test_an_item_is_followed_by_its_identifier(new: list[Any], place: list[str] | None) -> None:
    assert followed([{"id": "a"}, {"id": "b"}], new, ["0"]) == place


def test_an_item_without_identifier_is_followed_by_its_value_or_its_unmoved_place() -> None:
    old = [{"name": "a"}, {"name": "b"}]
    assert followed(old, [{"name": "b"}, {"name": "a"}], ["0"]) == ["1"]
    assert followed(old, [{"name": "a jinak"}, {"name": "b"}], ["0"]) == ["0"]
    assert followed(old, [{"name": "x"}, {"name": "y"}, {"name": "z"}], ["0"]) is None


def test_the_four_fields_of_a_swot_stand_on_one_page() -> None:
    content = PLAN | {"swot": [{"title": "S", "threats": {"items": [{"id": "a", "text": "A", "points": 3}]}}]}
    part, _ = typed(content, ("swot", "0"), threats__items__0__points="5", strengths__items__0__text="Lidé")
    assert part["threats"] == {"items": [{"id": "a", "text": "A", "points": 5}]}
    assert part["strengths"] == {"items": [{"text": "Lidé", "id": "lide"}]}
    assert pages_of(content, ["/swot/0/threats/items/0/points"]) == [(("swot", "0"), "threats/items/0/points")]
    many = PLAN | {"swot": [{"title": "S", "threats": {"items": [{"text": "A"}] * 61}}]}
    assert isinstance(drawn(opened(many, "swot", "0"))["threats"], Link)
