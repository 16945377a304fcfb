"""What pages show of the schemas: labels, hints and choices of fields, what parts and their items are called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from assembler import foreign
from assembler.differences.nouns import NOUNS
from assembler.foreign.targets import Target
from assembler.web.language import ONE
from schemas import finance, paths, strategy
from schemas.base import Part
from schemas.comments import Comment
from schemas.describe import all_parts, describe

PARTS = (*all_parts(), Comment)


class Said(NamedTuple):
    """One entry of the catalogue."""

    sentence: str
    file: str
    context: str | None = None


def said_by_schemas() -> Iterator[Said]:
    """Everything that people read of the schemas; the examples of fields are content, and stay Czech."""
    for part in PARTS:
        file = f"{part.__module__.replace('.', '/')}.py"
        yield from (Said(sentence, file) for sentence in said_by(part))
    yield from (Said(noun, "schemas/describe.py", ONE) for noun in one_or_many())
    yield from (Said(word, "schemas/paths.py") for word in paths.CELL)
    yield from (Said(name, "schemas/strategy.py") for level in strategy.DEFAULT_LEVELS for name in called(level))
    yield from (Said(said, "schemas/strategy.py") for both in strategy.LEVELS_ADDED.values() for said in both)
    yield from (Said(name, "schemas/finance.py") for source in finance.DEFAULT_SOURCES for name in called(source))
    yield from (Said(title, "assembler/foreign/targets.py") for each in foreign.targets() for title in titles(each))
    yield from in_counts()


def said_by(part: type[Part]) -> Iterator[str]:
    about = describe(part)
    yield from (about.noun, about.noun_plural)
    yield from filter(None, (part.add, part.new))
    for field in about.fields:
        words = (field.label, field.hint, field.item, *(each.label for each in field.options))
        yield from filter(None, words)
        if field.kind == "money":  # as forms call it, and what they keep
            yield from (f"{field.label} ({unit.label})" for unit in finance.Currency)


def called(default: dict[str, str]) -> list[str]:
    """The names of a level or of a source that hold where the plan gives none."""
    return [text for key, text in default.items() if key in ("name", "plural")]


def titles(target: Target) -> list[str]:
    """Of a list of the plan into which a table of others can be taken: its own, and those of what a column can mean."""
    return [target.label, *(slot.label for slot in target.slots)]


def one_or_many() -> list[str]:
    """Nouns that are the same for one item and for the list („Opatření“): English tells them apart."""
    lists = [field for part in PARTS for field in describe(part).fields if field.item]
    labels = {field.label for field in lists}
    return sorted({field.item for field in lists if field.item in labels})


def in_counts() -> Iterator[Said]:
    """What parts are called in counts: one of them, and many."""
    for noun in NOUNS.values():
        yield Said(noun.one, "assembler/differences/nouns.py", ONE if noun.one == noun.many else None)
        yield Said(noun.many, "assembler/differences/nouns.py")
