"""Malá čísla: in a village of eighty, "1 recipient of the fourth degree" is a person with a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.checks.tables import cell
from assembler.checks.walk import parts
from assembler.options import Variant
from schemas.analyses import Chart, ColumnType, Table
from schemas.findings import Finding, warning
from schemas.plan import Plan

IN_TABLE = warning(
    "small_numbers_in_table",
    "Tabulka „{caption}“ má ve sloupci „{column}“ počty menší než {least} (buněk: {count}); v malé obci prozradí "
    "konkrétní lidi. Ve veřejném dokumentu místo nich nechte prázdné pole a vysvětlete to v poznámce.",
    "The table “{caption}” shows counts below {least} in “{column}” (cells: {count}); they may identify people.",
)
IN_CHART = warning(
    "small_numbers_in_chart",
    "Graf „{caption}“ má v řadě „{series}“ počty menší než {least} (hodnot: {count}); v malé obci prozradí konkrétní "
    "lidi. Ve veřejném dokumentu je nahraďte pomlčkou.",
    "The chart “{caption}” shows counts below {least} in “{series}” (values: {count}); they may identify people.",
)

LEAST = 5  # persons: what statistical offices publish; fewer are suppressed

SENSITIVE = re.compile(
    r"příspěv\w{1,4} na péči|\bPnP\b|stup\w{1,4} závislosti|závislost\w{0,3} na |hmotn\w{1,3} nouz|"
    r"exekuc|dluž|dluh|svéprávnost|ohrožen\w{1,3} dět|\bOSPOD\b|postižen|duševn\w{1,3} onemocn|násil",
    re.IGNORECASE,
)
PERSONS = re.compile(r"osob|lid[éi]|obyvatel|příjemc|dět|případ|klient|uživatel|rodin|domácnost|počet", re.IGNORECASE)


def check(plan: Plan, scope: Scope) -> Iterator[Finding]:
    if scope.variant is not Variant.PUBLIC:
        return
    for table in parts(plan, Table):
        yield from in_table(table)
    for chart in parts(plan, Chart):
        yield from in_chart(chart)


def small(value: object) -> bool:
    return not isinstance(value, str) and value in range(1, LEAST)


def of_persons(unit: str) -> bool:
    """Whether a unit counts people; where none is given, it may."""
    return not unit.strip() or bool(PERSONS.search(unit))


def in_table(table: Table) -> Iterator[Finding]:
    for index, column in enumerate(table.columns):
        if column.type is not ColumnType.NUMBER or not of_persons(column.unit or table.unit):
            continue
        places = [place for place, row in enumerate(table.rows) if small(cell(row, index))]
        if places and SENSITIVE.search(f"{table.caption} {column.name}"):
            pointer = table.at("rows", places[0], index)
            yield IN_TABLE.at(pointer, caption=table.caption, column=column.name, least=LEAST, count=len(places))


def in_chart(chart: Chart) -> Iterator[Finding]:
    for series in chart.series if of_persons(chart.unit) else ():
        places = [place for place, value in enumerate(series.values) if small(value)]
        if places and SENSITIVE.search(f"{chart.caption} {series.name}"):
            pointer = series.at("values", places[0])
            yield IN_CHART.at(pointer, caption=chart.caption, series=series.name, least=LEAST, count=len(places))
