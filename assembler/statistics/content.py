"""Do plánu: a table and a chart as content of an analysis, and what the schema would refuse of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assembler.statistics.table import NUMERIC, Made
from schemas.findings import Finding
from schemas.loading import load


@dataclass(frozen=True, slots=True)
class Frame:
    """Popis: what stands round a table or a chart."""

    caption: str = ""
    unit: str = ""
    year: int | str | None = None  # a text where no year was typed: the schema tells
    source: str = ""
    note: str = ""


def table_content(made: Made, frame: Frame) -> dict[str, Any]:
    """Tabulka; columns of numbers are summed where the sheet had sums."""
    columns = [
        {"name": each.name, "type": each.type.value} | ({"total": True} if made.total and each.type in NUMERIC else {})
        for each in made.columns
    ]
    rows = [[*each.cells] for each in made.rows]
    return round_it(frame, note=True) | {"columns": columns, "rows": rows} | named(total_label=made.total)


def chart_content(chart: dict[str, Any], frame: Frame) -> dict[str, Any]:
    """Graf; a chart has no note."""
    return round_it(frame, note=False) | chart


def round_it(frame: Frame, *, note: bool) -> dict[str, Any]:
    fields = named(caption=frame.caption, unit=frame.unit, year=frame.year, source=frame.source)
    return fields | (named(note=frame.note) if note else {})


def named(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}


def refused(table: dict[str, Any] | None, chart: dict[str, Any] | None) -> tuple[Finding, ...]:
    """What the schema has against a table or a chart."""
    chapter: dict[str, Any] = {"heading": "–"}
    chapter |= named(tables=[table] if table else [], charts=[chart] if chart else [])
    return load({"title": "–", "analyses": [{"title": "–", "chapters": [chapter]}]}).findings
