"""Karty: what a card of a measure or of a service says when its content is sparse, or contradicts itself."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import docx
import pytest
from docx.table import Table

from assembler import documents, pipeline
from assembler.word.formats import NB


def tables(raw: dict[str, Any], style: str) -> list[Table]:
    """The tables of a draft in a table style."""
    made = pipeline.assemble({"title": "Plán", **raw}, documents.DEFAULT)
    return [each for each in docx.Document(BytesIO(made.docx)).tables if each.style and each.style.name == style]


def cells(table: Table) -> list[list[str]]:
    """The visible texts of the rows, those in content controls too."""
    return [[text(cell) for cell in row._tr.iterchildren("{*}tc")] for row in table.rows]


def text(cell: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter("{*}t")) for p in cell.iter("{*}p"))


def card_of(measure: dict[str, Any]) -> dict[str, str]:
    """The labels and texts of the card of the only measure."""
    raw = {"strategy": {"nodes": [{"name": "Cíl", "measures": [{"name": "Doprava", **measure}]}]}}
    (card,) = tables(raw, "Karta")
    return {row[0]: row[1] for row in cells(card)}


@pytest.mark.parametrize(
    ("service", "below"),
    [
        ({}, []),
        ({"provider": "Charita", "ico": "47224444"}, [["Poskytovatel", f"Charita, IČO{NB}47224444"]]),
        ({"type": "osobní asistence", "provider": "Charita"}, [["Poskytovatel", "Charita"]]),
    ],
)
def test_the_header_row_of_the_card_of_a_service_is_its_name(service: dict[str, str], below: list[list[str]]) -> None:
    """The dark row names the card, whatever of the service is missing; its provider is a row like the others."""
    (card,) = tables({"network": {"services": [{"name": "Asistence", **service}]}}, "Karta")
    assert cells(card) == [["Služba", "Asistence"], *below]
    assert card.rows[0]._tr.find("{*}trPr/{*}tblHeader") is not None


COSTS = [{"source": "obec", "year": 2025, "amount": 760000}]


def test_a_statement_of_no_costs_never_stands_above_a_table_of_costs() -> None:
    """The table is printed, and the finding tells the words of the statement."""
    measure = {"name": "Doprava", "cost_statement": "none", "costs": COSTS}
    raw = {"title": "Plán", "strategy": {"nodes": [{"name": "Cíl", "measures": [measure]}]}}
    (contradiction,) = [
        each
        for each in pipeline.assemble(raw, documents.DEFAULT).report.findings
        if each.code == "measure_cost_contradiction"
    ]
    assert "bez nákladů" in contradiction.message
    assert "Náklady" not in card_of({"cost_statement": "none", "costs": COSTS})


def test_a_statement_stands_where_no_amount_is_summed_up() -> None:
    """Without amounts, or with an amount that no table shows, the statement is what the card says of costs."""
    assert card_of({"cost_statement": "none"})["Náklady"] == "bez nákladů"
    aside = card_of({"cost_statement": "routine", "costs": [{**COSTS[0], "counted": False}]})
    assert aside["Náklady"].startswith(f"v{NB}rámci běžné činnosti\n")


@pytest.mark.parametrize(
    ("term", "shown"),
    [
        ({"starts": "2025-01-01", "ends": "2026-01-01"}, f"1.{NB}1.{NB}2025 – 1.{NB}1.{NB}2026"),
        (
            {"starts": "2026-01-01", "ends": "2025-01-01", "schedule": "od ledna 2025"},
            f"začátek 1.{NB}1.{NB}2026, konec 1.{NB}1.{NB}2025, od ledna 2025",
        ),
    ],
)
def test_days_that_run_backwards_are_no_range(term: dict[str, str], shown: str) -> None:
    """A draft prints both days as they were given, each with what it is."""
    assert card_of(term)["Termín"] == shown


SERVICE = {"name": "Asistence", "provider": "Charita", "costs": COSTS}


@pytest.mark.parametrize(("count", "lying"), [(2, 0), (20, 2)])
def test_short_tables_stand_upright_and_long_ones_have_a_page_lying_down(count: int, lying: int) -> None:
    """Network and financing: two or three rows would leave a landscape page nearly empty."""
    services = [{**SERVICE, "name": f"Asistence {number}"} for number in range(count)]
    made = pipeline.assemble({"title": "Plán", "network": {"services": services}}, documents.DEFAULT)
    sections = docx.Document(BytesIO(made.docx)).sections
    assert sum(each.page_width > each.page_height for each in sections if each.page_width and each.page_height) == lying


def test_a_short_table_of_services_drops_the_columns_that_nobody_filled() -> None:
    """What is told fits on an upright page; the dashes of the rest would not."""
    network = tables({"network": {"services": [SERVICE]}}, "Tabulka plánu")[0]
    assert cells(network) == [["Služba", "Poskytovatel"], ["Asistence", "Charita"]]
