"""YAML the other way round: written so that yaml_file reads back the same content, to the last digit."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import yaml

from assembler.readers.yaml_file import BOOLEAN, FLOAT, INTEGER, NULL

WIDTH = 110
TAGS = {"null": NULL, "bool": BOOLEAN, "int": INTEGER, "float": FLOAT}  # YAML 1.2.2, 10.3.2 (core schema)


def dump(content: object, *, unicode: bool = True) -> str:
    """The content as an author would write it; without `unicode` in ASCII, with escapes."""
    return yaml.dump(content, Dumper=Dumper, allow_unicode=unicode, sort_keys=False, width=WIDTH)


def in_line(content: object) -> str:
    """A value on one line, as it would stand behind its key."""
    written = yaml.dump(content, Dumper=Dumper, allow_unicode=True, default_flow_style=True, width=10_000)
    return written.removesuffix("...\n").strip()


class Dumper(yaml.SafeDumper):
    """Quotes only what the reader would not take for text; texts of several lines stand as such."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own shape

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)

    def ignore_aliases(self, _: object) -> bool:
        """The reader takes no aliases: what is there twice is written twice."""
        return True


def tag(name: str) -> str:
    return f"tag:yaml.org,2002:{name}"


def represent_text(dumper: Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(tag("str"), text, style="|" if "\n" in text else None)


def represent_number(dumper: Dumper, number: Decimal) -> yaml.ScalarNode:
    """The reader keeps also whole numbers as Decimal, where they are longer than any field takes."""
    written = str(number)
    return dumper.represent_scalar(tag("int" if INTEGER.fullmatch(written) else "float"), written)


for _name, _pattern in TAGS.items():
    Dumper.add_implicit_resolver(tag(_name), re.compile(rf"(?:{_pattern.pattern})\Z"), None)
Dumper.add_representer(str, represent_text)
Dumper.add_representer(Decimal, represent_number)
