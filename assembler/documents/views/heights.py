"""Odhad výšky: roughly how tall a card will be, to decide whether it can stay on one page with what leads to it.

A layout program knows better, but a document must be decided before it is laid out; the estimate errs on the tall side.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sized

from schemas.values import Rich

PARAGRAPHS = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+|>]|\d+[.)]\s|\[\^))")
PAGE = 240.0  # mm of a page that text can take, and a few to spare
LINE = 4.1  # mm of a line of a card
PARAGRAPH = 1.0  # mm between its paragraphs
ROW = 0.4  # mm that a row adds to its paragraphs
LETTERS = 84  # of a line in the right column of a card
INDENT = 5  # letters that a list is set in
TITLE = 7.0  # mm of the title of a small table
BODY_LETTERS = 95
BODY_LINE = 5.6
BODY_PARAGRAPH = 2.2
HEADING = 14.0
CARD = 17.0  # mm of the heading and the head row of a card


def listed(texts: Iterable[Sized]) -> float:
    """One row with its paragraphs, or with a list in it."""
    heights = [PARAGRAPH + LINE * lines(len(text), LETTERS - INDENT) for text in texts]
    return ROW + sum(heights) if heights else 0.0


def table(rows: int) -> float:
    """A titled table of so many rows of one line, its head and its sums among them."""
    return TITLE + rows * (ROW + PARAGRAPH + LINE)


def rich(text: Rich) -> float:
    """A row with a formatted text."""
    written = paragraphs(text)
    return ROW + sum(PARAGRAPH + LINE * lines(len(each), LETTERS) for each in written) if written else 0.0


def body(text: Rich) -> float:
    """A formatted text of the body of the page."""
    return sum(BODY_PARAGRAPH + BODY_LINE * lines(len(each), BODY_LETTERS) for each in paragraphs(text))


def paragraphs(text: Rich) -> list[str]:
    """The paragraphs, items and table rows of a source; a paragraph may be written on several lines."""
    return [each for each in PARAGRAPHS.split(text.text) if each.strip()] if text else []


def lines(length: int, letters: int) -> int:
    return max(1, -(-length // letters))
