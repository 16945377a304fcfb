"""Akční plán rozvoje sociálních služeb na jeden rok."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypedDict

from assembler.documents.kind import Kind, View
from assembler.documents.left_out import NOTHING_PAID
from assembler.documents.references import targets
from assembler.documents.views import amounts
from assembler.documents.views.amounts import Money, money_of, source_table
from assembler.documents.views.codes import coded
from assembler.documents.views.front import FrontView, abbreviations, front, terms
from assembler.documents.views.remarks import remarks
from assembler.documents.views.vocabulary import used
from assembler.options import Options
from assembler.word.values import Cell, DataTable, Joined
from schemas.action_plan import ActionItem, ActionPlan, of_year
from schemas.measures import Measure
from schemas.plan import Plan
from schemas.values import Label, Rich

OTHER_YEAR = "patří do akčního plánu jiného roku"


class ItemView(TypedDict):
    """Opatření v akčním plánu."""

    code: Label
    number: str  # the code where it is no link
    name: str
    guarantor: str
    aim: Rich
    activities: DataTable | None
    costs: DataTable | None
    cost_notes: list[Joined]
    outputs: list[str]


class Context(FrontView):
    """Jména, která šablona akčního plánu může použít."""

    year: str
    parent: str  # the plan that it belongs to
    introduction: Rich
    overview: DataTable | None
    items: list[ItemView]
    financing: DataTable | None
    unit: str
    network: Rich
    outlook: Rich
    evaluation: Rich


def view(plan: Plan, options: Options) -> View:
    """The context of one year's action plan; those of other years are withheld with the reason."""
    chosen = of_year(plan.action_plans, options.year) or ActionPlan.blank()  # a draft without one says so in a finding
    year = chosen.year or options.year
    title = title_of(chosen, year)
    made = View({}, str(title), targets(plan))
    made.withheld.update({each.pointer: OTHER_YEAR for each in plan.action_plans if each is not chosen})
    money = money_of(plan).as_known()
    measures = {each.item.id: (each.item, each.code) for each in coded(plan.strategy)} if plan.strategy else {}
    costs = [cost for each in chosen.items for cost in each.costs]
    paying = {cost.source for cost in costs}
    made.withheld.update({each.pointer: NOTHING_PAID for each in plan.funding_sources if each.id not in paying})
    context: Context = {
        **front(plan, options, made, title, str(year or ""), chosen.legal_basis),
        "year": str(year or ""),
        "parent": plan.title,
        "introduction": chosen.introduction,
        "overview": overview(chosen, measures, money),
        "items": [item(each, measures, money) for each in chosen.items],
        "financing": source_table(costs, money, "Náklady akčního plánu podle zdrojů"),
        "unit": money.unit,
        "network": chosen.network,
        "outlook": chosen.outlook,
        "evaluation": chosen.evaluation,
    }
    shorts, explained = used(speaking(context), plan, made)
    context["abbreviations"], context["terms"] = abbreviations(shorts), terms(explained)
    made.context = context
    return made


def speaking(context: Context) -> dict[str, Any]:
    """The context without both lists, and without what a plan says of itself and its action plan does not repeat."""
    project = context["project"]
    told = (
        {name: value for name, value in project.items() if name not in ("description", "activities")} if project else {}
    )
    return {**context, "abbreviations": None, "terms": None, "foreword": None, "project": told}


def title_of(chosen: ActionPlan, year: int | None) -> str:
    return chosen.title or f"{KIND.title}{f' na rok {year}' if year else ''}"


Known = Mapping[str, tuple[object, str]]  # identifier -> measure and its code


def found(each: ActionItem, measures: Known) -> tuple[Measure | None, str]:
    """The measure that an item carries out, and its code; None and an empty one where the plan has no such measure."""
    measure, code = measures.get(each.measure, (None, ""))
    return (measure if isinstance(measure, Measure) else None), code


