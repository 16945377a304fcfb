"""Sešit s údaji grafu: the workbook that Word opens when someone edits the data of a chart."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from html import escape
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from assembler.word.chart_data import ChartData, Values
from assembler.word.chart_numbers import exact

SHEET = "Data"
LEGEND = "Legenda"  # the heading of the texts that a pie shows
CREATED = datetime(2000, 1, 1)  # a constant: the same data give the same bytes
NARROWEST, WIDEST = 10, 60  # characters of a column
MOST_CHARACTERS = 32_767  # of a cell: Excel's own limit, XlsxWriter keeps it for texts but not for formulas


def column_name(number: int) -> str:
    """The letters of a column: 0 is A."""
    return str(xl_col_to_name(number))


def workbook(
    chart: ChartData, number_format: str, formulas: tuple[str, ...] = (), texts: tuple[str, ...] = ()
) -> bytes:
    """The XLSX of a squared chart: the unit in A1, categories below it, series to the right with names in bold.

    A pie has one more column: the texts of its legend with the formulas that give them. A text longer than Excel's
    cell is cut there; the chart itself holds it whole.
    """
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": chart.title, "created": CREATED})
        sheet = book.add_worksheet(SHEET)
        heading = book.add_format({"bold": True})
        numbers = book.add_format({"num_format": number_format})
        write_texts(sheet, 0, (chart.unit, *chart.categories), heading)
        for column, (name, values) in enumerate(chart.series, 1):
            write_texts(sheet, column, (name,), heading)
            write_values(sheet, column, values, numbers)
        if formulas:
            write_formulas(sheet, len(chart.series) + 1, formulas, texts, heading)
        sheet.freeze_panes(1, 1)
    return target.getvalue()


def write_texts(sheet: Any, column: int, texts: tuple[str, ...], heading: Any) -> None:
    """A heading and the texts below it; whatever they begin with, they are not read as formulas or numbers."""
    for row, text in enumerate(texts):
        sheet.write_string(row, column, literal(text), None if row else heading)
    widen(sheet, column, texts)


def write_values(sheet: Any, column: int, values: Values, numbers: Any) -> None:
    """Numbers, exact; a missing one leaves the cell empty."""
    for row, value in enumerate(values, 1):
        if value is not None:
            sheet.write_number(row, column, Decimal(exact(value)), numbers)


def write_formulas(sheet: Any, column: int, formulas: tuple[str, ...], texts: tuple[str, ...], heading: Any) -> None:
    """Formulas with the texts that they give now."""
    write_texts(sheet, column, (LEGEND,), heading)
    for row, (formula, text) in enumerate(zip(formulas, texts, strict=True), 1):
        sheet.write_formula(row, column, formula, None, text[:MOST_CHARACTERS])
    widen(sheet, column, texts)


def widen(sheet: Any, column: int, texts: tuple[str, ...]) -> None:
    sheet.set_column(column, column, min(max(*map(len, texts), NARROWEST) + 2, WIDEST))


def literal(text: str) -> str:
    """The text so that XlsxWriter prints it to the letter: between <r> and </r> it would take it for its own XML."""
    if text.startswith("<r>") and text.endswith("</r>"):
        return f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
    return text
