"""Peníze s jednotkou: „4 250 000 Kč“ typed where the plan counts in „tis. Kč“. A unit that was typed is never dropped.

Forms, pasted tables and workbooks read amounts by this one rule: the plan's own unit may be written behind the number,
any other is told together with the number that should stand there.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from assembler.word.formats import number
from schemas.fields import MAX_DIGITS
from schemas.finance import Currency
from schemas.findings import Verbatim, error

OTHER_UNIT = error(
    "other_unit",
    "Částka „{value}“ je v jiné jednotce než plán. Plán je v {unit}: napište {offer}.",
    "The amount “{value}” is in another unit than the plan ({unit}): write {offer}.",
)
WORTH = {"Kč": 1, "tis. Kč": 1_000, "mil. Kč": 1_000_000, "mld. Kč": 1_000_000_000}
SCALES = {"tis": "tis. Kč", "mil": "mil. Kč", "mld": "mld. Kč"}
WRITTEN = re.compile(
    r"(?P<number>.*[0-9])(?P<dash>,[-–—]{1,2})?\s*"  # „300,–“ is said of crowns
    r"(?P<scale>tis(?:\.|íce?)?|mil(?:\.|ion[uyů]?|ión[uyů]?)?|mld\.?)?\s*(?P<crowns>Kč|CZK|korun[ay]?)?",
    re.IGNORECASE | re.DOTALL,
)
HALERS = Decimal("0.01")
LARGEST = 10**MAX_DIGITS


def parted(text: str) -> tuple[str, str]:
    """„4 250 000 Kč“ as its number and its unit; the unit is empty where none is written, or none that is known."""
    said = text.strip()
    found = WRITTEN.fullmatch(said)
    if found is None or not (found["dash"] or found["crowns"]):  # „300 tis.“ may be of anything
        return said, ""
    return found["number"], SCALES[found["scale"][:3].lower()] if found["scale"] else "Kč"


def plan_unit(content: Any) -> str:
    """The unit in which a content says its amounts."""
    code = content.get("currency") if isinstance(content, dict) else None
    return next((each.label for each in Currency if each.value == code), Currency.CZK.label)


def offered(value: int | Decimal, unit: str, wanted: str) -> Verbatim:
    """„4 250“: what should be written instead of a number that was said in another unit."""
    if abs(value) >= LARGEST:
        return Verbatim("jen číslo v ní")
    exactly = Decimal(value) * WORTH[unit] / WORTH[wanted]
    rounded = exactly.quantize(HALERS)
    told = number(rounded.normalize())
    return Verbatim(told if rounded == exactly else f"zaokrouhleně {told}")
