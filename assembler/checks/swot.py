"""SWOT: no empty quadrant, nothing said twice."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.checks.wording import folded
from schemas.findings import Finding, error, warning
from schemas.plan import Plan
from schemas.swot import Quadrant, Swot

EMPTY_QUADRANT = error(
    "swot_quadrant_empty",
    "SWOT „{title}“ nemá vyplněné pole „{quadrant}“. Doplňte alespoň jednu položku.",
    "The SWOT “{title}” has nothing in “{quadrant}”.",
)
DUPLICATE = warning(
    "swot_duplicate",
    "Položka „{text}“ už v této SWOT je, v poli „{quadrant}“. Jednu z nich smažte.",
    "“{text}” already stands in this SWOT, in “{quadrant}”.",
)

QUADRANTS = ("strengths", "weaknesses", "opportunities", "threats")


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    for swot in plan.swot:
        yield from quadrants(swot)


def quadrants(swot: Swot) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for name in QUADRANTS:
        label = Swot.fields[name].label
        quadrant: Quadrant | None = getattr(swot, name)
        if not quadrant or not quadrant.items:
            yield EMPTY_QUADRANT.at(swot.at(name), title=swot.title, quadrant=label)
            continue
        for item in quadrant.items:
            text = folded(item.text)
            if text in seen:
                yield DUPLICATE.at(item.at("text"), text=item.text, quadrant=seen[text])
            seen.setdefault(text, label)
