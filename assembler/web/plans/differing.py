"""Rozdíl dvou verzí, as a page shows it: a sentence, and a table of what came, went, moved and was rewritten."""

from __future__ import annotations

from dataclasses import dataclass

from assembler import differences
from assembler.differences import Change, Kind, Rewritten, rewritten
from assembler.web.language import N_, spoken
from assembler.web.plans import summing
from assembler.web.plans.telling import Side, place, running_text, side_of, told

SHOWN = 300  # changes of one table
LONG = 40  # characters; what is rewritten in a shorter text is seen without marks
KINDS = {
    Kind.ADDED: N_("přibylo"),
    Kind.REMOVED: N_("ubylo"),
    Kind.CHANGED: N_("upraveno"),
    Kind.MOVED: N_("přesunuto"),
}


@dataclass(frozen=True, slots=True)
class Row:
    kind: Kind
    title: str
    place: str
    before: str
    after: str
    marked: Rewritten | None = None  # both texts, where a long one was rewritten


@dataclass(frozen=True, slots=True)
class Difference:
    words: str
    rows: list[Row]
    count: int


def of(old: object, new: object) -> Difference:
    changes = differences.difference(old, new)
    was, now = side_of(old), side_of(new)
    rows = [row(each, was, now) for each in changes[:SHOWN]]
    return Difference(summing.in_words(changes, old, new), rows, len(changes))


def in_words(old: object, new: object) -> str:
    return summing.in_words(differences.difference(old, new), old, new)


def row(change: Change, was: Side, now: Side) -> Row:
    holder = was if change.after is None else now
    if change.kind is Kind.MOVED:
        before, after = place(change.before or "", was), place(change.after or "", now)
    else:
        before, after = told(change.old, change.place, was), told(change.new, change.place, now)
    return Row(change.kind, spoken(KINDS[change.kind]), place(change.place, holder), before, after, marked(change))


def marked(change: Change) -> Rewritten | None:
    """What is new and what is gone in a long text; None for every other change."""
    before, after = (running_text(value, change.place) for value in (change.old, change.new))
    return rewritten(before, after) if before and after and max(len(before), len(after)) > LONG else None
