"""Rozdíl dvou verzí, as a page shows it: a sentence, and a table of what came, went, moved and was rewritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assembler import differences
from assembler.differences import Change, Kind
from assembler.differences.words import field_at
from assembler.web.pages.changes import excerpt
from assembler.word.formats import count_of
from schemas.fields import OneOf
from schemas.paths import human_path

SHOWN = 300  # changes of one table
KINDS = {
    Kind.ADDED: "přibylo",
    Kind.REMOVED: "ubylo",
    Kind.CHANGED: "upraveno",
    Kind.MOVED: "přesunuto",
}
NAMES = ("name", "title", "caption", "heading", "term", "short", "text")  # by which one knows an item
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Row:
    kind: Kind
    title: str
    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    words: str
    rows: list[Row]
    count: int


def of(old: object, new: object) -> Difference:
    changes = differences.difference(old, new)
    rows = [row(each, old, new) for each in changes[:SHOWN]]
    return Difference(differences.in_words(changes, old, new), rows, len(changes))


def in_words(old: object, new: object) -> str:
    return differences.in_words(differences.difference(old, new), old, new)


def row(change: Change, old: object, new: object) -> Row:
    holder, field = old if change.after is None else new, field_at(change.place)
    before, after = told(change.old, field), told(change.new, field)
    if change.kind is Kind.MOVED:
        before, after = human_path(change.before or "", old), human_path(change.after or "", new)
    return Row(change.kind, KINDS[change.kind], human_path(change.place, holder), before, after)


def told(value: object, field: object) -> str:
    """A value in few words, a code in those of its field."""
    if value is None:
        return NOTHING
    if isinstance(field, OneOf) and isinstance(value, str) and value in field.by_code:
        return field.by_code[value].label
    if isinstance(value, bool):
        return "ano" if value else "ne"
    if isinstance(value, list):
        return count_of(len(value), "položka", "položky", "položek")
    if isinstance(value, Mapping):
        return next((excerpt(name) for key in NAMES if isinstance(name := value.get(key), str) and name), "část")
    return excerpt(str(value)) or "prázdný text"
