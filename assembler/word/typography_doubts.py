"""Pochybnosti: what the typographer sees and cannot decide. It is told to the author, never repaired."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from assembler.word import typography_numbers as numbers
from assembler.word.typography_quotes import paired
from assembler.word.typography_shield import HELD, cover
from assembler.word.typography_words import GAP
from schemas.findings import shorten

REMEMBERED_TEXTS = 4096
REMEMBERED_LENGTH = 4000  # what is longer is rare and would make the memory unbounded
OTHER_NUMBER = re.compile(rf"{numbers.CODE_ENDS}|\.{GAP}?$")
ORDINAL_FOLLOWS = re.compile(rf"\.{GAP}?[0-9]")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Pochybnost: a place that the author should look at."""

    code: str
    excerpt: str
    message_cs: str
    message_en: str


@dataclass(frozen=True, slots=True)
class Question:
    """A sort of doubt: how its places are found, and what is said about them (`{excerpt}` is the place)."""

    code: str
    find: Callable[[str], Iterator[str]]
    cs: str
    en: str

    def about(self, excerpt: str) -> Doubt:
        shown = shorten(excerpt)
        return Doubt(self.code, shown, self.cs.format(excerpt=shown), self.en.format(excerpt=shown))


def doubts(text: str) -> tuple[Doubt, ...]:
    """What in the text cannot be decided; the same place is told once. The text is as delivered, not repaired."""
    plain = str(text)
    if plain.isalpha():
        return ()
    return asked(plain) if len(plain) > REMEMBERED_LENGTH else remembered(plain)


def asked(text: str) -> tuple[Doubt, ...]:
    covered, _ = cover(text)
    found = [question.about(excerpt) for question in QUESTIONS for excerpt in question.find(covered)]
    return tuple(dict.fromkeys(found))


remembered = lru_cache(maxsize=REMEMBERED_TEXTS)(asked)


def matches(pattern: str, unless: Callable[[re.Match[str]], bool] | None = None) -> Callable[[str], Iterator[str]]:
    """A finder of one pattern; `unless` leaves out what is decided."""
    compiled = re.compile(pattern)

    def find(text: str) -> Iterator[str]:
        for match in compiled.finditer(text):
            if unless is None or not unless(match):
                yield match[0]

    return find


def impossible_dates(text: str) -> Iterator[str]:
    for match in numbers.DATE.finditer(text):
        day, month, year = (int(number) for number in numbers.NUMBERS.findall(match[0]))
        if not numbers.is_day(day, month, year):
            yield match[0]


def undecided_days(text: str) -> Iterator[str]:
    for match in numbers.DAY_MONTH.finditer(text):
        day, month = (int(number) for number in numbers.NUMBERS.findall(match[0]))
        if numbers.is_day(day, month) and not numbers.is_certain_day(match):
            yield match[0]


def undecided_ranges(text: str) -> Iterator[str]:
    for match in numbers.RANGE.finditer(text):
        if not numbers.is_certain_range(match) and may_be_range(match):
            yield match[0]


def may_be_range(match: re.Match[str]) -> bool:
    """Not a labelled code, not a part of a date; and a spaced dash before a smaller number only divides clauses."""
    if OTHER_NUMBER.search(numbers.before(match)) or ORDINAL_FOLLOWS.match(match.string, match.end()):
        return False
    low, high = numbers.amount(match[1]), numbers.amount(match[3])
    return len(match[2]) == 1 or low is None or high is None or low < high


def unpaired_quotes(text: str) -> Iterator[str]:
    for block in text.split("\n\n"):
        if not paired(block):
            yield block.replace(HELD, "…").strip()


def follows_ratio(match: re.Match[str]) -> bool:
    return re.search(rf"(?:oměr|ěřítk)\w*(?:{GAP}\w+)?{GAP}$", numbers.before(match, 30)) is not None


QUESTIONS = (
    Question(
        "unit_without_space",
        matches(r"(?<![\w,.])[0-9]++(?:,[0-9]++)?(?:%|‰|°C|Kč(?!\w))"),
        "„{excerpt}“ bez mezery se čte jako přídavné jméno (10% = desetiprocentní). Je-li to podstatné jméno, "
        "napište před značku mezeru (10 %).",
        "“{excerpt}” without a space reads as an adjective; put a space before the sign if it is a noun.",
    ),
    Question(
        "not_a_date",
        impossible_dates,
        "„{excerpt}“ vypadá jako datum, ale takový den v kalendáři není. Ověřte ho.",
        "“{excerpt}” looks like a date, but there is no such day.",
    ),
    Question(
        "date_or_code",
        undecided_days,
        "„{excerpt}“ může být datum i číslo oddílu. Je-li to datum, napište za první tečku mezeru nebo přidejte rok.",
        "“{excerpt}” may be a date or a code; put a space after the first dot if it is a date.",
    ),
    Question(
        "short_year",
        matches(r"[0-9](?<![\w.,:/].)[0-9]?\.[ \u00a0]?(?:0?[1-9]|1[0-2])\.[ \u00a0]?[0-9]{2}(?![\w.,:/]|[-–][0-9])"),
        "„{excerpt}“ může být datum s rokem na dvě číslice i číslo oddílu. Datum napište s celým rokem.",
        "“{excerpt}” may be a date with a two-digit year or a code; write the whole year of a date.",
    ),
    Question(
        "number_with_dots",
        matches(
            r"[0-9](?<![\w.,:/-].)[0-9]{0,2}(?:\.[0-9]{3})++(?![\w,/:-]|\.[0-9])",
            unless=lambda match: numbers.DOTTED.match(match.string, match.start()) is not None,
        ),
        "„{excerpt}“ mohou být tisíce, desetinné číslo i kód. Tisíce oddělte mezerou, desetinná místa čárkou.",
        "“{excerpt}” may be thousands, a decimal or a code; write thousands with a space, decimals with a comma.",
    ),
    Question(
        "ratio_or_score",
        matches(r"[0-9](?<![\w.,:/-].)[0-9]{0,2}:[0-9](?![\w:]|[.,][0-9])", unless=follows_ratio),
        "„{excerpt}“ může být poměr i výsledek. Poměr se píše s mezerami (1 : 3), výsledek bez nich.",
        "“{excerpt}” may be a ratio or a score; a ratio is written with spaces (1 : 3).",
    ),
    Question(
        "range_or_dash",
        undecided_ranges,
        "U „{excerpt}“ nelze poznat, zda jde o rozsah „od–do“, nebo o něco jiného. Rozsah napište pomlčkou bez mezer.",
        "“{excerpt}” may be a range or something else; write a range with an en dash and no spaces.",
    ),
    Question(
        "number_with_ending",
        matches(r"(?<![\w,.])[0-9]{1,4}-?(?:ti|tí|mi|tich|ta|tá|té|tý)(?!\w)(?:[ \u00a0]?\w+)?"),
        "„{excerpt}“: k číslici se koncovka nepíše (15, ne 15-ti; 15členný, ne 15-ti členný).",
        "“{excerpt}”: no ending is written after digits (15, not 15-ti).",
    ),
    Question(
        "unpaired_quotes",
        unpaired_quotes,
        "V odstavci „{excerpt}“ některá uvozovka nemá druhou, uvozovky v něm proto zůstaly, jak jsou.",
        "In the paragraph “{excerpt}” a quote has no counterpart, so its quotes were left as they are.",
    ),
)
