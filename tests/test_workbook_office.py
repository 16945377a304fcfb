"""The programs of others: the Open XML SDK finds nothing wrong with a workbook, LibreOffice keeps all that is in it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from assembler import beginnings, resources, workbook
from assembler.workbook import Origin
from tests.openxml_sdk import validate
from tests.workbooks import SMALL, back, changed, part_of, parts_replaced, put

PLAN_SHEET = "xl/worksheets/sheet2.xml"
CALC = Path("/usr/lib/libreoffice/program/libsclo.so")  # not every installation that prints documents has it
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("name", sorted(resources.examples()))
def test_the_open_xml_sdk_finds_nothing_wrong_with_a_workbook(name: str, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(workbook.write(beginnings.example(name)))
    sheet = part_of(good.read_bytes(), PLAN_SHEET).replace(b"<sheetData>", b"<sheetData><wrong/>")
    bad.write_bytes(parts_replaced(good.read_bytes(), {PLAN_SHEET: sheet}))
    assert validate(good) == []
    assert validate(bad) != []


def test_the_open_xml_sdk_finds_nothing_wrong_with_a_marked_workbook(tmp_path: Path) -> None:
    reading = back(changed(SMALL, lambda book: put(book, "Náklady – opatření", 1, "amount", "cca 300 tis.")))
    (tmp_path / "marked.xlsx").write_bytes(workbook.marked(reading))
    assert validate(tmp_path / "marked.xlsx") == []


@pytest.mark.skipif(not CALC.exists(), reason="LibreOffice Calc is not installed")
def test_libreoffice_keeps_every_value_and_the_origin(tmp_path: Path) -> None:
    content = beginnings.example("dacice")
    origin = Origin("id", content["title"], 3, "hash", "1. 3. 2025", "medium_term_plan")
    (tmp_path / "in.xlsx").write_bytes(workbook.write(content, origin))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    convert = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", "out", "in.xlsx"]
    subprocess.run(
        ["soffice", profile, "--headless", *convert], cwd=tmp_path, check=True, capture_output=True, timeout=180
    )
    reading = back((tmp_path / "out" / "in.xlsx").read_bytes())
    assert workbook.as_json(reading.content) == workbook.as_json(content)
    assert (reading.origin, reading.findings, reading.unplaced) == (origin, (), ())
