"""Osy grafu: the category axis and the value axis (ECMA-376 Part 1, 21.2.2.25 catAx and 21.2.2.226 valAx)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assembler.word.chart_data import ChartData, known
from assembler.word.chart_layout import Layout
from assembler.word.chart_numbers import axis_places, exact, format_code, places, round_step, round_up
from assembler.word.chart_style import Palette, letters, line, text
from assembler.word.xml import attribute
from schemas.analyses import ChartType

CATEGORY_AXIS, VALUE_AXIS = 500000001, 500000002
# LibreOffice knows no tickLblSkip. It leaves out labels that would overlap, but neither at 0° (overlaps are allowed)
# nor at no given angle (turned aslant): so a hundredth of a degree (in units of 1/60,000°), level to the eye.
LEVEL = 600
FEW = 6  # whole numbers up to here: without a step of 1 Word would put halves on the axis
SIDE_STEPS = 4  # at most, on each side of a pyramid
STEPS_ACROSS = 5  # about, under lying bars: more numbers side by side run into each other
PERCENT, WHOLE = "%", Decimal(100)
NEARLY, ROUNDED = Decimal(80), Decimal("100.5")  # bars of shares that end between them stand under an axis up to WHOLE
FLAT = Decimal(5) / 6  # a line whose lowest value is above this share of the highest gets an axis without zero


def axes(chart: ChartData, plan: Layout, palette: Palette) -> str:
    """Both axes of a squared chart that is not a pie."""
    return category_axis(plan, palette) + value_axis(chart, plan, palette)


def category_axis(plan: Layout, palette: Palette) -> str:
    """Osa kategorií: no ticks, names at the low end so that negative values do not cross them."""
    return (
        f'<c:catAx><c:axId val="{CATEGORY_AXIS}"/>'
        f'<c:scaling><c:orientation val="{"maxMin" if plan.reversed else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if plan.horizontal else "b"}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr><a:noFill/>{line(palette.axis)}</c:spPr>'
        f"{text(palette, rotation=LEVEL if plan.skip > 1 else 0)}"
        f'<c:crossAx val="{VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/><c:tickLblSkip val="{plan.skip}"/><c:tickMarkSkip val="{plan.skip}"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def value_axis(chart: ChartData, plan: Layout, palette: Palette) -> str:
    """Osa hodnot: a light grid and the unit; it stays at the foot of bars whose first category lies on top."""
    span = value_span(chart, plan.type)
    limits, step = scale(fixed(chart, plan, span))
    return (
        f'<c:valAx><c:axId val="{VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{limits}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"b" if plan.horizontal else "l"}"/>'
        f"<c:majorGridlines><c:spPr>{line(palette.grid)}</c:spPr></c:majorGridlines>"
        f"{title(chart.unit, plan.horizontal, palette)}"
        f'<c:numFmt formatCode="{attribute(axis_format(chart, plan.type, span))}" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text(palette, rotation=0)}"
        f'<c:crossAx val="{CATEGORY_AXIS}"/><c:crosses val="{"max" if plan.reversed else "autoZero"}"/>'
        f'<c:crossBetween val="between"/>{step}</c:valAx>'
    )


def title(unit: str, horizontal: bool, palette: Palette) -> str:
    """Název osy: the unit, along the axis."""
    if not unit:
        return ""
    rotation = 0 if horizontal else -5_400_000  # a quarter turn, in sixty-thousandths of a degree
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr rot="{rotation}" vert="horz"/><a:lstStyle/><a:p>'
        f"<a:pPr>{letters(palette)}</a:pPr><a:r>{letters(palette, tag='a:rPr')}<a:t>{attribute(unit)}</a:t></a:r></a:p>"
        '</c:rich></c:tx><c:overlay val="0"/></c:title>'
    )


def value_span(chart: ChartData, kind: ChartType) -> Decimal:
    """How much the value axis covers, about: from zero, unless a line runs far above it."""
    values = totals(chart) if kind is ChartType.STACKED else known(chart)
    low, high = min((*values, Decimal(0))), max((*values, Decimal(0)))
    if kind is ChartType.LINE and values and high > min(values) > high * FLAT:
        low = min(values)
    return high - low


def totals(chart: ChartData) -> tuple[Decimal, ...]:
    """The heights of stacked columns."""
    columns = zip(*(values for _, values in chart.series), strict=True)
    return tuple(sum((value for value in column if value is not None), Decimal(0)) for column in columns)


def axis_format(chart: ChartData, kind: ChartType, span: Decimal) -> str:
    """The number format of the axis."""
    return format_code(axis_decimals(chart, span), unsigned=kind is ChartType.PYRAMID)


def axis_decimals(chart: ChartData, span: Decimal) -> int:
    """As many decimals as the steps of the axis need, none where the values have none."""
    return axis_places(span) if places(known(chart)) else 0


@dataclass(frozen=True, slots=True)
class Fixed:
    """What of the value axis Word must not choose; None is left to it."""

    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None


def fixed(chart: ChartData, plan: Layout, span: Decimal) -> Fixed:
    """The ends and the step of the value axis.

    Columns stand on zero, or their lengths would mislead; the sides of a pyramid are equally long.
    """
    values = known(chart)
    most = max(map(abs, values), default=Decimal(0))
    if plan.type is ChartType.PYRAMID and most:
        step = major_step(most, SIDE_STEPS, whole=not places(values))
        end = round_up(most, step)
        return Fixed(-end, end, step)
    foot = Decimal(0) if plan.type is not ChartType.LINE and all(value >= 0 for value in values) else None
    if foot is not None and whole_of_shares(chart, span):
        return Fixed(foot, WHOLE, major_step(WHOLE, STEPS_ACROSS, whole=True))
    few = span <= FEW and not places(values)
    if not span or not (few or plan.horizontal):
        return Fixed(foot)
    return Fixed(foot, step=Decimal(1) if few else major_step(span, STEPS_ACROSS, whole=not places(values)))


def whole_of_shares(chart: ChartData, span: Decimal) -> bool:
    """Shares that make a whole, or nearly: nobody can be 120 per cent satisfied; rounded ones add up to a bit more."""
    return chart.unit.strip().startswith(PERCENT) and NEARLY < span < ROUNDED


def scale(ends: Fixed) -> tuple[str, str]:
    """The ends (c:max, c:min) and the step (c:majorUnit) as XML."""
    pairs = (("max", ends.high), ("min", ends.low))
    limits = "".join(f'<c:{name} val="{exact(end)}"/>' for name, end in pairs if end is not None)
    return limits, f'<c:majorUnit val="{exact(ends.step)}"/>' if ends.step is not None else ""


def major_step(span: Decimal, steps: int, *, whole: bool) -> Decimal:
    """A round step for the span; persons and services are not counted in halves."""
    step = round_step(span, steps)
    return max(step, Decimal(1)) if whole else step
