"""Workbooks in tests: read as a program reads them, changed as people change them (with openpyxl), read back."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from assembler import workbook
from assembler.readers import json_file
from assembler.workbook import Reading

SMALL: dict[str, Any] = {
    "title": "Plán obce Vzorov",
    "period": {"first_year": 2025, "last_year": 2027},
    "date": "2025-03-01",
    "parties": [{"role": "partner", "name": "Město Vzorov", "ico": "00246476"}],
    "funding_sources": [{"id": "obec", "name": "Obec Vzorov"}, {"id": "kraj", "name": "Kraj"}],
    "swot": [
        {
            "id": "s",
            "title": "Senioři",
            "strengths": {"items": [{"id": "s1", "text": "ochota"}]},
            "threats": {"items": [{"id": "s2", "text": "peníze", "points": 4}]},
        }
    ],
    "strategy": {
        "nodes": [
            {
                "name": "Dostupnost",
                "nodes": [
                    {
                        "name": "Terén",
                        "measures": [
                            {
                                "id": "o1",
                                "code": "1.1.1",
                                "name": "Rozšíření služby",
                                "target_groups": ["senioři", "pečující"],
                                "steps": [{"text": "Nábor"}, {"text": "Provoz", "term": "2026"}],
                                "costs": [{"source": "obec", "year": 2026, "amount": 250000, "counted": False}],
                                "stated_total": 250000,
                            },
                            {"id": "o2", "name": "Doprava", "description": "Vůz *dojede*."},
                        ],
                    }
                ],
            }
        ]
    },
}
FIRST = 4  # the line of the first row of a list


def as_read(content: object) -> Any:
    """The content with numbers as readers give them."""
    return json_file.read(workbook.as_json(content).encode()).raw


def back(data: bytes, base: dict[str, Any] | None = None) -> Reading:
    return workbook.read(workbook.deliver(data), base)


def opened(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says what of a file it does not understand
        return load_workbook(io.BytesIO(data))


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def changed(content: dict[str, Any], change: Callable[[Workbook], object]) -> bytes:
    """The workbook of a content as someone gives it back; empty sheets are left out, which is quicker."""
    book = opened(workbook.write(content, parts=()))
    change(book)
    return saved(book)


def column(sheet: Worksheet, key: str) -> int:
    """The column of a key, from 1."""
    return next(cell.column for cell in sheet[1] if cell.value == key)


def put(book: Workbook, sheet: str, row: int, key: str, value: object) -> None:
    """A value into a row (from 1) of a list."""
    here = book[sheet]
    here.cell(FIRST + row - 1, column(here, key)).value = value  # type: ignore[assignment]


def parts_replaced(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The package with other bytes in some of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, parts.get(info.filename, old.read(info)))
        for name in parts.keys() - {info.filename for info in old.infolist()}:
            new.writestr(name, parts[name])
    return target.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def codes(reading: Reading) -> list[str]:
    return [each.code for each in reading.findings]
