"""SWOT: the four fields, and the full list with points; ranks are computed."""

from __future__ import annotations

from typing import TypedDict

from assembler.word.values import Cell, DataTable
from schemas.swot import Quadrant, Swot, SwotItem, SwotRendering
from schemas.values import Rich


class QuadrantView(TypedDict):
    """Pole SWOT."""

    heading: str
    items: list[str]
    points: DataTable | None  # the items with their ranks
    voted: bool  # has any item points?


class SwotView(TypedDict):
    """SWOT analýza."""

    title: str
    group: str
    introduction: Rich
    as_table: bool
    as_list: bool
    strengths: QuadrantView
    weaknesses: QuadrantView
    opportunities: QuadrantView
    threats: QuadrantView
    quadrants: list[QuadrantView]
    conclusion: Rich


USUAL = {
    "strengths": "Silné stránky",
    "weaknesses": "Slabé stránky",
    "opportunities": "Příležitosti",
    "threats": "Hrozby",
}


def swot(item: Swot, groups: dict[str, str]) -> SwotView:
    """groups: identifiers of groups -> their names."""
    fields = {name: quadrant(getattr(item, name), usual) for name, usual in USUAL.items()}
    rendering = item.rendering or (
        SwotRendering.BOTH if any(field["voted"] for field in fields.values()) else SwotRendering.TABLE
    )
    return {
        "title": item.title,
        "group": groups.get(item.group, ""),
        "introduction": item.introduction,
        "as_table": rendering in (SwotRendering.TABLE, SwotRendering.BOTH),
        "as_list": rendering in (SwotRendering.LIST, SwotRendering.BOTH),
        "strengths": fields["strengths"],
        "weaknesses": fields["weaknesses"],
        "opportunities": fields["opportunities"],
        "threats": fields["threats"],
        "quadrants": list(fields.values()),
        "conclusion": item.conclusion,
    }


def quadrant(item: Quadrant | None, usual: str) -> QuadrantView:
    if item is None:
        return {"heading": usual, "items": [], "points": None, "voted": False}
    ordered = sorted(item.items, key=lambda each: -(each.points or 0))
    heading = item.heading or usual
    return {
        "heading": heading,
        "items": [each.text for each in ordered],
        "points": points_table(heading, ordered) if ordered else None,
        "voted": any(each.points is not None for each in ordered),
    }


def points_table(heading: str, ordered: list[SwotItem]) -> DataTable:
    """The items by their points; without points there are no ranks."""
    voted = any(each.points is not None for each in ordered)
    if not voted:
        return DataTable((Cell(heading),), tuple((Cell(each.text),) for each in ordered), (), str(heading))
    heads = (Cell("Pořadí"), Cell(heading), Cell("Body", True))
    return DataTable(heads, tuple(points_row(each, ordered) for each in ordered), (), str(heading))


def points_row(item: SwotItem, ordered: list[SwotItem]) -> tuple[Cell, ...]:
    """Items with equal points share a rank, as in a race."""
    rank = 1 + sum(1 for other in ordered if (other.points or 0) > (item.points or 0))
    points = str(item.points) if item.points is not None else "–"
    return Cell(f"{rank}."), Cell(item.text), Cell(points, True)
