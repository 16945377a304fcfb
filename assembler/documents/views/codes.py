"""Kódy strategie: computed from the masks of the levels, unless the content gives its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assembler.word.formats import letter, roman
from schemas.measures import Measure
from schemas.strategy import DEFAULT_LEVELS, Level, Node, Strategy

PLACE = re.compile(r"\{(\d)(?::([AaIi]))?\}")
WRITTEN: dict[str | None, Callable[[int], str]] = {
    None: str,
    "A": letter,
    "a": lambda number: letter(number).lower(),
    "I": roman,
    "i": lambda number: roman(number).lower(),
}


@dataclass(frozen=True, slots=True)
class Coded:
    """An item of the strategy with its code and the name of its level, in the order of the document."""

    item: Node | Measure
    code: str
    level: str  # „Priorita“
    depth: int  # from 1
    parent: str  # pointer of the item above; empty at the top


def levels_of(strategy: Strategy) -> tuple[Level, ...]:
    return strategy.levels or tuple(Level.schema.load(level) for level in DEFAULT_LEVELS)


def coded(strategy: Strategy) -> Iterator[Coded]:
    """All items in the order of the document: a node, its children, its measures."""
    levels = levels_of(strategy)

    def walk(items: Sequence[Node | Measure], numbers: tuple[int, ...], parent: str) -> Iterator[Coded]:
        for position, item in enumerate(items, start=1):
            path = (*numbers, position)
            yield Coded(item, code_of(item, path, levels), level_name(item, path, levels), len(path), parent)
            if isinstance(item, Node):
                yield from walk((*item.nodes, *item.measures), path, item.pointer)

    return walk(strategy.nodes, (), "")


def level_name(item: Node | Measure, path: tuple[int, ...], levels: Sequence[Level]) -> str:
    """Measures bear the name of the last level, whatever their depth."""
    if isinstance(item, Measure):
        return levels[-1].name
    return levels[min(len(path), len(levels)) - 1].name


def code_of(item: Node | Measure, path: tuple[int, ...], levels: Sequence[Level]) -> str:
    if item.code:
        return item.code
    last = isinstance(item, Measure) and len(path) < len(levels)
    mask = levels[min(len(path), len(levels)) - 1].mask
    if last or not mask or len(path) > len(levels):
        return ".".join(map(str, path))
    return PLACE.sub(lambda place: written(place, path), mask)


def written(place: re.Match[str], path: tuple[int, ...]) -> str:
    index = int(place[1]) - 1
    return WRITTEN[place[2]](path[index]) if 0 <= index < len(path) else ""
