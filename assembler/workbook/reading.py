"""Obsah ze sešitu, with everything that is wrong with it, and where in the file each value stood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from assembler.readers.sheets.cells import told
from assembler.readers.source import upwards
from assembler.workbook import problems
from assembler.workbook.book import Book, Origin, Sheet
from assembler.workbook.drawing import draw
from assembler.workbook.filling import fill
from assembler.workbook.gathering import gather
from assembler.workbook.items import Item
from assembler.workbook.layout import PLAN
from assembler.workbook.names import NAMING, Names
from assembler.workbook.problems import Unplaced
from assembler.workbook.recognising import Delivered
from schemas.finance import DEFAULT_SOURCES
from schemas.findings import Finding, Location, Severity
from schemas.paths import steps_of


@dataclass(frozen=True, slots=True)
class Reading:
    """Přečtený sešit."""

    content: dict[str, Any]
    origin: Origin
    findings: tuple[Finding, ...]  # each with its sheet and cell
    unplaced: tuple[Unplaced, ...]
    book: Book
    items: dict[str, Item] = field(repr=False)  # by their pointers

    def find(self, pointers: Sequence[str]) -> dict[str, Location]:
        """Where values stand in the file, as far as they stand there."""
        found = {pointer: self.place(pointer) for pointer in pointers}
        return {pointer: place for pointer, place in found.items() if place is not None}

    def place(self, pointer: str) -> Location | None:
        holder = next((each for each in (*upwards(pointer), "") if each in self.items), "")
        item = self.items[holder]
        path = ".".join(steps_of(pointer[len(holder) :]))
        return item.sheet.location(item.row, key_at(item.sheet, path) or "")


def key_at(sheet: Sheet, path: str) -> str | None:
    """The column of a value: its own, that of a list which it lies in, or of one of many."""
    head, _, index = path.rpartition(".")
    numbered = f"{head}#{int(index) + 1}" if index.isdecimal() and len(index) < 6 else ""
    return next((key for key in (path, numbered, head) if key and key in sheet.columns), None)


def read(delivered: Delivered, base: dict[str, Any] | None = None) -> Reading:
    """The content of a delivered workbook.

    `base` is the content that it was made from: what was not delivered (a sheet, a column) or is in doubt stays as it
    is there. Without it, the workbook is all there is.
    """
    findings, book = [*delivered.findings], delivered.book
    before = fill(base) if base is not None else None
    if before is not None:
        findings += completed(book, before)
    book.sheets.setdefault(PLAN, fill({}).sheets[PLAN])
    learn_names(book)
    found = gather(book, before)
    items = {item.pointer: item for item in found.items}
    unplaced = (*delivered.unplaced, *found.unplaced)
    return Reading(found.content, book.origin, (*findings, *found.findings), unplaced, book, items)


def completed(book: Book, base: Book) -> list[Finding]:
    """Sheets that were not delivered are those of the base; so is what no cell can hold."""
    told_of = []
    for key, sheet in base.sheets.items():
        if key not in book.sheets:
            book.sheets[key] = Sheet(sheet.table, sheet.title, sheet.columns, sheet.rows, delivered=False)
            if sheet.rows and sheet.table is not None:
                place = Location(sheet=sheet.title, cell="A1")
                told_of.append(problems.NO_SHEET.at("", value=sheet.title).located(sheet.title, place))
    book.exact = base.exact
    book.names.pictures = base.names.pictures
    return told_of


def learn_names(book: Book) -> None:
    """What the rows of the workbook are called, so that others can refer to them by name."""
    names = Names()
    names.pictures = book.names.pictures
    for sheet in book.sheets.values():
        if sheet.table is not None and "id" in sheet.columns:
            for row in sheet.rows:
                names.add(sheet.table.part_class, {key: told(row.cells.get(key)) for key in ("id", "code", *NAMING)})
    if not names.ids["FundingSource"]:
        names.ids["FundingSource"].update({each["id"]: each["name"] for each in DEFAULT_SOURCES})
    book.names = names


def marked(reading: Reading, findings: Sequence[Finding] = ()) -> bytes:
    """The delivered values once more, with the cells red that something is wrong with, and why."""
    marks: dict[tuple[str, str], str] = {}
    for each in (*reading.findings, *findings):
        if each.location is not None and each.location.sheet and each.severity is not Severity.INFO:
            place = (each.location.sheet, each.location.cell)
            marks[place] = "\n".join(filter(None, (marks.get(place), each.message)))
    return draw(reading.book, marks=marks, unplaced=reading.unplaced)
