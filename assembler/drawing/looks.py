"""Vzhled: patterns, dashes and markers of a native chart (ECMA-376 Part 1, 20.1.10) as SVG."""

from __future__ import annotations

from math import cos, pi, sin

from assembler.drawing.canvas import colour, element, length
from assembler.word.chart_style import LINE, MARKER, THIN, Fill, Palette, Pen, strokes

EMU = 36_000  # of a millimetre
TILE = 2.0  # mm of a pattern
LINE_WIDTH, OUTLINE = LINE / EMU, THIN / EMU
RADIUS = MARKER * 12_700 / EMU / 2
# 20.1.10.48: lengths of strokes and gaps, in widths of the line
LENGTHS = {
    "sysDash": (3, 1),
    "dash": (4, 3),
    "sysDot": (1, 1),
    "sysDashDot": (3, 1, 1, 1),
    "dashDot": (4, 3, 1, 3),
    "lgDash": (8, 3),
    "lgDashDot": (8, 3, 1, 3),
}
STROKES = {
    "wdUpDiag": "M-.5 .5 .5 -.5M0 2 2 0M1.5 2.5 2.5 1.5",
    "wdDnDiag": "M-.5 1.5 .5 2.5M0 0 2 2M1.5 -.5 2.5 .5",
    "dkHorz": "M0 .5H2M0 1.5H2",
    "dkVert": "M.5 0V2M1.5 0V2",
    "smGrid": "M0 1H2M1 0V2",
    "lgCheck": "M0 .5H1M1 1.5H2",
    "pct25": "M.3 .5H.7M1.3 1.5H1.7",
    "diagBrick": "M-.5 .5 .5 -.5M0 2 2 0M1.5 2.5 2.5 1.5M.5 .5 1.5 1.5",
}
THICK = {"lgCheck": 1.0, "wdUpDiag": 0.7, "wdDnDiag": 0.7}


def pattern(fill: Fill, name: str, palette: Palette) -> str:
    """The definition of a patterned fill."""
    thick = THICK.get(fill.pattern, 0.4)
    ground = element("rect", width=TILE, height=TILE, fill=colour(fill.colour))
    drawn = element("path", d=STROKES[fill.pattern], stroke=colour(strokes(fill, palette)), stroke_width=thick)
    return element("pattern", ground + drawn, id=name, width=TILE, height=TILE, patternUnits="userSpaceOnUse")


def paint(fill: Fill, name: str) -> str:
    """What stands in fill="…"."""
    return f"url(#{name})" if fill.pattern else colour(fill.colour)


def dashes(pen: Pen) -> dict[str, str | float]:
    """The attribute of a dashed line; none of a solid one."""
    lengths = LENGTHS.get(pen.dash, ())
    return {"stroke_dasharray": " ".join(length(each * LINE_WIDTH) for each in lengths)} if lengths else {}


def marker(pen: Pen, x: float, y: float, inside: str = "") -> str:
    """The marker of a line (21.2.3.27) round a point; `inside` is what it tells."""
    look: dict[str, str | float] = {"fill": colour(pen.inside), "stroke": colour(pen.colour), "stroke_width": OUTLINE}
    if pen.marker == "circle":
        return element("circle", inside, cx=x, cy=y, r=RADIUS, **look)
    return element("path", inside, d=f"M{length(x)} {length(y)}{SHAPES[pen.marker]}", **look)


def shape(points: list[tuple[float, float]], *, closed: bool = True) -> str:
    """A path from point to point round the marker's middle, each step told from the one before."""
    way, before = "", (0.0, 0.0)
    for index, (x, y) in enumerate(points):
        way += f"{'l' if index else 'm'}{length((x - before[0]) * RADIUS)} {length((y - before[1]) * RADIUS)}"
        before = (x, y)
    return way + ("z" if closed else "")


def strokes_through(count: int, turn: float) -> str:
    """So many strokes through the middle, the first one turned by so many radians."""
    rays = [(cos(turn + pi * index / count), sin(turn + pi * index / count)) for index in range(count)]
    return "".join(
        f"m{length(x * RADIUS)} {length(y * RADIUS)}l{length(-2 * x * RADIUS)} {length(-2 * y * RADIUS)}"
        f"m{length(x * RADIUS)} {length(y * RADIUS)}"
        for x, y in rays
    )


SHAPES = {
    "square": shape([(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]),
    "triangle": shape([(0, -1), (1, 0.9), (-1, 0.9)]),
    "diamond": shape([(0, -1.1), (1.1, 0), (0, 1.1), (-1.1, 0)]),
    "x": strokes_through(2, pi / 4),
    "plus": strokes_through(2, 0),
    "star": strokes_through(3, pi / 6),
    "dash": shape([(-1, -0.3), (1, -0.3), (1, 0.3), (-1, 0.3)]),
}
