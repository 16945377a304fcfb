"""Datové tabulky: rows of texts, numbers and missing values as cells to write into, or as one text with tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assembler.forms import numbers, values
from assembler.forms.places import ABSENT
from assembler.forms.posted import Posted, indices

TEXT = "text"  # the type of a column whose cells are never numbers


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


def cell_read(typed: str, column: str) -> Any:
    """A number, unless the column holds texts; null for nothing."""
    text = values.unified(typed)
    if not text.strip():
        return None
    found = None if column == TEXT else numbers.read(text)
    return text if found is None else found


def pasted_shown(raw: Any) -> str | None:
    """The whole table as one text, as a spreadsheet copies it; None where a cell holds a tab or a line end."""
    rows = cells_shown(raw)
    if rows is None or any("\t" in cell or "\n" in cell for row in rows for cell in row):
        return None
    return "\n".join("\t".join(row) for row in rows)


# ---------------------------------------------------------------- what was typed


def read(posted: Posted, name: str, old: Any, columns: Sequence[str]) -> Any:
    """The table that was typed; `old` itself where nothing of it was touched."""
    before = old if isinstance(old, list) else []
    rows = pasted(posted[name][-1], before, columns) if big(posted, name) else typed(posted, name, before, columns)
    unchanged = len(rows) == len(before) and all(one is other for one, other in zip(rows, before, strict=True))
    return old if unchanged else rows or ABSENT


def big(posted: Posted, name: str) -> bool:
    """Whether the table came as one text; of one in cells only a mark comes under its own name."""
    return posted[name][-1] != MARK


MARK = "řádky"  # what a list or a table brings under its own name


def typed(posted: Posted, name: str, before: Sequence[Any], columns: Sequence[str]) -> list[Any]:
    """Rows in the order of the form; new ones are as wide as the widest of them, empty ones are none."""
    rows: list[Any] = []
    new: list[list[Any]] = []
    for index in indices(posted, name):
        old = before[index] if index < len(before) else []
        row = row_read(cells_of(posted, f"{name}/{index}/"), old, columns)
        if index >= len(before):
            new.append(row)
        if index < len(before) or any(cell is not None for cell in row):
            rows.append(row)
    width = max([len(columns), *map(len, new)])
    for row in new:
        row.extend([None] * (width - len(row)))
    return rows


def cells_of(posted: Posted, start: str) -> dict[int, str]:
    found = {key[len(start) :]: texts[-1] for key, texts in posted.items() if key.startswith(start)}
    return {int(step): text for step, text in found.items() if step.isdecimal() and step.isascii() and len(step) < 4}


def row_read(cells: Mapping[int, str], old: list[Any], columns: Sequence[str]) -> list[Any]:
    """A row whose untouched cells keep their values; the old row itself where all of them are untouched."""
    row, touched = [*old], False
    for index, text in sorted(cells.items()):
        before = old[index] if index < len(old) else None
        if values.same([text], [cell_shown(before) or ""]):
            continue
        touched = True
        row.extend([None] * (index + 1 - len(row)))
        row[index] = cell_read(text, columns[index] if index < len(columns) else "")
    return row if touched else old


def pasted(text: str, before: Sequence[Any], columns: Sequence[str]) -> list[Any]:
    """Rows that stand as they were shown stay what they are."""
    if values.same([text], [pasted_shown([*before]) or ""]):
        return [*before]
    known = {pasted_shown([row]): row for row in before}
    lines = values.unified(text).rstrip("\n").split("\n") if text.strip() else []
    return [known[line] if line in known else cut(line, columns) for line in lines]


def cut(line: str, columns: Sequence[str]) -> list[Any]:
    return [
        cell_read(cell, columns[index] if index < len(columns) else "") for index, cell in enumerate(line.split("\t"))
    ]
