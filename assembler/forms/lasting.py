"""Stálé místo: what a form is called whatever happens to the rest of the plan, so that its draft finds it again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assembler.forms.building import pointer_to
from assembler.forms.places import below, followed, identity, is_index

NAMED = "@"  # before an identifier that stands for the index of its item


def lasting(content: Any, steps: Sequence[str]) -> str:
    """A pointer in which items are called by their identifiers: „/strategy/nodes/@p1/measures/@o1“.

    Items without one are called by their index, which holds only until their list changes.
    """
    way = []
    for step in steps:
        content = below(content, step)
        name = identity(content) if is_index(step) else ""
        way.append(f"{NAMED}{name}" if name else step)
    return pointer_to(way)


def same_place(old: Any, new: Any, before: Sequence[str], now: Sequence[str]) -> bool:
    """Whether a place of an old content is this place of a newer one."""
    way = followed(old, new, before)
    return way is not None and [*way] == [*now]
