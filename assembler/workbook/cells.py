"""Buňky: the values that a cell of a workbook holds, and what is odd about them."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name

MOST_CHARACTERS = 32_000  # that we write into a cell; Excel's own limit is 32,767 UTF-16 units


class CellError(str):
    """Chyba buňky: „#REF!“ instead of a value."""

    __slots__ = ()


Value = str | int | Decimal | bool | date | datetime | time | CellError | None


def address(line: int, column: int) -> str:
    """A1 for line 1 and column 0."""
    return f"{xl_col_to_name(column)}{line}"


def told(value: Value) -> str:
    """A value as a person reads it in the sheet."""
    if isinstance(value, bool):
        return "PRAVDA" if value else "NEPRAVDA"
    if isinstance(value, int | Decimal):
        return format(Decimal(value), "f").replace(".", ",")
    if isinstance(value, datetime):
        return f"{czech_day(value)} {value:%H:%M}"
    if isinstance(value, date):
        return czech_day(value)
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02}"
    return "" if value is None else value


def czech_day(value: date) -> str:
    return f"{value.day}. {value.month}. {value.year}"


def pieces(text: str, most: int = MOST_CHARACTERS) -> list[str]:
    """The text in parts that a cell holds; Excel counts UTF-16 units (a sign beyond U+FFFF is two)."""
    if 2 * len(text) <= most or units(text) <= most:
        return [text]
    half = most // 2 if len(text) != units(text) else most
    return [text[start : start + half] for start in range(0, len(text), half)]


def units(text: str) -> int:
    return len(text) + sum(ch > "\uffff" for ch in text)
