"""Titulní strana: what the cover cannot do without."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from schemas.findings import Finding, error, info, warning
from schemas.plan import Plan

NO_TERRITORY = error(
    "no_territory",
    "Chybí území, pro které plán je. Doplňte je; stojí na titulní straně.",
    "The territory of the plan is missing; the cover needs it.",
)
NO_PERIOD = error(
    "no_period",
    "Chybí období plánu. Doplňte první a poslední rok; stojí na titulní straně.",
    "The period of the plan is missing; the cover needs it.",
)
NO_DATE = warning(
    "no_date",
    "Chybí datum, ke kterému je dokument vydán. Doplňte je.",
    "The date of issue is missing.",
)
SAMPLE = info(
    "sample_plan",
    "Dokument bude označen jako ukázka: „{text}“. Do skutečného plánu údaj „Označení ukázky“ nepatří.",
    "The document is marked as a sample: “{text}”.",
)


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    period = plan.period
    if not plan.territory:
        yield NO_TERRITORY.at("/territory")
    if not period or not (period.first_year or period.last_year or period.starts or period.ends):
        yield NO_PERIOD.at("/period")
    if not plan.date:
        yield NO_DATE.at("/date")
    if plan.sample:
        yield SAMPLE.at("/sample", text=plan.sample)
