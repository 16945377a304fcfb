"""Poznání: which sheet of a delivered file is which, and which of its columns; by hidden keys, else by titles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, islice

from assembler.errors import Unreadable
from assembler.readers.sheets.cells import Value, address, told
from assembler.readers.sheets.xlsx import FileSheet, Line, XlsxFile
from assembler.sentences import Sentence
from assembler.workbook import problems
from assembler.workbook.book import NUMBER, Book, Origin, Row, Sheet, columns_of
from assembler.workbook.cover import COVER
from assembler.workbook.drawing import HEADER_LINE, UNPLACED
from assembler.workbook.filling import SINGLE_TITLE, in_sections
from assembler.workbook.hidden import (
    EXACT,
    ORIGIN,
    PICTURES,
    read_exact,
    read_origin,
    read_pictures,
)
from assembler.workbook.layout import PLAN, Table
from assembler.workbook.lists import LISTS
from assembler.workbook.problems import Unplaced
from assembler.workbook.showing import FORMAT
from assembler.workbook.titles import leaf_of, title_of
from schemas.fields import RichText
from schemas.findings import Finding, Location, Rule

SEARCHED = 10  # lines in which a header may stand
MOST_PIECES = 7  # cells over which a text can go on
MOST_TOLD = 100  # formulas of a sheet that are told of
OURS = (COVER, LISTS, UNPLACED)


@dataclass(slots=True)
class Delivered:
    """Dodaný sešit: its book, and what its shape alone says."""

    book: Book
    findings: list[Finding] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)

    @property
    def origin(self) -> Origin:
        return self.book.origin

    def tell(self, rule: Rule, sheet: str, cell: str = "A1", label: str = "", **values: object) -> Finding:
        found = rule.at("", **values).located(label or sheet, Location(sheet=sheet, cell=cell))
        self.findings.append(found)
        return found


def deliver(data: bytes) -> Delivered:
    """The book of a file; raises Unreadable for what is no workbook of ours, or is damaged."""
    found = Delivered(Book())
    for sheet in XlsxFile(data).sheets:
        recognise(found, sheet)
    if not found.book.sheets:
        raise Unreadable(problems.NOT_OURS.at(""))
    return found


def recognise(found: Delivered, sheet: FileSheet) -> None:
    if sheet.name == ORIGIN:
        found.book.origin = read_origin(in_full(sheet))
    elif sheet.name == EXACT:
        read_exact(found.book, in_full(sheet))
    elif sheet.name == PICTURES:
        read_pictures(found.book, in_full(sheet))
    elif sheet.name not in OURS:
        visible(found, sheet)


def in_full(sheet: FileSheet) -> Iterator[list[Value]]:
    for line in sheet.lines():
        yield [line.cells.get(column) for column in range(max(line.cells) + 1)]


def visible(found: Delivered, sheet: FileSheet) -> None:
    """A sheet for people: that of a table, of the single values, or a foreign one."""
    lines = sheet.lines()
    head = [*islice(lines, SEARCHED)]
    rest = chain(head, lines)
    keys = next((line.cells for line in head if line.number == 1), {})
    key = next((said for cell in keys.values() if (said := told(cell)) == PLAN or found.book.layout.table(said)), "")
    if not key:
        key = by_title(found.book, sheet.name)
        keys = {}
    if not key or key in found.book.sheets:
        foreign(found, sheet, rest)
    elif key == PLAN:
        single(found, sheet, rest, keys)
    else:
        listed(found, sheet, rest, Header(found.book.layout.table(key), keys, head))
    shape(found, sheet)


def by_title(book: Book, title: str) -> str:
    said = title.strip().casefold()
    if said == SINGLE_TITLE.casefold():
        return PLAN
    return next((table.key for table in book.layout.tables if table.title.casefold() == said), "")


def foreign(found: Delivered, sheet: FileSheet, lines: Iterator[Line]) -> None:
    """Nothing of it is taken over; what people see of it is told in full."""
    if sheet.hidden:
        if any(True for _ in lines):
            found.tell(problems.HIDDEN_SHEET, sheet.name, value=sheet.name)
        return
    reason = None
    for line in lines:
        reason = reason or found.tell(problems.UNKNOWN_SHEET, sheet.name, value=sheet.name).message
        place = Location(sheet=sheet.name, cell=address(line.number, min(line.cells)))
        text = " | ".join(told(line.cells[column]) for column in sorted(line.cells))
        found.unplaced.append(Unplaced(place, sheet.name, text, Sentence("list do sešitu nepatří")))


def shape(found: Delivered, sheet: FileSheet) -> None:
    """Merged cells and formulas, known when the sheet was read; those of foreign sheets do not matter."""
    if all(each.title != sheet.name for each in found.book.sheets.values()):
        return
    for merged in sheet.merged[:MOST_TOLD]:
        found.tell(problems.MERGED, sheet.name, merged.partition(":")[0], value=merged)
    for line, column in sheet.formulas[:MOST_TOLD]:
        found.tell(problems.FORMULA, sheet.name, address(line, column), value=shown_at(found.book, sheet, line, column))


def shown_at(book: Book, sheet: FileSheet, line: int, column: int) -> str:
    ours = next(each for each in book.sheets.values() if each.title == sheet.name)
    if ours.table is None:
        key = next((key for key, number in ours.columns.items() if number == line), "")
        return told(ours.rows[0].cells.get(key))
    key = next((key for key, number in ours.columns.items() if number == column), "")
    return next((told(row.cells.get(key)) for row in ours.rows if row.line == line), "")


# ---------------------------------------------------------------- a list


class Header:
    """Záhlaví: the columns of a list, and the line below which its rows begin (0: none was found)."""

    def __init__(self, table: Table | None, keys: dict[int, Value], head: list[Line]) -> None:
        assert table is not None  # noqa: S101 - narrows the type: its key was found
        self.table = table
        self.by_key = bool(keys)
        self.known = {title(title_of(table, key)): key for key in reversed(possible(table))}
        said = {column: self.key(told(cell)) for column, cell in keys.items()}
        best = max(head, key=self.fitting, default=None)
        self.line = best.number if best and self.fitting(best) else HEADER_LINE if keys else 0
        self.labels = {column: told(cell) for column, cell in best.cells.items()} if best and self.fitting(best) else {}
        by_label = {column: self.known.get(title(label), "") for column, label in self.labels.items()}
        self.columns = said if keys else {column: key for column, key in by_label.items() if key}

    def key(self, said: str) -> str:
        return NUMBER if said == self.table.key else said

    def fitting(self, line: Line) -> int:
        """How many cells of a line are titles of ours."""
        return sum(title(told(cell)) in self.known for cell in line.cells.values())


def title(said: str) -> str:
    return " ".join(said.casefold().split()).removesuffix("*").strip()


def possible(table: Table) -> list[str]:
    """Every key that a column of a table can have."""
    used = [f"{leaf.key}+{number}" for leaf in table.leaves for number in range(2, MOST_PIECES + 1)]
    used += [f"{leaf.key}{FORMAT}" for leaf in table.leaves if isinstance(leaf.field, RichText)]
    return columns_of(table, used, 63)


def listed(found: Delivered, sheet: FileSheet, lines: Iterator[Line], header: Header) -> None:
    if not header.columns or not header.line:
        found.tell(problems.NO_HEADER, sheet.name, value=sheet.name)
        foreign(found, sheet, lines)
        return
    columns = known_columns(found, sheet, header)
    made = Sheet(header.table, sheet.name, {key: column for column, key in columns.items()})
    hidden = 0
    for line in lines:
        if line.number <= header.line:
            continue
        cells = {columns[column]: cell for column, cell in line.cells.items() if column in columns}
        if cells:
            made.rows.append(Row(line.number, cells))
            hidden += line.hidden
        beside(found, sheet, line, header, columns)
    if hidden:
        found.tell(problems.HIDDEN_ROWS, sheet.name, value=hidden)
    found.book.sheets[header.table.key] = made


def known_columns(found: Delivered, sheet: FileSheet, header: Header) -> dict[int, str]:
    """The columns that are ours, each once; of the others it is said that they are not."""
    ours = set(possible(header.table))
    kept: dict[int, str] = {}
    for column, key in sorted(header.columns.items()):
        if key in ours and key in kept.values():
            found.tell(
                problems.COLUMN_TWICE, sheet.name, address(header.line, column), value=header.labels.get(column, key)
            )
        elif key in ours:
            kept[column] = key
    for column, label in header.labels.items():
        if column not in kept and column not in header.columns:
            found.tell(problems.UNKNOWN_COLUMN, sheet.name, address(header.line, column), value=label)
    return kept


def beside(found: Delivered, sheet: FileSheet, line: Line, header: Header, columns: dict[int, str]) -> None:
    """What stands in columns that are not ours."""
    for column, cell in line.cells.items():
        if column not in columns:
            place = Location(sheet=sheet.name, cell=address(line.number, column))
            found.unplaced.append(
                Unplaced(place, header.labels.get(column, ""), told(cell), Sentence("sloupec do sešitu nepatří"))
            )


# ---------------------------------------------------------------- single values


def single(found: Delivered, sheet: FileSheet, lines: Iterator[Line], keys: dict[int, Value]) -> None:
    """Values below each other; the hidden column says which is which, else the label and the section above it."""
    key_column = next((column for column, cell in keys.items() if told(cell) == PLAN), -1)
    made = Sheet(None, sheet.name, rows=[Row(1)])
    labels = {(leaf.section.casefold(), title(leaf.label)): leaf.key for leaf in in_sections(found.book.layout.single)}
    sections = {section for section, _ in labels}
    section = ""
    for line in lines:
        label = title(told(line.cells.get(0)))
        if 1 not in line.cells and label in sections:
            section = label
        key = told(line.cells.get(key_column)) if key_column >= 0 else labels.get((section, label), "")
        if key and key != PLAN and leaf_of(found.book.layout.single, key) and key not in made.columns:
            made.columns[key] = line.number
            if 1 in line.cells:
                made.rows[0].cells[key] = line.cells[1]
        elif 1 in line.cells and line.number > 2:
            place = Location(sheet=sheet.name, cell=address(line.number, 1))
            found.unplaced.append(
                Unplaced(place, told(line.cells.get(0)), told(line.cells[1]), Sentence("takový údaj v sešitu není"))
            )
    found.book.sheets[PLAN] = made
