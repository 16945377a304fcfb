"""Uvozovky: „ “ and inside them ‚ ‘ (ČSN 01 6910, 6.4.2).

A paragraph is repaired only when its quotes pair; otherwise it is left as it is and told about (see `paired`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MARK = re.compile("[\"„“”‚‘']")
SINGLE = "'‚‘"
BEFORE_OPENING = "([{„‚–—-/"
AFTER_CLOSING = ".,;:!?)]}…“‘–—-/"
PAIRS = (("„", "“"), ("‚", "‘"))  # by depth


def quotes(text: str) -> str:
    """The text with Czech quotes; spaces just inside them are removed, apostrophes stay."""
    return "\n\n".join(redrawn(block) for block in text.split("\n\n"))


def paired(block: str) -> bool:
    """Whether each quote of the paragraph has its counterpart."""
    return scan(block).paired


def redrawn(block: str) -> str:
    found = scan(block)
    if not found.paired or not found.pairs:
        return block
    letters = list(block)
    for opening, closing, depth in found.pairs:
        letters[opening], letters[closing] = PAIRS[depth % 2]
        if single_space(block, opening + 1, opening + 2):
            letters[opening + 1] = ""
        if single_space(block, closing - 1, closing - 2):
            letters[closing - 1] = ""
    return "".join(letters)


def single_space(block: str, place: int, beyond: int) -> bool:
    """Whether a quote's inner neighbour is one lone space between it and the text."""
    return block[place] == " " and not block[beyond].isspace() and block[beyond] not in '"„“”'


@dataclass(slots=True)
class Scan:
    """Places of the quotes of one paragraph."""

    block: str
    pairs: list[tuple[int, int, int]] = field(default_factory=list)  # opening, closing, depth from 0
    open: list[int] = field(default_factory=list)
    paired: bool = True

    def close(self, place: int, *, single: bool) -> None:
        """Close the nearest quote of this sort; single ones left open inside it were apostrophes."""
        while self.open and (self.block[self.open[-1]] in SINGLE) != single:
            self.open.pop()
        if self.open:
            opening = self.open.pop()
            self.pairs.append((opening, place, len(self.open)))
        else:
            self.paired = False


def scan(block: str) -> Scan:
    """Pair the quotes of a paragraph in one walk; stops at the first that cannot be understood."""
    found = Scan(block)
    for match in MARK.finditer(block):
        place = match.start()
        single = match[0] in SINGLE
        role = single_role(found, place) if single else double_role(found, place)
        if role == "open":
            found.open.append(place)
        elif role == "close":
            found.close(place, single=single)
        found.paired &= role != "unknown"
        if not found.paired:
            return found
    found.paired = all(block[place] in SINGLE for place in found.open)
    return found


def double_role(found: Scan, place: int) -> str:
    before, after = neighbours(found.block, place)
    starts = before.isspace() or before in BEFORE_OPENING
    ends = after.isspace() or after in AFTER_CLOSING
    if found.block[place] == "„" or (starts and not ends):
        return "open"
    if found.open:
        return "close"
    if ends and not starts:
        return "inch" if before.isdigit() else "close"
    return "open" if starts else "unknown"


def single_role(found: Scan, place: int) -> str:
    """Single quotes count only inside double ones; elsewhere they are apostrophes."""
    if not found.open:
        return "apostrophe"
    before, after = neighbours(found.block, place)
    mark = found.block[place]
    if found.block[found.open[-1]] in SINGLE:
        return "apostrophe" if mark == "‚" or before.isspace() or after.isalnum() else "close"
    starts = before.isspace() or before in BEFORE_OPENING + '"'
    return "open" if mark != "‘" and starts and not after.isspace() else "apostrophe"


def neighbours(block: str, place: int) -> tuple[str, str]:
    return block[place - 1] if place else " ", block[place + 1 : place + 2] or " "
