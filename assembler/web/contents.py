"""A content as a file to be taken home: what the readers read back is the same content, to the last digit.

The store forgets the order of keys; here they come in that of the schemas, as an author would write them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any

from assembler.readers import yaml_writing
from schemas.base import Part, PartOf, PartsOf
from schemas.plan import Plan

INDENT = "  "


def as_json(content: object) -> bytes:
    """JSON with the digits that the numbers have (RFC 8259)."""
    return encoded(lambda unicode: json_text(ordered(content), "\n", unicode) + "\n")


def as_yaml(content: object) -> bytes:
    return encoded(lambda unicode: yaml_writing.dump(ordered(content), unicode=unicode))


def encoded(text: Callable[[bool], str]) -> bytes:
    """In UTF-8; what it cannot hold (half of a surrogate pair) makes the whole text ASCII with escapes."""
    try:
        return text(True).encode()
    except UnicodeEncodeError:
        return text(False).encode()


# ---------------------------------------------------------------- the order of keys


def ordered(content: Any, part: type[Part] | None = Plan) -> Any:
    """The same content; keys that the schema knows come first, in its order."""
    if isinstance(content, list):
        return [ordered(each, part) for each in content]
    if not isinstance(content, dict) or part is None:
        return content
    known = [name for name in part.fields if name in content]
    return {name: ordered(content[name], part_at(part, name)) for name in dict.fromkeys([*known, *content])}


def part_at(part: type[Part], name: str) -> type[Part] | None:
    field = part.fields.get(name)
    return field.part_class if isinstance(field, PartOf | PartsOf) else None


# ---------------------------------------------------------------- JSON


def json_text(value: Any, line: str, unicode: bool) -> str:
    """`line` is what begins a line: its end and the indentation."""
    inside = line + INDENT
    if isinstance(value, dict) and value:
        pairs = (f"{json.dumps(key)}: {json_text(each, inside, unicode)}" for key, each in value.items())
        return "{" + inside + f",{inside}".join(pairs) + line + "}"
    if isinstance(value, list) and value:
        return "[" + inside + f",{inside}".join(json_text(each, inside, unicode) for each in value) + line + "]"
    if isinstance(value, str):
        return encode_basestring(value) if unicode else encode_basestring_ascii(value)
    return str(value) if isinstance(value, Decimal) else json.dumps(value)
