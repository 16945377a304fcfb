"""Údaje grafu: the values that are drawn, made regular; no XML here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeAlias

from schemas.analyses import ChartType

Values: TypeAlias = tuple[Decimal | None, ...]

MOST_LETTERS = 200  # of a name in the drawing: LibreOffice needs minutes to lay out one of 10,000
SHORT = 16  # characters of a year or an age with a word: "2019 (odhad)", "85 let a více"
LEADING_NUMBER = re.compile(r"\D{0,10}(\d{1,9})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ChartData:
    """Graf: its type, unit, categories and series of (name, values), one value for a category, None where missing.

    `title` is for the alternative text only: the visible caption is a paragraph of the document.
    """

    type: ChartType
    title: str
    unit: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, Values], ...]


def known(chart: ChartData) -> tuple[Decimal, ...]:
    """All values that are not missing, series by series."""
    return tuple(value for _, values in chart.series for value in values if value is not None)


def squared(chart: ChartData) -> ChartData:
    """The chart with as many categories as its longest series has values, and as many values in each series.

    A draft may hold too few or too many: nothing of it is dropped, what lacks is missing.
    Raises ValueError for a chart without categories or without series, which has nothing to draw.
    """
    size = max((len(chart.categories), *(len(values) for _, values in chart.series)))
    if not size or not chart.series:
        raise ValueError("a chart needs at least one category and one series")
    categories = chart.categories + ("",) * (size - len(chart.categories))
    series = tuple((name, values + (None,) * (size - len(values))) for name, values in chart.series)
    return replace(chart, categories=categories, series=series)


def clipped(chart: ChartData) -> ChartData:
    """The chart as its drawing shows it: names and unit of bearable length; the workbook holds them whole."""
    return replace(
        chart,
        unit=clip(chart.unit),
        categories=tuple(map(clip, chart.categories)),
        series=tuple((clip(name), values) for name, values in chart.series),
    )


def clip(name: str) -> str:
    return name if len(name) <= MOST_LETTERS else f"{name[: MOST_LETTERS - 1]}…"


def shortened(chart: ChartData) -> tuple[str, ...]:
    """The texts that the drawing does not show whole, for whoever reports them."""
    texts = (chart.unit, *chart.categories, *(name for name, _ in chart.series))
    return tuple(text for text in texts if len(text) > MOST_LETTERS)


def mirrored(chart: ChartData) -> ChartData:
    """The chart with the first series negated: the left side of a pyramid (the number format hides the minus)."""
    (name, values), *others = chart.series
    left = tuple(None if value is None else -value for value in values)
    return replace(chart, series=((name, left), *others))


def direction(categories: tuple[str, ...]) -> int:
    """1 where the categories are a rising row of years or ages, -1 where it falls, 0 for names, even numbered ones."""
    matches = [LEADING_NUMBER.match(name) for name in categories if len(name) <= SHORT]
    numbers = [int(match[1]) for match in matches if match]
    if len(numbers) != len(categories) or len(numbers) < 2:
        return 0
    steps = {(right > left) - (right < left) for left, right in pairwise(numbers)}
    return steps.pop() if len(steps) == 1 else 0
