"""Buňky statistik: numbers as they are typed, marks that stand for no number, years, ages, marks of notes."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from assembler.forms import numbers
from assembler.readers.grids import CellError, Value, told
from assembler.sentences import Sentence

Number = int | Decimal
KEPT = 20_000  # texts whose numbers are known: each cell is asked several times, and each change asks anew


class Answer(StrEnum):
    """Co s textem mezi čísly."""

    MISSING = "chybi"
    ZERO = "nula"
    TEXT = "text"
    NUMBER = "cislo"


# Marks of the tables of the Czech Statistical Office, and those that others use; what they mean, for who decides.
MARKS = {
    "-": Sentence("V tabulkách ČSÚ pomlčka znamená, že se jev nevyskytl (tedy nulu)."),
    ".": Sentence("V tabulkách ČSÚ tečka znamená, že údaj není k dispozici nebo je nespolehlivý."),
    "x": Sentence("V tabulkách ČSÚ křížek znamená, že údaj nemá smysl."),
    "i.d.": Sentence("Individuální údaj: nezveřejňuje se, protože by šlo poznat, koho se týká."),
    "..": "",
    "...": "",
    "…": "",
    "*": "",
    "n/a": "",
    "na": "",
    "nd": "",
    "n.d.": "",
    "bezúdaje": "",
}
DASHES = str.maketrans("–—−", "---")
NOTE_MARK = re.compile(r"\s*(?:(?<=\s)\d{1,2}\)|[¹²³⁴⁵⁶⁷⁸⁹]+\)?|\*{1,3})\s*\Z")
YEAR = re.compile(
    r"(?:(?:rok|v\s+roce|k|stav\s+k)\s+)?(?:\d{1,2}\.\s*\d{1,2}\.\s*)?((?:19|20)\d\d)(?:\s*\(?\S{0,10}\))?", re.I
)
AGE = re.compile(
    r"\d{1,3}\s*(?:[-–]\s*\d{1,3}(?:\s*(?:let|roků))?|(?:\s*let)?\s*(?:a\s+(?:více|starší)|\+)(?:\s*let)?|\s*(?:let|roky?))"
)
FIRST_YEAR, LAST_YEAR = 1850, 2150


def number_of(value: Value) -> Number | None:
    """The number in a cell: a value, or a text that is written as one; per cents without their sign."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | Decimal):
        return value
    return in_text(value) if isinstance(value, str) else None


@lru_cache(maxsize=KEPT)
def in_text(text: str) -> Number | None:
    return numbers.read(text.strip().removesuffix("%"), "Kč")


def is_mark(value: Value) -> bool:
    return isinstance(value, str) and not isinstance(value, CellError) and mark_of(value) in MARKS


def mark_of(text: str) -> str:
    return re.sub(r"\s", "", text).lower().translate(DASHES)


@lru_cache(maxsize=KEPT)
def without_note(text: str) -> Number | None:
    """The number before a mark of a note: „1 234 1)“, „56,7*“; None where there is no mark, or no number before it."""
    found = NOTE_MARK.search(text)
    return number_of(text[: found.start()]) if found else None


def is_numeric(value: Value) -> bool:
    """Whether a cell stands where a number is: one, a mark for a missing one, or one with a mark of a note."""
    return (
        number_of(value) is not None or is_mark(value) or (isinstance(value, str) and without_note(value) is not None)
    )


def year_of(value: Value) -> int | None:
    """„2018“, „rok 2018“, „k 31. 12. 2018“, a day."""
    if isinstance(value, date):
        return value.year
    if isinstance(value, str):
        found = YEAR.fullmatch(value.strip())
        return int(found[1]) if found else None
    plain = number_of(value)
    whole = int(plain) if plain is not None and plain == int(plain) else 0
    return whole if FIRST_YEAR <= whole <= LAST_YEAR else None


def is_age(value: Value) -> bool:
    """„0–14“, „15-64 let“, „85 a více“."""
    return AGE.fullmatch(words(value)) is not None


def words(value: Value) -> str:
    """A cell as one line of text."""
    return " ".join(told(value).split())
