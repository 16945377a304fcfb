"""Which item of one list is which of another: by equality, by unique names, by the place between neighbours."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

Pairs = dict[int, int]  # index in the old list -> index in the new one

NAMES = (  # fields that name an item, the surest first; those of a group together
    ("code",),
    ("number",),
    ("short",),
    ("name",),
    ("title",),
    ("term",),
    ("label",),
    ("heading",),
    ("caption",),
    ("source", "year", "type"),
    ("year",),
    ("text",),
)
ALIKE = 1 / 3  # share of common words from which an item counts as rewritten, and not as another one


def matched(old: Sequence[Any], new: Sequence[Any], pairs: Pairs, apart: tuple[set[int], set[int]]) -> Pairs:
    """Pairs of items, those given (by their identifiers) and more; `apart` are indices that belong elsewhere."""
    left = Left(old, new, dict(pairs), apart)
    left.pair_by(fingerprint, unique=False)
    if any(isinstance(item, dict) for item in (*old, *new)):
        for fields in NAMES:
            left.pair_by(partial(name_of, fields), unique=True)
    else:
        left.pairs = dict(in_order(left.pairs))  # texts, numbers and rows do not move: they come and go
    left.pair_by_place()
    return left.pairs


class Left:
    """Items that have no partner yet."""

    def __init__(self, old: Sequence[Any], new: Sequence[Any], pairs: Pairs, apart: tuple[set[int], set[int]]) -> None:
        self.old, self.new, self.pairs, self.apart = old, new, pairs, apart

    def of_old(self) -> list[int]:
        return [index for index in range(len(self.old)) if index not in self.pairs and index not in self.apart[0]]

    def of_new(self) -> list[int]:
        taken = set(self.pairs.values()) | self.apart[1]
        return [index for index in range(len(self.new)) if index not in taken]

    def pair_by(self, key_of: Callable[[object], Any], *, unique: bool) -> None:
        """Pair what has the same key (None is none); in the order of the lists, or only where it is unique in both."""
        ours, theirs = self.of_old(), self.of_new()
        if not ours or not theirs:
            return
        olds = by_key((index, key_of(self.old[index])) for index in ours)
        news = by_key((index, key_of(self.new[index])) for index in theirs)
        for key, indices in olds.items():
            partners = news.get(key, [])
            if unique and (len(indices) > 1 or len(partners) > 1):
                continue
            for one, other in zip(indices, partners, strict=False):
                if may_pair(self.old[one], self.new[other]):
                    self.pairs[one] = other

    def pair_by_place(self) -> None:
        """Pair what is left between the same neighbours, one by one, as long as it is alike."""
        anchors = list(in_order(self.pairs))
        olds = by_gap(self.of_old(), [one for one, _ in anchors])
        news = by_gap(self.of_new(), [other for _, other in anchors])
        for gap, indices in olds.items():
            for one, other in zip(indices, news.get(gap, []), strict=False):
                if alike(self.old[one], self.new[other]):
                    self.pairs[one] = other


def by_key(keys: Iterable[tuple[int, Any]]) -> dict[Any, list[int]]:
    found: dict[Any, list[int]] = defaultdict(list)
    for index, key in keys:
        if key is not None:
            found[key].append(index)
    return found


def by_gap(indices: Sequence[int], anchors: Sequence[int]) -> dict[int, list[int]]:
    """Indices by the number of anchors before them."""
    found: dict[int, list[int]] = defaultdict(list)
    for index in indices:
        found[bisect_left(anchors, index)].append(index)
    return found


def in_order(pairs: Pairs) -> Iterator[tuple[int, int]]:
    """The most pairs whose order is the same in both lists (longest increasing subsequence): they did not move."""
    ends: list[int] = []  # the smallest new index that ends a run of each length
    owners: list[int] = []
    before: dict[int, int | None] = {}
    for one in sorted(pairs):
        length = bisect_left(ends, pairs[one])
        before[one] = owners[length - 1] if length else None
        ends[length : length + 1] = [pairs[one]]
        owners[length : length + 1] = [one]
    kept: list[int] = []
    last = owners[-1] if owners else None
    while last is not None:
        kept.append(last)
        last = before[last]
    return ((one, pairs[one]) for one in reversed(kept))


# ---------------------------------------------------------------- what items are like


def fingerprint(item: object) -> str:
    """Equal for equal items; that of "1.1" and of the number 1.1 is the same, which a comparison then finds."""
    return json.dumps(item, sort_keys=True, default=str)


def name_of(fields: tuple[str, ...], item: object) -> tuple[str, ...] | None:
    if not isinstance(item, dict) or not item.get(fields[0]):
        return None
    return tuple(fingerprint(item.get(field)) for field in fields)


def may_pair(old: object, new: object) -> bool:
    """Items that both have identifiers are paired by them, or not at all."""
    return not (isinstance(old, dict) and isinstance(new, dict) and old.get("id") and new.get("id"))


def alike(old: object, new: object) -> bool:
    """Whether one may be the other, rewritten."""
    if isinstance(old, dict) and isinstance(new, dict):
        one, other = set(words(old)), set(words(new))
        most = max(len(one), len(other))
        return may_pair(old, new) and (not most or len(one & other) / most >= ALIKE)
    return not isinstance(old, dict) and not isinstance(new, dict) and isinstance(old, list) == isinstance(new, list)


def words(value: object) -> Iterator[str]:
    """All words and numbers of a value."""
    if isinstance(value, dict):
        for below in value.values():
            yield from words(below)
    elif isinstance(value, list):
        for below in value:
            yield from words(below)
    else:
        yield from str(value).split()
