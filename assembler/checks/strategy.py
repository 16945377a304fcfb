"""Strom strategie: every branch ends with measures."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.checks.walk import nodes
from assembler.checks.wording import level_names, title
from schemas.findings import Finding, error, warning
from schemas.paths import level_name
from schemas.plan import Plan

EMPTY = error(
    "strategy_empty",
    "Strategie nemá žádnou položku. Doplňte alespoň jednu prioritu nebo cíl s opatřením.",
    "The strategy holds no item.",
)
NO_MEASURE = error(
    "goal_without_measure",
    "{level} „{name}“ nemá žádné opatření. Doplňte alespoň jedno.",
    "“{name}” ({level}) has no measure. Add at least one.",
)
MIXED = warning(
    "nodes_beside_measures",
    "{level} „{name}“ má pod sebou zároveň podřízené položky i opatření. Čtenář se v číslování ztratí; rozdělte je.",
    "“{name}” ({level}) holds both items and measures.",
)


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    if plan.strategy and not plan.strategy.nodes:
        yield EMPTY.at(plan.strategy.at("nodes"))
    names = level_names(plan)
    for node, level in nodes(plan):
        if not node.nodes and not node.measures:
            yield NO_MEASURE.at(node.at("measures"), level=level_name(level, names), name=title(node))
        if node.nodes and node.measures:
            yield MIXED.at(node.at("measures"), level=level_name(level, names), name=title(node))
