"""Osa hodnot v číslech: its ends, its steps, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from assembler.word.chart_axes import axis_decimals, fixed, major_step, value_span
from assembler.word.chart_data import ChartData, known
from assembler.word.chart_layout import Layout
from assembler.word.chart_numbers import places, round_up
from assembler.word.formats import number
from schemas.analyses import ChartType

STEPS = 10  # at most, where the ends are free
ROOM = 20  # a twentieth of what is covered stays free at an end that is not zero


@dataclass(frozen=True, slots=True)
class Axis:
    low: Decimal
    high: Decimal
    step: Decimal
    decimals: int
    unsigned: bool  # of a pyramid, whose left side is drawn with negative values

    def marks(self) -> list[Decimal]:
        """The values that are written along the axis."""
        return [self.low + self.step * index for index in range(int((self.high - self.low) / self.step) + 1)]

    def share(self, value: Decimal) -> float:
        """Where a value lies between the ends: 0 to 1."""
        return float((value - self.low) / (self.high - self.low))

    def written(self, value: Decimal) -> str:
        return number(abs(value) if self.unsigned else value, self.decimals)


def axis_of(chart: ChartData, plan: Layout) -> Axis:
    """The value axis of a squared chart; a pyramid comes mirrored, as the native one does."""
    span = value_span(chart, plan.type)
    set_ends = fixed(chart, plan, span)
    low, high = extent(chart, plan.type, span)
    step = set_ends.step or major_step((high - low) or Decimal(1), STEPS, whole=not places(known(chart)))
    foot = set_ends.low if set_ends.low is not None else round_down(low, step)
    head = set_ends.high if set_ends.high is not None else max(round_up(high, step), foot + step)
    return Axis(foot, head, step, axis_decimals(chart, span), unsigned=plan.type is ChartType.PYRAMID)


def extent(chart: ChartData, kind: ChartType, span: Decimal) -> tuple[Decimal, Decimal]:
    """How far the axis reaches with the room that Word and LibreOffice leave at its ends.

    Zero is among it, but for a line that runs far above it: there half of what it covers stays free below.
    """
    values = known(chart)
    if kind is ChartType.STACKED:
        values = tuple(end for index in range(len(chart.categories)) for end in ends(chart, index))
    low, high = min((*values, Decimal(0))), max((*values, Decimal(0)))
    if kind is ChartType.LINE and span < high - low:
        return high - span * 3 / 2, high + span / ROOM
    room = (high - low) / ROOM
    return low - room if low else low, high + room if high else high


def ends(chart: ChartData, index: int) -> tuple[Decimal, Decimal]:
    """How far the pile of a category reaches down and up."""
    values = [each for _, row in chart.series if (each := row[index]) is not None]
    return sum((each for each in values if each < 0), Decimal(0)), sum(
        (each for each in values if each > 0), Decimal(0)
    )


def round_down(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(ROUND_FLOOR) * step
