"""Co bylo vybráno: the choices of the page, from what its form sent; without any, as they are proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flask import request

from assembler.readers.grids import Delivered, Grid
from assembler.statistics import (
    Answer,
    Choices,
    Frame,
    Made,
    Shape,
    Suggestion,
    Wanted,
    proposed,
    suggested,
    table_of,
    turned,
)
from assembler.statistics.table import UNWANTED, MadeRow
from schemas.analyses import ChartType, ColumnType

ROWS = 300  # that the page shows to be chosen; those behind them are taken as proposed
LONG = 60  # rows of a table of which only some municipalities are likely to be wanted
NAME, KIND, MEANS, NUMBER = "nazev:", "druh:", "znak:", "cislo:"
TABLE, CHART, BOTH = "tabulka", "graf", "oboji"


@dataclass(frozen=True, slots=True)
class Asked:
    """Everything that the page shows: the sheet, how it is read, and what comes of it."""

    number: int  # of the sheet
    grid: Grid
    shape: Shape
    choices: Choices
    base: Made  # as the sheet stands
    made: Made  # as the table will
    frame: Frame
    turn: bool
    result: str
    suggestion: Suggestion | None
    wanted: Wanted | None
    drawn_rows: frozenset[int]  # rows of the sheet that the chart takes
    drawn_columns: frozenset[int]

    @property
    def of_sheet(self) -> str:
        """What ticks of rows and columns are about; of another sheet or other heads they hold no more."""
        return f"{self.number}:{self.choices.header}:{self.choices.body}:{self.choices.only}"


def asked(delivered: Delivered, municipalities: Sequence[str] = ()) -> Asked:
    """`municipalities` are those of the plan: of a long table only their rows are offered at first."""
    number = min(max(0, whole("list", 1) - 1), len(delivered.grids) - 1)
    grid = delivered.grids[number]
    same_sheet = request.form.get("byl-list") == str(number + 1)
    shape, choices = proposed(grid)
    if same_sheet:
        choices = replace(choices, header=header(choices), body=body(choices), only=only())
    else:
        choices = replace(choices, only=of_territory(grid, choices, municipalities))
    choices = chosen(grid, choices, number, same_sheet=same_sheet)
    base, turn = table_of(grid, choices), "otocit" in request.form
    made = turned(base) if turn else base
    suggestion = suggested(made)
    wanted = wanted_of(suggestion, turn=turn, ticked=ticked(choices, number))
    rows, columns = (wanted.rows, wanted.columns) if wanted else (frozenset[int](), frozenset[int]())
    if turn:
        rows, columns = columns, rows
    return Asked(
        number=number,
        grid=grid,
        shape=shape,
        choices=choices,
        base=base,
        made=made,
        frame=frame(shape) if same_sheet else frame_of(shape),
        turn=turn,
        result=request.form.get("vysledek", BOTH if suggestion else TABLE),
        suggestion=suggestion,
        wanted=wanted,
        drawn_rows=rows,
        drawn_columns=columns,
    )


# ---------------------------------------------------------------- the sheet


def whole(name: str, usual: int) -> int:
    given = request.values.get(name, "").strip()
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 7 else usual


def header(usual: Choices) -> tuple[int, int]:
    """As people count: the first row is 1; without heads 0 of them."""
    first = whole("hlavicka-od", usual.header[0] + 1) - 1
    return first, first + min(whole("hlavicka-radku", usual.header[1] - usual.header[0]), 10)


def body(usual: Choices) -> tuple[int, int]:
    return whole("udaje-od", usual.body[0] + 1) - 1, whole("udaje-do", usual.body[1])


def only() -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in request.form.get("jen", "").splitlines() if line.strip())


def of_territory(grid: Grid, choices: Choices, municipalities: Sequence[str]) -> tuple[str, ...]:
    """The municipalities of the plan, where a long table has several of them."""
    if choices.body[1] - choices.body[0] < LONG:
        return ()
    labels = {each.label.casefold() for each in table_of(grid, choices).rows}
    found = tuple(each for each in municipalities if each.casefold() in labels)
    return found if len(found) > 1 else ()


def ticked(choices: Choices, number: int) -> bool:
    """Whether the ticks of the form are about this sheet, read this way."""
    return request.form.get("pro") == f"{number}:{choices.header}:{choices.body}:{choices.only}"


def chosen(grid: Grid, choices: Choices, number: int, *, same_sheet: bool) -> Choices:
    """With the answers of the form; ticks only where they are about these very rows."""
    if not same_sheet:
        return choices
    choices = replace(choices, answers=dict(answers()))
    if not ticked(choices, number):
        return choices
    as_proposed = table_of(grid, choices)
    beyond = [each.index for each in listed(as_proposed)[1] if each.out]
    known = {each.value for each in ColumnType}
    return replace(
        choices,
        rows_out=frozenset([*numbers("vynechat-radek"), *beyond]),
        columns_out=frozenset(numbers("vynechat-sloupec")),
        names=dict(by_number(NAME)),
        types={index: text for index, text in by_number(KIND) if text in known},
    )


def listed(made: Made) -> tuple[Sequence[MadeRow], Sequence[MadeRow]]:
    """The rows that the page offers to be chosen, and those behind them; unwanted ones are only counted."""
    rows = [each for each in made.all_rows if each.out != UNWANTED]
    return rows[:ROWS], rows[ROWS:]


def numbers(name: str) -> Iterator[int]:
    return (int(each) for each in request.form.getlist(name) if each.isascii() and each.isdecimal() and len(each) < 7)


def by_number(start: str) -> Iterator[tuple[int, str]]:
    for key, text in request.form.items():
        index = key.removeprefix(start)
        if key.startswith(start) and index.isascii() and index.isdecimal() and len(index) < 7 and text.strip():
            yield int(index), " ".join(text.split())


def answers() -> Iterator[tuple[str, tuple[Answer, str]]]:
    """What a text among numbers means, by the text."""
    known = {each.value for each in Answer}
    for key, said in request.form.items():
        text = key.removeprefix(MEANS)
        if key.startswith(MEANS) and said in known:
            yield text, (Answer(said), request.form.get(f"{NUMBER}{text}", ""))


# ---------------------------------------------------------------- round the table, and the chart


def frame_of(shape: Shape) -> Frame:
    return Frame(shape.caption, shape.unit, shape.year, shape.source, shape.note)


def frame(shape: Shape) -> Frame:
    """What was typed; what the form did not send, as it was understood."""
    usual = frame_of(shape)
    year = request.form.get("rok", str(usual.year or "")).strip()
    note = request.form.get("poznamka", usual.note).replace("\r\n", "\n").strip()
    return Frame(
        line("titulek", usual.caption),
        line("jednotka", usual.unit),
        int(year) if year.isascii() and year.isdecimal() and len(year) < 7 else year or None,
        line("zdroj", usual.source),
        note,
    )


def line(name: str, usual: str) -> str:
    return " ".join(request.form.get(name, usual).split())


def wanted_of(suggestion: Suggestion | None, *, turn: bool, ticked: bool) -> Wanted | None:
    """The suggested chart with what was chosen instead."""
    if suggestion is None:
        return None
    wanted = suggestion.wanted
    kind = request.form.get("typ", "")
    if kind in {each.value for each in ChartType}:
        by_rows = request.form.get("rady", "") == "radky"
        wanted = replace(wanted, type=ChartType(kind), by_rows=by_rows)
    if not ticked or request.form.get("graf-byl-otocen", "") != str(turn):
        return wanted
    rows, columns = frozenset(numbers("graf-radek")), frozenset(numbers("graf-sloupec"))
    return replace(wanted, rows=columns if turn else rows, columns=rows if turn else columns)
