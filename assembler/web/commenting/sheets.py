"""Připomínky jako tabulka: XLSX, or CSV that a Czech Excel opens. A text is a text, whatever sign it begins with."""

from __future__ import annotations

import csv
import io
import uuid

from flask import Blueprint, Response
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from assembler.store.roles import Deed
from assembler.web.acting import acting
from assembler.web.commenting import showing
from assembler.web.commenting.showing import FIELDS, Shown
from assembler.web.downloads import conditional, saved
from assembler.web.keeping import store
from assembler.workbook import MEDIA_TYPE

CSV_TYPE = "text/csv"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # OWASP: what a program for sheets takes for the beginning of a formula
WIDE, NARROW = 50, 18  # characters
HEADING = ["Číslo", *(field.label for field in FIELDS.values())]

pages = Blueprint("comments_sheets", __name__)


@pages.get("/plany/<uuid:plan_id>/pripominky.<any(xlsx, csv):extension>")
def download(plan_id: uuid.UUID, extension: str) -> Response:
    """All comments of a plan, in the order of their numbers."""
    with store().reading(acting(Deed.READ)) as tx:
        rows = [row_of(each) for each in showing.all_shown(tx, plan_id)]
        title = showing.frame(tx, plan_id)["title"]
    data = as_xlsx(rows) if extension == "xlsx" else as_csv(rows)
    return conditional(saved(data, MEDIA_TYPE if extension == "xlsx" else CSV_TYPE, f"{title} – připomínky", extension))


def row_of(each: Shown) -> list[str]:
    texts = each.texts | {"settlement": each.state, "publish": each.texts.get("publish", showing.NO)}
    return [str(each.comment.number), *(texts.get(name, "") for name in FIELDS)]


def as_xlsx(rows: list[list[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Připomínky")
    for column, field in enumerate((None, *FIELDS.values())):
        sheet.column_dimensions[chr(ord("A") + column)].width = WIDE if field and field.multiline else NARROW
    sheet.freeze_panes = "B2"
    for number, row in enumerate((HEADING, *rows)):
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


def as_csv(rows: list[list[str]]) -> bytes:
    """With semicolons, and with the mark by which Excel knows UTF-8."""
    made = io.StringIO()
    csv.writer(made, delimiter=";").writerows([[harmless(text) for text in row] for row in (HEADING, *rows)])
    return made.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text
