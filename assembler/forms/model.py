"""Tvar formuláře: what a page of a part consists of, each kind of field as the template draws it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from schemas.base import Part
from schemas.describe import FieldDescription, Option
from schemas.findings import Finding

Steps = tuple[str, ...]


class Speak(Protocol):
    """A Czech sentence in the language of who reads; `one` of the item where the same word („Opatření“) is its list."""

    def __call__(self, sentence: str, *, one: bool = False) -> str: ...


def czech(sentence: str, *, one: bool = False) -> str:
    """What is kept (notes of versions, labels of drafts) is Czech; only a page that is shown may speak otherwise."""
    return sentence


def described(about: FieldDescription, speak: Speak) -> FieldDescription:
    """A field with its words in the language of the page; its example stays as one would write it."""
    if speak is czech:
        return about
    options = tuple(Option(each.code, speak(each.label)) for each in about.options)
    label = speak(about.label, one=about.kind == "reference")
    hint, item = speak(about.hint), speak(about.item, one=True)
    return replace(about, label=label, hint=hint, item=item, options=options)


@dataclass(frozen=True, slots=True)
class Control:
    """Pole formuláře. `name` is its place below the part of the page, and what the browser calls it."""

    about: FieldDescription
    name: str
    pointer: str  # of its value in the content
    findings: Sequence[Finding] = ()

    @property
    def id(self) -> str:
        return "p-" + self.name.replace("/", "-")


@dataclass(frozen=True, slots=True)
class Line(Control):
    """A field of one or more texts, as `values` shows them: written, ticked or chosen."""

    draws: str = "line"  # or: text, rich, choice, flag, choices, reference, references, texts
    texts: Sequence[str] = ()
    options: Sequence[Option] = ()
    offered: Sequence[str] = ()  # usual values of a text, any other may be written
    theirs: Sequence[str] | None = None  # what someone else made of it meanwhile


@dataclass(frozen=True, slots=True)
class Unreadable(Control):
    """A value that no field can show: it stays what it is."""

    draws: str = "unreadable"
    told: str = ""


@dataclass(frozen=True, slots=True)
class Picture(Control):
    """An image: what is there, and a file to take its place."""

    draws: str = "picture"
    size: int = 0  # characters of base64
    thumbnail: str = ""  # of a small one, as a data address


@dataclass(frozen=True, slots=True)
class Fieldset(Control):
    """A short nested part, its fields among those of the page."""

    draws: str = "fieldset"
    controls: Sequence[Control] = ()


@dataclass(frozen=True, slots=True)
class GridRow:
    index: int
    cells: Sequence[Control]
    new: bool  # an empty one, to be written into


@dataclass(frozen=True, slots=True)
class Grid(Control):
    """A list of short parts as a table to write into."""

    draws: str = "grid"
    columns: Sequence[FieldDescription] = ()
    rows: Sequence[GridRow] = ()
    theirs: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Cells(Control):
    """The rows of a data table."""

    draws: str = "cells"
    headings: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    pasted: str | None = None  # a big table as one text with tabs, instead of the rows
    theirs: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, with the address of its page."""

    index: int
    steps: Steps
    code: str
    title: str
    errors: int = 0
    warnings: int = 0


@dataclass(frozen=True, slots=True)
class Items(Control):
    """A list of parts that have pages of their own; a page of the list."""

    draws: str = "items"
    steps: Steps = ()
    add: str = ""  # „Přidat opatření“
    closed: bool = False  # nothing is added: it has its list elsewhere
    items: Sequence[Item] = ()
    total: int = 0
    count: int = 0  # of those that fit the search
    search: str = ""
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Link(Control):
    """A nested part that has a page of its own."""

    draws: str = "link"
    steps: Steps = ()
    filled: bool = False
    title: str = ""


def lines(controls: Sequence[Control]) -> Iterator[Control]:
    """The controls with those of fieldsets and tables among them."""
    for control in controls:
        yield control
        if isinstance(control, Fieldset):
            yield from lines(control.controls)
        elif isinstance(control, Grid):
            for row in control.rows:
                yield from lines(row.cells)


@dataclass(frozen=True, slots=True)
class Crumb:
    title: str
    steps: Steps


@dataclass(frozen=True, slots=True)
class Form:
    """A page: one part, or one list, of the content."""

    steps: Steps  # of the part
    only: str  # the one field that is shown, where the place is a list
    part_class: type[Part]
    title: str
    about: str
    controls: Sequence[Control]
    crumbs: Sequence[Crumb]
    new: bool = False
    previous: Crumb | None = None
    following: Crumb | None = None
    position: str = ""  # „3 z 12“
    findings: Sequence[Finding] = field(default=())

    @property
    def place(self) -> Steps:
        return (*self.steps, self.only) if self.only else self.steps
