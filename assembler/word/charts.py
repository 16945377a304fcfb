"""Grafy: native, editable Word charts. Values in, the two parts of a chart and its drawing out.

A chart in a document is three things: the drawing in the text (`drawing`), the part that it refers to and, for editing
the data in Word, a workbook embedded in that part (both from `build`). Names, content types and relationships of the
parts are the package writer's business; the chart part refers to its workbook by the id WORKBOOK_ID.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from assembler.word.chart_data import ChartData, clipped, mirrored, shortened, squared
from assembler.word.chart_layout import drawn_as, layout, natural_height
from assembler.word.chart_pie import legend_formulas, legend_texts, unit
from assembler.word.chart_style import Palette
from assembler.word.chart_text import alternative_text
from assembler.word.chart_workbook import workbook
from assembler.word.chart_xml import WORKBOOK_ID, chart_space, number_format
from assembler.word.xml import WP, A, C, R, attribute
from schemas.analyses import ChartType

__all__ = [
    "CONTENT_TYPE",
    "RELATIONSHIP_TYPE",
    "WORKBOOK_CONTENT_TYPE",
    "WORKBOOK_ID",
    "WORKBOOK_RELATIONSHIP_TYPE",
    "ChartData",
    "ChartParts",
    "Palette",
    "alternative_text",
    "build",
    "drawing",
    "drawn_as",
    "natural_height",
    "shortened",
    "shows_unit",
]

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
RELATIONSHIP_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart"
WORKBOOK_RELATIONSHIP_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/package"
KEPT = 128  # built charts, about 15 kB each


@dataclass(frozen=True, slots=True)
class ChartParts:
    """The chart part (word/charts/chartN.xml) and the workbook embedded in it (word/embeddings/….xlsx)."""

    xml: bytes
    workbook: bytes


@lru_cache(maxsize=KEPT)
def build(chart: ChartData, palette: Palette) -> ChartParts:
    """The parts of a chart; equal charts give the same bytes.

    Raises ValueError for a chart without categories or without series.
    """
    whole = squared(chart)
    seen = clipped(whole)
    plan = layout(seen, palette.points)
    code = number_format(whole, plan)
    if plan.type is ChartType.PIE:
        return ChartParts(chart_space(seen, plan, palette).encode(), pie_workbook(whole, code))
    if plan.type is ChartType.PYRAMID:
        whole, seen = mirrored(whole), mirrored(seen)
    return ChartParts(chart_space(seen, plan, palette).encode(), workbook(whole, code))


def shows_unit(chart: ChartData) -> bool:
    """Whether the drawing says the unit: along its axis, or in the legend of a pie where no number declines it."""
    whole = squared(chart)
    return drawn_as(whole) is not ChartType.PIE or bool(unit(whole))


def pie_workbook(chart: ChartData, code: str) -> bytes:
    return workbook(chart, code, legend_formulas(chart), legend_texts(chart))


def drawing(rel_id_slot: str, width_emu: int, height_emu: int, doc_pr_id: str, name: str, descr: str) -> str:
    """The w:drawing of a chart in a line of text (ECMA-376 Part 1, 20.4.2.8 inline); sizes in EMU."""
    return (
        f'<w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width_emu}" cy="{height_emu}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{attribute(doc_pr_id)}" name="{attribute(name)}" descr="{attribute(descr)}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{A}"><a:graphicData uri="{C}">'
        f'<c:chart xmlns:c="{C}" xmlns:r="{R}" r:id="{attribute(rel_id_slot)}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
