"""Označení: what is made in a form gets an identifier of its own from its name, so that others can refer to it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Any

from assembler.forms.naming import ALL, NAMING, identified
from schemas.base import Part
from schemas.fields import Identifier, Reference
from schemas.plan import Plan

LONGEST = 40
SEPARATORS = re.compile(r"[^a-z0-9]+")


def has_identifier(part_class: type[Part]) -> bool:
    field = part_class.fields.get("id")
    return isinstance(field, Identifier) and not isinstance(field, Reference)


def identifiable(item: Any, part_class: type[Part], taken: Collection[str]) -> Any:
    """A new item with an identifier that nobody else has; as it is where it has one, or no name to make it from."""
    if not has_identifier(part_class) or not isinstance(item, dict) or item.get("id"):
        return item
    stem = slug(next((item[key] for key in NAMING if isinstance(item.get(key), str) and item[key].strip()), ""))
    if not stem:
        return item
    number, name = 1, stem
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return {**item, "id": name}


def slug(name: str) -> str:
    """„Rozšíření terénních služeb“ → „rozsireni-terennich-sluzeb“"""
    plain = unicodedata.normalize("NFD", name.lower()).encode("ascii", "ignore").decode()
    return SEPARATORS.sub("-", plain).strip("-")[:LONGEST].rstrip("-")


def all_of(content: Any) -> set[str]:
    return {item["id"] for _, item in identified(content, Plan, ALL)}
