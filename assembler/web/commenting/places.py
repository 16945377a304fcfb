"""Místa plánu, kterých se připomínka týká: what there is to choose from, and where a place lies in a newer version."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assembler.forms.building import pointer_to
from assembler.forms.codes import Codes
from assembler.forms.model import Steps
from assembler.forms.naming import title_of
from assembler.forms.places import ABSENT, below, followed, found_at
from schemas.base import Part, PartOf, PartsOf
from schemas.paths import human_path, steps_of
from schemas.plan import Plan
from schemas.services import Service

MOST = 2_000  # places of one list
NOT_READ = frozenset({"layout", "typography"})  # nobody who reads the plan sees these as a part of it
AS_A_WHOLE = frozenset({"abbreviations", "terms", "funding_sources", "sources", "approvals"})
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
    every = [
        (name, field)
        for name, field in Plan.fields.items()
        if isinstance(field, PartOf) and name not in NOT_READ and below(content, name)
    ]
    left = iter(range(MOST))
    return [
        Chapter(
            Place(f"/{name}", field.label),
            told_apart(place for place, _ in zip(within(content, name), left, strict=False)),
        )
        for name, field in every
    ]


def told_apart(places: Iterable[Place]) -> tuple[Place, ...]:
    """Places of the same name with their order: „Pečovatelská služba“, „Pečovatelská služba (2.)“."""
    seen = Counter[str]()
    made = []
    for place in places:
        seen[place.title] += 1
        again = seen[place.title]
        made.append(place if again == 1 else Place(place.pointer, f"{place.title} ({again}.)"))
    return tuple(made)


def within(content: Any, name: str) -> Iterator[Place]:
    """The parts of a chapter that have names of their own."""
    if name == "strategy":
        for each in Codes(content).all():
            yield Place(pointer_to(each.steps), f"{each.code} {title_of(each.item, each.part_class)}".strip())
        return
    if name in AS_A_WHOLE:
        return
    steps = (name, "services") if name == "network" else (name,)
    part_class = Service if name == "network" else LISTS.get(name)
    if part_class is not None:
        yield from named(found_at(content, steps), part_class, steps)


def named(items: Any, part_class: type[Part], steps: Steps) -> Iterator[Place]:
    """The items of a list that have names, each with the chapters in it: „Analýza potřeb › Senioři“."""
    for index, item in enumerate(items if isinstance(items, list) else ()):
        here = (*steps, str(index))
        if title := title_of(item, part_class):
            yield Place(pointer_to(here), title)
            inner = part_class.fields.get("chapters")
            if isinstance(inner, PartsOf):
                for each in named(below(item, "chapters"), inner.part_class, (*here, "chapters")):
                    yield Place(each.pointer, f"{title} › {each.title}")


def titles(content: Any) -> dict[str, str]:
    """What people call the places to choose from, by their pointers."""
    return {each.pointer: each.title for chapter in chapters(content) for each in (chapter.place, *chapter.inside)}


def title_at(content: Any, pointer: str, known: Mapping[str, str]) -> str | None:
    """What people call a place, one of the known titles or not; None where the content has none there."""
    if not pointer.startswith("/") or found_at(content, steps_of(pointer)) is ABSENT:
        return None
    return known.get(pointer) or human_path(pointer, content)


def where_now(old: Any, new: Any, pointer: str) -> str | None:
    """The pointer of a place of an older content in a newer one; None where it is gone."""
    steps = followed(old, new, steps_of(pointer))
    return pointer_to(steps) if steps is not None and found_at(new, steps) is not ABSENT else None
