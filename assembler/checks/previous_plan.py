"""Vyhodnocení předchozího plánu: what is carried over is carried somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from schemas.findings import Finding, info
from schemas.plan import Plan

NOWHERE = info(
    "carried_over_nowhere",
    "Opatření „{name}“ přechází do nového plánu, není však uvedeno kam. Doplňte nové opatření, v němž pokračuje.",
    "The measure “{name}” is carried over, but not said where.",
)


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    for measure in plan.previous_plan.measures if plan.previous_plan else ():
        if measure.carried_over and not measure.carried_to:
            yield NOWHERE.at(measure.at("carried_to"), name=measure.name)
