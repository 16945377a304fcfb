"""A good document with every feature that the lint looks at, made without the engine: python-docx and XML by hand."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import Any, cast

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.package import Package
from lxml import etree
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
        "v": "urn:schemas-microsoft-com:vml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    }.items()
)


def text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(content: str, style: str = "Normal") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def field(instruction: str, result: str = "1") -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{text(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def heading(level: int, words: str, number: int) -> str:
    begin = f'<w:bookmarkStart w:id="{number}" w:name="_Toc{number}"/>'
    return paragraph(f'{begin}{text(words)}<w:bookmarkEnd w:id="{number}"/>', f"Heading{level}")


def control(number: int, content: str) -> str:
    properties = f'<w:sdtPr><w:tag w:val="0123456789abcdef.field{number}"/><w:id w:val="{number}"/></w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def cell(content: str, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{properties and f'<w:trPr>{properties}</w:trPr>'}{''.join(cells)}</w:tr>"


def table(style: str, columns: int, *rows: str) -> str:
    grid = '<w:gridCol w:w="2000"/>' * columns
    properties = f'<w:tblStyle w:val="{style}"/><w:tblW w:w="0" w:type="auto"/>'
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def picture(number: int, link: str, description: str, extension: str = "") -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="360000" cy="360000"/>'
        f'<wp:docPr id="{number}" name="Picture {number}"{description}>{extension}</wp:docPr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name="p.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def drawn_chart(number: int, link: str) -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="3600000" cy="1800000"/>'
        f'<wp:docPr id="{number}" name="Chart {number}" descr="Three columns."/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{link}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def text_box(number: int, content: str) -> str:
    """A text box as Word writes it: a shape, and the same content again for programs that know no shapes."""
    inner = f"<w:txbxContent>{content}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" '
        'distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="900000" cy="360000"/><wp:wrapNone/><wp:docPr id="{number}" name="Box" descr="A box."/>'
        "<wp:cNvGraphicFramePr/><a:graphic>"
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        '<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="360000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{inner}</wps:txbx><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape id="box{number}" style="width:70pt;height:28pt"><v:textbox>{inner}</v:textbox></v:shape>'
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative val="1"/></a:ext></a:extLst>'
)


def data_table() -> str:
    """A header row, cells that span columns and rows, and content controls around content, a cell and a row."""
    return table(
        "TableGrid",
        3,
        row(*(cell(paragraph(text(f"Column {each}"))) for each in "ABC"), properties="<w:tblHeader/>"),
        row(
            cell(paragraph(text("merged")), '<w:vMerge w:val="restart"/>'),
            cell(paragraph(text("wide")), '<w:gridSpan w:val="2"/>'),
        ),
        row(cell("<w:p/>", "<w:vMerge/>"), cell(control(101, paragraph(text("block")))), cell("<w:p/>")),
        row(cell("<w:p/>"), control(102, cell(paragraph(text("cell")))), cell("<w:p/>")),
        control(103, row(cell("<w:p/>"), cell("<w:p/>"), cell("<w:p/>"))),
        row(cell(table("Layout", 1, row(cell("<w:p/>"))) + "<w:p/>"), cell("<w:p/>"), cell("<w:p/>")),
        row(
            cell('<w:p/><w:bookmarkStart w:id="50" w:name="end_of_cell"/><w:bookmarkEnd w:id="50"/>'),
            properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>',
        ),
    )


def body(links: dict[str, str]) -> str:
    contents = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o </w:instrText></w:r>'
        '<w:r><w:instrText xml:space="preserve">"1-3" \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    page = field(r"PAGEREF _Toc1 \h")
    entry = f'<w:hyperlink w:anchor="_Toc1" w:history="1">{text("First ")}{page}</w:hyperlink>'
    return "".join(
        (
            paragraph(text("Plan"), "Title"),
            control(100, paragraph(contents + entry) + paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>')),
            heading(1, "First", 1),
            heading(2, "First of first", 2),
            heading(2, "Second of first", 3),
            heading(1, "Second", 4),
            paragraph(
                text("Literally {{ braces }} and  blanks ") + control(104, text("inline")) + field("REF _Toc2 \\h")
            ),
            paragraph(
                f'<w:hyperlink r:id="{links["site"]}">{text("site")}</w:hyperlink>'
                f'<w:hyperlink w:anchor="_top">{text("top")}</w:hyperlink>'
                + field('HYPERLINK \\l "_Toc3"')
                + field('HYPERLINK "mailto:urad@example.org"')
                + field("SEQ Tabulka \\* ARABIC")
            ),
            paragraph(text("item"), "ListNumber").replace(
                "</w:pPr>", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
            ),
            paragraph('<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>strong</w:t></w:r>'),
            paragraph(text("note") + '<w:r><w:footnoteReference w:id="1"/></w:r>'),
            paragraph(
                f'<w:commentRangeStart w:id="0"/>{text("commented")}<w:commentRangeEnd w:id="0"/>'
                '<w:r><w:commentReference w:id="0"/></w:r>'
            ),
            data_table(),
            paragraph(picture(1, links["picture"], ' descr="A square."')),
            paragraph(picture(2, links["picture"], "", DECORATIVE)),
            paragraph(drawn_chart(3, links["chart"])),
            paragraph(text_box(4, paragraph(control(105, text("in a box"))))),
            table("Layout", 1, row(cell("<w:p/>"))),
            "<w:p/>",
        )
    )


FOOTNOTES = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {NAMESPACES}>'
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    f'<w:footnote w:id="1">{paragraph(text("a note"))}</w:footnote></w:footnotes>'
)


def chart_part(package: Package) -> Part:
    """A chart with its workbook; the axis ids of python-pptx are negative, which the schema forbids."""
    data = cast(Any, CategoryChartData)()  # untyped
    data.categories = ["a", "b", "c"]
    data.add_series("count", (1, 2, 3))
    xml = data.xml_bytes(XL_CHART_TYPE.COLUMN_CLUSTERED).replace(b'val="-', b'val="')
    chart = Part(PackURI("/word/charts/chart1.xml"), CONTENT_TYPE.DML_CHART, package=package)
    workbook = Part(PackURI("/word/embeddings/chart1.xlsx"), CONTENT_TYPE.SML_SHEET, data.xlsx_blob, package)
    link = f'<c:externalData r:id="{chart.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)}"/></c:chartSpace>'
    chart._blob = xml.replace(b"</c:chartSpace>", link.encode())
    return chart


def elements(source: str) -> list[etree._Element]:
    return list(cast(etree._Element, parse_xml(f"<w:body {NAMESPACES}>{source}</w:body>")))


def square() -> BytesIO:
    out = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, "PNG")
    out.seek(0)
    return out


def prepare(document: Document) -> None:
    """What the default template of python-docx lacks: properties, language, styles of comments and for layout."""
    document.core_properties.title = "Plan"
    document.core_properties.language = "cs-CZ"
    language = document.styles.element.find(".//" + qn("w:rPrDefault")).find(".//" + qn("w:lang"))
    language.set(qn("w:val"), "cs-CZ")
    document.settings.element.find(qn("w:zoom")).set(qn("w:percent"), "100")
    document.styles.add_style("Comment Text", WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style("Comment Reference", WD_STYLE_TYPE.CHARACTER)
    layout = document.styles.add_style("Layout", WD_STYLE_TYPE.TABLE)
    layout.base_style = document.styles["Normal Table"]


def trim(document: Document) -> None:
    """Take away what would slow each test: a hundred table styles, and all styles once more with effects."""
    for style in document.styles.element.findall(qn("w:style")):
        if style.get(qn("w:type")) == "table" and style.get(qn("w:styleId")) not in (
            "TableNormal",
            "TableGrid",
            "Layout",
        ):
            document.styles.element.remove(style)
    document.part.drop_rel(next(id for id, each in document.part.rels.items() if "stylesWithEffects" in each.reltype))


def fill(document: Document) -> None:
    part = document.part
    site = part.relate_to("https://example.org/", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    links = {
        "site": site,
        "picture": part.get_or_add_image(square())[0],
        "chart": part.relate_to(chart_part(part.package), RELATIONSHIP_TYPE.CHART),
    }
    name = PackURI("/word/footnotes.xml")
    notes = Part(name, CONTENT_TYPE.WML_FOOTNOTES, FOOTNOTES.encode(), part.package)
    part.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    document.part._comments_part.comments.add_comment("a comment", "A", "A")
    section = document.element.body[-1]
    for element in elements(body(links)):
        section.addprevious(element)
    header, footer = document.sections[0].header, document.sections[0].footer
    header.paragraphs[0]._p.extend(elements(f'<w:fldSimple w:instr=" STYLEREF 1 ">{text("First")}</w:fldSimple>'))
    footer.paragraphs[0]._p.extend(elements(field("PAGE") + text(" z ") + field("NUMPAGES")))


@cache
def good_docx() -> bytes:
    """The bytes of the document."""
    document = docx.Document()
    prepare(document)
    fill(document)
    trim(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
