"""Přepsaný text: what is new and what is gone in a text, word by word, with a little of what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

NEAR = 6  # words that are shown on either side of a change
PLACES = 5  # changed places of one text that are shown
PIECE = 60  # words of one piece that are shown
COMPARED = (
    600  # words of a text that are compared one by one; beyond that, what lies between its equal ends is one change
)
PARAGRAPH = "¶"
GAP = "…"
WORD = re.compile(r"[^\S\n]*\n\s*\n\s*|\S+")  # a word, or the end of a paragraph
ESCAPED = re.compile(
    r"\\(?=[!-/:-@\[-`{-~])"
)  # CommonMark 0.31, 2.4: the mark before a character that is meant as itself

Run = tuple[str, int, int]  # what difflib says of some words, their first, and the one behind their last


class Fate(Enum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    text: str
    fate: Fate


class Rewritten(NamedTuple):
    """Both texts in pieces, and how many changed places are not among them."""

    before: list[Piece]
    after: list[Piece]
    further: int


def rewritten(before: str, after: str) -> Rewritten | None:
    """The changed places of a text; None where only its spaces differ."""
    old, new = words(before), words(after)
    if old == new:
        return None
    start, end = equal_ends(old, new)
    groups = [*changed(old[start : len(old) - end], new[start : len(new) - end])]
    shown = groups[:PLACES]
    gone = [[(tag, a + start, b + start) for tag, a, b, _, _ in group] for group in shown]
    came = [[(tag, c + start, d + start) for tag, _, _, c, d in group] for group in shown]
    return Rewritten([*pieces(old, gone, Fate.GONE)], [*pieces(new, came, Fate.NEW)], len(groups) - len(shown))


def words(text: str) -> list[str]:
    """Words and ends of paragraphs, without the marks that protect characters from CommonMark."""
    return [found if found.strip() else PARAGRAPH for found in WORD.findall(ESCAPED.sub("", text.strip()))]


def equal_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many words at the start and at the end need no comparing: all equal ones but the nearest to the change."""
    shorter = min(len(old), len(new))
    start = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    end = next((at for at in range(shorter - start) if old[-1 - at] != new[-1 - at]), shorter - start)
    return max(0, start - NEAR), max(0, end - NEAR)


def changed(old: list[str], new: list[str]) -> Iterator[list[tuple[str, int, int, int, int]]]:
    """Changed places with their neighbours; texts that are too long are one."""
    if len(old) + len(new) > 2 * COMPARED:
        yield [("replace", 0, len(old), 0, len(new))]
    else:
        yield from SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(NEAR)


def pieces(text: list[str], places: list[list[Run]], other: Fate) -> Iterator[Piece]:
    """The shown places of one text, „…“ where something is left out between them."""
    behind = 0
    for place in places:
        if place[0][1] > behind:
            yield Piece(GAP, Fate.SAME)
        for tag, first, behind in place:
            if first < behind:
                yield Piece(cut(text[first:behind]), Fate.SAME if tag == "equal" else other)
    if behind < len(text):
        yield Piece(GAP, Fate.SAME)


def cut(some: list[str]) -> str:
    return " ".join(some[:PIECE]) + (f" {GAP}" if len(some) > PIECE else "")
