r"""Pravidla sazby: the table of what the typographer repairs, in the order in which it is done.

To add a rule write a row here, cases to tests/typography_cases.py, a new word to `typography_words`. A rule may
add, remove and exchange spaces, dashes, quotes and dots; it never changes a letter, nor a digit except the leading zero
of a date. It must not undo another rule and must leave alone what it wrote: the table runs until nothing changes.

In patterns that begin with one character and look behind from there (`[0-9](?<!\w.)`) the order is on purpose: the
search then skips from one such character to the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from assembler.word import typography_numbers as numbers
from assembler.word.formats import NB
from assembler.word.typography_quotes import quotes
from assembler.word.typography_shield import HELD
from assembler.word.typography_words import (
    ADJECTIVES,
    BEFORE_NUMBER,
    BEFORE_WORD,
    BOUND_ADJECTIVES,
    COMPOUNDS,
    GAP,
    LOWER,
    NUMBERED,
    TITLES,
    TITLES_AFTER,
    UPPER,
)

DIGITS = tuple("0123456789")
TITLE = f"(?:{'|'.join(sorted(TITLES))})"
LETTER = r"[^\W\d_]"


@dataclass(frozen=True, slots=True)
class Rule:
    """Pravidlo: one thing that the typographer repairs."""

    name: str
    source: str  # section of ČSN 01 6910:2014; "IJP": Internetová jazyková příručka, Zalomení řádků; or "practice"
    marks: tuple[str, ...]  # without one of them in the text there is nothing to do
    apply: Callable[[str], str]


def swap(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    """A repair by one pattern. It must run in linear time: no two neighbouring repeats that match the same text."""
    return partial(re.compile(pattern).sub, replacement)


def chain(*steps: Callable[[str], str]) -> Callable[[str], str]:
    """Several repairs as one."""

    def apply(text: str) -> str:
        for step in steps:
            text = step(text)
        return text

    return apply


def gap_fixed(match: re.Match[str]) -> str:
    """The matched text with its space made a no-break space."""
    return match[0].replace(" ", NB)


# --- rules that need more than a pattern ----------------------------------------------------------------------------


def compound_pattern(compound: str) -> str:
    """A pattern for "s.r.o.", spaces allowed; it begins with one character, which makes the search quick."""
    first, *rest = compound.split(".")[:-1]
    return rf"{first[0]}(?<![\w.].){first[1:]}" + "".join(rf"\.{GAP}?{part}" for part in rest) + r"\.(?!\w)"


COMPOUND = re.compile(
    "|".join(compound_pattern(compound) for compound in sorted(COMPOUNDS, key=len, reverse=True))
    + rf"|s(?<!\w.)pol\.{GAP}?s{GAP}?r\.{GAP}?o\."
)
INSIDE_COMPOUND = re.compile(rf"\.{GAP}?(?=\w)")
# Behind a number of up to three digits: it follows a word or a range dash, not the start of a line or a sentence.
INSIDE_LINE = rf"(?:(?<=[^\s.]{GAP}.)|(?<=[^\s.]{GAP}[0-9].)|(?<=[^\s.]{GAP}[0-9][0-9].)|(?<=–.)|(?<=–[0-9].))"
WORD_ENDS = re.compile(r"\w+$")
LONGEST_WORD = 12


def word_before(match: re.Match[str]) -> str:
    """The word that ends where the match begins."""
    found = WORD_ENDS.search(match.string, max(0, match.start() - LONGEST_WORD), match.start())
    return found[0] if found else ""


def compounds(text: str) -> str:
    """Set "s.r.o." as "s. r. o.", "spol. s r.o." as "spol. s r. o."."""
    return COMPOUND.sub(lambda match: INSIDE_COMPOUND.sub(f".{NB}", match[0]).replace(" ", NB), text)


def after(words: frozenset[str], pattern: str, replacement: str) -> Callable[[str], str]:
    """A repair of what follows one of the words: `pattern` begins where the word ends."""

    def mend(match: re.Match[str]) -> str:
        return replacement if word_before(match) in words else match[0]

    return swap(pattern, mend)


def spaced_colon(match: re.Match[str]) -> str:
    """The match, which ends with a colon, with no-break spaces around it."""
    return f"{match[0][:-1]}{NB}:{NB}"


PUNCTUATION = (
    Rule(
        "spaces",  # two spaces -> one; a no-break space swallows its neighbours; indentation stays
        "practice",
        ("  ", f" {NB}", f"{NB} "),
        chain(swap(rf"(?<=\S) ++(?={NB})|(?<={NB}) ++(?=\S)", ""), swap(r"(?<=\S) {2,}+(?=\S)", " ")),
    ),
    Rule(
        "brackets",  # "( text )" -> "(text)"; empty boxes "[ ]" stay
        "6.4.1",
        ("( ", "[ ", " )", " ]"),
        swap(r"(?<=[(\[]) ++(?=[^\s)\]])|(?<=[^\s(\[]) ++(?=[)\]])", ""),
    ),
    Rule(
        "punctuation",  # "slovo , slovo ." -> "slovo, slovo."; a ratio "1 : 3" stays
        "6.1",
        (" ,", " .", " ;", " :", " ?", " !"),
        swap(
            r" (?<=[^\s–-] )(?=[,.?!](?:[\s)\]“”\"‘]|\Z)|;(?:\s|\Z)|:(?:\s(?![0-9])|\Z))"
            r"| (?<=[^\s0-9–-] )(?=:\s[0-9])",
            "",
        ),
    ),
    Rule(
        "commas",  # "slovo,slovo" and "slovo ,slovo" -> "slovo, slovo"
        "6.1",
        (",",),
        chain(swap(rf" ,(?={LETTER})", ", "), swap(rf",(?<={LETTER},)(?={LETTER})", ", ")),
    ),
    Rule("ellipsis", "6.6", ("...",), swap(r"(?<!\.)\.{3}(?!\.)", "…")),
    Rule("quotes", "6.4.2", ('"', "„", "“", "”"), quotes),
)
DATES = (
    Rule("dates", "9.5.1", DIGITS, numbers.dates),
    Rule("days", "9.5.1", DIGITS, numbers.days),
    Rule("named_months", "9.5.2", DIGITS, numbers.named_months),
)
TIMES = {
    style: Rule("times", "9.6.1", tuple(f"{mark}{ten}" for mark in ".:" for ten in "012345"), numbers.times(separator))
    for style, separator in (("colon", ":"), ("dot", "."))
}
DASHES = (
    Rule("date_ranges", "6.3.3", ("-", "–"), numbers.date_ranges),
    Rule("ordinal_ranges", "6.3.3", (".-", ".–", ". -", ". –", f".{NB}-", f".{NB}–"), numbers.ordinal_ranges),
    Rule("named_ranges", "6.3.3", ("-", "–"), numbers.named_ranges),
    Rule("number_ranges", "6.3.3", ("-", "–"), numbers.number_ranges),
    Rule(
        "dashes",  # a spaced hyphen is a dash; a dash does not begin a line
        "6.3.3",
        (" -", " –", f"{NB}-", f"{NB}–"),
        swap(rf"{GAP}(?<=[^\s|–-].)(?:--?|–){GAP}(?=[^\s|–-])", f"{NB}– "),
    ),
)
AMOUNTS = (
    Rule("prices", "9.8", (",-",), swap(r",(?<=[0-9],)--?(?![\w-])", ",–")),
    Rule("thousands", "9.1", DIGITS, numbers.thousands),
    Rule("phones", "9.9", ("el", "EL", "ob", "ax", "+420"), numbers.phones),
    Rule(
        "ratios",  # "poměr 1:3", "1:50000" -> "1 : 3", "1 : 50000"; a score stays
        "8.7",
        (":",),
        chain(
            swap(rf":(?<=[0-9]{GAP}:){GAP}(?=[0-9])", f":{NB}"),
            swap(rf" (?<=[0-9] )(?=:{NB}[0-9])", NB),
            swap(r"[0-9](?<![\w.,:/-].)[0-9]{0,2}:(?=[0-9]{3,6}(?![\w:]))", spaced_colon),
            swap(rf"[PpMm](?:oměr|ěřítk)\w*+(?:{GAP}{LETTER}++){{0,2}}{GAP}[0-9]{{1,6}}:(?=[0-9])", spaced_colon),
        ),
    ),
)
JOINED = (
    Rule(
        "adjectives",  # "3-letý", "3 letý" -> "3letý"
        "9.2",
        DIGITS,
        chain(
            swap(rf"-(?<=[0-9]-)(?<!{LETTER}[0-9]-)(?={ADJECTIVES})", ""),
            swap(rf"{GAP}(?<=[0-9].)(?={BOUND_ADJECTIVES})", ""),
        ),
    ),
    Rule("compounds", "7.3", (".",), compounds),
)
KEPT_TOGETHER = (
    Rule(
        "prepositions",  # k, o, s, u, v, z, a, i do not end a line
        "IJP",
        (" ",),
        swap(r"[KkOoSsUuVvZzAaIi](?<![^\s(\[„‚\"'«»–—/*_].) (?=\S)", gap_fixed),
    ),
    Rule(
        "units",  # "10 km", "5 %", "3 osoby", "5 tis. Kč", "Kč 500", "2 Sb."
        "8.2",
        (" ",),
        chain(
            swap(rf" (?<=[0-9] )(?={numbers.UNIT})", NB),
            swap(rf"\.(?<=tis\.|mil\.|mld\.) (?={numbers.UNIT})", f".{NB}"),
            swap(rf" (?<=,– )(?={numbers.CURRENCY})", NB),
            swap(rf" (?<=[0-9{HELD}] )(?=Sb\.)", NB),
        ),
    ),
    Rule("paragraph_signs", "8.14", ("§",), swap(rf"§{GAP}?(?=[0-9])", f"§{NB}")),
    Rule(
        "labels",  # "č.5" -> "č. 5"; "tabulka 3" keeps together
        "9.2",
        (*DIGITS, HELD),
        chain(
            after(BEFORE_NUMBER, rf"\.{GAP}?(?=[0-9{HELD}])", f".{NB}"),
            after(NUMBERED, rf" (?=[0-9{HELD}])", NB),
        ),
    ),
    Rule("abbreviations", "7.1", (".",), after(BEFORE_WORD, r"\.(?: (?=\w)|(?=[a-z]\)))", f".{NB}")),
    Rule(
        "titles",  # "Ing.Jan Novák, DiS." -> "Ing. Jan Novák, DiS."
        "7.2",
        (".", ", "),
        chain(
            after(TITLES, rf"\.{GAP}?(?=[{UPPER}]|{TITLE}\.|et{GAP})", f".{NB}"),
            swap(rf"et (?<!\wet )(?={TITLE}\.)", f"et{NB}"),
            swap(rf",(?<={LETTER},|[.],) (?={TITLES_AFTER})", f",{NB}"),
        ),
    ),
    Rule("initials", "IJP", (". ",), swap(rf"[{UPPER}](?<=[ {NB}(„].)\. (?=[{UPPER}])", gap_fixed)),
    Rule(
        "ordinals",  # "8. kapitola"; at the start of a line, where it may number a list, only "10. jednání" and such
        "9.2",
        (". ",),
        chain(swap(rf"[0-9]{INSIDE_LINE}\. (?=[{LOWER}])", gap_fixed), numbers.ordinals),
    ),
)
RULES = {
    style: (*PUNCTUATION, *DATES, times, *DASHES, *AMOUNTS, *JOINED, *KEPT_TOGETHER) for style, times in TIMES.items()
}
