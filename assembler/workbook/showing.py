"""Jak je hodnota vidět: what stands in the cells of a field for a value of the content.

    shown(field, value, names)      {"": "Kč"}; {"+2": …} goes on where a text is too long for one cell

Of what is no value of its field, it is shown what can be; `values.py` tells whether it comes back the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import singledispatch

from assembler.readers.sheets.cells import Value, normal
from assembler.workbook.cells import pieces
from assembler.workbook.names import Names
from schemas.fields import (
    FORBIDDEN,
    MAX_DIGITS,
    Base64,
    Choices,
    Day,
    HouseField,
    Number,
    Numbers,
    OneOf,
    Reference,
    References,
    RichText,
    Texts,
)
from schemas.values import Choice, TextFormat

YES, NO = "ano", "ne"
FORMAT = "@format"  # the column with the format of a formatted text
FIRST_DAY = date(1900, 3, 1)  # from here on Excel's calendar is right
Cells = dict[str, Value]  # by what follows the key of the column: "", "+2", "@format", "#1"


@singledispatch
def shown(field: HouseField, value: object, names: Names) -> Cells:
    """The cells of a value; of one that is no value of its field, what can be shown of it (perhaps nothing)."""
    return plain(value)


def plain(value: object) -> Cells:
    if isinstance(value, bool):
        return {"": YES if value else NO}
    if isinstance(value, int | float | Decimal):
        return {"": str(value)}
    return parts(value) if isinstance(value, str) and value else {}


def parts(text: str) -> Cells:
    """A text in its cell, and in those that go on where it is too long; without characters that no cell can hold."""
    clean = FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return {f"+{number}" if number > 1 else "": each for number, each in enumerate(pieces(clean), start=1)}


@shown.register
def _(field: RichText, value: object, names: Names) -> Cells:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        return plain(value)
    format_ = value.get("format")
    label = next((each.label for each in TextFormat if each.value == format_), None)
    return plain(value["text"]) | ({FORMAT: label} if label else {})


@shown.register
def _(field: Number, value: object, names: Names) -> Cells:
    number = as_number(value)
    return plain(value) if number is None else {"": number}


@shown.register
def _(field: Day, value: object, names: Names) -> Cells:
    found = Day.iso.fullmatch(value) if isinstance(value, str) else None
    try:
        day = date(*map(int, found.groups())) if found else None
    except ValueError:
        day = None
    return {"": day} if day and day >= FIRST_DAY else plain(value)


@shown.register
def _(field: OneOf, value: object, names: Names) -> Cells:
    return plain(label_of(field.choices, value))


@shown.register
def _(field: Texts, value: object, names: Names) -> Cells:
    return lines(value, lambda each: each)


@shown.register
def _(field: Choices, value: object, names: Names) -> Cells:
    return lines(value, lambda each: label_of(field.choices, each))


@shown.register
def _(field: References, value: object, names: Names) -> Cells:
    return lines(value, lambda each: names.shown(field.to, each))


@shown.register
def _(field: Reference, value: object, names: Names) -> Cells:
    return plain(names.shown(field.to, value) if isinstance(value, str) else value)


@shown.register
def _(field: Numbers, value: object, names: Names) -> Cells:
    if not isinstance(value, list):
        return {}
    return {f"#{index}": as_cell(each) for index, each in enumerate(value, start=1)}


@shown.register
def _(field: Base64, value: object, names: Names) -> Cells:
    return {"": names.keep(value)} if isinstance(value, str) and value else {}


def as_cell(value: object) -> Value:
    """A cell of a data table: a text or a number."""
    number = as_number(value)
    return number if number is not None else plain(value).get("")


def as_number(value: object) -> int | Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    fits = number.is_finite() and abs(number.adjusted()) <= MAX_DIGITS and len(number.as_tuple().digits) <= MAX_DIGITS
    return normal(number) if fits else None


def lines(value: object, word: Callable[[str], object]) -> Cells:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return {}
    return plain("\n".join(str(word(each)) for each in value))


def label_of(choices: type[Choice], value: object) -> object:
    return next((each.label for each in choices if each.value == value), value)
