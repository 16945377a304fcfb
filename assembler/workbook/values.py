"""Hodnoty: what the cells of a field say.

    read(field, cells, context)     the value; ABSENT where nothing is written; UNREAD where it is in doubt

Nothing is guessed: what Excel damaged, and what people write beside numbers and days, is a finding, and not a value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import singledispatch
from typing import Any, Final

from marshmallow import ValidationError

from assembler.readers import money
from assembler.readers.sheets.cells import CellError, Value, czech_day, normal, told
from assembler.workbook import problems
from assembler.workbook.amounts import written
from assembler.workbook.names import Names
from assembler.workbook.showing import FORMAT, NO, YES
from schemas.fields import (
    Base64,
    Choices,
    Day,
    Flag,
    HouseField,
    Money,
    Number,
    Numbers,
    OneOf,
    Reference,
    References,
    RichText,
    Texts,
)
from schemas.findings import Rule, Verbatim
from schemas.refusals import NOT_CHOICE, NOT_IDENTIFIER, Problem
from schemas.values import Choice, TextFormat


class Nothing(Enum):
    ABSENT = "absent"  # nothing is written
    UNREAD = "unread"  # something is, but what it means is in doubt


ABSENT: Final = Nothing.ABSENT
UNREAD: Final = Nothing.UNREAD


@dataclass(slots=True)
class Context:
    """What reading a value needs beside its cells, and where it says what is wrong: `note(rule, suffix, values)`."""

    names: Names
    unit: str  # of amounts
    note: Callable[[Rule, str, dict[str, object]], None]

    def doubt(self, rule: Rule, value: Value, suffix: str = "", **more: object) -> Nothing:
        self.note(rule, suffix, {"value": told(value), **more})
        return UNREAD


# ---------------------------------------------------------------- read


def read(field: HouseField, cells: Mapping[str, Value], context: Context) -> Any:
    """The value that the cells of a field hold, refused by the field itself where it is none."""
    for suffix, cell in cells.items():
        if isinstance(cell, CellError):
            return context.doubt(problems.BROKEN_CELL, cell, suffix)
    value = meant(field, cells, context)
    if isinstance(value, Nothing):
        return value
    try:
        field.deserialize(value)
    except ValidationError as refused:
        problem = first_problem(refused.messages)
        if isinstance(field, Reference | References) and problem.rule is NOT_IDENTIFIER:
            return context.doubt(problems.NOT_OFFERED, ", ".join(told(cell) for cell in cells.values()))
        context.note(problem.rule, "", dict(problem.values))
        return UNREAD
    return value


def first_problem(messages: Any) -> Problem:
    """Of marshmallow's tree of messages, whose leaves are ours."""
    while not isinstance(messages, Problem):
        messages = next(iter(messages.values())) if isinstance(messages, dict) else messages[0]
    return messages


@singledispatch
def meant(field: HouseField, cells: Mapping[str, Value], context: Context) -> Any:
    """What the cells of a field say, before the field itself looks at it."""
    return text(cells, context, literal=field.literal)


@meant.register
def _(field: RichText, cells: Mapping[str, Value], context: Context) -> Any:
    source, label = text(cells, context), cells.get(FORMAT)
    if label is None or isinstance(source, Nothing):
        return source
    chosen = code_of(TextFormat, label)
    if chosen is None:
        return context.doubt(NOT_CHOICE, label, FORMAT, choices=choices(TextFormat))
    return {"text": source, "format": chosen}


@meant.register
def _(field: Number, cells: Mapping[str, Value], context: Context) -> Any:
    return number(cells.get(""), context, amount=isinstance(field, Money))


@meant.register
def _(field: Day, cells: Mapping[str, Value], context: Context) -> Any:
    cell = cells.get("")
    if isinstance(cell, date) and not isinstance(cell, datetime):
        return cell.isoformat()
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return ABSENT
    if isinstance(cell, str) and any(shape.fullmatch(cell.strip()) for shape in (Day.iso, Day.czech)):
        return cell.strip()
    return context.doubt(problems.UNCLEAR_DAY, cell)


@meant.register
def _(field: Flag, cells: Mapping[str, Value], context: Context) -> Any:
    cell = cells.get("")
    if cell is None or isinstance(cell, bool):
        return ABSENT if cell is None else cell
    word = told(cell).strip().casefold()
    known = {YES: True, NO: False, "true": True, "false": False, "pravda": True, "nepravda": False}
    return known[word] if word in known else context.doubt(problems.UNCLEAR_FLAG, cell)


@meant.register
def _(field: OneOf, cells: Mapping[str, Value], context: Context) -> Any:
    cell = cells.get("")
    if cell is None or not told(cell).strip():
        return ABSENT
    chosen = code_of(field.choices, cell)
    return context.doubt(NOT_CHOICE, cell, choices=choices(field.choices)) if chosen is None else chosen


