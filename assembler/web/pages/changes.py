"""What a repair changed in a text: the words that differ, with their neighbours, instead of two whole texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

MAX_WORDS = 2_000  # of a text that is compared word by word
MAX_CHANGES = 20  # of one text
SHOWN = 120  # characters of a change
WORD = re.compile(r"\S*\s*")  # a word with the space behind it: the spaces are what is repaired most
FIXED_SPACE = "\u00a0"


class Change(NamedTuple):
    before: str
    after: str


def only_spaces(before: str, after: str) -> bool:
    """Do the texts differ in their spaces only? A reader does not see such a repair, but lines break better."""
    return before.split() == after.split()


def changes(before: str, after: str) -> list[Change]:
    """The changed places, each with a word before and a word behind it; neighbouring ones are one."""
    old, new = WORD.findall(before), WORD.findall(after)
    if len(old) + len(new) > 2 * MAX_WORDS:
        return [Change(excerpt(before), excerpt(after))]
    return [Change(excerpt("".join(old[a:b])), excerpt("".join(new[c:d]))) for a, b, c, d in spans(old, new)][
        :MAX_CHANGES
    ]


def spans(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The differing runs of words, widened by a word on either side where it is not in the next run."""
    for group in SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(1):
        yield group[0][1], group[-1][2], group[0][3], group[-1][4]


def excerpt(text: str) -> str:
    line = text.strip(" \n\t").replace("\n", " ")
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"
