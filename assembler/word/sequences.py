"""Numbers of captions: what a SEQ field asks for, and how it counts (ECMA-376 17.16.5.56)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from assembler.sentences import Sentence

TOKEN = re.compile(r'\\.|"[^"]*"|[^\s\\"]+')
NAME = re.compile(r"[^\W\d]\w{0,39}")
FORMS = {"arabic": "decimal", "roman": "Roman", "alphabetic": "Letter"}
ARGUMENTS = {  # of each switch
    **dict.fromkeys("chn", re.compile("")),
    "r": re.compile(r"\d{1,5}"),
    "s": re.compile("[1-9]"),
    "*": re.compile(f"{'|'.join(FORMS)}|mergeformat|charformat", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Sequence:
    """What a SEQ field asks for."""

    name: str
    repeats: bool  # \c: the number that the sequence has reached
    start: int | None  # \r
    level: int  # \s: headings of levels 1 to this start the sequence again
    form: str  # ST_NumberFormat (17.18.59)
    hidden: bool  # \h, which a format overrules


@lru_cache(maxsize=256)
def read(instruction: str) -> Sequence:
    """The instruction „SEQ Tabulka \\* ARABIC“; raises ValueError with a Czech sentence for what cannot be counted."""
    words = TOKEN.findall(instruction)
    name = words[1].strip('"') if len(words) > 1 else ""
    switches = switches_of(words[2:])
    known = all(letter in ARGUMENTS and ARGUMENTS[letter].fullmatch(argument) for letter, argument in switches)
    if not known or not NAME.fullmatch(name):
        raise ValueError(
            Sentence(
                "Poli %(field)s nelze rozumět. Píše se SEQ, jméno řady a přepínače \\c, \\h, \\n, \\r číslo, "
                "\\s úroveň nadpisu, \\* ARABIC, ROMAN, roman, ALPHABETIC nebo alphabetic.",
                field=instruction.strip()[:80],
            )
        )
    given = dict(switches)
    return Sequence(
        name,
        repeats="c" in given,
        start=int(given["r"]) if "r" in given else None,
        level=int(given.get("s", 0)),
        form=next((form(word) for letter, word in switches if letter == "*" and word.lower() in FORMS), "decimal"),
        hidden="h" in given and "*" not in given,
    )


def switches_of(words: list[str]) -> list[tuple[str, str]]:
    """Each switch by its letter, with its argument; a word that belongs to none has no letter."""
    switches: list[tuple[str, str]] = []
    for word in words:
        if word.startswith("\\"):
            switches.append((word[1].lower(), ""))
        elif switches and not switches[-1][1]:
            switches[-1] = (switches[-1][0], word.strip('"'))
        else:
            switches.append(("", word))
    return switches


def form(word: str) -> str:
    """ROMAN -> "upperRoman", alphabetic -> "lowerLetter": the case of the word is that of the numbers."""
    known = FORMS[word.lower()]
    return known if known == "decimal" else f"{'upper' if word[0].isupper() else 'lower'}{known}"


@dataclass(slots=True)
class Sequences:
    """The sequences of one part (running heads count for themselves)."""

    numbers: dict[str, int] = field(default_factory=dict)
    headings: int = 0  # so far
    last: list[int] = field(default_factory=lambda: [0] * 10)  # which of them was the last one of each level
    seen: dict[str, int] = field(default_factory=dict)  # headings before the last number of a sequence

    def heading(self, level: int) -> None:
        """A heading (level from 1) is printed."""
        self.headings += 1
        self.last[level] = self.headings

    def next(self, wanted: Sequence) -> int:
        """The number that a field shows."""
        reached = self.numbers.get(wanted.name, 0)
        if wanted.repeats:
            return reached
        if max(self.last[: wanted.level + 1]) > self.seen.get(wanted.name, 0):
            reached = 0
        number = reached + 1 if wanted.start is None else wanted.start
        self.numbers[wanted.name], self.seen[wanted.name] = number, self.headings
        return number
