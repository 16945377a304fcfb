"""Celý graf: title and description for who does not see it, definitions, the drawing, the legend."""

from __future__ import annotations

from assembler.drawing import pie, plot
from assembler.drawing.axis import axis_of
from assembler.drawing.canvas import Letters, colour, element, length
from assembler.drawing.looks import LINE_WIDTH, OUTLINE, dashes, marker, paint, pattern
from assembler.drawing.plot import AIR, Plot
from assembler.word.chart_data import ChartData, clipped, mirrored, squared
from assembler.word.chart_layout import WIDTH, Layout, layout, natural_height
from assembler.word.chart_style import Palette, edge, fills, pen
from assembler.word.values import Figure
from assembler.word.xml import attribute
from schemas.analyses import ChartType

SVG = "http://www.w3.org/2000/svg"
SAMPLE = 9.0  # mm of a line in the legend
KEY = 3.5  # mm of the sample of a bar with its gap
BETWEEN = 4.0  # mm from one entry of the legend to the next
LONGEST = 60.0  # mm of one entry


def svg(figure: Figure, palette: Palette, name: str = "graf") -> str:
    """The chart as it stands in a document, as wide as its text; `name` begins the ids of the drawing.

    Raises ValueError for a chart without categories or without series.
    """
    chart = clipped(squared(figure.data))
    plan = layout(chart, palette.points)
    height = natural_height(figure.data, palette.points)
    title = element("title", attribute(figure.data.title or "Graf"), id=f"{name}-titul")
    alt = element("desc", attribute(figure.alt), id=f"{name}-popis")
    drawn = definitions(chart, plan, palette, f"{name}-vzor-") + body(chart, plan, palette, height, f"{name}-vzor-")
    return element(
        "svg",
        title + alt + element("g", drawn, aria_hidden="true"),
        xmlns=SVG,
        viewBox=f"0 0 {length(WIDTH)} {height}",
        role="img",
        aria_labelledby=f"{name}-titul",
        aria_describedby=f"{name}-popis",
        class_="drawn-chart",
        font_family=f"{palette.font}, Carlito, sans-serif",
        font_size=Letters(palette).size,
        fill=colour(palette.text),
    )


def definitions(chart: ChartData, plan: Layout, palette: Palette, patterns: str) -> str:
    """The patterns that the fills of the chart need."""
    count = len(chart.categories) if plan.type is ChartType.PIE else len(chart.series)
    shades = fills(palette, count) if plan.type is not ChartType.LINE else ()
    needed = [pattern(fill, f"{patterns}{index}", palette) for index, fill in enumerate(shades) if fill.pattern]
    return element("defs", "".join(needed)) if needed else ""


def body(chart: ChartData, plan: Layout, palette: Palette, height: float, patterns: str) -> str:
    letters = Letters(palette)
    if plan.type is ChartType.PIE:
        return pie.slices(chart, palette, letters, height, patterns)
    seen = mirrored(chart) if plan.type is ChartType.PYRAMID else chart
    rows = legend_rows(chart, plan, letters)
    under = len(rows) * letters.line + AIR if rows else 0.0
    axis = axis_of(seen, plan)
    box = plot.box_of(seen, plan, axis, letters, height - under)
    whole = Plot(seen, plan, axis, palette, letters, box, patterns)
    drawn = plot.lines(whole) if plan.type is ChartType.LINE else plot.bars(whole)
    return plot.axes(whole) + drawn + plot.foot(whole) + legend(whole, rows, height - under + AIR)


# --- The legend under a chart ---------------------------------------------------------------------------------------


def legend_rows(chart: ChartData, plan: Layout, letters: Letters) -> list[list[tuple[int, str, float]]]:
    """The series in rows: number, name, width of the entry; none where there is only one series."""
    if len(chart.series) == 1:
        return []
    sample = SAMPLE if plan.type is ChartType.LINE else KEY
    rows: list[list[tuple[int, str, float]]] = [[]]
    for number, (name, _) in enumerate(chart.series):
        shown = letters.cut(name, LONGEST)
        wide = sample + letters.width(shown)
        if rows[-1] and sum(each[2] + BETWEEN for each in rows[-1]) + wide > WIDTH:
            rows.append([])
        rows[-1].append((number, shown, wide))
    return rows


def legend(whole: Plot, rows: list[list[tuple[int, str, float]]], top: float) -> str:
    letters, drawn = whole.letters, ""
    for index, row in enumerate(rows):
        x = (WIDTH - sum(wide for _, _, wide in row) - BETWEEN * (len(row) - 1)) / 2
        y = top + (index + 0.5) * letters.line
        for number, name, wide in row:
            drawn += key(whole, number, x, y) + letters.text(name, x + wide - letters.width(name), y)
            x += wide + BETWEEN
    return element("g", drawn, class_="legend") if drawn else ""


def key(whole: Plot, number: int, x: float, y: float) -> str:
    """The sample of a series."""
    if whole.plan.type is ChartType.LINE:
        look, end = pen(whole.palette, number), x + SAMPLE - 2
        stroke: dict[str, str | float] = {"stroke": colour(look.colour), "stroke_width": LINE_WIDTH}
        line = element("path", d=f"M{length(x)} {length(y)}H{length(end)}", **stroke, **dashes(look))
        return line + marker(look, (x + end) / 2, y)
    fill, size = fills(whole.palette, len(whole.chart.series))[number], whole.letters.size * 0.7
    look_of = {"fill": paint(fill, f"{whole.patterns}{number}"), "stroke": colour(edge(fill, whole.palette))}
    return element("rect", x=x, y=y - size / 2, width=size, height=size, **look_of, stroke_width=OUTLINE)
