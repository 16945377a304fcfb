"""Kresba s osami: bars, piles and lines in their plot, with the grid, the names of categories and the unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assembler.drawing.axis import Axis
from assembler.drawing.canvas import Box, Letters, colour, element, length
from assembler.drawing.looks import LINE_WIDTH, OUTLINE, dashes, marker, paint
from assembler.word.chart_data import ChartData, known
from assembler.word.chart_layout import NAMES, WIDTH, Layout, labelled
from assembler.word.chart_numbers import places
from assembler.word.chart_style import HAIR, Palette, edge, fills, pen
from assembler.word.chart_xml import gap
from assembler.word.formats import number
from assembler.word.xml import attribute
from schemas.analyses import ChartType

AIR = 1.5  # mm between texts and what they belong to
HAIRLINE = HAIR / 36_000
PILED = (ChartType.STACKED, ChartType.PYRAMID)


@dataclass(frozen=True, slots=True)
class Plot:
    """What is drawn, how, and by which axis; a pyramid comes mirrored."""

    chart: ChartData
    plan: Layout
    axis: Axis
    palette: Palette
    letters: Letters
    box: Box
    patterns: str  # before the number of a pattern's definition

    def slot(self, index: int) -> tuple[float, float]:
        """Where the place of a category begins, along its axis, and how long it is."""
        count = len(self.chart.categories)
        if not self.plan.horizontal:
            return self.box.left + index * self.box.width / count, self.box.width / count
        size = self.box.height / count
        return self.box.top + (index if self.plan.reversed else count - 1 - index) * size, size

    def along(self, value: Decimal) -> float:
        """Where a value lies along the value axis."""
        share = self.axis.share(value)
        return (
            self.box.left + share * self.box.width
            if self.plan.horizontal
            else self.box.bottom - share * self.box.height
        )

    def told(self, series: int, index: int) -> str:
        """The title of a bar or point, that a mouse over it shows: „Muži, 0–14 let: 1 450“."""
        name, values = self.chart.series[series]
        value = values[index] or Decimal(0)
        shown = number(abs(value) if self.axis.unsigned else value, places(known(self.chart)))
        words = ", ".join(each for each in (name, self.chart.categories[index]) if each)
        return element("title", attribute(f"{words}: {shown}" if words else shown))


def box_of(chart: ChartData, plan: Layout, axis: Axis, letters: Letters, height: float) -> Box:
    """The room that texts round it leave to a plot, above so much of height."""
    numbers = [letters.width(axis.written(each)) for each in axis.marks()]
    unit = letters.line if chart.unit else 0.0
    if plan.horizontal:
        left = min(max(map(letters.width, chart.categories)), WIDTH * NAMES) + AIR
        right = max(numbers[-1] / 2, letters.size)
        return Box(left, AIR, WIDTH - left - right, height - 2 * AIR - letters.line - unit)
    left = unit + max(numbers) + 2 * AIR
    room = (WIDTH - left - AIR) / len(chart.categories)
    rows = max(len(letters.broken(each, room)) for each in chart.categories) if plan.skip == 1 else 1
    top = letters.size
    return Box(left, top, WIDTH - left - AIR, height - top - AIR - rows * letters.line)


# --- Axes -----------------------------------------------------------------------------------------------------------


def axes(plot: Plot) -> str:
    """The grid under the drawing, names and numbers beside it."""
    return grid(plot) + names(plot) + unit(plot)


def grid(plot: Plot) -> str:
    """A light line and a number at each step."""
    letters, box = plot.letters, plot.box
    drawn = []
    for value in plot.axis.marks():
        at, words = plot.along(value), plot.axis.written(value)
        if plot.plan.horizontal:
            line, text = (
                f"M{length(at)} {length(box.top)}V{length(box.bottom)}",
                (at, box.bottom + AIR + letters.line / 2),
            )
            drawn.append(hair(line, plot.palette.grid) + letters.text(words, *text, "middle"))
        else:
            line = f"M{length(box.left)} {length(at)}H{length(box.right)}"
            drawn.append(hair(line, plot.palette.grid) + letters.text(words, box.left - AIR, at, "end"))
    return element("g", "".join(drawn), class_="numbers")


def hair(way: str, shade: str) -> str:
    return element("path", d=way, stroke=colour(shade), stroke_width=HAIRLINE, fill="none")


def foot(plot: Plot) -> str:
    """Osa kategorií: the line on which columns stand: at zero, or at the end that is nearest to it."""
    box, at = plot.box, plot.along(min(max(Decimal(0), plot.axis.low), plot.axis.high))
    upright = f"M{length(at)} {length(box.top)}V{length(box.bottom)}"
    level = f"M{length(box.left)} {length(at)}H{length(box.right)}"
    return hair(upright if plot.plan.horizontal else level, plot.palette.axis)


def names(plot: Plot) -> str:
    """The names of categories; of a long row of years or ages every so many-th."""
    shown = (name_of(plot, index) for index in range(0, len(plot.chart.categories), plot.plan.skip))
    return element("g", "".join(shown), class_="names")


def name_of(plot: Plot, index: int) -> str:
    letters, (start, size) = plot.letters, plot.slot(index)
    name = plot.chart.categories[index]
    if plot.plan.horizontal:
        lines, left = letters.broken(name, WIDTH * NAMES), plot.box.left - AIR
        top = start + size / 2 - (len(lines) - 1) * letters.line / 2
        return "".join(letters.text(each, left, top + row * letters.line, "end") for row, each in enumerate(lines))
    top = plot.box.bottom + AIR + letters.line / 2
    middle = start + size / 2
    room = min(size * plot.plan.skip, 2 * min(middle, WIDTH - middle))
    lines = letters.broken(name, size) if plot.plan.skip == 1 else [letters.cut(name, room)]
    return "".join(letters.text(each, middle, top + row * letters.line, "middle") for row, each in enumerate(lines))


def unit(plot: Plot) -> str:
    """Název osy."""
    letters, box, words = plot.letters, plot.box, plot.chart.unit
    if not words:
        return ""
    if plot.plan.horizontal:
        middle = box.bottom + AIR + letters.line * 1.5
        return letters.text(letters.cut(words, box.width), box.left + box.width / 2, middle, "middle")
    return letters.turned(letters.cut(words, box.height), letters.line / 2, box.top + box.height / 2)


# --- Bars -----------------------------------------------------------------------------------------------------------


def bars(plot: Plot) -> str:
    """Sloupce nebo pruhy: side by side, piled up, or back to back; missing values leave a gap."""
    shades = fills(plot.palette, len(plot.chart.series))
    drawn: list[list[str]] = [[] for _ in shades]
    for index in range(len(plot.chart.categories)):
        for series, start, size, low, high in placed(plot, index):
            rim = plot.palette.paper if plot.plan.type is ChartType.STACKED else edge(shades[series], plot.palette)
            look = {"fill": paint(shades[series], f"{plot.patterns}{series}"), "stroke": colour(rim)}
            drawn[series].append(bar(plot, start, size, low, high, look, plot.told(series, index)))
    return "".join(element("g", "".join(each), class_="series") for each in drawn) + bar_labels(plot)


Placed = tuple[int, float, float, Decimal, Decimal]  # series, start and breadth of its bar, from which value to which


def placed(plot: Plot, index: int) -> Iterator[Placed]:
    """The bars of a category."""
    start, slot = plot.slot(index)
    count = 1 if plot.plan.type in PILED else len(plot.chart.series)
    size = slot / (count + gap(plot.chart, plot.plan) / 100)
    first = start + (slot - size * count) / 2
    reached = {True: Decimal(0), False: Decimal(0)}  # by piles above and below zero
    for series, (_, values) in enumerate(plot.chart.series):
        value = values[index]
        if value is None:
            continue
        if plot.plan.type not in PILED:
            yield series, first + series * size, size, Decimal(0), value
            continue
        base = reached[value >= 0]
        reached[value >= 0] = base + value
        yield series, first, size, base, base + value


def bar(plot: Plot, start: float, size: float, low: Decimal, high: Decimal, look: dict[str, str], told: str) -> str:
    one, other = sorted((plot.along(low), plot.along(high)))
    place = {"x": start, "y": one, "width": size, "height": other - one}
    if plot.plan.horizontal:
        place = {"x": one, "y": start, "width": other - one, "height": size}
    return element("rect", told, **place, **look, stroke_width=OUTLINE)


def bar_labels(plot: Plot) -> str:
    """The numbers at the ends of bars of one series, where they have room."""
    if not labelled(plot.chart, plot.plan, plot.palette.points):
        return ""
    shown = [
        value_label(plot, value, start + size / 2)
        for index in range(len(plot.chart.categories))
        for _, start, size, _, value in placed(plot, index)
    ]
    return element("g", "".join(shown), class_="values")


def value_label(plot: Plot, value: Decimal, middle: float) -> str:
    """The number of a bar behind its end, seen from zero; of a point above it."""
    words, at = number(value, places(known(plot.chart))), plot.along(value)
    if plot.plan.horizontal:
        away, anchor = (AIR / 2, "start") if value >= 0 else (-AIR / 2, "end")
        return plot.letters.text(words, at + away, middle, anchor)
    away = -plot.letters.line / 2 if value >= 0 else plot.letters.line / 2
    return plot.letters.text(words, middle, at + away, "middle")


# --- Lines ----------------------------------------------------------------------------------------------------------


def lines(plot: Plot) -> str:
    """Čáry: each with its dash and markers, broken where a value is missing."""
    drawn = "".join(line(plot, series) for series in range(len(plot.chart.series)))
    return drawn + point_labels(plot)


def line(plot: Plot, series: int) -> str:
    look = pen(plot.palette, series)
    points = points_of(plot, plot.chart.series[series][1])
    way, before = "", -2
    for index, x, y in points:
        way += f"{'L' if index == before + 1 else 'M'}{length(x)} {length(y)}"
        before = index
    stroke: dict[str, str | float] = {"stroke": colour(look.colour), "stroke_width": LINE_WIDTH, "fill": "none"}
    path = element("path", d=way, **stroke, **dashes(look)) if way else ""
    marks = "".join(marker(look, x, y, plot.told(series, index)) for index, x, y in points)
    return element("g", path + marks, class_="series")


def points_of(plot: Plot, values: Sequence[Decimal | None]) -> list[tuple[int, float, float]]:
    """The points of a series that has them: index, x, y."""
    found = []
    for index, value in enumerate(values):
        if value is not None:
            start, size = plot.slot(index)
            found.append((index, start + size / 2, plot.along(value)))
    return found


def point_labels(plot: Plot) -> str:
    if not labelled(plot.chart, plot.plan, plot.palette.points):
        return ""
    values = plot.chart.series[0][1]
    shown = [
        plot.letters.text(number(value, places(known(plot.chart))), x, y - plot.letters.line, "middle")
        for index, x, y in points_of(plot, values)
        if (value := values[index]) is not None
    ]
    return element("g", "".join(shown), class_="values")
