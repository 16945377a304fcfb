"""Schválení: a body that has decided has a day, a resolution, and a decision that fits what it was asked."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from schemas.approval import Approval, Outcome, Verb
from schemas.findings import Finding, error, warning
from schemas.plan import Plan

NO_DATE = error(
    "approval_without_date",
    "Orgán „{body}“ už rozhodl („{outcome}“), chybí však den zasedání. Doplňte ho.",
    "“{body}” has decided (“{outcome}”) but the date is missing.",
)
NO_RESOLUTION = error(
    "approval_without_resolution",
    "Orgán „{body}“ už rozhodl („{outcome}“), chybí však číslo usnesení. Doplňte ho tak, jak je v zápise.",
    "“{body}” has decided (“{outcome}”) but the resolution number is missing.",
)
NO_VERB = warning(
    "approval_without_verb",
    "U orgánu „{body}“ není, co s plánem dělá. Vyberte, zda ho schvaluje, bere na vědomí, doporučuje, nebo prodlužuje.",
    "What “{body}” does with the plan is missing.",
)
CONTRADICTION = warning(
    "approval_contradiction",
    "Orgán „{body}“ má úkon „{verb}“, výsledek je však „{outcome}“. Ověřte, zda k sobě patří.",
    "“{body}”: the act “{verb}” does not fit the outcome “{outcome}”.",
)
NO_VALIDITY = warning(
    "extension_without_validity",
    "Orgán „{body}“ prodlužuje platnost plánu, ale není uvedeno, do kdy. Doplňte to.",
    "“{body}” extends the plan but not until when.",
)

POSITIVE = (Outcome.APPROVED, Outcome.AMENDED, Outcome.NOTED)
WITH_RESOLUTION = (*POSITIVE, Outcome.REVOKED)  # a rejected draft has none, nor has a steering group that recommends


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    for approval in plan.approvals:
        yield from decided(approval)
        yield from fitting(approval)


def decided(approval: Approval) -> Iterator[Finding]:
    if not approval.outcome:
        return
    outcome = approval.outcome.label
    if not approval.date:
        yield NO_DATE.at(approval.at("date"), body=approval.body, outcome=outcome)
    resolved = approval.outcome in WITH_RESOLUTION and approval.verb is not Verb.RECOMMENDS
    if resolved and not approval.resolution.strip():
        yield NO_RESOLUTION.at(approval.at("resolution"), body=approval.body, outcome=outcome)


def fitting(approval: Approval) -> Iterator[Finding]:
    verb, outcome = approval.verb, approval.outcome
    if not verb:
        yield NO_VERB.at(approval.at("verb"), body=approval.body)
    elif outcome in POSITIVE and (verb is Verb.TAKES_NOTE) != (outcome is Outcome.NOTED):
        yield CONTRADICTION.at(approval.at("outcome"), body=approval.body, verb=verb.label, outcome=outcome.label)
    if verb is Verb.EXTENDS and not approval.validity.strip():
        yield NO_VALIDITY.at(approval.at("validity"), body=approval.body)
