"""Data tables typed into forms: units behind numbers, missing values, rows that are taken away."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assembler.forms import Deed, read
from tests.filled_forms import opened, untouched

PLACE = ("analyses", "0", "chapters", "0", "tables", "0")
COLUMNS = [
    {"name": "Služba", "type": "text"},
    {"name": "Počet"},
    {"name": "Podíl", "type": "percent"},
    {"name": "Náklady", "unit": "tis. Kč"},
]
ROWS = [["Pečovatelská", 1200, Decimal("12.5"), 5], ["Raná péče", 12, 3, None]]


def content(**table: Any) -> dict[str, Any]:
    tables = [{"caption": "T", "columns": COLUMNS, "rows": ROWS} | table]
    return {"title": "Plán", "analyses": [{"title": "A", "chapters": [{"heading": "K", "tables": tables}]}]}


def typed(deed: Deed | None = None, **cells: str) -> Any:
    """The rows after typing; a cell of row 1 in column 2 is r1_2."""
    form = opened(content(), *PLACE)
    posted = untouched(form) | {f"rows/{name[1:].replace('_', '/')}": [text] for name, text in cells.items()}
    edits = read(form, content(), posted, deed).edits
    return edits[0].new if edits else ROWS


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        (2, "12,5 %", Decimal("12.5")),
        (2, "3\u00a0%", 3),
        (1, "12,5 %", "12,5 %"),
        (3, "4 250 tis. Kč", 4250),
        (3, "300 Kč", "300 Kč"),
        (1, "1 200 Kč", "1 200 Kč"),
        (1, "–", None),
        (0, "-", "-"),
    ],
)
def test_a_number_may_have_the_unit_of_its_column_behind_it_and_no_other(column: int, text: str, value: Any) -> None:
    assert typed(None, **{f"r0_{column}": text})[0][column] == value


def test_a_row_that_was_emptied_is_dropped() -> None:
    assert typed(r1_0="", r1_1=" ", r1_2="") == ROWS[:1]


def test_a_row_can_be_taken_away_without_javascript() -> None:
    assert typed(Deed("remove", "rows", 0)) == ROWS[1:]


def test_kinds_of_columns_hold_that_are_typed_on_the_same_page() -> None:
    form = opened(content(columns=[], rows=[]), *PLACE)
    posted = untouched(form) | {
        "columns/0/name": ["Podíl"],
        "columns/0/type": ["percent"],
        "columns/1/name": ["Kód"],
        "columns/1/type": ["text"],
        "rows/0/0": ["12,5 %"],
        "rows/0/1": ["007"],
    }
    edits = {each.name: each.new for each in read(form, content(columns=[], rows=[]), posted).edits}
    assert edits["rows"] == [[Decimal("12.5"), "007"]]
