"""Čísla v grafu: exact text of a value, decimals, number formats (ECMA-376 Part 1, 18.8.31), steps of an axis."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

MOST_PLACES = 3  # decimals shown; the value itself keeps all of them
CZECH = "[$-405]"  # makes LibreOffice group and point in Czech; Word takes both from the system


def exact(value: Decimal) -> str:
    """The value in plain digits; equal values give equal text (12.0 and 12), zero has no sign."""
    return format((value + 0).normalize(), "f")


def places(values: Iterable[Decimal]) -> int:
    """How many decimals the values need, at most MOST_PLACES."""
    return min(max((len(exact(value).partition(".")[2]) for value in values), default=0), MOST_PLACES)


def format_code(decimals: int, *, unsigned: bool = False) -> str:
    """Thousands apart, decimals as given, a real minus sign; `unsigned` shows negative values without it."""
    digits = "#,##0" + ("." + "0" * decimals if decimals else "")
    minus = "" if unsigned else "\\−"
    return f"{CZECH}{digits};{CZECH}{minus}{digits}"


def axis_places(span: Decimal) -> int:
    """Decimals of an axis that covers the span in five to ten steps."""
    return next((decimals for decimals in range(MOST_PLACES) if span >= Decimal(10).scaleb(-decimals)), MOST_PLACES)


def round_step(span: Decimal, steps: int) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, 50 … (or tenths of them) that covers the span in so many steps."""
    least = span / steps
    unit = Decimal(1).scaleb(least.adjusted())
    return next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= least)


def round_up(value: Decimal, step: Decimal) -> Decimal:
    """The next multiple of the step."""
    return (value / step).to_integral_value(ROUND_CEILING) * step
