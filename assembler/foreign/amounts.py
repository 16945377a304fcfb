"""Čísla, jak je píší jiní: „cca 300 tis.“, „1,2 mil. Kč“, „0,5 úv.“, „10–12“. What is in doubt has several readings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

SPACE = "[ \u00a0\u202f]"
ABOUT = r"(?:cca|ca|asi|kolem|okolo|přibližně|zhruba|odhad(?:em)?|max|min|do|od|až|nad|pod|více než|méně než|[~<>≤≥±])"
NUMBER = (
    rf"[-−]?(?:[0-9]{{1,3}}(?:{SPACE}[0-9]{{3}})+|[0-9]{{1,3}}(?:\.[0-9]{{3}})+|[0-9]{{1,15}})(?:[.,][0-9]{{1,6}})?"
)
SCALE = r"(?:tis(?:\.|íc\w*|\b)|mil(?:\.|ion\w*|ión\w*|\b)|mld\.?|miliard\w*)"
CROWNS = r"(?:,[-–—]{1,2})?\s*(?:Kč|CZK|korun\w*)?"
COUNTED = (
    r"(?:(?:přep\.\s*)?(?:úv|úvaz\w*|lůž\w*|os|osob\w*|klient\w*|uživatel\w*|míst\w*|hod|hodin\w*|ks|interv\w*)\.?|%)"
)
WRITTEN = re.compile(
    rf"(?P<about>(?:{ABOUT}\.?\s*)+)?(?P<number>{NUMBER})(?P<dash>,[-–—]{{1,2}})?\s*(?P<scale>{SCALE})?\s*"
    rf"(?:(?P<crowns>Kč|CZK|korun\w*)|(?P<counted>{COUNTED}))?",
    re.IGNORECASE,
)
RANGE = re.compile(rf"(?P<from>{NUMBER})\s*(?:-|–|—|až)\s*(?P<rest>{NUMBER}.*)", re.IGNORECASE)
DOTTED = re.compile(r"[-−]?[0-9]{1,3}\.[0-9]{3}")  # a thousand and something, or three decimals
FACTORS = {"tis": 1_000, "mil": 1_000_000, "mld": 1_000_000_000}


@dataclass(frozen=True, slots=True)
class Amount:
    """Přečtené číslo; several `numbers` where one cannot tell which is meant."""

    numbers: tuple[Decimal, ...]
    crowns: bool  # it says that it is money
    scaled: bool  # „tis.“, „mil.“
    exact: bool  # without „cca“, not a range, of one reading only
    counted: bool  # it says what it counts, and that is not money

    @property
    def plain(self) -> bool:
        """Only a number, and only one."""
        return self.exact and not (self.crowns or self.scaled or self.counted)


def amount(text: str) -> Amount | None:
    """None for what is no number, nor nearly one."""
    said = " ".join(text.split())
    span = RANGE.fullmatch(said)
    if span is not None:
        return spanned(span)
    found = WRITTEN.fullmatch(said)
    if found is None:
        return None
    factor = factor_of(found["scale"])
    numbers = tuple(number * factor for number in readings(found["number"]))
    exact = not found["about"] and len(numbers) == 1
    money = bool(found["crowns"] or found["dash"])
    return Amount(numbers, money, factor != 1, exact, bool(found["counted"]))


def spanned(found: re.Match[str]) -> Amount | None:
    """„10–12 tis. Kč“: both ends, in the unit of the second one."""
    upper = WRITTEN.fullmatch(found["rest"])
    if upper is None or upper["about"]:
        return None
    factor = factor_of(upper["scale"])
    both = (*readings(found["from"]), *readings(upper["number"]))
    numbers = tuple(number * factor for number in both)
    return Amount(numbers, bool(upper["crowns"] or upper["dash"]), factor != 1, False, bool(upper["counted"]))


def readings(said: str) -> tuple[Decimal, ...]:
    """„1.200“ has two of them."""
    digits = re.sub(SPACE, "", said).replace("−", "-")
    if DOTTED.fullmatch(digits):
        return Decimal(digits.replace(".", "")), Decimal(digits)
    whole, comma, decimals = digits.partition(",")
    if not comma and whole.count(".") == 1:
        return (Decimal(whole),)
    return (Decimal(whole.replace(".", "") + (f".{decimals}" if comma else "")),)


def factor_of(scale: str | None) -> int:
    return FACTORS["mld" if (scale or "").lower().startswith("miliard") else (scale or "").lower()[:3]] if scale else 1
