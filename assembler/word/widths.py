"""Šířky sloupců: each column has room for its longest word, and the rows take as few lines as they can.

Widths are counted in letters of a table's text (9.5 points); a page of A4 with margins of 25 mm takes LINE of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil

LINE = 108  # letters across 160 mm
TWIPS, PERCENT = 9070, 5000  # as wide as that: in twentieths of a point, in fiftieths of a per cent of it (17.18.87)
MARGINS = 3  # letters that the margins of a cell take
WORD = 26  # a longer word is hyphenated
BROAD = 1.1  # the letters of a single word may be so much broader than those of a text
RAGGED = 2  # letters lost at the end of a line that goes on
SAMPLED = 24  # rows by which the widths are chosen, those with the most text
STRETCH = 2.2  # a table wider than its texts by more than this …
MOSTLY = 0.75  # … is as wide as this allows, unless that is most of the page: the eye loses the row
STEPS = (1, 2, 4, 8, 16, 32)  # letters that a column may gain at once
OWN = 10  # lines of a cell that count as one line of its row


@dataclass(frozen=True, slots=True)
class Extent:
    """How much room a text takes: letters of its longest word and of the whole."""

    word: int
    whole: int


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths of columns in letters, margins included."""

    letters: tuple[float, ...]
    line: float  # letters across the page
    narrow: bool = False  # some words are wider than their columns

    def part(self, whole: int) -> int:
        """How much the table takes of the whole width of the page (twips, fiftieths of a per cent)."""
        return round(whole * sum(self.letters) / self.line)

    def lines(self, row: Sequence[Extent]) -> int:
        """How many lines a row takes, about."""
        return max(map(lines, row, self.letters))

    def shares(self, whole: int) -> list[int]:
        """The whole width of the table (twips, fiftieths of a per cent) divided among its columns, to the last unit."""
        edges = [round(whole * edge / sum(self.letters)) for edge in accumulate(self.letters, initial=0.0)]
        return [right - left for left, right in pairwise(edges)]


def extent(text: str) -> Extent:
    """Words end at spaces where a line may break; a no-break space is none."""
    return Extent(max(map(len, text.split(" "))), len(text))


def of_columns(rows: Sequence[Sequence[Extent]], line: float = LINE) -> Widths:
    """The widths for rows of equally many cells, the headings among them."""
    columns = list(zip(*rows, strict=True))
    least = [MARGINS + BROAD * min(WORD, max(cell.word for cell in column)) for column in columns]
    natural = [
        max(floor, MARGINS + max(cell.whole for cell in column)) for floor, column in zip(least, columns, strict=True)
    ]
    if sum(natural) <= line:
        return Widths(stretched(natural, line), line)
    if sum(least) >= line:
        return Widths(tuple(width * line / sum(least) for width in least), line, narrow=True)
    return Widths(tuple(filled(least, natural, rows, line)), line)


def stretched(natural: Sequence[float], line: float) -> tuple[float, ...]:
    """Widths of columns whose texts fit on a line: the spare room goes to those with long texts, not to numbers."""
    wide = STRETCH * sum(natural)
    spare = (line if wide > MOSTLY * line else wide) - sum(natural)
    weights = [width**2 for width in natural]
    return tuple(width + spare * weight / sum(weights) for width, weight in zip(natural, weights, strict=True))


def filled(least: list[float], natural: list[float], rows: Sequence[Sequence[Extent]], line: float) -> list[float]:
    """The least widths, and the spare letters given step by step where a letter saves the most lines."""
    widths = list(least)
    sample = sorted(rows, key=lambda row: -sum(cell.whole for cell in row))[:SAMPLED]
    spare = line - sum(least)
    while spare >= 1:
        tall = [(row, [lines(cell, width) for cell, width in zip(row, widths, strict=True)]) for row in sample]
        steps = (
            (gain(tall, column, width, step) / step, -step, column)
            for column, width in enumerate(widths)
            for step in STEPS
            if step <= spare and width + step <= natural[column] + STEPS[1]
        )
        best, step, column = max(steps, default=(0.0, 0, 0))
        if not best:
            break
        widths[column] -= step
        spare += step
    return [width * line / sum(widths) for width in widths]


def gain(rows: Sequence[tuple[Sequence[Extent], list[int]]], column: int, width: float, step: int) -> float:
    """How many lines the rows save when a column is wider by so many letters; a cell's own lines count a little."""
    saved = 0.0
    for row, counts in rows:
        count = counts[column]
        if count > 1 and (wider := lines(row[column], width + step)) < count:
            others = max((*counts[:column], *counts[column + 1 :]), default=0)
            saved += max(0, count - max(wider, others)) + (count - wider) / OWN
    return saved


def lines(cell: Extent, width: float) -> int:
    """Into how many lines a text breaks in a column."""
    net = width - MARGINS
    return 1 if cell.whole <= net else ceil(cell.whole / max(1.0, net - RAGGED))
