"""SWOT: the four fields, and the full list with points; ranks are computed."""

from __future__ import annotations

from typing import TypedDict

from schemas.swot import Quadrant, Swot, SwotItem, SwotRendering
from schemas.values import Rich


class SwotItemView(TypedDict):
    """Položka SWOT."""

    rank: str
    text: str
    points: str


class QuadrantView(TypedDict):
    """Pole SWOT."""

    heading: str
    items: list[SwotItemView]
    points: bool  # has any item points?


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
        SwotRendering.BOTH if any(field["points"] for field in fields.values()) else SwotRendering.TABLE
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
        return {"heading": usual, "items": [], "points": False}
    ordered = sorted(item.items, key=lambda each: -(each.points or 0))
    points = any(each.points is not None for each in item.items)
    return {
        "heading": item.heading or usual,
        "items": [swot_item(each, ordered, points) for each in ordered],
        "points": points,
    }


def swot_item(item: SwotItem, ordered: list[SwotItem], points: bool) -> SwotItemView:
    """Items with equal points share a rank, as in a race."""
    rank = 1 + sum(1 for other in ordered if (other.points or 0) > (item.points or 0))
    return {
        "rank": f"{rank}." if points else "",
        "text": item.text,
        "points": str(item.points) if item.points is not None else "–",
    }
