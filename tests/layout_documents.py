"""Documents for LibreOffice: small ones made by python-docx, each with one thing more."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from PIL import Image

W = nsdecls("w")


def field(paragraph: Any, instruction: str, cached: str) -> None:
    """A field with a result that is certainly wrong."""
    for inner in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{cached}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {W}>{inner}</w:r>"))


def bookmark(paragraph: Any, name: str, number: int) -> None:
    start = parse_xml(f'<w:bookmarkStart {W} w:id="{number}" w:name="{name}"/>')
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(parse_xml(f'<w:bookmarkEnd {W} w:id="{number}"/>'))


def link(paragraph: Any, attributes: str) -> None:
    paragraph._p.append(parse_xml(f"<w:hyperlink {W} {attributes}><w:r><w:t>odkaz</w:t></w:r></w:hyperlink>"))


def web_link(paragraph: Any, attributes: str = "") -> None:
    rid = paragraph.part.relate_to("https://www.mpsv.cz/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link(paragraph, f'{nsdecls("r")} r:id="{rid}" {attributes}')


def control(tag: str, inner: str) -> Any:
    return parse_xml(
        f'<w:sdt {W}><w:sdtPr><w:tag w:val="{tag}"/><w:id w:val="{len(tag)}"/><w:text/></w:sdtPr>'
        f"<w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    )


def picture() -> io.BytesIO:
    data = io.BytesIO()
    Image.new("RGB", (80, 40), (0, 80, 160)).save(data, "PNG")
    data.seek(0)
    return data


def base() -> Any:
    document = Document()
    document.core_properties.title = "Střednědobý plán"
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), "cs-CZ")
    document.add_heading("Úvod", 1)
    return document


def saved(document: Any) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def add_header_row_table(document: Any) -> None:
    table = document.add_table(2, 2)
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {W}/>"))
    for row in table.rows:
        for cell in row.cells:
            cell.text = "buňka"


def add_picture(document: Any, description: str = "Modrý obdélník") -> None:
    document.add_picture(picture())._inline.docPr.set("descr", description)


def plan() -> bytes:
    """A document with all that ours have: chapters on new pages, references, a table, a picture, content controls."""
    document = base()
    document.settings.element.insert(1, parse_xml(f"<w:autoHyphenation {W}/>"))
    field(document.sections[0].header.paragraphs[0], 'STYLEREF "Heading 1"', "x")
    for chapter in range(1, 4):
        outside = document.add_paragraph(f"Kapitola {chapter}, strana ")
        field(outside, f"PAGEREF _Toc_{chapter} \\h", "77")
        link(outside, f'w:anchor="_Toc_{chapter}" w:tooltip="Kapitola {chapter}"')
    inside = document.add_paragraph()
    for inner in (
        '<w:fldChar w:fldCharType="begin"/>',
        '<w:instrText> TOC \\o "1-3" </w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
    ):
        inside._p.append(parse_xml(f"<w:r {W}>{inner}</w:r>"))
    field(inside, "PAGEREF _Toc_1 \\h", "88")
    inside._p.append(parse_xml(f'<w:r {W}><w:fldChar w:fldCharType="end"/></w:r>'))
    for chapter in range(1, 4):
        heading = document.add_heading(f"Kapitola {chapter}", 1)
        heading.paragraph_format.page_break_before = True
        bookmark(heading, f"_Toc_{chapter}", chapter)
        bookmark(document.add_heading("Opatření", 2), f"opatreni_{chapter}_1", 10 + chapter)
        document.add_paragraph("Nejneobhospodařovávatelnějšími prostředky znevýhodněným obyvatelům. " * 40)
    add_header_row_table(document)
    add_picture(document)
    web_link(document.add_paragraph(), 'w:tooltip="Ministerstvo"')
    document.element.body.insert(1, control("blok", "<w:p><w:r><w:t>blok v řízení</w:t></w:r></w:p>"))
    document.add_paragraph("a ")._p.append(control("slovo", "<w:r><w:t>slovo v řízení</w:t></w:r>"))
    return saved(document)
