"""Tvar tabulky: where its heading is, what lies above and below it, which rows are items and which only sum them up.

Nothing is dropped in silence: a title, a repeated heading, a total, a note below the table is left out by name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from assembler.foreign.wording import plain
from assembler.readers.grids import Grid, Row
from assembler.readers.sheets.cells import CellError, Value, told
from assembler.sentences import Sentence

SEARCHED = 40  # rows in which a heading may stand
MOST_HEADING = 120  # characters of one
MOST_SPREAD = 200_000  # cells that merged ones may fill: nobody merges more
TOTAL = re.compile(r"(?:celkem|celkove|celkovy soucet|soucet|souhrn|mezisoucet|suma|total|uhrnem|sum)\b")
NOTE = re.compile(r"(?:pozn|poznamk|zdroj|vysvetliv|legenda|stav k|udaje k|zpracoval|vypracoval|dne)\w*\b")
UNITS = ("kc", "tis kc", "uvazky", "osoby", "x")
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
TITLE_ROW, HEADING_AGAIN, TOTAL_ROW, NOTE_ROW = (
    Sentence("nadpis nad tabulkou"),
    Sentence("záhlaví, které se opakuje"),
    Sentence("součtový řádek; součty si plán počítá sám"),
    Sentence("poznámka pod tabulkou"),
)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Vynecháno: a row that is no item, and why."""

    row: int  # from 0
    reason: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Záhlaví: the row in which it stands (from 0), and how many rows it has."""

    row: int
    height: int = 1


@dataclass(slots=True)
class Shape:
    heading: Heading
    labels: tuple[str, ...]  # of columns; empty where a column has none
    items: dict[int, Row] = field(default_factory=dict)  # by row; merged cells are filled down
    spread: dict[int, list[tuple[int, Value]]] = field(default_factory=dict)  # by row: what a merged cell fills there
    left_out: list[LeftOut] = field(default_factory=list)
    doubtful: set[int] = field(default_factory=set)  # rows of items that begin as a total does


def shape(grid: Grid, known: Callable[[str], float], heading: Heading | None = None) -> Shape:
    """`known` says from 0 to 1 how well a text is a heading of the list; `heading` is what a person has chosen."""
    chosen = heading or find(grid, known)
    found = Shape(chosen, labels(grid, chosen))
    found.left_out += [LeftOut(row, TITLE_ROW) for row in range(chosen.row) if any_filled(grid.rows[row])]
    found.spread = downward(grid, chosen.row + chosen.height)
    for row in range(chosen.row + chosen.height, len(grid.rows)):
        take(found, grid, row)
    tail(found)
    return found


# ---------------------------------------------------------------- heading


def find(grid: Grid, known: Callable[[str], float]) -> Heading:
    """The row with the most known headings; where there is none, the first one that is full of texts."""
    rows = range(min(SEARCHED, len(grid.rows)))
    scores = {row: sum(known(said) for said in texts(grid.rows[row])) for row in rows}
    best = max(scores, key=lambda row: (scores[row], -row), default=0)
    if scores.get(best, 0) < 1:
        best = next((row for row in rows if full_of_texts(grid, row)), 0)
        return widened(grid, Heading(best))
    above = best - 1
    if above >= 0 and any_filled(grid.rows[above]) and two_rows(grid, above):
        return Heading(above, 2)
    return widened(grid, Heading(best))


def widened(grid: Grid, heading: Heading) -> Heading:
    return Heading(heading.row, 2) if two_rows(grid, heading.row) else heading


def two_rows(grid: Grid, row: int) -> bool:
    """Whether a heading goes on in the next row: merged over columns, or with blanks that the next row fills."""
    if row + 2 >= len(grid.rows):
        return False
    upper, lower = grid.rows[row], grid.rows[row + 1]
    if not any_filled(lower) or not all(is_heading(each) for each in (*upper, *lower) if each is not None):
        return False
    if sum(each is not None for each in upper) < 2:
        return False  # the title above a table
    across = any(top == bottom == row and right > left for top, left, bottom, right in grid.merged)
    down = any(top == row and bottom == row + 1 for top, _, bottom, _ in grid.merged)
    first = next(column for column, each in enumerate(upper) if each is not None)
    fills = any(a is None and b is not None for a, b in zip(upper[first:], lower[first:], strict=True))
    return fills and (across or down or lower[first] is None)


def is_heading(value: Value) -> bool:
    """A short text, or a year."""
    if isinstance(value, str) and not isinstance(value, CellError):
        return len(value) <= MOST_HEADING
    return isinstance(value, int) and not isinstance(value, bool) and YEAR.fullmatch(str(value)) is not None


def full_of_texts(grid: Grid, row: int) -> bool:
    """Of at least two texts, and as many as the fullest row but one in five."""
    filled = [each for each in grid.rows[row] if each is not None]
    most = max(sum(each is not None for each in line) for line in grid.rows[: SEARCHED + 1])
    return len(filled) >= 2 and len(filled) >= 0.8 * most and all(map(is_heading, filled))


def labels(grid: Grid, heading: Heading) -> tuple[str, ...]:
    """Above each column; of a heading in two rows both, the upper one over all the columns that it spans."""
    rows = grid.rows[heading.row : heading.row + heading.height]
    if not rows:
        return ()
    lower = [label(each) for each in rows[-1]]
    if len(rows) == 1:
        return tuple(spanning(grid, heading.row, lower))
    upper = spanning(grid, heading.row, [label(each) for each in rows[0]])
    carried = carry(upper, lower, grid, heading.row)
    return tuple(" ".join(filter(None, (one, other))) for one, other in zip(carried, lower, strict=True))


def label(value: Value) -> str:
    return " ".join(told(value).split())[:MOST_HEADING]


def spanning(grid: Grid, row: int, said: list[str]) -> list[str]:
    """Texts of a row, repeated over the columns that they are merged over."""
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and right > left and left < len(said):
            filler = said[left]
            said[left : min(right + 1, len(said))] = [filler] * (min(right + 1, len(said)) - left)
    return said


def carry(upper: list[str], lower: list[str], grid: Grid, row: int) -> list[str]:
    """Where cells are not merged (CSV), an upper heading goes on over columns that only the lower one names."""
    if any(top == row and right > left for top, left, _, right in grid.merged):
        return upper
    made, last = [], ""
    for one, other in zip(upper, lower, strict=True):
        last = one or (last if other else "")
        made.append(last if other else one)
    return made


# ---------------------------------------------------------------- rows


def take(found: Shape, grid: Grid, row: int) -> None:
    cells = grid.rows[row]
    if not any_filled(cells):
        return
    if is_repeated(found, cells):
        found.left_out.append(LeftOut(row, HEADING_AGAIN))
    elif is_total(cells):
        found.left_out.append(LeftOut(row, TOTAL_ROW))
    else:
        found.items[row] = filled_down(found, grid, row)
        if any(TOTAL.match(each) for each in first_words(cells, 1)):
            found.doubtful.add(row)


def filled_down(found: Shape, grid: Grid, row: int) -> Row:
    """The row with the values of cells that are merged over several rows: they count for each of them."""
    cells = list(grid.rows[row])
    for column, value in found.spread.get(row, ()):
        cells[column] = value
    return tuple(cells)


def downward(grid: Grid, first: int) -> dict[int, list[tuple[int, Value]]]:
    """What merged cells give to the rows below their first one; they lie apart, so each cell comes at most once."""
    found: dict[int, list[tuple[int, Value]]] = defaultdict(list)
    for top, row, column in islice(below_merged(grid), MOST_SPREAD):
        if top >= first and grid.rows[row][column] is None and grid.rows[top][column] is not None:
            found[row].append((column, grid.rows[top][column]))
    return dict(found)


def below_merged(grid: Grid) -> Iterator[tuple[int, int, int]]:
    """The first row of each merged cell, and a row and column below it."""
    for top, left, bottom, _ in grid.merged:
        if left < grid.width:
            yield from ((top, row, left) for row in range(top + 1, min(bottom + 1, len(grid.rows))))


def is_repeated(found: Shape, cells: Row) -> bool:
    """A heading printed again on each page."""
    filled = [(each, label) for each, label in zip(cells, found.labels, strict=True) if each is not None]
    return len(filled) > 1 and all(is_label(told(each), plain(label)) for each, label in filled)


def is_label(said: str, label: str) -> bool:
    """The heading of its column, or a word of it."""
    word = plain(said)
    return bool(word) and (word == label or word in label.split())


def is_total(cells: Row) -> bool:
    """„Celkem“ stands among its first two texts; beside it there are only numbers, or nothing."""
    if not any(TOTAL.match(each) for each in first_words(cells, 2)):
        return False
    words = first_words(cells, len(cells))
    others = [each for each in words if not TOTAL.match(each) and not any(ch.isdigit() for ch in each)]
    return all(each in UNITS for each in others)


def first_words(cells: Row, most: int) -> list[str]:
    """The first texts of a row that have letters or digits."""
    return [*islice((said for each in cells if isinstance(each, str) and (said := plain(each))), most)]


def tail(found: Shape) -> None:
    """Notes and signatures below the last item: rows of one text that say what they are."""
    for row in sorted(found.items, reverse=True):
        said = [each for each in found.items[row] if each is not None]
        if len(said) != 1 or not isinstance(said[0], str) or not is_note(said[0]):
            return
        del found.items[row]
        found.left_out.append(LeftOut(row, NOTE_ROW))


def is_note(said: str) -> bool:
    return said.lstrip().startswith("*") or NOTE.match(plain(said)) is not None


def any_filled(cells: Row) -> bool:
    return any(each is not None for each in cells)


def texts(cells: Row) -> list[str]:
    return [each for each in cells if isinstance(each, str) and len(each) <= MOST_HEADING]


def years(shape: Shape, grid: Grid) -> frozenset[int]:
    """That headings name, and those above the table too („Náklady na rok 2025“)."""
    above = [told(each) for row in grid.rows[: shape.heading.row] for each in row if each is not None]
    found = (int(each) for said in (*shape.labels, *above) for each in YEAR.findall(said))
    return frozenset(each for each in found if each <= date.max.year)
