"""Financování: sums of all measures and of all services by source and year, and by priority."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from assembler.documents.views import amounts, pages
from assembler.documents.views.amounts import Money, amount_table, source_table
from assembler.documents.views.codes import Coded, coded, levels_of
from assembler.word.values import Cell, DataTable, Joined
from schemas.finance import Cost, Financing
from schemas.measures import Measure
from schemas.plan import Plan
from schemas.values import Label, Rich


class FinancingView(TypedDict):
    """Financování."""

    place: Label
    introduction: Rich
    unit: str
    measures: DataTable | None  # by source
    level: str  # what the top of the strategy is called, in plural: „priority“
    priorities: DataTable | None
    services: DataTable | None  # by source
    by_service: DataTable | None
    wide: bool  # some of the tables need a page lying down
    conclusion: Rich
    no_claim: str


def financing(plan: Plan, money: Money) -> FinancingView | None:
    items = list(coded(plan.strategy)) if plan.strategy else []
    measure_costs = [cost for each in items if isinstance(each.item, Measure) for cost in each.item.costs]
    network = plan.network.services if plan.network else ()
    service_costs = [cost for each in network for cost in each.costs]
    if plan.financing is None and not measure_costs and not service_costs:
        return None
    item = plan.financing or Financing.blank()
    measures = source_table(measure_costs, money, "Náklady opatření podle zdrojů a let")
    services = source_table(service_costs, money.as_known(), "Financování služeb podle zdrojů a let")
    priorities, by_service = priority_table(plan, items, money), service_table(plan, money.as_known())
    return {
        "place": Label("", item.pointer or "/financing"),
        "introduction": item.introduction,
        "unit": money.unit,
        "measures": measures,
        "level": top_level(plan),
        "priorities": priorities,
        "services": services,
        "by_service": by_service,
        "wide": pages.wide(measures, priorities, services, by_service),
        "conclusion": item.conclusion,
        "no_claim": item.no_claim,
    }


def priority_table(plan: Plan, items: list[Coded], money: Money) -> DataTable | None:
    """The costs of the measures under each item of the first level, by year."""
    top: list[tuple[Coded, list[Cost]]] = []
    for each in items:
        if each.depth == 1:
            top.append((each, []))
        if isinstance(each.item, Measure):
            top[-1][1].extend(each.item.costs)
    rows = [(Cell(Joined((Label(each.code, each.item.pointer), each.item.name), " – ")), costs) for each, costs in top]
    return yearly(rows, money, top[0][0].level if top else "", f"Náklady opatření podle let: {top_level(plan)}")


def top_level(plan: Plan) -> str:
    first = levels_of(plan.strategy)[0] if plan.strategy else None
    return (first.plural or first.name).lower() if first else ""


def service_table(plan: Plan, money: Money) -> DataTable | None:
    services = plan.network.services if plan.network else ()
    rows = [(Cell(each.name), list(each.costs)) for each in services if each.costs]
    return yearly(rows, money, "Služba", "Financování služeb podle let")


def yearly(rows: list[tuple[Cell, list[Cost]]], money: Money, head: str, title: str) -> DataTable | None:
    years = sorted({*money.years, *(cost.year or 0 for _, costs in rows for cost in amounts.counted(costs))})
    if not any(amounts.counted(costs) for _, costs in rows):
        return None
    values = [(name, [total_of(costs, year) for year in years]) for name, costs in rows]
    return amount_table(f"{head} ({money.unit})", values, years, money, title)


def total_of(costs: list[Cost], year: int) -> Decimal:
    return amounts.total(cost for cost in costs if (cost.year or 0) == year)
