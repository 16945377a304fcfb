"""Součty: a stated total (taken over from a source) agrees with the costs that are counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from assembler.checks.scope import Scope
from assembler.checks.walk import parts
from assembler.checks.wording import money
from schemas.action_plan import ActionItem
from schemas.finance import Cost
from schemas.findings import Finding, error
from schemas.measures import Measure
from schemas.plan import Plan

DIFFERS = error(
    "stated_total_differs",
    "Uvedený součet je {stated}, náklady však dávají {computed}; rozdíl je {difference}. "
    "Opravte částky, nebo uvedený součet smažte.",
    "The stated total is {stated}, the costs give {computed}; the difference is {difference}.",
)


def counted(costs: Iterable[Cost]) -> tuple[Decimal, Decimal]:
    """The lowest and the highest sum of the costs that are counted."""
    low = high = Decimal(0)
    for cost in costs:
        if cost.counted and cost.amount is not None:
            low += cost.amount
            high += cost.amount if cost.amount_to is None else max(cost.amount, cost.amount_to)
    return low, high


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    owners: list[Measure | ActionItem] = [*parts(plan, Measure), *parts(plan, ActionItem)]
    for part in owners:
        stated = part.stated_total
        if stated is None:
            continue
        low, high = counted(part.costs)
        if not low <= stated <= high:
            gap = low - stated if stated < low else stated - high
            yield DIFFERS.at(
                part.at("stated_total"),
                stated=money(stated, stated, plan),
                computed=money(low, high, plan),
                difference=money(gap, gap, plan),
            )
