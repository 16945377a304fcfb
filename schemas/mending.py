"""Překlepy v klíčích: the content as it is probably meant, so that one misspelled key hides nothing else.

It is read and checked, never printed: a content with an unknown key is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from schemas.base import Part, PartOf, PartsOf
from schemas.fields import FORBIDDEN, HouseField
from schemas.findings import Finding
from schemas.paths import pointer_of
from schemas.plan import Plan

MAX_KEY = 200  # characters of a key that a pointer repeats
MAX_STEPS = 40  # deeper than any part lies: what is nested further is refused as it is

Nearest = Callable[[str, Iterable[str]], str]  # a name and the known ones -> the nearest of them, or nothing


@dataclass(frozen=True, slots=True)
class Slip:
    """A key that its part does not know."""

    pointer: str  # of the part, as it was delivered
    key: str
    part_class: type[Part]
    near: str  # the name that it resembles, if any


@dataclass(slots=True)
class Meant:
    """The content with its unknown keys read as the nearest ones, or left out where there is none."""

    content: dict[str, Any] = field(default_factory=dict)
    delivered: dict[str, str] = field(default_factory=dict)  # pointers of such parts -> those that were delivered
    hidden: list[Slip] = field(default_factory=list)  # below another one: a schema looks into no unknown key

    def as_delivered(self, finding: Finding) -> Finding:
        """The finding with its pointer into the content as it was delivered."""
        return finding.moved(self.pointer(finding.pointer)) if self.delivered else finding

    def pointer(self, pointer: str) -> str:
        part, rest = pointer, ""
        while part:
            if part in self.delivered:
                return self.delivered[part] + rest
            part, _, step = part.rpartition("/")
            rest = f"/{step}{rest}"
        return pointer


def shown_key(key: object) -> str:
    """A key as a pointer and a sentence may repeat it."""
    return FORBIDDEN.sub("\ufffd", str(key)[:MAX_KEY])


def meant(raw: Mapping[str, Any], nearest: Nearest) -> Meant:
    mending = Mending(nearest)
    mending.told.content = mending.part(raw, Plan, "", "")
    return mending.told


class Mending:
    """One way through a content; `old` is where a value was delivered, `new` where it is meant to be."""

    def __init__(self, nearest: Nearest) -> None:
        self.told = Meant()
        self.nearest = nearest

    def part(self, raw: Mapping[str, Any], part_class: type[Part], old: str, new: str) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, value in raw.items():
            name = key if key in part_class.fields else self.slip(key, part_class, old, hidden=old != new)
            if not name or (name != key and name in raw) or name in made:
                continue
            before, after = pointer_of(old, shown_key(key)), pointer_of(new, name)
            if name != key:
                self.told.delivered[after] = before
            made[name] = self.value(value, part_class.fields[name], before, after)
        return made

    def slip(self, key: str, part_class: type[Part], old: str, *, hidden: bool) -> str:
        """The name that a key resembles, or nothing."""
        near = self.nearest(str(key).lower(), part_class.fields)
        if hidden:
            self.told.hidden.append(Slip(old, shown_key(key), part_class, near))
        return near

    def value(self, value: object, house: HouseField, old: str, new: str) -> object:
        if isinstance(house, PartsOf) and isinstance(value, list):
            return [self.item(each, house, f"{old}/{n}", f"{new}/{n}") for n, each in enumerate(value)]
        return self.item(value, house, old, new)

    def item(self, value: object, house: HouseField, old: str, new: str) -> object:
        if isinstance(house, PartOf) and isinstance(value, dict) and new.count("/") < MAX_STEPS:
            return self.part(value, house.part_class, old, new)
        return value
