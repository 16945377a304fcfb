"""Čísla, jak se píší: Czech numbers shown in a field and read from it.

„1 793 475“, „34 599 028,74“, „1.793.475,50“ are understood; „1.500“ may be two different numbers, so it is not
(`None`). A unit behind a number is not its matter: who asks, says which one holds.
"""

from __future__ import annotations

import re
from decimal import Decimal

from assembler.readers.numbers import exact, whole
from assembler.word.formats import MINUS, NB, number

SPACES = re.compile(r"[\s\u202f\u2009]+")  # \s knows the no-break space
PLAIN = re.compile(r"-?[0-9]+(?:[.,][0-9]+)?")
GROUPED = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
IN_THREES = re.compile(r"-?[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?|[^ ]+")
TWO_MEANINGS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")  # one and a half, or one and a half thousand
GROUPED_FROM = 10_000  # a whole number of four digits may be a year


def shown(value: int | float | Decimal, *, grouped: bool = True) -> str:
    """The number as it is written in Czech; thousands apart, if it is no year and no code."""
    exactly = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    text = told(exactly)
    year = abs(exactly) < GROUPED_FROM and exactly == exactly.to_integral_value()
    return text if grouped and not year else text.replace(NB, "")


def told(value: Decimal) -> str:
    """The number with its thousands apart, and a minus that keyboards have."""
    return number(value).replace(MINUS, "-")


def read(typed: str, unit: str = "") -> int | Decimal | None:
    """The number that was typed, to its last digit; None where it is none, could be two, or is in another unit."""
    bare = typed.strip().removesuffix(unit)
    text = SPACES.sub(" ", bare.replace(MINUS, "-").replace("–", "-")).strip()
    if not IN_THREES.fullmatch(text):
        return None
    digits = text.replace(" ", "")
    if TWO_MEANINGS.fullmatch(digits):
        return None
    if GROUPED.fullmatch(digits):
        digits = digits.replace(".", "")
    if not PLAIN.fullmatch(digits):
        return None
    digits = digits.replace(",", ".")
    return exact(digits) if "." in digits else whole(digits)
