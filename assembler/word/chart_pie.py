"""Výsečový graf: shares at the slices, names and values in the legend beside them (ECMA-376 Part 1, 21.2.2.141).

Programs differ in which number of a label "value and share" they format. So the label of a slice is its share alone,
and the value stands in the legend: the categories of a pie come from a column of the workbook where a formula joins
name, value and unit.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from assembler.word.chart_data import ChartData, Values, known
from assembler.word.chart_numbers import CZECH, places
from assembler.word.formats import NB, number

LEAST_APART = Decimal("0.02")  # of the circle: the middles of two slices whose labels do not touch at its left end
APART = Decimal("0.05")  # … and anywhere
SMALL = Decimal("0.01")  # a share below it gets a decimal place
LEFT = Decimal("0.75")  # of a turn clockwise from the top
INVARIABLE = ("Kč", "%", "€", ".")  # ends of units that no number declines: symbols and abbreviations


def legend_texts(chart: ChartData) -> tuple[str, ...]:
    """What the legend says of each slice: "Jihočeský kraj: 2 900 tis. Kč"; only the name where the value is missing."""
    decimals = places(known(chart))
    return tuple(
        name if value is None else f"{name}: {number(value, decimals)}{unit(chart)}"
        for name, value in zip(chart.categories, chart.series[0][1], strict=True)
    )


def legend_formulas(chart: ChartData) -> tuple[str, ...]:
    """The same as formulas over the workbook (names in A, values in B, unit in A1): they follow edited values."""
    decimals = places(known(chart))
    end = f'&"{NB}"&$A$1' if unit(chart) else ""
    rows = range(2, len(chart.categories) + 2)
    return tuple(f'=A{row}&IF(B{row}="","",": "&FIXED(B{row},{decimals}){end})' for row in rows)


def unit(chart: ChartData) -> str:
    """The unit as it may follow any number; nothing for a word that would have to be declined (2 osoby, 5 osob)."""
    return f"{NB}{chart.unit}" if chart.unit.endswith(INVARIABLE) else ""


def share_format(values: Values) -> str:
    """The number format of the shares."""
    return f"{CZECH}{'0.0' if share_places(values) else '0'}\\{NB}%"


def share_places(values: Values) -> int:
    """Whole per cents, with a decimal place where one is below 1 %."""
    return int(any(0 < share < SMALL for share in positions(values)[0]))


def positions(values: Iterable[Decimal | None]) -> tuple[list[Decimal], list[Decimal]]:
    """The shares of the slices and where their middles lie, both in turns; the sum of the values is positive."""
    amounts = [value or Decimal(0) for value in values]
    whole = sum(amounts, Decimal(0))
    shares = [amount / whole for amount in amounts]
    middles = [sum(shares[:index], Decimal(0)) + share / 2 for index, share in enumerate(shares)]
    return shares, middles


def closest(middles: list[Decimal]) -> tuple[Decimal, Decimal]:
    """How far apart the two nearest neighbours are, and the place between them, in turns."""
    following = [*middles[1:], middles[0] + 1]
    apart, place = min((right - left, (left + right) / 2) for left, right in zip(middles, following, strict=True))
    return apart, place % 1


def readable(values: Values) -> bool:
    """Whether the labels of all slices have room."""
    return closest(positions(values)[1])[0] >= LEAST_APART


def first_angle(values: Values) -> int:
    """Where the first slice begins, in degrees: at the top, but thin neighbours are turned to the left side.

    There their labels lie one above another, where at the top they would run into each other.
    """
    apart, place = closest(positions(values)[1])
    return 0 if apart >= APART else round((LEFT - place) % 1 * 360) % 360
