"""Jména šablon: what a template of a kind may read, walked from the TypedDicts of its context.

    names(KIND) -> cover.title, strategy.nodes[].measure.steps[].text …

A path leads through groups by ".", through the items of a list by "[]"; a template goes there by {% for %}.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

from assembler.documents.kind import Kind
from assembler.sentences import Sentence
from assembler.word.compiler.names import ITEM, Path, written
from assembler.word.values import DataTable, Figure, Joined, Picture
from schemas.describe import first_line
from schemas.values import Rich

WORDS: tuple[tuple[type, str], ...] = (
    (bool, Sentence("ano/ne")),
    (int, Sentence("číslo")),
    (str, Sentence("text")),
    (Joined, Sentence("text")),
    (Rich, Sentence("formátovaný text")),
    (DataTable, Sentence("tabulka")),
    (Picture, Sentence("obrázek")),
    (Figure, Sentence("graf")),
    (list, Sentence("seznam")),
)
GROUP = Sentence("skupina údajů")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a path leads to."""

    type: Any  # a class, a TypedDict, or list[…]
    optional: bool = False  # it may be None: the content need not say it

    @property
    def word(self) -> str:
        """Its type in Czech."""
        own = get_origin(self.type) or self.type
        return next((word for known, word in WORDS if issubclass(own, known)), GROUP)

    def below(self, step: str) -> Shape | None:
        """One step further along a path; None where there is nothing."""
        if step == ITEM:
            return shape_of(get_args(self.type)[0]) if get_origin(self.type) is list else None
        return self.names().get(step)

    def names(self) -> Mapping[str, Shape]:
        """The names of a group."""
        return group(self.type) if is_typeddict(self.type) else {}


@cache
def group(shape: Any) -> Mapping[str, Shape]:
    return {name: shape_of(hint) for name, hint in get_type_hints(shape).items()}


def shape_of(hint: Any) -> Shape:
    """The shape of a type; `X | None` is an optional X."""
    choices = [each for each in get_args(hint) if each is not NoneType]
    if NoneType in get_args(hint):
        return Shape(choices[0], optional=True)
    return Shape(hint)


@dataclass(frozen=True, slots=True)
class Name:
    """Jméno, které šablona může použít."""

    path: str
    word: str  # its type in Czech: "text", "seznam" …
    optional: bool  # ask {% if %} before reading what is in it
    about: str  # the first line about the group that it is or belongs to, in Czech

    def __str__(self) -> str:
        return f"{self.path} ({self.word}{', nemusí být' if self.optional else ''}): {self.about}"


def names(kind: Kind) -> list[Name]:
    """Every name of a kind's context, groups before what is in them."""
    return list(walk(Shape(kind.shape), ()))


def walk(shape: Shape, path: Path) -> Iterator[Name]:
    for name, inner in shape.names().items():
        here = (*path, name)
        item = inner.below(ITEM)
        single, inside = (item, (*here, ITEM)) if item else (inner, here)
        about = first_line(single.type if single.names() else shape.type)
        yield Name(written(here), f"seznam: {item.word}" if item else inner.word, inner.optional, about)
        yield from walk(single, inside)
