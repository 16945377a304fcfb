"""Čísla: exact, bounded, amounts of money and years among them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from schemas.fields.house import MAX_DIGITS, HouseField
from schemas.refusals import NOT_NUMBER, NOT_WHOLE, NUMBER_TOO_LONG, TOO_LARGE, TOO_PRECISE, TOO_SMALL, Refusal, found


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
