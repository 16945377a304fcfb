"""Tables of formatted texts: rows of cells out of pandoc's tables, and the widths of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.word.inlines import Node, flatten

TEXT_WIDTH = 9070  # twips
NARROWEST, WIDEST = 8, 60  # letters that count for the width of a column


def column_widths(rows: Sequence[Sequence[Sequence[Node]]], columns: int) -> list[int]:
    """Twips for each column, by the longest text in it."""
    lengths = [max((plain_length(row[c]) if c < len(row) else 0) for row in rows) for c in range(columns)]
    shares = [min(WIDEST, max(NARROWEST, length)) for length in lengths]
    return [TEXT_WIDTH * share // sum(shares) for share in shares]


def table_rows(content: Any) -> tuple[list[list[Sequence[Node]]], int]:
    """The rows of a pandoc table as lists of cells, and how many of them are headers (at least one).

    A cell that spans several columns or rows keeps its text in the first of them: data tables have no merged cells.
    """
    _, _, _, head, bodies, foot = content
    head_rows = [row for row in head[1] if any(cell[4] for cell in row[1])]
    body_rows = [row for body in bodies for row in (*body[2], *body[3])]
    rows: list[list[Sequence[Node]]] = []
    hanging: dict[int, int] = {}  # column -> rows that a cell above still spans
    for _, cells in [*head_rows, *body_rows, *foot[1]]:
        rows.append(spread(cells, hanging))
    return rows, max(1, len(head_rows))


def spread(cells: Sequence[Any], hanging: dict[int, int]) -> list[Sequence[Node]]:
    row: list[Sequence[Node]] = []

    def fill_hanging() -> None:
        while hanging.get(len(row), 0):
            hanging[len(row)] -= 1
            row.append([])

    for _, _, row_span, column_span, blocks in cells:
        fill_hanging()
        for offset in range(column_span):
            hanging[len(row)] = row_span - 1
            row.append(blocks if offset == 0 else [])
    fill_hanging()
    return row


def plain_length(blocks: Sequence[Node]) -> int:
    """Letters of the longest line of a cell, roughly."""
    return max(
        (sum(len(span.text) for span in flatten(b["c"])) for b in blocks if b["t"] in ("Para", "Plain")), default=0
    )
