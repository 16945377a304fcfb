"""Které pole je který sloupec: by label, by what others call it, by nearly the same spelling, by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from assembler.foreign.shaping import YEAR
from assembler.foreign.targets import Slot, Target, has_costs, target, year_slot
from assembler.foreign.wording import plain
from assembler.readers.sheets.cells import Value, told

LEAST = 0.6  # from which a column is proposed for a field
ALIKE = 0.86  # of two spellings
SAMPLE = 50  # values of a column that are looked at
IN_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]|[*:]")
COSTS = re.compile(r"\b(?:naklad|rozpoc|castk|vydaj|financ|dotac|cena|kc)\w*")
SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = (  # the last step of a field's key, and what stands in it
    ("ico", re.compile(r"[0-9]{7,8}")),
    ("email", re.compile(r"\S+@\S+\.\S+")),
    ("web", re.compile(r"(?:https?://|www\.)\S+")),
    ("phone", re.compile(r"(?:\+?420)?[ ]?[0-9]{3}[ ]?[0-9]{3}[ ]?[0-9]{3}")),
)


@dataclass(frozen=True, slots=True)
class Fit:
    """Shoda: how well a column is a field."""

    score: float
    column: int
    key: str


@lru_cache(maxsize=20_000)
def likeness(target_key: str, heading: str) -> float:
    """How well a text is a heading of the list, from 0 to 1."""
    found = target(target_key)
    return max((score for _, score in fits(found, heading)), default=0) if found else 0


def proposed(target: Target, labels: Sequence[str], values: Mapping[int, Sequence[Value]]) -> dict[int, str]:
    """The field of each column; the best fits first, no field twice. Columns that fit nothing are not here."""
    found = [Fit(score, column, key) for column, label in enumerate(labels) for key, score in fits(target, label)]
    found += [fit for column, cells in values.items() for fit in by_content(target, column, cells)]
    made: dict[int, str] = {}
    for fit in sorted(found, key=lambda each: (-each.score, each.column)):
        if fit.score >= LEAST and fit.column not in made and fit.key not in made.values():
            made[fit.column] = fit.key
    return made


def fits(target: Target, heading: str) -> Iterator[tuple[str, float]]:
    """Fields that a heading may mean, with how well it does."""
    said, bare = plain(heading), plain(IN_BRACKETS.sub(" ", heading))
    if not said:
        return
    year = YEAR.search(said)
    if year and has_costs(target.part) and (COSTS.search(said) or said == year[0]):
        yield year_slot(int(year[0])).key, 0.95
    for slot in target.slots:
        score = max((alike(said, bare, name) for name in slot.names), default=0.0)
        if score:
            yield slot.key, score - 0.001 * slot.key.count(".")


@lru_cache(maxsize=20_000)
def alike(said: str, bare: str, name: str) -> float:
    """Of a heading and a name of a field: the same, but for what stands in brackets, one in the other, misspelt."""
    if name in (said, bare):
        return 1 if name == said else 0.97
    words, wanted = said.split(), name.split()
    if len(name) > 3 and words[: len(wanted)] == wanted:
        return 0.8
    if len(name) > 4 and set(wanted) <= set(words):
        return 0.7
    near = len(said) > 4 and len(words) == len(wanted) and abs(len(said) - len(name)) <= 3
    return 0.75 if near and SequenceMatcher(None, said, name).ratio() >= ALIKE else 0


def by_content(target: Target, column: int, cells: Sequence[Value]) -> Iterator[Fit]:
    """A column in which nearly everything looks like an IČO, an address of mail, of the web, or a telephone."""
    said = [told(each).strip() for each in cells if each is not None][:SAMPLE]
    for last, pattern in SHAPES:
        share = sum(pattern.fullmatch(each) is not None for each in said) / len(said) if said else 0
        if share > 0.8:
            yield from (Fit(0.65, column, slot.key) for slot in matching(target, last))


def matching(target: Target, last: str) -> list[Slot]:
    return [slot for slot in target.slots if slot.key.rpartition(".")[2] == last]
