"""Rozvržení grafu: in which type, which way the bars lie, which categories are named, how high it should be.

Names are never turned on their side: columns whose names do not fit under them lie down as bars, and of a row of
years or ages only every second, fifth, tenth … is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from assembler.word.chart_data import ChartData, clipped, direction, known, squared
from assembler.word.chart_numbers import places
from assembler.word.chart_pie import readable
from assembler.word.formats import number
from schemas.analyses import ChartType

POINT = 0.353  # millimetres
WIDTH = 160.0  # mm: the text of an A4 page with margins of 25 mm
AXIS = 20.0  # mm beside the columns: the labels and the title of the vertical axis
LETTER = 0.52  # of the font size: an average letter of Calibri
APART = 1.2  # of the width of a name: how far the next one begins
LEADING = 1.25  # of the font size: from line to line
MOST_LINES = 3  # of a name under its column
LEAST, MOST = 65.0, 215.0  # mm of height; a page has 247
STANDING = 70.0  # mm of height of standing columns, lines and pies
NAMES = 0.4  # of the width: most of it that names beside lying bars take
BAR, ROW_GAP = 3.0, 1.0  # mm: a bar among others, and the gap to the next row
KEY = 12.0  # mm: the sample of a series in the legend with the gaps round it
SKIPS = (1, 2, 5, 10, 20, 50)
MOST_SLICES = 8  # of a pie; more cannot be told apart
MOST_LEGEND = 80  # characters of a name in the legend beside a pie
LABELLED = 8  # columns or points with a number over each


@dataclass(frozen=True, slots=True)
class Layout:
    """How a chart is drawn."""

    type: ChartType
    horizontal: bool  # the values run from left to right
    reversed: bool  # the first category lies on top (of a horizontal chart)
    skip: int  # every so many-th category is named


def drawn_as(chart: ChartData) -> ChartType:
    """The type in which every value can be seen and read: a pie or a pyramid of unsuitable data becomes bars.

    A pie shows one series of at most MOST_SLICES shares of a positive whole, with room for the label of each, a pyramid
    shows two series without negative values.
    """
    negative = any(value < 0 for value in known(chart))
    suited = True
    if chart.type is ChartType.PIE:
        suited = not negative and is_whole(chart) and readable(chart.series[0][1])
    elif chart.type is ChartType.PYRAMID:
        suited = not negative and len(chart.series) == 2
    return chart.type if suited else ChartType.BAR


def is_whole(chart: ChartData) -> bool:
    """Whether the chart is one series of a few parts of something, with names that a legend can hold."""
    few = len(chart.categories) <= MOST_SLICES and max(map(len, chart.categories), default=0) <= MOST_LEGEND
    return few and len(chart.series) == 1 and any(known(chart))


def layout(chart: ChartData, points: int) -> Layout:
    """The layout of a squared chart with labels of so many points."""
    kind = drawn_as(chart)
    ordered = direction(chart.categories)
    if kind in (ChartType.BAR, ChartType.PYRAMID):
        upwards = kind is ChartType.PYRAMID and ordered >= 0
        return Layout(kind, True, not upwards, rows_skip(chart.categories, points))
    fits = stand_under(chart.categories, points)
    if kind in (ChartType.COLUMN, ChartType.STACKED) and not fits and not ordered:
        return Layout(kind, True, True, 1)
    return Layout(kind, False, False, 1 if fits else columns_skip(chart.categories, points))


def labelled(chart: ChartData, plan: Layout, points: int) -> bool:
    """Whether the numbers stand at their columns or points: at those of one series, where they have room."""
    if len(chart.series) > 1 or plan.type not in (ChartType.COLUMN, ChartType.BAR, ChartType.LINE):
        return False
    decimals = places(known(chart))
    widest = max((width(number(value, decimals), points) for value in known(chart)), default=0.0)
    return plan.horizontal or (len(chart.categories) <= LABELLED and widest <= column_room(chart.categories))


def column_room(categories: tuple[str, ...]) -> float:
    """The width in mm that a standing column has with the gap beside it."""
    return (WIDTH - AXIS) / len(categories)


def width(text: str, points: int) -> float:
    """The width of a text in mm, about."""
    return len(text) * points * LETTER * POINT


def stand_under(categories: tuple[str, ...], points: int) -> bool:
    """Whether the names stand side by side under columns, broken between words."""
    room = column_room(categories)
    return all(lines(name, room, points) <= MOST_LINES for name in categories)


def lines(name: str, room: float, points: int) -> int:
    """Into how many lines a name breaks in so many mm; a word that is wider counts as too many."""
    count, used = 1, 0.0
    for word in name.split():
        wide = width(word, points)
        if wide > room:
            return MOST_LINES + 1
        joined = used + width(" ", points) + wide if used else wide
        count, used = (count, joined) if joined <= room else (count + 1, wide)
    return count


def columns_skip(categories: tuple[str, ...], points: int) -> int:
    """Every how many-th name has room in one line."""
    room = column_room(categories)
    needed = min(max(width(name, points) for name in categories) * APART, WIDTH / 4)
    return next((skip for skip in SKIPS if skip * room >= needed), SKIPS[-1])


def rows_skip(categories: tuple[str, ...], points: int) -> int:
    """Every how many-th row has room for its name when the chart is as high as it may be."""
    if not direction(categories):
        return 1
    room = (MOST - AXIS) / len(categories)
    return next((skip for skip in SKIPS if skip * room >= points * POINT), SKIPS[-1])


def natural_height(chart: ChartData, points: int) -> int:
    """The height in mm at which a chart as wide as the text can be read well; `points` is the size of its letters.

    Raises ValueError for a chart without categories or without series.
    """
    chart = clipped(squared(chart))
    plan = layout(chart, points)
    body = STANDING
    if plan.horizontal:
        body = AXIS + len(chart.categories) * row_height(chart, plan, points)
    return round(min(max(body + legend(chart, points), LEAST), MOST))


def row_height(chart: ChartData, plan: Layout, points: int) -> float:
    """The height of a lying category: of its name, or of its bars side by side, whichever needs more."""
    text = points * POINT * LEADING
    longest = max(width(name, points) for name in chart.categories)
    names = text * min(ceil(longest / (WIDTH * NAMES)), MOST_LINES) + ROW_GAP
    bars = len(chart.series) if plan.type is ChartType.BAR else 1
    return max(names, bars * BAR + ROW_GAP)


def legend(chart: ChartData, points: int) -> float:
    """The height of the legend in mm."""
    if len(chart.series) == 1:
        return 0.0
    wide = sum(width(name, points) + KEY for name, _ in chart.series)
    return ceil(wide / WIDTH) * points * POINT * LEADING
