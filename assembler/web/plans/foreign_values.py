"""Co se zapíše: every value that a table brings, also those of new items, so that a wrong amount can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from assembler import differences
from assembler.differences import Change, Kind
from assembler.web.plans import differing, summing
from assembler.web.plans.differing import Difference
from assembler.web.plans.telling import side_of
from schemas.paths import pointer_of


def of(old: object, new: object) -> Difference:
    """As `differing.of`, but what was added is told value by value."""
    changes = differences.difference(old, new)
    values = [each for change in changes for each in opened_up(change)]
    was, now = side_of(old), side_of(new)
    rows = [differing.row(each, was, now) for each in values[: differing.SHOWN]]
    return Difference(summing.in_words(changes, old, new), rows, len(values))


def opened_up(change: Change) -> Iterator[Change]:
    """The values of an item that was added; any other change as it is."""
    if change.kind is not Kind.ADDED or change.after is None:
        yield change
        return
    for pointer, value in leaves(change.after, change.new):
        yield replace(change, after=pointer, new=value)


def leaves(pointer: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Single values, lists of texts and formatted texts, each with its pointer."""
    inner: Iterator[tuple[object, Any]] = iter(())
    if isinstance(value, dict) and "format" not in value:
        inner = iter(value.items())
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        inner = iter(enumerate(value))
    else:
        yield pointer, value
    for step, each in inner:
        yield from leaves(pointer_of(pointer, str(step)), each)
