"""Places in the content: JSON Pointers (RFC 6901) and the human paths that coordinators read."""

from __future__ import annotations

from typing import Any

from schemas.base import Part, PartOf, PartsOf
from schemas.fields import Rows, Texts
from schemas.findings import shorten
from schemas.plan import Plan
from schemas.strategy import DEFAULT_LEVELS, Node

CELL = ("řádek", "sloupec")  # of a data table


def pointer_of(base: str, step: object) -> str:
    """The pointer one step below."""
    return f"{base}/{str(step).replace('~', '~0').replace('/', '~1')}"


def steps_of(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def human_path(pointer: str, raw: object = None) -> str:
    """„Strategie › Cíl 2 › Opatření 3 › Název“ for a pointer; raw content gives the levels their own names."""
    words: list[str] = []
    part_class: type[Part] | None = Plan
    depth = 0
    steps = steps_of(pointer)
    while steps:
        step = steps.pop(0)
        field = part_class.fields.get(step) if part_class else None
        if field is None:
            words.append(f"„{shorten(step)}“")
            part_class = None
        elif isinstance(field, PartsOf):
            part_class = field.part_class
            depth += part_class is Node
            title = level_name(depth, raw) if part_class is Node else part_class.noun
            words.append(numbered(title, steps) or field.label)
        elif isinstance(field, PartOf):
            part_class = field.part_class
            words.append(field.label)
        else:
            words.extend(inside(field, steps))
            part_class = None
    return " › ".join(words) or Plan.noun


def numbered(title: str, steps: list[str]) -> str:
    """„Opatření 3“ when an index follows; takes the index off the steps."""
    if not steps or not steps[0].isdigit():
        return ""
    return f"{title} {int(steps.pop(0)) + 1}"


def inside(field: Any, steps: list[str]) -> list[str]:
    if isinstance(field, Rows):
        words = [field.label] + [
            f"{name} {int(step) + 1}" for name, step in zip(CELL, steps, strict=False) if step.isdigit()
        ]
    elif isinstance(field, Texts) and steps and steps[0].isdigit():
        words = [f"{field.item} {int(steps[0]) + 1}"]
    else:
        words = [field.label]
    steps.clear()
    return words


def level_name(depth: int, raw: object) -> str:
    """The name of a level of the strategy, from the content or the usual one; depth from 1."""
    strategy = raw.get("strategy") if isinstance(raw, dict) else None
    levels = strategy.get("levels") if isinstance(strategy, dict) else None
    try:
        name = (levels or DEFAULT_LEVELS)[depth - 1]["name"]
    except (KeyError, IndexError, TypeError):
        return Node.noun
    return name if isinstance(name, str) and len(name) <= 40 else Node.noun
