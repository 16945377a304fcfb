"""Začátek dokumentu: cover, imprint, the funded project, foreword, abbreviations; and the approval clause."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from assembler.documents.kind import View
from assembler.documents.views.amounts import money_of
from assembler.documents.views.lists import Text, overview
from assembler.documents.views.media import picture
from assembler.documents.views.people import parties
from assembler.options import Options, State, Variant
from assembler.word.formats import collation_key, day, money, years
from assembler.word.values import DataTable, Joined, Picture
from schemas.approval import Approval, Outcome, Verb
from schemas.plan import Abbreviation, Plan, Term
from schemas.publicity import FundedProject
from schemas.values import Rich

INTERNAL = "Neveřejná verze: obsahuje i jména, údaje a přílohy, které se nezveřejňují."


class CoverView(TypedDict):
    """Titulní strana."""

    title: str
    subtitle: str
    territory: str
    period: str
    state: str  # „NÁVRH“ in a draft, empty in an approval copy
    version: str
    date: str
    place: str
    sample: str
    internal: str  # „Neveřejná verze …“, empty in a public copy
    clause: list[Joined]  # who has approved the plan, when and by which resolution
    arms: Picture | None
    watermark: bool


class ProjectView(TypedDict):
    """Projekt, z něhož se příprava platila."""

    name: str
    registration: str
    programme: str
    call: Joined
    term: str
    budget: str
    sentence: str
    sentence_in_footer: bool
    logos: list[Picture]
    description: Rich
    activities: DataTable | None


class ForewordView(TypedDict):
    """Úvodní slovo."""

    text: Rich
    signatory: str
    function: str
    photo: Picture | None


class FrontView(TypedDict):
    """Vše před první kapitolou."""

    cover: CoverView
    parties: DataTable | None
    project: ProjectView | None
    foreword: ForewordView | None
    legal_basis: str
    abbreviations: DataTable | None
    terms: DataTable | None
    approvals: DataTable | None  # schvalovací doložka
    approved: bool
    undecided: bool  # no council has decided on it yet


def front(plan: Plan, options: Options, view: View, title: str, period: str, legal_basis: str) -> FrontView:
    """Title, period and legal basis are those of the document, which need not be those of the plan."""
    return {
        "cover": cover(plan, options, title, period),
        "parties": parties(plan.parties),
        "project": project(plan.project, money_of(plan).unit) if plan.project else None,
        "foreword": foreword(plan) if plan.foreword else None,
        "legal_basis": legal_basis,
        "abbreviations": abbreviations(plan.abbreviations),
        "terms": terms(plan.terms),
        "approvals": approvals(plan.approvals),
        "approved": approved(plan),
        "undecided": undecided(plan),
    }


def approved(plan: Plan) -> bool:
    """Has a council approved the plan, and none revoked it? A recommendation is no approval."""
    outcomes = {item.outcome for item in plan.approvals if item.verb is Verb.APPROVES}
    return bool(outcomes & {Outcome.APPROVED, Outcome.AMENDED}) and Outcome.REVOKED not in outcomes


def undecided(plan: Plan) -> bool:
    """Is a decision on approval still to come? Neither a recommendation nor a postponement is one."""
    decisions = (item.outcome for item in plan.approvals if item.verb is not Verb.RECOMMENDS)
    return all(outcome in (None, Outcome.POSTPONED) for outcome in decisions)


def approves(item: Approval) -> bool:
    return item.verb is Verb.APPROVES and item.outcome in (Outcome.APPROVED, Outcome.AMENDED)


def clause(item: Approval) -> Joined:
    """„Schváleno: Zastupitelstvo města Dačice, 11. 12. 2019, usnesení č. 181/9Z/2019“"""
    number = Joined((item.resolution, item.point)) if item.point else item.resolution
    resolution = Joined(("usnesení č.\u00a0", number), "") if item.resolution else ""
    when = day(item.date) if item.date else ""
    told = Joined(tuple(value for value in (item.body, when, resolution) if value))
    return Joined((item.outcome.printed.capitalize() if item.outcome else "", told), ": ")


def period_of(plan: Plan) -> str:
    period = plan.period
    if period is None or period.first_year is None:
        return ""
    return years(period.first_year, period.last_year or period.first_year)


def cover(plan: Plan, options: Options, title: str, period: str) -> CoverView:
    draft = options.state is State.DRAFT and not approved(plan)
    territory = plan.territory
    return {
        "title": title,
        "subtitle": plan.subtitle,
        "territory": territory.name if territory else "",
        "period": "" if period in title else period,
        "state": "NÁVRH" if draft else "",
        "version": plan.version,
        "date": day(plan.date) if plan.date else "",
        "place": plan.place,
        "sample": plan.sample,
        "internal": INTERNAL if options.variant is Variant.INTERNAL else "",
        "clause": [clause(item) for item in plan.approvals if approves(item)] if approved(plan) else [],
        "arms": picture(territory.arms) if territory else None,
        "watermark": draft and (plan.layout is None or plan.layout.watermark),
    }


def project(item: FundedProject, unit: str) -> ProjectView:
    ends = [day(when) for when in (item.starts, item.ends) if when]
    return {
        "name": item.name,
        "registration": item.registration,
        "programme": item.programme,
        "call": Joined(tuple(value for value in (item.call_number, item.call_name) if value), " "),
        "term": " – ".join(ends),
        "budget": money(item.budget, unit) if item.budget is not None else "",
        "sentence": item.sentence,
        "sentence_in_footer": item.sentence_in_footer,
        "logos": [shown for logo in item.logos if (shown := picture(logo))],
        "description": item.description,
        "activities": overview(
            ("Kód", "Klíčová aktivita"), [(each.code, each.name) for each in item.activities], "Klíčové aktivity"
        ),
    }


def foreword(plan: Plan) -> ForewordView:
    item = plan.foreword
    assert item is not None  # noqa: S101 - asked only where there is one
    return {
        "text": item.text,
        "signatory": item.signatory,
        "function": item.function,
        "photo": picture(item.photo),
    }


def abbreviations(items: Iterable[Abbreviation]) -> DataTable | None:
    return sorted_pairs(("Zkratka", "Význam"), [(item.short, item.long) for item in items])


def terms(items: Iterable[Term]) -> DataTable | None:
    return sorted_pairs(("Pojem", "Výklad"), [(item.term, item.definition) for item in items])


def sorted_pairs(heads: tuple[str, str], pairs: list[tuple[str, str]]) -> DataTable | None:
    """In the Czech order."""
    ordered = sorted(pairs, key=lambda pair: collation_key(str(pair[0])))
    return overview(heads, ordered, f"{heads[0]} a {heads[1].lower()}")


APPROVAL_COLUMNS = ("Orgán", "Zasedání", "Datum", "Usnesení č.", "Úkon", "Výsledek")


def approvals(items: Iterable[Approval]) -> DataTable | None:
    """The approval clause."""
    return overview(APPROVAL_COLUMNS, [approval(item) for item in items], "Schvalovací doložka")


def approval(item: Approval) -> tuple[Text, ...]:
    outcome = item.outcome.printed if item.outcome else "dosud neprojednáno"
    return (
        item.body,
        item.session,
        day(item.date) if item.date else "",
        Joined(tuple(value for value in (item.resolution, item.point) if value)),
        item.verb.printed if item.verb else "",
        Joined(tuple(value for value in (outcome, item.validity) if value)),
    )
