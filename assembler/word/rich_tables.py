"""Tables of formatted texts: rows of cells out of pandoc's tables, and the widths of their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assembler.word import widths
from assembler.word.inlines import Node, flatten
from assembler.word.widths import Extent, Widths

CARD = 80  # letters of a line of the wide column of a card
LONG = 40  # lines of a table that nobody puts into a card
COSTLY = 10  # lines that are too much for its having room there
MOST_COLUMNS = 63  # of a table in Word
ALIGNED = {"AlignRight": "right", "AlignCenter": "center"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; `align` is a value of w:jc, empty for that of its style."""

    blocks: Sequence[Node] = ()
    align: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows are equally long; the first `heads` of them are headers, and there is at least one.

    A cell that spans several columns or rows keeps its text in the first of them: data tables have no merged cells.
    """

    caption: Sequence[Node]
    rows: Sequence[Sequence[Cell]]
    heads: int

    @property
    def columns(self) -> int:
        return len(self.rows[0]) if self.rows else 0


def read(content: Any) -> Table:
    """A table out of pandoc's; a header row without a word in it is left out."""
    _, (_, caption), columns, head, bodies, foot = content
    aligns = [ALIGNED.get(align["t"], "") for align, _ in columns]
    head_rows = [row for row in head[1] if any(cell[4] for cell in row[1])]
    body_rows = [row for body in bodies for row in (*body[2], *body[3])]
    hanging: dict[int, int] = {}  # column -> rows that a cell above still spans
    rows = [spread(cells, hanging, aligns) for _, cells in (*head_rows, *body_rows, *foot[1])]
    longest = max(map(len, rows), default=0)
    whole = [[*row, *[Cell()] * (longest - len(row))] for row in rows] if longest else []
    return Table(caption, whole, max(1, len(head_rows)))


def spread(cells: Sequence[Any], hanging: dict[int, int], aligns: Sequence[str]) -> list[Cell]:
    row: list[Cell] = []

    def fill_hanging() -> None:
        while hanging.get(len(row), 0):
            hanging[len(row)] -= 1
            row.append(Cell())

    for _, align, row_span, column_span, blocks in cells:
        fill_hanging()
        usual = aligns[len(row)] if len(row) < len(aligns) else ""
        for offset in range(column_span):
            hanging[len(row)] = row_span - 1
            row.append(Cell() if offset else Cell(blocks, ALIGNED.get(align["t"], usual)))
    fill_hanging()
    return row


def column_widths(table: Table) -> Widths:
    """The widths of the columns, by the texts in them: such that the words have room in the cell of a card, too.

    A long table is for a page: where room for a card would make it much longer, it is none for a card.
    """
    rows = extents(table)
    found = widths.of_columns(rows, CARD)
    if found.narrow:
        return widths.of_columns(rows)
    if sum(map(found.lines, rows)) <= LONG:
        return found
    page = widths.of_columns(rows)
    return page if lines_on(page.line, found, rows) > COSTLY + lines_on(page.line, page, rows) else found


def lines_on(line: float, found: Widths, rows: Sequence[Sequence[Extent]]) -> int:
    """How many lines the rows take where the table is that wide."""
    stretched = Widths(tuple(width * line / found.line for width in found.letters), line)
    return sum(map(stretched.lines, rows))


def extents(table: Table) -> list[list[Extent]]:
    return [[extent(cell.blocks) for cell in row] for row in table.rows]


def extent(blocks: Sequence[Node]) -> Extent:
    """The room that the paragraphs of a cell take, those of its lists among them."""
    return widths.extent(" ".join("".join(span.text for span in flatten(words)) for words in paragraphs(blocks)))


def paragraphs(tree: Any) -> Iterator[Sequence[Node]]:
    """The words of every paragraph in blocks, however deep it stands."""
    if isinstance(tree, dict) and tree["t"] in ("Para", "Plain"):
        yield tree["c"]
    elif isinstance(tree, dict):
        yield from paragraphs(tree.get("c"))
    elif isinstance(tree, list):
        for child in tree:
            yield from paragraphs(child)
