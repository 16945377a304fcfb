"""House fields: how one value of the content is read, refused and described.

Each field carries what a coordinator reads beside it (label, hint, example); loader, form, JSON Schema, glossary
and the list of names for template authors are all read from here. marshmallow stays behind this door and `base.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar

from marshmallow import ValidationError
from marshmallow import fields as mm

from schemas.findings import Verbatim
from schemas.refusals import (
    EMPTY_REQUIRED,
    FORBIDDEN_CHARACTER,
    NO_SUCH_DAY,
    NOT_CHOICE,
    NOT_DAY,
    NOT_FLAG,
    NOT_IDENTIFIER,
    NOT_LIST,
    NOT_NUMBER,
    NOT_TEXT,
    NOT_WHOLE,
    NUMBER_TOO_LONG,
    TOO_LARGE,
    TOO_LONG,
    TOO_MANY,
    TOO_PRECISE,
    TOO_SMALL,
    UNKNOWN_FORMAT,
    Problem,
    Refusal,
    found,
)
from schemas.values import NO_TEXT, Choice, Rich, TextFormat

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
    ) -> None:
        super().__init__(label, hint, example, required=required, literal=literal)
        self.multiline = multiline
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


def as_decimal(value: object) -> Decimal:
    """An exact number of at most MAX_DIGITS digits; true is not 1."""
    if type(value) is float:
        value = Decimal(repr(value))
    if type(value) not in (int, Decimal):
        raise Refusal(NOT_NUMBER, found=found(value))
    if type(value) is int:
        if abs(value) >= 10**MAX_DIGITS:
            raise Refusal(NUMBER_TOO_LONG, limit=MAX_DIGITS)
        return Decimal(value)
    assert isinstance(value, Decimal)  # noqa: S101 - narrows the type
    if not value.is_finite():
        raise Refusal(NOT_NUMBER, found="nekonečno")
    exponent = int(value.as_tuple().exponent)
    if len(value.as_tuple().digits) > MAX_DIGITS or not -MAX_DIGITS <= exponent <= MAX_DIGITS:
        raise Refusal(NUMBER_TOO_LONG, limit=MAX_DIGITS)
    return value


class Number(HouseField):
    """A number; decimals are kept exactly."""

    kind = "number"

    def __init__(
        self,
        label: str,
        hint: str,
        example: Any,
        *,
        required: bool = False,
        least: Decimal | int | None = None,
        most: Decimal | int | None = None,
    ) -> None:
        super().__init__(label, hint, example, required=required)
        self.least = least
        self.most = most

    def _refuse_null(self) -> None:
        raise Refusal(NOT_NUMBER, found=found(None))

    def _deserialize(self, value: object, *_: object, **__: object) -> Decimal | int:
        return self.bounded(as_decimal(value))

    def bounded(self, number: Decimal) -> Decimal:
        if self.least is not None and number < self.least:
            raise Refusal(TOO_SMALL, value=number, limit=self.least)
        if self.most is not None and number > self.most:
            raise Refusal(TOO_LARGE, value=number, limit=self.most)
        return number


class Whole(Number):
    """A whole number."""

    kind = "whole"

    def _deserialize(self, value: object, *_: object, **__: object) -> int:
        number = self.bounded(as_decimal(value))
        if number != number.to_integral_value():
            raise Refusal(NOT_WHOLE, value=number)
        return int(number)


class Year(Whole):
    """A year of our era, four digits."""

    kind = "year"

    def __init__(self, label: str, hint: str, example: int) -> None:
        super().__init__(label, hint, example, least=1900, most=2200)


class Money(Number):
    """An amount in the currency unit of the plan, at most two decimals, not negative."""

    kind = "money"

    def __init__(self, label: str, hint: str, example: Any) -> None:
        super().__init__(label, hint, example, least=0)

    def _deserialize(self, value: object, *_: object, **__: object) -> Decimal:
        amount = self.bounded(as_decimal(value))
        if amount != amount.quantize(Decimal("0.01")):
            raise Refusal(TOO_PRECISE, value=amount, places=2)
        return amount


class Day(HouseField):
    """A day, as 2020-03-01 or 1. 3. 2020."""

    kind = "day"
    iso = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
    czech = re.compile(r"([0-9]{1,2})\.\s*([0-9]{1,2})\.\s*([0-9]{4})")  # Word puts no-break spaces in

    def _deserialize(self, value: object, *_: object, **__: object) -> date:
        text = clean(value, 100).strip()
        if match := self.iso.fullmatch(text):
            year, month, day = match.groups()
        elif match := self.czech.fullmatch(text):
            day, month, year = match.groups()
        else:
            raise Refusal(NOT_DAY, value=text)
        try:
            found_day = date(int(year), int(month), int(day))
        except ValueError as problem:
            raise Refusal(NO_SUCH_DAY, value=text) from problem
        if not 1900 <= found_day.year <= 2200:
            raise Refusal(NO_SUCH_DAY, value=text)
        return found_day


class Flag(HouseField):
    """Yes or no."""

    kind = "flag"

    def __init__(self, label: str, hint: str, example: bool, *, initially: bool = False) -> None:
        super().__init__(label, hint, example)
        self.empty = initially

    def _refuse_null(self) -> None:
        raise Refusal(NOT_FLAG, found=found(None))

    def _deserialize(self, value: object, *_: object, **__: object) -> bool:
        if type(value) is not bool:
            raise Refusal(NOT_FLAG, found=found(value))
        return value


class OneOf(HouseField):
    """One of the values of a Choice."""

    kind = "choice"

    def __init__(
        self, label: str, hint: str, choices: type[Choice], example: Choice, *, initially: Choice | None = None
    ) -> None:
        super().__init__(label, hint, example.value)
        self.empty = initially
        self.choices = choices
        self.by_code: dict[object, Choice] = {member.value: member for member in choices}

    def _deserialize(self, value: object, *_: object, **__: object) -> Enum:
        if isinstance(value, str) and value in self.by_code:
            return self.by_code[value]
        if not isinstance(value, str):
            raise Refusal(NOT_TEXT, found=found(value))
        shown = ", ".join(f"{member.value} ({member.label})" for member in self.choices)
        raise Refusal(NOT_CHOICE, value=value, choices=Verbatim(shown))


class Texts(HouseField):
    """A list of short texts."""

    kind = "texts"
    empty = ()

    def __init__(
        self, label: str, hint: str, example: list[str], *, item: str, literal: bool = False, printed: bool = True
    ) -> None:
        super().__init__(label, hint, example, literal=literal)
        self.item = item
        self.printed = printed

    def _refuse_null(self) -> None:
        raise Refusal(NOT_LIST, found=found(None))

    def _deserialize(self, value: object, *_: object, **__: object) -> tuple[str, ...]:
        return tuple(each(value, clean))


def each(value: object, read: Any) -> list[Any]:
    """Every item of a list read by `read`; all refusals at once, by index."""
    if type(value) is not list:
        raise Refusal(NOT_LIST, found=found(value))
    items: list[Any] = []
    problems: dict[int, Any] = {}
    for index, item in enumerate(value):
        try:
            items.append(read(item))
        except ValidationError as refused:
            problems[index] = refused.messages
    if problems:
        raise ValidationError(problems)
    return items


class Numbers(Texts):
    """A list of numbers; null is a missing value."""

    kind = "numbers"

    def __init__(self, label: str, hint: str, example: list[Any], *, item: str) -> None:
        super().__init__(label, hint, example, item=item)

    def _deserialize(self, value: object, *_: object, **__: object) -> tuple[Any, ...]:
        return tuple(each(value, lambda item: None if item is None else as_decimal(item)))


class References(Texts):
    """A list of identifiers of other parts."""

    kind = "references"

    def __init__(self, label: str, hint: str, example: list[str], *, item: str, to: str) -> None:
        super().__init__(label, hint, example, item=item, literal=True, printed=False)
        self.to = to

    def _deserialize(self, value: object, *_: object, **__: object) -> tuple[str, ...]:
        return tuple(each(value, Identifier.read))


class Choices(Texts):
    """A list of values of a Choice."""

    kind = "choices"

    def __init__(self, label: str, hint: str, choices: type[Choice], example: list[str], *, item: str) -> None:
        super().__init__(label, hint, example, item=item, literal=True)
        self.one = OneOf(label, hint, choices, next(iter(choices)))
        self.choices = choices

    def _deserialize(self, value: object, *_: object, **__: object) -> tuple[Any, ...]:
        return tuple(each(value, self.one._deserialize))


def read_cell(value: object) -> str | Decimal | None:
    """A cell of a data table: text, number, or null for a missing value."""
    if value is None:
        return None
    if type(value) is str:
        return clean(value)
    return as_decimal(value)


class Rows(HouseField):
    """The rows of a data table: lists of texts, numbers and nulls."""

    kind = "rows"
    empty = ()

    def _refuse_null(self) -> None:
        raise Refusal(NOT_LIST, found=found(None))

    def _deserialize(self, value: object, *_: object, **__: object) -> tuple[tuple[Any, ...], ...]:
        if type(value) is list and len(value) > MAX_ROWS:
            raise Refusal(TOO_MANY, found=len(value), limit=MAX_ROWS)
        return tuple(tuple(row) for row in each(value, lambda row: each(row, read_cell)))
