"""The look: every paragraph style of the shipped templates.

Sizes are points, distances points; colours hexadecimal. Body 11 pt Calibri on A4 with 25 mm margins.
"""

from __future__ import annotations

from dataclasses import dataclass

NAVY = "1F3A5F"  # headings, rules, the band of a card
BLUE = "3677B4"  # fine accents, the first series of a chart
PALE = "E9EFF6"  # header rows and label cells
# Colours of charts after BLUE. Any two of the six differ by 12 of lightness (CIE L*), so that a print without colour
# needs no patterns.
CHARTS = ("F6D182", NAVY, "D67C3B", "8A3B5B", "96BD92")
# The names that Word gives them in its theme: a town that changes the theme changes headings, tables and charts at once.
LINK = "0B4F8A"
THEMED = {NAVY: "text2", PALE: "background2", BLUE: "accent1", LINK: "hyperlink"}
GREY = "595959"  # small print: 7:1 on white
LINE = "B8C4D4"  # rules of tables
FONT = "Calibri"
MONO = "Consolas"


@dataclass(frozen=True)
class P:
    """A paragraph style."""

    id: str
    name: str
    based: str = "Normal"
    next: str = ""
    size: float | None = None
    bold: bool | None = None
    italic: bool = False
    color: str = ""
    caps: bool = False
    spacing: tuple[float, float] | None = None  # before, after
    line: float | None = None  # lines
    indent: tuple[float, float] | None = None  # left, hanging
    right: float = 0  # indent of the right edge
    keep_next: bool = False
    keep_lines: bool = False
    page_break: bool = False
    outline: int | None = None
    num: tuple[int, int] | None = None  # list, level; list 0 takes the style out
    tabs: tuple[tuple[str, float, str], ...] = ()  # kind, position, leader
    border_top: str = ""
    border_bottom: str = ""
    no_hyphens: bool = False
    contextual: bool = False  # no space between neighbours of this style
    priority: int = 99
    quick: bool = True