def item(each: ActionItem, measures: Known, money: Money) -> ItemView:
    known, code = found(each, measures)
    statement = cost_statement(each, known)
    return {
        "code": Label(code, known.pointer if known else each.pointer),
        "number": code or "–",
        "name": each.name or (known.name if known else ""),
        "guarantor": known.guarantor if known else "",
        "aim": each.aim,
        "activities": activity_table(each, code),
        "costs": source_table(each.costs, money, f"Náklady v roce: {code}"),
        "cost_notes": [*([Joined((statement,))] if statement else []), *remarks(each.costs, money)],
        "outputs": list(each.outputs),
    }


def cost_statement(each: ActionItem, known: Measure | None) -> str:
    """„bez nákladů“, said of the measure: it holds for each of its years, unless one of them has an amount."""
    if known is None or known.cost_statement is None or each.costs or amounts.counted(known.costs):
        return ""
    return known.cost_statement.printed


ACTIVITY_COLUMNS = (Cell("Aktivita"), Cell("Odpovídá"), Cell("Termín"), Cell("Výstup"), Cell("Stav"))


def activity_table(each: ActionItem, code: str) -> DataTable | None:
    if not each.activities:
        return None
    with_state = any(activity.status for activity in each.activities)
    width = len(ACTIVITY_COLUMNS) - (not with_state)
    rows = tuple(
        (
            Cell(activity.text),
            Cell(activity.responsible),
            Cell(activity.term),
            Cell(activity.output),
            Cell(activity.status.printed if activity.status else amounts.NOTHING),
        )[:width]
        for activity in each.activities
    )
    return DataTable(ACTIVITY_COLUMNS[:width], rows, (), f"Aktivity opatření {code}")


def overview(chosen: ActionPlan, measures: Known, money: Money) -> DataTable | None:
    """The measures of the year; the column of guarantors where one of them is known."""
    if not chosen.items:
        return None
    costs = Cell(f"Náklady ({money.unit})", True)
    columns = (Cell("Kód"), Cell("Opatření"), Cell("Garant"), Cell("Aktivity", True), costs)
    totals = [amounts.total(each.costs) for each in chosen.items]
    decimals = money.places(totals)
    rows = [
        overview_row(each, measures, amounts.shown(sums, decimals))
        for each, sums in zip(chosen.items, totals, strict=True)
    ]
    whole = amounts.shown(sum(totals, amounts.ZERO), decimals)
    total = (Cell("Celkem"), Cell(""), Cell(""), Cell("", True), Cell(whole, True))
    table = DataTable(columns, tuple(rows), total, "Přehled opatření roku")
    return table if any(row[GUARANTOR].length() for row in rows) else without(table, GUARANTOR)


GUARANTOR = 2  # the column of the overview


def overview_row(each: ActionItem, measures: Known, sums: str) -> tuple[Cell, ...]:
    known, code = found(each, measures)
    return (
        Cell(Label(code, known.pointer) if known else amounts.NOTHING),
        Cell(each.name or (known.name if known else "")),
        Cell(known.guarantor if known else ""),
        Cell(str(len(each.activities)), True),
        Cell(cost_statement(each, known) or sums, True),
    )


def without(table: DataTable, column: int) -> DataTable:
    def rest(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return (*cells[:column], *cells[column + 1 :])

    return replace(table, columns=rest(table.columns), rows=tuple(map(rest, table.rows)), total=rest(table.total))


def file_name(plan: Plan, options: Options) -> str:
    chosen = of_year(plan.action_plans, options.year) or ActionPlan.blank()
    return str(title_of(chosen, chosen.year or options.year))


KIND = Kind(
    code="action_plan",
    title="Akční plán rozvoje sociálních služeb",
    parts=frozenset(
        {
            *("title", "subtitle", "sample", "territory", "version", "date", "place", "currency", "parties", "project"),
            *("abbreviations", "terms", "funding_sources", "action_plans", "approvals"),
        }
    ),
    partly=frozenset({"territory", "project", "funding_sources"}),
    ruleset="",
    shape=Context,
    view=view,
    file_name=file_name,
    yearly=True,
)
