"""Akční plány: a year, each measure once, activities with a name and a day, no more money than the plan has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assembler.checks import period
from assembler.checks.scope import Scope
from assembler.checks.sums import counted
from assembler.checks.walk import parts
from assembler.checks.wording import money, title
from schemas.action_plan import ActionItem, ActionPlan, Activity, of_year
from schemas.findings import Finding, error, warning
from schemas.measures import Measure
from schemas.plan import Plan

NONE = error(
    "no_action_plan",
    "Obsah nemá žádný akční plán, z něhož by dokument vznikl. Doplňte ho, nebo zvolte jiný druh dokumentu.",
    "The content has no action plan to make the document of.",
)
NOT_THIS_YEAR = error(
    "no_action_plan_of_year",
    "Akční plán na rok {year} v obsahu není (je v něm {found}). Zvolte jiný rok, nebo akční plán doplňte.",
    "The content has no action plan of {year}.",
)
NO_YEAR = error(
    "action_plan_without_year",
    "Akční plán nemá rok. Doplňte, na který rok je.",
    "The action plan has no year.",
)
OUTSIDE_PERIOD = warning(
    "action_plan_outside_period",
    "Akční plán je na rok {year}, plán však na období {period}. Ověřte rok.",
    "The action plan is for {year}, the period of the plan is {period}.",
)
EMPTY = error(
    "action_plan_empty",
    "Akční plán nemá žádnou položku. Doplňte alespoň jednu.",
    "The action plan has no item.",
)
NAMELESS = error(
    "action_item_nameless",
    "Položka nemá opatření ani název. Vyberte opatření plánu, nebo položku pojmenujte.",
    "The item has neither a measure nor a name.",
)
TWICE = error(
    "action_item_twice",
    "Opatření „{name}“ je v tomto akčním plánu dvakrát. Sloučte obě položky.",
    "The measure “{name}” stands twice in this action plan.",
)
NO_ACTIVITIES = warning(
    "action_item_without_activities",
    "Položka „{name}“ nemá žádnou aktivitu. Doplňte, co se v roce udělá.",
    "The item “{name}” has no activity.",
)
NO_RESPONSIBLE = warning(
    "activity_without_responsible",
    "U aktivity „{text}“ není, kdo za ni odpovídá. Doplňte ho.",
    "Nobody is responsible for the activity “{text}”.",
)
NO_TERM = warning(
    "activity_without_term",
    "U aktivity „{text}“ není termín. Doplňte ho.",
    "The activity “{text}” has no term.",
)
OTHER_YEAR = warning(
    "action_cost_other_year",
    "Náklad je z roku {found}, akční plán je však na rok {year}. Ověřte rok.",
    "The cost is of {found}, the action plan is for {year}.",
)
EXCEEDS = warning(
    "action_cost_exceeds_measure",
    "Akční plán dává na opatření „{name}“ v roce {year} {given}, karta opatření má na tento rok {planned}. "
    "Srovnejte obě částky.",
    "The action plan gives {given} to “{name}” in {year}, the measure has {planned} for that year.",
)


def check(plan: Plan, scope: Scope) -> Iterator[Finding]:
    yield from missing(plan, scope)
    measures = {measure.id: measure for measure in parts(plan, Measure) if measure.id} if plan.action_plans else {}
    for action_plan in plan.action_plans:
        if action_plan.year is None:
            yield NO_YEAR.at(action_plan.at("year"))
        elif period.outside(action_plan.year, plan.period):
            yield OUTSIDE_PERIOD.at(action_plan.at("year"), year=action_plan.year, period=period.span(plan.period))
        if not action_plan.items:
            yield EMPTY.at(action_plan.at("items"))
        yield from named(action_plan, measures)
        for item in action_plan.items:
            yield from planned(item, measures)
            yield from paid(item, action_plan.year, plan, measures)


def missing(plan: Plan, scope: Scope) -> Iterator[Finding]:
    """A document of one year needs the action plan of that year."""
    if not scope.yearly or of_year(plan.action_plans, scope.year):
        return
    years = [f"rok {one.year}" if one.year else "akční plán bez roku" for one in plan.action_plans]
    if years:
        yield NOT_THIS_YEAR.at("/action_plans", year=scope.year, found=", ".join(years))
    else:
        yield NONE.at("/action_plans")


def others(plan: Plan, scope: Scope) -> tuple[str, ...]:
    """Where the action plans of other years begin, of which a document of one year does not speak."""
    chosen = of_year(plan.action_plans, scope.year)
    return tuple(f"{one.pointer}/" for one in plan.action_plans if scope.yearly and one is not chosen)


def named(action_plan: ActionPlan, measures: Mapping[str, Measure]) -> Iterator[Finding]:
    seen: set[str] = set()
    for item in action_plan.items:
        if not item.measure and not item.name.strip():
            yield NAMELESS.at(item.at("measure"))
        elif item.measure in seen:
            yield TWICE.at(item.at("measure"), name=name(item, measures))
        elif item.measure:
            seen.add(item.measure)


def name(item: ActionItem, measures: Mapping[str, Measure]) -> str:
    measure = measures.get(item.measure)
    return title(measure) if measure else item.name


def planned(item: ActionItem, measures: Mapping[str, Measure]) -> Iterator[Finding]:
    if not item.activities:
        yield NO_ACTIVITIES.at(item.at("activities"), name=name(item, measures))
    for activity in item.activities:
        yield from dated(activity)


def dated(activity: Activity) -> Iterator[Finding]:
    if not activity.responsible.strip():
        yield NO_RESPONSIBLE.at(activity.at("responsible"), text=activity.text)
    if not activity.term.strip():
        yield NO_TERM.at(activity.at("term"), text=activity.text)


def paid(item: ActionItem, year: int | None, plan: Plan, measures: Mapping[str, Measure]) -> Iterator[Finding]:
    for cost in item.costs:
        if year and cost.year and cost.year != year:
            yield OTHER_YEAR.at(cost.at("year"), found=cost.year, year=year)
    measure = measures.get(item.measure)
    if not year or not measure or not measure.costs:
        return
    given = counted(cost for cost in item.costs if cost.year in (year, None))
    planned = counted(cost for cost in measure.costs if cost.year == year)
    if given[0] > planned[1]:
        yield EXCEEDS.at(
            item.at("costs"),
            name=title(measure),
            year=year,
            given=money(*given, plan),
            planned=money(*planned, plan),
        )
