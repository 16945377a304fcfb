"""České tvary hodnot: how computed numbers, amounts, dates and counts are written (ČSN 01 6910:2014).

What the author typed is the typographer's work (`typography`); here are the values that the programme writes itself.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

NB = "\u00a0"  # no-break space
MINUS = "\u2212"

MONTHS = (
    "ledna",
    "února",
    "března",
    "dubna",
    "května",
    "června",
    "července",
    "srpna",
    "září",
    "října",
    "listopadu",
    "prosince",
)
ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
LAST_ROMAN = 3999
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def number(value: Decimal | int, decimals: int | None = None) -> str:
    """Číslo: thousands by no-break space, decimal comma, a true minus (9.1); "1 793 475", "−0,5".

    `decimals` rounds half away from zero; without it the number has the decimals that it has.
    Raises ValueError for NaN and infinity.
    """
    exact = Decimal(value)
    if not exact.is_finite():
        raise ValueError(f"not a number to print: {value}")
    if decimals is not None:
        exact = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(exact):f}".partition(".")
    digits = f"{int(whole):,}".replace(",", NB)  # grouping a Decimal is several times slower
    return (MINUS if exact < 0 else "") + (f"{digits},{fraction}" if fraction else digits)


def money(value: Decimal | int, unit: str = "Kč") -> str:
    """Částka: whole crowns without decimals, others with two (9.8); "1 793 475 Kč", "34 599 028,74 Kč".

    Amounts in other units ("tis. Kč") keep their own decimals without idle zeros.
    """
    exact = Decimal(value)
    if exact == exact.to_integral_value():
        amount = number(exact, 0)
    else:
        amount = number(exact, 2) if unit == "Kč" else number(exact.normalize())
    return f"{amount}{NB}{unit.replace(' ', NB)}"


def percent(value: Decimal | int, decimals: int | None = None) -> str:
    """Procenta (8.9): the value is in per cent already; "12,5 %"."""
    return f"{number(value, decimals)}{NB}%"


def day(value: date) -> str:
    """Datum (9.5.1): "1. 3. 2018"."""
    return f"{value.day}.{NB}{value.month}.{NB}{value.year}"


def day_in_words(value: date) -> str:
    """Datum s měsícem slovem (9.5.2): "3. února 2018"."""
    return f"{value.day}.{NB}{MONTHS[value.month - 1]}{NB}{value.year}"


def years(first: int, last: int | None = None) -> str:
    """Období (6.3.3): "2020–2022", or "2020" when it is one year."""
    return str(first) if last is None or last == first else f"{first}–{last}"


def plural(count: int, one: str, few: str, many: str) -> str:
    """Tvar počítaného jména: 1 připomínka, 2–4 připomínky, otherwise připomínek."""
    if abs(count) == 1:
        return one
    return few if 2 <= abs(count) <= 4 else many


def count_of(count: int, one: str, few: str, many: str) -> str:
    """Počet se jménem: "3 opatření", "5 připomínek"."""
    return f"{number(count)}{NB}{plural(count, one, few, many)}"


def roman(value: int) -> str:
    """Římské číslo: 4 -> "IV"; raises ValueError outside 1–3999."""
    if not 1 <= value <= LAST_ROMAN:
        raise ValueError(f"no Roman numeral for {value}")
    numeral = ""
    for worth, sign in ROMAN:
        times, value = divmod(value, worth)
        numeral += sign * times
    return numeral


def letter(value: int) -> str:
    """Pořadí písmenem: 1 -> "A", 26 -> "Z", 27 -> "AA"; raises ValueError below 1."""
    if value < 1:
        raise ValueError(f"no letter for {value}")
    letters = ""
    while value:
        value, place = divmod(value - 1, len(LETTERS))
        letters = LETTERS[place] + letters
    return letters


# --- Abecední řazení (ČSN 97 6030) ----------------------------------------------------------------------------------

ALPHABET = (*"abcčdefgh", "ch", *"ijklmnopqrřsštuvwxyzž")
# The norm puts digits after the letters; here they come before them, as in Excel and Word, where readers compare.
ORDER = {sign: place for place, sign in enumerate([" ", *"0123456789", *ALPHABET])}
AFTER_ALPHABET = len(ORDER)
MARKS = {"\u0301": 1, "\u030c": 2, "\u030a": 3}  # acute, caron, ring; foreign marks come after them
FOREIGN_MARK = 4
PLAIN = {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe"}  # letters that do not decompose
SPACES = frozenset(" \u00a0\t\n-–—")  # a hyphenated name sorts as two words

SIGN = re.compile("ch|.", re.IGNORECASE | re.DOTALL)
CollationKey = tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...], str]


def collation_key(text: str) -> CollationKey:
    """Klíč českého řazení: `sorted(names, key=collation_key)`.

    Letters first (ch after h; č, ř, š, ž are letters of their own), then other diacritics (a before á), then case
    (small before capital); a space comes before everything, punctuation does not count until all else is equal.
    """
    signs = [placed for sign in SIGN.findall(unicodedata.normalize("NFC", text)) for placed in places(sign)]
    bases, marks, cases = zip(*signs, strict=True) if signs else ((), (), ())
    return bases, marks, cases, text


def places(sign: str) -> list[tuple[int, int, int]]:
    """Each sort position of one sign as (place in the alphabet, diacritics, capitals); none for punctuation."""
    lower, case = sign.lower(), sum(character.isupper() for character in sign)
    if sign in SPACES:
        return [(ORDER[" "], 0, 0)]
    if lower in ORDER:
        return [(ORDER[lower], 0, case)]
    if lower in PLAIN:
        return [(ORDER[plain], FOREIGN_MARK, case) for plain in PLAIN[lower]]
    decomposed = unicodedata.normalize("NFD", lower)
    base = decomposed[0]
    if not base.isalnum():
        return []
    weight = sum(MARKS.get(mark, FOREIGN_MARK) for mark in decomposed[1:])
    return [(ORDER.get(base, AFTER_ALPHABET + ord(base)), weight, case)]
