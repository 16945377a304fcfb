"""Dny, jak je píší jiní: „IV/2024“, „duben 2024“, „31.12.24“, „2. čtvrtletí 2024“. Which day it is, is asked."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta

NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROMAN = {name: number for number, name in enumerate(NUMERALS, start=1)}
MONTHS = ("led", "uno", "bre", "dub", "kve", "cervn", "cervenc", "srp", "zar", "rij", "lis", "pro")
YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
MONTHLY = re.compile(rf"(?P<month>[IVX]{{1,4}}|[0-9]{{1,2}})\.?\s*[/.\-]\s*{YEAR}")
NAMED = re.compile(rf"(?P<month>[a-z]+)\s+{YEAR}")
QUARTER = re.compile(rf"(?:q(?P<q>[1-4])|(?P<n>[1-4]) (?:ctvrtleti|kvartal|q))\s+{YEAR}")
WHOLE_YEAR = re.compile(rf"(?:rok |v roce |do konce roku |konec roku |r )?{YEAR}")
SHORT = re.compile(r"(?P<day>[0-9]{1,2})\.\s*(?P<month>[0-9]{1,2})\.\s*(?P<year>[0-9]{2})")
EPOCH = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000  # 1954 and 2119: what can be a day that lost its format


def perhaps(text: str, plainly: str) -> tuple[date, ...]:
    """The days that a text may mean; `plainly` is the same without diacritics (`wording.plain`)."""
    with suppress(ValueError):
        return found(text.strip(), plainly)
    return ()


def found(text: str, plainly: str) -> tuple[date, ...]:
    if short := SHORT.fullmatch(text):
        return (date(2000 + int(short["year"]), int(short["month"]), int(short["day"])),)
    if monthly := MONTHLY.fullmatch(text):
        month = ROMAN.get(monthly["month"]) or int(monthly["month"])
        return months(int(monthly["year"]), month, month)
    if quarter := QUARTER.fullmatch(plainly):
        number = int(quarter["q"] or quarter["n"])
        return months(int(quarter["year"]), 3 * number - 2, 3 * number)
    if (named := NAMED.fullmatch(plainly)) and (month := month_of(named["month"])):
        return months(int(named["year"]), month, month)
    if year := WHOLE_YEAR.fullmatch(plainly):
        return months(int(year["year"]), 1, 12)
    return ()


def month_of(word: str) -> int:
    """0 for no month; „červenec“ is not „červen“."""
    if word == "cerven":
        return 6
    word = word.replace("cervenec", "cervenc")
    return next((number for number, start in enumerate(MONTHS, start=1) if word.startswith(start)), 0)


def months(year: int, first: int, last: int) -> tuple[date, date]:
    """The first and the last day."""
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def of_serial(number: int) -> tuple[date, ...]:
    """A day of Excel's calendar that came as a number."""
    return (EPOCH + timedelta(days=number),) if FIRST_SERIAL <= number <= LAST_SERIAL else ()
