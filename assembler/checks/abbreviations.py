"""Zkratky: what the text uses is explained, what is explained is used, one abbreviation has one meaning.

Names are no abbreviations: a word of an organisation's name is none wherever it stands („Otevřená OKNA, z. ú.“), a word
of a service's name is none inside that name („NZDM Brána“), for elsewhere it may well want explaining. Nor are ordinary
words in capitals (`shouting.py`).
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import accumulate

from assembler.checks import shouting
from assembler.checks.organisations import mentions, split
from assembler.checks.scope import Scope
from assembler.checks.walk import Passage, passages
from assembler.checks.wording import folded
from schemas.findings import Finding, error, info, warning
from schemas.phrases import WORD, spoken
from schemas.plan import Abbreviation, Plan

UNEXPLAINED = warning(
    "abbreviation_unexplained",
    "Zkratka „{short}“ (v textu {count}×) není v seznamu zkratek. Doplňte ji tam, nebo ji v textu vypište.",
    "The abbreviation “{short}” (used {count}×) is not in the list of abbreviations.",
)
UNUSED = info(
    "abbreviation_unused",
    "Zkratka „{short}“ je v seznamu, v žádném textu obsahu však není. Můžete ji ze seznamu smazat.",
    "The abbreviation “{short}” is listed, yet no text of the content uses it.",
)
TWICE = error(
    "abbreviation_twice",
    "Zkratka „{short}“ je v seznamu dvakrát. Jeden řádek smažte.",
    "The abbreviation “{short}” is listed twice.",
)
AMBIGUOUS = error(
    "abbreviation_ambiguous",
    "Zkratka „{short}“ má v seznamu dva významy: „{first}“ a „{second}“. Nechte jí jeden.",
    "The abbreviation “{short}” has two meanings: “{first}” and “{second}”.",
)
SYNONYM = warning(
    "abbreviation_synonym",
    "Význam „{long}“ má dvě zkratky: „{first}“ a „{second}“. Vyberte jednu a používejte ji všude.",
    "“{long}” has two abbreviations: “{first}” and “{second}”.",
)

# What every reader of an official document knows, and academic degrees.
# fmt: off
KNOWN = frozenset({
    "ANO", "BcA", "COVID", "CZ", "ČR", "ČSN", "DIČ", "DPH", "DiS", "EU", "GPS", "ID", "IČ", "IČO", "ISBN",
    "ISSN", "IT", "LLM", "MBA", "MgA", "NE", "OK", "OSN", "PC", "PDF", "PSČ", "PhD", "SMS", "SOS", "SR", "SWOT",
    "ThD", "TV", "USA", "WC", "WWW",
})
# fmt: on

OURS = frozenset({"IČO", "SWOT"})  # documents write them themselves

UPPER = "A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"
TOKEN = re.compile(rf"[{UPPER}](?<![\w@.#].)\w{{0,9}}[{UPPER}\d]\+?(?![\w@])", re.DOTALL)  # begins as one quickly scans
ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
LINK_TARGET = re.compile(r"\]\([^()\s\]]*\)")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
EXPLAINED_HERE = re.compile(r"\((?:dále\s+)?(?:jen\s+|též\s+|také\s+)?[„\"]?$")  # „… (dále jen „SPRSS“)“
INTRODUCTION = 16  # characters in which such a parenthesis opens
HEADING = 200  # characters: no longer line is a heading
LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(slots=True)
class Use:
    """An abbreviation that the list lacks: where it first stands, how often, whether the text itself explains it."""

    first: int
    count: int = 0
    explained: bool = False


def check(plan: Plan, scope: Scope, texts: Sequence[Passage]) -> Iterator[Finding]:
    yield from conflicts(plan.abbreviations)
    if scope.prints("/abbreviations"):
        prose = [one.visible for one in texts if not isinstance(one.part, Abbreviation)]
        whole = joined(prose)
        seen = set(TOKEN.findall(whole))
        listed = {abbreviation.short.strip() for abbreviation in plan.abbreviations}
        strange = {short for short in seen - listed if abbreviates(short)}
        if strange:
            names = of_organisations(plan) | shouting.words(strange, whole)
            yield from unexplained(whole, prose, strange - names, of_services(plan))
        yield from unused(plan, listed - used(listed, prose, seen), texts)


def joined(prose: Sequence[Passage]) -> str:
    """The texts line by line, for one long scan costs a tenth of many short ones; addresses hold no abbreviations."""
    return ADDRESS.sub(blank, LINK_TARGET.sub(blank, "\n".join(one.text for one in prose)))


def unused(plan: Plan, suspects: Set[str], read: Sequence[Passage]) -> Iterator[Finding]:
    """Those of the suspects that no text of the plan uses, printed here or not: one list serves all its documents.

    The texts that were `read` hold none of them.
    """
    if suspects - OURS:
        known = {(id(one.part), one.step) for one in read}
        others = (one for one in passages(plan, Scope()) if (id(one.part), one.step) not in known)
        prose = [one.visible for one in others if not isinstance(one.part, Abbreviation)]
        left = suspects - OURS - used(suspects, prose, set(TOKEN.findall(joined(prose))))
        for abbreviation in plan.abbreviations:
            if abbreviation.short.strip() in left:
                yield UNUSED.at(abbreviation.at("short"), short=abbreviation.short.strip())


def used(listed: Set[str], prose: Sequence[Passage], seen: Set[str]) -> set[str]:
    """Those of the listed abbreviations that the texts hold; `seen` are those that look like one."""
    return set(listed & seen) | worded((short for short in listed - seen if not TOKEN.fullmatch(short)), prose)


def blank(match: re.Match[str]) -> str:
    """Spaces instead of what holds capitals of its own, so that places in the text stay."""
    return " " * len(match[0])


def conflicts(abbreviations: Iterable[Abbreviation]) -> Iterator[Finding]:
    """One abbreviation twice, with two meanings; one meaning with two abbreviations."""
    by_short: dict[str, Abbreviation] = {}
    by_long: dict[str, Abbreviation] = {}
    for one in abbreviations:
        short, long = one.short.strip(), folded(one.long)
        same = by_short.setdefault(short, one)
        if same is not one and folded(same.long) == long:
            yield TWICE.at(one.at("short"), short=short)
        elif same is not one:
            yield AMBIGUOUS.at(one.at("short"), short=short, first=same.long, second=one.long)
        other = by_long.setdefault(long, one)
        if other.short.strip() != short:
            yield SYNONYM.at(one.at("short"), long=one.long, first=other.short, second=short)


Names = Mapping[str, Sequence[tuple[str, int]]]  # of each word the names that hold it, and where in them it begins


def of_organisations(plan: Plan) -> set[str]:
    """The words of the names of organisations: of those with a number or a legal form, which are no mere functions."""
    named = (one.name for one in mentions(plan) if one.ico_pointer or split(one.name)[1])
    return {word for name in named for word in TOKEN.findall(name)}


def of_services(plan: Plan) -> Names:
    names: dict[str, list[tuple[str, int]]] = {}
    for service in plan.network.services if plan.network else ():
        for word in TOKEN.finditer(service.name):
            names.setdefault(word[0], []).append((service.name, word.start()))
    return names


def unexplained(whole: str, prose: Sequence[Passage], wanted: Set[str], names: Names) -> Iterator[Finding]:
    """The wanted abbreviations that no passage explains; `whole` are the texts of the passages, line by line."""
    ends = list(accumulate(len(one.text) + 1 for one in prose))
    for short, use in uses(without_headings(whole), wanted, names).items() if wanted else ():
        if not use.explained:
            yield UNEXPLAINED.at(prose[bisect(ends, use.first)].pointer, short=short, count=use.count)


def uses(text: str, wanted: Set[str], names: Names) -> dict[str, Use]:
    found: dict[str, Use] = {}
    for match in TOKEN.finditer(text):
        short, place = match[0], match.start()
        if short in wanted and not any(text.startswith(name, place - at) for name, at in names.get(short, ())):
            use = found.setdefault(short, Use(place))
            use.count += 1
            use.explained = use.explained or explained_here(text, place)
    return found


def without_headings(text: str) -> str:
    """The text with spaces instead of lines in capitals: these are headings, not abbreviations."""
    return "\n".join(" " * len(line) if shouted(line) else line for line in text.split("\n"))


def shouted(line: str) -> bool:
    return line.isupper() and len(line) < HEADING and sum(len(word) > 1 for word in LETTERS.findall(line)) > 1


def explained_here(text: str, place: int) -> bool:
    start = max(0, place - INTRODUCTION)
    return text.find("(", start, place) >= 0 and bool(EXPLAINED_HERE.search(text, start, place))


def abbreviates(token: str) -> bool:
    """Whether a token (capital first, capital or digit last) is an abbreviation that may want explaining."""
    upper = sum(letter.isupper() for letter in token)
    lower = sum(letter.islower() for letter in token)
    digits = sum(letter.isdigit() for letter in token)
    return upper >= 2 and lower <= 2 and digits <= 2 and token not in KNOWN and not ROMAN.fullmatch(token)


def worded(shorts: Iterable[str], texts: Sequence[Passage]) -> set[str]:
    """Those of the listed abbreviations that are used and do not look like one: „aj.“, „o. p. s.“, „pečovatelka“."""
    phrases = {short: tuple(WORD.findall(short)) for short in shorts}
    missing = set(phrases.values()) - {()}
    for passage in texts:
        if not missing:
            break
        missing -= spoken(missing, WORD.findall(passage.text))
    return {short for short, phrase in phrases.items() if phrase and phrase not in missing}
