"""The styles of `look` as word/styles.xml (ECMA-376 17.7), with the character and table styles."""

from __future__ import annotations

from scripts.templates.look import BODY, FONT, GREY, LINE, LINK, MONO, NAVY, PALE, THEMED, P

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def twips(points: float) -> int:
    return round(points * 20)


def paragraph_style(style: P) -> str:
    quick = "<w:qFormat/>" if style.quick else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style.id}"{custom(style)}><w:name w:val="{style.name}"/>'
        f'<w:basedOn w:val="{style.based}"/>'
        + (f'<w:next w:val="{style.next}"/>' if style.next else "")
        + f'<w:uiPriority w:val="{style.priority}"/>{quick}<w:pPr>{paragraph_properties(style)}</w:pPr>'
        f"<w:rPr>{run_properties(style)}</w:rPr></w:style>"
    )


BUILT_IN = ("Title", "Subtitle", "Signature", "Quote", "Bibliography", "TOC Heading")


def custom(style: P) -> str:
    known = style.name in BUILT_IN or style.name.split(" ")[0] in (
        "heading",
        "toc",
        "List",
        "caption",
        "footnote",
        "header",
        "footer",
        "table",
    )
    return "" if known else ' w:customStyle="1"'


def paragraph_properties(style: P) -> str:
    """The children of w:pPr in schema order (17.3.1.26)."""
    return "".join(
        (
            "<w:keepNext/>" if style.keep_next else "",
            "<w:keepLines/>" if style.keep_lines else "",
            "<w:pageBreakBefore/>" if style.page_break else "",
            numbering(style),
            borders(style),
            "<w:tabs>" + "".join(tab(*each) for each in style.tabs) + "</w:tabs>" if style.tabs else "",
            "<w:suppressAutoHyphens/>" if style.no_hyphens else "",
            spacing(style),
            indent(style),
            "<w:contextualSpacing/>" if style.contextual else "",
            f'<w:outlineLvl w:val="{style.outline}"/>' if style.outline is not None else "",
        )
    )


def numbering(style: P) -> str:
    if style.num is None:
        return ""
    num, level = style.num
    depth = f'<w:ilvl w:val="{level}"/>' if level else ""
    return f'<w:numPr>{depth}<w:numId w:val="{num}"/></w:numPr>'


def indent(style: P) -> str:
    attributes = f' w:right="{twips(style.right)}"' if style.right else ""
    if style.indent is not None:
        left, hanging = style.indent
        attributes += f' w:left="{twips(left)}" ' + (f'w:hanging="{twips(hanging)}"' if hanging else 'w:firstLine="0"')
    return f"<w:ind{attributes}/>" if attributes else ""


def borders(style: P) -> str:
    top = f'<w:top w:val="single" w:sz="36" w:space="1"{tint(style.border_top)}/>' if style.border_top else ""
    bottom = (
        f'<w:bottom w:val="single" w:sz="4" w:space="3"{tint(style.border_bottom)}/>' if style.border_bottom else ""
    )
    return f"<w:pBdr>{top}{bottom}</w:pBdr>" if top or bottom else ""


def tint(value: str) -> str:
    """The colour of a line; where the theme has it, by its name there (17.3.4)."""
    themed = f' w:themeColor="{THEMED[value]}"' if value in THEMED else ""
    return f' w:color="{value}"{themed}'


def tab(kind: str, position: float, leader: str) -> str:
    return f'<w:tab w:val="{kind}"' + (f' w:leader="{leader}"' if leader else "") + f' w:pos="{twips(position)}"/>'


def spacing(style: P) -> str:
    attributes = ""
    if style.spacing is not None:
        attributes += f' w:before="{twips(style.spacing[0])}" w:after="{twips(style.spacing[1])}"'
    if style.line is not None:
        attributes += f' w:line="{round(style.line * 240)}" w:lineRule="auto"'
    return f"<w:spacing{attributes}/>" if attributes else ""


