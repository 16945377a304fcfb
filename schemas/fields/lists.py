"""Seznamy: of texts, numbers, references and choices, and the rows of data tables."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from marshmallow import ValidationError

from schemas.fields.choices import OneOf
from schemas.fields.house import MAX_ROWS, HouseField, clean
from schemas.fields.numbers import as_decimal
from schemas.fields.texts import Identifier
from schemas.refusals import NOT_LIST, TOO_MANY, Refusal, found
from schemas.values import Choice


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
