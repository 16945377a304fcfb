"""Kč a tis. Kč: texts speak of money in the unit of the plan, or the reader mixes thousands with crowns.

Tables say their own unit, and what a user pays is always in crowns: neither is mixed up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assembler.checks.scope import Scope
from assembler.checks.walk import Passage
from schemas.finance import Currency
from schemas.findings import Finding, info
from schemas.plan import Plan

MIXED = info(
    "mixed_currency",
    "Částky plánu jsou v jednotce „{unit}“, v textu je však „{other}“ (celkem výskytů: {count}). "
    "Ověřte, že se částky nepletou.",
    "Amounts of the plan are in “{unit}”, yet the text says “{other}” (occurrences: {count}).",
)

CLEAR = frozenset({"unit", "fees"})  # fields
THOUSANDS = re.compile(r"\btis\.?\s*Kč")
CROWNS = re.compile(r"\d\s*(?:,-\s*)?Kč")  # a digit right before: neither tis. Kč nor mil. Kč


def check(plan: Plan, _: Scope, texts: Sequence[Passage]) -> Iterator[Finding]:
    unit, other, pattern = Currency.CZK, Currency.THOUSAND_CZK, THOUSANDS
    if plan.currency is Currency.THOUSAND_CZK:
        unit, other, pattern = other, unit, CROWNS
    prose = [one.visible for one in texts if "Kč" in one.text and one.step not in CLEAR]
    places = [(len(hits), one) for one in prose if (hits := pattern.findall(one.text))]
    if places:
        count = sum(hits for hits, _ in places)
        yield MIXED.at(places[0][1].pointer, unit=unit.label, other=other.label, count=count)
