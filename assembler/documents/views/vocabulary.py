"""Zkratky a pojmy dokumentu: of the lists of the whole dossier only what a document made of a part of it uses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from assembler.documents.kind import View
from assembler.word.values import Cell, DataTable, Figure, Joined, Picture
from schemas.phrases import WORD, Phrase, spoken
from schemas.plan import Abbreviation, Plan, Term
from schemas.values import Rich, TextFormat
from schemas.visible import of_html

UNUSED_ABBREVIATION = "zkratka v textu tohoto dokumentu není"
UNUSED_TERM = "pojem v textu tohoto dokumentu není"

SHORT = re.compile(r"\w+\+?")  # OPZ is not OPZ+
BREAK = "\n"  # between texts: no phrase reaches over it

Entry = TypeVar("Entry", Abbreviation, Term)


def used(context: Mapping[str, Any], plan: Plan, view: View) -> tuple[list[Abbreviation], list[Term]]:
    """What of both lists the context speaks of, and what they say of each other; the rest is withheld."""
    said = list(texts(context))
    terms = spoken_of(plan.terms, said, lambda term: stems(term.term), lambda term: term.definition, stems)
    said += [term.definition for term in terms]
    shorts = spoken_of(plan.abbreviations, said, lambda one: shorts_of(one.short), lambda one: one.long, shorts_of)
    withheld = {each.pointer: UNUSED_TERM for each in plan.terms}
    withheld |= {each.pointer: UNUSED_ABBREVIATION for each in plan.abbreviations}
    for each in (*terms, *shorts):
        del withheld[each.pointer]
    view.withheld.update(withheld)
    return shorts, terms


def spoken_of(
    entries: Sequence[Entry],
    said: Iterable[str],
    phrase_of: Callable[[Entry], Phrase],
    told_by: Callable[[Entry], str],
    read: Callable[[str], Phrase],
) -> list[Entry]:
    """The entries whose phrases stand in the texts, or in what a chosen entry tells; in the order of the list."""
    waiting: dict[Phrase, list[Entry]] = {}
    for each in entries:
        waiting.setdefault(phrase_of(each), []).append(each)
    chosen: list[Entry] = waiting.pop((), [])  # nothing that one could look for: better printed than lost
    new: list[str] = [*said, *map(told_by, chosen)]
    while new and waiting:
        found = spoken(waiting.keys(), words(new, read))
        fresh = [each for phrase in found for each in waiting.pop(phrase)]
        chosen += fresh
        new = [told_by(each) for each in fresh]
    pointers = {each.pointer for each in chosen}
    return [each for each in entries if each.pointer in pointers]


def words(said: Iterable[str], read: Callable[[str], Phrase]) -> list[str]:
    return [word for text in said for word in (*read(text), BREAK)]


# ---------------------------------------------------------------- the texts of a context


def texts(value: object) -> Iterator[str]:
    """Every text of a context, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Rich):
        yield of_html(value.text) if value.format is TextFormat.HTML else value.text
    else:
        for below in inside(value):
            yield from texts(below)


def inside(value: object) -> Iterable[object]:
    """What a value consists of; numbers and the like of nothing that speaks."""
    if isinstance(value, Mapping):
        return value.values()
    if isinstance(value, list | tuple):
        return value
    if isinstance(value, Joined):
        return value.items
    if isinstance(value, DataTable):
        return (value.columns, value.rows, value.total)
    if isinstance(value, Cell):
        return (value.text,)
    if isinstance(value, Picture | Figure):
        return (value.alt,)
    return ()


# ---------------------------------------------------------------- words and their forms


def shorts_of(text: str) -> Phrase:
    """The words of a text as they are: „o. p. s.“ and „o.p.s.“ are the same three."""
    return tuple(SHORT.findall(text))


def stems(text: str) -> Phrase:
    return tuple(map(stem, WORD.findall(text)))


# Endings of Czech nouns and adjectives without their accents (after the light stemmer of Dolamic and Savoy, 2009).
# fmt: off
ENDINGS = frozenset({
    "atech", "atum", "etem", "ach", "ami", "ata", "aty", "ech", "eho", "emi", "emu", "eti", "ete", "ich", "iho", "imi",
    "imu", "ove", "ovi", "ych", "ymi", "am", "at", "em", "es", "im", "mi", "os", "ou", "um", "us", "ym",
    "a", "e", "i", "o", "u", "y",
})
# fmt: on
LONGEST = max(map(len, ENDINGS))
LEAST = 3  # letters that a stem keeps
FLEETING = re.compile(r"e(?=[^aeiouy]$)")  # služeb – služba, úvazek – úvazku
SOFTENED = str.maketrans("chg", "kzz")  # opatrovník – opatrovníci


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """What the forms of a word have in common, roughly: „sociálních služeb“ speaks of „sociální služba“.

    Forms that change inside („dítě“, „dětmi“) remain strangers.
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))
    longest = min(LONGEST, len(plain) - LEAST)
    bare = next((plain[:-size] for size in range(longest, 0, -1) if plain[-size:] in ENDINGS), plain)
    if len(bare) > LEAST:
        bare = FLEETING.sub("", bare)
    return bare[:-1] + bare[-1:].translate(SOFTENED)
