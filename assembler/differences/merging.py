"""Sloučení: what someone changed against the version that he began from, put on the version that there is by now.

    merged = merge(base, mine, theirs)      merged.collisions: what both changed, each in another way
    merge(base, mine, theirs, mine_wins={"/title"})

Objects are merged by their keys, lists of parts item by item (an item is found by its identifier, its name, its place);
a list of texts or of rows is one value. Nobody's change is lost: where both changed the same, theirs holds until it is
decided.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from assembler.differences.change import same
from assembler.differences.matching import Pairs, in_order, matched
from schemas.paths import pointer_of


class Nothing(Enum):
    """A value that is not there; None is one that is."""

    ABSENT = "absent"


ABSENT: Final = Nothing.ABSENT


@dataclass(frozen=True, slots=True)
class Collision:
    """Střet: what both changed. `pointer` leads into the base; a value that is not there (any more) is None."""

    pointer: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    content: Any
    collisions: tuple[Collision, ...]


def merge(base: object, mine: object, theirs: object, mine_wins: Collection[str] = ()) -> Merged:
    """My changes of the base on top of theirs; `mine_wins` are the pointers of collisions where mine holds."""
    merging = Merging(mine_wins)
    content = merging.value(base, mine, theirs, "")
    return Merged(content, tuple(merging.collisions))


@dataclass(slots=True)
class Merging:
    mine_wins: Collection[str]
    collisions: list[Collision] = field(default_factory=list)

    def value(self, base: Any, mine: Any, theirs: Any, pointer: str) -> Any:
        if equal(mine, base) or equal(mine, theirs):
            return theirs
        if equal(theirs, base):
            return mine
        if all(isinstance(each, dict) for each in (base, mine, theirs)):
            return self.object(base, mine, theirs, pointer)
        if all(is_parts(each) for each in (base, mine, theirs)):
            return [*Lists(self, base, mine, theirs, pointer).merged()]
        return self.chosen(base, mine, theirs, pointer)

    def object(
        self, base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any], pointer: str
    ) -> dict[str, Any]:
        keys = dict.fromkeys((*theirs, *mine, *base))
        values = (
            (
                key,
                self.value(
                    base.get(key, ABSENT), mine.get(key, ABSENT), theirs.get(key, ABSENT), pointer_of(pointer, key)
                ),
            )
            for key in keys
        )
        return {key: value for key, value in values if value is not ABSENT}

    def chosen(self, base: Any, mine: Any, theirs: Any, pointer: str) -> Any:
        told = (None if each is ABSENT else each for each in (base, mine, theirs))
        self.collisions.append(Collision(pointer, *told))
        return mine if pointer in self.mine_wins else theirs


class Lists:
    """A list of parts in three versions. It takes the order of who moved its items; if both did, theirs."""

    def __init__(self, merging: Merging, base: list[Any], mine: list[Any], theirs: list[Any], pointer: str) -> None:
        self.merging, self.base, self.pointer = merging, base, pointer
        self.mine, self.theirs = mine, theirs
        self.my_pairs, self.their_pairs = pairs(base, mine), pairs(base, theirs)

    def merged(self) -> Iterator[Any]:
        """The items of both, those of one side after their neighbour there."""
        mine, theirs = places(self.my_pairs, self.mine, "mine"), places(self.their_pairs, self.theirs, "theirs")
        moved = len([*in_order(self.their_pairs)]) < len(self.their_pairs)
        first, second = (theirs, mine) if moved or not self.my_order() else (mine, theirs)
        for side, index in woven(first, second):
            value = self.item(index) if side == "base" else self.added(side, index)
            if value is not ABSENT:
                yield value

    def my_order(self) -> bool:
        """Whether I moved items."""
        return len([*in_order(self.my_pairs)]) < len(self.my_pairs)

    def item(self, index: int) -> Any:
        """An item of the base as it is now; ABSENT for one that was removed."""
        mine = self.mine[self.my_pairs[index]] if index in self.my_pairs else ABSENT
        theirs = self.theirs[self.their_pairs[index]] if index in self.their_pairs else ABSENT
        return self.merging.value(self.base[index], mine, theirs, f"{self.pointer}/{index}")

    def added(self, side: str, index: int) -> Any:
        """What one side added; where the other one added the same, it stands here once."""
        if side == "theirs":
            return self.theirs[index]
        new = (self.theirs[each] for each in set(range(len(self.theirs))) - set(self.their_pairs.values()))
        return ABSENT if any(same(self.mine[index], each) for each in new) else self.mine[index]


Token = tuple[str, int]  # ("base", index there), or ("mine" | "theirs", index of what that side added)


def places(found: Pairs, items: list[Any], side: str) -> tuple[Token, ...]:
    """The items of a side by what they are of the base; those it added by themselves."""
    back = {other: one for one, other in found.items()}
    return tuple(("base", back[index]) if index in back else (side, index) for index in range(len(items)))


def pairs(base: list[Any], other: list[Any]) -> Pairs:
    """Which item of the base is which of another version."""
    known = {each["id"]: index for index, each in enumerate(other) if isinstance(each.get("id"), str) and each["id"]}
    found = {index: known.pop(each["id"]) for index, each in enumerate(base) if each.get("id") in known}
    return matched(base, other, found, (set(), set()))


def woven(first: tuple[Token, ...], second: tuple[Token, ...]) -> list[Token]:
    """The tokens of the first, and those that only the second has, each behind its neighbour there."""
    made = [*first]
    behind = 0  # where the next one of the second goes
    for token in second:
        if token in made:
            behind = made.index(token) + 1
        else:
            made.insert(behind, token)
            behind += 1
    return made


def equal(one: Any, other: Any) -> bool:
    return one is other or (one is not ABSENT and other is not ABSENT and same(one, other))


def is_parts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)
