"""A workbook on the command line: written from a content, checked and assembled like any other file with content."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from assembler import beginnings, resources, workbook
from assembler.cli import main
from assembler.workbook import reader
from schemas.findings import Location
from tests.workbooks import opened, put

MINIMAL = resources.examples()["minimal"]


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(each) for each in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def written(tmp_path: Path, content: dict[str, Any]) -> Path:
    path = tmp_path / "sešit.xlsx"
    path.write_bytes(workbook.write(content))
    return path


def test_a_blank_workbook_has_the_sheets_of_its_kind(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, told = run(capsys, "workbook", "action_plan", "-o", tmp_path / "x.xlsx")
    assert (code, told.strip()) == (0, f"Uloženo: {tmp_path / 'x.xlsx'}")
    names = opened((tmp_path / "x.xlsx").read_bytes()).sheetnames
    assert "Akční plány" in names
    assert "SWOT analýzy" not in names


def test_the_workbook_of_a_content_is_read_wherever_a_content_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, again = tmp_path / "x.xlsx", tmp_path / "y.xlsx"
    assert run(capsys, "workbook", "medium_term_plan", MINIMAL, "-o", out)[0] == 0
    assert run(capsys, "workbook", "medium_term_plan", out, "-o", again)[0] == 0
    assert reader.read(again.read_bytes()).raw == beginnings.example("minimal")
    code, said, _ = run(capsys, "assemble", out, "-o", tmp_path / "x.docx", "--no-pages", "--json")
    other, same, _ = run(capsys, "assemble", MINIMAL, "-o", tmp_path / "y.docx", "--no-pages", "--json")
    assert code == other
    assert [each["code"] for each in json.loads(said)["findings"]] == [
        each["code"] for each in json.loads(same)["findings"]
    ]
    first, second = (zipfile.ZipFile(io.BytesIO((tmp_path / name).read_bytes())) for name in ("x.docx", "y.docx"))
    assert first.read("word/document.xml") == second.read("word/document.xml")


def test_findings_of_a_workbook_name_sheet_and_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = {"title": "", "terms": [{"term": "a", "definition": "b"}, {"term": "c"}]}
    code, said, _ = run(capsys, "check", written(tmp_path, content), "--json")
    places = {each["pointer"]: each.get("location") for each in json.loads(said)["findings"] if each["code"] == "empty"}
    assert code == 1
    assert places["/title"] == {"sheet": "Plán", "cell": "B5"}
    assert places["/terms/1/definition"] == {"sheet": "Pojmy", "cell": "C5"}


def test_a_doubtful_cell_stops_an_approval_copy_and_is_told_with_a_draft(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = opened(workbook.write(beginnings.example("minimal")))
    put(book, "Opatření", 1, "stated_total", "cca 300 tis.")
    book.create_sheet("Poznámky")["A1"] = "volat"
    book.save(tmp_path / "x.xlsx")
    out = tmp_path / "x.docx"
    code, _, told = run(capsys, "assemble", tmp_path / "x.xlsx", "-o", out, "--state", "approval")
    assert (code, out.exists()) == (1, False)
    assert "„cca 300 tis.“ není jednoznačné číslo" in told
    assert "list Opatření, buňka " in told
    code, _, told = run(capsys, "assemble", tmp_path / "x.xlsx", "-o", out, "--no-pages")
    assert (code, out.exists()) == (1, True)
    assert "List „Poznámky“ v sešitu nebyl" in told
    assert "volat" in told


def test_what_is_no_workbook_is_refused_with_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"a;b;c")
    code, _, told = run(capsys, "check", path)
    assert code == 1
    assert "Soubor není sešit XLSX" in told


def test_a_workbook_is_written_only_as_xlsx(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, told = run(capsys, "workbook", "action_plan", "-o", tmp_path / "x.ods")
    assert code == 2
    assert "jen jako .xlsx" in told


def test_a_place_is_told_as_sheet_and_cell() -> None:
    assert str(Location(sheet="Opatření", cell="E17")) == "list Opatření, buňka E17"
