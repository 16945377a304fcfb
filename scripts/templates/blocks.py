"""Words of a small language in which the templates are written: paragraphs, tables, fields, sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

A4 = (11906, 16838)  # twips
MARGIN = 1418  # 25 mm
TEXT_WIDTH = 9070
WIDE_WIDTH = 14002


ONE_LETTER = re.compile(r"\b([AIKOSUVZaikosuvz]) (?![^{]*[%}]})")  # a word that ends no line; not in a tag


def run(text: str, properties: str = "") -> str:
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    bound = ONE_LETTER.sub("\\1\u00a0", text)
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(bound)}</w:t></w:r>'


TAB = "<w:r><w:tab/></w:r>"  # a tabulator typed into w:t is a mere white space to strict readers (ECMA-376, 17.3.3.32)


def strong(text: str) -> str:
    return run(text, "<w:b/><w:bCs/>")


def p(style: str, *content: str, extra: str = "") -> str:
    """A paragraph; strings that begin with < are source, the others text."""
    runs = "".join(each if each.startswith("<") else run(each) for each in content)
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{styled}{extra}</w:pPr>" if styled or extra else ""
    return f"<w:p>{properties}{runs}</w:p>"


def body(*content: str) -> str:
    return p("", *content)


KEPT = "<w:keepNext/>"
NO_NUMBER = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
NO_INDENT = '<w:ind w:left="0" w:firstLine="0"/>'
SAME_PAGE, APART = '<w:pageBreakBefore w:val="0"/>', '<w:spacing w:before="480" w:after="200"/>'


def unnumbered(text: str) -> str:
    """A heading of the first level outside the chapter numbers."""
    return p("Heading1", text, extra=NO_NUMBER + NO_INDENT)


def short_chapter(text: str, *, numbered: bool = True) -> str:
    """A heading of the first level that begins no page."""
    number, indent = ("", "") if numbered else (NO_NUMBER, NO_INDENT)
    return p("Heading1", text, extra=SAME_PAGE + number + APART + indent)


def tag(text: str) -> str:
    """A paragraph that holds a statement: {%p … %}."""
    return p("", "{%p " + text + " %}")


def when(condition: str, *content: str) -> str:
    return tag(f"if {condition}") + "".join(content) + tag("endif")


def loop(head: str, *content: str) -> str:
    return tag(f"for {head}") + "".join(content) + tag("endfor")


def block(expression: str, style: str = "") -> str:
    """{{p … }}: the place of a formatted text or a data table."""
    return p(style, "{{p " + expression + " }}")


# ---------------------------------------------------------------- fields


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, cached: str = "") -> str:
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return f"{mark('begin')}{code}{mark('separate')}{run(cached)}{mark('end')}"


def contents(instruction: str) -> str:
    """A contents or a list of captions; Word's own placeholder, filled by the engine."""
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return p("TOC1", f"{mark('begin')}{code}{mark('separate')}{run('Obsah se sestaví z nadpisů.')}{mark('end')}")


def caption(style: str, sequence: str, text: str) -> str:
    """„Tabulka 4: …“"""
    return p(style, run(f"{sequence}\u00a0"), field(f"SEQ {sequence} \\* ARABIC", "1"), run(f": {text}"))


# ---------------------------------------------------------------- tables


def cell(*paragraphs: str, width: int = 0) -> str:
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>' if width else ""
    return f"<w:tc><w:tcPr>{size}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def row(*cells: str, header: bool = False) -> str:
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if header else "")
    return (
        f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"
        if properties
        else f"<w:tr>{''.join(cells)}</w:tr>"
    )


def table(style: str, widths: Sequence[int], *rows: str, first_column: bool = False, title: str = "") -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="{int(first_column)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    named = f'<w:tblCaption w:val="{escape(title)}"/>' if title else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{look}{named}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def statement_row(text: str, columns: int) -> str:
    """A row that holds a statement: {%tr … %}."""
    cells = [cell(p("TableText", "{%tr " + text + " %}")), *(cell(p("TableText")) for _ in range(columns - 1))]
    return f"<w:tr>{''.join(cells)}</w:tr>"


def list_table(
    heads: Sequence[str], widths: Sequence[int], loop_head: str, fields: Sequence[str], title: str = ""
) -> str:
    """A table with a header row and a row for each item of a loop."""
    header = row(*(cell(p("TableHead", head), width=w) for head, w in zip(heads, widths, strict=True)), header=True)
    item = row(*(cell(p("TableText", "{{ " + name + " }}"), width=w) for name, w in zip(fields, widths, strict=True)))
    rows = (header, statement_row(f"for {loop_head}", len(heads)), item, statement_row("endfor", len(heads)))
    return table("PlanTable", widths, *rows, title=title) + p("AfterTable")


# ---------------------------------------------------------------- sections


def section(
    headers: dict[str, str], footers: dict[str, str], *, wide: bool = False, kind: str = "nextPage", first: bool = False
) -> str:
    """w:sectPr; headers and footers map "default" and "first" to relationship ids."""
    width, height = A4[::-1] if wide else A4
    orient = ' w:orient="landscape"' if wide else ""
    references = "".join(f'<w:headerReference w:type="{k}" r:id="{v}"/>' for k, v in headers.items())
    references += "".join(f'<w:footerReference w:type="{k}" r:id="{v}"/>' for k, v in footers.items())
    title = "<w:titlePg/>" if first else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="{kind}"/><w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
        f'<w:pgMar w:top="{MARGIN + 140}" w:right="{MARGIN}" w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="709" w:footer="624" w:gutter="0"/>'
        f"{title}</w:sectPr>"
    )


def section_end(properties: str) -> str:
    """A paragraph that ends a section."""
    return f'<w:p><w:pPr><w:pStyle w:val="AfterTable"/>{properties}</w:pPr></w:p>'


WATERMARK = (
    '<w:r><w:rPr><w:noProof/></w:rPr><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
    '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" '
    'o:connectangles="270,180,90,0"/><v:textpath on="t" fitshape="t"/><v:handles><v:h position="#0,bottomRight" xrange="6629,14971"/></v:handles>'
    '<o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype><v:shape id="PowerPlusWaterMarkObject1" o:spid="_x0000_s2049" type="#_x0000_t136" '
    'alt="" style="position:absolute;margin-left:0;margin-top:0;width:440pt;height:147pt;rotation:315;z-index:-251658752;'
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    'mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".5"/>'
    '<v:textpath style="font-family:&quot;Calibri&quot;;font-size:1pt" string="NÁVRH"/></v:shape></w:pict></w:r>'
)


def header(style: str, *, chapter: bool = True) -> str:
    """A running head: the title of the plan, the title of the chapter; the watermark of a draft."""
    right = [TAB, field("STYLEREF 1", "")] if chapter else []
    watermark = ["{% if cover.watermark %}", WATERMARK, "{% endif %}"]
    return p(style, run("{{ cover.title }}"), *right, *watermark)


def cover_header() -> str:
    return p("", "{% if cover.watermark %}", WATERMARK, "{% endif %}")


def footer(style: str) -> str:
    """„strana X z Y“, and the sentence of the funded project where it is wanted."""
    sentence = "{% if project %}{% if project.sentence_in_footer %}{{ project.sentence }}{% endif %}{% endif %}"
    return p(
        style, sentence, TAB, run("strana\u00a0"), field("PAGE", "1"), run("\u00a0z\u00a0"), field("NUMPAGES", "1")
    )
