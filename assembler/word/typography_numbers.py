"""Čísla v textu: dates, times, ranges, amounts and phone numbers (ČSN 01 6910, chapters 8 and 9).

Every function takes a text and gives it back repaired; what it cannot decide it leaves alone. Patterns start with what
is rare and use possessive quantifiers, so that their cost grows in a straight line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from assembler.word.formats import MONTHS as MONTHS_GENITIVE
from assembler.word.formats import NB
from assembler.word.typography_words import (
    ABBREVIATED,
    BEFORE_DAY,
    CODE_LABELS,
    COUNTED,
    CURRENCIES,
    GAP,
    LOWER,
    MONTHS,
    SIGNS,
    WEEKDAYS,
    WEEKDAYS_SHORT,
)

FIRST_YEAR, LAST_YEAR = 1900, 2100
LEAP = 2000  # stands for the year of a date that has none


def one_of(words: Iterable[str]) -> str:
    """A pattern for one of the words, whole; longer ones first."""
    choice = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return rf"(?:{choice})(?!\w)"


UNIT = one_of((*SIGNS, *ABBREVIATED, *COUNTED))
CURRENCY = one_of(CURRENCIES)

# --- dates (9.5) ---------------------------------------------------------------------------------------------------

DATE = re.compile(
    rf"[0-9](?<![\w.,:/].)[0-9]?\.{GAP}*+[0-9]{{1,2}}\.{GAP}*+[12][0-9]{{3}}(?![\w/]|[.,:][0-9]|\.\w)",
)
DAY_MONTH = re.compile(rf"[0-9](?<![\w.,:/].)[0-9]?\.{GAP}?[0-9]{{1,2}}\.(?![\w.])(?!{GAP}*+[0-9])")
DAY_NAMED_MONTH = re.compile(
    rf"([0-9](?<![\w.,:/].)[0-9]?)\.{GAP}?({one_of((*MONTHS, *MONTHS_GENITIVE))})(?:{GAP}([12][0-9]{{3}})(?!\w))?"
)
NUMBERS = re.compile(r"[0-9]+")
DAY_INTRODUCED = re.compile(rf"\b(?:{'|'.join(BEFORE_DAY)}){GAP}$", re.IGNORECASE)
DAY_ENDS_RANGE = re.compile(rf"{GAP}?[-–]{GAP}?[0-9]{{1,2}}\.{GAP}?[0-9]{{1,2}}\.")
LONGEST_INTRODUCTION = 12


def before(match: re.Match[str], length: int = LONGEST_INTRODUCTION) -> str:
    """What stands just before the match."""
    return match.string[max(0, match.start() - length) : match.start()]


def is_day(day: int, month: int, year: int = LEAP) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def dates(text: str) -> str:
    """Set "01.03.2018" as "1. 3. 2018"; only days of the calendar."""
    return DATE.sub(set_date, text)


def set_date(match: re.Match[str]) -> str:
    day, month, year = (int(number) for number in NUMBERS.findall(match[0]))
    return f"{day}.{NB}{month}.{NB}{year}" if is_day(day, month, year) else match[0]


def days(text: str) -> str:
    """Set "dne 3.12." as "dne 3. 12."; without a word or a range that makes it a date it may be a code."""
    return DAY_MONTH.sub(set_day, text)


def set_day(match: re.Match[str]) -> str:
    if not is_certain_day(match):
        return match[0]
    day, month = (int(number) for number in NUMBERS.findall(match[0]))
    return f"{day}.{NB}{month}." if is_day(day, month) else match[0]


def is_certain_day(match: re.Match[str]) -> bool:
    spaced = " " in match[0] or NB in match[0]
    introduced = DAY_INTRODUCED.search(before(match)) is not None
    return spaced or introduced or DAY_ENDS_RANGE.match(match.string, match.end()) is not None


def named_months(text: str) -> str:
    """Set "03.února 2018" as "3. února 2018"."""
    return DAY_NAMED_MONTH.sub(set_named_month, text)


def set_named_month(match: re.Match[str]) -> str:
    day, month, year = match.groups()
    if not 1 <= int(day) <= 31:
        return match[0]
    return f"{int(day)}.{NB}{month}" + (f"{NB}{year}" if year else "")


# --- times (9.6.1) -------------------------------------------------------------------------------------------------

HOUR_REST = r"(?:(?<=[01])[0-9]|(?<=2)[0-3]|(?<=2)4(?=[.:]00))?"  # after the first digit of the hour
TIME = rf"[0-9]{HOUR_REST}[.:][0-5][0-9]"
TIMES = re.compile(
    rf"[0-9](?<![\w.,:/–-].){HOUR_REST}[.:][0-5][0-9](?:(?:{GAP}?[-–]{GAP}?|{GAP}(?:až|do|a){GAP}){TIME})*+"
    r"(?![\w/]|[.,:][0-9]|[-–][0-9])"
)
HOURS = re.compile(rf"{GAP}?(?:hod\.?|h|hodin(?:a|y|ách|ami)?)(?!\w)")
TIME_INTRODUCED = re.compile(rf"(?:^|[\s(„])(?:ve?|od|do){GAP}$", re.IGNORECASE)
NO_TIME_FOLLOWS = re.compile(rf"\.|{GAP}?(?:{UNIT})")
TIME_DASH = re.compile(rf"{GAP}?[-–]{GAP}?")


def times(separator: str) -> Callable[[str], str]:
    """A rule that writes times of the day one way: "9:15 hod.", "od 8:00 do 16:00", "8:00–16:00"."""

    def set_times(match: re.Match[str]) -> str:
        if not is_certain_time(match):
            return match[0]
        return TIME_DASH.sub("–", match[0].replace(".", ":").replace(":", separator))

    def apply(text: str) -> str:
        return TIMES.sub(set_times, text)

    return apply


def is_certain_time(match: re.Match[str]) -> bool:
    text, end = match.string, match.end()
    if HOURS.match(text, end):
        return True
    introduced = TIME_INTRODUCED.search(before(match, 5)) is not None
    if "." in match[0]:  # also a decimal, a code or a date
        return introduced and not NO_TIME_FOLLOWS.match(text, end)
    return introduced or TIME_DASH.search(match[0]) is not None


# --- ranges (6.3.3) ------------------------------------------------------------------------------------------------

DASH = f"(?: [-–]|{NB}[-–]|-|–){GAP}?"  # each branch begins with one character: the search is then quick
THOUSANDS = rf"(?:{GAP}[0-9]{{3}}){{1,4}}+"
DECIMALS = r"(?:,[0-9]{1,3})?"
RANGE = re.compile(
    rf"([0-9](?<![\w.,:/–-].)(?:[0-9]{{0,2}}{THOUSANDS}|[0-9]{{0,3}}){DECIMALS})({DASH})"
    rf"((?:[0-9]{{1,3}}{THOUSANDS}|[0-9]{{1,4}}){DECIMALS})"
    rf"(?=let[ýáé]|(?![\w/:–-]|[.,][0-9]|{GAP}?[-–]{GAP}?[0-9]))"
)
CODE_ENDS = rf"{CODE_LABELS}[:.]?{GAP}?$"
CODE = re.compile(CODE_ENDS)
UNIT_FOLLOWS = re.compile(rf"{GAP}?(?:{UNIT})")
ORDINAL_RANGE = re.compile(
    rf"([0-9IVX](?<![\w.,].)(?<!\.{GAP}.)(?:(?<=[0-9])[0-9]{{0,2}}|[IVX]{{0,3}})\.)({DASH})"
    rf"((?:[0-9]{{1,3}}|[IVX]{{1,4}})\.)(?={GAP}(?:[{LOWER}]|[0-9]{{1,2}}\.))"
)
DATE_RANGE = re.compile(rf"{DASH}(?=[0-9]{{1,2}}\.{NB}[0-9]{{1,2}}\.)")
DATE_ENDS = re.compile(rf"{NB}(?:[12][0-9]{{3}}|[0-9]{{1,2}}\.)$")
NAMES = (MONTHS, WEEKDAYS, WEEKDAYS_SHORT)
NAMED_RANGE = re.compile(DASH + "(?=" + "|".join(f"({one_of(names)})" for names in NAMES) + ")", re.IGNORECASE)
NAME_ENDS = tuple(re.compile(rf"\b(?:{'|'.join(names)})$", re.IGNORECASE) for names in NAMES)


def date_ranges(text: str) -> str:
    """Set "1. 3. 2018-29. 2. 2020" as "1. 3. 2018 – 29. 2. 2020": several words, so the dash has spaces."""
    return DATE_RANGE.sub(set_date_range, text)


def set_date_range(match: re.Match[str]) -> str:
    return f"{NB}– " if DATE_ENDS.search(before(match)) else match[0]


def ordinal_ranges(text: str) -> str:
    """Set "1.-3. třída" as "1.–3. třída", "2. - 13. ledna" as "2.–13. ledna"."""
    return ORDINAL_RANGE.sub(set_ordinal_range, text)


def set_ordinal_range(match: re.Match[str]) -> str:
    first, dash, last = match.groups()
    spaced = len(dash) > 1
    if first[0].isdigit() != last[0].isdigit() or (first[0].isdigit() and int(first[:-1]) >= int(last[:-1])):
        return match[0]
    return match[0] if spaced and not first[0].isdigit() else f"{first}–{last}"


def named_ranges(text: str) -> str:
    """Set "březen - srpen" as "březen–srpen", "po - pá" as "po–pá": single words, so the dash has no spaces."""
    return NAMED_RANGE.sub(set_named_range, text)


def set_named_range(match: re.Match[str]) -> str:
    sort = (match.lastindex or 1) - 1
    return "–" if NAME_ENDS[sort].search(before(match)) else match[0]


def number_ranges(text: str) -> str:
    """Set "2020 - 2022" as "2020–2022", "14-15 let" as "14–15 let"; codes stay."""
    return RANGE.sub(set_range, text)


def set_range(match: re.Match[str]) -> str:
    return f"{match[1]}–{match[3]}" if is_certain_range(match) else match[0]


def is_certain_range(match: re.Match[str]) -> bool:
    """Whether the two numbers are from–to: rising, of one kind, and not a labelled code."""
    low, high = amount(match[1]), amount(match[3])
    if low is None or high is None or low >= high or is_year(low) != is_year(high) or CODE.search(before(match)):
        return False
    if len(match[2]) == 1:
        return True
    grouped = len(match[1]) > 4 or len(match[3]) > 4
    return not grouped and (is_year(low) or UNIT_FOLLOWS.match(match.string, match.end()) is not None)


def is_year(number: float) -> bool:
    return FIRST_YEAR <= number <= LAST_YEAR


def amount(number: str) -> float | None:
    """The value of a typed number; None for one with leading zeros, which is a code."""
    digits = number.replace(" ", "").replace(NB, "").replace(",", ".")
    if digits[0] == "0" and digits[1:2] not in ("", "."):
        return None
    return float(digits)


# --- ordinals (9.2) ------------------------------------------------------------------------------------------------

NUMBERED_IN_ORDER = (  # what official texts count in order; anything else may be an item of a list
    "jednání", "zasedání", "setkání", "schůze", "schůzi", "schůzka", "schůzky", "schůzce", "schůzku", "kolo", "kola",
    "etapa", "etapy", "etapě", "etapu", "ročník", "ročníku", "pololetí", "čtvrtletí", "století", "třída", "třídy",
    "třídě", "stupeň", "stupně", "stupni", "kapitola", "kapitoly", "kapitole", "kapitolu", "výzva", "výzvy", "výzvě",
)  # fmt: skip
ORDINAL = re.compile(rf"[0-9](?<![\w.,:/–-].)[0-9]{{0,2}}\. (?={one_of(NUMBERED_IN_ORDER)})")


def ordinals(text: str) -> str:
    """Keep "10. jednání" together, also at the start of a line; "v roce 2019. Jednání" are two sentences."""
    return ORDINAL.sub(lambda match: f"{match[0][:-1]}{NB}", text)


# --- amounts (9.1, 9.8), phone numbers (9.9) -----------------------------------------------------------------------

PRICE_TAIL = rf"(?:,(?:[0-9]{{1,2}}(?![0-9])|[-–]{{1,2}}))?+{GAP}?{CURRENCY}"
DOTTED = re.compile(
    rf"[0-9](?<![\w.,:/-].)[0-9]{{0,2}}(?:\.[0-9]{{3}})++"
    rf"(?=,[0-9]{{1,2}}(?![\w,])|,[-–]|{PRICE_TAIL}|{GAP}?(?:tis|mil)\.{GAP}?{CURRENCY})"
)
SOLID = re.compile(rf"[1-9](?<![\w.,:/-].)[0-9]{{4,11}}+(?={PRICE_TAIL})")
SPACED = re.compile(  # groups of three; "260 94 487" is a code
    rf"[0-9](?<![0-9]{{4}})(?<![0-9]{GAP}[0-9])(?<![0-9]{GAP}[0-9]{{2}}) (?=[0-9]{{3}}(?![0-9]))"
)
TRIPLES = rf"([0-9]{{3}}){GAP}?([0-9]{{3}}){GAP}?([0-9]{{3}})(?![0-9])"
COUNTRY_PHONE = re.compile(rf"(\+420){GAP}?{TRIPLES}")
PHONE = re.compile(rf"([TtMmFf](?<!\w.)(?:el(?:efon)?|EL|ob(?:il)?|ax)\b[.:]*+{GAP}?:?{GAP}?){TRIPLES}")


def thousands(text: str) -> str:
    """Set thousands with no-break spaces: "1.793.475 Kč", "1793475 Kč", "1 793 475"; other dots may be a code."""
    text = DOTTED.sub(lambda match: match[0].replace(".", NB), text)
    text = SOLID.sub(lambda match: f"{int(match[0]):,}".replace(",", NB), text)
    return SPACED.sub(lambda match: match[0][0] + NB, text)


def phones(text: str) -> str:
    """Set "tel. 721742679" as "tel. 721 742 679"; only after a word that introduces a phone, or +420."""
    text = COUNTRY_PHONE.sub(lambda match: NB.join(match.groups()), text)
    return PHONE.sub(lambda match: match[1] + NB.join(match.groups()[1:]), text)
