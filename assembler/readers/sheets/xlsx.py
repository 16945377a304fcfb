"""Listy souboru XLSX: their cells as plain values, streamed; nothing is evaluated, nothing is fetched.

Written on lxml because neither library reads all that must be told: python-calamine turns an error cell into an empty
one, says nothing of formulas, and ends the process at one cell in the last row and column; openpyxl loses the letters
"x005F_" of a text. (ECMA-376-1, 18.3.1 sheets, 18.4.8 texts, 18.8.30 formats; 22.9.2.19 ST_Xstring.)
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from assembler.errors import Unreadable
from assembler.readers.sheets import problems
from assembler.readers.sheets.archive import Archive
from assembler.readers.sheets.cells import CellError, Value, address, normal
from assembler.readers.sheets.problems import ACTIVE, SHEET_TOO_LARGE, TOO_MANY_BYTES, WRONG_CELL
from schemas.fields import MAX_DIGITS
from schemas.findings import Location

MAX_PACKED = 40_000_000  # bytes
MAX_ROWS, MAX_COLUMNS = 20_000, 200  # of a sheet
MAX_CELLS = 1_000_000  # of the file
LAST_LINE = 30_000  # behind which nothing may be written
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
TYPES = "[Content_Types].xml"
WORKBOOK, STYLES, TEXTS = "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
DAY_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))  # 18.8.30, built in
NO_DAY = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')  # of a format: what is no code of it
EPOCH, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
OFFICE = {"word/document.xml": problems.WORD, "ppt/presentation.xml": problems.SLIDES}
NO_RESULT = "(vzorec bez výsledku)"
MISTAKEN, LAST_DAY = 60, 2_958_465  # 29. 2. 1900, which never was; 31. 12. 9999


def opened(data: bytes) -> Archive:
    """The package of an XLSX; raises Unreadable with what to do for what is none."""
    if len(data) > MAX_PACKED:
        raise Unreadable(TOO_MANY_BYTES.at("", most=MAX_PACKED // 1_000_000))
    recognise(data)
    archive = Archive(data)
    if TYPES not in archive.members:
        raise Unreadable(problems.OTHER_ZIP.at(""))
    if b"macroEnabled" in archive.read(TYPES) or any(name.endswith("vbaProject.bin") for name in archive.members):
        raise Unreadable(ACTIVE.at(""))
    if WORKBOOK not in archive.members and (
        office := next((rule for part, rule in OFFICE.items() if part in archive.members), None)
    ):
        raise Unreadable(office.at(""))
    return archive


def recognise(data: bytes) -> None:
    """Raises Unreadable with what to do for what only bears the name of an XLSX."""
    if data.startswith(OLE):
        raise Unreadable((problems.WITH_PASSWORD if is_locked(data) else problems.OLD_XLS).at(""))
    if not data:
        raise Unreadable(problems.EMPTY.at(""))
    if not data.startswith(b"PK\x03\x04"):
        raise Unreadable(problems.OTHER_FILE.at(""))
    if is_open_document(data):
        raise Unreadable(problems.OPEN_DOCUMENT.at(""))


def is_locked(data: bytes) -> bool:
    """Whether an OLE file is an XLSX behind a password (MS-OFFCRYPTO 2.1)."""
    return "EncryptedPackage".encode("utf-16-le") in data


def is_open_document(data: bytes) -> bool:
    """ODF 1.3 part 2, 3.3: the type stands first, stored as it is."""
    return b"mimetypeapplication/vnd.oasis.opendocument" in data[:200]


@dataclass(slots=True)
class Line:
    """Řádek souboru."""

    number: int  # from 1
    cells: dict[int, Value]  # by column, from 0; empty ones are not here
    hidden: bool


@dataclass(slots=True)
class FileSheet:
    """List souboru."""

    name: str
    hidden: bool
    part: str
    file: XlsxFile
    formulas: list[tuple[int, int]] = field(default_factory=list)  # line, column; known when the lines were read
    merged: list[str] = field(default_factory=list)  # "A5:A9"

    def lines(self) -> Iterator[Line]:
        """The lines that hold something; raises Unreadable for too many."""
        rows = number = 0
        self.formulas, self.merged = [], []
        for element in self.file.archive.elements(self.part, ("row", "mergeCell")):
            if element.tag.endswith("mergeCell"):
                self.merged.append(element.get("ref", "")[:40])
                continue
            number = self.number(element, number)
            found = self.cells(element, number)
            if not found:
                continue
            rows += 1
            self.file.cells += len(found)
            if rows > MAX_ROWS or self.file.cells > MAX_CELLS or number > LAST_LINE or max(found) >= MAX_COLUMNS:
                raise self.too_large()
            yield Line(number, found, element.get("hidden") in ("1", "true"))

    def number(self, row: etree._Element, before: int) -> int:
        given = row.get("r", "")
        return int(given) if given.isdecimal() and len(given) < 8 else before + 1

    def cells(self, row: etree._Element, line: int) -> dict[int, Value]:
        found: dict[int, Value] = {}
        column = -1
        for cell in row:
            column = column_of(cell.get("r", ""), column + 1)
            value = self.file.value(cell, self, line, column)
            if value is not None:
                found[column] = value
        return found

    def too_large(self) -> Unreadable:
        limits = {"rows": MAX_ROWS, "columns": MAX_COLUMNS, "cells": MAX_CELLS}
        return Unreadable(SHEET_TOO_LARGE.at("", sheet=self.name, **limits))


class XlsxFile:
    """An opened file; raises Unreadable."""

    def __init__(self, data: bytes) -> None:
        self.archive = opened(data)
        self.cells = 0  # that were read so far, of all sheets
        root = self.archive.root(WORKBOOK)
        properties = root.find("{*}workbookPr")
        self.epoch = EPOCH_1904 if properties is not None and properties.get("date1904") in ("1", "true") else EPOCH
        self.sheets = [*self.listed(root)]
        self.texts = [*self.shared_texts()]
        self.day_styles = self.days()

    def listed(self, root: etree._Element) -> Iterator[FileSheet]:
        folder, _, name = WORKBOOK.rpartition("/")
        targets = {
            each.get("Id"): posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/")
            for each in self.archive.root(f"{folder}/_rels/{name}.rels")
            if each.get("TargetMode") != "External"
        }
        for sheet in root.iterfind("{*}sheets/{*}sheet"):
            identifier = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), None)
            part = targets.get(identifier, "")  # type: ignore[arg-type]
            if "worksheets/" in part:  # others are charts and dialogs
                yield FileSheet(str(sheet.get("name", "")), sheet.get("state", "visible") != "visible", part, self)

    def shared_texts(self) -> Iterator[str]:
        if TEXTS in self.archive.members:
            for item in self.archive.elements(TEXTS, ("si",)):
                yield text_of(item)

    def days(self) -> list[bool]:
        """Which styles of cells show days or times."""
        if STYLES not in self.archive.members:
            return []
        root = self.archive.root(STYLES)
        codes = {each.get("numFmtId"): each.get("formatCode", "") for each in root.iterfind("{*}numFmts/{*}numFmt")}
        return [shows_day(each.get("numFmtId", "0"), codes) for each in root.iterfind("{*}cellXfs/{*}xf")]

    def value(self, cell: etree._Element, sheet: FileSheet, line: int, column: int) -> Value:
        """Of a cell; that of a formula is its last result."""
        parts = {each.tag.rpartition("}")[2]: each for each in cell}
        if "f" in parts:
            sheet.formulas.append((line, column))
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return text_of(parts["is"]) or None if "is" in parts else None
        said = (parts["v"].text or "") if "v" in parts else ""
        if not said:
            return CellError(NO_RESULT) if "f" in parts else None
        try:
            return self.told(kind, said, int(cell.get("s", "0")))
        except (ValueError, IndexError, InvalidOperation, OverflowError):
            place = Location(sheet=sheet.name, cell=address(line, column))
            raise Unreadable(WRONG_CELL.at("", place=place).located("", place)) from None

    def told(self, kind: str, said: str, style: int) -> Value:
        if kind == "s":
            index = int(said)
            if index < 0:
                raise IndexError(index)
            return self.texts[index] or None
        if kind == "str":
            return unescaped(said) or None
        if kind == "b":
            return said not in ("0", "false")
        if kind == "e":
            return CellError(said[:40])
        if kind == "d":
            return moment(datetime.fromisoformat(said))
        return self.number(said, style)

    def number(self, said: str, style: int) -> Value:
        """A number as one sees it: Excel writes 1.1 as 1.1000000000000001."""
        number = Decimal(repr(float(said)))
        if not number.is_finite() or abs(number.adjusted()) > MAX_DIGITS:
            return CellError(said[:40])
        if 0 <= style < len(self.day_styles) and self.day_styles[style]:
            return self.day(float(said), said)
        return normal(number)

    def day(self, serial: float, said: str) -> Value:
        """Days since the epoch; in the calendar of 1900 there is a day that never was."""
        first = self.epoch is EPOCH
        if not 0 <= serial <= LAST_DAY or (first and MISTAKEN <= serial < MISTAKEN + 1):
            return CellError(said[:40])
        if serial < 1:
            return (datetime(2000, 1, 1) + timedelta(seconds=round(serial * 86_400) % 86_400)).time()
        shifted = serial + 1 if first and serial < MISTAKEN else serial
        return moment(self.epoch + timedelta(days=int(shifted), seconds=round((shifted % 1) * 86_400)))


def moment(found: datetime) -> date | datetime:
    """A day where it is midnight."""
    return found.replace(tzinfo=None) if found.time() != time() else found.date()


def text_of(item: etree._Element) -> str:
    """A text with its runs; not what only tells how it is pronounced (18.4.6)."""
    found = [each.text or "" for each in item.iter("{*}t") if not is_phonetic(each)]
    return unescaped("".join(found))


def is_phonetic(text: etree._Element) -> bool:
    parent: Any = text.getparent()
    return parent is not None and str(parent.tag).endswith("}rPh")


def unescaped(text: str) -> str:
    """_x000D_ is a carriage return (22.9.2.19); the ends of lines are ours."""
    if "_x" in text:
        text = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def shows_day(number: str, codes: dict[str | None, str]) -> bool:
    code = codes.get(number)
    if code is None:
        return number.isdecimal() and int(number) in DAY_FORMATS
    return re.search("[dmyhs]", NO_DAY.sub("", code.partition(";")[0]), re.IGNORECASE) is not None


def column_of(reference: str, usual: int) -> int:
    found = REFERENCE.fullmatch(reference)
    if found is None:
        return usual
    column = 0
    for letter in found[1]:
        column = 26 * column + ord(letter) - 64
    return column - 1
