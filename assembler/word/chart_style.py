"""Vzhled grafu: colours, patterns, lines and letters, to be told apart in print without colour."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assembler.word.xml import attribute

HEX = re.compile(r"[0-9A-Fa-f]{6}", re.ASCII)
LEAST_STEP = 12.0  # of lightness (CIE L*, 0–100) between two plain fills
LIGHT = 60.0  # lighter fills than this get an outline: on paper their edge would be lost
PATTERNS = ("wdUpDiag", "dkHorz", "lgCheck", "pct25", "wdDnDiag", "dkVert", "smGrid", "diagBrick")
DASHES = ("solid", "sysDash", "dash", "sysDot", "sysDashDot", "dashDot", "lgDash", "lgDashDot")
HAIR, THIN, LINE = 6_350, 9_525, 25_400  # EMU: 0.5, 0.75 and 2 points
MARKER = 6  # points
MARKERS = ("circle", "square", "triangle", "diamond", "x", "plus", "star", "dash")


@dataclass(frozen=True, slots=True)
class Palette:
    """Barvy a písmo grafu, as the template gives them: RRGGBB, points.

    Raises ValueError for what is not a colour.
    """

    colours: tuple[str, ...] = ("17365D", "8FC1E3", "B5541C", "F8DC8A", "6FA36B", "6B3A6E", "4A4A4A", "8C2D2D")
    text: str = "262626"
    axis: str = "7F7F7F"
    grid: str = "D9D9D9"
    paper: str = "FFFFFF"
    font: str = "Calibri"
    points: int = 9

    def __post_init__(self) -> None:
        for colour in (*self.colours, self.text, self.axis, self.grid, self.paper):
            if not HEX.fullmatch(colour):
                raise ValueError(f"{colour!r} is not a colour of six hexadecimal digits")
        if not self.colours:
            raise ValueError("a palette needs at least one colour")


@dataclass(frozen=True, slots=True)
class Fill:
    """Výplň: a plain colour, or a pattern drawn into it."""

    colour: str
    pattern: str = ""


def lightness(colour: str) -> float:
    """Světlost: CIE L* (0 black, 100 white) of a sRGB colour: what is left of it in grey."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance


@lru_cache(maxsize=64)
def fills(palette: Palette, count: int) -> tuple[Fill, ...]:
    """So many fills, any two different without colour: too near a lightness to one already used gets a pattern."""
    plain: list[float] = []
    chosen: list[Fill] = []
    patterned = 0
    for number in range(count):
        colour = palette.colours[number % len(palette.colours)]
        light = lightness(colour)
        if all(abs(light - other) >= LEAST_STEP for other in plain):
            plain.append(light)
            chosen.append(Fill(colour))
        else:
            chosen.append(Fill(colour, PATTERNS[patterned % len(PATTERNS)]))
            patterned += 1
    return tuple(chosen)


def solid(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def line(colour: str, width: int = HAIR, dash: str = "") -> str:
    """A line (a:ln) of so many EMU."""
    dashed = f'<a:prstDash val="{dash}"/>' if dash else ""
    return f'<a:ln w="{width}" cap="flat">{solid(colour)}{dashed}<a:round/></a:ln>'


def area(fill: Fill, palette: Palette, outline: str) -> str:
    """The look of a bar or a slice (c:spPr) with an outline of the given colour."""
    inside = solid(fill.colour)
    if fill.pattern:
        inside = (
            f'<a:pattFill prst="{fill.pattern}"><a:fgClr><a:srgbClr val="{strokes(fill, palette)}"/></a:fgClr>'
            f'<a:bgClr><a:srgbClr val="{fill.colour}"/></a:bgClr></a:pattFill>'
        )
    return f"<c:spPr>{inside}{line(outline, THIN)}</c:spPr>"


def strokes(fill: Fill, palette: Palette) -> str:
    """The colour of the strokes of a pattern on its fill."""
    return palette.text if lightness(fill.colour) > LIGHT else palette.paper


def edge(fill: Fill, palette: Palette) -> str:
    """The colour of the outline of a bar: grey round light fills, their own round the others."""
    return palette.axis if lightness(fill.colour) > LIGHT else fill.colour


@dataclass(frozen=True, slots=True)
class Pen:
    """Čára: its colour and dash, its marker with the colour inside."""

    colour: str
    dash: str
    marker: str
    inside: str


def pen(palette: Palette, number: int) -> Pen:
    """The line of a series by its number: a dark colour, a dash, a marker, every second one hollow."""
    dark = tuple(colour for colour in palette.colours if lightness(colour) <= LIGHT) or (palette.text,)
    colour = dark[number % len(dark)]
    inside = palette.paper if number % 2 else colour
    return Pen(colour, DASHES[number % len(DASHES)], MARKERS[number % len(MARKERS)], inside)


def stroke(palette: Palette, number: int) -> str:
    """The look of a line (c:spPr, c:marker)."""
    look = pen(palette, number)
    return (
        f"<c:spPr>{line(look.colour, LINE, look.dash)}</c:spPr>"
        f'<c:marker><c:symbol val="{look.marker}"/><c:size val="{MARKER}"/>'
        f"<c:spPr>{solid(look.inside)}{line(look.colour, THIN)}</c:spPr></c:marker>"
    )


def letters(palette: Palette, tag: str = "a:defRPr") -> str:
    """Character properties: defaults of a paragraph (a:defRPr) or those of a run (a:rPr)."""
    face = attribute(palette.font)
    return (
        f'<{tag} lang="cs-CZ" sz="{palette.points * 100}" b="0">{solid(palette.text)}'
        f'<a:latin typeface="{face}"/><a:ea typeface="{face}"/><a:cs typeface="{face}"/></{tag}>'
    )


def text(palette: Palette, *, rotation: int | None = None) -> str:
    """Text properties (c:txPr); rotation in sixty-thousandths of a degree, None leaves it to Word."""
    body = "<a:bodyPr/>" if rotation is None else f'<a:bodyPr rot="{rotation}" vert="horz"/>'
    end = '<a:endParaRPr lang="cs-CZ"/>'
    return f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>{letters(palette)}</a:pPr>{end}</a:p></c:txPr>"
