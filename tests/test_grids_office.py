"""Tables that LibreOffice has saved: the same one as XLSX, ODS and CSV, and we read the same from each."""

from __future__ import annotations

import subprocess
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from assembler.readers import grids
from assembler.readers.grids import CellError
from tests.foreign_files import xlsx_of
from tests.test_workbook_office import CALC

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CALC.exists(), reason="LibreOffice Calc is not installed")]

ROWS = [
    ("Přehled služeb", None, None),
    ("Kód", "Služba", "Úvazky"),
    (date(2024, 1, 2), "Péče\nřádek 2", Decimal("0.5")),
    ("1.10", "  dvě   mezery", "=1/0"),
    (datetime(2024, 1, 2, 9, 30), True, "=1+1"),
]


def converted(folder: Path, to: str) -> bytes:
    """The table as LibreOffice saves it."""
    (folder / "in.xlsx").write_bytes(xlsx_of(ROWS, ["A1:C1"]))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--convert-to", to, "--outdir", "out", "in.xlsx"]
    subprocess.run(
        ["soffice", profile, "--headless", *convert], cwd=folder, check=True, capture_output=True, timeout=180
    )
    return (folder / "out" / f"in.{to.partition(':')[0]}").read_bytes()


@pytest.mark.parametrize("to", ["ods", "xlsx:Calc MS Excel 2007 XML"])
def test_what_libreoffice_saves_is_read_to_the_letter(tmp_path: Path, to: str) -> None:
    [grid] = grids.read(converted(tmp_path, to), "tabulka").grids
    assert grid.rows == (*ROWS[:3], ("1.10", "  dvě   mezery", "#DIV/0!"), (datetime(2024, 1, 2, 9, 30), True, 2))
    assert isinstance(grid.rows[3][2], CellError)
    assert grid.merged == ((0, 0, 0, 2),)


def test_a_csv_of_libreoffice_in_the_encoding_of_czech_windows_is_recognised(tmp_path: Path) -> None:
    data = converted(tmp_path, "csv:Text - txt - csv (StarCalc):59,34,33")  # semicolon, quotation mark, Windows-1250
    found = grids.read(data, "tabulka.csv")
    assert found.detected == "CSV, kódování Windows-1250, oddělovač středník"
    assert found.grids[0].rows[2][1] == "Péče\nřádek 2"
