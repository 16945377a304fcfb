"""Připomínky z tabulky: rows of somebody's list as raw comments; what is not understood is told, nothing is guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from assembler.errors import Unfit
from assembler.readers.grids import CellError, Grid, Value
from assembler.sentences import Sentence
from assembler.web.commenting.places import Chapter
from assembler.web.commenting.showing import FIELDS, NO, UNSETTLED, YES
from assembler.web.language import N_
from schemas.comments import Settlement

MOST = 2_000  # rows
HEADING_WITHIN = 20  # rows: above it are titles and notes
NUMBER = "number"  # of the list; the plan gives its own
NEEDED = "proposed"
NAMES = {
    **{each.label.casefold(): name for name, each in FIELDS.items()},
    **dict.fromkeys(("číslo", "č.", "pořadí"), NUMBER),
    **dict.fromkeys(("připomínka", "znění připomínky", "text připomínky", "navrhované znění"), NEEDED),
    **dict.fromkeys(("předkladatel", "podal", "podala", "podatel", "kdo", "kdo podal", "autor", "občan"), "submitter"),
    **dict.fromkeys(("jméno", "jméno a příjmení", "organizace", "připomínkující"), "submitter"),
    **dict.fromkeys(("datum", "datum podání", "přišla", "den", "kdy"), "received"),
    **dict.fromkeys(("odůvodnění", "zdůvodnění"), "justification"),
    **dict.fromkeys(("kapitola", "čeho se týká", "část", "místo", "místo v plánu"), "place"),
    "souhlas": "publish",
}
MERGED = re.compile(r"sloučeno\b\D*(\d*)", re.IGNORECASE)  # „sloučeno s č. 7“
CODE = re.compile(r"[0-9]+(?:\.[0-9]+)*\.?")
WHOLE = "celý plán"
GUARDED = re.compile(r"'[-=+@]")  # the sign that keeps a text in a CSV from being a formula
NO_HEADING = N_("V tabulce nevidíme řádek s názvy sloupců. Aspoň jeden sloupec se má jmenovat „Připomínka“.")
TOO_MANY = Sentence("V tabulce je přes %(most)s řádků. Rozdělte ji na více souborů.", most=MOST)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the list: its line in the file, its own number, what it says, and its texts by the names of fields."""

    line: int
    number: str
    raw: dict[str, Any]
    texts: dict[str, str]  # as they are understood
    cells: dict[str, str]  # as they stand in the file


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person has said of a table: the fields of columns by their order, places by the keys of their texts."""

    columns: Mapping[int, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)  # pointers, "" for the whole plan


NOTHING_CHOSEN = Chosen()


@dataclass(frozen=True, slots=True)
class Strange:
    """A column whose heading is not known, and the field that a person has given it; "" where nobody has."""

    index: int
    heading: str
    name: str


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What stands in the file for a place that the plan does not call so, its lines, and the place chosen for it."""

    key: str
    text: str
    lines: list[int]
    pointer: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    rows: list[Row]
    strange: list[Strange]
    free: list[str]  # fields that no known column has
    unplaced: list[Unplaced]
    ours: bool  # has every column of the table that the service gives out, so its numbers are those of the plan

    @property
    def ignored(self) -> list[str]:
        """Headings of columns that nothing is taken from."""
        return [each.heading for each in self.strange if not each.name]


def listed(grids: Sequence[Grid], chapters: Sequence[Chapter], chosen: Chosen = NOTHING_CHOSEN) -> Listed:
    """The rows of the first table that has a column of comments; raises Unfit."""
    for grid in grids:
        for top, row in enumerate(grid.rows[:HEADING_WITHIN]):
            columns = {index: NAMES.get(text_of(each).casefold(), "") for index, each in enumerate(row)}
            if NEEDED in columns.values():
                return read(grid, top, columns, titles_of(chapters), chosen)
    raise Unfit(NO_HEADING)


