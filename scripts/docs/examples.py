"""Small examples of content, put together from the examples of the fields, as YAML that the reader reads back."""

from __future__ import annotations

import re
from typing import Any

import yaml

from assembler.readers.yaml_file import BOOLEAN, FLOAT, INTEGER, NULL
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


class Dumper(yaml.SafeDumper):
    """Quotes only what the reader would not take for text, and indents the items of lists."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own shape

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


for tag, pattern in (("null", NULL), ("bool", BOOLEAN), ("int", INTEGER), ("float", FLOAT)):
    Dumper.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{pattern.pattern})\Z"), None)


def as_yaml(content: object) -> str:
    """The content as an author would write it."""
    return yaml.dump(content, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=110)


def in_line(content: object) -> str:
    """A value on one line, as it would stand behind its key."""
    written = yaml.dump(content, Dumper=Dumper, allow_unicode=True, default_flow_style=True, width=10_000)
    return written.removesuffix("...\n").strip()
