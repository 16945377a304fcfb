"""Tabulky cizích souborů (XLSX, ODS, CSV): bytes -> grids of plain values, as they stand; nothing is interpreted.

    read(data, "Služby 2024.csv")      Delivered(grids, detected="CSV, kódování Windows-1250, oddělovač středník")

What no table is read from (.xls, .doc, PDF, Numbers …) is refused with the steps that mend it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from assembler.errors import Unreadable
from assembler.readers.sheets import ods, separated
from assembler.readers.sheets.cells import CellError, Value, address, told
from assembler.readers.sheets.foreign_files import FileKind, kind_of
from assembler.readers.sheets.problems import TOO_MANY_BYTES
from assembler.readers.sheets.xlsx import REFERENCE, FileSheet, XlsxFile, column_of
from assembler.sentences import Sentence

__all__ = ["EXTENSIONS", "MAX_PACKED", "CellError", "Delivered", "Grid", "Span", "Value", "address", "read", "told"]

EXTENSIONS = (".xlsx", ".ods", ".csv", ".tsv", ".txt")
MAX_PACKED = 10_000_000  # bytes
MAX_TITLE = 100  # characters of what a CSV is called

Row = tuple[Value, ...]
Span = tuple[int, int, int, int]  # top, left, bottom, right; from 0, the last ones included


@dataclass(frozen=True, slots=True)
class Grid:
    """Tabulka: one sheet of a file; each row is `width` long, and row 0 is line 1 of the sheet, also if it is empty.

    Values are str (line ends are "\\n"), int or Decimal, date, datetime, time, bool, None for nothing, and CellError
    for „#REF!“ and its like. Those of a CSV are str or None.
    """

    title: str
    rows: tuple[Row, ...]
    merged: tuple[Span, ...] = ()  # only the first cell of each holds its value
    hidden: bool = False  # the whole sheet
    hidden_rows: frozenset[int] = frozenset()  # by index: rows that a filter or a person has hidden

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True, slots=True)
class Delivered:
    """Dodaný soubor."""

    grids: tuple[Grid, ...]  # those that hold something
    detected: str  # what it was taken for, in Czech


def read(data: bytes, file_name: str) -> Delivered:
    """The grids of a file; raises Unreadable. The name only names the grid of a CSV and tells text from a table."""
    if len(data) > MAX_PACKED:
        raise Unreadable(TOO_MANY_BYTES.at("", most=MAX_PACKED // 1_000_000))
    path = PurePath(file_name)
    kind = kind_of(data, path.suffix[1:].lower())
    if kind is FileKind.XLSX:
        return Delivered(filled(map(of_xlsx, XlsxFile(data).sheets)), Sentence("sešit Excelu (XLSX)"))
    if kind is FileKind.ODS:
        return Delivered(filled(map(of_ods, ods.sheets(data))), Sentence("sešit LibreOffice (ODS)"))
    found = separated.separated(data)
    lines = {number: dict(enumerate(row)) for number, row in enumerate(found.rows)}
    return Delivered(filled(iter([Grid(path.stem[:MAX_TITLE], squared(lines))])), found.detected)


def filled(grids: Iterator[Grid]) -> tuple[Grid, ...]:
    return tuple(each for each in grids if each.rows)


def of_xlsx(sheet: FileSheet) -> Grid:
    lines: dict[int, Mapping[int, Value]] = {}
    hidden = set()
    for line in sheet.lines():
        lines[line.number - 1] = line.cells
        if line.hidden:
            hidden.add(line.number - 1)
    merged = tuple(span for said in sheet.merged if (span := span_of(said)))
    return Grid(sheet.name, squared(lines), merged, sheet.hidden, frozenset(hidden))


def of_ods(sheet: ods.OdsSheet) -> Grid:
    return Grid(sheet.name, squared(sheet.lines), tuple(sheet.merged), False, frozenset(sheet.hidden))


def span_of(said: str) -> Span | None:
    """Of „A5:B9“."""
    corners = [REFERENCE.fullmatch(each) for each in said.split(":")]
    if len(corners) != 2 or corners[0] is None or corners[1] is None:
        return None
    first, last = corners[0], corners[1]
    return int(first[2]) - 1, column_of(first[0], 0), int(last[2]) - 1, column_of(last[0], 0)


def squared(lines: Mapping[int, Mapping[int, Value]]) -> tuple[Row, ...]:
    """Rows of one length, the empty ones between them too; a text of spaces is nothing."""
    kept = {number: cells for number, line in lines.items() if (cells := only_filled(line))}
    width = max((max(cells) for cells in kept.values()), default=-1) + 1
    empty: Row = (None,) * width
    return tuple(
        tuple(kept[number].get(column) for column in range(width)) if number in kept else empty
        for number in range(max(kept, default=-1) + 1)
    )


LINE_END = re.compile(r"\r\n?")


def only_filled(line: Mapping[int, Value]) -> dict[int, Value]:
    return {column: plain(value) for column, value in line.items() if value is not None and is_filled(value)}


def is_filled(value: Value) -> bool:
    return not isinstance(value, str) or (value != "" and not value.isspace())


def plain(value: Value) -> Value:
    return LINE_END.sub("\n", value) if isinstance(value, str) and "\r" in value else value
