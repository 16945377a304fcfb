"""Datové tabulky: rows of texts, numbers and missing values as cells to write into, or as one text with tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assembler.forms import numbers, values
from assembler.forms.places import ABSENT, below
from assembler.forms.posted import Posted, indices

TEXT = "text"  # the type of a column whose cells are never numbers
PERCENT = "percent"
DASHES = ("-", "–", "—")  # where a number should be: there is none


def cells_shown(raw: Any) -> list[list[str]] | None:
    """The rows as texts; None where a cell is something that no cell can hold."""
    if raw is ABSENT:
        return []
    if not isinstance(raw, list) or not all(isinstance(row, list) for row in raw):
        return None
    rows = [[cell_shown(cell) for cell in row] for row in raw]
    return None if any(cell is None for row in rows for cell in row) else rows  # type: ignore[return-value]


def cell_shown(raw: Any) -> str | None:
    if raw is None:
        return ""
    texts = values.number_shown(raw)
    return values.unified(texts[0]) if texts and values.can_be_shown(texts[0]) else None


@dataclass(frozen=True, slots=True)
class Kind:
    """Druh sloupce: what its cells hold, and the unit that may stand behind their numbers."""

    type: str = ""
    unit: str = ""


OTHERWISE = Kind()


def kinds_of(table: Any, columns: Any) -> list[Kind]:
    """Of the columns of a table; a unit of the whole table is that of each column which has none."""
    named = columns if isinstance(columns, list) else []
    return [kind_of(each, str(below(table, "unit") or "")) for each in named]


def kind_of(column: Any, usual: str) -> Kind:
    kind = str(below(column, "type") or "")
    return Kind(kind, "%" if kind == PERCENT else str(below(column, "unit") or usual))


def cell_read(typed: str, column: Kind) -> Any:
    """A number, unless the column holds texts or the unit behind it is another one; None for nothing."""
    text = values.unified(typed)
    if not text.strip():
        return None
    if column.type != TEXT and text.strip() in DASHES:
        return None
    found = None if column.type == TEXT else numbers.read(text, column.unit)
    return text if found is None else found


def pasted_shown(raw: Any) -> str | None:
    """The whole table as one text, as a spreadsheet copies it; None where a cell holds a tab or a line end."""
    rows = cells_shown(raw)
    if rows is None or any("\t" in cell or "\n" in cell for row in rows for cell in row):
        return None
    return "\n".join("\t".join(row) for row in rows)


# ---------------------------------------------------------------- what was typed


def read(posted: Posted, name: str, old: Any, columns: Sequence[Kind], removed: int | None = None) -> Any:
    """The table that was typed, without the row that a button removes; `old` itself where nothing was touched."""
    before = old if isinstance(old, list) else []
    if big(posted, name):
        rows = pasted(posted[name][-1], before, columns)
    else:
        order = [index for index in indices(posted, name) if index != removed]
        rows = typed(posted, name, order, before, columns)
    unchanged = len(rows) == len(before) and all(one is other for one, other in zip(rows, before, strict=True))
    return old if unchanged else rows or ABSENT


def big(posted: Posted, name: str) -> bool:
    """Whether the table came as one text; of one in cells only a mark comes under its own name."""
    return posted[name][-1] != MARK


MARK = "řádky"  # what a list or a table brings under its own name


def typed(posted: Posted, name: str, order: Sequence[int], before: Sequence[Any], columns: Sequence[Kind]) -> list[Any]:
    """Rows in their order; new ones are as wide as the widest of them. A row that was emptied, is none."""
    rows: list[Any] = []
    new: list[list[Any]] = []
    for index in order:
        old = before[index] if index < len(before) else []
        row = row_read(cells_of(posted, f"{name}/{index}/"), old, columns)
        if index >= len(before):
            new.append(row)
        if (index < len(before) and row is old) or any(cell is not None for cell in row):
            rows.append(row)
    width = max([len(columns), *map(len, new)])
    for row in new:
        row.extend([None] * (width - len(row)))
    return rows


def cells_of(posted: Posted, start: str) -> dict[int, str]:
    found = {key[len(start) :]: texts[-1] for key, texts in posted.items() if key.startswith(start)}
    return {int(step): text for step, text in found.items() if step.isdecimal() and step.isascii() and len(step) < 4}


def row_read(cells: Mapping[int, str], old: list[Any], columns: Sequence[Kind]) -> list[Any]:
    """A row whose untouched cells keep their values; the old row itself where all of them are untouched."""
    row, touched = [*old], False
    for index, text in sorted(cells.items()):
        before = old[index] if index < len(old) else None
        if values.same([text], [cell_shown(before) or ""]):
            continue
        touched = True
        row.extend([None] * (index + 1 - len(row)))
        row[index] = cell_read(text, columns[index] if index < len(columns) else OTHERWISE)
    return row if touched else old


def pasted(text: str, before: Sequence[Any], columns: Sequence[Kind]) -> list[Any]:
    """Rows that stand as they were shown stay what they are."""
    if values.same([text], [pasted_shown([*before]) or ""]):
        return [*before]
    known = {pasted_shown([row]): row for row in before}
    lines = values.unified(text).rstrip("\n").split("\n") if text.strip() else []
    return [known[line] if line in known else cut(line, columns) for line in lines if line in known or line.strip()]


def cut(line: str, columns: Sequence[Kind]) -> list[Any]:
    cells = enumerate(line.split("\t"))
    return [cell_read(cell, columns[index] if index < len(columns) else OTHERWISE) for index, cell in cells]
