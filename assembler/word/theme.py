"""Motiv: the colours and the font of a template as its charts use them (ECMA-376 Part 1, 20.1.6 theme)."""

from __future__ import annotations

from lxml import etree

from assembler.word.chart_style import HEX, Palette
from assembler.word.xml import NS, w

ACCENTS = tuple(f"accent{number}" for number in range(1, 7))


def palette(theme_xml: bytes | None, styles_xml: bytes) -> Palette:
    """The accents of the theme in their order, in the font of the body; what a template lacks is that of Palette."""
    theme = etree.fromstring(theme_xml) if theme_xml else None
    usual = Palette()
    return Palette(
        colours=colours(theme) or usual.colours, font=body_font(etree.fromstring(styles_xml), theme) or usual.font
    )


def colours(theme: etree._Element | None) -> tuple[str, ...]:
    """The accents, of a system colour what it was when the template was saved; one of another kind is left out."""
    found = [theme.find(f".//a:clrScheme/a:{name}/*", NS) for name in ACCENTS] if theme is not None else []
    values = [each.get("lastClr", each.get("val", "")) for each in found if each is not None]
    return tuple(value.upper() for value in values if HEX.fullmatch(value))


def body_font(styles: etree._Element, theme: etree._Element | None) -> str:
    """The font of the default paragraph style, or of the document's defaults: named, or that of the theme's body."""
    for path in (
        "w:style[@w:type='paragraph'][@w:default='1']/w:rPr/w:rFonts",
        "w:docDefaults/w:rPrDefault/w:rPr/w:rFonts",
    ):
        fonts = styles.find(path, NS)
        if fonts is None:
            continue
        latin = theme.find(".//a:minorFont/a:latin", NS) if theme is not None else None
        if fonts.get(w("asciiTheme"), "").startswith("minor") and latin is not None:
            return latin.get("typeface", "")
        if fonts.get(w("ascii")):
            return fonts.get(w("ascii"), "")
    return ""
