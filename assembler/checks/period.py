"""Období: its first and last year, and whether they agree with its days."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.checks.wording import day
from schemas.findings import Finding, error, warning
from schemas.plan import Period, Plan

INCOMPLETE = error(
    "period_incomplete",
    "Období má jen jeden ze dvou krajních roků. Doplňte druhý.",
    "Only one end of the period is given.",
)
REVERSED = error(
    "period_reversed",
    "Období končí ({last}) dříve, než začíná ({first}). Opravte jeden z údajů.",
    "The period ends ({last}) before it begins ({first}).",
)
CONTRADICTION = warning(
    "period_contradiction",
    "Den {day} neleží v roce {year}, který období uvádí. Opravte jeden z údajů.",
    "The day {day} does not lie in the year {year} that the period gives.",
)


def first_year(period: Period | None) -> int | None:
    """The first year of the plan, from its years or its days."""
    if not period:
        return None
    return period.first_year or (period.starts.year if period.starts else None)


def last_year(period: Period | None) -> int | None:
    """The last year of the plan, from its years or its days."""
    if not period:
        return None
    return period.last_year or (period.ends.year if period.ends else None)


def outside(year: int, period: Period | None) -> bool:
    """Whether the year lies outside the period, as far as the period is known; of a reversed one nothing is.

    Who has mistyped one year of the period is told so once, and not at every cost and day of the plan.
    """
    first, last = first_year(period), last_year(period)
    if first is not None and last is not None and first > last:
        return False
    return (first is not None and year < first) or (last is not None and year > last)


def span(period: Period | None) -> str:
    """The period as 2020–2022; an unknown end is left out."""
    return f"{first_year(period) or ''}–{last_year(period) or ''}"


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    period = plan.period
    if not period:
        return
    first, last = first_year(period), last_year(period)
    if (first is None) != (last is None):
        yield INCOMPLETE.at(period.at("first_year" if first is None else "last_year"))
    if first and last and first > last:
        yield REVERSED.at(period.at("last_year"), first=first, last=last)
    elif period.starts and period.ends and period.starts > period.ends:
        yield REVERSED.at(period.at("ends"), first=day(period.starts), last=day(period.ends))
    yield from contradictions(period)


def contradictions(period: Period) -> Iterator[Finding]:
    for name, moment, year in (("starts", period.starts, period.first_year), ("ends", period.ends, period.last_year)):
        if moment and year and moment.year != year:
            yield CONTRADICTION.at(period.at(name), day=day(moment), year=year)