def read(grid: Grid, top: int, columns: dict[int, str], titles: Mapping[str, str], chosen: Chosen) -> Listed:
    """The rows below a heading, by the columns that are known and those that a person has told."""
    ours = {NUMBER, *FIELDS} <= set(columns.values())
    free = [name for name in FIELDS if name not in columns.values()]
    strange = [*told(grid.rows[top], columns, free, chosen)]
    columns = columns | {each.index: each.name for each in strange}
    known = {*titles.values()}  # the whole plan is one of them
    placed = {key: pointer for key, pointer in chosen.places.items() if pointer in known}
    rows = [*below(grid, top, columns, titles, placed)]
    return Listed(rows, strange, free, unplaced(rows, titles, placed), ours)


def told(row: Sequence[Value], columns: Mapping[int, str], free: Sequence[str], chosen: Chosen) -> Iterator[Strange]:
    """A field is given to one column only: to the first that asks for it."""
    left = set(free)
    for index, name in columns.items():
        heading = text_of(row[index])
        if heading and not name:
            asked = chosen.columns.get(index, "")
            yield Strange(index, heading, asked if asked in left else "")
            left.discard(asked)


def unplaced(rows: Sequence[Row], titles: Mapping[str, str], placed: Mapping[str, str]) -> list[Unplaced]:
    found: dict[str, Unplaced] = {}
    for row in rows:
        text = row.texts.get("place", "")
        if text and text.casefold() not in titles:
            key = key_of(text)
            found.setdefault(key, Unplaced(key, text, [], placed.get(key))).lines.append(row.line)
    return [*found.values()]


def key_of(text: str) -> str:
    """Stands for a text in the name of a control."""
    return sha256(text.casefold().encode()).hexdigest()[:16]


def titles_of(chapters: Sequence[Chapter]) -> Mapping[str, str]:
    """Pointers by what people call the places; a code or a name alone counts where it is that of one place only."""
    every = [place for chapter in chapters for place in (*chapter.inside, chapter.place)]
    halves = [(half.casefold(), place.pointer) for place in every for half in halves_of(place.title)]
    often = Counter(half for half, _ in halves)
    single = {half: pointer for half, pointer in halves if often[half] == 1}
    return {**single, **{place.title.casefold(): place.pointer for place in every}, WHOLE: ""}


def halves_of(title: str) -> tuple[str, ...]:
    """„1.1.2 Druhé zázemí“: „1.1.2“, and „Druhé zázemí“."""
    code, _, name = title.partition(" ")
    return (code, name) if name and CODE.fullmatch(code) else ()


def below(
    grid: Grid, top: int, columns: Mapping[int, str], titles: Mapping[str, str], placed: Mapping[str, str]
) -> Iterator[Row]:
    lines = [(number, row) for number, row in enumerate(grid.rows) if number > top and any(map(text_of, row))]
    if len(lines) > MOST:
        raise Unfit(TOO_MANY)
    for number, row in lines:
        texts = {name: text for index, name in columns.items() if name and (text := text_of(row[index]))}
        own, cells = texts.pop(NUMBER, ""), dict(texts)
        if texts.get("settlement", "").casefold() == UNSETTLED:
            del texts["settlement"]
        if (merged := MERGED.match(texts.get("settlement", ""))) and merged[1]:
            texts.setdefault("merged_with", merged[1])
        raw = {name: raw_of(name, text, titles, placed) for name, text in texts.items()}
        yield Row(number + 1, own, {name: value for name, value in raw.items() if value != ""}, texts, cells)


def raw_of(name: str, text: str, titles: Mapping[str, str], placed: Mapping[str, str]) -> Any:
    """What the schema reads; a text that means nothing stays as it is, so that the schema refuses it by its words."""
    described = FIELDS[name]
    if name == "place":
        return titles.get(text.casefold(), placed.get(key_of(text), text))
    if name == "settlement" and MERGED.match(text):
        return Settlement.MERGED.value
    if described.kind == "choice":
        return next((each.code for each in described.options if text.casefold() in (each.code, each.label)), text)
    if described.kind == "flag":
        return {YES: True, NO: False}.get(text.casefold(), text)
    return int(text) if described.kind == "whole" and text.isdecimal() and len(text) < 10 else text


def text_of(value: Value) -> str:
    """A cell as somebody would have written it."""
    if isinstance(value, CellError):
        return str(value)
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):  # a moment, too
        return f"{value.day}. {value.month}. {value.year}"
    text = "" if value is None else str(value).strip()
    return text[1:] if GUARDED.match(text) else text
