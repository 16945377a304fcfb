"""Small examples of content, put together from the examples of the fields."""

from __future__ import annotations

from typing import Any

from schemas.base import Part
from schemas.describe import FieldDescription, describe


def example(part_class: type[Part]) -> dict[str, Any]:
    """Every field of the part with its example; of nested parts as little as they need."""
    return {field.name: value(field) for field in describe(part_class).fields}


def value(field: FieldDescription) -> Any:
    if field.part is None:
        return field.example
    fields = describe(field.part).fields
    telling = (each for each in fields if each.part is None and each.kind != "identifier")
    chosen = [each for each in fields if each.required] or [next(telling)]
    least = {each.name: each.example for each in chosen}
    return [least] if field.kind == "parts" else least
