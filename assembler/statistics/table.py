"""Tabulka: the columns and rows that a sheet gives by its choices, what in it is in doubt, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assembler.readers.grids import Grid, Value, address
from assembler.sentences import Sentence
from assembler.statistics.cells import (
    MARKS,
    Answer,
    Number,
    is_age,
    is_mark,
    is_numeric,
    mark_of,
    number_of,
    without_note,
    words,
    year_of,
)
from assembler.statistics.choices import Choices
from assembler.statistics.shape import alone, is_numbering
from schemas.analyses import ColumnType

Cell = str | Number | None
CODE = re.compile(r"\b(?:kód|zuj|iczuj|ičo|psč|lau|csu|čsú kód)\b", re.I)
RATIO = re.compile(r"%|\b(?:index|procent\w*)\b", re.I)  # heads of columns in per cent
TOTAL = re.compile(r"(?:celkem|úhrn|součet|souhrn|dohromady|celek)\b", re.I)
OF_OFFICE = re.compile(r"\bČSÚ\b|český statistický úřad", re.I)
MOST_DECIMALS = 3  # that are shown at every number of a column, as 95,0 beside 99,6
HUGE = 10**20  # which no table of people and money holds, and which has no room for decimals
YEARS = ("rok", "roky", "v roce", "v letech")
SHOWN_CELLS = 5  # addresses of one doubt
SUBHEAD = Sentence("mezititulek")
TOTAL_ROW = Sentence("součet: v dokumentu se spočítá")
EMPTY = Sentence("prázdný")
NUMBERING = Sentence("číslování sloupců")
UNWANTED = Sentence("není mezi vybranými řádky")
CHOSEN = Sentence("vynecháno podle vás")
NUMERIC = (ColumnType.NUMBER, ColumnType.PERCENT)


@dataclass(frozen=True, slots=True)
class MadeColumn:
    """Sloupec; `index` is that of the sheet."""

    index: int
    name: str
    type: ColumnType


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text where numbers stand: in which cells, what is proposed (nothing: it must be decided), and why."""

    text: str
    cells: tuple[str, ...]  # addresses, the first ones
    count: int
    proposal: Answer | None
    number: str  # what „it is a number“ begins with
    why: str


@dataclass(frozen=True, slots=True)
class MadeRow:
    index: int
    label: str
    cells: tuple[Cell, ...]
    out: str = ""  # why it is left out


@dataclass(frozen=True, slots=True)
class Made:
    """What a sheet gives: the columns and rows that are taken, all rows with why some are not, and doubts."""

    columns: tuple[MadeColumn, ...]
    all_columns: tuple[tuple[MadeColumn, str], ...]  # with why some are left out
    all_rows: tuple[MadeRow, ...]
    doubts: tuple[Doubt, ...]
    total: str  # the label of sums that the document computes
    remarks: tuple[str, ...]

    @property
    def rows(self) -> tuple[MadeRow, ...]:
        return tuple(each for each in self.all_rows if not each.out)

    @property
    def undecided(self) -> tuple[Doubt, ...]:
        return tuple(each for each in self.doubts if each.proposal is None)


def table_of(grid: Grid, choices: Choices) -> Made:
    """The table by these choices; where doubts are undecided, their cells hold the texts."""
    body = [(index, grid.rows[index]) for index in range(*bounded(choices.body, grid))]
    choices = with_dashes(grid, choices)
    columns = columns_of(grid, choices, [row for _, row in body])
    taken = tuple(column for column, out in columns if not out)
    doubts = tuple(doubts_of(body, taken, choices))
    rows = with_decimals([row_of(index, row, taken, choices) for index, row in body], taken)
    rows, total, remarks = with_totals(rows, taken, choices)
    return Made(taken, tuple(columns), tuple(rows), doubts, total, tuple(remarks))


def bounded(ends: tuple[int, int], grid: Grid) -> tuple[int, int]:
    first, last = (min(max(0, each), len(grid.rows)) for each in ends)
    return first, max(first, last)


