"""Místa plánu, kterých se připomínka týká: what there is to choose from, and where a place lies in a newer version."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assembler.forms.building import pointer_to
from assembler.forms.codes import Codes
from assembler.forms.naming import title_of
from assembler.forms.places import ABSENT, below, followed, found_at
from schemas.base import Part, PartOf, PartsOf
from schemas.paths import human_path, steps_of
from schemas.plan import Plan
from schemas.services import Service

MOST = 2_000  # places of one list
LISTS: dict[str, type[Part]] = {n: field.part_class for n, field in Plan.fields.items() if isinstance(field, PartsOf)}


@dataclass(frozen=True, slots=True)
class Place:
    """A part of a plan."""

    pointer: str
    title: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A whole chapter of a plan, and what is in it."""

    place: Place
    inside: tuple[Place, ...]


def chapters(content: Any) -> list[Chapter]:
    """What a comment can be about: every chapter that holds something, with its measures, services, annexes."""
    every = [(name, field) for name, field in Plan.fields.items() if isinstance(field, PartOf) and below(content, name)]
    left = iter(range(MOST))
    return [
        Chapter(
            Place(f"/{name}", field.label), tuple(place for place, _ in zip(within(content, name), left, strict=False))
        )
        for name, field in every
    ]


def within(content: Any, name: str) -> Iterator[Place]:
    """The parts of a chapter that have names of their own."""
    if name == "strategy":
        for each in Codes(content).all():
            yield Place(pointer_to(each.steps), f"{each.code} {title_of(each.item, each.part_class)}".strip())
        return
    steps = (name, "services") if name == "network" else (name,)
    part_class = Service if name == "network" else LISTS.get(name)
    items = found_at(content, steps)
    if part_class is None or not isinstance(items, list):
        return
    for index, item in enumerate(items):
        if title := title_of(item, part_class):
            yield Place(pointer_to((*steps, str(index))), title)


def title_at(content: Any, pointer: str) -> str | None:
    """What people call a place; None where the content has none there."""
    steps = steps_of(pointer)
    if not pointer.startswith("/") or found_at(content, steps) is ABSENT:
        return None
    listed = (place for chapter in chapters(content) for place in (chapter.place, *chapter.inside))
    known = next((each.title for each in listed if each.pointer == pointer), None)
    return known or human_path(pointer, content)


def where_now(old: Any, new: Any, pointer: str) -> str | None:
    """The pointer of a place of an older content in a newer one; None where it is gone."""
    steps = followed(old, new, steps_of(pointer))
    return pointer_to(steps) if steps is not None and found_at(new, steps) is not ABSENT else None
