"""The look of a template's charts: the colours of its theme, the font of its body, and print without colour."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from lxml import etree

from assembler import documents, pipeline, resources
from assembler.word import package, theme
from assembler.word.chart_style import Palette, fills
from assembler.word.template import compile_template
from tests.examples import KINDS, raw

THEME = "word/theme/theme1.xml"
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NO_STYLES = f"<w:styles {W}/>".encode()


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    return package.write((name, package.pack(data)) for name, data in parts.items())


def theme_of(colours: str, font: str = "Gill Sans") -> bytes:
    return (
        f'<a:theme {A}><a:themeElements><a:clrScheme name="x">{colours}</a:clrScheme><a:fontScheme name="x">'
        f'<a:minorFont><a:latin typeface="{font}"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    ).encode()


def test_charts_take_the_accents_of_the_theme() -> None:
    """A town that changes the colours of its template in Word changes its charts."""
    parts = members(resources.template("medium_term_plan"))
    first = compile_template(packed(parts)).palette.colours[0]
    parts[THEME] = parts[THEME].replace(first.encode(), b"AA1100")
    charts = members(pipeline.assemble(raw("pisek"), documents.DEFAULT, template=packed(parts)).docx)
    sources = [data.decode() for name, data in charts.items() if name.startswith("word/charts/chart")]
    assert sources
    assert all("AA1100" in source and first not in source for source in sources)


@pytest.mark.parametrize("kind", KINDS)
def test_accents_of_the_shipped_templates_need_no_pattern_in_print_without_colour(kind: str) -> None:
    """Six series differ by lightness alone; further ones are drawn with patterns."""
    palette = compile_template(resources.template(kind)).palette
    assert len(palette.colours) == 6
    assert [fill.pattern for fill in fills(palette, 6)] == [""] * 6
    assert all(fill.pattern for fill in fills(palette, 8)[6:])


@pytest.mark.parametrize("kind", KINDS)
def test_styles_of_the_shipped_templates_call_the_colours_of_the_theme(kind: str) -> None:
    """A colour that the theme has is never written without its name: changing the theme changes it everywhere."""
    parts = members(resources.template(kind))
    themed = {each.get("val") for each in etree.fromstring(parts[THEME]).iter("{*}srgbClr")}
    nameless = [
        each.get(f"{{{each.nsmap['w']}}}val")
        for each in etree.fromstring(parts["word/styles.xml"]).iter("{*}color")
        if f"{{{each.nsmap['w']}}}themeColor" not in each.attrib
    ]
    assert themed.isdisjoint(nameless)
    lines = {
        each.get(f"{{{each.nsmap['w']}}}color")
        for each in etree.fromstring(parts["word/styles.xml"]).iter("{*}top", "{*}bottom", "{*}insideH")
        if f"{{{each.nsmap['w']}}}themeColor" not in each.attrib
    }
    assert themed.isdisjoint(lines)


@pytest.mark.parametrize(
    ("colours", "expected"),
    [
        ('<a:accent1><a:srgbClr val="aa1100"/></a:accent1>', ("AA1100",)),
        ('<a:accent2><a:sysClr val="window" lastClr="FFFFFF"/></a:accent2>', ("FFFFFF",)),
        ('<a:accent1><a:hslClr hue="0" sat="0" lum="0"/></a:accent1>', Palette().colours),
        ("", Palette().colours),
    ],
)
def test_theme_without_plain_accents_leaves_the_usual_ones(colours: str, expected: tuple[str, ...]) -> None:
    """Hexadecimal and system colours are taken as they are; a template without any still has charts."""
    assert theme.palette(theme_of(colours), NO_STYLES).colours == expected
    assert theme.palette(None, NO_STYLES) == Palette()


@pytest.mark.parametrize(
    ("fonts", "expected"),
    [
        ('<w:rFonts w:ascii="Arial"/>', "Arial"),
        ('<w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Arial"/>', "Gill Sans"),
        ("<w:sz w:val='22'/>", Palette().font),
    ],
)
def test_charts_are_lettered_in_the_font_of_the_body(fonts: str, expected: str) -> None:
    """Named by the styles, or by the theme that they refer to."""
    defaults = (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts}</w:rPr></w:rPrDefault></w:docDefaults></w:styles>"
    )
    style = f'<w:styles {W}><w:style w:type="paragraph" w:default="1"><w:rPr>{fonts}</w:rPr></w:style></w:styles>'
    for styles in (defaults, style):
        assert theme.palette(theme_of(""), styles.encode()).font == expected