def with_dashes(grid: Grid, choices: Choices) -> Choices:
    """In a sheet of the Czech Statistical Office a dash is proposed as the zero that it means there."""
    first, last = bounded(choices.body, grid)
    round_it = (each for row in (*grid.rows[:first], *grid.rows[last:]) for each in row if isinstance(each, str))
    if not any(OF_OFFICE.search(each) for each in round_it):
        return choices
    return replace(choices, answers=dict.fromkeys("-–—−", (Answer.ZERO, "")) | dict(choices.answers))


# ---------------------------------------------------------------- columns


def columns_of(grid: Grid, choices: Choices, body: Sequence[Sequence[Value]]) -> list[tuple[MadeColumn, str]]:
    """Every column of the sheet that holds something, with why it is left out."""
    headings = headings_of(grid, choices.header)
    found: list[tuple[MadeColumn, str]] = []
    for index in range(grid.width):
        cells = [row[index] for row in body if row[index] is not None]
        if not cells and not headings[index]:
            continue
        kind = (
            ColumnType(choices.types[index]) if index in choices.types else type_of(cells, headings[index], not found)
        )
        name = choices.names.get(index, "") or headings[index] or usual_name(cells, kind, index, not found)
        column = MadeColumn(index, name, kind)
        out = EMPTY if not cells else ""
        if choices.columns_out is not None:
            out = CHOSEN if index in choices.columns_out else ""
        found.append((column, out))
    return found


def headings_of(grid: Grid, header: tuple[int, int]) -> list[str]:
    """The heads of columns, from the top down: „Obyvatelé, 2018“; what spans several columns is said at each."""
    first, last = bounded(header, grid)
    rows = [index for index in range(first, last) if not is_numbering(grid.rows[index])]
    levels = [spread(grid, row, rows[place + 1 :]) for place, row in enumerate(rows)]
    return [heading_of([part for level in levels if (part := level[c])]) for c in range(grid.width)]


def heading_of(parts: Sequence[str]) -> str:
    """„Rok“ above „2014“ says nothing more."""
    named = [*dict.fromkeys(parts)]
    kept = [each for each in named if each.casefold() not in YEARS] if any(map(year_of, named)) else named
    return ", ".join(kept)


def spread(grid: Grid, row: int, below: Sequence[int]) -> list[str]:
    """A row of heads; one that names several columns (merged, or empty above others) stands over each of them."""
    parts, running = [], ""
    for column, value in enumerate(grid.rows[row]):
        if value is not None:
            running = head(value)
        elif not (over(grid, row, column) or (running and any(grid.rows[each][column] is not None for each in below))):
            running = ""
        parts.append("" if value is None and column and not below else running)
    return parts


def over(grid: Grid, row: int, column: int) -> bool:
    return any(top <= row <= bottom and left < column <= right for top, left, bottom, right in grid.merged)


def head(value: Value) -> str:
    """A head without its mark of a note; a year without a decimal place."""
    year = year_of(value) if not isinstance(value, str) else None
    text = str(year) if year else words(value)
    return re.sub(r"\s*(?:(?<=\s)\d{1,2}\)|[¹²³⁴⁵⁶⁷⁸⁹]\)?)\Z", "", text)


def type_of(cells: Sequence[Value], heading: str, first: bool) -> ColumnType:
    if CODE.search(heading) or (first and cells and all(year_of(each) for each in cells)):
        return ColumnType.YEAR
    if first or sum(map(is_numeric, cells)) * 2 < len(cells):
        return ColumnType.TEXT
    if RATIO.search(heading):
        return ColumnType.PERCENT
    percents = sum(isinstance(each, str) and each.strip().endswith("%") for each in cells)
    return ColumnType.PERCENT if percents * 2 > len(cells) else ColumnType.NUMBER


def usual_name(cells: Sequence[Value], kind: ColumnType, index: int, first: bool) -> str:
    """The name of a column whose head is empty; a table cannot be without one."""
    if not first:
        return f"{index + 1}. sloupec"
    if kind is ColumnType.YEAR:
        return "Rok"
    return "Věk" if cells and sum(map(is_age, cells)) * 2 > len(cells) else "Položka"


