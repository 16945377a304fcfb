"""Files that are no honest workbook: bounded, refused with what to do, and nothing of them is run or fetched."""

from __future__ import annotations

import io
import resource
import time
import zipfile
from typing import Any

import pytest
import xlsxwriter

from assembler import workbook
from assembler.errors import Unreadable
from assembler.readers.sheets.cells import CellError
from assembler.readers.sheets.xlsx import XlsxFile
from assembler.workbook.drawing import draw
from assembler.workbook.filling import fill
from assembler.workbook.problems import MOST_TOLD
from tests.workbooks import SMALL, as_read, back, part_of, parts_replaced

GOOD = workbook.write(SMALL)
SHEET = "xl/worksheets/sheet2.xml"  # „Plán“
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>'


def refused(data: bytes) -> str:
    """The sentence of a refusal; it comes at once."""
    began = time.process_time()
    with pytest.raises(Unreadable) as failed:
        workbook.read(workbook.deliver(data))
    assert time.process_time() - began < 5
    return failed.value.message


def archive(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return target.getvalue()


def sheet_of(cells: str) -> bytes:
    """A workbook of ours, in which the sheet of single values holds these rows."""
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
    return parts_replaced(GOOD, {SHEET: xml.encode()})


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "je prázdný"),
        (b"a;b\n1;2\n", "jiný druh souboru"),
        (b"%PDF-1.7", "jiný druh souboru"),
        (b"<html><table></table></html>", "Uložit jako"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "starý formát .xls"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "heslo"),
        (b"PK\x03\x04" + bytes(40), "poškozený"),
        (archive(a=b"x"), "jiný archiv"),
        (archive(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}), "je to dokument Wordu"),
        (archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "jiný archiv"),
        (GOOD[: len(GOOD) // 2], "poškozený"),
        (GOOD[:-100], "poškozený"),
        (parts_replaced(GOOD, {"xl/vbaProject.bin": b"x"}), "makra"),
        (parts_replaced(GOOD, {SHEET: BOMB}), "definici typu dokumentu"),
        (parts_replaced(GOOD, {SHEET: OUTSIDE}), "definici typu dokumentu"),
        (parts_replaced(GOOD, {"xl/workbook.xml": BOMB}), "definici typu dokumentu"),
        (parts_replaced(GOOD, {"xl/sharedStrings.xml": BOMB.decode().encode("utf-16")}), "definici typu dokumentu"),
        (parts_replaced(GOOD, {SHEET: b"<worksheet"}), "není správné XML"),
        (parts_replaced(GOOD, {SHEET: b"<a>" * 50_000}), "není správné XML"),
        (sheet_of('<row r="4"><c r="B4" t="s"><v>999999</v></c></row>'), "list Plán, buňka B4"),
        (sheet_of('<row r="4"><c r="B4" t="s"><v>-1</v></c></row>'), "list Plán, buňka B4"),
        (sheet_of('<row r="4"><c r="B4"><v>nic</v></c></row>'), "list Plán, buňka B4"),
        (sheet_of('<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>x</t></is></c></row>'), "příliš velký"),
        (sheet_of('<row r="4"><c r="XFD4" t="inlineStr"><is><t>x</t></is></c></row>'), "příliš velký"),
        (archive(**{"[Content_Types].xml": b"<Types/>", "xl/other.xml": b"<a/>"}), "chybí část"),
    ],
)
def test_what_is_no_workbook_or_a_dangerous_one_is_refused_with_the_reason(data: bytes, told: str) -> None:
    assert told in refused(data)


def test_a_workbook_of_something_else_is_refused() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.add_worksheet("Rozpočet").write_string(0, 0, "x")
    assert "žádný list" in refused(target.getvalue())


def test_a_workbook_of_another_shape_is_refused() -> None:
    """What a later version of the program puts on the hidden sheets may mean something else."""
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        texts = package.read("xl/sharedStrings.xml")
    at = texts.index(b"<si><t>shape</t></si><si><t>1</t></si>")
    later = texts[:at] + texts[at:].replace(b"<t>1</t>", b"<t>2</t>", 1)
    assert "jiné verze programu" in refused(parts_replaced(GOOD, {"xl/sharedStrings.xml": later}))


