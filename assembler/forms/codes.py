"""Kódy položek strategie from raw content, wrong in whatever way: as documents compute them, where that is possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError

from assembler.documents.views.codes import code_of
from assembler.forms.places import below, is_index
from schemas.base import Part
from schemas.measures import Measure
from schemas.paths import level_name
from schemas.strategy import DEFAULT_LEVELS, MAX_DEPTH, Level, Node

USUAL = tuple(Level.schema.load(level) for level in DEFAULT_LEVELS)
BLANK: dict[type[Part], Any] = {Node: Node.blank(), Measure: Measure.blank()}


@dataclass(frozen=True, slots=True)
class Coded:
    """An item of the strategy: where it is, its code, and the item above it."""

    steps: tuple[str, ...]
    code: str
    item: dict[str, Any]
    part_class: type[Part]
    above: str  # the name of the item above


class Codes:
    """The codes of one content."""

    def __init__(self, content: Any) -> None:
        self.strategy = below(content, "strategy")
        self.levels = levels_of(below(self.strategy, "levels"))

    def all(self) -> Iterator[Coded]:
        """All items in the order of the document: a node, its children, its measures."""
        return self.walk(self.strategy, ("strategy",), (), "")

    def walk(self, holder: Any, steps: tuple[str, ...], numbers: tuple[int, ...], above: str) -> Iterator[Coded]:
        if len(numbers) >= MAX_DEPTH:
            return
        position = 0
        for key, part_class in (("nodes", Node), ("measures", Measure)):
            items = below(holder, key)
            for index, item in enumerate(items if isinstance(items, list) else ()):
                position += 1
                path, place = (*numbers, position), (*steps, key, str(index))
                if isinstance(item, dict):
                    yield Coded(place, self.of(item, part_class, path), item, part_class, above)
                    if part_class is Node:
                        yield from self.walk(item, place, path, str(item.get("name", "")))

    def of(self, item: dict[str, Any], part_class: type[Part], path: tuple[int, ...]) -> str:
        own = item.get("code")
        return own if isinstance(own, str) and own.strip() else code_of(BLANK[part_class], path, self.levels)

    def at(self, steps: Sequence[str]) -> str:
        """The code of the node or measure at a place; nothing for other places."""
        if len(steps) < 3 or len(steps) % 2 == 0 or steps[0] != "strategy":
            return ""
        numbers: tuple[int, ...] = ()
        part_class: type[Part] = Node
        holder = self.strategy
        for key, index in zip(steps[1::2], steps[2::2], strict=True):
            if key not in ("nodes", "measures") or not is_index(index):
                return ""
            nodes = below(holder, "nodes")
            before = len(nodes) if key == "measures" and isinstance(nodes, list) else 0
            numbers = (*numbers, before + int(index) + 1)
            part_class, holder = (Measure if key == "measures" else Node), below(below(holder, key), index)
        return self.of(holder, part_class, numbers) if isinstance(holder, dict) else ""


def is_false_measure(content: Any, steps: Sequence[str]) -> bool:
    """Whether a node at a place would be taken for a measure: its level, the deepest one, is called as they are."""
    depth = sum(step == "nodes" for step in steps)
    named = below(below(content, "strategy"), "levels")
    deepest = len(named if isinstance(named, list) and named else DEFAULT_LEVELS)
    return depth == deepest and level_name(depth, content).casefold() == Measure.noun.casefold()


def levels_of(named: Any) -> Sequence[Level]:
    try:
        return tuple(Level.schema.load(each) for each in named) if isinstance(named, list) and named else USUAL
    except ValidationError:
        return USUAL


def noun_at(content: Any, steps: Sequence[str], part_class: type[Part]) -> str:
    """What the part at a place is called: nodes by the name of their level, in the plan's own words."""
    return level_name(sum(step == "nodes" for step in steps), content) if part_class is Node else part_class.noun
