"""Čísla v textu: „6 projektů“ above a list of seven.

Only texts that introduce a list are read, and only where none of the numbers that they give for a thing is the
computed one: „z 12 opatření se 9 opatření splnilo“ is right about a list of twelve.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assembler.checks.scope import Scope
from assembler.checks.walk import nodes, parts
from assembler.checks.wording import level_names
from schemas.findings import Finding, warning
from schemas.measures import Measure
from schemas.paths import level_name
from schemas.plan import Plan
from schemas.strategy import MAX_DEPTH, Node
from schemas.values import Rich

TYPED_COUNT = warning(
    "typed_count",
    "V textu stojí „{claim}“, spočítáno je jich však {count}. Opravte číslo; je-li řeč o něčem jiném, nechte text být.",
    "The text says “{claim}”, {count} are counted.",
)

CLAIM = re.compile(
    r"(?<![\w.,/–-])(\d{1,3})\s+"
    r"(?:(?P<measures>opatření)|(?P<goals>cíl[eů]?)|(?P<priorities>priorit[auy]?)|(?P<services>služ(?:ba|by|eb))"
    r"|(?P<municipalities>ob(?:ec|ce|cí))|(?P<projects>projekt[yů]?|záměr[yů]?))\b"
)
LEVELS = {"goals": "cíl", "priorities": "priorit"}  # how the name of such a level sounds

Counts = Mapping[str, int]


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    for text, counts in introductions(plan):
        yield from contradictions(text, counts)


def contradictions(text: Rich, counts: Counts) -> Iterator[Finding]:
    claims: dict[str, list[re.Match[str]]] = {}
    for match in CLAIM.finditer(text.text):
        claims.setdefault(str(match.lastgroup), []).append(match)
    for thing, matches in claims.items():
        count = counts.get(thing, 0)
        if count and all(int(match[1]) != count for match in matches):
            yield TYPED_COUNT.at(text.pointer, claim=matches[0][0], count=count)


def introductions(plan: Plan) -> Iterator[tuple[Rich, Counts]]:
    """The texts that introduce a list, with the computed numbers of what the list holds."""
    municipalities = {"municipalities": len(plan.territory.municipalities) if plan.territory else 0}
    if plan.process:
        yield plan.process.narrative, municipalities
    if plan.previous_plan:
        yield plan.previous_plan.summary, {"measures": len(plan.previous_plan.measures)}
    yield from of_strategy(plan)
    if plan.network:
        services = {"services": len(plan.network.services)}
        yield plan.network.introduction, {**municipalities, **services}
        yield plan.network.conclusion, services
    for action_plan in plan.action_plans:
        yield action_plan.introduction, {"measures": len(action_plan.items)}
    if plan.pipeline:
        projects = {"projects": len(plan.pipeline.projects)}
        yield plan.pipeline.purpose, projects
        yield plan.pipeline.selection, projects


def of_strategy(plan: Plan) -> Iterator[tuple[Rich, Counts]]:
    if not plan.strategy:
        return
    levels = levels_of(plan)
    totals = {"measures": sum(1 for _ in parts(plan.strategy, Measure))}
    for thing, level in levels.items():
        totals[thing] = sum(1 for _, one in nodes(plan) if one == level)
    yield plan.strategy.introduction, totals
    yield plan.strategy.vision, totals
    for node, level in nodes(plan):
        if node.description:
            yield node.description, below(node, level, levels)


def below(node: Node, level: int, levels: Mapping[str, int]) -> Counts:
    """What a node holds: its children, and the measures of them all."""
    counts = {thing: len(node.nodes) for thing, one in levels.items() if one == level + 1}
    return {**counts, "measures": sum(1 for _ in parts(node, Measure))}


def levels_of(plan: Plan) -> dict[str, int]:
    """On which level goals and priorities stand, where the names of the levels tell it beyond doubt."""
    names = level_names(plan)
    named = {level: level_name(level, names).casefold() for level in range(1, MAX_DEPTH + 1)}
    found = {thing: [level for level, name in named.items() if word in name] for thing, word in LEVELS.items()}
    return {thing: levels[0] for thing, levels in found.items() if len(levels) == 1}
