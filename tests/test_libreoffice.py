"""DOCX to PDF by LibreOffice: what the PDF holds, and what a DOCX needs for the norms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from assembler.convert import libreoffice, pdf, profile
from assembler.convert.libreoffice import available, to_pdf
from assembler.errors import MachineryError
from assembler.settings import DEFAULTS
from tests.layout_documents import W, base, bookmark, field, link, picture, plan, saved, web_link
from tests.left_behind import needs_libreoffice, nothing_left


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with nothing_left(tmp_path / "temporary", monkeypatch):
        yield


@cache
def plan_pdf() -> bytes:
    return to_pdf(plan())


# ---------------------------------------------------------------- what the PDF holds


@needs_libreoffice
@pytest.mark.slow
def test_page_references_outside_of_a_contents_field_are_computed_and_inside_are_not() -> None:
    first = pdf.page_texts(plan_pdf())[0]
    assert [f"Kapitola {n}, strana {n + 1}odkaz" in first for n in (1, 2, 3)] == [True] * 3
    assert "77" not in first
    assert "88" in first


@needs_libreoffice
@pytest.mark.slow
def test_every_bookmark_is_a_destination_with_its_page() -> None:
    expected = {f"_Toc_{n}": n + 1 for n in (1, 2, 3)} | {f"opatreni_{n}_1": n + 1 for n in (1, 2, 3)}
    assert pdf.destinations(plan_pdf()) == expected


@needs_libreoffice
@pytest.mark.slow
def test_the_outline_is_made_of_headings() -> None:
    chapters = [entry for n in (1, 2, 3) for entry in ((1, f"Kapitola {n}", n + 1), (2, "Opatření", n + 1))]
    assert pdf.outline(plan_pdf()) == [(1, "Úvod", 1), *chapters]


@needs_libreoffice
@pytest.mark.slow
def test_running_heads_name_the_chapter_of_their_page() -> None:
    heads = [text.split("\n")[0] for text in pdf.page_texts(plan_pdf())]
    assert heads[:4] == ["Úvod", "Kapitola 1", "Kapitola 2", "Kapitola 3"]


@needs_libreoffice
@pytest.mark.slow
def test_content_controls_are_text_and_not_form_fields() -> None:
    document = pypdfium2.PdfDocument(plan_pdf())
    assert document.get_formtype() == 0
    document.close()
    assert "blok v řízení" in pdf.page_texts(plan_pdf())[0]
    assert "slovo v řízení" in "".join(pdf.page_texts(plan_pdf()))


@needs_libreoffice
@pytest.mark.slow
def test_a_complete_document_passes_both_norms() -> None:
    assert pdf.conformance(plan_pdf()) == pdf.Conformance(True, True)


@needs_libreoffice
@pytest.mark.slow
def test_fonts_of_equal_metrics_and_czech_hyphenation_are_there_inside_the_isolation() -> None:
    document = base()
    document.styles["Normal"].font.name = "Calibri"
    document.settings.element.insert(1, parse_xml(f"<w:autoHyphenation {W}/>"))
    document.sections[0].right_margin *= 4
    document.add_paragraph("Nejneobhospodařovávatelnějšími prostředky znevýhodněným obyvatelům. " * 10)
    made = to_pdf(saved(document))
    assert b"Carlito" in made
    opened = pypdfium2.PdfDocument(made)
    assert pdf.BROKEN_WORD in opened[0].get_textpage().get_text_range()
    opened.close()


# ---------------------------------------------------------------- what a DOCX needs for the norms


def without_title(document: Any) -> None:
    document.core_properties.title = ""


def with_a_heading_level_left_out(document: Any) -> None:
    document.add_heading("Třetí úroveň", 3)


def with_a_picture_without_description(document: Any) -> None:
    document.add_picture(picture())


def with_a_web_link_without_tooltip(document: Any) -> None:
    web_link(document.add_paragraph())


def with_an_inner_link_without_tooltip(document: Any) -> None:
    bookmark(document.paragraphs[0], "cil", 1)
    link(document.add_paragraph(), 'w:anchor="cil"')


def with_a_hyperlink_field(document: Any) -> None:
    field(document.add_paragraph(), 'HYPERLINK "https://a.cz" \\o "tip"', "odkaz")


def with_the_style_quote(document: Any) -> None:
    document.add_paragraph("citace", style="Quote")


def with_a_style_named_like_a_structure_type(document: Any) -> None:
    document.add_paragraph("x", style=document.styles.add_style("Code", WD_STYLE_TYPE.PARAGRAPH))


NEEDS: dict[Callable[[Any], None], str] = {
    without_title: "METADATA-TITLE",
    with_a_heading_level_left_out: "HEADING-NESTING",
    with_a_picture_without_description: "FIGURE-ALTERNATIVE-TEXT",
    with_a_web_link_without_tooltip: "LINK-CONTENTS",
    with_an_inner_link_without_tooltip: "LINK-CONTENTS",
    with_a_hyperlink_field: "LINK-CONTENTS",
    with_the_style_quote: "ROLE-MAP-STANDARD",
    with_a_style_named_like_a_structure_type: "ROLE-MAP-STANDARD",
}


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize("change", NEEDS, ids=lambda change: change.__name__)
def test_pdf_ua_fails_for_a_document(change: Callable[[Any], None]) -> None:
    document = base()
    change(document)
    found = pdf.conformance(to_pdf(saved(document)))
    assert found.pdf_a
    assert not found.pdf_ua
    assert any(NEEDS[change] in failure for failure in found.failures)


def with_references(document: Any) -> None:
    bookmark(document.paragraphs[0], "cil", 1)
    for instruction in ("REF cil \\h", "PAGEREF cil \\h", "SEQ Tabulka \\* ARABIC"):
        field(document.add_paragraph(), instruction, "x")


def with_page_numbers(document: Any) -> None:
    for instruction in ("PAGE", "NUMPAGES"):
        field(document.sections[0].footer.paragraphs[0], instruction, "1")


def with_a_running_head(document: Any) -> None:
    field(document.sections[0].header.paragraphs[0], 'STYLEREF "Heading 1"', "x")


def with_a_decorative_picture(document: Any) -> None:
    mark = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    document.add_picture(picture())._inline.docPr.append(
        parse_xml(
            f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
            f'<adec:decorative xmlns:adec="{mark}" val="1"/></a:ext></a:extLst>'
        )
    )


def with_lists_and_captions(document: Any) -> None:
    for style in ("List Bullet", "List Number", "Caption", "Title", "Subtitle", "Intense Quote"):
        document.add_paragraph("x", style=style)


def with_merged_cells(document: Any) -> None:
    table = document.add_table(3, 3)
    table.cell(1, 0).merge(table.cell(1, 1))
    table.cell(1, 2).merge(table.cell(2, 2))


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [
        with_references,
        with_page_numbers,
        with_a_running_head,
        with_a_decorative_picture,
        with_lists_and_captions,
        with_merged_cells,
    ],
    ids=lambda change: change.__name__,
)
def test_both_norms_pass_for_a_document(change: Callable[[Any], None]) -> None:
    document = base()
    change(document)
    assert pdf.conformance(to_pdf(saved(document))) == pdf.Conformance(True, True)


# ---------------------------------------------------------------- conversions


@needs_libreoffice
@pytest.mark.slow
def test_only_a_word_document_is_opened() -> None:
    with pytest.raises(MachineryError):
        to_pdf(b"<html><body><p>not a Word document</p></body></html>")


@needs_libreoffice
@pytest.mark.slow
def test_the_profile_keeps_macros_and_active_content_off() -> None:
    kept = libreoffice.warmed(DEFAULTS)[profile.SETTINGS].decode()
    for name, value in profile.SECURITY.items():
        assert f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>' in kept


@needs_libreoffice
@pytest.mark.slow
def test_conversions_at_the_same_time_do_not_disturb_each_other() -> None:
    documents = []
    for number in range(4):
        document = base()
        document.add_paragraph(f"dokument {number}")
        documents.append(saved(document))
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(to_pdf, documents))
    assert [f"dokument {number}" in pdf.page_texts(one)[0] for number, one in enumerate(made)] == [True] * 4


@needs_libreoffice
@pytest.mark.slow
def test_the_health_of_the_converter_is_told_and_remembered() -> None:
    state = available()
    assert state.ready
    assert int(state.version.split(".")[0]) >= 7
    assert state.isolation in ("bwrap", "unshare")
    assert available() is state
