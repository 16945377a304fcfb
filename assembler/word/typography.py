"""Sazeč: repairs the typography of one plain text of the content by ČSN 01 6910:2014 and the practice of printers.

The rules are a table (`typography_rules`); what must be printed to the letter is held aside (`typography_shield`);
what cannot be decided is told, not repaired (`typography_doubts`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assembler.word.typography_doubts import Doubt, doubts
from assembler.word.typography_rules import RULES, Rule
from assembler.word.typography_shield import cover, uncover

__all__ = ["Doubt", "Style", "doubts", "repair"]

PASSES = 4  # one repairs, one finds nothing more to do; the rest is for texts where one repair makes way for another
REMEMBERED_TEXTS = 4096
REMEMBERED_LENGTH = 4000  # longer texts are rare and would make the memory unbounded: at most some 60 MB so


Separator = Literal["colon", "dot"]  # 9:15 or 9.15


@dataclass(frozen=True)
class Style:
    """Sazba: what the norm leaves to the author."""

    time_separator: Separator = "colon"


def repair(text: str, style: Style) -> str:
    """The text with its typography repaired; `repair(repair(text)) == repair(text)`.

    The letters stay what they are, the digits too except the leading zeros of dates. Line breaks, tabs, indentation
    and no-break spaces stay. The cost grows in a straight line with the text.
    """
    plain = str(text)  # never a subclass: an equal text from another place of the content must not come back
    if not plain or plain.isalnum():
        return plain
    separator = style.time_separator  # quicker to remember by than the style
    return settled(plain, separator) if len(plain) > REMEMBERED_LENGTH else remembered(plain, separator)


def settled(text: str, time_separator: Separator) -> str:
    """The text after as many passes as change it; a text that does not come to rest is left as it was."""
    rules = RULES[time_separator]
    current = text.rstrip(" ")
    for _ in range(PASSES):
        repaired = one_pass(current, rules)
        if repaired == current:
            return current
        current = repaired
    return text


remembered = lru_cache(maxsize=REMEMBERED_TEXTS)(settled)


def one_pass(text: str, rules: tuple[Rule, ...]) -> str:
    covered, spans = cover(text)
    for rule in rules:
        for mark in rule.marks:
            if mark in covered:
                covered = rule.apply(covered)
                break
    return uncover(covered, spans)
