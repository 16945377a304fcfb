"""Datové tabulky: source, year, whole rows, numbers where numbers are promised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assembler.checks.scope import Scope
from assembler.checks.walk import parts
from assembler.checks.wording import number
from schemas.analyses import Column, ColumnType, Table, in_percent, is_whole
from schemas.findings import Finding, error, warning
from schemas.plan import Plan

NO_SOURCE = error(
    "table_without_source",
    "Tabulka „{caption}“ nemá zdroj. Doplňte, odkud údaje jsou.",
    "The table “{caption}” has no source.",
)
NO_YEAR = warning(
    "table_without_year",
    "Tabulka „{caption}“ nemá rok. Doplňte, ke kterému roku údaje platí.",
    "The table “{caption}” has no year.",
)
NO_CAPTION = warning(
    "table_without_caption",
    "Tabulka nemá titulek: nad ní bude stát jen číslo. Doplňte ho.",
    "The table has no caption.",
)
EMPTY = error(
    "table_empty",
    "Tabulka „{caption}“ nemá sloupce nebo řádky. Doplňte je, nebo tabulku smažte.",
    "The table “{caption}” has no columns or no rows.",
)
ROW_LENGTH = error(
    "table_row_length",
    "Řádek {row} má jiný počet hodnot ({found}), než je sloupců ({expected}). Chybějící hodnota je prázdné pole.",
    "Row {row} has {found} cells, the table has {expected} columns.",
)
EMPTY_ROW = warning(
    "table_empty_row",
    "Řádek {row} nemá žádnou hodnotu, otiskly by se z něj samé pomlčky (takových řádků: {count}). Smažte ho.",
    "Row {row} holds no value at all (such rows: {count}).",
)
TEXT_IN_NUMBERS = error(
    "table_text_in_number",
    "V číselném sloupci „{column}“ je v řádku {row} text „{value}“ (takových buněk v něm: {count}). "
    "Napište číslo, nechte pole prázdné, nebo sloupci změňte druh hodnot na „text“.",
    "The column of numbers “{column}” holds the text “{value}” in row {row} (such cells: {count}).",
)
PERCENT_TOTAL = warning(
    "table_percent_total",
    "Podíly ve sloupci „{column}“ dávají dohromady {total} %, ne 100 %. Opravte je; je-li to zaokrouhlením, "
    "řekněte to v poznámce pod tabulkou.",
    "The shares in “{column}” add up to {total} %, not to 100 %.",
)
SUMMED_PERCENT = warning(
    "table_summed_percent",
    "Součet procent ve sloupci „{column}“ ({total} %) nic neříká, v součtovém řádku proto zůstane prázdné místo. "
    "U sloupce zrušte „Sčítat“.",
    "The total of per cent in “{column}” ({total} %) says nothing; it is left empty in the row of totals.",
)
TYPED_TOTAL = warning(
    "table_typed_total",
    "Řádek {row} („{label}“) vypadá jako součet, a tabulka si součtový řádek počítá sama: započetl by se dvakrát. "
    "Řádek smažte.",
    "Row {row} (“{label}”) looks like a total, and the table computes one itself.",
)

NUMERIC = (ColumnType.NUMBER, ColumnType.PERCENT)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
TOTAL = re.compile(r"(?:celkem|součet|úhrnem)\b", re.IGNORECASE)


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    for table in parts(plan, Table):
        yield from described(table)
        if not table.columns or not table.rows:
            yield EMPTY.at(table.at("rows" if table.columns else "columns"), caption=name(table))
            continue
        yield from whole_rows(table)
        for index, column in enumerate(table.columns):
            if column.type in NUMERIC:
                yield from numbers(table, index, column)
        if table.total_label.strip():
            yield from totals(table)


def name(table: Table) -> str:
    return table.caption or table.id or "bez titulku"


def described(table: Table) -> Iterator[Finding]:
    if not table.source.strip():
        yield NO_SOURCE.at(table.at("source"), caption=name(table))
    if not table.caption.strip():
        yield NO_CAPTION.at(table.at("caption"))
    if table.year is None and not over_time(table):
        yield NO_YEAR.at(table.at("year"), caption=name(table))


def over_time(table: Table) -> bool:
    """Whether the years stand in the table itself: in its caption, its heading, or a column of years."""
    headings = (table.caption, *(column.name for column in table.columns))
    return any(column.type is ColumnType.YEAR for column in table.columns) or any(map(YEAR.search, headings))


def whole_rows(table: Table) -> Iterator[Finding]:
    expected = len(table.columns)
    for index, row in enumerate(table.rows):
        if len(row) != expected:
            yield ROW_LENGTH.at(table.at("rows", index), row=index + 1, found=len(row), expected=expected)
    empty = [index for index, row in enumerate(table.rows) if row and not any(map(is_value, row))]
    if empty:
        yield EMPTY_ROW.at(table.at("rows", empty[0]), row=empty[0] + 1, count=len(empty))


def is_value(value: str | Decimal | None) -> bool:
    return bool(value.strip()) if isinstance(value, str) else value is not None


def numbers(table: Table, index: int, column: Column) -> Iterator[Finding]:
    """One finding for a column: its first text, and how many there are."""
    texts = [(place, row[index]) for place, row in enumerate(table.rows) if isinstance(cell(row, index), str)]
    if texts:
        place, value = texts[0]
        yield TEXT_IN_NUMBERS.at(
            table.at("rows", place, index), column=column.name, row=place + 1, value=value, count=len(texts)
        )


def cell(row: tuple[str | Decimal | None, ...], index: int) -> str | Decimal | None:
    return row[index] if index < len(row) else None


def totals(table: Table) -> Iterator[Finding]:
    for place, row in enumerate(table.rows):
        label = cell(row, 0)
        if isinstance(label, str) and TOTAL.match(label.strip()):
            yield TYPED_TOTAL.at(table.at("rows", place), row=place + 1, label=label)
    for index, column in enumerate(table.columns):
        if in_percent(table, column) and column.total:
            shares = [value for row in table.rows if isinstance(value := cell(row, index), Decimal)]
            total = sum(shares, Decimal(0))
            if shares and total != 100:
                rule = PERCENT_TOTAL if is_whole(total) else SUMMED_PERCENT
                yield rule.at(table.at("columns", index), column=column.name, total=number(total))