def run_properties(style: P) -> str:
    """The children of w:rPr in schema order (17.3.2.28)."""
    parts = []
    if style.bold is not None:
        parts.append("<w:b/><w:bCs/>" if style.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>')
    if style.italic:
        parts.append("<w:i/><w:iCs/>")
    if style.caps:
        parts.append("<w:caps/>")
    if style.color:
        parts.append(color(style.color))
    if style.caps:
        parts.append('<w:spacing w:val="20"/>')
    if style.size is not None:
        half = round(style.size * 2)
        parts.append(f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>')
    return "".join(parts)


def color(value: str) -> str:
    """w:color; where the theme has the colour, by its name there (17.3.2.6)."""
    themed = f' w:themeColor="{THEMED[value]}"' if value in THEMED else ""
    return f'<w:color w:val="{value}"{themed}/>'


def shade(value: str) -> str:
    """w:shd: a plain background (17.4.33)."""
    themed = f' w:themeFill="{THEMED[value]}"' if value in THEMED else ""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{value}"{themed}/>'


CHARACTERS = f"""
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:rPr>{color(LINK)}<w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Code"><w:name w:val="Kód"/><w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:rFonts w:ascii="{MONO}" w:hAnsi="{MONO}" w:cs="{MONO}"/><w:noProof/><w:sz w:val="20"/></w:rPr></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Light"><w:name w:val="Doplněk"/><w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:b w:val="0"/><w:bCs w:val="0"/>{color(GREY)}</w:rPr></w:style>
"""

CELLS = '<w:tblCellMar><w:top w:w="10" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="10" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'


def rule(name: str, size: int = 4, line: str = LINE) -> str:
    return f'<w:{name} w:val="single" w:sz="{size}" w:space="0"{tint(line)}/>'


TABLES = f"""
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="PlanTable"><w:name w:val="Tabulka plánu"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr><w:tblBorders>{rule("top", 8, NAVY)}{rule("bottom", 8, NAVY)}{rule("insideH")}</w:tblBorders>{CELLS}</w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/>{color(NAVY)}</w:rPr><w:tcPr><w:tcBorders>{rule("bottom", 8, NAVY)}</w:tcBorders>{shade(PALE)}<w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="lastRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>{rule("top", 8, NAVY)}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="CardTable"><w:name w:val="Karta"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr><w:tblBorders>{rule("top", 8, NAVY)}{rule("left")}{rule("bottom", 8, NAVY)}{rule("right")}{rule("insideH")}</w:tblBorders>{CELLS}</w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr>{shade(NAVY)}<w:vAlign w:val="center"/></w:tcPr></w:tblStylePr>
<w:tblStylePr w:type="firstCol"><w:tcPr>{shade(PALE)}</w:tcPr></w:tblStylePr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="SwotTable"><w:name w:val="SWOT"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr><w:tblBorders>{rule("top", 8, NAVY)}{rule("left")}{rule("bottom")}{rule("right")}{rule("insideH")}{rule("insideV")}</w:tblBorders>{CELLS}</w:tblPr>
<w:tblStylePr w:type="firstRow"><w:rPr><w:b/>{color(NAVY)}</w:rPr><w:tcPr>{shade(PALE)}</w:tcPr></w:tblStylePr></w:style>
"""


BODY_FONT = (
    f'<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorHAnsi" w:cstheme="minorHAnsi" '
    f'w:ascii="{FONT}" w:hAnsi="{FONT}" w:eastAsia="{FONT}" w:cs="{FONT}"/>'
)


def styles_xml() -> str:
    """word/styles.xml."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:styles {NAMESPACE}>'
        f"<w:docDefaults><w:rPrDefault><w:rPr>{BODY_FONT}"
        '<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="cs-CZ" w:eastAsia="cs-CZ" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        f"{CHARACTERS}{''.join(paragraph_style(style) for style in BODY)}{TABLES}</w:styles>"
    ).replace("\n<w:", "<w:")
