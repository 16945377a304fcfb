"""The loops and conditions of a part: what each holds, and a place to put a statement before a loop or into it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word.compiler.tags import TAG, keyword

ANCHOR = re.compile(r"\{#(start|(?:before|body) \d+)#\}")  # the author's own notes were dropped before
DEEPEST = 12  # loops inside each other


@dataclass(slots=True, eq=False)
class Loop:
    """A `for` of the template; `number` names its anchors {#before N#} and {#body N#}."""

    number: int
    inner: bool  # does it stand in another loop?
    children: list[etree._Element] = field(default_factory=list)  # the elements right in its body


@dataclass(slots=True, eq=False)
class Branch:
    """One way of an `if`: what it holds may not be printed."""


Frames = tuple[Loop | Branch, ...]


@dataclass(slots=True)
class Loops:
    """All loops of a part, and for each element the loops and branches around it, outermost first."""

    count: int = 0
    frames: dict[etree._Element, Frames] = field(default_factory=dict)

    def around(self, element: etree._Element) -> tuple[Loop, ...]:
        return loops_of(self.frames.get(element, ()))


def loops_of(frames: Frames) -> tuple[Loop, ...]:
    return tuple(frame for frame in frames if isinstance(frame, Loop))


def find_loops(root: etree._Element) -> Loops:
    """Find the loops and put their anchors (comments of the template language) beside their tags."""
    found = Loops()
    visit(root, (), found)
    return found


def visit(element: etree._Element, around: Frames, found: Loops) -> None:
    found.frames[element] = around
    current = around
    element.text, current = anchored(element.text, current, found)
    for child in element:
        for loop in loops_of(current[len(around) :])[-1:]:
            loop.children.append(child)
        visit(child, current, found)
        child.tail, current = anchored(child.tail, current, found)


def anchored(text: str | None, current: Frames, found: Loops) -> tuple[str | None, Frames]:
    """The text with anchors, and the loops and branches that are open behind it."""
    if not text or "{%" not in text:
        return text, current
    frames = list(current)

    def anchor(tag: re.Match[str]) -> str:
        word = keyword(tag[0])
        if word in ("elif", "else", "endif", "endfor"):
            frames.pop()
        if word in ("if", "elif", "else"):
            frames.append(Branch())
        if word != "for":
            return tag[0]
        loop = Loop(found.count, bool(loops_of(tuple(frames))))
        found.count += 1
        frames.append(loop)
        if len(loops_of(tuple(frames))) > DEEPEST:
            raise TemplateError(Sentence("Cykly šablony jsou v sobě hlouběji než %(deepest)skrát.", deepest=DEEPEST))
        return f"{{#before {loop.number}#}}{tag[0]}{{#body {loop.number}#}}"

    return TAG.sub(anchor, text), tuple(frames)


def insert_at_anchors(source: str, statements: Mapping[str, list[str]]) -> str:
    """Source with statements in the place of their anchors ("start", "before 3", "body 3"); the other anchors go."""
    return ANCHOR.sub(lambda match: "".join(statements.get(match[1], ())), source)
