"""A workbook that someone opened and saved in LibreOffice still holds the whole content."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from assembler import beginnings, resources, workbook
from assembler.workbook import Origin
from tests.workbooks import back

CALC = Path("/usr/lib/libreoffice/program/libsclo.so")  # not every installation that prints documents has it
pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CALC.exists(), reason="LibreOffice Calc is not installed")]


@pytest.mark.parametrize("name", sorted(resources.examples()))
def test_libreoffice_keeps_every_value_and_the_origin(name: str, tmp_path: Path) -> None:
    content = beginnings.example(name)
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
