"""Náklady: every amount says how much, when and from what; years of measures lie within the period.

Services may tell how they were paid in past years, so their years are not compared with the period.
"""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks import period
from assembler.checks.scope import Scope
from assembler.checks.walk import parts
from assembler.checks.wording import amount
from schemas.finance import Cost
from schemas.findings import Finding, error
from schemas.measures import Measure
from schemas.plan import Plan

NO_SOURCE = error(
    "cost_without_source",
    "U nákladu chybí zdroj financování. Doplňte, z čeho se zaplatí.",
    "The cost has no funding source.",
)
NO_YEAR = error(
    "cost_without_year",
    "U nákladu chybí rok. Doplňte, kdy se peníze vydají.",
    "The cost has no year.",
)
NO_AMOUNT = error(
    "cost_without_amount",
    "U nákladu chybí částka. Doplňte ji, nebo náklad smažte.",
    "The cost has no amount.",
)
RANGE_REVERSED = error(
    "cost_range_reversed",
    "Horní mez {high} je menší než dolní mez {low}. Opravte jednu z nich.",
    "The upper bound {high} is less than the lower bound {low}.",
)
OUTSIDE_PERIOD = error(
    "cost_outside_period",
    "Náklad je z roku {year}, plán je však na období {period}. Opravte rok.",
    "The cost is of {year}, the period of the plan is {period}.",
)


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    for cost in parts(plan, Cost):
        yield from complete(cost)
    for measure in parts(plan, Measure):
        for cost in measure.costs:
            if cost.year and period.outside(cost.year, plan.period):
                yield OUTSIDE_PERIOD.at(cost.at("year"), year=cost.year, period=period.span(plan.period))


def complete(cost: Cost) -> Iterator[Finding]:
    if not cost.source:
        yield NO_SOURCE.at(cost.at("source"))
    if cost.year is None:
        yield NO_YEAR.at(cost.at("year"))
    if cost.amount is None:
        yield NO_AMOUNT.at(cost.at("amount"))
    elif cost.amount_to is not None and cost.amount_to < cost.amount:
        yield RANGE_REVERSED.at(cost.at("amount_to"), low=amount(cost.amount), high=amount(cost.amount_to))
