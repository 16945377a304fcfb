"""Čísla, jak je lidé píší: „1 200“, „1 250 000,50“. What is not beyond doubt is not a number here."""

from __future__ import annotations

import re
from decimal import Decimal

SPACE = "[ \u00a0\u202f]"
WRITTEN = re.compile(
    rf"(?P<sign>[-−–+]?){SPACE}?(?P<whole>[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}})+|[0-9]{{1,15}})"
    rf"(?:,(?P<decimals>[0-9]{{1,6}}))?"
)


def written(text: str) -> Decimal | None:
    """The number; None for what may mean something else.

    A dot is never taken: 1.200 may be a thousand and two hundred, and 1.2.
    """
    found = WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    whole = re.sub(SPACE, "", found["whole"])
    number = Decimal(f"{whole}.{found['decimals']}" if found["decimals"] else whole)
    return -number if found["sign"] in ("-", "−", "–") else number
