"""Střednědobý plán rozvoje sociálních služeb (komunitní plán)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from assembler.documents.kind import Kind, View
from assembler.documents.references import targets
from assembler.documents.views.amounts import money_of
from assembler.documents.views.analyses import AnalysisView, TerritoryView, analysis, territory
from assembler.documents.views.closing import (
    AnnexView,
    ImplementationView,
    PipelineView,
    annexes,
    implementation,
    pipeline,
    source,
)
from assembler.documents.views.codes import coded
from assembler.documents.views.finance import FinancingView, financing
from assembler.documents.views.front import FrontView, front, period_of
from assembler.documents.views.process import PreviousView, ProcessView, previous, process
from assembler.documents.views.services import NetworkView, network
from assembler.documents.views.strategy import StrategyView, codes_by_id, strategy
from assembler.documents.views.swot import SwotView, swot
from assembler.options import Options
from assembler.word.values import Joined
from schemas.plan import Plan
from schemas.swot import Swot, SwotItem
from schemas.values import Label


class ListsView(TypedDict):
    """Seznamy na konci: které z nich mají co vypsat."""

    tables: bool
    charts: bool
    images: bool


class ChaptersView(FrontView):
    """Kapitoly střednědobého plánu."""

    territory: TerritoryView | None
    process: ProcessView | None
    previous: PreviousView | None
    analyses: list[AnalysisView]
    swot: list[SwotView]
    strategy: StrategyView | None
    network: NetworkView | None
    financing: FinancingView | None
    implementation: ImplementationView | None
    pipeline: PipelineView | None
    sources: list[Joined]
    annexes: list[AnnexView]


class Context(ChaptersView):
    """Jména, která šablona střednědobého plánu může použít."""

    lists: ListsView
    measures_in_contents: bool


def view(plan: Plan, options: Options) -> View:
    """The context of a plan, and what this variant withholds."""
    made = View({}, str(plan.title), targets(plan))
    codes: dict[str, Label] = codes_by_id(list(coded(plan.strategy))) if plan.strategy else {}
    groups = {each.id: each.name for each in plan.groups}
    items = {item.id: item.text for each in plan.swot for item in swot_items(each)}
    money = money_of(plan)
    chapters: ChaptersView = {
        **front(plan, options, made, plan.title, period_of(plan), plan.legal_basis),
        "territory": territory(plan.territory) if plan.territory else None,
        "process": process(plan, options, made),
        "previous": previous(plan.previous_plan, codes) if plan.previous_plan else None,
        "analyses": [analysis(each) for each in plan.analyses],
        "swot": [swot(each, groups) for each in plan.swot],
        "strategy": strategy(plan.strategy, money, items) if plan.strategy else None,
        "network": network(plan.network, money) if plan.network else None,
        "financing": financing(plan, money),
        "implementation": implementation(plan.implementation) if plan.implementation else None,
        "pipeline": pipeline(plan.pipeline, money, codes) if plan.pipeline else None,
        "sources": [source(each) for each in plan.sources],
        "annexes": annexes(plan, options, made),
    }
    context: Context = {
        **chapters,
        "lists": lists(chapters),
        "measures_in_contents": bool(plan.layout and plan.layout.measures_in_contents),
    }
    made.context = context
    return made


def lists(view: ChaptersView) -> ListsView:
    """Whether there is a table with a caption, a chart, a picture with one."""
    chapters = [each for analysis in view["analyses"] for each in analysis["chapters"]]
    territory, network, financing = view["territory"], view["network"], view["financing"]
    tables = (
        territory and territory["municipalities"],
        view["strategy"],
        network and network["table"],
        financing and (financing["measures"] or financing["services"]),
        view["implementation"] and view["implementation"]["responsibilities"],
        view["pipeline"] and view["pipeline"]["projects"],
    )
    return {
        "tables": any(tables) or any(each["tables"] for each in chapters),
        "charts": any(each["charts"] for each in chapters),
        "images": any(each["images"] for each in chapters),
    }


def swot_items(each: Swot) -> Iterator[SwotItem]:
    for quadrant in (each.strengths, each.weaknesses, each.opportunities, each.threats):
        yield from quadrant.items if quadrant else ()


def file_name(plan: Plan, _: Options) -> str:
    period = period_of(plan)
    told = bool(period) and period in plan.title.replace("-", "–").replace(" ", "")  # some write it into the title, too
    return plan.title if told else f"{plan.title} {period}".strip()


KIND = Kind(
    code="medium_term_plan",
    title="Střednědobý plán rozvoje sociálních služeb",
    parts=frozenset(Plan.fields) - {"action_plans", "kind", "layout", "typography"},
    partly=frozenset({"funding_sources"}),  # only those that bear costs
    ruleset="municipal-2015",
    shape=Context,
    view=view,
    file_name=file_name,
)
