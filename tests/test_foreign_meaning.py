"""What a cell of others means: clear, read with the original beside it, or asked. Nothing is guessed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from assembler.foreign.meaning import ASKED, CLEAR, NOTHING, READ, meant
from assembler.foreign.targets import target
from assembler.foreign.verdicts import Context
from assembler.readers.grids import CellError
from assembler.workbook.names import names_of
from tests.foreign_reading import CONTENT

MEASURES, SERVICES, COSTS = "strategy.nodes.measures", "network.services", "strategy.nodes.measures.costs"
PROJECTS, EVALUATED = "pipeline.projects", "previous_plan.measures"
Said = str | int | bool | Decimal | date | CellError


def meaning(where: str, value: Said, column_unit: str = "", unit: str = "Kč") -> Any:
    """Of a value in a field, named „list:field“."""
    key, _, name = where.partition(":")
    found = target(key)
    slot = found.slot(name) if found else None
    assert slot
    return meant(slot, value, Context(names_of(CONTENT), name.rpartition(".")[2], unit, column_unit))


@pytest.mark.parametrize(
    ("where", "value", "expected"),
    [
        (f"{COSTS}:amount", 1200, 1200),
        (f"{COSTS}:amount", Decimal("1200.50"), Decimal("1200.5")),
        (f"{COSTS}:year", 2024, 2024),
        (f"{MEASURES}:name", " Doprava ", "Doprava"),
        (f"{MEASURES}:name", 2024, "2024"),
        (f"{MEASURES}:code", "2.1", "2.1"),
        (f"{MEASURES}:starts", date(2024, 1, 2), "2024-01-02"),
        (f"{MEASURES}:starts", "1. 3. 2024", "1. 3. 2024"),
        (f"{MEASURES}:schedule", "průběžně", "průběžně"),
        (f"{MEASURES}:schedule", "IV/2024", "IV/2024"),
        (f"{MEASURES}:importance", "Vysoká", "high"),
        (f"{MEASURES}:target_groups", "senioři", ["senioři"]),
        (f"{SERVICES}:ico", "00246476", "00246476"),
        (f"{SERVICES}:identifier", "1234567", "1234567"),
        (f"{SERVICES}:forms", "ambulantní", ["ambulatory"]),
        (f"{EVALUATED}:carried_over", "ano", True),
    ],
)
def test_what_is_clear_is_taken_as_it_stands(where: str, value: Said, expected: object) -> None:
    found = meaning(where, value)
    assert (found.verdict, found.value) == (CLEAR, expected)


@pytest.mark.parametrize(
    ("where", "value", "expected"),
    [
        (f"{COSTS}:amount", "1,2 mil.", 1_200_000),
        (f"{COSTS}:amount", "300 tis. Kč", 300_000),
        (f"{COSTS}:amount", "1 250 000,50 Kč", Decimal("1250000.5")),
        (f"{COSTS}:amount", "12.500.000,-", 12_500_000),
        (f"{COSTS}:amount", Decimal("333.3333333"), Decimal("333.33")),
        (f"{SERVICES}:capacities.network", "0,5 úv.", Decimal("0.5")),
        (f"{SERVICES}:capacities.network", "20 lůžek", 20),
        (f"{SERVICES}:ico", 246476, "00246476"),
        (f"{SERVICES}:ico", "002 46 476", "00246476"),
        (f"{SERVICES}:forms", "terénní a ambulantní", ["field", "ambulatory"]),
        (f"{SERVICES}:forms", "terénní, pobyt.", ["field", "residential"]),
        (f"{MEASURES}:target_groups", "senioři\nrodiny s dětmi", ["senioři", "rodiny s dětmi"]),
        (f"{MEASURES}:schedule", date(2024, 6, 30), "30. 6. 2024"),
        (f"{MEASURES}:starts", datetime(2024, 1, 2, 9, 30), "2024-01-02"),
        (f"{PROJECTS}:measure", "doprava k lékaři", "o-doprava"),
        (f"{PROJECTS}:measure", "2.1", "o-doprava"),
        (f"{COSTS}:source", "Obec", "obec"),
        (f"{EVALUATED}:carried_over", "A", True),
    ],
)
def test_what_is_beyond_doubt_is_read_and_told(where: str, value: Said, expected: object) -> None:
    found = meaning(where, value)
    assert (found.verdict, found.value) == (READ, expected)
    assert found.why


@pytest.mark.parametrize(
    ("where", "value", "offered"),
    [
        (f"{COSTS}:amount", "cca 300 tis.", [300_000]),
        (f"{COSTS}:amount", "10–12 tis. Kč", [10_000, 12_000]),
        (f"{COSTS}:amount", "1.200", [1200, Decimal("1.2")]),
        (f"{COSTS}:amount", "dle rozpočtu", []),
        (f"{COSTS}:amount", "–", [None, 0]),
        (f"{COSTS}:amount", "x", [None, 0]),
        (f"{COSTS}:amount", date(2024, 1, 2), [Decimal("2.1")]),
        (f"{COSTS}:amount", "0,5 úv.", [Decimal("0.5")]),
        (f"{COSTS}:amount", CellError("#REF!"), []),
        (f"{COSTS}:amount", -5, []),
        (f"{COSTS}:year", "2024/2025", []),
        (f"{MEASURES}:code", date(2024, 1, 2), ["2.1", "2.1.", "2.1.2024"]),
        (f"{MEASURES}:code", Decimal("1.1"), ["1.1", "1.10", "1,1"]),
        (f"{MEASURES}:code", "02.I", ["2.1", "02.I"]),
        (f"{MEASURES}:code", "1.říj", ["1.10", "1.říj"]),
        (f"{MEASURES}:starts", "IV/2024", ["2024-04-01", "2024-04-30"]),
        (f"{MEASURES}:starts", "2. čtvrtletí 2024", ["2024-04-01", "2024-06-30"]),
        (f"{MEASURES}:ends", "červenec 2024", ["2024-07-01", "2024-07-31"]),
        (f"{MEASURES}:ends", "31.12.24", ["2024-12-31"]),
        (f"{MEASURES}:ends", 45_292, ["2024-01-01"]),
        (f"{MEASURES}:ends", 2024, ["2024-01-01", "2024-12-31"]),
        (f"{MEASURES}:ends", "průběžně", []),
        (f"{MEASURES}:ends", "31. 2. 2024", []),
        (f"{MEASURES}:name", "x", [None]),
        (f"{MEASURES}:importance", "1", ["high", "medium", "low"]),
        (f"{MEASURES}:target_groups", "senioři, rodiny", [["senioři", "rodiny"], ["senioři, rodiny"]]),
        (f"{SERVICES}:ico", 123, ["00000123", "123"]),
        (f"{SERVICES}:ico", "CZ00246476", ["CZ00246476"]),
        (f"{SERVICES}:identifier", 34567, ["0034567", "34567"]),
        (f"{SERVICES}:forms", "jiná", [["field"], ["ambulatory"], ["residential"]]),
        (f"{PROJECTS}:measure", "neznámé", ["o-byty", "o-doprava"]),
        (f"{EVALUATED}:carried_over", "x", [None, True]),
        (f"{EVALUATED}:carried_over", "možná", [True, False]),
    ],
)
def test_what_is_in_doubt_is_asked_and_never_taken(where: str, value: Said, offered: list[object]) -> None:
    found = meaning(where, value)
    assert (found.verdict, found.value) == (ASKED, None)
    assert [each.value for each in found.options] == offered
    assert found.why


def test_a_dash_among_texts_is_nothing_and_it_is_told() -> None:
    found = meaning(f"{MEASURES}:guarantor", "–")
    assert (found.verdict, found.value) == (NOTHING, None)


def test_amounts_are_turned_from_the_unit_of_their_column_into_that_of_the_plan() -> None:
    where = f"{COSTS}:amount"
    assert meaning(where, 300, "tis. Kč").value == 300_000
    assert meaning(where, 300_000, "Kč", "tis. Kč").value == 300
    assert meaning(where, "1,2 mil.", "tis. Kč", "tis. Kč").value == 1200
    assert [each.value for each in meaning(where, "300 Kč", "tis. Kč").options] == [300_000, 300]


def test_a_text_of_others_is_never_read_as_markup() -> None:
    found = meaning(f"{MEASURES}:description", "cena * 2 [1]\n# konec")
    assert found.value == {"text": "cena * 2 [1]\n# konec", "format": "plain"}
