"""Vyplnění: content -> book. What cells cannot tell to the letter is kept beside them, so that nothing is lost."""

from __future__ import annotations

from typing import Any

from assembler.readers.money import plan_unit
from assembler.readers.sheets.cells import Value
from assembler.workbook.book import (
    NUMBER,
    OWNER,
    ROUTE,
    Book,
    Exact,
    Origin,
    Row,
    Sheet,
    Steps,
    columns_of,
    in_order,
    mark,
    mark_of,
    same,
    suffix_of,
)
from assembler.workbook.layout import PLAN, Leaf, Table
from assembler.workbook.names import name_of, names_of
from assembler.workbook.showing import as_cell, shown
from assembler.workbook.values import ABSENT, Context, read
from schemas.base import Part, PartOf, PartsOf
from schemas.fields import HouseField, Rows
from schemas.plan import Plan

SINGLE_TITLE = "Plán"
FIRST_LINE = 4  # of the items of a list: above them stand keys, hints and labels
FIRST_SINGLE = 3
LEAST_NUMBERED = 6  # columns that every table of values has


def fill(content: dict[str, Any], origin: Origin | None = None) -> Book:
    """The book of a content, whatever is wrong with it."""
    return Filling(content, origin or Origin()).book


class Filling:
    """One content on its way into sheets."""

    def __init__(self, content: dict[str, Any], origin: Origin) -> None:
        self.book = Book(names=names_of(content), origin=origin)
        self.context = Context(self.book.names, plan_unit(content), lambda *_: None)
        self.single = Row(1)
        self.rows: dict[str, list[Row]] = {each.key: [] for each in self.book.layout.tables}
        self.part(content, Plan, Place(None, 0, self.single))
        self.book.sheets[PLAN] = self.single_sheet()
        for table in self.book.layout.tables:
            self.book.sheets[table.key] = self.sheet(table)

    def part(self, raw: dict[str, Any], part: type[Part], place: Place, path: Steps = ()) -> None:
        for key in (*(name for name in part.fields if name in raw), *sorted(raw.keys() - part.fields.keys())):
            value, field, here = raw[key], part.fields.get(key), (*path, key)
            if isinstance(field, PartsOf):
                self.items(value, field, place, here)
            elif isinstance(field, PartOf) and isinstance(value, dict) and value:
                self.part(value, field.part_class, place, here)
            elif isinstance(field, Rows):
                self.data(value, place, here, width_of(raw))
            elif field is None or isinstance(field, PartOf):
                self.keep(place, here, value)
            else:
                self.leaf(field, value, place, here)

    def leaf(self, field: HouseField, value: object, place: Place, path: Steps) -> None:
        cells = shown(field, value, self.book.names)
        place.row.cells.update({".".join(path) + suffix: cell for suffix, cell in cells.items()})
        found = read(field, cells, self.context)
        if not same(found, value):
            self.keep(place, path, value, mark_of(found, cells.values()))

    def items(self, value: object, field: PartsOf, place: Place, path: Steps) -> None:
        table = self.table_at(place.table, field.part_class, path)
        if (
            table is None
            or not isinstance(value, list)
            or not value
            or not all(isinstance(each, dict) for each in value)
        ):
            self.keep(place, path, value)
            return
        for item in value:
            here = self.new_row(table, place, path, name_of(item))
            self.part(item, field.part_class, here)
            if not item:
                self.keep(here, (), item)

    def data(self, value: object, place: Place, path: Steps, width: int) -> None:
        """The rows of a data table of a number of columns, each a row of the sheet."""
        table = self.table_at(place.table, None, path)
        if (
            table is None
            or not isinstance(value, list)
            or not value
            or not all(isinstance(each, list) for each in value)
        ):
            self.keep(place, path, value)
            return
        for each in value:
            here = self.new_row(table, place, path, "")
            cells: list[Value] = [as_cell(cell) for cell in each]
            here.row.cells.update({f"#{index}": cell for index, cell in enumerate(cells, start=1) if cell is not None})
            if not same(row_values(here.row, width), each):
                self.keep(here, (), each, mark(row_values(here.row)))

    def new_row(self, table: Table, owner: Place, path: Steps, name: str) -> Place:
        rows = self.rows[table.key]
        row = Row(len(rows) + FIRST_LINE, {NUMBER: len(rows) + 1})
        self.book.titles[(table.key, row.line)] = name
        if owner.table is not None:
            row.cells[OWNER] = f"{owner.number}: {owner.name}" if owner.name else str(owner.number)
        if len(table.routes) > 1:
            row.cells[ROUTE] = table.route_label(path)
        rows.append(row)
        return Place(table, len(rows), row, name)

    def table_at(self, owner: Table | None, part: type[Part] | None, path: Steps) -> Table | None:
        """The table into which a list at the end of a path from an item goes."""
        if owner is not None and owner.again == path:
            return owner
        return next((each for each in self.book.layout.tables if each.parent is owner and path in each.routes), None)

    def keep(self, place: Place, path: Steps, value: object, was: str = ABSENT.value) -> None:
        """A value that its cells do not tell, with the mark of what they do."""
        key = (place.table.key if place.table else PLAN, place.number)
        self.book.exact[key][path] = Exact(value, was)

    # ---------------------------------------------------------------- sheets

    def sheet(self, table: Table) -> Sheet:
        rows = self.rows[table.key]
        used = {key for row in rows for key in row.cells}
        keys = columns_of(table, used, LEAST_NUMBERED)
        return Sheet(table, table.title, {key: column for column, key in enumerate(keys)}, rows)

    def single_sheet(self) -> Sheet:
        return Sheet(None, SINGLE_TITLE, single_columns(self.book.layout.single, self.single), [self.single])


class Place:
    """The row of an item."""

    __slots__ = ("name", "number", "row", "table")

    def __init__(self, table: Table | None, number: int, row: Row, name: str = "") -> None:
        self.table, self.number, self.row, self.name = table, number, row, name


def single_columns(leaves: tuple[Leaf, ...], row: Row) -> dict[str, int]:
    """The lines of single values, one below the other; sections are apart by a line with their names."""
    lines: dict[str, int] = {}
    line, section = FIRST_SINGLE - 1, None
    for leaf in in_sections(leaves):
        if leaf.section != section:
            line, section = line + 1, leaf.section
        extra = [key for key in sorted(row.cells, key=in_order) if suffix_of(key, leaf.key)]
        for key in (leaf.key, *extra):
            lines[key] = line = line + 1
    return lines


def in_sections(leaves: tuple[Leaf, ...]) -> list[Leaf]:
    """Values of the plan itself first, then by what they belong to."""
    sections = list(dict.fromkeys(["", *(leaf.section for leaf in leaves)]))
    return sorted(leaves, key=lambda leaf: sections.index(leaf.section))


def width_of(table: dict[str, Any]) -> int:
    """How many columns a data table has."""
    columns = table.get("columns")
    return len(columns) if isinstance(columns, list) else 0


def row_values(row: Row, width: int = 0) -> Any:
    """The cells of a row of a data table, up to the last one that is written, or to the width of its table."""
    last = max((int(key[1:]) for key, cell in row.cells.items() if key.startswith("#") and cell is not None), default=0)
    return [row.cells.get(f"#{index}") for index in range(1, max(last, width) + 1)] or ABSENT
