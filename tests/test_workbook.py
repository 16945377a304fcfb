"""The workbook holds a whole content: it comes back to the letter, looks as people need it, has equal bytes."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from assembler import beginnings, resources, workbook
from assembler.workbook import Origin
from assembler.workbook.filling import fill
from assembler.workbook.gathering import gather
from assembler.workbook.layout import layout
from assembler.workbook.titles import title_of
from tests.generated_content import Author
from tests.workbooks import SMALL, as_read, back, changed, column, opened, part_of, put

SAMPLES = sorted(resources.examples())


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_comes_back_from_its_workbook_as_it_was(name: str) -> None:
    content = beginnings.example(name)
    reading = back(workbook.write(content))
    assert reading.content == content
    assert workbook.as_json(reading.content) == workbook.as_json(content)
    assert (reading.findings, reading.unplaced) == ((), ())


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10_000), st.sampled_from([0.2, 0.6, 1.0]), st.sampled_from(["plain", "commonmark", "html"]))
def test_any_content_of_the_schema_comes_back_as_it_was(seed: int, density: float, form: str) -> None:
    content = Author(seed, density, form).plan()
    assert workbook.as_json(back(workbook.write(content)).content) == workbook.as_json(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
KEYS = [
    "title",
    "groups",
    "swot",
    "strategy",
    "nodes",
    "measures",
    "costs",
    "amount",
    "leader",
    "rows",
    "data",
    "x/~",
    "",
]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(KEYS), JSON, max_size=6), st.integers(0, 3))
def test_a_content_that_is_wrong_in_any_way_comes_back_as_it_was(wrong: dict[str, Any], seed: int) -> None:
    """Unknown keys, wrong types, empty values: what no cell tells is kept beside the cells."""
    content = spoiled(Author(seed, 0.2).plan(), wrong, random.Random(seed))
    assert workbook.as_json(gather(fill(content)).content) == workbook.as_json(content)


def test_what_is_kept_beside_the_cells_survives_the_file() -> None:
    wrong = {"title": 5, "note": {"x/~": "\ud800 \x07"}, "groups": [1], "swot": [], "period": {}, "terms": [{}]}
    content = as_read(SMALL) | wrong | {"strategy": {"nodes": [{"measures": [{"name": "", "links": None}]}]}}
    assert workbook.as_json(back(workbook.write(content)).content) == workbook.as_json(content)


def spoiled(content: Any, wrong: dict[str, Any], chance: random.Random) -> Any:
    """Wrong values thrown into the content."""
    holders = [each for each in dicts(content) if chance.random() < 0.3] or [content]
    for key, value in wrong.items():
        chance.choice(holders)[key] = value
    return content


def dicts(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, list):
        return [found for each in value for found in dicts(each)]
    return [value, *(found for each in value.values() for found in dicts(each))] if isinstance(value, dict) else []


def test_numbers_come_back_with_the_digits_that_they_had() -> None:
    content = as_read({"title": "x", "pipeline": {"projects": [{"name": "a", "budget": 1}]}})
    budgets = [Decimal("12.50"), Decimal("0.10"), Decimal("34599028.74"), Decimal("1E+3"), 999_999_999_999_999]
    content["pipeline"]["projects"] = [{"name": "a", "budget": budget} for budget in budgets]
    found = back(workbook.write(content)).content["pipeline"]["projects"]
    assert [str(each["budget"]) for each in found] == list(map(str, budgets))


def test_a_long_text_goes_on_in_the_next_columns_and_comes_back_whole() -> None:
    long = "Věta s emoji 👩‍🦽 a = + - @. " * 7_000
    content = {"title": "x", "foreword": {"text": long}, "terms": [{"term": "t", "definition": long[:100_000]}]}
    data = workbook.write(content)
    assert back(data).content == content
    labels = [cell.value for cell in opened(data)["Pojmy"][3]]
    assert labels[2:5] == ["Výklad *", "Výklad (pokračování 2)", "Výklad (pokračování 3)"]
    longest = max(
        len(cell.value.encode("utf-16-le")) // 2 for cell in opened(data)["Pojmy"][4] if isinstance(cell.value, str)
    )
    assert longest <= 32_767


def test_a_text_is_never_a_formula() -> None:
    texts = ["=1+1", "+420 800", "-x", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "<r><t>x</t></r>", "_x000D_ x005F_"]
    content = {"title": texts[0], "terms": [{"term": text, "definition": text} for text in texts]}
    data = workbook.write(content)
    assert b"<f>" not in part_of(data, "xl/worksheets/sheet2.xml") + part_of(data, "xl/worksheets/sheet8.xml")
    assert all(
        cell.data_type == "s"
        for row in opened(data)["Pojmy"].iter_rows(min_row=4, max_row=11, min_col=2)
        for cell in row
    )
    assert back(data).content == content


def test_the_same_content_gives_the_same_bytes() -> None:
    origin = Origin("id", "Plán", 3, "hash", "1. 3. 2025", "medium_term_plan")
    assert workbook.write(SMALL, origin) == workbook.write(as_read(SMALL), origin)


def test_the_workbook_says_which_version_of_which_plan_it_was_made_from() -> None:
    origin = Origin("0b7f", "Plán & obec", 12, "ab" * 32, "1. 3. 2025", "action_plan")
    data = workbook.write(SMALL, origin)
    assert workbook.deliver(data).origin == origin
    shown = [cell.value for row in opened(data)["Čtěte nejdřív"].iter_rows(max_col=2) for cell in row]
    assert {"Plán & obec", "12", "1. 3. 2025"} <= set(shown)


# ---------------------------------------------------------------- how it looks


def test_every_list_of_the_schema_has_its_own_sheet_with_czech_titles() -> None:
    book = opened(workbook.write(SMALL))
    assert book.sheetnames[:2] == ["Čtěte nejdřív", "Plán"]
    for table in layout().tables:
        here = book[table.title]
        keys = [cell.value for cell in here[1]]
        assert [cell.value for cell in here[3]] == [
            title_of(table, "@no" if at == 0 else str(keys[at])) for at in range(len(keys))
        ]
    assert len({table.title.casefold() for table in layout().tables}) == len(layout().tables)


def test_a_list_has_hints_a_frozen_header_filters_and_a_hidden_row_of_keys() -> None:
    here = opened(workbook.write(SMALL))["Opatření"]
    assert here.row_dimensions[1].hidden
    assert here.freeze_panes == "C4"
    assert here.auto_filter.ref == "A3:Y5"
    assert "Alt+Enter" in str(here.cell(2, column(here, "target_groups")).value)
    assert here.page_setup.orientation == "landscape"
    assert here.print_title_rows == "$2:$3"
    assert here.cell(4, column(here, "target_groups")).value == "senioři\npečující"


def test_choices_flags_references_and_parents_are_offered_in_drop_downs() -> None:
    book = opened(workbook.write(SMALL))
    offered = {key: drop_down(book, "Náklady – opatření", key) for key in ("@in", "source", "type", "counted")}
    assert offered == {
        "@in": ["1: 1.1.1 Rozšíření služby", "2: Doprava"],
        "source": ["Obec Vzorov [obec]", "Kraj [kraj]"],
        "type": ["provozní", "investiční"],
        "counted": ["ano", "ne"],
    }
    assert drop_down(book, "Položky SWOT", "@where") == ["Silné stránky", "Slabé stránky", "Příležitosti", "Hrozby"]


def drop_down(book: Any, title: str, key: str) -> list[str]:
    """What the first row of a column is offered."""
    here = book[title]
    letter = here.cell(4, column(here, key)).column_letter
    found = next(
        each
        for each in here.data_validations.dataValidation
        if each.type == "list" and str(each.sqref).startswith(f"{letter}4")
    )
    sheet, _, area = found.formula1.replace("$", "").partition("!")
    return [cell.value for (cell,) in book[sheet.strip("'")][area]]


def test_what_rows_are_recognised_by_cannot_be_typed_over() -> None:
    here = opened(workbook.write(SMALL))["Opatření"]
    fixed = {str(each.sqref) for each in here.data_validations.dataValidation if each.type == "custom"}
    assert fixed == {"A4:A5", "C4:C5"}
    assert opened(workbook.write(SMALL))["Plán"].protection.sheet


def test_only_sheets_of_the_wanted_parts_come_empty() -> None:
    names = opened(
        workbook.write({"title": "x", "terms": [{"term": "a", "definition": "b"}]}, parts={"parties"})
    ).sheetnames
    assert [name for name in names if not name.startswith("_")] == ["Čtěte nejdřív", "Plán", "Organizace", "Pojmy"]


def test_hidden_sheets_say_nothing_of_people() -> None:
    """Who removes the sheet of members before handing the workbook out, has removed what was on it."""
    person = {"first_name": "Jana", "last_name": "Vzorová", "phone": "721 000 000", "publish": []}
    content = {"title": "x", "groups": [{"id": "g", "name": "Skupina", "members": [{"person": person}]}]}
    book = opened(workbook.write(content))
    hidden = [book[name] for name in book.sheetnames if book[name].sheet_state != "visible"]
    told = " ".join(str(cell.value) for here in hidden for row in here.iter_rows() for cell in row)
    assert len(hidden) == 4
    assert not [word for word in ("Jana", "Vzorová", "721 000 000") if word in told]


def test_marked_cells_are_red_and_say_why() -> None:
    reading = back(changed(SMALL, lambda book: put(book, "Náklady – opatření", 1, "amount", "cca 300 tis.")))
    shown = opened(workbook.marked(reading))["Náklady – opatření"]["E4"]
    assert shown.value == "cca 300 tis."
    assert shown.fill.start_color.rgb == "FFFFC7CE"
    assert isinstance(shown.comment, Comment)
    assert "není jednoznačné číslo" in shown.comment.text
