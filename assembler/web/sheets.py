"""Tabulka jako soubor: XLSX, or CSV that a Czech Excel opens. A text is a text, whatever sign it begins with."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from flask import Response

from assembler.web.downloads import conditional, saved
from assembler.workbook import MEDIA_TYPE

CSV_TYPE = "text/csv"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # OWASP: what a program for sheets takes for the beginning of a formula
WIDE, NARROW = 50, 18  # characters of a column

Rows = Sequence[Sequence[str]]  # the heading first


def sheet_answer(rows: Rows, title: str, widths: Sequence[int], name: str, extension: str) -> Response:
    """The table as a file of that name, in a sheet of that title; 304 to who has it."""
    if extension == "csv":
        return conditional(saved(as_csv(rows), CSV_TYPE, name, extension))
    from assembler.web.xlsx import as_xlsx  # openpyxl, a tenth of a second of the start

    return conditional(saved(as_xlsx(title, rows, widths), MEDIA_TYPE, name, extension))


def as_csv(rows: Rows) -> bytes:
    """With semicolons, and with the mark by which Excel knows UTF-8."""
    made = io.StringIO()
    csv.writer(made, delimiter=";").writerows([[harmless(text) for text in row] for row in rows])
    return made.getvalue().encode("utf-8-sig")


def harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULAS) else text
