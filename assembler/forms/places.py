"""Místa v obsahu: values found, put in and taken out by their steps; items followed when their list has changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schemas.base import Part, PartOf, PartsOf
from schemas.plan import Plan

ABSENT: Any = type("Absent", (), {"__repr__": lambda _: "ABSENT", "__bool__": lambda _: False})()
NEW = "-"  # RFC 6901, 4: the place behind the last item of a list


def found_at(content: Any, steps: Sequence[str]) -> Any:
    """The value at a place; ABSENT where there is none."""
    for step in steps:
        content = below(content, step)
    return content


def below(value: Any, step: str) -> Any:
    if isinstance(value, dict):
        return value.get(step, ABSENT)
    if isinstance(value, list) and is_index(step) and int(step) < len(value):
        return value[int(step)]
    return ABSENT


def is_index(step: str) -> bool:
    """RFC 6901, 4: digits without leading zeros."""
    return len(step) < 10 and step.isascii() and step.isdecimal() and (step == "0" or step[0] != "0")


def put(content: Any, steps: Sequence[str], value: Any) -> Any:
    """The content with the value at its place; ABSENT takes the key away, and with it the part that it leaves empty.

    Only what leads there is copied; parts on the way that are not there yet are made. Raises KeyError where a list has
    no such item, or something else than a part or a list is on the way.
    """
    if not steps:
        return value
    step, *rest = steps
    if isinstance(content, list):
        return put_item(content, step, rest, value)
    if (is_index(step) and content is ABSENT) or (content is not ABSENT and not isinstance(content, dict)):
        raise KeyError(step)
    holder = {} if content is ABSENT else content
    inside = put(holder.get(step, ABSENT), rest, value)
    if inside is ABSENT:
        kept = {key: each for key, each in holder.items() if key != step}
        return ABSENT if not kept and (content is ABSENT or holder) else kept
    return {**holder, step: inside}


def put_item(items: list[Any], step: str, rest: Sequence[str], value: Any) -> list[Any]:
    if step == NEW:
        return [*items, put(ABSENT, rest, value)]
    if not is_index(step) or int(step) >= len(items):
        raise KeyError(step)
    index = int(step)
    inside = put(items[index], rest, value)
    return [*items[:index], {} if inside is ABSENT and rest else inside, *items[index + 1 :]]


def class_at(steps: Sequence[str]) -> type[Part] | None:
    """The class of the part at a place (an item of a list, too); None where the schema knows no part there."""
    part: type[Part] | None = Plan
    field: object = None
    for step in steps:
        if isinstance(field, PartsOf):
            part, field = (field.part_class if is_index(step) or step == NEW else None), None
            continue
        field = part.fields.get(step) if part else None
        part = field.part_class if isinstance(field, PartOf) else None
    return None if isinstance(field, PartsOf) else part


# ---------------------------------------------------------------- the same item in a newer content


def followed(old: Any, new: Any, steps: Sequence[str]) -> list[str] | None:
    """Where the place of an old content lies in a newer one; None where it cannot be told (its item is gone)."""
    way: list[str] = []
    for step in steps:
        if isinstance(old, list) and is_index(step):
            index = same_item(old, new if isinstance(new, list) else (), int(step))
            if index is None:
                return None
            old, new = old[int(step)], new[index]
            way.append(str(index))
        else:
            old, new = below(old, step), below(new, step)
            way.append(step)
    return way


def same_item(old: Sequence[Any], new: Sequence[Any], index: int) -> int | None:
    """The index of an old item in the new list: by its identifier, else by its value, else by its unmoved place."""
    if index >= len(old):
        return None
    item = old[index]
    if index < len(new) and new[index] == item:
        return index
    name = identity(item)
    if name:
        return next((place for place, each in enumerate(new) if identity(each) == name), None)
    if item in new:
        return list(new).index(item)
    return index if len(old) == len(new) and new[index] not in old else None


def identity(item: Any) -> str:
    name = item.get("id") if isinstance(item, dict) else None
    return name if isinstance(name, str) else ""
