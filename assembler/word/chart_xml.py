"""XML grafu: the part word/charts/chartN.xml (ECMA-376 Part 1, 21.2 DrawingML charts), from small string templates."""

from __future__ import annotations

from assembler.word.chart_axes import CATEGORY_AXIS, VALUE_AXIS, axes
from assembler.word.chart_data import ChartData, Values, known
from assembler.word.chart_layout import Layout, labelled
from assembler.word.chart_numbers import exact, format_code, places
from assembler.word.chart_pie import first_angle, legend_texts, share_format
from assembler.word.chart_style import Palette, area, edge, fills, stroke, text
from assembler.word.chart_workbook import SHEET, column_name
from assembler.word.xml import A, C, R, attribute
from schemas.analyses import ChartType

WORKBOOK_ID = "rId1"  # of the relationship from the chart to its workbook
AXIS_IDS = f'<c:axId val="{CATEGORY_AXIS}"/><c:axId val="{VALUE_AXIS}"/>'
GAP, GAP_GROUPS, GAP_PYRAMID = 60, 80, 20  # between columns, between groups of them: per cent of a column


def chart_space(chart: ChartData, plan: Layout, palette: Palette) -> str:
    """The whole part. A pyramid comes mirrored: what is drawn is what stands in the workbook."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/><c:lang val="cs-CZ"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f"{plot(chart, plan, palette)}<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend(chart, plan, palette)}"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text(palette)}"
        f'<c:externalData r:id="{WORKBOOK_ID}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def plot(chart: ChartData, plan: Layout, palette: Palette) -> str:
    """The plot with its axes; a pie has none."""
    if plan.type is ChartType.PIE:
        return pie(chart, palette)
    drawn = lines(chart, plan, palette) if plan.type is ChartType.LINE else bars(chart, plan, palette)
    return drawn + axes(chart, plan, palette)


def legend(chart: ChartData, plan: Layout, palette: Palette) -> str:
    """Legenda: under the chart when there is more than one series, to the right of a pie."""
    pie_chart = plan.type is ChartType.PIE
    if len(chart.series) == 1 and not pie_chart:
        return ""
    return f'<c:legend><c:legendPos val="{"r" if pie_chart else "b"}"/><c:overlay val="0"/>{text(palette)}</c:legend>'


# --- Plots ----------------------------------------------------------------------------------------------------------


def bars(chart: ChartData, plan: Layout, palette: Palette) -> str:
    """Sloupce nebo pruhy (21.2.2.16 barChart): side by side, stacked, or back to back as a pyramid."""
    piled = plan.type in (ChartType.STACKED, ChartType.PYRAMID)
    code = number_format(chart, plan)
    labels = data_labels(code, "outEnd", palette) if labelled(chart, plan, palette.points) else ""
    drawn = []
    for number, fill in enumerate(fills(palette, len(chart.series))):
        outline = palette.paper if plan.type is ChartType.STACKED else edge(fill, palette)
        look = f'{area(fill, palette, outline)}<c:invertIfNegative val="0"/>{labels}'
        drawn.append(series(chart, number, look, code))
    return (
        f'<c:barChart><c:barDir val="{"bar" if plan.horizontal else "col"}"/>'
        f'<c:grouping val="{"stacked" if piled else "clustered"}"/><c:varyColors val="0"/>{"".join(drawn)}'
        f'<c:gapWidth val="{gap(chart, plan)}"/><c:overlap val="{100 if piled else 0}"/>{AXIS_IDS}</c:barChart>'
    )


def gap(chart: ChartData, plan: Layout) -> int:
    """The gap between columns, or groups of them, in per cent of the width of a column."""
    if plan.type is ChartType.PYRAMID:
        return GAP_PYRAMID
    return GAP if len(chart.series) == 1 or plan.type is ChartType.STACKED else GAP_GROUPS


def lines(chart: ChartData, plan: Layout, palette: Palette) -> str:
    """Čáry (21.2.2.97 lineChart): each with its dash and marker, broken where a value is missing."""
    code = format_code(places(known(chart)))
    labels = data_labels(code, "t", palette) if labelled(chart, plan, palette.points) else ""
    drawn = (
        series(chart, number, stroke(palette, number) + labels, code, end='<c:smooth val="0"/>')
        for number in range(len(chart.series))
    )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{"".join(drawn)}'
        f'<c:marker val="1"/>{AXIS_IDS}</c:lineChart>'
    )


def pie(chart: ChartData, palette: Palette) -> str:
    """Výseče (21.2.2.141 pieChart) with their shares, white between them."""
    values = chart.series[0][1]
    points = "".join(
        f'<c:dPt><c:idx val="{number}"/><c:bubble3D val="0"/>{area(fill, palette, palette.paper)}</c:dPt>'
        for number, fill in enumerate(fills(palette, len(chart.categories)))
    )
    labels = data_labels(share_format(values), "outEnd", palette, shows="Percent")
    names = (column_name(2), legend_texts(chart))
    body = series(chart, 0, points + labels, format_code(places(known(chart))), names)
    return f'<c:pieChart><c:varyColors val="1"/>{body}<c:firstSliceAng val="{first_angle(values)}"/></c:pieChart>'


# --- Labels of the data ---------------------------------------------------------------------------------------------


def number_format(chart: ChartData, plan: Layout) -> str:
    """The format of the values; those of a pyramid do not show that its left side is negative."""
    return format_code(places(known(chart)), unsigned=plan.type is ChartType.PYRAMID)


def data_labels(code: str, position: str, palette: Palette, shows: str = "Val") -> str:
    """Popisky údajů (21.2.2.49 dLbls) of a series: its values ("Val") or their shares ("Percent")."""
    shown = "".join(
        f'<c:show{what} val="{int(what == shows)}"/>'
        for what in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
    )
    return (
        f'<c:dLbls><c:numFmt formatCode="{attribute(code)}" sourceLinked="0"/>'
        f"<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{text(palette)}"
        f'<c:dLblPos val="{position}"/>{shown}</c:dLbls>'
    )


# --- Series ---------------------------------------------------------------------------------------------------------


def series(
    chart: ChartData,
    number: int,
    look: str,
    code: str,
    names: tuple[str, tuple[str, ...]] | None = None,
    end: str = "",
) -> str:
    """Řada (c:ser): where its name, categories and values stand in the workbook, and what stands there.

    `names` gives another column of the workbook for the categories, with its texts.
    """
    name, values = chart.series[number]
    column, last = column_name(number + 1), len(chart.categories) + 1
    names_column, texts = names or (column_name(0), chart.categories)
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>'
        f"<c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f>{string_cache((name,))}</c:strRef></c:tx>{look}"
        f"<c:cat><c:strRef><c:f>{SHEET}!${names_column}$2:${names_column}${last}</c:f>"
        f"{string_cache(texts)}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f>"
        f"{number_cache(values, code)}</c:numRef></c:val>{end}</c:ser>"
    )


def string_cache(texts: tuple[str, ...]) -> str:
    points = "".join(f'<c:pt idx="{index}"><c:v>{attribute(text)}</c:v></c:pt>' for index, text in enumerate(texts))
    return f'<c:strCache><c:ptCount val="{len(texts)}"/>{points}</c:strCache>'


def number_cache(values: Values, code: str) -> str:
    """The values; a missing one has no point."""
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{exact(value)}</c:v></c:pt>'
        for index, value in enumerate(values)
        if value is not None
    )
    return (
        f"<c:numCache><c:formatCode>{attribute(code)}</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache>'
    )
