"""Files of others as grids: what they are is told by their bytes, read exactly, bounded, or refused with the steps."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from openpyxl import Workbook

from assembler.errors import Unreadable
from assembler.readers import grids
from assembler.readers.grids import CellError
from tests.foreign_files import csv_of, ods_cell, ods_file, ods_of, saved, xlsx_of, zipped

ROWS = [("Služba", "IČO", "Úvazky"), ("Péče o žáky", "00246476", "1,5")]
READ = tuple(ROWS)


def read(data: bytes, name: str = "tabulka.csv") -> grids.Grid:
    [grid] = grids.read(data, name).grids
    return grid


def refused(data: bytes, name: str = "tabulka.csv") -> str:
    with pytest.raises(Unreadable) as caught:
        grids.read(data, name)
    return caught.value.message


# ---------------------------------------------------------------- CSV


@pytest.mark.parametrize(
    ("encoding", "delimiter", "detected"),
    [
        ("utf-8", ",", "CSV, kódování UTF-8, oddělovač čárka"),
        ("utf-8-sig", ";", "CSV, kódování UTF-8, oddělovač středník"),
        ("utf-16", "\t", "CSV, kódování UTF-16, oddělovač tabulátor"),
        ("cp1250", ";", "CSV, kódování Windows-1250, oddělovač středník"),
        ("iso8859-2", "|", "CSV, kódování ISO-8859-2, oddělovač svislá čára"),
    ],
)
def test_a_csv_is_read_in_its_encoding_and_it_is_said_which(encoding: str, delimiter: str, detected: str) -> None:
    rows = [("Škola", "Něco š a Š"), ("péče", "dušní")]
    found = grids.read(csv_of(rows, encoding, delimiter), "x.csv")
    assert (found.grids[0].rows, found.detected) == (tuple(rows), detected)


def test_in_doubt_between_two_encodings_that_of_czech_windows_is_taken() -> None:
    found = grids.read(b"sloupec;druh\r\n\xbe;\xe1", "x.csv")  # ľ or ž
    assert found.detected == "CSV, kódování Windows-1250, oddělovač středník"


def test_bytes_of_no_encoding_are_refused_with_the_steps() -> None:
    assert "CSV UTF-8" in refused(b"a;b\r\n\x81\x83;\x88")


def test_the_line_by_which_excel_names_its_delimiter_is_obeyed_and_not_read() -> None:
    found = grids.read(b"sep=|\r\na|b;c\r\n1|2;3", "x.csv")
    assert found.grids[0].rows == (("a", "b;c"), ("1", "2;3"))


def test_decimal_commas_do_not_split_cells() -> None:
    assert read(b"a;b\r\n1,5;2,5\r\n3,5;4,5").rows == (("a", "b"), ("1,5", "2,5"), ("3,5", "4,5"))


def test_text_in_one_column_stays_in_one_column() -> None:
    found = grids.read("Služba\nPéče, pomoc\nDomov\nPoradna".encode(), "x.csv")
    assert found.detected == "CSV, kódování UTF-8, jediný sloupec"
    assert found.grids[0].rows[1] == ("Péče, pomoc",)


def test_cells_keep_their_line_ends_and_quotation_marks() -> None:
    assert read(csv_of([("a", "b"), ('řekl "ano"\na šel', "c;d")], "utf-8")).rows[1] == ('řekl "ano"\na šel', "c;d")


def test_a_quotation_mark_that_nothing_closes_is_refused_with_its_line() -> None:
    assert "uvozovka na řádku" in refused(b'a;b\r\n"c;d\r\ne;f')


# ---------------------------------------------------------------- XLSX, ODS


def test_an_xlsx_gives_its_values_and_not_what_is_shown_of_them() -> None:
    rows = [("a", "b", "c", "d"), (date(2024, 1, 2), Decimal("1.5"), True, time(9, 15)), (None, 7, None, "x")]
    found = grids.read(xlsx_of(rows, ["A1:B1"]), "x.xlsx")
    assert found.detected == "sešit Excelu (XLSX)"
    [grid] = found.grids
    assert grid.rows == (("a", None, "c", "d"), *rows[1:])
    assert grid.merged == ((0, 0, 0, 1),)


def test_empty_lines_stay_so_that_row_and_line_are_the_same() -> None:
    assert read(xlsx_of([(), (), ("a",), (), ("b",)]), "x.xlsx").rows == ((None,), (None,), ("a",), (None,), ("b",))


def test_errors_are_told_from_texts() -> None:
    [grid] = grids.read(xlsx_of([("a", "=1/0"), ("b", "#REF!")]), "x.xlsx").grids
    assert isinstance(grid.rows[0][1], CellError)


def test_hidden_sheets_and_rows_are_read_and_told() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ("a", "b"):
        sheet.append([row])
    sheet.row_dimensions[2].hidden = True
    more = book.create_sheet("Skrytý")
    more.append(["c"])
    more.sheet_state = "hidden"
    first, second = grids.read(saved(book), "x.xlsx").grids
    assert (first.hidden, first.hidden_rows, second.hidden) == (False, frozenset({1}), True)


def test_an_ods_gives_the_same_values() -> None:
    rows = [("Služba", None, "Úvazky"), (date(2024, 1, 2), 7, Decimal("1.5"))]
    found = grids.read(ods_of(rows, "Přehled"), "x.ods")
    assert (found.detected, found.grids[0].title) == ("sešit LibreOffice (ODS)", "Přehled")
    assert found.grids[0].rows == tuple(rows)


def test_an_ods_repeats_covers_and_damages_cells_as_it_says() -> None:
    error = (
        '<table:table-cell office:value-type="string" calcext:value-type="error">'
        "<text:p>#N/A</text:p></table:table-cell>"
    )
    cells = (
        '<table:table-cell table:number-columns-spanned="2" office:value-type="string"><text:p>a<text:s text:c="2"/>b'
        "</text:p><text:p>c</text:p></table:table-cell><table:covered-table-cell/>"
        f'{error}<table:table-cell table:number-columns-repeated="16000"/>'
    )
    rows = (
        f'<table:table-row table:visibility="collapse">{cells}</table:table-row>'
        f'<table:table-row table:number-rows-repeated="2">{ods_cell(5)}</table:table-row>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/></table:table-row>'
    )
    grid = read(ods_file(f'<table:table table:name="L">{rows}</table:table>'), "x.ods")
    assert grid.rows == (("a  b\nc", None, "#N/A"), (5, None, None), (5, None, None))
    assert isinstance(grid.rows[0][2], CellError)
    assert (grid.merged, grid.hidden_rows) == (((0, 0, 0, 1),), frozenset({0}))


def test_a_file_is_what_its_bytes_say_whatever_it_is_called() -> None:
    assert grids.read(xlsx_of(ROWS), "tabulka.csv").detected == "sešit Excelu (XLSX)"
    assert grids.read(ods_of(ROWS), "tabulka.xlsx").detected == "sešit LibreOffice (ODS)"


# ---------------------------------------------------------------- bounds


ROW, CELL = "table:table-row", "table:table-cell"
TALL = f'<table:table><{ROW} table:number-rows-repeated="900000">{ods_cell(1)}</{ROW}></table:table>'
WIDE = (
    f'<{ROW}><{CELL} table:number-columns-repeated="900" office:value-type="string"><text:p>a</text:p></{CELL}></{ROW}>'
)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"x" * 10_000_001, "x.csv"),
        (b"a;b\n" * 20_001, "x.csv"),
        (b"a" + b";" * 199 + b";b\nc", "x.csv"),
        (csv_of([("a",) * 100] * 10_001), "x.csv"),
        (ods_file(TALL), "x.ods"),
        (ods_file(f"<table:table>{WIDE}</table:table>"), "x.ods"),
    ],
    ids=["bytes", "rows", "columns", "cells", "repeated rows", "repeated columns"],
)
def test_too_much_is_refused_while_it_is_read(data: bytes, name: str) -> None:
    assert "příliš velký" in refused(data, name)


def test_an_archive_that_unpacks_to_more_than_it_should_is_refused() -> None:
    bomb = zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": b" " * 130_000_000})
    assert len(bomb) < 1_000_000
    assert "po rozbalení" in refused(bomb, "x.ods")


# ---------------------------------------------------------------- refused

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ODT = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"})
LOCKED = ods_file("", '<manifest:file-entry xmlns:manifest="m"><manifest:encryption-data/></manifest:file-entry>')


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "x.csv", "je prázdný"),
        (OLE + "Workbook".encode("utf-16-le"), "x.xls", "starý formát Excelu (.xls)"),
        (OLE + "WordDocument".encode("utf-16-le"), "x.doc", "dokument Wordu"),
        (OLE + "__substg1.0_".encode("utf-16-le"), "x.msg", "uložte přílohu"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "x.xlsx", "heslo"),
        (LOCKED, "x.ods", "heslo"),
        (b"%PDF-1.4", "x.pdf", "Ze souboru → Z PDF"),
        (b"{\\rtf1", "x.rtf", "Ctrl+C"),
        (b"\x89PNG\r\n", "x.png", "obrázek"),
        (b"<html><table><tr><td>a", "export.xls", "webová stránka"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><a/>', "x.xml", "tabulka XML"),
        (zipped({"word/document.xml": "<a/>"}), "x.docx", "dokument Wordu"),
        (zipped({"xl/workbook.bin": b"x"}), "x.xlsb", ".xlsb"),
        (zipped({"Index/Document.iwa": b"x"}), "x.numbers", "Exportovat do → Excel"),
        (zipped({"ppt/presentation.xml": "<a/>"}), "x.pptx", "prezentace"),
        (zipped({"tabulka.xlsx": b"x"}), "x.zip", "Rozbalte ho"),
        (ODT, "x.odt", "LibreOffice"),
        (b'{"title": "x"}', "plan.json", "obsah celého plánu"),
        (b"a\0b\0c\0", "x.csv", "není to XLSX, ODS ani CSV"),
        (b"PK\x03\x04 nothing", "x.xlsx", "poškozený"),
    ],
)
def test_what_no_table_is_read_from_is_refused_with_the_steps_that_mend_it(data: bytes, name: str, said: str) -> None:
    assert said in refused(data, name)
