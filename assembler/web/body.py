"""The body of a request as raw content: its type and encoding are looked at before a byte of it is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import marshmallow as ma
from flask import request

from assembler import readers
from assembler.errors import Unfit, UnknownName
from assembler.readers import Reader
from assembler.readers.source import Source
from assembler.web.errors import WrongParameters, WrongType
from assembler.web.parameters import sentences

UTF8 = frozenset({"utf-8", "utf8"})


def content() -> Source:
    """Raises WrongType, Unreadable, RequestEntityTooLarge."""
    return reader().read(request.get_data(cache=False))


def reader() -> Reader:
    """The reader of the declared type; raises WrongType."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise WrongType("Obsah posílejte nezabalený, bez hlavičky Content-Encoding.")
    if not request.mimetype:
        accepted = " nebo ".join(each.MEDIA_TYPES[0] for each in readers.READERS)
        raise WrongType(f"Chybí hlavička Content-Type. Pošlete {accepted}.")
    if request.mimetype_params.get("charset", "utf-8").strip("\"'").lower() not in UTF8:
        raise WrongType("Obsah posílejte v kódování UTF-8.")
    try:
        return readers.by_media_type(request.mimetype)
    except UnknownName as unknown:
        raise WrongType(unknown.message) from None


def order(schema: ma.Schema) -> dict[str, Any]:
    """An object of few fields as its schema loads it; raises WrongParameters, Unfit, and what `content` raises."""
    raw = content().raw
    if not isinstance(raw, dict):
        raise Unfit(f"Pošlete objekt s údaji {', '.join(schema.fields)}.")
    try:
        loaded: dict[str, Any] = schema.load(raw)
    except ma.ValidationError as wrong:
        raise WrongParameters(sentences(dict(flat(wrong.messages_dict)))) from None
    return loaded


def flat(messages: dict[str, Any]) -> Iterable[tuple[str, list[str]]]:
    """Messages of items of a list under the name of the list."""
    for name, told in messages.items():
        yield str(name), [each for one in told.values() for each in one] if isinstance(told, dict) else told
