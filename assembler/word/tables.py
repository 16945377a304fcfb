"""Data tables: one repeated header row, numbers to the right, sums at the end, no merged cells (word.md 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from assembler.word import runs, widths
from assembler.word.marks import Bundle
from assembler.word.state import State
from assembler.word.values import Cell, DataTable, Joined
from assembler.word.widths import Extent, Widths
from assembler.word.xml import attribute

TABLE_STYLES = ("Tabulka plánu", "Table Grid")  # the first that the template has
PAGE = 160  # mm: the text of an upright A4 page with margins of 25 mm
WIDTHS = range(40, 401)  # mm that a table may be laid out for


@dataclass(frozen=True, slots=True)
class Column:
    """What every cell of a column begins with (its width), and how its paragraphs are set."""

    opening: str
    setting: str


def data_table(state: State, table: DataTable, style: str, width: int = PAGE) -> Bundle:
    """The table, as wide as its text of so many millimetres; the style is a name as Word shows it."""
    rows = [[extent(cell.text) for cell in cells] for cells in (table.columns, *table.rows)]
    numbers = tuple([column.number for column in table.columns])
    found = widths.of_columns([*rows, total_extents(table)], widths.LINE * width / PAGE, numbers)
    short = widths.short(map(found.lines, rows))
    printer = Rows(state, columns_of(numbers, found))
    printer.out.append(opening(table, style_of(state, style), found, width))
    printer.row(table.columns, HEADER, keep=True)
    for index, cells in enumerate(table.rows):
        printer.row(cells, BODY, keep=short or kept(index, table))
    if table.total:
        printer.row(table.total, TOTAL, keep=True)
    printer.out.append("</w:tbl>")
    return Bundle(tuple(printer.out))


def style_of(state: State, style: str) -> str:
    """The id of the wished style, else of the first of TABLE_STYLES that the template has."""
    names = (style, *TABLE_STYLES) if style else TABLE_STYLES
    return next((found for name in names if (found := state.styles.id_of(name, "table"))), "")


def opening(table: DataTable, style_id: str, found: Widths, width: int) -> str:
    """The start of the table up to its first row."""
    grid = found.shares(found.part(widths.TWIPS * width // PAGE))
    look = ' w:lastRow="1"' if table.total else ' w:lastRow="0"'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_id}"/><w:tblW w:w="{found.part(widths.PERCENT)}" w:type="pct"/>'
        f'<w:tblLook w:val="04A0" w:firstRow="1"{look} w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        + (f'<w:tblCaption w:val="{attribute(table.title)}"/>' if table.title else "")
        + "</w:tblPr><w:tblGrid>"
        + "".join(f'<w:gridCol w:w="{each}"/>' for each in grid)
        + "</w:tblGrid>"
    )


@lru_cache(maxsize=1024)
def columns_of(numbers: tuple[bool, ...], found: Widths) -> tuple[Column, ...]:
    """Widths are per cents: Word would otherwise choose its own. Words wider than their columns are hyphenated."""
    hyphens = '<w:suppressAutoHyphens w:val="0"/>' if found.narrow else ""
    return tuple(
        Column(
            f'<w:tc><w:tcPr><w:tcW w:w="{share}" w:type="pct"/></w:tcPr><w:p><w:pPr>',
            hyphens + ('<w:jc w:val="right"/>' if number else ""),
        )
        for number, share in zip(numbers, found.shares(widths.PERCENT), strict=True)
    )


def kept(index: int, table: DataTable) -> bool:
    """Does a row of a long table stay on the page of the next one? The first and the last ones, and headings inside.

    The last row stays with what follows the table: its source.
    """
    behind = len(table.rows) - 1 - index
    return index < widths.ENDS - 1 or behind < widths.ENDS or table.rows[index][0].strong


HEADER, BODY, TOTAL = "header", "body", "total"
ROW_PROPERTIES = {
    HEADER: "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
    BODY: "<w:trPr><w:cantSplit/></w:trPr>",
    TOTAL: "<w:trPr><w:cantSplit/></w:trPr>",
}
PARAGRAPH_STYLES = {HEADER: "Záhlaví tabulky", BODY: "Text tabulky", TOTAL: "Součet tabulky"}


@dataclass(slots=True)
class Rows:
    """Prints the rows of a table: what stands between two texts is put together once for each kind of row and cell."""

    state: State
    columns: Sequence[Column]
    out: list[str] = field(default_factory=list)
    between: dict[tuple[str, bool, bool], list[str]] = field(default_factory=dict)

    def row(self, cells: Sequence[Cell], kind: str, *, keep: bool) -> None:
        """A row; `keep` keeps it on the page of the next one."""
        out, state = self.out, self.state
        usual, strong = self.openings(kind, False, keep), self.openings(kind, True, keep)
        for cell, opening, other in zip(cells, usual, strong, strict=True):
            out.append(other if cell.strong else opening)
            printed = runs.of(state, cell.text) if cell.text else ""
            out += printed.pieces if type(printed) is Bundle else (printed,)
        out.append("</w:p></w:tc></w:tr>")

    def openings(self, kind: str, strong: bool, keep: bool) -> list[str]:
        """What the cells of each column begin with in rows of that kind, the end of the cell in front among it."""
        made = self.between.get((kind, strong, keep))
        if made is None:
            style = self.state.styles.id_of(PARAGRAPH_STYLES[TOTAL if strong else kind])
            look = (f'<w:pStyle w:val="{style}"/>' if style else "") + ("<w:keepNext/>" if keep else "")
            ends = (f"<w:tr>{ROW_PROPERTIES[kind]}", *["</w:p></w:tc>"] * (len(self.columns) - 1))
            made = [
                f"{end}{each.opening}{look}{each.setting}</w:pPr>" for end, each in zip(ends, self.columns, strict=True)
            ]
            self.between[kind, strong, keep] = made
        return made


def extent(text: str | Joined) -> Extent:
    if type(text) is str and len(text) <= runs.SHORT:
        return known_extent(text)
    return widths.extent(plain(text))


known_extent = lru_cache(maxsize=4096)(widths.extent)  # words and amounts, many of which come again


def total_extents(table: DataTable) -> list[Extent]:
    """The row of sums, its label on one line („Celkem za kraj“); without one, cells that need no room."""
    if not table.total:
        return [Extent(0, 0)] * len(table.columns)
    label, *sums = (extent(cell.text) for cell in table.total)
    return [Extent(label.whole, label.whole), *sums]


def plain(text: str | Joined) -> str:
    return text if isinstance(text, str) else text.separator.join(map(plain, text.items))
