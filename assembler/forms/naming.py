"""Jména: how people know an item of a list, and what a reference can refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from assembler.forms import values
from assembler.forms.model import Speak, czech
from schemas.base import Part, PartOf
from schemas.describe import FieldDescription, Option, all_parts, describe
from schemas.fields import Identifier, Reference
from schemas.finance import DEFAULT_SOURCES, FundingSource
from schemas.findings import shorten
from schemas.people import Person
from schemas.plan import Plan

NAMING = ("name", "title", "caption", "heading", "term", "short", "text", "body", "label")
WORDS = 3  # other fields that name an item which has no name
NAMELESS = ("identifier", "rich", "flag", "rows", "parts", "base64")  # kinds that are long, or only for the program
COMPARED = ("stated_total",)  # sums beside those that are counted: they say nothing of what the item is
FIELDS = {each: describe(each).fields for each in all_parts()}
Ways = dict[type[Part], list[tuple[str, type[Part]]]]  # from a part to those nested in it
ALL: Ways = {
    each: [(name, field.part_class) for name, field in each.fields.items() if isinstance(field, PartOf)]
    for each in all_parts()
}
REFERRED = {
    each for each in all_parts() for fields in FIELDS.values() if each.__name__ in {f.refers_to for f in fields}
}
LEADING: Ways = {
    each: [(name, below) for name, below in ways if REFERRED & {*all_parts(below)}] for each, ways in ALL.items()
}
USUAL = [(each["id"], each["name"]) for each in DEFAULT_SOURCES]
Targets = dict[str, list[Option]]  # by the class of the part, its identifiers with their names


def title_of(item: Any, part_class: type[Part], targets: Targets | None = None, speak: Speak = czech) -> str:
    """The name of an item; „Setkání 17. 7. 2018 · zasedací místnost“ by its first fields; nothing where it is empty."""
    if not isinstance(item, dict):
        return ""
    if part_class is Person:
        return in_full(item)
    for key in NAMING:
        if key in part_class.fields and isinstance(item.get(key), str) and item[key].strip():
            return shorten(item[key])
    return shorten(" · ".join(first_words(item, part_class, targets or {}, speak)[:WORDS]))


def called(noun: str, name: str, code: str = "") -> str:
    """„Opatření 1.1.1 Rozvoz obědů“; without the noun where the name says it: „Sociodemografická analýza“."""
    said = re.search(rf"\b{re.escape(noun)}\b", name, re.IGNORECASE)
    return " ".join(word for word in ("" if said else noun, code, name) if word)


def in_full(person: dict[str, Any]) -> str:
    keys = ("titles_before", "first_name", "last_name", "titles_after")
    return shorten(" ".join(text for key in keys if isinstance(text := person.get(key), str) and text))


def first_words(item: dict[str, Any], part_class: type[Part], targets: Targets, speak: Speak) -> list[str]:
    words = [word_of(field, item[field.name], targets, speak) for field in all_fields(part_class) if field.name in item]
    return [word for word in words if word]


def word_of(field: FieldDescription, raw: Any, targets: Targets, speak: Speak = czech) -> str:
    """A value in a word or two; nothing for what is longer or is only for the program."""
    if field.kind == "part" and field.part is not None:
        return title_of(raw, field.part, targets, speak)
    texts = values.shown(field, raw)
    if not texts or field.kind in NAMELESS or field.name in COMPARED:
        return ""
    named = {each.code: speak(each.label) for each in field.options}
    named |= {each.code: each.label for each in targets.get(field.refers_to, ())}
    return ", ".join(named.get(text, text) for text in texts if text)


def all_fields(part_class: type[Part]) -> tuple[FieldDescription, ...]:
    return FIELDS[part_class]


# ---------------------------------------------------------------- what can be referred to


def targets_of(content: Any, speak: Speak = czech) -> Targets:
    """Everything that references lead to, by its class; the usual sources of money where the plan names none."""
    found: Targets = {}
    for part_class, item in identified(content, Plan, LEADING):
        if part_class in REFERRED:
            name = title_of(item, part_class) or item["id"]
            found.setdefault(part_class.__name__, []).append(Option(item["id"], name))
    usual = [Option(code, speak(name)) for code, name in USUAL]
    return {FundingSource.__name__: usual} | found


def identified(part: Any, part_class: type[Part], ways: Ways) -> Iterator[tuple[type[Part], dict[str, Any]]]:
    """The parts that have identifiers, of those to which the ways lead."""
    if not isinstance(part, dict):
        return
    if own_name(part, part_class):
        yield part_class, part
    for name, below_class in ways[part_class]:
        value = part.get(name)
        for item in value if isinstance(value, list) else (value,):
            yield from identified(item, below_class, ways)


def own_name(part: dict[str, Any], part_class: type[Part]) -> bool:
    field = part_class.fields.get("id")
    named = isinstance(field, Identifier) and not isinstance(field, Reference)
    return named and isinstance(part.get("id"), str) and bool(part["id"])
