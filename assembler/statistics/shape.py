"""Tvar tabulky: which rows of a sheet are its title, its heads, its body and its notes, and what they say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assembler.readers.grids import Grid, Value
from assembler.statistics.cells import is_mark, is_numeric, number_of, words, year_of

SOURCE = re.compile(r"(?:zdroj|pramen)(?:\s+(?:dat|údajů))?\s*:\s*(.*)", re.I)
UNIT = re.compile(r"\(?\s*(?:měř\w*\s+jednotk\w*|jednotk\w*|mj\.?)\s*:?\s+(.+?)\s*\)?", re.I)
IN_UNIT = re.compile(
    r"\(?\s*(?:údaje\s+)?v\s+(%|‰|(?:tis|mil|mld)\.\s*\S+|osobách|korunách|procentech|promile|Kč|ha|km²?|km2)\s*\)?",
    re.I,
)
AT_END = re.compile(
    r"\s*[\[(,]\s*(?:v\s+)?(%|‰|(?:tis|mil|mld)\.\s*[^\s)\]]+|osoby|osobách|korunách|procentech|Kč|ha|km²?)\s*[\])]?\s*\Z"
)
NAMED_UNITS = {"osobách": "osoby", "korunách": "Kč", "procentech": "%", "promile": "‰"}
OF_DAY = re.compile(  # a unit with the day of which the numbers are: „v osobách, stav k 31. 12.“
    r"(?P<unit>[^,;]+)[,;]\s*(?P<day>stav\s+(?:ke?\s+)?\d{1,2}\.\s*\d{1,2}\.(?:\s*\d{4})?|stav\s+na\s+(?:začátku|konci)\s+\S+)",
    re.I,
)
OFFICE = re.compile(r"\b(?:úřad|ministerstvo|mpsv|čsú|krajsk\w+ správ\w+)\b", re.I)  # who publishes: the source
NUMBERED = re.compile(r"(?:tab(?:ulka|\.)|graf)\s*(?:č\.\s*)?[\dIVX]+(?:[.\-/]\d+)*[.:]?\s+", re.I)
IN_TITLE = re.compile(r"\b(?:19|20)\d\d\b")
INFO = re.compile(
    r"(?:zdroj|pramen|období|územ\w+|měř\w*\s+jednotk\w*|mj|kód tabulky|stav ke? dni|datum)\b[^:]*:", re.I
)
MOST_ROWS_LOOKED_AT = 60  # from the top, for the heads


@dataclass(frozen=True, slots=True)
class Shape:
    """Jak byl list pochopen; rows are counted from 0, ends are behind the last one."""

    caption: str
    unit: str
    year: int | None
    source: str
    note: str
    header: tuple[int, int]
    body: tuple[int, int]

    @property
    def found(self) -> bool:
        return self.body[0] < self.body[1]


def understood(grid: Grid) -> Shape:
    """What is likely; a sheet without numbers has an empty body."""
    header, first = heads(grid.rows)
    last = max((index for index in range(first, len(grid.rows)) if is_row(grid.rows[index])), default=first - 1) + 1
    top = first if header[0] == header[1] else header[0]
    above = [texts(row) for row in grid.rows[:top] if any_filled(row)]
    below = [texts(row) for row in grid.rows[last:] if any_filled(row)]
    return told_by(above, below, header, (first, max(first, last)), grid.rows)


def heads(rows: Sequence[Sequence[Value]]) -> tuple[tuple[int, int], int]:
    """The rows of heads, and the first row of the body behind them."""
    found: list[int] = []
    parted: int | None = None  # a heading between rows, which stands before the first of them
    for index, row in enumerate(rows[:MOST_ROWS_LOOKED_AT]):
        if not any_filled(row) or is_info(row):
            continue
        if (is_years(row) and (row[0] is None or not wide(rows, found))) or (found and is_numbering(row)):
            found.append(index)
        elif is_data(row) and (found or has_number(row)):
            first = index if parted is None else parted
            return ((found[0], found[-1] + 1) if found else (first, first)), first
        elif alone(row) == 0 and wide(rows, found):
            parted = index if parted is None else parted
        elif alone(row) == 0 or (not found and unit_in(texts(row))):
            found = []  # a title; what stood above it were titles, too
        else:
            found = [*found, index] if parted is None else [index]
            parted = None
    return (0, 0), len(rows)


def wide(rows: Sequence[Sequence[Value]], found: Sequence[int]) -> bool:
    """Whether one of the heads already names more than one column."""
    return any(sum(each is not None for each in rows[index]) > 1 for index in found)


# ---------------------------------------------------------------- kinds of rows


def any_filled(row: Sequence[Value]) -> bool:
    return any(each is not None for each in row)


def alone(row: Sequence[Value]) -> int:
    """The column of the only filled cell; -1 where there are more."""
    filled = [index for index, each in enumerate(row) if each is not None]
    return filled[0] if len(filled) == 1 else -1


def is_info(row: Sequence[Value]) -> bool:
    """„Období: | 31. 12. 2023“"""
    first = next(words(each) for each in row if each is not None)
    return INFO.match(first) is not None


def is_years(row: Sequence[Value]) -> bool:
    """Heads that are years, perhaps behind others: „Obec | Okres | 2021 | 2022“."""
    rest = [each for each in row[1:] if each is not None and (is_numeric(each) or year_of(each))]
    return bool(rest) and all(year_of(each) is not None for each in rest)


def is_numbering(row: Sequence[Value]) -> bool:
    """The row „a | 1 | 2 | 3“ under the heads of printed tables."""
    if words(row[0]) not in ("", "a"):
        return False
    rest = [number_of(each) for each in row[1:] if each is not None]
    start = rest[0] if rest else None
    return len(rest) > 1 and start in (1, 2) and rest == [*range(int(start), int(start) + len(rest))]


def is_data(row: Sequence[Value]) -> bool:
    """A name with a number, or with nothing but marks for missing ones: X may also be the head of a column."""
    rest = [each for each in row[1:] if each is not None]
    return row[0] is not None and (has_number(row) or (bool(rest) and all(map(is_mark, rest))))


def is_row(row: Sequence[Value]) -> bool:
    """A row of the body: notes stand in one cell."""
    return any_filled(row) and alone(row) < 0 and not is_info(row)


def has_number(row: Sequence[Value]) -> bool:
    return any(is_numeric(each) and not is_mark(each) for each in row[1:])


# ---------------------------------------------------------------- what the texts say


def texts(row: Sequence[Value]) -> str:
    return " ".join(words(each) for each in row if each is not None)


def unit_in(text: str) -> str:
    """The unit that a row of its own says; nothing where it says something else."""
    text = of_day["unit"] if (of_day := OF_DAY.fullmatch(text)) else text
    found = UNIT.fullmatch(text) or IN_UNIT.fullmatch(text)
    return NAMED_UNITS.get(found[1].lower(), found[1]) if found else ""


def source_in(text: str) -> str:
    found = SOURCE.fullmatch(text)
    return found[1].strip() if found else ""


def told_by(
    above: list[str], below: list[str], header: tuple[int, int], body: tuple[int, int], rows: Sequence[Sequence[Value]]
) -> Shape:
    """The texts round a table, each in the field where it belongs; what belongs nowhere, is a note."""
    everything = [*above, *below]
    source = next((found for each in everything if (found := source_in(each))), "")
    unit = next((found for each in everything if (found := unit_in(each))), "")
    titles = [each for each in above if not source_in(each) and not unit_in(each)]
    title = title_of(titles)
    office = next((each for each in titles if each != title and OFFICE.search(each)), "")
    caption = NUMBERED.sub("", title, count=1)
    if not unit and (end := AT_END.search(caption)):
        unit, caption = NAMED_UNITS.get(end[1], end[1]), caption[: end.start()]
    further = [each for each in titles if each not in (title, office)]
    notes = [*further, *map(day_in, everything), *(each for each in below if not source_in(each) and not unit_in(each))]
    in_heads = any(year_of(each) for row in rows[slice(*header)] for each in row[1:])
    return Shape(
        caption,
        unit,
        None if in_heads else year_in(titles),
        source or office,
        "\n".join(filter(None, notes)),
        header,
        body,
    )


def title_of(titles: Sequence[str]) -> str:
    """The line that describes the table: the numbered one, else the first that is no name of an office."""
    numbered = (each for each in titles if NUMBERED.match(each))
    others = (each for each in titles if not OFFICE.search(each))
    return next(numbered, next(others, titles[0] if titles else ""))


def day_in(text: str) -> str:
    """The day that stands behind a unit, as a note."""
    found = OF_DAY.fullmatch(text) if unit_in(text) else None
    return f"{found['day'][:1].upper()}{found['day'][1:]}" if found else ""


def year_in(titles: Sequence[str]) -> int | None:
    """The year of the titles, if they name only one."""
    found = {int(year) for title in titles for year in IN_TITLE.findall(title)}
    return found.pop() if len(found) == 1 else None
