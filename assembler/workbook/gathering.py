"""Sebrání: book -> content. Every problem at once; what finds no place is told, and stays in the hands of its author.

`base` is the book of the content that the workbook was made from: whatever was not delivered (a sheet, a column), or
is in doubt, stays as it was there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from assembler.readers.sheets.cells import CellError, Value, told
from assembler.sentences import Sentence
from assembler.workbook import problems
from assembler.workbook.book import NUMBER, OWNER, Book, Key, Row, Sheet, Steps, mark, mark_of, suffix_of
from assembler.workbook.filling import row_values, width_of
from assembler.workbook.items import Item
from assembler.workbook.layout import PLAN, Leaf, Table
from assembler.workbook.parents import Parents
from assembler.workbook.problems import Unplaced
from assembler.workbook.titles import owner_title, title_of
from assembler.workbook.values import ABSENT, UNREAD, Context, Nothing, read
from schemas.finance import Currency
from schemas.findings import Finding, Location, Rule, Severity, Verbatim
from schemas.paths import human_path, pointer_of


@dataclass(frozen=True, slots=True)
class Gathered:
    content: dict[str, Any]
    findings: list[Finding]
    unplaced: list[Unplaced]
    items: list[Item]


def gather(book: Book, base: Book | None = None) -> Gathered:
    return Gathering(book, base).gathered()


class Gathering:
    def __init__(self, book: Book, base: Book | None) -> None:
        self.book, self.base = book, base
        self.told: list[tuple[Finding, Item | None, Steps]] = []
        self.unplaced: list[Unplaced] = []
        self.items: dict[str, list[Item]] = {}  # by the keys of tables
        self.plan = Item(None, book.sheets[PLAN], book.sheets[PLAN].rows[0], 0)
        self.unit = unit_of(self.plan.row)
        self.base_rows = rows_by_key(base) if base else {}

    def gathered(self) -> Gathered:
        self.leaves(self.plan, columns(self.plan.sheet, self.book.layout.single))
        tables = [each for each in self.book.layout.tables if each.key in self.book.sheets]
        for table in tables:
            self.items[table.key] = [*self.read_rows(table)]
        parents = Parents(self.plan, self.items, self.tell)
        for table in tables:
            for item in self.items[table.key]:
                parents.find(item)
        for table in tables:
            self.lose(table)
        for table in reversed(tables):
            self.attach(table)
        self.complete(self.plan)
        items = [*self.placed()]
        return Gathered(self.plan.value, [*self.findings()], self.unplaced, items)

    def findings(self) -> Iterator[Finding]:
        """With the pointers of what they are about, if that is in the content."""
        for found, item, path in self.told:
            if item is None or item.lost:
                yield found
                continue
            pointer = item.pointer
            for step in path:
                pointer = pointer_of(pointer, step)
            yield replace(found, pointer=pointer, label=human_path(pointer, self.plan.value))

    # ---------------------------------------------------------------- values

    def read_rows(self, table: Table) -> Iterator[Item]:
        sheet = self.book.sheets[table.key]
        leaves, seen = columns(sheet, table.leaves), set[int]()
        for row in sheet.rows:
            item = Item(table, sheet, row, self.number(row, sheet, seen))
            self.leaves(item, leaves)
            yield item

    def number(self, row: Row, sheet: Sheet, seen: set[int]) -> int:
        """Of the row; 0 for a new one."""
        cell = row.cells.get(NUMBER)
        given = told(cell).strip()
        if not given.isdecimal() or not given.isascii() or len(given) > 9:
            return 0
        number = int(given)
        if number in seen:
            self.tell(problems.NUMBER_TWICE, sheet.location(row, NUMBER), sheet.title, value=Verbatim(number))
            return 0
        seen.add(number)
        return number

    def leaves(self, item: Item, leaves: list[Columns]) -> None:
        for leaf, suffixes in leaves:
            value = self.leaf(item, leaf, suffixes)
            if value is not ABSENT:
                put(item.value, leaf.path, value)

    def leaf(self, item: Item, leaf: Leaf, suffixes: list[str]) -> Any:
        """The value of an item; that of the base where it was not delivered or is in doubt."""
        if not suffixes:
            return self.before(item, leaf)
        cells = {suffix: item.row.cells.get(leaf.key + suffix) for suffix in suffixes}
        notes: list[tuple[Rule, str, dict[str, object]]] = []
        context = Context(self.book.names, self.unit, lambda *note: notes.append(note))
        value = ABSENT if all(cell is None for cell in cells.values()) else read(leaf.field, cells, context)
        exact = self.book.exact.get(item.key, {}).get(leaf.path)
        if exact is not None and exact.was == mark_of(value, cells.values()):
            return exact.value
        for rule, suffix, values in notes:
            self.doubt(rule, item, leaf, suffix, values, cells)
        return self.before(item, leaf) if value is UNREAD else value

    def doubt(
        self, rule: Rule, item: Item, leaf: Leaf, suffix: str, values: dict[str, object], cells: dict[str, Value]
    ) -> None:
        place = item.sheet.location(item.row, leaf.key + suffix)
        finding = self.tell(rule, place, leaf.label, about=(item, leaf.path), **values)
        if rule.severity is Severity.ERROR and place is not None:
            written = "".join(told(cell) for cell in cells.values())
            self.unplaced.append(Unplaced(place, leaf.label, written, finding.message, self.fate(item, leaf)))

    def fate(self, item: Item, leaf: Leaf) -> str:
        """What becomes of a row whose value is in doubt."""
        if self.base_rows.get(item.key) is None:
            return Sentence("Řádek převezmeme bez této hodnoty.")
        kept = self.before(item, leaf) is not ABSENT
        if kept:
            return Sentence("V plánu zůstane dosavadní hodnota.")
        return Sentence("V plánu zůstane tato hodnota prázdná.")

    def before(self, item: Item, leaf: Leaf) -> Any:
        """What the base has for a value."""
        row = self.base_rows.get(item.key)
        if row is None or self.base is None:
            return ABSENT
        exact = self.base.exact.get(item.key, {}).get(leaf.path)
        if exact is not None:
            return exact.value
        cells = {suffix: cell for key, cell in row.cells.items() if (suffix := suffix_of(key, leaf.key)) is not None}
        found = read(leaf.field, cells, Context(self.base.names, self.unit, lambda *_: None)) if cells else ABSENT
        return ABSENT if isinstance(found, Nothing) else found

    # ---------------------------------------------------------------- the tree

    def lose(self, table: Table) -> None:
        """Rows without a place go among what was not placed, and with them those that belong to them."""
        for item in self.items[table.key]:
            if not item.lost and item.parent is not None and item.parent.lost:
                item.lost = True
                self.orphaned(item, item.parent, table)
            if item.lost:
                self.unplace(item)

    def orphaned(self, item: Item, parent: Item, table: Table) -> None:
        said, column = told(item.row.cells.get(OWNER)), owner_title(table)
        place = item.sheet.location(item.row, OWNER)
        self.tell(problems.NO_PARENT, place, column, value=said, sheet=parent.sheet.title, column=column)

    def unplace(self, item: Item) -> None:
        assert item.table is not None  # noqa: S101 - narrows the type: the plan itself has its place
        words = [
            f"{title_of(item.table, key)}: {told(cell)}" for key, cell in item.row.cells.items() if cell is not None
        ]
        place = item.sheet.location(item.row)
        if place is not None and words:
            self.unplaced.append(
                Unplaced(place, item.sheet.title, "; ".join(words), Sentence("není jasné, kam řádek patří"))
            )

    def attach(self, table: Table) -> None:
        """The items of a table go to their parents, in the order of their rows; below those of their own kind first."""
        for item in sorted(self.items[table.key], key=depth, reverse=True) if table.again else self.items[table.key]:
            if not table.rows_of:
                self.complete(item)
        for item in self.items[table.key]:
            if item.lost or (not table.rows_of and self.dropped(item)):
                continue
            parent = item.parent or self.plan
            if table.rows_of:
                parent.data.append(item)
            else:
                put_item(parent.value, item.route, item.value)

    def dropped(self, item: Item) -> bool:
        """An emptied row is left out, unless the content had it so."""
        if item.value or () in self.book.exact.get(item.key, {}):
            return False
        item.lost = True
        self.tell(problems.EMPTY_ROW, item.sheet.location(item.row), item.sheet.title)
        return True

    def complete(self, item: Item) -> None:
        """With the rows of its data table, and with what no cell shows."""
        if item.data:
            width = width_of(item.value)
            put(item.value, item.data[0].route, [self.data_row(each, width) for each in item.data])
        for path, exact in self.book.exact.get(item.key, {}).items():
            if path and exact.was == ABSENT.value:
                put(item.value, path, exact.value)

    def data_row(self, item: Item, width: int) -> Any:
        for key, cell in item.row.cells.items():
            if key.startswith("#") and (rule := doubtful(cell)) is not None:
                self.doubt_in_data(rule, item, key, cell)
        found = row_values(item.row)
        exact = self.book.exact.get(item.key, {}).get(())
        if exact is not None and exact.was == mark(found):
            return exact.value
        return row_values(item.row, width)

    def doubt_in_data(self, rule: Rule, item: Item, key: str, cell: Value) -> None:
        """A cell of a data table that means nothing for sure is missing there."""
        place = item.sheet.location(item.row, key)
        finding = self.tell(rule, place, item.sheet.title, value=told(cell), perhaps=told(cell))
        item.row.cells[key] = None
        if place is not None:
            self.unplaced.append(Unplaced(place, item.sheet.title, told(cell), finding.message))

    def placed(self) -> Iterator[Item]:
        """Items with their pointers, parents first."""
        yield self.plan
        counts: dict[str, int] = {}
        for table in self.book.layout.tables:
            found = self.items.get(table.key, [])
            for item in sorted(found, key=depth) if table.again else found:
                if not item.lost:
                    above = "/".join(((item.parent or self.plan).pointer, *item.route))
                    item.pointer = f"{above}/{counts.get(above, 0)}"
                    counts[above] = counts.get(above, 0) + 1
                    yield item

    def tell(
        self,
        rule: Rule,
        place: Location | None,
        label: str,
        about: tuple[Item | None, Steps] = (None, ()),
        **values: object,
    ) -> Finding:
        """Says what is wrong at a place of the file; of what was not delivered nothing is said."""
        finding = rule.at("", **values).located(label, place)
        if place is not None and len(self.told) < problems.MOST_TOLD:
            self.told.append((finding, *about))
        return finding


Columns = tuple[Leaf, list[str]]  # a value, and what follows its key in those of its columns


def columns(sheet: Sheet, leaves: tuple[Leaf, ...]) -> list[Columns]:
    return [(leaf, sheet.suffixes(leaf)) for leaf in leaves]


def rows_by_key(book: Book) -> dict[Key, Row]:
    found: dict[Key, Row] = {(PLAN, 0): book.sheets[PLAN].rows[0]}
    for key, sheet in book.sheets.items():
        if sheet.table is not None:
            found.update({(key, number): row for number, row in enumerate(sheet.rows, start=1)})
    return found


def put(value: dict[str, Any], path: Steps, found: Any) -> None:
    """At a path, unless something stands in the way."""
    for step in path[:-1]:
        value = value.setdefault(step, {})
        if not isinstance(value, dict):
            return
    value.setdefault(path[-1], found)


def put_item(value: dict[str, Any], path: Steps, item: object) -> None:
    for step in path[:-1]:
        value = value.setdefault(step, {})
        if not isinstance(value, dict):
            return
    value.setdefault(path[-1], []).append(item)


def doubtful(cell: Value) -> Rule | None:
    """Why a cell of a data table is no value, if it is none."""
    if isinstance(cell, CellError):
        return problems.BROKEN_CELL
    if isinstance(cell, bool):
        return problems.BECAME_FLAG
    return None if cell is None or isinstance(cell, str) or is_number(cell) else problems.BECAME_DATE


def is_number(cell: Value) -> bool:
    return hasattr(cell, "as_integer_ratio")


def depth(item: Item) -> int:
    steps = 0
    while item.parent is not None and item.parent.table is item.table:
        item, steps = item.parent, steps + 1
    return steps


def unit_of(row: Row) -> str:
    """The unit of amounts, as the workbook says."""
    said = told(row.cells.get("currency")).strip().casefold()
    return next((each.label for each in Currency if said in (each.label.casefold(), each.value)), Currency.CZK.label)
