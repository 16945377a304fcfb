"""Čtení formuláře: what of a form was touched, as edits of the content, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from marshmallow import ValidationError

from assembler.forms import numbers, tables, values
from assembler.forms.building import nested, pointer_to
from assembler.forms.identifiers import all_of, identifiable
from assembler.forms.model import Cells, Control, Fieldset, Form, Grid, Line, Picture
from assembler.forms.places import ABSENT, NEW, below, found_at, put
from assembler.forms.posted import Posted, indices
from assembler.readers import money
from schemas.base import Part
from schemas.describe import FieldDescription
from schemas.findings import Finding, error
from schemas.loading import Nearest, structure
from schemas.paths import human_path
from schemas.refusals import EMPTY_REQUIRED, NOT_DAY, Problem

NOT_UNDERSTOOD = error(
    "number_not_understood",
    "„{typed}“ tu jako číslo nepoznáme. Napište ho třeba 1 793 475 nebo 34 599 028,74.",
    "“{typed}” is not understood as a number; write 1793475 or 34599028.74.",
)
NOT_A_YEAR = error(
    "year_not_understood",
    "„{typed}“ tu jako rok nepoznáme. Napište ho čtyřmi číslicemi, třeba 2027.",
    "“{typed}” is not understood as a year; write it in four digits, as 2027.",
)
NOT_A_DAY = error(
    "day_not_understood",
    "„{typed}“ tu jako den nepoznáme. Napište ho třeba 1. 3. 2020.",
    "“{typed}” is not understood as a day; write 1. 3. 2020.",
)
NUMBERS = frozenset({"number", "whole", "money", "year"})
NAMES = frozenset(
    {"identifier", "reference", "references", "parts"}
)  # kinds of fields that others refer to, or that do


@dataclass(frozen=True, slots=True)
class Edit:
    """Úprava: the value at a place below the part of the page (`name`), before and after; ABSENT for nothing."""

    about: FieldDescription
    name: str
    old: Any
    new: Any

    @property
    def steps(self) -> list[str]:
        return self.name.split("/")


@dataclass(frozen=True, slots=True)
class Typed:
    edits: Sequence[Edit]
    problems: Sequence[Finding]  # what the schema refuses of the edits


@dataclass(frozen=True, slots=True)
class Deed:
    """What a button beside an item does: „up“ with „steps/3“."""

    verb: str
    name: str
    index: int


def read(form: Form, content: Any, posted: Posted, deed: Deed | None = None) -> Typed:
    """What was typed into the form of this content."""
    reader = Reader(form, content, posted, deed)
    edits = list(reader.edits(form.controls, form.part_class))
    return Typed(edits, [each.located(human_path(each.pointer, content)) for each in reader.problems])


class Reader:
    """Reads the controls of one form; gathers what is wrong on the way."""

    def __init__(self, form: Form, content: Any, posted: Posted, deed: Deed | None) -> None:
        self.form, self.content, self.posted, self.deed = form, content, posted, deed
        self.part = found_at(content, form.steps)
        self.problems: list[Finding] = []
        self.now: dict[str, Any] = {}  # what the fields of the page hold, so far as they are read

    @cached_property
    def taken(self) -> set[str]:
        """The identifiers of the whole plan."""
        return all_of(self.content)

    @cached_property
    def unit(self) -> str:
        """Of amounts; the page that changes it holds none."""
        return money.plan_unit(self.content)

    def edits(self, controls: Iterable[Control], part_class: type[Part]) -> Iterator[Edit]:
        for control in controls:
            if isinstance(control, Fieldset):
                yield from self.edits(control.controls, nested(control.about))
            elif edit := self.edit(control, part_class):
                yield edit

    def edit(self, control: Control, part_class: type[Part]) -> Edit | None:
        old = found_at(self.part, control.name.split("/"))
        new = old
        if control.name in self.posted:
            new = self.value(control, old)
        self.now[control.name] = new
        if isinstance(control, Line):
            self.judge(control, part_class, old, new, new_part=self.form.new)
        return None if new is old else Edit(control.about, control.name, old, new)

    def value(self, control: Control, old: Any) -> Any:
        """What a control holds now; `old` itself where it was not touched."""
        return next((way(self, control, old) for kind, way in WAYS.items() if isinstance(control, kind)), old)

    def line(self, control: Line, old: Any) -> Any:
        texts = values.came_back(control.about, self.posted[control.name])
        if values.untouched(control.about, texts, old):
            return old
        if control.about.kind == "money":
            texts = [self.bare(texts[-1])]
        new = values.read(control.about, texts, old)
        return old if type(new) is type(old) and new == old else new

    def bare(self, amount: str) -> str:
        """An amount without the unit of the plan; another unit stays, so that it is refused."""
        number, unit = money.parted(amount)
        return number if unit == self.unit else amount

    def picture(self, control: Picture, _: Any) -> Any:
        return self.posted[control.name][-1] or ABSENT

    def cells(self, control: Cells, old: Any) -> Any:
        columns = self.now.get("columns", below(self.part, "columns"))  # they stand above, on the same page
        kinds = tables.kinds_of({"unit": self.now.get("unit", below(self.part, "unit"))}, columns)
        removed = self.deed and self.deed.name == control.name and self.deed.verb == "remove"
        return tables.read(self.posted, control.name, old, kinds, self.deed.index if self.deed and removed else None)

    # ------------------------------------------------------------ tables of parts

    def grid(self, control: Grid, old: Any) -> Any:
        before = old if isinstance(old, list) else []
        order = rearranged(indices(self.posted, control.name), self.deed, control.name)
        rows: list[Any] = []
        for place, index in enumerate(order):
            row = self.row(control, index, before[index] if index < len(before) else ABSENT)
            if row is ABSENT:
                continue
            again = index in order[:place]
            if again or index >= len(before):
                row = identifiable(copied(row) if again else row, nested(control.about), self.taken)
            rows.append(row)
        unchanged = len(rows) == len(before) and all(one is other for one, other in zip(rows, before, strict=True))
        return old if unchanged else rows or ABSENT

    def row(self, control: Grid, index: int, old: Any) -> Any:
        """A row; the old one itself where it was not touched, ABSENT for a new one that is empty."""
        part_class, row = nested(control.about), old
        lines = [self.cell(control, about, index, old) for about in control.columns]
        for line, before, after in lines:
            if after is not before:
                row = put(row, [line.about.name], after)
        if row is old:
            return old
        for line, before, after in lines:
            self.judge(line, part_class, before, after, new_part=old is ABSENT)
        return {} if row is ABSENT else row

    def cell(self, control: Grid, about: FieldDescription, index: int, old: Any) -> tuple[Line, Any, Any]:
        name = f"{control.name}/{index}/{about.name}"
        line = Line(about, name, f"{control.pointer}/{index}/{about.name}")
        before = below(old, about.name)
        known = name in self.posted and (before is ABSENT or values.shown(about, before) is not None)
        return line, before, self.line(line, before) if known else before

    # ------------------------------------------------------------ what is wrong

    def judge(self, line: Line, part_class: type[Part], old: Any, new: Any, *, new_part: bool) -> None:
        """What the schema refuses of a value that was touched, and what a new part must have."""
        if new is old and not (new_part and line.about.required):
            return
        self.problems += refused(line.about, part_class, new, line.pointer, self.unit)


def refused(about: FieldDescription, part_class: type[Part], value: Any, pointer: str, unit: str) -> list[Finding]:
    """What the schema says against one value of a field; amounts are said in `unit`."""
    if value is ABSENT:
        return [EMPTY_REQUIRED.at(pointer)] if about.required else []
    if about.kind in NUMBERS and isinstance(value, str):
        return [no_number(about, value, pointer, unit)]
    try:
        part_class.fields[about.name].deserialize(value)
    except ValidationError as wrong:
        return [told(problem, pointer, value) for problem in problems_in(wrong.messages)]
    return []


def no_number(about: FieldDescription, typed: str, pointer: str, unit: str) -> Finding:
    """Why what was typed is no number here; an amount in another unit gets the number that should be written."""
    if about.kind == "year":
        return NOT_A_YEAR.at(pointer, typed=typed)
    said, other = money.parted(typed) if about.kind == "money" else (typed, "")
    number = numbers.read(said) if other else None
    if number is None:
        return NOT_UNDERSTOOD.at(pointer, typed=typed)
    return money.OTHER_UNIT.at(pointer, value=typed, unit=unit, offer=money.offered(number, other, unit))


def told(problem: Problem, pointer: str, typed: object) -> Finding:
    """Why a value is refused, for who types it: a day is written in Czech, not as files have it."""
    if problem.rule is NOT_DAY:
        return NOT_A_DAY.at(pointer, typed=typed)
    return problem.rule.at(pointer, **problem.values)


def problems_in(messages: Any) -> Iterator[Problem]:
    """marshmallow's messages of a field: a list, or by the index of an item."""
    for below_it in messages.values() if isinstance(messages, dict) else [messages]:
        if isinstance(below_it, list):
            yield from below_it
        else:
            yield from problems_in(below_it)


