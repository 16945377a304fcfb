"""JSON (RFC 8259): strict UTF-8, no duplicate keys, exact decimals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from assembler.errors import Unreadable
from assembler.readers.numbers import exact, whole
from assembler.readers.source import DUPLICATE_KEY, MAX_DEPTH, NESTED, Source
from assembler.readers.text import decode
from schemas.findings import Location, error

NAME = "JSON"
EXTENSIONS = ("json",)
MEDIA_TYPES = ("application/json",)

NOT_JSON = error(
    "not_json",
    "Soubor není platný JSON: chyba je na řádku {line} ve sloupci {column}.",
    "Not valid JSON: line {line}, column {column}.",
)
NOT_FINITE = error("not_finite", "„{value}“ není číslo, které JSON zná.", "“{value}” is not a JSON number.")


def read(data: bytes) -> Source:
    """Raw content of a JSON file; raises Unreadable."""
    text = decode(data)
    try:
        raw = json.loads(
            text, parse_float=exact, parse_int=whole, parse_constant=refuse_constant, object_pairs_hook=unique
        )
    except json.JSONDecodeError as wrong:
        place = Location(line=wrong.lineno, column=wrong.colno)
        raise Unreadable(NOT_JSON.at("", line=wrong.lineno, column=wrong.colno).located("", place)) from None
    except RecursionError:
        raise Unreadable(NESTED.at("", limit=MAX_DEPTH)) from None
    return Source(raw, unknown_places)


def unknown_places(_: Sequence[str]) -> dict[str, Location]:
    return {}


def refuse_constant(name: str) -> Any:
    raise Unreadable(NOT_FINITE.at("", value=name))


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise Unreadable(DUPLICATE_KEY.at("", key=key))
            seen.add(key)
    return found
