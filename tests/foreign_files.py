"""Messy tables as people send them, made by code: CSV of Czech Excel, ODS, XLSX with merged cells and damage."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
ODS_NAMES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }.items()
)


def csv_of(rows: Rows, encoding: str = "cp1250", delimiter: str = ";") -> bytes:
    """As Czech Excel saves it."""
    lines = (delimiter.join("" if each is None else quoted(str(each), delimiter) for each in row) for row in rows)
    return "\r\n".join(lines).encode(encoding)


def quoted(text: str, delimiter: str) -> str:
    doubled = text.replace('"', '""')
    return f'"{doubled}"' if any(sign in text for sign in (delimiter, '"', "\n")) else text


def xlsx_of(rows: Rows, merged: Sequence[str] = (), title: str = "List1", **more: Rows) -> bytes:
    """A workbook with one sheet, or with more of them by their names."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    for span in merged:
        sheet.merge_cells(span)
    for name, others in more.items():
        made = book.create_sheet(name)
        for row in others:
            made.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods_of(rows: Rows, title: str = "List1") -> bytes:
    lines = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in rows)
    return ods_file(f"<table:table table:name={quoteattr(title)}>{lines}</table:table>")


def ods_cell(value: Any) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        kind, shown = f'office:value-type="date" office:date-value="{value.isoformat()}"', f"{value:%d.%m.%y}"
    elif isinstance(value, int | float | Decimal):
        kind, shown = f'office:value-type="float" office:value="{value}"', str(value).replace(".", ",")
    else:
        kind, shown = 'office:value-type="string"', str(value)
    return f"<table:table-cell {kind}><text:p>{escape(shown)}</text:p></table:table-cell>"


def ods_file(tables: str, manifest: str = "") -> bytes:
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    content = f"<office:document-content {ODS_NAMES}>{body}</office:document-content>"
    return zipped({"mimetype": ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest or "<manifest/>"})


def zipped(members: dict[str, str | bytes]) -> bytes:
    """The type comes first and as it is (ODF 1.3 part 2, 3.3)."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)
    return file.getvalue()