# ---------------------------------------------------------------- rows and doubts


def row_of(index: int, row: Sequence[Value], columns: Sequence[MadeColumn], choices: Choices) -> MadeRow:
    cells = tuple(cell_of(row[each.index], each.type, choices.answers) for each in columns)
    label = label_of(row, columns)
    out = why_out(row, label, choices)
    if choices.rows_out is not None:
        out = CHOSEN if index in choices.rows_out else UNWANTED if out == UNWANTED else ""
    return MadeRow(index, label, cells, out)


def with_decimals(rows: Sequence[MadeRow], columns: Sequence[MadeColumn]) -> list[MadeRow]:
    """All numbers of a column with as many decimals, as people write them; a sheet does not say 95,0."""
    places = [
        max((decimals(row.cells[n]) for row in rows), default=0) if each.type in NUMERIC else 0
        for n, each in enumerate(columns)
    ]
    return [replace(row, cells=tuple(map(with_places, row.cells, places))) for row in rows]


def decimals(cell: Cell) -> int:
    return max(0, -int(cell.as_tuple().exponent)) if isinstance(cell, Decimal) and cell.is_finite() else 0


def with_places(cell: Cell, places: int) -> Cell:
    if not 0 < places <= MOST_DECIMALS or not isinstance(cell, int | Decimal) or not -HUGE < cell < HUGE:
        return cell
    return Decimal(cell).quantize(Decimal(1).scaleb(-places))


def label_of(row: Sequence[Value], columns: Sequence[MadeColumn]) -> str:
    return words(row[columns[labels(columns)].index]) if columns else ""


def labels(columns: Sequence[MadeColumn]) -> int:
    """The place of the column that names the rows: the first one, but for codes with names beside them."""
    if not columns or not CODE.search(columns[0].name):
        return 0
    return next((n for n, each in enumerate(columns) if each.type is ColumnType.TEXT), 0)


def why_out(row: Sequence[Value], label: str, choices: Choices) -> str:
    """Why a row is proposed to be left out."""
    if not any(each is not None for each in row):
        return EMPTY
    if is_numbering(row):
        return NUMBERING
    if choices.only and label.casefold() not in choices.wanted:
        return UNWANTED
    return SUBHEAD if alone(row) == 0 else ""


def cell_of(value: Value, kind: ColumnType, answers: Mapping[str, tuple[Answer, str]]) -> Cell:
    """The value of a cell of the table: a number, a text, or nothing."""
    if value is None:
        return None
    if kind is ColumnType.TEXT:
        return words(value) or None
    if kind is ColumnType.YEAR:
        year = year_of(value)
        return year if year and kind is ColumnType.YEAR and not isinstance(value, str) else code_of(value)
    plain = number_of(value)
    if plain is not None:
        return plain
    text = words(value)
    answer, typed = answers.get(text, (proposal_of(text), number_text(text)))
    if answer is Answer.NUMBER:
        found = number_of(typed)
        return text if found is None else found
    return {Answer.MISSING: None, Answer.ZERO: 0}.get(answer, text) if answer else text


def code_of(value: Value) -> Cell:
    """A year or a code is a number where it loses nothing by it: „005“ stays a text."""
    text = words(value)
    return int(text) if text.isascii() and text.isdecimal() and str(int(text)) == text else text


def doubts_of(
    body: Sequence[tuple[int, Sequence[Value]]], columns: Sequence[MadeColumn], choices: Choices
) -> Iterator[Doubt]:
    """Every different text among the numbers, with where it stands."""
    found: dict[str, list[str]] = {}
    for index, row in body:
        if why_out(row, label_of(row, columns), choices) or index in (choices.rows_out or ()):
            continue
        for each in columns:
            value = row[each.index]
            if each.type in NUMERIC and value is not None and number_of(value) is None:
                found.setdefault(words(value), []).append(address(index + 1, each.index))
    for text, cells in found.items():
        given = choices.answers.get(text)
        proposal, typed = given or (proposal_of(text), number_text(text))
        yield Doubt(text, tuple(cells[:SHOWN_CELLS]), len(cells), proposal, typed, why_of(text))


