"""Čísla, jak je lidé píší: „1 200“, „1 250 000,50 Kč“. What is not beyond doubt is not a number here."""

from __future__ import annotations

import re
from decimal import Decimal

SPACE = "[ \u00a0\u202f]"
WRITTEN = re.compile(
    rf"(?P<sign>[-−–+]?){SPACE}?(?P<whole>[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}})+|[0-9]{{1,15}})"
    rf"(?:,(?P<decimals>[0-9]{{1,6}}|[-–]))?{SPACE}*(?P<unit>(?:tis\.{SPACE}*)?Kč)?"
)


def written(text: str) -> tuple[Decimal, str] | None:
    """The number and its unit (empty where there is none); None for what may mean something else.

    A dot is never taken: 1.200 may be a thousand and two hundred, and 1.2.
    """
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    whole = re.sub(SPACE, "", found["whole"])
    decimals = (found["decimals"] or "").strip("-–")
    number = Decimal(f"{whole}.{decimals}" if decimals else whole)
    unit = " ".join((found["unit"] or "").replace("tis.", "tis. ").split())
    return (-number if found["sign"] in ("-", "−", "–") else number), unit
