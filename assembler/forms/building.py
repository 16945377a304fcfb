"""Stavba formuláře: the controls of one part from its description, its content, what was typed, and findings."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from assembler.checks.statutory.offers import offered
from assembler.forms import values
from assembler.forms.adding import add_at
from assembler.forms.codes import Codes, is_false_measure
from assembler.forms.layout import (
    BLANK_ROWS,
    CELLS,
    GRID_OPTIONS,
    GRID_ROWS,
    ITEMS,
    LARGE,
    MOST_FIELDS,
    NESTED,
    fields_of,
    is_narrow,
    kinds_of_documents,
)
from assembler.forms.model import (
    Cells,
    Control,
    Fieldset,
    Grid,
    GridRow,
    Item,
    Items,
    Line,
    Link,
    Picture,
    Speak,
    Steps,
    Unreadable,
    czech,
    described,
)
from assembler.forms.naming import Targets, all_fields, title_of
from assembler.forms.places import ABSENT, NEW, below, class_at, found_at, identity
from assembler.forms.posted import Posted, indices
from assembler.forms.tables import cells_shown, pasted_shown
from assembler.readers.money import plan_unit
from schemas.base import Part
from schemas.describe import FieldDescription, Option
from schemas.findings import Finding, Severity
from schemas.paths import pointer_of
from schemas.strategy import Node

DRAWN = {"flag": "flag", "choice": "choice", "choices": "choices", "reference": "reference", "references": "references"}
DRAWN |= {"rich": "rich", "texts": "texts"}
THUMBNAIL = 400_000  # characters of base64 up to which a page shows the picture itself
SIGNATURES = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}


@dataclass(frozen=True)
class Builder:
    """Makes the controls of one page."""

    content: Any
    targets: Targets
    codes: Codes
    findings: Sequence[Finding] = ()  # those of the page
    typed: Posted | None = None  # what was posted, and is shown again
    theirs: Mapping[str, Sequence[str]] = field(default_factory=dict)  # by names of controls
    search: str = ""
    page: int = 1
    speak: Speak = czech
    known: dict[int, FieldDescription] = field(default_factory=dict)  # in the words of the page, by the id of each

    def control(self, about: FieldDescription, raw: Any, name: str, steps: Steps) -> Control:
        """The control of a field whose value is `raw`."""
        make = MAKERS.get(about.kind, Builder.line)
        return make(self, self.described(about), raw, name, steps)

    def described(self, about: FieldDescription) -> FieldDescription:
        """A field in the words of the page; one of amounts says the unit that holds: „Částka (tis. Kč)“."""
        if id(about) not in self.known:
            said = described(about, self.speak)
            amounts = about.kind == "money"
            self.known[id(about)] = replace(said, label=f"{said.label} ({self.speak(self.unit)})") if amounts else said
        return self.known[id(about)]

    @cached_property
    def unit(self) -> str:
        return plan_unit(self.content)

    def at(self, steps: Steps, *, inside: bool = True) -> list[Finding]:
        """The findings of a place (and of everything below it)."""
        pointer = pointer_to(steps)
        return [
            each
            for each in self.findings
            if each.pointer == pointer or (inside and each.pointer.startswith(f"{pointer}/"))
        ]

    # ------------------------------------------------------------ one value

    def line(self, about: FieldDescription, raw: Any, name: str, steps: Steps) -> Control:
        found = self.at(steps)
        texts = values.shown(about, raw)
        if texts is None:
            return Unreadable(about, name, pointer_to(steps), found, told=values.told(raw))
        if self.typed is not None and name in self.typed:
            texts = [*self.typed[name]]
        return Line(
            about=about,
            name=name,
            pointer=pointer_to(steps),
            findings=found,
            draws="choice" if steps == ("kind",) else DRAWN.get(about.kind) or written(about, texts[0]),
            texts=texts,
            options=self.options(about, texts, steps),
            offered=offered(about.offers),
            theirs=self.theirs.get(name),
        )

    def options(self, about: FieldDescription, texts: Sequence[str], steps: Steps) -> tuple[Option, ...]:
        """What can be chosen; a value that is none of them is one, too, as it stands in the content."""
        known = (*about.options, *self.targets.get(about.refers_to, ()))
        if steps == ("kind",):
            known = tuple(Option(each.code, self.speak(each.label)) for each in kinds_of_documents())
        own = self.own_identifiers(about, steps)  # nothing refers to itself
        known = tuple(each for each in known if each.code not in own)
        codes = {each.code for each in known}
        chosen = texts[1:] if about.kind == "rich" else texts
        foreign = [self.foreign(text) for text in dict.fromkeys(chosen) if text and text not in codes]
        return (*known, *foreign) if known or about.refers_to else ()

    def foreign(self, text: str) -> Option:
        return Option(text, self.speak("%(text)s (neznámá hodnota)") % {"text": text})

    def own_identifiers(self, about: FieldDescription, steps: Steps) -> set[str]:
        """Those of the parts in which a reference is, at any depth, where it refers to parts of their class."""
        ways = [steps[:depth] for depth in range(1, len(steps))] if about.refers_to else []
        around = [(class_at(way), found_at(self.content, way)) for way in ways]
        return {identity(part) for each, part in around if each and each.__name__ == about.refers_to}

    def picture(self, about: FieldDescription, raw: Any, name: str, steps: Steps) -> Control:
        if raw is not ABSENT and not isinstance(raw, str):
            return Unreadable(about, name, pointer_to(steps), self.at(steps), told=values.told(raw))
        data = raw or ""
        return Picture(about, name, pointer_to(steps), self.at(steps), size=len(data), thumbnail=thumbnail(data))

    # ------------------------------------------------------------ nested parts

    def part(self, about: FieldDescription, raw: Any, name: str, steps: Steps) -> Control:
        part_class = nested(about)
        if raw is not ABSENT and not isinstance(raw, dict):
            return Unreadable(about, name, pointer_to(steps), self.at(steps), told=values.told(raw))
        if self.is_beside(part_class, raw):
            controls = self.controls(part_class, raw, name, steps)
            return Fieldset(about, name, pointer_to(steps), self.at(steps, inside=False), controls=controls)
        title = title_of(raw, part_class, self.targets, self.speak)
        return Link(about, name, pointer_to(steps), self.at(steps), steps=steps, filled=bool(raw), title=title)

    def is_beside(self, part_class: type[Part], raw: Any) -> bool:
        """Whether a nested part stands on the page of its part: it is short, or has besides only short tables."""
        rest = [each for each in all_fields(part_class) if each.kind in NESTED | LARGE]
        if len(all_fields(part_class)) > MOST_FIELDS or any(each.kind != "parts" for each in rest):
            return False
        lists = [(each, below(raw, each.name) or []) for each in rest]
        return all(isinstance(value, list) and self.is_grid(each, value) for each, value in lists)

    def controls(self, part_class: type[Part], raw: Any, name: str, steps: Steps) -> list[Control]:
        fields = fields_of(part_class)
        return [
            self.control(each, below(raw, each.name), f"{name}/{each.name}", (*steps, each.name)) for each in fields
        ]

    def parts(self, about: FieldDescription, raw: Any, name: str, steps: Steps) -> Control:
        if raw is not ABSENT and not isinstance(raw, list):
            return Unreadable(about, name, pointer_to(steps), self.at(steps), told=values.told(raw))
        items = raw or []
        return self.grid(about, items, name, steps) if self.is_grid(about, items) else self.items(about, items, steps)

    def is_grid(self, about: FieldDescription, items: Sequence[Any]) -> bool:
        part_class = nested(about)
        if len(items) > GRID_ROWS or not is_narrow(part_class) or not all(isinstance(each, dict) for each in items):
            return False
        choices = sum(len(each.options or self.targets.get(each.refers_to, ())) for each in all_fields(part_class))
        return choices * (len(items) + BLANK_ROWS) <= GRID_OPTIONS

    def grid(self, about: FieldDescription, items: Sequence[Any], name: str, steps: Steps) -> Grid:
        part_class = nested(about)
        if self.typed is not None and name in self.typed:
            order = indices(self.typed, name)
        else:
            order = [*range(len(items) + BLANK_ROWS)]
        rows = [
            GridRow(
                index,
                self.controls(
                    part_class, items[index] if index < len(items) else {}, f"{name}/{index}", (*steps, str(index))
                ),
                index >= len(items),
            )
            for index in order
        ]
        return Grid(
            about=about,
            name=name,
            pointer=pointer_to(steps),
            findings=self.at(steps, inside=False),
            columns=[*map(self.described, fields_of(part_class))],
            rows=rows,
            theirs=self.theirs.get(name),
        )

    def items(self, about: FieldDescription, items: Sequence[Any], steps: Steps) -> Items:
        """A page of the list: of those items whose names hold what is searched."""
        part_class = nested(about)
        wanted = self.search.casefold()
        named = [self.item(each, part_class, (*steps, str(index))) for index, each in enumerate(items)]
        fitting = [each for each in named if wanted in f"{each.code} {each.title}".casefold()]
        pages = max(1, -(-len(fitting) // ITEMS))
        page = min(max(1, self.page), pages)
        shown = fitting[(page - 1) * ITEMS : page * ITEMS]
        return Items(
            about=about,
            name=steps[-1],
            pointer=pointer_to(steps),
            findings=self.at(steps, inside=False),
            steps=steps,
            add=add_at(self.content, (*steps, NEW), part_class, self.speak),
            closed=part_class is Node and is_false_measure(self.content, (*steps, NEW)),
            items=[self.judged(each) for each in shown],
            total=len(items),
            count=len(fitting),
            search=self.search,
            page=page,
            pages=pages,
        )

    def item(self, item: Any, part_class: type[Part], steps: Steps) -> Item:
        title = title_of(item, part_class, self.targets, self.speak) or self.nameless(part_class)
        return Item(int(steps[-1]), steps, self.codes.at(steps), title)

    def nameless(self, part_class: type[Part]) -> str:
        return self.speak("%(noun)s bez názvu") % {"noun": self.speak(part_class.noun, one=True)}

    def judged(self, item: Item) -> Item:
        found = self.at(item.steps)
        errors = sum(each.severity is Severity.ERROR for each in found)
        warnings = sum(each.severity is Severity.WARNING for each in found)
        return Item(item.index, item.steps, item.code, item.title, errors, warnings)

    # ------------------------------------------------------------ data tables

    def cells(self, about: FieldDescription, raw: Any, name: str, steps: Steps) -> Control:
        rows = cells_shown(raw)
        if rows is None:
            return Unreadable(about, name, pointer_to(steps), self.at(steps), told=values.told(raw))
        headings = self.headings(steps, rows)
        pasted = pasted_shown(raw) if len(rows) * len(headings) > CELLS else ""
        if pasted is None:
            return Unreadable(about, name, pointer_to(steps), self.at(steps), told=values.told(raw))
        if pasted and self.typed is not None and self.typed.get(name):
            pasted = self.typed[name][-1]
        return Cells(
            about=about,
            name=name,
            pointer=pointer_to(steps),
            findings=self.at(steps),
            headings=headings,
            rows=[] if pasted else self.typed_cells(name, rows, len(headings)),
            pasted=pasted or None,
            theirs=self.theirs.get(name),
        )

    def headings(self, steps: Steps, rows: Sequence[Sequence[str]]) -> list[str]:
        columns = below(self.holder(steps), "columns")
        names = [str(below(each, "name") or "") for each in columns] if isinstance(columns, list) else []
        most = max([len(names), 1, *map(len, rows)])
        return [(names[index] if index < len(names) else "") or self.nth_column(index + 1) for index in range(most)]

    def nth_column(self, number: int) -> str:
        return self.speak("%(number)s. sloupec") % {"number": number}

    def holder(self, steps: Steps) -> Any:
        found = self.content
        for step in steps[:-1]:
            found = below(found, step)
        return found

    def typed_cells(self, name: str, rows: Sequence[Sequence[str]], wide: int) -> list[list[str]]:
        typed = self.typed if self.typed is not None and name in self.typed else None
        order = indices(typed, name) if typed is not None else [*range(len(rows) + BLANK_ROWS)]

        def cell(row: int, column: int) -> str:
            if typed is not None and f"{name}/{row}/{column}" in typed:
                return typed[f"{name}/{row}/{column}"][-1]
            return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""

        return [[cell(row, column) for column in range(wide)] for row in order]


def written(about: FieldDescription, text: str) -> str:
    """A line to write into loses line ends, so a text that has some gets more lines."""
    return "text" if about.multiline or "\n" in values.unified(text) else "line"


def nested(about: FieldDescription) -> type[Part]:
    assert about.part is not None  # noqa: S101 - a nested part has its class
    return about.part


def pointer_to(steps: Sequence[str]) -> str:
    pointer = ""
    for step in steps:
        pointer = pointer_of(pointer, step)
    return pointer


def thumbnail(data: str) -> str:
    """The address of a small picture of a format that browsers know; nothing for others."""
    if len(data) > THUMBNAIL:
        return ""
    try:
        head = base64.b64decode(data[:16], validate=True)
    except (binascii.Error, ValueError):
        return ""
    kind = next((kind for signature, kind in SIGNATURES.items() if head.startswith(signature)), "")
    return f"data:{kind};base64,{data}" if kind else ""


MAKERS: dict[str, Callable[[Builder, FieldDescription, Any, str, Steps], Control]] = {
    "part": Builder.part,
    "parts": Builder.parts,
    "rows": Builder.cells,
    "base64": Builder.picture,
}
