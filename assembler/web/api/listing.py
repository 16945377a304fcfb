"""Parameters and headers that several of the stored resources take."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from assembler.store.paging import MOST
from assembler.web.parameters import Parameters, described

PAGE = 50
NOTE = 2000
OFTEN = f"Napište celé číslo od 1 do {MOST}."
LONGEST_CURSOR = 60

ETAGS = {"type": "string", "examples": ['"9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"']}
IF_MATCH: dict[str, Any] = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "ETag znění, ze kterého změna vychází. Změnil-li ho mezitím někdo jiný, odpověď je 412.",
    "schema": ETAGS,
}
REPEATABLE: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Libovolný jedinečný text; týž požadavek s týmž klíčem se provede jednou a odpověď je táž.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}
PREFER: dict[str, Any] = {
    "name": "Prefer",
    "in": "header",
    "required": False,
    "description": "wait=5: počkat na dokument nejvýše tolik sekund; respond-async: nečekat (RFC 7240)",
    "schema": {"type": "string", "examples": ["wait=5"]},
}
KEY = {"Location": "Adresa", "Idempotency-Replayed": "true: požadavek už byl vyřízen dříve"}
SAVED = {"ETag": "Otisk nového znění"}


class ListParameters(Parameters):
    """Where in a list, and how much of it."""

    limit = fields.Integer(
        load_default=PAGE,
        error_messages={"invalid": OFTEN},
        validate=validate.Range(1, MOST, error=OFTEN),
        metadata=described("Kolik položek nejvýše"),
    )
    cursor = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_CURSOR, error="Takový ukazatel stránky jsme nedali."),
        metadata=described("Kde pokračovat; je v adrese „next“ předchozí stránky"),
    )


class NoteParameters(Parameters):
    """What is said of a change."""

    note = fields.String(
        load_default="",
        validate=validate.Length(max=NOTE, error=f"Poznámka může mít nejvýše {NOTE} znaků."),
        metadata=described("Poznámka k verzi"),
    )


def flag(text: str) -> fields.Boolean:
    return fields.Boolean(
        load_default=False,
        truthy={"true"},
        falsy={"false"},
        error_messages={"invalid": "Možnosti: true, false."},
        metadata=described(text),
    )


def number(text: str) -> fields.Integer:
    """The number of a revision."""
    wrong = "Napište číslo verze, od 1."
    return fields.Integer(
        load_default=None,
        allow_none=True,
        error_messages={"invalid": wrong},
        validate=validate.Range(1, 2_000_000_000, error=wrong),
        metadata=described(text),
    )
