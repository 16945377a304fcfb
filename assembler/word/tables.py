"""Data tables: one repeated header row, numbers to the right, sums at the end, no merged cells (word.md 5)."""

from __future__ import annotations

from collections.abc import Sequence

from assembler.word import runs
from assembler.word.marks import Bundle
from assembler.word.state import State
from assembler.word.values import Cell, DataTable, Joined
from assembler.word.xml import attribute

TABLE_STYLES = ("Tabulka plánu", "Table Grid")  # the first that the template has
PERCENT = 5000  # fiftieths of a percent: the whole width (17.18.87)
KEPT_TOGETHER = 14  # rows of a table that does not break over a page
ENDS = 3  # rows that stay with the head, and with the foot, of a longer one
LONGEST = 90  # letters that count for the width of a column


def data_table(state: State, table: DataTable, style: str) -> Bundle:
    """The table; the style is a name as Word shows it."""
    names = (style, *TABLE_STYLES) if style else TABLE_STYLES
    style_id = next((found for name in names if (found := state.styles.id_of(name, "table"))), "")
    widths = column_widths(table)
    look = ' w:lastRow="1"' if table.total else ' w:lastRow="0"'
    parts: list[str] = [
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style_id}"/><w:tblW w:w="{PERCENT}" w:type="pct"/>'
        f'<w:tblLook w:val="04A0" w:firstRow="1"{look} w:firstColumn="1" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
        + (f'<w:tblCaption w:val="{attribute(table.title)}"/>' if table.title else "")
        + "</w:tblPr><w:tblGrid>",
        *(f'<w:gridCol w:w="{width}"/>' for width in widths),
        "</w:tblGrid>",
    ]
    row(parts, state, table.columns, table.columns, HEADER, keep=True)
    for index, cells in enumerate(table.rows):
        row(parts, state, cells, table.columns, BODY, keep=kept(index, table))
    if table.total:
        row(parts, state, table.total, table.columns, TOTAL, keep=False)
    parts.append("</w:tbl>")
    return Bundle(tuple(parts))


def kept(index: int, table: DataTable) -> bool:
    """Does a row stay on the page of the next one? A short table whole; of a long one the first and the last rows."""
    behind = len(table.rows) - 1 - index
    if behind == 0:
        return bool(table.total)
    return len(table.rows) <= KEPT_TOGETHER or index < ENDS - 1 or behind < ENDS


HEADER, BODY, TOTAL = "header", "body", "total"
ROW_PROPERTIES = {
    HEADER: "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>",
    BODY: "<w:trPr><w:cantSplit/></w:trPr>",
    TOTAL: "<w:trPr><w:cantSplit/></w:trPr>",
}
PARAGRAPH_STYLES = {HEADER: "Záhlaví tabulky", BODY: "Text tabulky", TOTAL: "Součet tabulky"}


def row(out: list[str], state: State, cells: Sequence[Cell], columns: Sequence[Cell], kind: str, *, keep: bool) -> None:
    """A row; `keep` keeps it on the page of the next one."""
    kept = "<w:keepNext/>" if keep else ""
    out.append(f"<w:tr>{ROW_PROPERTIES[kind]}")
    for cell, column in zip(cells, columns, strict=True):
        style = state.styles.id_of(PARAGRAPH_STYLES[TOTAL if cell.strong else kind])
        styled = f'<w:pStyle w:val="{style}"/>' if style else ""
        out.append(f"<w:tc><w:tcPr/><w:p><w:pPr>{styled}{kept}{alignment(column)}</w:pPr>")
        printed = runs.of(state, cell.text) if cell.text else ""
        out.extend(printed.pieces if isinstance(printed, Bundle) else (printed,))
        out.append("</w:p></w:tc>")
    out.append("</w:tr>")


def alignment(column: Cell) -> str:
    return '<w:jc w:val="right"/>' if column.number else ""


def column_widths(table: DataTable) -> list[int]:
    """Twips for each column; the sum is the text width of A4 with 25 mm margins.

    Each column gets room for its longest word (a date is one), the rest goes to those with the longest texts.
    """
    rows = (table.columns, *table.rows, *((table.total,) if table.total else ()))
    columns = list(zip(*rows, strict=True))
    least = [min(WORD, max(map(longest_word, column))) for column in columns]
    if table.total:
        least[0] = max(least[0], min(WORD, MARGINS + table.total[0].length()))  # „Celkem za kraj“ on one line
    wanted = [
        max(each, *(min(LONGEST, cell.length()) for cell in column))
        for each, column in zip(least, columns, strict=True)
    ]
    spare = max(0, LINE - sum(least))
    wishes = [wish - each for wish, each in zip(wanted, least, strict=True)]
    shares = [each + spare * wish / max(1, sum(wishes)) for each, wish in zip(least, wishes, strict=True)]
    return [int(TEXT_WIDTH * share / sum(shares)) for share in shares]


def longest_word(cell: Cell) -> int:
    """Letters of the longest stretch without a break, and room for the cell's margins."""
    return MARGINS + max((len(word) for word in plain(cell.text).split(" ")), default=0)


def plain(text: str | Joined) -> str:
    return text if isinstance(text, str) else text.separator.join(map(plain, text.items))


TEXT_WIDTH = 9070
LINE = 98  # letters of a line of table text across the page
MARGINS = 4
WORD = 26  # a longer word is hyphenated
