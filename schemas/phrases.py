"""Slovní spojení: which of many phrases stand among the words of a text, in one pass however many they are."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

Phrase = tuple[str, ...]

WORD = re.compile(r"\w+")


def spoken(phrases: Set[Phrase], words: Sequence[str]) -> set[Phrase]:
    """Those of the phrases that stand among the words, word by word."""
    lengths: dict[str, set[int]] = {}
    for phrase in phrases:
        if phrase:
            lengths.setdefault(phrase[0], set()).add(len(phrase))
    if lengths.keys().isdisjoint(words):
        return set()
    starts = (place for place, word in enumerate(words) if word in lengths)
    found = {tuple(words[place : place + length]) for place in starts for length in lengths[words[place]]}
    return found & phrases
