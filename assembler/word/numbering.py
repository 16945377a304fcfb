"""Automatic numbers: what Word will count for headings, and the numbering instances that lists of a document need."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assembler.word.formats import LAST_ROMAN, LETTERS, roman
from assembler.word.styles import ListRef, Styles

if TYPE_CHECKING:
    from assembler.word.state import State


def letters(number: int) -> str:
    """27 -> "AA", 28 -> "BB": Word repeats the letter, it does not count on (17.18.59)."""
    times, place = divmod(number - 1, len(LETTERS))
    return LETTERS[place] * (times + 1)


FORMATS: dict[str, tuple[Callable[[int], str], int]] = {  # how it is written, the last number that can be
    "upperRoman": (roman, LAST_ROMAN),
    "lowerRoman": (lambda number: roman(number).lower(), LAST_ROMAN),
    "upperLetter": (letters, 780),
    "lowerLetter": (lambda number: letters(number).lower(), 780),
}


def numeral(form: str, number: int) -> str:
    """A number of a list or field in a form of ST_NumberFormat; in digits where the form has none for it."""
    write, last = FORMATS.get(form, (str, 0))
    return write(number) if 0 < number <= last else str(number)


class Counter:
    """Counts headings as Word does: a number on one level starts the deeper levels again (17.9.10)."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.counts: dict[int, dict[int, int]] = {}  # abstract list -> level -> last number

    def next(self, num: int, ilvl: int) -> str:
        """The number of the next heading of a list; empty without a list."""
        abstract = self.styles.nums.get(num)
        level = self.styles.level(ListRef(num, ilvl))
        if not num or abstract is None or level is None:
            return ""
        counts = self.counts.setdefault(abstract, {})
        counts[ilvl] = counts.get(ilvl, level.start - 1) + 1
        for deeper in [key for key in counts if key > ilvl]:
            del counts[deeper]
        return self.shown(abstract, level.text, counts)

    def shown(self, abstract: int, text: str, counts: dict[int, int]) -> str:
        for ilvl, level in self.styles.levels[abstract].items():
            place = f"%{ilvl + 1}"
            if place in text:
                text = text.replace(place, numeral(level.format, counts.get(ilvl, level.start)))
        return text


def extended(numbering: bytes, state: State) -> bytes:
    """word/numbering.xml with the instances that this document's lists need (17.9.15); they come last, as they must."""
    made = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>'
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        for number, abstract, level, start in state.lists
    )
    head, close, tail = numbering.rpartition(b"</w:numbering>")
    behind = head.find(b"<w:numIdMacAtCleanup")
    if behind >= 0:
        head, tail = head[:behind], head[behind:] + close + tail
        return head + made.encode() + tail
    return head + made.encode() + close + tail
