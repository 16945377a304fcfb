"""Odhad výšky: roughly how tall a card will be, to decide whether it can stay on one page with what leads to it.

A layout program knows better, but a document must be decided before it is laid out; the estimate errs on the tall side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sized

from schemas.values import Rich

PAGE = 235.0  # mm of a page that text can take
LINE = 4.3  # mm of a line of a card
ROW = 1.6  # mm that a row adds to its lines
LETTERS = 84  # of a line in the right column of a card
BODY_LETTERS = 95
BODY_LINE = 5.6
HEADING = 14.0
NOTE = re.compile(r"^\[\^", re.MULTILINE)


def rows(texts: Iterable[Sized]) -> float:
    """Rows of a card, each with its text."""
    return sum(ROW + LINE * lines(len(text), LETTERS) for text in texts if len(text))


def listed(texts: Iterable[Sized]) -> float:
    """One row with a list in it."""
    heights = [LINE * lines(len(text), LETTERS - 6) for text in texts]
    return ROW + sum(heights) if heights else 0.0


def rich(text: Rich, letters: int = LETTERS, line: float = LINE) -> float:
    """A formatted text; each line of its source may be a paragraph or an item."""
    if not text:
        return 0.0
    return ROW + sum(line * lines(len(each), letters) for each in text.text.split("\n") if each.strip())


def body(text: Rich) -> float:
    """A formatted text of the body of the page."""
    return rich(text, BODY_LETTERS, BODY_LINE)


def lines(length: int, letters: int) -> int:
    return max(1, -(-length // letters))
