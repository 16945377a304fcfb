"""Vzhled sešitu: formats of cells, widths of columns, heights of rows."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from functools import singledispatch
from typing import Any

from assembler.readers.sheets.cells import Value, told
from assembler.workbook.layout import Leaf
from schemas.fields import (
    Choices,
    Day,
    Flag,
    HouseField,
    Identifier,
    Money,
    Number,
    Numbers,
    OneOf,
    Reference,
    References,
    RichText,
    Text,
    Texts,
    Whole,
    Year,
)

FONT = "Calibri"
BLUE, PALE, GREY, LINE, RED = "#2362A2", "#EAF1F8", "#595959", "#BFC9D4", "#FFC7CE"
LINE_HEIGHT = 15.0  # points
MOST_LINES = 10  # of a row; a longer text is read in the cell itself
CHARACTER = 0.98  # of the width of a column that a character of a text takes

BASE = {"font_name": FONT, "font_size": 11, "valign": "top"}
CELL = {**BASE, "text_wrap": True, "border": 1, "border_color": LINE}
INDENT = {"align": "left", "indent": 1}
FIRST_YEAR = 1900
NUMBERS = {Money: "#,##0.00", Year: "0", Whole: "#,##0", Number: "General"}
STYLES: dict[str, dict[str, object]] = {
    "title": {**BASE, "font_size": 20, "bold": True, "font_color": BLUE},
    "lead": {**BASE, "text_wrap": True},
    "section": {**BASE, "font_size": 13, "bold": True, "font_color": BLUE, "valign": "bottom"},
    "header": {**CELL, **INDENT, "bold": True, "font_color": "#FFFFFF", "bg_color": BLUE, "valign": "vcenter"},
    "hint": {**CELL, **INDENT, "italic": True, "font_size": 9, "font_color": GREY, "bg_color": PALE},
    "label": {**CELL, **INDENT, "bold": True, "bg_color": PALE},
    "locked": {**CELL, **INDENT, "font_color": GREY, "bg_color": "#F2F2F2", "num_format": "@"},
    "number": {**CELL, "font_color": GREY, "bg_color": "#F2F2F2", "num_format": "0", "align": "center"},
    "text": {**CELL, **INDENT, "num_format": "@"},
    "link": {**CELL, **INDENT, "font_color": BLUE, "underline": 1},
    "plain": {**CELL, **INDENT},
    "day": {**CELL, **INDENT, "num_format": "d. m. yyyy"},
    "count": {**CELL, "num_format": "0", "align": "right"},
}


@dataclass(slots=True)
class Look:
    """The formats of one workbook; each is made once."""

    book: Any
    made: dict[tuple[str, bool, bool], Any] = field(default_factory=dict)

    def of(self, style: str, *, wrong: bool = False, open_: bool = False) -> Any:
        """A format by its name; of a cell that is marked as wrong; of one that may be filled in on a locked sheet."""
        key = (style, wrong, open_)
        if key not in self.made:
            more = {"bg_color": RED} if wrong else {}
            self.made[key] = self.book.add_format({**styles(style), **more, **({"locked": False} if open_ else {})})
        return self.made[key]


def styles(style: str) -> dict[str, object]:
    """By the name of a style, or by the format of a number: "0.0"."""
    return STYLES.get(style) or {**CELL, "num_format": style}


@singledispatch
def style_of(field: HouseField) -> str:
    """The style of the cells of a field."""
    return "text"


@style_of.register
def _(field: Number) -> str:
    if field.least is not None and field.least >= FIRST_YEAR:
        return NUMBERS[Year]  # a year has no thousands apart
    return next(each for kind, each in NUMBERS.items() if isinstance(field, kind))


@style_of.register
def _(field: Numbers) -> str:
    return NUMBERS[Number]


@style_of.register
def _(field: Day) -> str:
    return "day"


def style_for(field: HouseField, value: Value) -> str:
    """The style of a cell with a value: a text stays one also where a number or a day is expected."""
    return "text" if isinstance(value, str) else "day" if isinstance(value, date) else style_of(field)


WIDTHS: tuple[tuple[type[HouseField], int], ...] = (  # the first that fits
    (RichText, 60),
    (References, 34),
    (Choices, 24),
    (Texts, 34),
    (Reference, 30),
    (Identifier, 20),
    (Money, 16),
    (Number, 12),
    (Day, 13),
    (Flag, 11),
    (OneOf, 22),
)
WIDE, USUAL, NARROW = 46, 26, 13
NAMED = ("name", "title", "text", "caption", "heading", "long")
SHORT = ("ico", "code", "number", "unit", "short", "lau", "year", "starts", "ends", "point")


def width_of(leaf: Leaf) -> int:
    """Of a column, in characters."""
    for kind, width in WIDTHS:
        if isinstance(leaf.field, kind):
            return width
    name = leaf.path[-1]
    if (isinstance(leaf.field, Text) and leaf.field.multiline) or name in NAMED:
        return WIDE
    return NARROW if name in SHORT else USUAL


def height_of(values: list[tuple[Value, int]]) -> float | None:
    """Of a row with values in columns of widths; None where one line is enough."""
    lines = max((lines_of(told(value), width) for value, width in values), default=1)
    return None if lines <= 1 else LINE_HEIGHT * min(lines, MOST_LINES)


def lines_of(text: str, width: int) -> int:
    return sum(max(1, math.ceil(len(line) * CHARACTER / width)) for line in text[:5_000].split("\n"))
