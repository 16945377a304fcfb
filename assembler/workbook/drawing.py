"""Kreslení: book -> bytes of an XLSX. The same book gives the same bytes; a text is always a text, never a formula.

`marks` are messages by the title of a sheet and the address of a cell: such cells are red, and say why.
"""

from __future__ import annotations

import io
import math
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from assembler.readers.sheets.cells import Value, address, told
from assembler.word.chart_workbook import literal
from assembler.workbook.book import NUMBER, OWNER, ROUTE, Book, Row, Sheet
from assembler.workbook.cells import pieces
from assembler.workbook.cover import add_cover
from assembler.workbook.filling import FIRST_LINE, FIRST_SINGLE, single_columns
from assembler.workbook.hidden import add_hidden
from assembler.workbook.layout import PLAN, Leaf, Table
from assembler.workbook.lists import FIXED, Lists, rule_of
from assembler.workbook.look import RED, Look, height_of, style_for, style_of, width_of
from assembler.workbook.problems import Unplaced
from assembler.workbook.showing import FORMAT
from assembler.workbook.titles import hint, hint_of, leaf_of, title_of, titled
from schemas.fields import Base64, Identifier, Reference
from schemas.values import TextFormat

UNPLACED = "Nezařazené"
EVERYWHERE = "A1:XFD1048576"
CREATED = datetime(2000, 1, 1)  # a constant: the same content gives the same bytes
EMPTY_LINES = 300  # below the rows, that are watched as they are
HINT_LINE, HEADER_LINE = FIRST_LINE - 2, FIRST_LINE - 1
OURS = {NUMBER: 9, OWNER: 42, ROUTE: 20}  # widths
VALUES = 12  # the width of a column of a data table
SINGLE_WIDTHS = (34, 70, 60)
A4, A3 = 9, 8  # ECMA-376-1, 18.3.1.63
MOST_ON_A4, MOST_ON_A3 = 260, 420  # characters side by side that one still reads there
TABS = ("#2362A2", "#4D7C2B", "#B35900", "#7A3E9D", "#A61C3C", "#1F7A7A")
Marks = Mapping[tuple[str, str], str]


