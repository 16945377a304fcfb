"""Na výšku, nebo na šířku: which tables need a page lying down."""

from __future__ import annotations

from dataclasses import replace

from assembler.documents.views.amounts import NOTHING
from assembler.word import widths
from assembler.word.tables import extent, total_extents
from assembler.word.values import Cell, DataTable


def wide(*tables: DataTable | None) -> bool:
    """Is a table among them that an upright page would cram, or that is too long to be taken in at a glance there?"""
    return any(table is not None and not upright(table) for table in tables)


def upright(table: DataTable) -> bool:
    """Few rows, and no word wider than its column: such a table alone would leave a page lying down nearly empty."""
    rows = [[extent(cell.text) for cell in cells] for cells in (table.columns, *table.rows)]
    found = widths.of_columns([*rows, total_extents(table)])
    return not found.narrow and widths.short(map(found.lines, rows))


def told(table: DataTable) -> DataTable:
    """The table, which has no sums, without the columns in which nothing is told; empty cells are "" or a dash."""
    columns = zip(*table.rows, strict=True)
    kept = [any(cell.length() and cell.text != NOTHING for cell in column) for column in columns]

    def only(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(cell for cell, keep in zip(cells, kept, strict=True) if keep)

    return replace(table, columns=only(table.columns), rows=tuple(map(only, table.rows)))
