"""Sešit v paměti: sheets of rows of plain values, between the content and the bytes of a file."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from assembler.readers.sheets.cells import Value, address, told
from assembler.workbook.layout import PLAN, Layout, Leaf, Table, layout
from assembler.workbook.names import Names
from assembler.workbook.values import ABSENT, UNREAD
from schemas.fields import Numbers
from schemas.findings import Location

NUMBER, OWNER, ROUTE = "@no", "@in", "@where"  # columns of ours: the row's number, to whom it belongs, which list
NUMBERED = "@name"  # of the sheet of single values: its first column
VALUE_COLUMN = 1  # of the sheet of single values, from 0


@dataclass(slots=True)
class Row:
    """Řádek: an item, or (one row) all single values of the plan."""

    line: int  # on its sheet, from 1
    cells: dict[str, Value] = field(default_factory=dict)  # by the keys of columns


@dataclass(slots=True)
class Sheet:
    """List: the rows of a table, or (None) the single values."""

    table: Table | None
    title: str
    columns: dict[str, int] = field(default_factory=dict)  # key -> column, from 0; of the single values: line, from 1
    rows: list[Row] = field(default_factory=list)
    delivered: bool = True  # False: it was missing in the delivered file, and is that of the base

    def location(self, row: Row, key: str = "") -> Location | None:
        """Where a value stands; of a key that has no column, where its row begins."""
        if not self.delivered:
            return None
        if self.table is None:
            return Location(sheet=self.title, cell=address(self.columns.get(key, 1), VALUE_COLUMN))
        return Location(sheet=self.title, cell=address(row.line, self.columns.get(key, 0)))

    def suffixes(self, leaf: Leaf) -> list[str]:
        """What follows the key of a value in the keys of its columns; [] where it has none here."""
        return [suffix for key in self.columns if (suffix := suffix_of(key, leaf.key)) is not None]


def suffix_of(key: str, head: str) -> str | None:
    """What follows the key of a value in that of one of its columns; None for a column of something else."""
    rest = key.removeprefix(head)
    return rest if key.startswith(head) and rest[:1] in ("", "+", "@", "#") else None


@dataclass(frozen=True, slots=True)
class Exact:
    """A value that its cells cannot tell to the letter (1.10, an empty text), and what they said instead."""

    value: Any
    was: str  # the mark of what was read from the cells; while it is that, the value holds


@dataclass(frozen=True, slots=True)
class Origin:
    """Původ: which version of which plan the workbook was made from."""

    plan: str = ""  # its id; empty: of no stored plan
    title: str = ""
    revision: int = 0
    content: str = ""  # the hash of the content
    made: str = ""  # when, as a person reads it
    kind: str = ""


Steps = tuple[str, ...]
Key = tuple[str, int]  # of a table, number of the row; the plan itself is (PLAN, 0)


@dataclass(slots=True)
class Book:
    """Sešit."""

    layout: Layout = field(default_factory=layout)
    sheets: dict[str, Sheet] = field(default_factory=dict)  # by the keys of tables
    exact: dict[Key, dict[Steps, Exact]] = field(default_factory=lambda: defaultdict(dict))
    names: Names = field(default_factory=Names)
    titles: dict[tuple[str, int], str] = field(default_factory=dict)  # names of rows, by table and line
    origin: Origin = field(default_factory=Origin)

    def owner(self, sheet: Sheet, row: Row) -> str:
        """A row as others name it to which it belongs: „12: Rozšíření terénních služeb“."""
        number, name = (
            told(row.cells.get(NUMBER)),
            self.titles.get((sheet.table.key if sheet.table else PLAN, row.line), ""),
        )
        return f"{number}: {name}" if name else number


def columns_of(table: Table, used: Iterable[str], least: int) -> list[str]:
    """The keys of a table's columns: those of its values, and of them those that are used beside."""
    keys = [NUMBER, *([OWNER] if table.parents else []), *([ROUTE] if len(table.routes) > 1 else [])]
    extra = sorted(set(used), key=in_order)
    for leaf in table.leaves:
        many = isinstance(leaf.field, Numbers)
        keys += [f"{leaf.key}#{index}" for index in range(1, least + 1)] if many else [leaf.key]
        keys += [key for key in extra if suffix_of(key, leaf.key) is not None and key not in keys]
    if table.rows_of:
        keys += [f"#{index}" for index in range(1, least + 1)]
        keys += [key for key in extra if key.startswith("#") and key not in keys]
    return keys


def in_order(key: str) -> tuple[str, int]:
    head = key.rstrip("0123456789")
    return head, int(key[len(head) :] or 0)


# ---------------------------------------------------------------- values compared


def mark(value: object) -> str:
    """A short mark of a value; equal for equal ones."""
    if value is ABSENT or value is UNREAD:
        return value.value
    return hashlib.sha256(as_json(value).encode()).hexdigest()[:16]


def mark_of(value: object, cells: Iterable[Value]) -> str:
    """A mark of what was read from cells; where that is in doubt, of what they say."""
    return mark([told(cell) for cell in cells if cell is not None]) if value is UNREAD else mark(value)


def same(one: object, other: object) -> bool:
    """To the letter: 1.10 is not 1.1, and true is not 1."""
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    return mark(one) == mark(other)


def as_json(value: object) -> str:
    """JSON in ASCII with the digits that numbers have; keys in one order."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(key)}:{as_json(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(as_json, value)) + "]"
    return str(value) if isinstance(value, Decimal) else json.dumps(value)
