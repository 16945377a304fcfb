"""The difference of two contents: objects by their keys, items of lists by what they are.

Items with an identifier (`id`) are found wherever they lie: a measure that was put under another goal has moved, it was
not removed and added. Items without one are matched within their list.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from assembler.differences.change import Change, Kind, parent, same
from assembler.differences.matching import in_order, matched
from schemas.paths import pointer_of


def difference(old: object, new: object) -> tuple[Change, ...]:
    """What changed from the old content to the new one (plain values: what JSON or YAML gives)."""
    comparison = Comparison(old, new)
    comparison.compare(old, new, "", "")
    comparison.travels()
    return tuple(comparison.changes)


class Item(NamedTuple):
    """An item of a list that bears an identifier."""

    pointer: str
    value: dict[str, Any]


class Comparison:
    """Two contents beside each other, and what was found so far."""

    def __init__(self, old: object, new: object) -> None:
        self.changes: list[Change] = []
        self.old = identified(old)
        self.new = identified(new)
        self.both = {key for key in self.old if key in self.new}
        self.met: set[tuple[str, str]] = set()  # identifiers whose items have been compared

    def compare(self, old: object, new: object, before: str, after: str) -> None:
        if isinstance(old, dict) and isinstance(new, dict):
            self.objects(old, new, before, after)
        elif isinstance(old, list) and isinstance(new, list):
            self.lists(old, new, before, after)
        elif not same(old, new):
            self.changes.append(Change(Kind.CHANGED, before, after, old, new))

    def objects(self, old: dict[str, Any], new: dict[str, Any], before: str, after: str) -> None:
        for key, value in old.items():
            here = pointer_of(before, key)
            if key in new:
                self.compare(value, new[key], here, pointer_of(after, key))
            else:
                self.changes.append(Change(Kind.REMOVED, here, None, old=value))
        for key, value in new.items():
            if key not in old:
                self.changes.append(Change(Kind.ADDED, None, pointer_of(after, key), new=value))

    def lists(self, old: list[Any], new: list[Any], before: str, after: str) -> None:
        pairs, apart = self.identified_pairs(old, new, before, after)
        pairs = matched(old, new, pairs, apart)
        stay = dict(in_order(pairs))
        for index, value in enumerate(old):
            here = f"{before}/{index}"
            if index in pairs:
                there = f"{after}/{pairs[index]}"
                if index not in stay:
                    self.changes.append(Change(Kind.MOVED, here, there))
                self.compare(value, new[pairs[index]], here, there)
            elif index not in apart[0]:
                self.changes.append(Change(Kind.REMOVED, here, None, old=value))
        for index in sorted(set(range(len(new))) - set(pairs.values()) - apart[1]):
            self.changes.append(Change(Kind.ADDED, None, f"{after}/{index}", new=new[index]))

    def identified_pairs(
        self, old: list[Any], new: list[Any], before: str, after: str
    ) -> tuple[dict[int, int], tuple[set[int], set[int]]]:
        """Pairs of items by their identifiers, and the indices of items that came from, or went to, another list."""
        places = {key: index for index, item in enumerate(new) if (key := key_of(item, after)) in self.both}
        pairs: dict[int, int] = {}
        gone: set[int] = set()
        for index, item in enumerate(old):
            key = key_of(item, before)
            if key not in self.both:
                continue
            if key in places:
                pairs[index] = places.pop(key)
                self.met.add(key)
            else:
                gone.add(index)
        return pairs, (gone, set(places.values()))

    def travels(self) -> None:
        """Items that went from one list to another."""
        for key, item in self.old.items():
            if key in self.both and key not in self.met:
                there = self.new[key]
                self.met.add(key)
                self.changes.append(Change(Kind.MOVED, item.pointer, there.pointer))
                self.compare(item.value, there.value, item.pointer, there.pointer)


Key = tuple[str, str]  # the name of the list, the identifier


def key_of(item: object, within: str) -> Key:
    """The key of an item of the list at a pointer; an empty one for what bears no identifier."""
    name = item.get("id") if isinstance(item, dict) else None
    return (within.rpartition("/")[2], name) if isinstance(name, str) and name else ("", "")


def identified(content: object) -> dict[Key, Item]:
    """Every item with an identifier that only it bears, the outer ones first."""
    found: dict[Key, Item] = {}
    twice: set[Key] = set()
    for item in items(content, ""):
        key = key_of(item.value, parent(item.pointer))
        if key in found:
            twice.add(key)
        found.setdefault(key, item)
    return {key: item for key, item in found.items() if key not in twice and key[1]}


def items(value: object, pointer: str) -> Iterator[Item]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from items(below, pointer_of(pointer, key))
    elif isinstance(value, list):
        for index, below in enumerate(value):
            here = f"{pointer}/{index}"
            if isinstance(below, dict):
                yield Item(here, below)
            yield from items(below, here)
