"""Listy souboru ODS: their cells as plain values, streamed; nothing is evaluated, nothing is fetched.

Written on lxml as its sister `xlsx.py` is, and for the same reasons: python-calamine tells no error from an empty cell
and spreads repeated rows before anyone can count them. (OpenDocument 1.3 part 3: 9.1 tables, 19.385 value types.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from lxml import etree

from assembler.errors import Unreadable
from assembler.readers.sheets.archive import Archive
from assembler.readers.sheets.cells import CellError, Value, normal
from assembler.readers.sheets.problems import LOCKED, SHEET_TOO_LARGE, WRONG_VALUE
from assembler.readers.sheets.xlsx import LAST_LINE, MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from schemas.fields import MAX_DIGITS

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
HIDDEN = ("collapse", "filter")
ERROR = re.compile(r"#[A-Z/0]+[!?]?|Err:[0-9]{3}")
CLOCK = re.compile(r"PT([0-9]{1,2})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]*)?S")

Span = tuple[int, int, int, int]  # top, left, bottom, right; from 0, the last ones included


@dataclass(slots=True)
class OdsSheet:
    """List souboru ODS."""

    name: str = ""
    lines: dict[int, dict[int, Value]] = field(default_factory=dict)  # by number from 0; only those that hold something
    hidden: list[int] = field(default_factory=list)  # lines that nobody sees
    merged: list[Span] = field(default_factory=list)
    height: int = 0  # lines so far, the empty ones too


def sheets(data: bytes) -> list[OdsSheet]:
    """Every sheet of a file; raises Unreadable."""
    archive = Archive(data)
    if MANIFEST in archive.members and b"encryption-data" in archive.read(MANIFEST):
        raise Unreadable(LOCKED.at(""))
    found, sheet, count = [], OdsSheet(), 0
    for element in archive.elements(CONTENT, ("table-row", "table")):
        if element.tag == f"{TABLE}table-row":
            count += take(sheet, element)
            if count > MAX_CELLS:
                raise too_large(sheet)
            continue
        sheet.name = element.get(f"{TABLE}name", "")
        if parent_tag(element) == f"{OFFICE}spreadsheet":
            found.append(sheet)
        sheet = OdsSheet()
    return found


def parent_tag(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def take(sheet: OdsSheet, row: etree._Element) -> int:
    """The cells of a row, as often as it is repeated; returns how many."""
    times = repeated(row, "rows")
    top = sheet.height
    cells = dict(cells_of(row, sheet, top))
    sheet.height += times
    if not cells:
        return 0
    if len(sheet.lines) + times > MAX_ROWS or sheet.height > LAST_LINE:
        raise too_large(sheet)
    for number in range(top, top + times):
        sheet.lines[number] = cells
    if row.get(f"{TABLE}visibility") in HIDDEN:
        sheet.hidden += range(top, top + times)
    return times * len(cells)


def cells_of(row: etree._Element, sheet: OdsSheet, line: int) -> Iterator[tuple[int, Value]]:
    column = 0
    for cell in row.iterchildren(*CELLS):
        times, found = repeated(cell, "columns"), value(cell)
        if found is not None:
            if column + times > MAX_COLUMNS:
                raise too_large(sheet)
            yield from ((each, found) for each in range(column, column + times))
        span = spanned(cell, line, column)
        if span:
            sheet.merged.append(span)
        column += times


def repeated(element: etree._Element, what: str) -> int:
    said = element.get(f"{TABLE}number-{what}-repeated", "1")
    return max(1, int(said)) if said.isdecimal() and len(said) < 9 else 1


def spanned(cell: etree._Element, line: int, column: int) -> Span | None:
    """The cells that this one covers beside itself; a span beyond any sheet is cut to one."""
    down, right = (min(extent(cell, what), most) for what, most in (("rows", LAST_LINE), ("columns", MAX_COLUMNS)))
    return (line, column, line + down - 1, column + right - 1) if down > 1 or right > 1 else None


def extent(cell: etree._Element, what: str) -> int:
    said = cell.get(f"{TABLE}number-{what}-spanned", "1")
    return int(said) if said.isdecimal() and len(said) < 9 else 1


# ---------------------------------------------------------------- values


def value(cell: etree._Element) -> Value:
    """Of a cell; that of a formula is its last result."""
    kind, text = cell.get(f"{OFFICE}value-type", ""), text_of(cell)
    if cell.get(f"{CALC}value-type") == "error" or (cell.get(f"{TABLE}formula") and ERROR.fullmatch(text)):
        return CellError(text[:40] or "#")
    try:
        return typed(cell, kind, text)
    except (ValueError, InvalidOperation, OverflowError):
        raise Unreadable(WRONG_VALUE.at("", value=text)) from None


def typed(cell: etree._Element, kind: str, text: str) -> Value:
    if kind in ("float", "percentage", "currency"):
        return number(cell.get(f"{OFFICE}value", ""))
    if kind == "date":
        return moment(cell.get(f"{OFFICE}date-value", ""))
    if kind == "time":
        return clock(cell.get(f"{OFFICE}time-value", ""), text)
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value") == "true"
    return (cell.get(f"{OFFICE}string-value") or text) or None


def number(said: str) -> Value:
    found = Decimal(repr(float(said)))
    if not found.is_finite() or abs(found.adjusted()) > MAX_DIGITS:
        return CellError(said[:40])
    return normal(found)


def moment(said: str) -> date | datetime:
    """A day, or a day with an hour where it is not midnight."""
    found = datetime.fromisoformat(said)
    return found.replace(tzinfo=None) if found.time() != time() else found.date()


def clock(said: str, shown: str) -> Value:
    """A time of day; a longer duration is what is shown of it."""
    found = CLOCK.fullmatch(said)
    length = timedelta(hours=int(found[1]), minutes=int(found[2]), seconds=int(found[3])) if found else None
    if length is None or length >= timedelta(days=1):
        return shown or said or None
    return (datetime(2000, 1, 1) + length).time()


def text_of(cell: etree._Element) -> str:
    """The paragraphs of a cell; not those of a note or a drawing beside it."""
    return "\n".join("".join(pieces(each)) for each in cell.iterchildren(f"{TEXT}p", f"{TEXT}h"))


def pieces(paragraph: etree._Element) -> Iterator[str]:
    """Its texts in their order (6.1): several spaces, tabs and line ends are elements."""
    yield paragraph.text or ""
    for each in paragraph:
        if each.tag == f"{TEXT}s":
            said = each.get(f"{TEXT}c", "1")
            yield " " * (int(said) if said.isdecimal() and len(said) < 4 else 1)
        elif each.tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            yield "\t" if each.tag.endswith("tab") else "\n"
        elif each.tag in (f"{TEXT}span", f"{TEXT}a"):
            yield from pieces(each)
        yield each.tail or ""


def too_large(sheet: OdsSheet) -> Unreadable:
    limits = {"rows": MAX_ROWS, "columns": MAX_COLUMNS, "cells": MAX_CELLS}
    return Unreadable(SHEET_TOO_LARGE.at("", sheet=sheet.name, **limits))