@meant.register
def _(field: Texts, cells: Mapping[str, Value], context: Context) -> Any:
    return listed(cells, context, lambda each: each)


@meant.register
def _(field: Choices, cells: Mapping[str, Value], context: Context) -> Any:
    return listed(cells, context, lambda each: code_of(field.choices, each) or each)


@meant.register
def _(field: References, cells: Mapping[str, Value], context: Context) -> Any:
    return listed(cells, context, lambda each: referred(field.to, each, context))


@meant.register
def _(field: Reference, cells: Mapping[str, Value], context: Context) -> Any:
    found = text(cells, context, literal=True)
    if isinstance(found, str):
        return referred(field.to, found, context) if found.strip() else ABSENT
    return found


@meant.register
def _(field: Numbers, cells: Mapping[str, Value], context: Context) -> Any:
    found = [number(cell, context, suffix) for suffix, cell in in_order(cells)]
    if UNREAD in found:
        return UNREAD
    while found and found[-1] is ABSENT:
        found.pop()
    return [None if each is ABSENT else each for each in found] or ABSENT


@meant.register
def _(field: Base64, cells: Mapping[str, Value], context: Context) -> Any:
    cell = cells.get("")
    if cell is None:
        return ABSENT
    kept = context.names.kept(told(cell))
    return context.doubt(problems.PICTURE_TEXT, cell) if kept is None else kept


# ---------------------------------------------------------------- kinds of cells


def text(cells: Mapping[str, Value], context: Context, *, literal: bool = False) -> Any:
    """The text of a cell and of those that go on with it; of other values only what is beyond doubt."""
    going_on = [cells[suffix] for suffix in sorted(cells, key=place) if suffix[:1] in ("", "+")]
    written_ones = [each for each in going_on if each is not None]
    if len(written_ones) == 1 and not isinstance(written_ones[0], str):
        return as_text(written_ones[0], context, literal=literal)
    return "".join(map(told, written_ones)) or ABSENT


def as_text(cell: Value, context: Context, *, literal: bool) -> Any:
    """What Excel made of a text."""
    if isinstance(cell, bool):
        return context.doubt(problems.BECAME_FLAG, cell)
    if isinstance(cell, int):
        if literal:
            context.note(problems.DIGITS_AS_TEXT, "", {"value": Verbatim(cell)})
        return str(cell)
    if isinstance(cell, date) and literal:
        return context.doubt(problems.BECAME_DATE, cell, perhaps=f"{cell.day}.{cell.month}")
    if isinstance(cell, date | time):
        shown_as = czech_day(cell) if isinstance(cell, date) else told(cell)
        context.note(problems.DATE_AS_TEXT, "", {"value": shown_as})
        return shown_as
    return context.doubt(problems.BECAME_NUMBER, cell)


def number(cell: Value, context: Context, suffix: str = "", *, amount: bool = False) -> Any:
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return cell
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return ABSENT
    said, unit = money.parted(cell) if amount and isinstance(cell, str) else (cell, "")
    value = written(said) if isinstance(said, str) else None
    if value is None:
        return context.doubt(problems.UNCLEAR_NUMBER, cell, suffix)
    if unit not in ("", context.unit):
        offer = money.offered(value, unit, context.unit)
        return context.doubt(money.OTHER_UNIT, cell, suffix, unit=context.unit, offer=offer)
    context.note(problems.TYPED_NUMBER, suffix, {"value": cell, "number": value})
    return normal(value)


def listed(cells: Mapping[str, Value], context: Context, word: Callable[[str], str]) -> Any:
    """A list with an item on each line."""
    whole = text(cells, context)
    if not isinstance(whole, str):
        return whole
    return [word(line.strip()) for line in whole.split("\n") if line.strip()] or ABSENT


def referred(to: str, said: str, context: Context) -> str:
    """The identifier that „Kraj Vysočina [kraj]“ means, or the one thing that bears the name."""
    found = REFERENCE.search(said)
    if found:
        return found[1]
    said = said.strip()
    if context.names.known(to, said):
        return said
    by_name = context.names.by_name(to, said)
    if by_name:
        context.note(problems.BY_NAME, "", {"value": said, "id": by_name})
    return by_name or said


REFERENCE = re.compile(r"\[([A-Za-z0-9][A-Za-z0-9._-]{0,63})\]\s*$")


def code_of(options: type[Choice], cell: Value) -> str | None:
    said = told(cell).strip().casefold()
    return next((each.value for each in options if said in (each.label.casefold(), each.value)), None)


def choices(options: type[Choice]) -> Verbatim:
    return Verbatim(", ".join(each.label for each in options))


def in_order(cells: Mapping[str, Value]) -> list[tuple[str, Value]]:
    return sorted(cells.items(), key=lambda pair: place(pair[0]))


def place(suffix: str) -> int:
    """The number in "+2" and "#12"; what has none comes first."""
    digits = suffix[1:]
    return int(digits) if digits.isdecimal() else 0