def test_a_package_that_unpacks_to_too_much_is_refused_before_it_is_unpacked() -> None:
    bomb = parts_replaced(GOOD, {f"xl/media/{number}.bin": bytes(30_000_000) for number in range(5)})
    assert len(bomb) < 1_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "po rozbalení" in refused(bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


def test_three_hundred_thousand_rows_are_refused_at_once() -> None:
    rows = "".join(f'<row r="{number}"><c t="n"><v>1</v></c></row>' for number in range(1, 300_001))
    assert "příliš velký" in refused(sheet_of(rows))


def test_members_under_one_name_and_locked_members_are_refused() -> None:
    target = io.BytesIO(GOOD)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "a") as doubled:
        doubled.writestr(SHEET, b"<a/>")
    assert "dvakrát" in refused(target.getvalue())
    locked = bytearray(GOOD)
    at = locked.rindex(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert "heslo" in refused(bytes(locked))


def values(cells: str, **parts: bytes) -> list[Any]:
    """The values of the first row of a sheet."""
    file = XlsxFile(parts_replaced(sheet_of(f"<row r='4'>{cells}</row>"), parts))
    sheet = next(each for each in file.sheets if each.part == SHEET)
    return [value for line in sheet.lines() for value in line.cells.values()]


STYLES = b"""<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts>
<numFmt numFmtId="170" formatCode="&quot;den&quot; 0.0"/><numFmt numFmtId="171" formatCode="[$-405]d. mmmm yyyy;@"/>
</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs>
</styleSheet>"""


def test_serial_days_are_days_only_under_a_format_of_days_and_the_day_that_never_was_is_an_error() -> None:
    cells = "".join(f'<c s="{style}"><v>{said}</v></c>' for style, said in ((1, 43_831), (2, 43_831), (3, 43_831.5)))
    found = values(cells, **{"xl/styles.xml": STYLES})
    assert [str(each) for each in found] == ["2020-01-01", "43831", "2020-01-01 12:00:00"]
    odd = "".join(f'<c s="1"><v>{said}</v></c>' for said in (60, -1, 1e9, 59, 61))
    found = values(odd, **{"xl/styles.xml": STYLES})
    assert [isinstance(each, CellError) for each in found] == [True, True, True, False, False]
    assert [str(each) for each in found[3:]] == ["1900-02-28", "1900-03-01"]


def test_numbers_are_those_that_one_sees() -> None:
    cells = "".join(f"<c><v>{said}</v></c>" for said in ("1.1000000000000001", "1E3", "12.50", "1e999", "-0"))
    found = values(cells)
    assert [str(each) for each in found] == ["1.1", "1000", "12.5", "1e999", "0"]
    assert isinstance(found[3], CellError)


def test_texts_with_runs_escapes_and_pronunciation_are_read_as_they_look() -> None:
    runs = "<r><t>a</t></r><r><t xml:space='preserve'> b</t></r><rPh sb='0' eb='1'><t>x</t></rPh>"
    escaped = "<c t='inlineStr'><is><t>a_x000D__x000A_b _x005F_x000D_ x005F_</t></is></c>"
    assert values(f"<c t='inlineStr'><is>{runs}</is></c>{escaped}") == ["a b", "a\nb _x000D_ x005F_"]


def test_a_formula_is_never_run_and_an_outside_link_never_followed() -> None:
    outside = b'<Relationship Id="r1" Type="x/externalLink" Target="http://127.0.0.1:9/x" TargetMode="External"/>'
    links = b"<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" + outside
    dde = '<c r="B5" t="str"><f>cmd|"/C calc"!A0</f><v>poslední</v></c>'
    dde += '<c r="D5" t="inlineStr"><is><t>subtitle</t></is></c>'
    keys = '<row r="1"><c r="D1" t="inlineStr"><is><t>plan</t></is></c></row>'
    data = parts_replaced(
        sheet_of(f'{keys}<row r="5">{dde}</row>'),
        {"xl/externalLinks/_rels/externalLink1.xml.rels": links + b"</Relationships>"},
    )
    found = back(data)
    assert found.content["subtitle"] == "poslední"
    assert [(each.code, str(each.location)) for each in found.findings if each.code == "formula"] == [
        ("formula", "list Plán, buňka B5")
    ]


def test_a_tampered_hidden_sheet_says_nothing() -> None:
    """What stands beside the cells is read as data, and only where it is in order."""
    names = {f"xl/worksheets/sheet{number}.xml" for number in range(1, 80)}
    with zipfile.ZipFile(io.BytesIO(GOOD)) as package:
        last = sorted((name for name in package.namelist() if name in names), key=lambda name: int(name[19:-4]))[-3:]
    xml = b"<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><sheetData><row r='1'>"
    for text in (b"plan", b"0", b"[1, {}]", b"absent", b"{{{", b"x"):
        xml += b"<c t='inlineStr'><is><t>" + text + b"</t></is></c>"
    xml += b"</row></sheetData></worksheet>"
    found = back(parts_replaced(GOOD, dict.fromkeys(last, xml)))
    assert found.content == as_read(SMALL)
    assert found.origin.revision == 0


def test_the_sheets_of_a_package_stand_where_the_test_looks_for_them() -> None:
    assert b"medium" not in part_of(GOOD, SHEET)
    assert b'<c r="D1"' in part_of(GOOD, SHEET)


def test_a_workbook_full_of_doubts_is_told_of_in_bounds_and_keeps_every_text() -> None:
    towns = [{"name": f"Obec {number}", "population": number} for number in range(5_500)]
    book = fill({"title": "x", "territory": {"municipalities": towns}})
    for row in book.sheets["territory.municipalities"].rows:
        row.cells["population"] = "cca sto"
    found = back(draw(book, parts=()))
    assert len(found.findings) == MOST_TOLD
    assert [each.text for each in found.unplaced] == ["cca sto"] * 5_500


@pytest.mark.slow
def test_twenty_thousand_rows_take_seconds_and_little_memory() -> None:
    measures = [
        {"id": f"m{number}", "name": f"Opatření {number}", "description": "Popis. " * 20, "costs": [{"amount": number}]}
        for number in range(9_900)
    ]
    content = as_read({"title": "Velký", "strategy": {"nodes": [{"name": "Cíl", "measures": measures}]}})
    data = workbook.write(content)
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    assert back(data).content == content
    assert time.process_time() - began < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # kB
