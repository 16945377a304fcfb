"""Pořadí dnů: what the plan tells as past did not happen after its date."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.checks.wording import day
from schemas.findings import Finding, warning
from schemas.plan import Plan
from schemas.process import Meeting, PublicEvent

AFTER_PLAN = warning(
    "event_after_plan",
    "Den {day} je pozdější než datum plánu ({issued}). Jeden z údajů opravte, nebo akci popište jako chystanou.",
    "The day {day} is later than the date of the plan ({issued}).",
)


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    if not plan.date or not plan.process:
        return
    events: list[Meeting | PublicEvent] = [*plan.process.meetings, *plan.process.events]
    for event in events:
        if event.date and event.date > plan.date:
            yield AFTER_PLAN.at(event.at("date"), day=day(event.date), issued=day(plan.date))
