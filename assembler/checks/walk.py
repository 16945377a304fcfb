"""Walking a plan: all parts of one class, all texts. Each walk visits only what can hold what it looks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from assembler.checks.scope import Scope
from schemas.base import Part, PartOf
from schemas.fields import Choices, Numbers, References, RichText, Rows, Text, Texts
from schemas.plan import Plan
from schemas.strategy import Node
from schemas.values import TextFormat
from schemas.visible import of_html

P = TypeVar("P", bound=Part)


def classes_below(part_class: type[Part]) -> frozenset[type[Part]]:
    """The class and every class of part that it can hold at any depth."""
    known: set[type[Part]] = set()
    waiting = [part_class]
    while waiting:
        one = waiting.pop()
        if one not in known:
            known.add(one)
            waiting += [field.part_class for field in one.fields.values() if isinstance(field, PartOf)]
    return frozenset(known)


CLASSES = classes_below(Plan)

# Of every class its fields that hold parts, each with the classes that can lie there (Part itself stands for any).
ROADS = {
    one: tuple(
        (name, classes_below(field.part_class) | {Part})
        for name, field in one.fields.items()
        if isinstance(field, PartOf)
    )
    for one in CLASSES
}


def parts(root: Part, wanted: type[P]) -> Iterator[P]:
    """Every part of the wanted class at or below the root, in the order of the content."""
    if isinstance(root, wanted):
        yield root
    for name, classes in ROADS[type(root)]:
        value = getattr(root, name)
        if value and wanted in classes:
            for below in value if isinstance(value, tuple) else (value,):
                yield from parts(below, wanted)


# Of every class its fields below which something can bear an identifier.
BEARERS = {
    one: tuple(name for name, classes in fields if any("id" in below.fields for below in classes - {Part}))
    for one, fields in ROADS.items()
}


def identifiers(root: Part) -> Iterator[str]:
    """The identifier of every part at or below the root that has one."""
    if own := getattr(root, "id", ""):
        yield own
    for name in BEARERS[type(root)]:
        if value := getattr(root, name):
            for below in value if isinstance(value, tuple) else (value,):
                yield from identifiers(below)


def nodes(plan: Plan) -> Iterator[tuple[Node, int]]:
    """Every node of the strategy with its level, counted from 1."""

    def below(siblings: tuple[Node, ...], level: int) -> Iterator[tuple[Node, int]]:
        for node in siblings:
            yield node, level
            yield from below(node.nodes, level + 1)

    if plan.strategy:
        yield from below(plan.strategy.nodes, 1)


class Passage(NamedTuple):
    """Text obsahu: one text as it was written, with its place; `format` is None where the text is plain."""

    text: str
    part: Part
    step: str  # the field, with the index of an item or a cell
    format: TextFormat | None = None

    @property
    def pointer(self) -> str:
        return self.part.at(self.step)

    @property
    def visible(self) -> Passage:
        """The passage as one reads it: of HTML only what is no markup."""
        return self._replace(text=of_html(self.text)) if self.format is TextFormat.HTML else self


def text_fields(part_class: type[Part]) -> tuple[tuple[str, type], ...]:
    """The fields that hold prose or parts, each with the way to read it; literal ones (codes, addresses) hold none."""
    found: list[tuple[str, type]] = []
    for name, field in part_class.fields.items():
        ways = (PartOf, RichText, Rows, Texts, Text)
        way = next((way for way in ways if isinstance(field, way)), None)
        if way and not field.literal and not isinstance(field, (References, Choices, Numbers)):
            found.append((name, way))
    return tuple(found)


TEXT_FIELDS = {one: text_fields(one) for one in CLASSES}


def passages(plan: Plan, scope: Scope) -> list[Passage]:
    """Every text of the printed parts of the plan, in the order of the content."""
    found: list[Passage] = []
    for name, way in TEXT_FIELDS[Plan]:
        if scope.prints(f"/{name}"):
            read(plan, name, way, found)
    return found


def read(part: Part, name: str, way: type, found: list[Passage]) -> None:
    """Add the texts of one field; a list that is handed down costs less than generators within generators."""
    value = getattr(part, name)
    if not value:
        return
    if way is Text:
        found.append(Passage(value, part, name))
    elif way is PartOf:
        for below in value if isinstance(value, tuple) else (value,):
            for inner, inner_way in TEXT_FIELDS[type(below)]:
                read(below, inner, inner_way, found)
    elif way is RichText:
        found.append(Passage(value.text, part, name, value.format))
    elif way is Texts:
        found.extend(Passage(text, part, f"{name}/{index}") for index, text in enumerate(value))
    else:
        cells = ((cell, f"{name}/{r}/{c}") for r, row in enumerate(value) for c, cell in enumerate(row))
        found.extend(Passage(cell, part, step) for cell, step in cells if isinstance(cell, str))
