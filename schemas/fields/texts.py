"""Texty: plain and formatted ones, identifiers and what refers to them."""

from __future__ import annotations

import re

from schemas.fields.house import MAX_TEXT, HouseField, clean
from schemas.refusals import EMPTY_REQUIRED, NOT_IDENTIFIER, UNKNOWN_FORMAT, Refusal
from schemas.values import NO_TEXT, Rich, TextFormat


class Text(HouseField):
    """A plain text, printed as it is written (after the typographer)."""

    kind = "text"
    empty = ""

    def __init__(
        self,
        label: str,
        hint: str,
        example: str,
        *,
        required: bool = False,
        literal: bool = False,
        multiline: bool = False,
        printed: bool = True,
        limit: int = MAX_TEXT,
        offers: str = "",
    ) -> None:
        super().__init__(label, hint, example, required=required, literal=literal)
        self.multiline = multiline
        self.offers = offers  # the name of a list to choose from; what is not in it may be written, too
        self.printed = printed
        self.limit = limit

    def _deserialize(self, value: object, *_: object, **__: object) -> str:
        text = clean(value, self.limit)
        if self.required and not text.strip():
            raise Refusal(EMPTY_REQUIRED)
        return text


class Base64(Text):
    """Bytes written in base64 (RFC 4648, 4); whether they are what they should be, finds out who decodes them."""

    kind = "base64"

    def __init__(self, label: str, hint: str, example: str, *, limit: int) -> None:
        super().__init__(label, hint, example, literal=True, printed=False, limit=limit)


class Identifier(Text):
    """A short name by which other parts refer to this one; never printed."""

    kind = "identifier"
    pattern = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")

    def __init__(self, label: str, hint: str, example: str) -> None:
        super().__init__(label, hint, example, literal=True, printed=False)

    def _deserialize(self, value: object, *_: object, **__: object) -> str:
        return self.read(value)

    @classmethod
    def read(cls, value: object) -> str:
        text = clean(value)
        if not cls.pattern.fullmatch(text):
            raise Refusal(NOT_IDENTIFIER, value=text)
        return text


class Reference(Identifier):
    """The identifier of another part: of which kind, says `to` (the name of the part's class)."""

    kind = "reference"

    def __init__(self, label: str, hint: str, example: str, *, to: str) -> None:
        super().__init__(label, hint, example)
        self.to = to


class RichText(HouseField):
    """Text with paragraphs, lists, tables, links: a string of CommonMark, or {text, format}."""

    kind = "rich"
    empty = NO_TEXT

    def _deserialize(self, value: object, *_: object, **__: object) -> Rich:
        if not isinstance(value, dict):
            return Rich(clean(value))
        if not set(value) <= {"text", "format"}:
            raise Refusal(UNKNOWN_FORMAT)
        chosen = value.get("format", "commonmark")
        if not isinstance(chosen, str) or chosen not in list(TextFormat):
            raise Refusal(UNKNOWN_FORMAT)
        return Rich(clean(value.get("text", "")), TextFormat(chosen))
