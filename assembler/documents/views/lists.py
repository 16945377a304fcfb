"""Přehledy: lists of things as data tables; a column that nothing fills is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assembler.word.values import Cell, DataTable, Joined

Text = str | Joined


def overview(
    heads: Sequence[str], rows: Iterable[Sequence[Text]], title: str, right: Sequence[str] = ()
) -> DataTable | None:
    """A table of texts, None without rows; the columns named in `right` hold numbers."""
    kept = list(rows)
    if not kept:
        return None
    filled = [index for index in range(len(heads)) if index == 0 or any(row[index] for row in kept)]
    columns = tuple(Cell(heads[index], heads[index] in right) for index in filled)
    cells = tuple(tuple(Cell(row[index], heads[index] in right) for index in filled) for row in kept)
    return DataTable(columns, cells, (), title)
