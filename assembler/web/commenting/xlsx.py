"""Připomínky jako sešit XLSX: the only place where openpyxl writes."""

from __future__ import annotations

import io

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from assembler.web.commenting.showing import FIELDS

WIDE, NARROW = 50, 18  # characters


def as_xlsx(rows: list[list[str]]) -> bytes:
    """The rows, the heading first."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Připomínky")
    for column, field in enumerate((None, *FIELDS.values())):
        sheet.column_dimensions[chr(ord("A") + column)].width = WIDE if field and field.multiline else NARROW
    sheet.freeze_panes = "B2"
    for number, row in enumerate(rows):
        sheet.append([cell(sheet, text, heading=number == 0) for text in row])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def cell(sheet: WriteOnlyWorksheet, text: str, *, heading: bool) -> Cell:
    made: Cell = WriteOnlyCell(sheet, text)
    made.data_type = "s"  # also where it looks like a formula
    made.alignment = Alignment(wrap_text=True, vertical="top")
    made.font = Font(bold=heading)
    return made
