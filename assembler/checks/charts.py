"""Grafy: source, data, and data that the type of the chart can draw."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.checks.walk import parts
from schemas.analyses import Chart, ChartType
from schemas.findings import Finding, error, warning
from schemas.plan import Plan

NO_SOURCE = error(
    "chart_without_source",
    "Graf „{caption}“ nemá zdroj. Doplňte, odkud údaje jsou.",
    "The chart “{caption}” has no source.",
)
NO_CAPTION = warning(
    "chart_without_caption",
    "Graf nemá titulek: pod ním bude stát jen číslo. Doplňte ho.",
    "The chart has no caption.",
)
NO_DATA = error(
    "chart_without_data",
    "Graf „{caption}“ nemá údaje. Doplňte kategorie a alespoň jednu řadu hodnot, nebo graf smažte.",
    "The chart “{caption}” has no data.",
)
SERIES_LENGTH = error(
    "chart_series_length",
    "Řada „{series}“ má jiný počet hodnot ({found}), než je kategorií ({expected}). "
    "Místo chybějící hodnoty napište pomlčku.",
    "The series “{series}” has {found} values for {expected} categories.",
)
PIE_SERIES = error(
    "chart_pie_series",
    "Výsečový graf ukáže jen jednu řadu, tento jich má {found}. Nechte jednu, nebo zvolte jiný typ grafu.",
    "A pie chart shows one series, this one has {found}.",
)
PIE_NEGATIVE = error(
    "chart_pie_negative",
    "Výsečový graf neukáže zápornou hodnotu ({value}). Opravte ji, nebo zvolte jiný typ grafu.",
    "A pie chart cannot show the negative value {value}.",
)
PYRAMID_SERIES = error(
    "chart_pyramid_series",
    "Věková pyramida má mít právě dvě řady (muži a ženy), tato jich má {found}. Upravte řady.",
    "A population pyramid takes exactly two series, this one has {found}.",
)


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    for chart in parts(plan, Chart):
        name = chart.caption or chart.id or "bez titulku"
        if not chart.source.strip():
            yield NO_SOURCE.at(chart.at("source"), caption=name)
        if not chart.caption.strip():
            yield NO_CAPTION.at(chart.at("caption"))
        if not chart.categories or all(value is None for series in chart.series for value in series.values):
            yield NO_DATA.at(chart.at("series" if chart.categories else "categories"), caption=name)
            continue
        yield from lengths(chart)
        yield from drawable(chart)


def lengths(chart: Chart) -> Iterator[Finding]:
    expected = len(chart.categories)
    for series in chart.series:
        if len(series.values) != expected:
            found = len(series.values)
            yield SERIES_LENGTH.at(series.at("values"), series=series.name, found=found, expected=expected)


def drawable(chart: Chart) -> Iterator[Finding]:
    """What the type of the chart asks of its series."""
    count = len(chart.series)
    if chart.type is ChartType.PYRAMID and count != 2:
        yield PYRAMID_SERIES.at(chart.at("series"), found=count)
    if chart.type is not ChartType.PIE:
        return
    if count > 1:
        yield PIE_SERIES.at(chart.at("series"), found=count)
    for series in chart.series:
        for index, value in enumerate(series.values):
            if value is not None and value < 0:
                yield PIE_NEGATIVE.at(series.at("values", index), value=value)
