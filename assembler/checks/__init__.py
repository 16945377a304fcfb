"""Kontroly: the rules of plan logic and the statutory checklists.

Errors stop an approval copy, warnings stop nothing. One file a rule or a closely related family of rules; a new check
is one file and one line in CHECKS, or in TEXT_CHECKS where it reads every text of the plan. A check looks and tells,
it never changes content; one that raises is a fault of ours.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from assembler.checks import (
    abbreviations,
    action_plans,
    approvals,
    charts,
    chronology,
    codes,
    costs,
    counts,
    cover,
    currency,
    images,
    links,
    measures,
    organisations,
    people,
    period,
    previous_plan,
    project,
    services,
    shapes,
    small_numbers,
    strategy,
    sums,
    swot,
    tables,
    territory,
)
from assembler.checks.scope import ALL_PARTS, DEFAULT_RULESET, NO_RULESET, Scope
from assembler.checks.statutory import checklist
from assembler.checks.statutory.ruleset import RULESETS, RuleSet
from assembler.checks.walk import CLASSES, Passage, passages
from assembler.checks.wording import level_names
from assembler.options import Variant
from schemas.base import Part, PartOf
from schemas.findings import Finding, Rule, Severity, info
from schemas.paths import human_path, steps_of
from schemas.plan import Plan

__all__ = [
    "ALL_PARTS",
    "CHECKS",
    "DEFAULT_RULESET",
    "NO_RULESET",
    "RULES",
    "RULESETS",
    "TEXT_CHECKS",
    "RuleSet",
    "Scope",
    "Variant",
    "run",
]

Check = Callable[[Plan, Scope], Iterator[Finding]]
TextCheck = Callable[[Plan, Scope, Sequence[Passage]], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    cover.check,
    period.check,
    territory.check,
    people.check,
    organisations.check,
    project.check,
    chronology.check,
    previous_plan.check,
    tables.check,
    charts.check,
    images.check,
    small_numbers.check,
    swot.check,
    strategy.check,
    codes.check,
    measures.check,
    costs.check,
    sums.check,
    counts.check,
    services.check,
    shapes.check,
    action_plans.check,
    approvals.check,
    checklist.check,
)
TEXT_CHECKS: tuple[TextCheck, ...] = (  # one walk gathers the texts for them all
    links.check,
    abbreviations.check,
    currency.check,
)

MAX_FINDINGS = 1000
FURTHER = info(
    "further_findings",
    "Nálezů je ještě {count}. Opravte nejdříve ty vypsané.",
    "There are {count} more findings; mend the listed ones first.",
)

SEVERITIES = list(Severity)
POSITIONS = {one: {name: rank for rank, name in enumerate(one.fields)} for one in CLASSES}


def run(plan: Plan, scope: Scope, raw: object = None) -> tuple[Finding, ...]:
    """What is wrong with the printed parts of a plan: errors first, then by the place in the content.

    At most MAX_FINDINGS are told, the rest is counted. `raw` is the content as it was delivered; without it the human
    paths name the levels of the strategy by the plan. Raises UnknownName for an unknown rule set.
    """
    unspoken = action_plans.others(plan, scope)
    texts = [text for text in passages(plan, scope) if not (unspoken and text.pointer.startswith(unspoken))]
    found = chain(
        (finding for check in CHECKS for finding in check(plan, scope)),
        (finding for text_check in TEXT_CHECKS for finding in text_check(plan, scope, texts)),
    )
    told = (each for each in found if scope.prints(each.pointer) and not each.pointer.startswith(unspoken))
    findings = sorted(told, key=order)
    if len(findings) > MAX_FINDINGS:
        findings[MAX_FINDINGS:] = [FURTHER.at("", count=len(findings) - MAX_FINDINGS)]
    names = level_names(plan) if raw is None else raw
    return tuple(finding.located(human_path(finding.pointer, names)) for finding in findings)


def order(finding: Finding) -> tuple[int, tuple[int, ...], str]:
    return SEVERITIES.index(finding.severity), place(finding.pointer), finding.code


def place(pointer: str) -> tuple[int, ...]:
    """Where a pointer lies in the order of the schemas; items of lists by their numbers."""
    ranks: list[int] = []
    part_class: type[Part] | None = Plan
    for step in steps_of(pointer):
        if step.isdigit():
            ranks.append(int(step))
        elif part_class:
            ranks.append(POSITIONS[part_class][step])
            field = part_class.fields[step]
            part_class = field.part_class if isinstance(field, PartOf) else None
    return tuple(ranks)


def gathered() -> Mapping[str, Rule]:
    """The rules that stand beside the checks, by their codes; two of the same code stop the program at import."""
    rules: dict[str, Rule] = {}
    for check in (*CHECKS, *TEXT_CHECKS, run):
        for rule in vars(sys.modules[check.__module__]).values():
            if isinstance(rule, Rule) and rules.setdefault(rule.code, rule) is not rule:
                raise ValueError(f"two rules have the code {rule.code}")
    return MappingProxyType(rules)


RULES = gathered()
