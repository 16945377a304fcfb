"""Kódy a masky: every code names one thing, every mask can be computed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.checks.walk import nodes
from schemas.findings import Finding, error, warning
from schemas.measures import Measure
from schemas.plan import Plan
from schemas.strategy import DEFAULT_LEVELS, Level, Node

DUPLICATE = error(
    "duplicate_code",
    "Kód „{code}“ už má „{other}“. Každý kód smí být v plánu jen jednou.",
    "The code “{code}” already belongs to “{other}”.",
)
TOO_FEW_LEVELS = error(
    "levels_too_few",
    "Úrovní strategie je {depth} (včetně opatření), pojmenovaných jen {named}. Doplňte názvy zbývajících.",
    "The strategy is {depth} levels deep (measures included), only {named} are named.",
)
UNKNOWN_PLACEHOLDER = error(
    "mask_unknown_placeholder",
    "Maska „{mask}“ obsahuje „{what}“, které neznáme. Napište {{1}} až {{5}}, popřípadě {{1:A}}, {{1:a}}, {{1:I}}, "
    "{{1:i}}.",
    "The mask “{mask}” holds “{what}”; known are {{1}} to {{5}} with :A, :a, :I, :i.",
)
TOO_DEEP = error(
    "mask_too_deep",
    "Maska „{mask}“ patří {level}. úrovni, ale čísluje podle {deeper}. úrovně, která leží pod ní. Opravte masku.",
    "The mask “{mask}” of level {level} counts by level {deeper}, which lies below it.",
)
NO_OWN_NUMBER = error(
    "mask_without_own_number",
    "V masce „{mask}“ chybí {{{level}}}, pořadí na vlastní úrovni: všechny položky by měly stejný kód. Doplňte je.",
    "The mask “{mask}” lacks {{{level}}}: all items of the level would have the same code.",
)
REPEATS = warning(
    "mask_repeats",
    "V masce „{mask}“ chybí pořadí vyšších úrovní: kódy se budou v plánu opakovat. Doplňte je, není-li to záměr.",
    "The mask “{mask}” lacks the numbers of upper levels: codes will repeat.",
)

PLACEHOLDER = re.compile(r"\{([1-5])(?::[AaIi])?\}")


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    if not plan.strategy:
        return
    yield from too_few(plan, plan.strategy.levels)
    for number, level in enumerate(plan.strategy.levels, 1):
        if level.mask.strip():
            yield from mask(level, number)
    yield from duplicates(plan)


def too_few(plan: Plan, levels: tuple[Level, ...]) -> Iterator[Finding]:
    depth = max((level + bool(node.measures) for node, level in nodes(plan)), default=0)
    named = len(levels or DEFAULT_LEVELS)
    if depth > named:
        yield TOO_FEW_LEVELS.at("/strategy/levels", depth=depth, named=named)


def mask(level: Level, number: int) -> Iterator[Finding]:
    """The mask of one level, counted from 1 (placeholders: `schemas.strategy.Level`)."""
    text = level.mask
    rest = PLACEHOLDER.sub("", text)
    if "{" in rest or "}" in rest:
        stray = re.search(r"\{[^{}]*\}?|\}", rest)
        yield UNKNOWN_PLACEHOLDER.at(level.at("mask"), mask=text, what=stray[0] if stray else rest)
        return
    used = {int(placeholder) for placeholder in PLACEHOLDER.findall(text)}
    if used and max(used) > number:
        yield TOO_DEEP.at(level.at("mask"), mask=text, level=number, deeper=max(used))
    elif number not in used:
        yield NO_OWN_NUMBER.at(level.at("mask"), mask=text, level=number)
    elif len(used) < number:
        yield REPEATS.at(level.at("mask"), mask=text)


def duplicates(plan: Plan) -> Iterator[Finding]:
    first: dict[str, Node | Measure] = {}
    for node, _level in nodes(plan):
        bearers: list[Node | Measure] = [node, *node.measures]
        for part in bearers:
            code = part.code.strip()
            if code in first:
                yield DUPLICATE.at(part.at("code"), code=code, other=first[code].name)
            elif code:
                first[code] = part