def in_the_whole(old: Any, new: Any, form: Form, steps: Sequence[str], edits: Sequence[Edit]) -> list[Finding]:
    """What came to be wrong with identifiers and references: twice the same, or to nothing.

    steps: where the part of the form lies in both contents; the findings are told at the places of the form.
    """
    if not any(edit.about.kind in NAMES for edit in edits):
        return []
    before = {(each.code, each.message) for each in structure(old, Nearest())}
    here, shown = pointer_to(landed(old, steps)), pointer_to(form.steps)
    found = [each for each in structure(new, Nearest()) if (each.code, each.message) not in before]
    return [
        replace(each, pointer=shown + each.pointer[len(here) :], label=human_path(each.pointer, new))
        for each in found
        if within(each.pointer, here)
    ]


def landed(content: Any, steps: Sequence[str]) -> list[str]:
    """The place of a part; that of a new item is behind the last one."""
    if not steps or steps[-1] != NEW:
        return [*steps]
    items = found_at(content, steps[:-1])
    return [*steps[:-1], str(len(items) if isinstance(items, list) else 0)]


def within(pointer: str, place: str) -> bool:
    return pointer == place or pointer.startswith(f"{place}/")


# ---------------------------------------------------------------- buttons beside rows


def rearranged(order: list[int], deed: Deed | None, name: str) -> list[int]:
    """The rows after a deed; a copy is the same index once more."""
    if deed is None or deed.name != name or deed.index not in order:
        return order
    place = order.index(deed.index)
    return arranged(order, deed.verb, place)


def arranged(items: list[Any], verb: str, place: int) -> list[Any]:
    """A list with its item moved, copied or removed; the list as it is where nothing can move there."""
    rest = [*items[:place], *items[place + 1 :]]
    if verb == "remove":
        return rest
    if verb == "copy":
        return [*items[: place + 1], copied(items[place]), *items[place + 1 :]]
    target = place + {"up": -1, "down": 1}.get(verb, 0)
    return [*rest[:target], items[place], *rest[target:]] if 0 <= target < len(items) else items


def copied(item: Any) -> Any:
    """A copy of an item, without identifiers and codes, of which there may be only one."""
    if isinstance(item, list):
        return [copied(each) for each in item]
    if not isinstance(item, dict):
        return item
    return {key: copied(each) for key, each in item.items() if key not in ("id", "code")}


WAYS: dict[type[Control], Callable[[Reader, Any, Any], Any]] = {
    Line: Reader.line,
    Picture: Reader.picture,
    Cells: Reader.cells,
    Grid: Reader.grid,
}