BODY = (
    P("Subtitle", "Subtitle", size=16, color=GREY, spacing=(0, 18), no_hyphens=True),
    P(
        "Title",
        "Title",
        next="Subtitle",
        size=30,
        bold=True,
        color=NAVY,
        spacing=(0, 10),
        line=1.0,
        no_hyphens=True,
        outline=None,
    ),
    P("CoverTerritory", "Titulní území", size=14, bold=True, color=BLUE, spacing=(0, 6), caps=True, no_hyphens=True),
    P("CoverPeriod", "Titulní období", size=22, color=NAVY, spacing=(6, 0), no_hyphens=True),
    P("CoverData", "Titulní údaj", size=11, color=GREY, spacing=(0, 3), no_hyphens=True),
    P("CoverNotice", "Titulní upozornění", size=10, color="7A3E00", spacing=(10, 0), no_hyphens=True),
    P("CoverState", "Titulní stav", size=14, bold=True, color="9C2A00", spacing=(0, 3), no_hyphens=True),
    P("CoverClause", "Titulní doložka", size=12, bold=True, color=NAVY, spacing=(0, 3), no_hyphens=True),
    P("CoverRule", "Titulní linka", size=2, spacing=(0, 18), border_top=NAVY),
    P("Signature", "Signature", spacing=(12, 0), keep_lines=True),
    P(
        "Heading1",
        "heading 1",
        next="Normal",
        size=20,
        bold=True,
        color=NAVY,
        spacing=(0, 14),
        line=1.05,
        keep_next=True,
        keep_lines=True,
        page_break=True,
        outline=0,
        num=(1, 0),
        no_hyphens=True,
        priority=9,
    ),
    P(
        "Heading2",
        "heading 2",
        next="Normal",
        size=15,
        bold=True,
        color=NAVY,
        spacing=(18, 6),
        line=1.05,
        keep_next=True,
        keep_lines=True,
        outline=1,
        num=(1, 1),
        no_hyphens=True,
        priority=9,
    ),
    P(
        "Heading3",
        "heading 3",
        next="Normal",
        size=12.5,
        bold=True,
        color=BLUE,
        spacing=(14, 4),
        line=1.05,
        keep_next=True,
        keep_lines=True,
        outline=2,
        num=(1, 2),
        no_hyphens=True,
        priority=9,
    ),
    P(
        "Heading4",
        "heading 4",
        next="Normal",
        size=11,
        bold=True,
        color=NAVY,
        spacing=(10, 3),
        keep_next=True,
        keep_lines=True,
        outline=3,
        no_hyphens=True,
        priority=9,
    ),
    P("Strategy2", "Nadpis strategie 2", "Heading2", "Normal", num=(0, 0)),
    P("ActionHeading", "Nadpis opatření roku", "Heading2", "Normal", size=12.5, spacing=(12, 4), num=(0, 0)),
    P("Strategy3", "Nadpis strategie 3", "Heading3", "Normal", num=(0, 0)),
    P("Strategy4", "Nadpis strategie 4", "Heading4", "Normal", size=11.5, spacing=(12, 3)),
    P("Strategy5", "Nadpis strategie 5", "Heading4", "Normal", outline=4),
    P("Strategy6", "Nadpis strategie 6", "Heading4", "Normal", outline=5),
    P(
        "TOCHeading",
        "TOC Heading",
        next="Normal",
        size=20,
        bold=True,
        color=NAVY,
        spacing=(0, 14),
        keep_next=True,
        page_break=True,
        no_hyphens=True,
        priority=39,
    ),
    P(
        "ListHeading",
        "Nadpis seznamu",
        next="Normal",
        size=15,
        bold=True,
        color=NAVY,
        spacing=(18, 6),
        keep_next=True,
        no_hyphens=True,
    ),
    P(
        "Interhead",
        "Mezititulek",
        next="Normal",
        bold=True,
        color=NAVY,
        spacing=(8, 3),
        keep_next=True,
        keep_lines=True,
        no_hyphens=True,
    ),
    P("Fact", "Údaj", spacing=(0, 6), contextual=True, keep_next=True, keep_lines=True),
    P("Vision", "Vize", size=13, color=NAVY, spacing=(4, 10), indent=(14, 0), line=1.2, keep_lines=True),
    P("GoalText", "Text cíle", keep_next=True, keep_lines=True),
    P("Quote", "Quote", italic=True, color="3A3A3A", indent=(20, 0), spacing=(2, 8), priority=29),
    P("Citation", "Citát", "Quote"),
    P(
        "Caption",
        "caption",
        next="Normal",
        size=9.5,
        bold=True,
        color=NAVY,
        spacing=(10, 3),
        keep_next=True,
        keep_lines=True,
        no_hyphens=True,
        priority=35,
    ),
    P("CaptionBelow", "Titulek pod", "Caption", "Source", spacing=(2, 0)),
    P("Source", "Zdroj", size=8.5, color=GREY, spacing=(2, 10), line=1.0, keep_lines=True),
    P("Drawing", "Kresba", spacing=(10, 0), line=1.0, keep_next=True),
    P("ListBullet", "List Bullet", spacing=(0, 6), contextual=True, num=(2, 0), indent=(18, 14)),
    P("ListBullet2", "List Bullet 2", spacing=(0, 6), contextual=True, num=(2, 1), indent=(34, 14)),
    P("ListBullet3", "List Bullet 3", spacing=(0, 6), contextual=True, num=(2, 2), indent=(50, 14)),
    P("ListNumber", "List Number", spacing=(0, 6), contextual=True, num=(3, 0), indent=(20, 20)),
    P("ListNumber2", "List Number 2", spacing=(0, 6), contextual=True, num=(3, 1), indent=(38, 18)),
    P("ListNumber3", "List Number 3", spacing=(0, 6), contextual=True, num=(3, 2), indent=(56, 18)),
    P("ListContinue", "List Continue", spacing=(0, 6), contextual=True, indent=(20, 0)),
    P("ListContinue2", "List Continue 2", spacing=(0, 6), contextual=True, indent=(38, 0)),
    P("ListContinue3", "List Continue 3", spacing=(0, 6), contextual=True, indent=(56, 0)),
    P("TableText", "Text tabulky", size=9.5, spacing=(1.5, 1.5), line=1.0, no_hyphens=True),
    P("TableTextBullet", "Text tabulky odrážky", "TableText", num=(4, 0), indent=(10, 10)),
    P("TableTextNumber", "Text tabulky číslování", "TableText", num=(5, 0), indent=(14, 14)),
    P("TableHead", "Záhlaví tabulky", "TableText", bold=True, color=NAVY, keep_next=True),
    P("TableTotal", "Součet tabulky", "TableText", bold=True, keep_lines=True),
    P("AfterTable", "Za tabulkou", size=4, spacing=(0, 4), line=1.0),
    P("AfterCard", "Za kartou", "AfterTable", spacing=(0, 10)),
    P(
        "TableTitle",
        "Název tabulky karty",
        "TableText",
        bold=True,
        color=NAVY,
        spacing=(6, 2),
        keep_next=True,
    ),
    P("CardText", "Text karty", "TableText", spacing=(1, 2)),
    P("CardQuote", "Text karty citát", "CardText", italic=True, color="3A3A3A", indent=(10, 0)),
    P("CardTextBullet", "Text karty odrážky", "CardText", spacing=(1, 1), num=(4, 0), indent=(10, 10)),
    P("CardTextNumber", "Text karty číslování", "CardText", spacing=(1, 1), num=(5, 0), indent=(14, 14)),
    P("CardLabel", "Popisek karty", "CardText", bold=True, color=NAVY),
    P("CardKind", "Druh karty", "CardText", bold=True, color="FFFFFF", keep_next=True),
    P("CardName", "Název karty", "CardText", bold=True, color="FFFFFF", keep_next=True),
    P(
        "TOC1",
        "toc 1",
        next="Normal",
        bold=True,
        color=NAVY,
        spacing=(8, 2),
        line=1.0,
        indent=(22, 22),
        tabs=(("left", 22, ""), ("right", 453.5, "dot")),
        priority=39,
    ),
    P(
        "TOC2",
        "toc 2",
        next="Normal",
        spacing=(0, 2),
        line=1.0,
        indent=(52, 30),
        tabs=(("left", 52, ""), ("right", 453.5, "dot")),
        priority=39,
    ),
    P(
        "TOC3",
        "toc 3",
        next="Normal",
        size=10,
        spacing=(0, 1),
        line=1.0,
        indent=(90, 38),
        tabs=(("left", 90, ""), ("right", 453.5, "dot")),
        priority=39,
    ),
    P(
        "TOC4",
        "toc 4",
        next="Normal",
        size=9.5,
        spacing=(0, 1),
        line=1.0,
        indent=(90, 0),
        tabs=(("right", 453.5, "dot"),),
        priority=39,
    ),
    P(
        "TableofFigures",
        "table of figures",
        next="Normal",
        size=10,
        spacing=(0, 2),
        line=1.0,
        indent=(30, 30),
        tabs=(("right", 453.5, "dot"),),
    ),
    P("Bibliography", "Bibliography", spacing=(0, 4), indent=(18, 18), keep_lines=True),
    P("FootnoteText", "footnote text", size=9, spacing=(0, 2), line=1.0),
    P(
        "Header",
        "header",
        size=8.5,
        color=GREY,
        spacing=(0, 0),
        line=1.0,
        border_bottom=LINE,
        tabs=(("right", 453.5, ""),),
    ),
    P("HeaderWide", "Záhlaví na šířku", "Header", tabs=(("clear", 453.5, ""), ("right", 700.0, ""))),
    P(
        "Footer",
        "footer",
        size=8.5,
        color=GREY,
        spacing=(0, 0),
        line=1.0,
        right=72,  # a long sentence ends before the page number, which stands in the margin so made
        tabs=(("right", 453.5, ""),),
        no_hyphens=True,
    ),
    P("FooterWide", "Zápatí na šířku", "Footer", tabs=(("clear", 453.5, ""), ("right", 700.0, ""))),
    P("PublicityRule", "Publicita – linka", size=4, spacing=(0, 8), line=1.0, border_bottom=LINE),
    P("Publicity", "Publicita", size=9, color=GREY, spacing=(0, 4), line=1.0, no_hyphens=True),
)
