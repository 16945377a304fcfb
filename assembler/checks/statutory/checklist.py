"""Zákonný obsah plánu: every item of the chosen rule set is somewhere in the content."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.period import first_year, last_year
from assembler.checks.scope import NO_RULESET, Scope
from assembler.checks.statutory.ruleset import Item, RuleSet, chosen_ruleset, filled
from assembler.checks.wording import day
from schemas.findings import Finding, Rule, Verbatim, error, info, warning
from schemas.paths import steps_of
from schemas.plan import Plan

# What to do stands first, what it is asked by last: a blank plan has a dozen of these.
MISSING = error(
    "statutory_missing",
    "{advice} Plán má obsahovat {text}. ({citation}; bod {number} seznamu „{ruleset}“.)",
    "{advice_en} A plan holds: {text_en}. ({citation}; item {number} of “{ruleset_en}”.)",
)
UNVERIFIED = warning(
    "statutory_unverified",
    "{advice} Doporučuje se, aby plán obsahoval {text}. (Podle výkladu {citation}; bod {number} seznamu „{ruleset}“. "
    "Doslovné znění předpisu jsme neověřili, proto jde jen o doporučení: schválení plánu nebrání.)",
    "{advice_en} It is recommended that a plan holds: {text_en}. (By a reading of {citation}; item {number} of "
    "“{ruleset_en}”. We have not verified its literal wording, so this is only advice: it does not stop the approval.)",
)
OPTIONAL = info(
    "statutory_optional",
    "Plán může mít {text}. {advice} ({citation}; bod {number} seznamu „{ruleset}“.)",
    "A plan may have: {text_en}. {advice_en} ({citation}; item {number} of “{ruleset_en}”.)",
)
LONG_PERIOD = warning(
    "long_period",
    "Plán je na {period}; {citation} počítá nejvýše s dobou {years} let. Čtyřleté a pětileté plány existují, "
    "ověřte si však, že je to záměr.",
    "The plan is for {period}; {citation} speaks of {years} years at most.",
)
NOT_IN_FORCE = warning(
    "ruleset_not_in_force",
    "Datum plánu ({day}) leží mimo dobu, po kterou platí zvolená sada pravidel: {ruleset}. Zvolte jinou sadu.",
    "On the date of the plan ({day}) the chosen rule set is not in force: {ruleset_en}.",
)


def check(plan: Plan, scope: Scope) -> Iterator[Finding]:
    if scope.ruleset == NO_RULESET:
        return
    ruleset = chosen_ruleset(scope.ruleset)
    names = {"ruleset": Verbatim(ruleset.title), "ruleset_en": Verbatim(ruleset.title_en)}
    if plan.date and not ruleset.in_force(plan.date):
        yield NOT_IN_FORCE.at("/date", day=day(plan.date), **names)
    yield from too_long(plan, ruleset)
    for item in ruleset.items:
        yield from missing(plan, scope, ruleset, item)


def too_long(plan: Plan, ruleset: RuleSet) -> Iterator[Finding]:
    first, last = first_year(plan.period), last_year(plan.period)
    if ruleset.years and first and last and last - first >= ruleset.years:
        period = f"{first}–{last}"
        yield LONG_PERIOD.at("/period", period=period, citation=ruleset.citation, years=ruleset.years)


def missing(plan: Plan, scope: Scope, ruleset: RuleSet, item: Item) -> Iterator[Finding]:
    """What of one item the content lacks; an item whose every place the document leaves unprinted is not spoken of."""
    for requirement in item.requirements:
        printed = [path for path in requirement.any_of if scope.prints(path)]
        if printed and not any(filled(plan, steps_of(path)) for path in requirement.any_of):
            yield rule(item).at(
                requirement.fill if scope.prints(requirement.fill) else printed[0].partition("/*")[0],
                citation=Verbatim(ruleset.citation),
                number=item.number,
                text=Verbatim(item.text),
                text_en=Verbatim(item.text_en),
                advice=Verbatim(requirement.advice),
                advice_en=Verbatim(requirement.advice_en),
                ruleset=Verbatim(ruleset.title),
                ruleset_en=Verbatim(ruleset.title_en),
            )


def rule(item: Item) -> Rule:
    if item.optional:
        return OPTIONAL
    return MISSING if item.verified else UNVERIFIED
