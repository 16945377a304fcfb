"""Změna jednotky: amounts stay the same numbers when the unit of their plan changes; who changes it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assembler.forms import numbers, values
from assembler.forms.model import Speak, czech
from assembler.forms.naming import ALL, all_fields
from assembler.readers.money import plan_unit
from schemas.base import Part
from schemas.findings import Finding, Verbatim, error
from schemas.plan import Plan

CHANGED = error(
    "unit_changed",
    "Částek v plánu: {count}. Změnou jednotky se nepřepočtou: {before} by se četlo jako {after}. "
    "Nejdřív je přepočtěte, nebo potvrďte, že přepočtené jsou.",
    "Amounts in the plan: {count}. They stay the numbers they are: {before} would be read as {after}.",
)


def amounts(part: Any, part_class: type[Part] = Plan) -> Iterator[Any]:
    """Every amount of a content, in its order."""
    if not isinstance(part, dict):
        return
    for about in all_fields(part_class):
        if about.kind == "money" and values.as_number(part.get(about.name)) is not None:
            yield values.as_number(part[about.name])
    for name, below in ALL[part_class]:
        value = part.get(name)
        for item in value if isinstance(value, list) else (value,):
            yield from amounts(item, below)


def unit_changed(old: Any, new: Any) -> list[Finding]:
    """What is to be asked of who changes the unit of a plan that has amounts."""
    before, after = plan_unit(old), plan_unit(new)
    found = [*amounts(new)] if before != after else []
    if not found:
        return []
    first = numbers.told(found[0])
    shown = {"before": Verbatim(f"{first} {before}"), "after": Verbatim(f"{first} {after}")}
    return [CHANGED.at("/currency", count=len(found), **shown)]


def recounted(old: Any, new: Any, speak: Speak = czech) -> str:
    """What is told when the unit has changed; nothing otherwise."""
    if not unit_changed(old, new):
        return ""
    told = speak(
        "Částky plánu (%(count)s) se teď čtou v %(now)s. Byl-li to omyl, vraťte jednotku částek na %(before)s."
    )
    return told % {"count": len([*amounts(new)]), "now": plan_unit(new), "before": plan_unit(old)}
