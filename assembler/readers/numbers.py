"""Numbers of JSON and YAML, exactly as they are written."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from schemas.fields import MAX_DIGITS

BEYOND = Decimal("1E+999999")  # stands for an exponent that even Decimal cannot hold; every field refuses it


def whole(digits: str) -> int | Decimal:
    """An int; one longer than any field takes stays a Decimal, which its field then refuses with its pointer."""
    return int(digits) if len(digits) <= MAX_DIGITS + 1 else exact(digits)


def exact(digits: str) -> Decimal:
    """A number with decimals or an exponent."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return BEYOND
