"""Sady zákonných pravidel: dated data, one YAML file a set. A set that makes no sense stops the program at import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

from assembler.errors import UnknownName
from schemas.base import Part, PartOf, PartsOf
from schemas.fields import OneOf
from schemas.plan import Plan

ANY = "*"  # a step of a path: any item of a list; "type=needs" is any item of which this field has this value


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """Požadavek: satisfied by any of the places; `fill` is the place where the content is best added."""

    any_of: tuple[str, ...]
    fill: str
    advice: str
    advice_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Bod seznamu: what a plan has to hold (in Czech in the accusative, behind „má obsahovat“).

    `verified` says whether its wording was read in the law, `optional` that it need not be there.
    """

    number: str
    text: str
    text_en: str
    verified: bool
    requirements: tuple[Requirement, ...]
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """Sada pravidel jednoho znění předpisu; `note` tells users which wording it checks and what of it is doubtful."""

    id: str
    title: str
    title_en: str
    citation: str
    valid_from: date
    valid_to: date | None
    years: int | None  # the longest period
    note: str
    items: tuple[Item, ...]

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def built(data: Mapping[str, Any]) -> RuleSet:
    """A rule set from parsed YAML; raises ValueError or TypeError where a key is missing, unknown, or senseless."""
    items = tuple(
        Item(**{**item, "requirements": tuple(requirement(one) for one in item["requirements"])})
        for item in data["items"]
    )
    ruleset = RuleSet(**{**data, "items": items})
    if not isinstance(ruleset.valid_from, date) or not isinstance(ruleset.valid_to, date | None):
        raise TypeError("valid_from and valid_to are days")
    if not items or any(not item.requirements for item in items):
        raise ValueError("a rule set has items and an item has requirements")
    if len({item.number for item in items}) < len(items):
        raise ValueError("two items have the same number")
    return ruleset


def requirement(data: Mapping[str, Any]) -> Requirement:
    made = Requirement(**{**data, "any_of": tuple(data["any_of"])})
    if not made.any_of:
        raise ValueError("a requirement names no place")
    for path in (*made.any_of, made.fill):
        follow(path)
    return made


def follow(path: str) -> None:
    """Walk a path through the schemas; raises ValueError where it leads nowhere or to a part, which is never empty."""
    here: type[Part] | None = Plan
    in_list = True
    for step in path.split("/")[1:]:
        if here is None:
            raise ValueError(f"{path}: nothing lies below a value")
        if step == ANY or "=" in step:
            choose(here, step, path)
            continue
        field = here.fields.get(step)
        if field is None:
            raise ValueError(f"{path}: {here.__name__} has no field {step}")
        here = field.part_class if isinstance(field, PartOf) else None
        in_list = isinstance(field, PartsOf)
    if here is not None and not in_list:
        raise ValueError(f"{path}: a part is there or not, but never empty; name a field of it")


def choose(item_class: type[Part], step: str, path: str) -> None:
    """Refuse a step that chooses items by a field or a value which they cannot have."""
    name, _, value = step.partition("=")
    field = item_class.fields.get(name)
    if step != ANY and not (isinstance(field, OneOf) and value in field.by_code):
        raise ValueError(f"{path}: no {item_class.__name__} can be chosen by {step}")


def filled(value: object, steps: Iterable[str]) -> bool:
    """Whether anything stands at the path below a value of a plan."""
    step, *rest = (*steps, "")
    rest = rest[:-1]
    if not step:
        return bool(value)
    if isinstance(value, tuple):
        return any(filled(item, rest) for item in value if chosen(item, step))
    below = getattr(value, step, None)
    return below is not None and filled(below, rest)


def chosen(item: object, step: str) -> bool:
    name, _, value = step.partition("=")
    return step == ANY or getattr(item, name) == value


def read(folder: Path) -> Mapping[str, RuleSet]:
    """All rule sets of a folder by their ids; raises ValueError that names the file."""
    found: dict[str, RuleSet] = {}
    for file in sorted(folder.glob("*.yaml")):
        try:
            ruleset = built(yaml.safe_load(file.read_text(encoding="utf-8")))
        except (ValueError, TypeError, KeyError) as wrong:
            raise ValueError(f"{file.name}: {wrong}") from wrong
        if ruleset.id in found:
            raise ValueError(f"{file.name}: the id {ruleset.id} is already taken")
        found[ruleset.id] = ruleset
    return MappingProxyType(found)


RULESETS = read(Path(__file__).parent)


def chosen_ruleset(id_: str) -> RuleSet:
    """The rule set of this id; raises UnknownName."""
    if id_ not in RULESETS:
        raise UnknownName(f"Sadu pravidel „{id_[:80]}“ neznáme. Možnosti: {', '.join(RULESETS)}.")
    return RULESETS[id_]
