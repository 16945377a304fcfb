"""Alternativní text grafu: what someone who does not see the chart is told, made from its data.

Names of series and categories stand only where they may stand in the nominative.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from assembler.word.chart_data import ChartData, Values, direction, known, squared
from assembler.word.chart_layout import drawn_as
from assembler.word.chart_numbers import exact
from assembler.word.chart_pie import positions
from assembler.word.formats import NB, number, percent, plural
from schemas.analyses import ChartType

Named: TypeAlias = list[tuple[str, Decimal]]  # categories with their values, without the missing ones

LISTED = 8  # categories named one by one; of more the last one stands after a dash of dots
TIED = 3  # categories with the same extreme value that are named
LONGEST = 80  # characters of a name; it stands whole in the chart
YEARS = range(1900, 2201)
TENTH = Decimal("0.1")
ENDS = (".", "?", "!", "…")


def alternative_text(chart: ChartData) -> str:
    """Sentences on the type, unit, categories, extremes and, over years, the course of a chart.

    Raises ValueError for a chart without categories or without series.
    """
    chart = squared(chart)
    kind = drawn_as(chart)
    sentences = [opening(kind, chart.title)]
    if chart.unit:
        sentences.append(f"Jednotka: {short(chart.unit)}")
    if not known(chart):
        sentences.append("Údaje chybějí")
    elif kind is ChartType.PIE:
        sentences += shares(chart)
    else:
        sentences += [categories(chart), *described(chart, kind)]
    everything = len(chart.categories) * len(chart.series)
    missing = everything - len(known(chart))
    if 0 < missing < everything:
        sentences.append(f"Chybějící údaje: {missing}")
    return " ".join(sentence if sentence.endswith(ENDS) else f"{sentence}." for sentence in sentences)


# --- Sentences ------------------------------------------------------------------------------------------------------


def opening(kind: ChartType, title: str) -> str:
    """The type as it is drawn, and the title."""
    name = kind.label if kind is ChartType.PYRAMID else f"{kind.label} graf"
    said_title = one_line(title)
    return name.capitalize() + (f": {said_title}" if said_title else "")


def categories(chart: ChartData) -> str:
    """Which categories there are: the ends of a row of years or ages, else their names."""
    names = [short(name) for name in chart.categories]
    count = len(names)
    if direction(chart.categories):
        return f"Kategorie: {names[0]} až {names[-1]} (celkem {count})"
    listed = ", ".join(names) if count <= LISTED else f"{', '.join(names[: LISTED - 1])} … {names[-1]}"
    return f"Kategorie (celkem {count}): {listed}"


def described(chart: ChartData, kind: ChartType) -> list[str]:
    """A sentence on each series, and one on their sums where they are stacked."""
    stacked = kind is ChartType.STACKED and len(chart.series) > 1
    rows: list[tuple[str, Values]] = [("Celkem", complete_sums(chart))] if stacked else []
    over_years = kind is ChartType.LINE or in_years(chart.categories)
    return [row(chart, kind, name, values, over_years) for name, values in (*rows, *chart.series)]


def complete_sums(chart: ChartData) -> Values:
    """The sums of the categories for which all series have a value."""
    columns = zip(*(values for _, values in chart.series), strict=True)
    return tuple(None if None in column else sum(filter(None, column), Decimal(0)) for column in columns)


def row(chart: ChartData, kind: ChartType, name: str, values: Values, over_years: bool) -> str:
    """Řada: its sum (of a pyramid), its extremes, its course: "Muži: nejvíce 760 (40–44), nejméně 90 (85 a více)"."""
    named = [(short(at), value) for at, value in zip(chart.categories, values, strict=True) if value is not None]
    if not named:
        return f"{short(name)}: údaje chybějí"
    parts = [f"celkem {said(sum((value for _, value in named), Decimal(0)))}"] if kind is ChartType.PYRAMID else []
    parts += extremes(named)
    if over_years and len(named) > 1:
        backwards = direction(chart.categories) < 0
        first, last = (named[-1], named[0]) if backwards else (named[0], named[-1])
        parts.append(f"od prvního údaje k poslednímu {change(first[1], last[1], chart.unit)}")
    return f"{short(name)}: {', '.join(parts)}"


def extremes(named: Named) -> list[str]:
    """The highest and the lowest value with their categories; only one where all are the same."""
    values = [value for _, value in named]
    if len(named) == 1:
        return [f"{said(values[0])} ({named[0][0]})"]
    if max(values) == min(values):
        return [f"všechny hodnoty {said(values[0])}"]
    return [f"nejvíce {extreme(named, max(values))}", f"nejméně {extreme(named, min(values))}"]


def extreme(named: Named, value: Decimal) -> str:
    where = [name for name, each in named if each == value]
    listed = ", ".join(where[:TIED]) + (" a další" if len(where) > TIED else "")
    return f"{said(value)} ({listed})"


def shares(chart: ChartData) -> list[str]:
    """Each slice with its share and value, the sum, and the largest and the smallest one."""
    values = chart.series[0][1]
    slices = [
        (short(name), value, share * 100)
        for name, value, share in zip(chart.categories, values, positions(values)[0], strict=True)
        if value is not None
    ]
    listed = ", ".join(f"{name} {percent(share, 1)} ({said(value)})" for name, value, share in slices)
    sentences = [f"Podíly: {listed}", f"Celkem: {said(sum(known(chart), Decimal(0)))}"]
    if len(slices) > 1:
        ends = [pick(slices, key=lambda each: each[1])[0] for pick in (max, min)]
        sentences.append(f"Největší podíl: {ends[0]}; nejmenší podíl: {ends[1]}")
    return sentences


# --- Words and numbers ----------------------------------------------------------------------------------------------


def one_line(text: str) -> str:
    """The text without line ends; no-break spaces stay."""
    return re.sub(r"[ \t\n\r]+", " ", text).strip()


def short(name: str) -> str:
    """A name in one line of bearable length."""
    line = one_line(name)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"


def said(value: Decimal) -> str:
    return number(Decimal(exact(value)))


def in_years(names: tuple[str, ...]) -> bool:
    """Whether the categories are years in a row (also "2019 (odhad)", "rok 2019")."""
    found = [re.search(r"\d{4}", name, re.ASCII) for name in names]
    return bool(direction(names)) and all(match and int(match[0]) in YEARS for match in found)


def change(first: Decimal, last: Decimal, unit: str) -> str:
    """The change between two values: in percentage points for per cents, else in per cent of the first one."""
    if first == last:
        return "beze změny"
    word, difference = ("růst" if last > first else "pokles"), abs(last - first)
    if unit.strip() == "%":
        return f"{word} o{NB}{percentage_points(difference)}"
    if first <= 0:
        return f"{word} o{NB}{said(difference)}"
    relative = (difference / first * 100).quantize(TENTH, ROUND_HALF_UP)
    return f"{word} o{NB}{percent(Decimal(exact(relative)))}" if relative else "téměř beze změny"


def percentage_points(value: Decimal) -> str:
    """Procentní body: "1 procentní bod", "3 procentní body", "5 procentních bodů", "2,5 procentního bodu"."""
    whole = value == value.to_integral_value()
    noun = plural(int(value), "procentní bod", "procentní body", "procentních bodů") if whole else "procentního bodu"
    return f"{said(value)}{NB}{noun}"
