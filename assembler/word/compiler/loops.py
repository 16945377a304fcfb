"""The loops of a part: where each begins, what it repeats, and a place to put a statement before it or into it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from assembler.word.compiler.tags import TAG, keyword

ANCHOR = re.compile(r"\{#(start|(?:before|body) \d+)#\}")


@dataclass(slots=True)
class Loop:
    """A `for` of the template; `number` names its anchors {#before N#} and {#body N#}."""

    number: int
    outer: tuple[Loop, ...]  # the loops around it, outermost first
    children: list[etree._Element] = field(default_factory=list)  # the elements right in its body


@dataclass(slots=True)
class Loops:
    """All loops of a part, and for each element the loops around it."""

    all: list[Loop] = field(default_factory=list)
    around: dict[etree._Element, tuple[Loop, ...]] = field(default_factory=dict)


def find_loops(root: etree._Element) -> Loops:
    """Find the loops and put their anchors (comments of the template language) beside their tags."""
    found = Loops()
    visit(root, (), found)
    return found


def visit(element: etree._Element, around: tuple[Loop, ...], found: Loops) -> None:
    found.around[element] = around
    current = around
    element.text, current = anchored(element.text, around, current, found)
    for child in element:
        if len(current) > len(around):
            current[-1].children.append(child)
        visit(child, current, found)
        child.tail, current = anchored(child.tail, around, current, found)


def anchored(
    text: str | None, base: tuple[Loop, ...], current: tuple[Loop, ...], found: Loops
) -> tuple[str | None, tuple[Loop, ...]]:
    """The text with anchors, and the loops that are open behind it."""
    if not text or "{%" not in text:
        return text, current
    state = [current]

    def anchor(tag: re.Match[str]) -> str:
        word = keyword(tag[0])
        if word == "for":
            loop = Loop(len(found.all), state[0])
            found.all.append(loop)
            state[0] = (*state[0], loop)
            return f"{{#before {loop.number}#}}{tag[0]}{{#body {loop.number}#}}"
        if word == "endfor":
            state[0] = state[0][:-1]
        return tag[0]

    return TAG.sub(anchor, text), state[0]


def insert_at_anchors(source: str, statements: Mapping[str, list[str]]) -> str:
    """Source with statements in the place of their anchors ("start", "before 3", "body 3"); the other anchors go."""
    return ANCHOR.sub(lambda match: "".join(statements.get(match[1], ())), source)