def proposal_of(text: str) -> Answer | None:
    if is_mark(text):
        return Answer.MISSING
    return Answer.NUMBER if without_note(text) is not None else None


def number_text(text: str) -> str:
    """What stands before the mark of a note."""
    found = without_note(text)
    return "" if found is None else f"{Decimal(found):f}".replace(".", ",")


def why_of(text: str) -> str:
    if is_mark(text):
        return MARKS[mark_of(text)]
    return Sentence("Za číslem je značka poznámky.") if without_note(text) is not None else ""


# ---------------------------------------------------------------- sums


def with_totals(
    rows: list[MadeRow], columns: Sequence[MadeColumn], choices: Choices
) -> tuple[list[MadeRow], str, list[str]]:
    """A row of sums that agrees with the rows is left to the document, which computes it; another one stays, told."""
    if choices.rows_out is not None:
        left = next((each for each in rows if each.out == CHOSEN and TOTAL.match(each.label)), None)
        return rows, left.label if left and adds_up(left, rows, columns) else "", []
    place = next((n for n in (len(rows) - 1, *range(len(rows))) if rows and is_total(rows[n])), None)
    if place is None:
        return rows, "", []
    if adds_up(rows[place], rows, columns):
        kept = [replace(each, out=TOTAL_ROW) if n == place else each for n, each in enumerate(rows)]
        return kept, rows[place].label, []
    remark = Sentence(
        "Řádek „%(label)s“ nesouhlasí se součtem ostatních řádků, proto v tabulce zůstává, jak je.",
        label=rows[place].label,
    )
    return rows, "", [remark]


def is_total(row: MadeRow) -> bool:
    return not row.out and TOTAL.match(row.label) is not None


def adds_up(total: MadeRow, rows: Sequence[MadeRow], columns: Sequence[MadeColumn]) -> bool:
    """Whether every number of a row is the sum of the other rows that are taken."""
    others = [each for each in rows if not each.out and each is not total]
    wanted = [n for n, each in enumerate(columns) if each.type in NUMERIC]
    return bool(others and wanted) and all(
        total.cells[n] == sum(cell for row in others if isinstance(cell := row.cells[n], int | Decimal)) for n in wanted
    )


# ---------------------------------------------------------------- turned


def turned(made: Made) -> Made:
    """Rows as columns: the labels become heads, the heads labels; other columns of texts have no place and are told."""
    if not made.columns:
        return made
    numeric, naming = [n for n, each in enumerate(made.columns) if each.type in NUMERIC], labels(made.columns)
    lost = [each.name for n, each in enumerate(made.columns) if n != naming and n not in numeric]
    label = MadeColumn(made.columns[naming].index, made.columns[naming].name, ColumnType.TEXT)
    kind = ColumnType.PERCENT if all(made.columns[n].type is ColumnType.PERCENT for n in numeric) else ColumnType.NUMBER
    heads = [MadeColumn(each.index, each.label or f"{n}. řádek", kind) for n, each in enumerate(made.rows, start=1)]
    rows = tuple(
        MadeRow(
            made.columns[n].index, made.columns[n].name, (made.columns[n].name, *(row.cells[n] for row in made.rows))
        )
        for n in numeric
    )
    told = (Sentence("Po otočení v tabulce nejsou sloupce: %(names)s.", names=", ".join(lost)),) if lost else ()
    out = tuple(each for each in made.all_rows if each.out)
    sums = (Sentence("Součtový řádek „%(label)s“ po otočení tabulka nemá.", label=made.total),) if made.total else ()
    return replace(
        made,
        columns=(label, *heads),
        all_rows=(*rows, *out),
        total="",
        remarks=(*made.remarks, *told, *sums),
    )
