"""Amounts in documents as a Czech finance officer writes them: in one table alike, crowns with two decimals or none."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.documents.views import amounts, analyses, services
from assembler.documents.views.remarks import remarks
from assembler.word.values import DataTable, Joined
from schemas.analyses import Table
from schemas.finance import Cost
from schemas.loading import load
from schemas.services import Capacity

NB = "\u00a0"


def money(currency: str) -> amounts.Money:
    plan = load({"title": "Plán", "currency": currency}).plan
    assert plan is not None
    return amounts.money_of(plan)


def costs(*values: float, **more: Any) -> list[Cost]:
    return [Cost.schema.load({"source": "obec", "year": 2020 + n, "amount": v, **more}) for n, v in enumerate(values)]


def words(table: DataTable | None) -> list[list[str]]:
    """The numbers of the rows, without the first column."""
    assert table is not None
    return [[str(cell.text) for cell in row[1:]] for row in (*table.rows, table.total)]


def told(text: str | Joined) -> str:
    return text.separator.join(map(told, text.items)) if isinstance(text, Joined) else str(text)


@pytest.mark.parametrize(
    ("currency", "values", "shown"),
    [
        ("czk", (1200000, 5000), [f"1{NB}200{NB}000", f"5{NB}000", f"1{NB}205{NB}000"]),
        ("czk", (0.3, 5000), ["0,30", f"5{NB}000,00", f"5{NB}000,30"]),
        ("czk", (0.5, 0.5), ["0,50", "0,50", "1,00"]),
        ("thousand_czk", (0.3, 40), ["0,3", "40,0", "40,3"]),
        ("thousand_czk", (1.25, 0.5), ["1,25", "0,50", "1,75"]),
        ("thousand_czk", (640, 0), ["640", "–", "640"]),
    ],
)
def test_all_amounts_of_a_table_have_the_same_decimals(
    currency: str, values: tuple[float, ...], shown: list[str]
) -> None:
    """As many as one of them needs: hellers in crowns, tenths or hundredths in thousands of crowns."""
    table = words(amounts.source_table(costs(*values), money(currency), "Náklady"))
    assert table == [shown, shown]


def test_an_amount_without_a_source_has_a_row_of_its_own() -> None:
    """A draft may lack the source of a cost; the rows of its table still add up to the sum."""
    loose = [*costs(10), Cost.schema.load({"year": 2020, "amount": 5})]
    table = amounts.source_table(loose, money("czk"), "Náklady")
    assert table is not None
    assert [str(row[0].text) for row in table.rows] == ["Obec", amounts.NO_SOURCE]
    assert words(table) == [["10"], ["5"], ["15"]]


def test_both_ends_of_a_range_are_written_alike() -> None:
    """„0,30–5,00 Kč“."""
    (line,) = remarks(costs(0.3, amount_to=5), money("czk"))
    assert told(line).endswith(f": 0,30–5,00{NB}Kč")


@pytest.mark.parametrize(
    ("column", "unit", "rows", "shown"),
    [
        ({"unit": "Kč"}, "", [7486970, 34599028.74], [f"7{NB}486{NB}970,00", f"34{NB}599{NB}028,74"]),
        ({}, "Kč", [0.3, 2], ["0,30", "2,00"]),
        ({}, "Kč", [1000.0, 2], [f"1{NB}000", "2"]),
        ({}, "tis. Kč", [0.3, 2], ["0,3", "2,0"]),
        ({"unit": "Kč na obyvatele"}, "osoby", [12.5, 2], ["12,50", "2,00"]),
        ({"unit": "Kč", "decimals": 0}, "", [0.5, 2], ["1", "2"]),
        ({}, "osoby", [18234, 42.5], [f"18{NB}234", "42,5"]),
        ({"type": "percent"}, "Kč", [12.5, 2], [f"12,5{NB}%", f"2{NB}%"]),
    ],
)
def test_a_column_of_amounts_has_the_same_decimals(
    column: dict[str, Any], unit: str, rows: list[float], shown: list[str]
) -> None:
    """Amounts are made alike; numbers of other kinds stand as they are written, for their rows may differ in kind."""
    item = Table.schema.load({"unit": unit, "columns": [{"name": "A", **column}], "rows": [[row] for row in rows]})
    (table,) = analyses.table(item)["parts"]
    assert [str(cell.text) for (cell,) in table.rows] == shown


def test_the_numbers_of_one_capacity_are_written_alike() -> None:
    """Full-time equivalents: „6,5 | 6,0 | –“."""
    cells = services.capacities(Capacity.schema.load({"registered": 6.5, "network": 6}))
    assert [str(cell.text) for cell in cells] == ["6,5", "6,0", "–"]
