"""Tabulka jako sešit XLSX: the only place of the pages where openpyxl writes."""

from __future__ import annotations

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet


def as_xlsx(title: str, rows: Sequence[Sequence[str]], widths: Sequence[int]) -> bytes:
    """One sheet: the rows, the heading first; widths of the columns in characters."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
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
