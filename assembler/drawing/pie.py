"""Výsečový graf: slices with their shares; names and values stand in the legend beside them."""

from __future__ import annotations

from math import cos, pi, sin

from assembler.drawing.canvas import Box, Letters, colour, element, length
from assembler.drawing.looks import OUTLINE, paint
from assembler.word.chart_data import ChartData
from assembler.word.chart_layout import WIDTH
from assembler.word.chart_pie import first_angle, legend_texts, positions, share_places
from assembler.word.chart_style import Fill, Palette, fills
from assembler.word.formats import percent
from assembler.word.xml import attribute

LEGEND = 0.45  # of the width: most of it that the legend takes
KEY = 4.0  # mm: the sample of a slice in the legend with its gap
WHOLE = 0.9999  # of a turn: an arc of a whole one would have no length


def slices(chart: ChartData, palette: Palette, letters: Letters, height: float, patterns: str) -> str:
    """The pie to the left of its legend, on so much of height."""
    texts = legend_texts(chart)
    room = min(max(map(letters.width, texts)) + KEY, WIDTH * LEGEND)
    shades = fills(palette, len(texts))
    radius = min((WIDTH - room) / 2 - 3 * letters.size, height / 2 - 2 * letters.line)
    round_it = Box((WIDTH - room) / 2 - radius, height / 2 - radius, 2 * radius, 2 * radius)
    beside = Box(WIDTH - room, 0, room, height)
    return pie(chart, shades, palette, letters, round_it, patterns) + legend(texts, shades, letters, beside, patterns)


def pie(chart: ChartData, shades: tuple[Fill, ...], palette: Palette, letters: Letters, box: Box, patterns: str) -> str:
    values = chart.series[0][1]
    shares, middles = positions(values)
    turned, drawn, labels = first_angle(values) / 360, [], []
    told = legend_texts(chart)
    for index, (share, middle) in enumerate(zip(map(float, shares), map(float, middles), strict=True)):
        if values[index] is None:
            continue
        words = percent(shares[index] * 100, share_places(values))
        labels.append(label(words, box, turned + middle, letters))
        if share:
            look = {"fill": paint(shades[index], f"{patterns}{index}"), "stroke": colour(palette.paper)}
            title = element("title", attribute(f"{told[index]} ({words})"))
            start = turned + middle - share / 2
            drawn.append(element("path", title, d=wedge(box, start, share), **look, stroke_width=OUTLINE))
    return element("g", "".join(drawn), class_="series") + element("g", "".join(labels), class_="values")


def wedge(box: Box, start: float, share: float) -> str:
    """The way round a slice: turns clockwise from the top."""
    radius, share = box.width / 2, min(share, WHOLE)
    (x, y), (to_x, to_y) = around(box, start, radius), around(box, start + share, radius)
    middle = f"{length(box.left + radius)} {length(box.top + radius)}"
    arc = f"A{length(radius)} {length(radius)} 0 {int(share > 0.5)} 1 {length(to_x)} {length(to_y)}"
    return f"M{middle}L{length(x)} {length(y)}{arc}Z"


def around(box: Box, turns: float, radius: float) -> tuple[float, float]:
    angle = turns * 2 * pi
    return box.left + box.width / 2 + sin(angle) * radius, box.top + box.height / 2 - cos(angle) * radius


def label(words: str, box: Box, turns: float, letters: Letters) -> str:
    """The share outside of its slice, away from the middle."""
    x, y = around(box, turns, box.width / 2 + letters.size * 0.8)
    side = sin(turns * 2 * pi)
    return letters.text(words, x, y, "middle" if abs(side) < 0.2 else "start" if side > 0 else "end")


def legend(texts: tuple[str, ...], shades: tuple[Fill, ...], letters: Letters, box: Box, patterns: str) -> str:
    """One under another, in the middle of the height."""
    rows = [letters.broken(each, box.width - KEY) for each in texts]
    y = box.top + (box.height - sum(map(len, rows)) * letters.line) / 2 + letters.line / 2
    drawn = ""
    for index, lines in enumerate(rows):
        size = letters.size * 0.7
        fill = paint(shades[index], f"{patterns}{index}")
        drawn += element("rect", x=box.left, y=y - size / 2, width=size, height=size, fill=fill)
        for line in lines:
            drawn += letters.text(line, box.left + KEY, y)
            y += letters.line
    return element("g", drawn, class_="legend")
