"""Buňky: the values that a cell of a spreadsheet holds, as plain data."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from xlsxwriter.utility import xl_col_to_name


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


def normal(number: Decimal) -> int | Decimal:
    """As a cell gives it back: it knows no zeros at the end of decimals, and no minus before a zero."""
    if number == number.to_integral_value():
        return int(number)
    return Decimal(format(number.normalize(), "f"))
