"""Převzetí: the items of a table put into the content; nobody's newer edit is overwritten.

What the sender said the last time is what he began from: a value that he did not change leaves the plan alone, one that
only he changed is taken over, and where the plan says something else that he may not know of, it is asked.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assembler.differences import Collision, merge
from assembler.foreign.known import at
from assembler.foreign.proposing import Item
from assembler.foreign.targets import Keyed, Path, Slot, Target, look, put
from schemas.fields import Number, RichText
from schemas.paths import pointer_of

Said = Mapping[str, Mapping[str, Any]]  # by the identity of an item, then by the key of a field


@dataclass(frozen=True, slots=True)
class Joined:
    """The plan with the table in it; `collisions` have pointers of the plan as it is."""

    content: Any
    collisions: tuple[Collision, ...]


def join(content: Any, target: Target, items: Sequence[Item], before: Said, mine_wins: Collection[str] = ()) -> Joined:
    """`before` is what the same sender's last table of this list said; `mine_wins` as in `differences.merge`."""
    made = copy.deepcopy(content)
    collisions: list[Collision] = []
    for item in items:
        if item.known is None:
            insert(made, target, item)
        else:
            collisions += edit(at(made, item.known.pointer), item, before.get(item.identity, {}), mine_wins)
    return Joined(made, tuple(collisions))


def insert(content: Any, target: Target, item: Item) -> None:
    """A new item at the end of its list."""
    new: dict[str, Any] = {}
    for slot, value in item.values.items():
        if slot.field is not None:
            put(new, slot.path, copy.deepcopy(value))
    holder, route = (at(content, item.holder) if item.holder else content), route_of(target, item)
    for step in route[:-1]:
        holder = holder.setdefault(step, {})
    holder.setdefault(route[-1], []).append(new)


def route_of(target: Target, item: Item) -> Sequence[str]:
    table = target.table
    return table.again if table.again and item.holder else table.routes[0]


def edit(now: dict[str, Any], item: Item, before: Mapping[str, Any], mine_wins: Collection[str]) -> list[Collision]:
    """The item of the plan with what the row says of it."""
    assert item.known is not None  # noqa: S101 - narrows the type
    found = []
    for slot, value in item.values.items():
        if slot.field is None:
            continue
        was = look(now, slot.path)
        if says_the_same(slot, was, value):
            continue
        here = f"{item.known.pointer}{place(item.known.item, slot.path)}"
        mine = {"/v"} if here in mine_wins else ()
        merged = merge(holding(before.get(slot.key)), holding(value), holding(was), mine)
        if not says_the_same(slot, was, merged.content.get("v")):
            put(now, slot.path, copy.deepcopy(merged.content.get("v")))
        found += [Collision(here, each.base, each.mine, each.theirs) for each in merged.collisions]
    return found


def holding(value: Any) -> dict[str, Any]:
    return {} if value is None else {"v": value}


def says_the_same(slot: Slot, now: Any, value: Any) -> bool:
    """Equal, or as good as: 5 and 5.0, a formatted text and the same one without format."""
    if isinstance(slot.field, RichText):
        said, plainly = (each.get("text") if isinstance(each, dict) else each for each in (now, value))
        return isinstance(said, str) and isinstance(plainly, str) and said.split() == plainly.split()
    if isinstance(slot.field, Number) and not isinstance(now, bool) and isinstance(now, int | Decimal):
        return bool(now == value)
    return type(now) is type(value) and bool(now == value)


def place(item: Any, path: Path) -> str:
    """The pointer of a value from its item; of one in a list that lacks its item, behind its end."""
    found = ""
    for step in path:
        name = step.name if isinstance(step, Keyed) else step
        item, found = (item.get(name) if isinstance(item, dict) else None), pointer_of(found, name)
        if isinstance(step, Keyed):
            index = index_of(item, step)
            item = item[index] if isinstance(item, list) and index < len(item) else None
            found = f"{found}/{index}"
    return found


def index_of(items: Any, step: Keyed) -> int:
    if not isinstance(items, list):
        return 0
    wanted = dict(step.fields).items()
    return next(
        (index for index, each in enumerate(items) if isinstance(each, dict) and wanted <= each.items()), len(items)
    )


def said_by(items: Sequence[Item]) -> dict[str, dict[str, Any]]:
    """What a table said, for the next one of the same sender."""
    return {item.identity: item.by_key() for item in items}
