"""Šířky sloupců: each column has room for its longest word, and the rows take as few lines as they can.

Widths are counted in letters of a table's text (9.5 points); a page of A4 with margins of 25 mm takes LINE of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from math import ceil
from typing import NamedTuple

LINE = 108  # letters across 160 mm
TWIPS, PERCENT = 9070, 5000  # as wide as that: in twentieths of a point, in fiftieths of a per cent of it (17.18.87)
MARGINS = 3  # letters that the margins of a cell take
WORD = 26  # a longer word is hyphenated
BROAD = 1.1  # the letters of a single word may be so much broader than those of a text
RAGGED = 2  # letters lost at the end of a line that goes on
SAMPLED = 32  # rows by which the widths are chosen, at even distances
SHORT, SHORT_LINES = 14, 20  # rows, and lines of them, of a table that does not break over a page
ENDS = 3  # rows that stay with the head, and with the foot, of a longer one
APART = 0.4  # of the spare room of a table goes between its columns of numbers
PAIR = 2  # columns of a table that is never wider than a page standing upright: the eye would lose the row
STEPS = (2, 5, 12)  # letters that a column may gain at once
KEPT = 256  # tables of several lines whose widths are remembered, some 10 kB each: a plan is assembled many times
OWN = 10  # lines of a cell that count as one line of its row


class Extent(NamedTuple):
    """How much room a text takes: letters of its longest word and of the whole."""

    word: int
    whole: int


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths of columns in letters, margins included."""

    letters: tuple[float, ...]
    line: float  # letters across the page
    narrow: bool = False  # some words are wider than their columns
    roomy: bool = False  # every text has room on one line

    def part(self, whole: int) -> int:
        """How much the table takes of the whole width of the page (twips, fiftieths of a per cent)."""
        return round(whole * sum(self.letters) / self.line)

    def lines(self, row: Sequence[Extent]) -> int:
        """How many lines a row takes, about."""
        return 1 if self.roomy else max(map(lines, row, self.letters))

    def shares(self, whole: int) -> tuple[int, ...]:
        """The whole width of the table (twips, fiftieths of a per cent) divided among its columns, to the last unit."""
        return divided(self.letters, whole)


@lru_cache(maxsize=1024)
def divided(letters: tuple[float, ...], whole: int) -> tuple[int, ...]:
    edges = [round(whole * edge / sum(letters)) for edge in accumulate(letters, initial=0.0)]
    return tuple(right - left for left, right in pairwise(edges))


def short(lines: Iterable[int]) -> bool:
    """Whether rows of so many lines, the head among them, are few enough to stay on one page."""
    counts = list(islice(lines, SHORT + 2))
    return len(counts) <= SHORT + 1 and sum(counts) <= SHORT_LINES


def extent(text: str) -> Extent:
    """Words end at spaces where a line may break; a no-break space is none. Of several lines the longest counts."""
    whole = max(map(len, text.split("\n"))) if "\n" in text else len(text)
    return Extent(max(map(len, text.replace("\n", " ").split(" "))) if " " in text else whole, whole)


def of_columns(rows: Sequence[Sequence[Extent]], line: float = LINE, numbers: Sequence[bool] = ()) -> Widths:
    """The widths for rows of equally many cells, the headings among them; columns of numbers are alike if they can."""
    columns = list(zip(*rows, strict=True))
    least = [MARGINS + BROAD * min(WORD, max([word for word, _ in column])) for column in columns]
    natural = [
        max(floor, MARGINS + max([whole for _, whole in column])) for floor, column in zip(least, columns, strict=True)
    ]
    if sum(natural) <= line:
        return on_one_line(tuple(natural), tuple(numbers) or (False,) * len(natural), line)
    if sum(least) >= line:
        return Widths(tuple(width * line / sum(least) for width in least), line, narrow=True)
    sample = rows[:: ceil(len(rows) / SAMPLED)]
    return Widths(filled(tuple(least), tuple(natural), tuple(map(tuple, sample)), line), line)


@lru_cache(maxsize=1024)
def on_one_line(natural: tuple[float, ...], numbers: tuple[bool, ...], line: float) -> Widths:
    """The widths where every text fits on a line; the cards of a plan have many tables that need the same room."""
    return Widths(stretched(alike(natural, numbers, line), numbers, line), line, roomy=True)


def alike(natural: Sequence[float], numbers: Sequence[bool], line: float) -> Sequence[float]:
    """The narrower columns of numbers as wide as the widest of them, or as near to that as the line has ample room."""
    spare = line / BROAD - sum(natural)
    level = max((width for width, number in zip(natural, numbers, strict=True) if number), default=0.0)
    while level > 0:
        made = [max(width, level) if number else width for width, number in zip(natural, numbers, strict=True)]
        if sum(made) - sum(natural) <= spare:
            return made
        level -= 1
    return natural


def stretched(natural: Sequence[float], numbers: Sequence[bool], line: float) -> tuple[float, ...]:
    """Widths of columns whose texts fit on a line: some spare room parts the numbers, most of it goes to long texts."""
    whole = min(line, max(LINE, sum(natural))) if len(natural) <= PAIR else line
    spare = whole - sum(natural)
    cubes = [0.0 if number else width**3 for width, number in zip(natural, numbers, strict=True)]
    apart = 1.0 if all(numbers) else APART if any(numbers) else 0.0
    return tuple(
        width + spare * (apart / sum(numbers) if number else (1 - apart) * cube / sum(cubes))
        for width, number, cube in zip(natural, numbers, cubes, strict=True)
    )


Row = tuple[Extent, ...]


@lru_cache(maxsize=KEPT)
def filled(
    least: tuple[float, ...], natural: tuple[float, ...], rows: tuple[Row, ...], line: float
) -> tuple[float, ...]:
    """The least widths, and the spare letters given step by step where a letter saves the most lines."""
    widths = list(least)
    spare = line - sum(least)
    while spare >= 1:
        saved, step, column = max(savings(rows, widths, natural, spare), default=(0.0, 0, 0))
        if not saved:
            break
        widths[column] -= step
        spare += step
    return tuple(width * line / sum(widths) for width in widths)


def savings(
    rows: Iterable[Row], widths: Sequence[float], natural: Sequence[float], spare: float
) -> Iterator[tuple[float, int, int]]:
    """For each column and step how many lines a letter saves; the step negative, so that a shorter one is preferred."""
    counts = [(row, [lines(cell, width) for cell, width in zip(row, widths, strict=True)]) for row in rows]
    for column, width in enumerate(widths):
        tall = [
            (row[column], each[column], max((*each[:column], *each[column + 1 :]), default=1))
            for row, each in counts
            if each[column] > 1
        ]
        for step in STEPS:
            if tall and step <= spare and width + step <= natural[column] + STEPS[0]:
                yield gain(tall, width + step) / step, -step, column


def gain(tall: Iterable[tuple[Extent, int, int]], width: float) -> float:
    """The lines that cells of several lines save in a wider column: those of their rows, and a little for their own.

    Each comes with its lines now, and the most that another cell of its row has.
    """
    saved = 0.0
    for cell, count, others in tall:
        wider = lines(cell, width)
        saved += max(0, count - max(wider, others)) + (count - wider) / OWN
    return saved


def lines(cell: Extent, width: float) -> int:
    """Into how many lines a text breaks in a column."""
    net = width - MARGINS
    return 1 if cell.whole <= net else ceil(cell.whole / max(1.0, net - RAGGED))
