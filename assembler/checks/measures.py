"""Karta opatření: who, when, for how much, and how it is known that it worked."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks import period
from assembler.checks.scope import Scope
from assembler.checks.walk import nodes, parts
from assembler.checks.wording import day, folded, title
from schemas.findings import Finding, error, warning
from schemas.measures import Indicator, Measure
from schemas.plan import Plan

NO_GUARANTOR = error(
    "measure_without_guarantor",
    "Opatření „{name}“ nemá garanta. Doplňte, kdo za ně odpovídá.",
    "The measure “{name}” has no guarantor.",
)
NO_TERM = error(
    "measure_without_term",
    "Opatření „{name}“ nemá termín. Doplňte začátek a konec, nebo termín slovy.",
    "The measure “{name}” has no term.",
)
NO_COST = error(
    "measure_without_cost",
    "Opatření „{name}“ nemá náklady. Doplňte částky, nebo v údaji „Bez částek“ uveďte, proč je nemá.",
    "The measure “{name}” has neither costs nor a statement why it has none.",
)
COST_CONTRADICTION = warning(
    "measure_cost_contradiction",
    "Opatření „{name}“ má částky, a přitom o něm stojí „{statement}“. Vytisknou se jen částky; jedno z toho smažte.",
    "The measure “{name}” has amounts and yet says “{statement}”; the amounts alone are printed.",
)
NO_INDICATOR = error(
    "measure_without_indicator",
    "Opatření „{name}“ nemá indikátor. Doplňte, podle čeho se pozná, že se podařilo.",
    "The measure “{name}” has no indicator.",
)
NO_UNIT = warning(
    "indicator_without_unit",
    "Indikátor „{name}“ nemá jednotku. Doplňte, v čem se měří.",
    "The indicator “{name}” has no unit.",
)
NO_TARGET = warning(
    "indicator_without_target",
    "Indikátor „{name}“ nemá cílovou hodnotu. Doplňte ji.",
    "The indicator “{name}” has no target.",
)
DATES_REVERSED = error(
    "measure_dates_reversed",
    "Opatření „{name}“ končí ({ends}) dříve, než začíná ({starts}). Opravte jeden ze dnů.",
    "The measure “{name}” ends ({ends}) before it begins ({starts}).",
)
OUTSIDE_PERIOD = warning(
    "measure_outside_period",
    "Den {day} neleží v období plánu ({period}). Ověřte ho.",
    "The day {day} lies outside the period of the plan ({period}).",
)
DUPLICATE_NAME = warning(
    "duplicate_measure_name",
    "Opatření „{name}“ je pod touto položkou dvakrát. Sloučte je, nebo jedno přejmenujte.",
    "The measure “{name}” stands twice under this item.",
)


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    for measure in parts(plan, Measure):
        yield from card(measure)
        yield from dates(measure, plan)
        for indicator in measure.indicators:
            yield from complete(indicator)
    for node, _level in nodes(plan):
        yield from same_names(node.measures)


def card(measure: Measure) -> Iterator[Finding]:
    name = title(measure)
    if not measure.guarantor.strip():
        yield NO_GUARANTOR.at(measure.at("guarantor"), name=name)
    if not (measure.starts or measure.ends or measure.schedule.strip()):
        yield NO_TERM.at(measure.at("schedule"), name=name)
    if not (measure.costs or measure.cost_statement):
        yield NO_COST.at(measure.at("costs"), name=name)
    if measure.costs and measure.cost_statement:
        statement = measure.cost_statement.label
        yield COST_CONTRADICTION.at(measure.at("cost_statement"), name=name, statement=statement)
    if not measure.indicators:
        yield NO_INDICATOR.at(measure.at("indicators"), name=name)


def dates(measure: Measure, plan: Plan) -> Iterator[Finding]:
    if measure.starts and measure.ends and measure.starts > measure.ends:
        starts, ends = day(measure.starts), day(measure.ends)
        yield DATES_REVERSED.at(measure.at("ends"), name=title(measure), starts=starts, ends=ends)
    for field, moment in (("starts", measure.starts), ("ends", measure.ends)):
        if moment and period.outside(moment.year, plan.period):
            yield OUTSIDE_PERIOD.at(measure.at(field), day=day(moment), period=period.span(plan.period))


def complete(indicator: Indicator) -> Iterator[Finding]:
    if not indicator.unit.strip():
        yield NO_UNIT.at(indicator.at("unit"), name=indicator.name)
    if indicator.target is None:
        yield NO_TARGET.at(indicator.at("target"), name=indicator.name)


def same_names(measures: tuple[Measure, ...]) -> Iterator[Finding]:
    seen: set[str] = set()
    for measure in measures:
        name = folded(measure.name)
        if name in seen:
            yield DUPLICATE_NAME.at(measure.at("name"), name=measure.name)
        seen.add(name)
