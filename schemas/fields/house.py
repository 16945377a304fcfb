"""Základ pole: what every value of the content has, and the limits that hold for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

from marshmallow import fields as mm

from schemas.refusals import EMPTY_REQUIRED, FORBIDDEN_CHARACTER, NOT_TEXT, TOO_LONG, Problem, Refusal, found

MAX_TEXT = 200_000  # characters of one string
MAX_DIGITS = 15  # digits of one number
MAX_COLUMNS = 63  # columns of one table: Word's own limit
MAX_ROWS = 5_000
# What XML 1.0 cannot hold (production [2] Char), and lone surrogates, which UTF-8 cannot hold either.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Straight = Callable[[Any, str, dict[str, Any]], Any]  # value, name of the field, the content of its part


class HouseField(mm.Field[Any]):
    """A value of the content with what a coordinator reads beside it."""

    kind: ClassVar[str]
    empty: Any = None  # the value of the dataclass when the content says nothing
    default_error_messages = {  # noqa: RUF012 - marshmallow's own shape
        "required": [Problem(EMPTY_REQUIRED, {})],
        "null": [Problem(NOT_TEXT, {"found": found(None)})],
    }

    printed: bool = True  # False: serves the program (identifiers, file names, masks), no document prints it

    def __init__(self, label: str, hint: str, example: Any, *, required: bool = False, literal: bool = False) -> None:
        super().__init__(required=required, allow_none=False)
        self.label = label
        self.hint = hint
        self.example = example
        self.literal = literal  # typography leaves it alone

    @property
    def straight(self) -> Straight:
        """How a value is read without marshmallow's bookkeeping, which serves contents that have faults."""
        return self._deserialize

    def _validate_missing(self, value: object) -> None:
        if value is None:
            self._refuse_null()
        super()._validate_missing(value)

    def _refuse_null(self) -> None:
        raise Refusal(NOT_TEXT, found=found(None))


def clean(value: object, limit: int = MAX_TEXT) -> str:
    """The text with its line ends unified; anything that is not text is refused."""
    if type(value) is not str:
        raise Refusal(NOT_TEXT, found=found(value))
    if len(value) > limit:
        raise Refusal(TOO_LONG, length=len(value), limit=limit)
    if not value.isprintable():  # quick for the ordinary text; tabs and line ends are not printable
        bad = FORBIDDEN.search(value)
        if bad:
            raise Refusal(FORBIDDEN_CHARACTER, character=f"U+{ord(bad[0]):04X}", position=bad.start() + 1)
        if "\r" in value:
            return value.replace("\r\n", "\n").replace("\r", "\n")
    return value