def draw(
    book: Book,
    parts: Collection[str] | None = None,
    marks: Marks | None = None,
    unplaced: Sequence[Unplaced] = (),
) -> bytes:
    """The file; `parts` are the top-level parts of the plan whose sheets come also where they are empty (None: all)."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as made:
        made.set_properties({"title": literal(book.origin.title)[:200], "created": CREATED})
        made.set_size(2400, 1400)
        Drawing(made, book, wanted(book, parts), marks or {}).all(unplaced)
    return target.getvalue()


def wanted(book: Book, parts: Collection[str] | None) -> list[Sheet]:
    return [
        sheet
        for sheet in book.sheets.values()
        if sheet.table is not None and (parts is None or sheet.rows or sheet.table.key.partition(".")[0] in parts)
    ]


class Drawing:
    """One workbook on its way to bytes."""

    def __init__(self, made: Any, book: Book, sheets: list[Sheet], marks: Marks) -> None:
        self.made, self.book, self.sheets, self.marks = made, book, sheets, marks
        self.look, self.lists = Look(made), Lists()

    def all(self, unplaced: Sequence[Unplaced]) -> None:
        add_cover(self.made, self.look, self.book, self.sheets, marked=len(self.marks))
        if unplaced:
            self.left_over(unplaced)
        if PLAN in self.book.sheets:
            self.single(self.book.sheets[PLAN])
        colours: dict[str, str] = {}
        for sheet in self.sheets:
            assert sheet.table is not None  # noqa: S101 - narrows the type: `wanted` took only lists
            top = sheet.table.key.partition(".")[0]
            colours.setdefault(top, TABS[len(colours) % len(TABS)])
            self.table(sheet, sheet.table, colours[top])
        self.lists.write(self.made, self.look.of("text"))
        add_hidden(self.made, self.look.of("text"), self.book)

    # ---------------------------------------------------------------- a list

    def table(self, sheet: Sheet, table: Table, colour: str) -> None:
        here = self.made.add_worksheet(sheet.title)
        here.set_tab_color(colour)
        widths = {key: width(table, key) for key in sheet.columns}
        for key, column in sheet.columns.items():
            here.set_column(column, column, widths[key], self.look.of(column_style(table, key)))
            here.write_string(0, column, table.key if key == NUMBER else key)
            here.write_string(HINT_LINE - 1, column, hint_of(table, key), self.look.of("hint"))
            here.write_string(HEADER_LINE - 1, column, title_of(table, key), self.look.of("header"))
            self.watch(here, sheet, table, key)
        for line, row in enumerate(sheet.rows, start=FIRST_LINE):
            self.row(here, sheet, table, (line, row), widths)
        here.set_row(0, None, None, {"hidden": True})
        here.set_row(HINT_LINE - 1, height_of([(hint_of(table, key), widths[key] + 2) for key in sheet.columns]))
        here.set_row(HEADER_LINE - 1, 32)
        firm = 1 + sum(key in sheet.columns for key in (OWNER, ROUTE))
        here.freeze_panes(HEADER_LINE, firm)
        here.repeat_columns(0, firm - 1)
        here.autofilter(HEADER_LINE - 1, 0, max(last_line(sheet), HEADER_LINE + 1) - 1, len(sheet.columns) - 1)
        self.finished(here, (HINT_LINE - 1, HEADER_LINE - 1), sum(widths.values()))

    def row(self, here: Any, sheet: Sheet, table: Table, numbered: tuple[int, Row], widths: dict[str, int]) -> None:
        """A row at a line; what is said of it names the line at which it was delivered."""
        line, row = numbered
        height = height_of([(cell, widths[key]) for key, cell in row.cells.items()])
        if height is not None:
            here.set_row(line - 1, height)
        for key, cell in row.cells.items():
            column = sheet.columns[key]
            message = self.marks.get((sheet.title, address(row.line, column)), "")
            if cell is not None or message:
                style = cell_style(table, key, cell)
                self.cell(here, line - 1, column, cell, self.look.of(style, wrong=bool(message)), message)

    def watch(self, here: Any, sheet: Sheet, table: Table, key: str) -> None:
        """Drop-downs and rules over a column; what the program recognises rows by cannot be typed over."""
        column, last = sheet.columns[key], last_line(sheet)
        leaf = leaf_of(table.leaves, key)
        fixed = key == NUMBER or (leaf is not None and type(leaf.field) is Identifier)
        if fixed and sheet.rows:
            here.data_validation(FIRST_LINE - 1, column, last - 1, column, FIXED)
        rule = self.rule(table, key, leaf)
        if rule:
            here.data_validation(FIRST_LINE - 1, column, last - 1 + EMPTY_LINES, column, rule)

    def rule(self, table: Table, key: str, leaf: Leaf | None) -> dict[str, Any]:
        if key == OWNER and table.parents is not None:
            return self.lists.rule(self.owners(table.parents), only=False)
        if key == ROUTE:
            return self.lists.rule([table.route_label(route) for route in table.routes], only=True)
        if key.endswith(FORMAT):
            return self.lists.rule([each.label for each in TextFormat], only=True)
        return rule_of(leaf.field, self.lists, self.book.names) if leaf and leaf.key == key else {}

    def owners(self, table: Table) -> list[str]:
        """The rows of a sheet as other sheets name them."""
        sheet = self.book.sheets.get(table.key)
        return [] if sheet is None else [self.book.owner(sheet, row) for row in sheet.rows]

    # ---------------------------------------------------------------- single values

    def single(self, sheet: Sheet) -> None:
        here = self.made.add_worksheet(sheet.title)
        here.set_tab_color(TABS[0])
        for column, width_ in enumerate(SINGLE_WIDTHS):
            here.set_column(column, column, width_)
        here.set_column(len(SINGLE_WIDTHS), len(SINGLE_WIDTHS), None, None, {"hidden": True})
        for column, title in enumerate(("Údaj", "Hodnota", "Nápověda")):
            here.write_string(1, column, title, self.look.of("header"))
        here.write_string(0, len(SINGLE_WIDTHS), PLAN)
        here.set_row(0, None, None, {"hidden": True})
        sections: set[str] = set()
        for key, line in single_columns(self.book.layout.single, sheet.rows[0]).items():
            leaf = leaf_of(self.book.layout.single, key)
            assert leaf is not None  # noqa: S101 - the columns were made from these leaves
            if leaf.section not in sections:
                sections.add(leaf.section)
                here.write_string(line - 2, 0, leaf.section or sheet.title, self.look.of("section"))
                here.set_row(line - 2, 26)
            self.single_line(here, sheet, leaf, key, line)
        here.freeze_panes(FIRST_SINGLE - 1, 1)
        here.protect("", {"format_rows": True, "format_columns": True, "select_locked_cells": True})
        self.finished(here, (1, 1))

    def single_line(self, here: Any, sheet: Sheet, leaf: Leaf, key: str, line: int) -> None:
        cell = sheet.rows[0].cells.get(key)
        message = self.marks.get((sheet.title, address(sheet.columns.get(key, 0), 1)), "")
        here.write_string(line - 1, 0, titled(leaf, key), self.look.of("label"))
        said = hint(leaf.field) if key == leaf.key else ""
        here.write_string(line - 1, 2, said, self.look.of("hint"))
        here.write_string(line - 1, len(SINGLE_WIDTHS), key)
        style = self.look.of(style_for(leaf.field, cell), wrong=bool(message), open_=True)
        self.cell(here, line - 1, 1, cell, style, message)
        rule = rule_of(leaf.field, self.lists, self.book.names) if key == leaf.key else {}
        if rule:
            here.data_validation(line - 1, 1, line - 1, 1, rule)
        height = height_of([(cell, SINGLE_WIDTHS[1]), (said, SINGLE_WIDTHS[2] + 8)])
        if height is not None:
            here.set_row(line - 1, height)

    def left_over(self, unplaced: Sequence[Unplaced]) -> None:
        """What found no place, to be put right by hand."""
        here = self.made.add_worksheet(UNPLACED)
        here.set_tab_color(RED)
        for column, (title, width_) in enumerate((("Kde", 26), ("Sloupec", 26), ("Co tam je", 70), ("Proč", 60))):
            here.set_column(column, column, width_)
            here.write_string(0, column, title, self.look.of("header"))
        for line, each in enumerate(unplaced, start=1):
            for column, text in enumerate((str(each.location), each.column, each.text, each.reason)):
                here.write_string(line, column, literal(pieces(text)[0]), self.look.of("text"))
        here.freeze_panes(1, 0)
        self.finished(here, (0, 0))

    # ---------------------------------------------------------------- cells

    def cell(self, here: Any, line: int, column: int, value: Value, style: Any, message: str) -> None:
        """A value in its cell; line and column from 0."""
        if value is None:
            here.write_blank(line, column, None, style)
        elif isinstance(value, bool):
            here.write_boolean(line, column, value, style)
        elif isinstance(value, int | Decimal):
            here.write_number(line, column, value, style)
        elif isinstance(value, date):
            here.write_datetime(line, column, value, style)
        elif isinstance(value, time):
            here.write_string(line, column, told(value), style)
        else:
            here.write_string(line, column, literal(pieces(value)[0]), style)
        if message:
            here.write_comment(line, column, message[:1000], {"visible": False, "x_scale": 2, "author": ""})

    def finished(self, here: Any, repeated: tuple[int, int], wide: int = 0) -> None:
        """Printed with all columns on as few pages as can be read; `wide` is the width of the sheet in characters."""
        here.ignore_errors({"number_stored_as_text": EVERYWHERE})  # a code and an IČO are texts, and right so
        here.set_landscape()
        here.set_paper(A4 if wide <= MOST_ON_A4 else A3)
        here.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        here.fit_to_pages(max(1, math.ceil(wide / MOST_ON_A3)), 0)
        here.repeat_rows(*repeated)
        here.set_footer(f"&L{self.book.origin.title[:120].replace('&', '&&')}&C&A&RStrana &P z &N")


def last_line(sheet: Sheet) -> int:
    """The line of the last row; of an empty sheet the one above the first."""
    return FIRST_LINE - 1 + len(sheet.rows)


def width(table: Table, key: str) -> int:
    leaf = leaf_of(table.leaves, key)
    if leaf is None or "#" in key:
        return OURS.get(key, VALUES)
    return width_of(leaf)


def column_style(table: Table, key: str) -> str:
    """The style of the empty cells of a column."""
    leaf = leaf_of(table.leaves, key)
    if leaf is None:
        return "plain" if key.startswith("#") else "number" if key == NUMBER else "text"
    return style_of(leaf.field) if "@" not in key else "text"


def cell_style(table: Table, key: str, value: Value) -> str:
    leaf = leaf_of(table.leaves, key)
    if leaf is None:
        return "text" if isinstance(value, str) and key != NUMBER else column_style(table, key)
    own = isinstance(leaf.field, Identifier | Base64) and not isinstance(leaf.field, Reference)
    return "locked" if own else style_for(leaf.field, value)
