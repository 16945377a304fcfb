"""Změna: one thing that is different, with its place in the old content and in the new one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from schemas.paths import human_path


class Kind(StrEnum):
    """Druh změny."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different.

    `before` is its pointer (RFC 6901) in the old content, None for what was added; `after` that in the new one, None
    for what was removed. `old` and `new` are the values; a moved item has none: what changed in it are changes of their
    own, and so is what changed below an item that stays.
    """

    kind: Kind
    before: str | None
    after: str | None
    old: Any = None
    new: Any = None

    @property
    def place(self) -> str:
        """Where a reader of the new content looks for it; of what was removed, where it was."""
        return self.before or "" if self.after is None else self.after

    def as_dict(self, old: object, new: object) -> dict[str, Any]:
        """Plain data for the API; labels are human paths in the content in which the thing lies."""
        told: dict[str, Any] = {
            "kind": self.kind.value,
            "pointer": self.place,
            "before": self.before,
            "after": self.after,
            "label": human_path(self.place, old if self.after is None else new),
        }
        if self.kind in (Kind.REMOVED, Kind.CHANGED):
            told["old"] = self.old
        if self.kind in (Kind.ADDED, Kind.CHANGED):
            told["new"] = self.new
        return told


def same(old: object, new: object) -> bool:
    """Equal, and of the same type: true is not 1, 1.10 is not 1.1, and "5" is not 5."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(same(value, new[key]) for key, value in old.items())
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(same, old, new))
    if is_number(old) and is_number(new):
        return str(old) == str(new)
    return type(old) is type(new) and old == new


def is_number(value: object) -> bool:
    return not isinstance(value, bool | str | dict | list) and value is not None


def parent(pointer: str) -> str:
    return pointer.rpartition("/")[0]
