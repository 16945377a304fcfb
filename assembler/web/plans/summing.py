"""Souhrn změn: the sentence of assembler.differences, in the language of who reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assembler import differences
from assembler.differences import Change, words
from assembler.differences.nouns import NOUNS
from assembler.web.language import CZECH, N_, ONE, chosen, spoken
from assembler.web.pages.words import money, number
from assembler.word.formats import MINUS, NB
from schemas.base import Part

VERBS = {
    words.CAME: N_("přibylo"),
    words.WENT: N_("ubylo"),
    words.MOVED: N_("přesunuto"),
    words.REWRITTEN: N_("upraveno"),
}
VALUE, VALUES = N_("údaj"), N_("údajů")


def in_words(changes: Sequence[Change], old: object, new: object) -> str:
    """„přibyla 3 opatření, rozpočet +120 000 Kč“, “3 measures added, budget +120,000 Kč”."""
    if chosen() == CZECH:
        return differences.in_words(changes, old, new)
    return ", ".join(english(changes, old, new)) or spoken(words.NOTHING)


def english(changes: Sequence[Change], old: object, new: object) -> Iterator[str]:
    for verb, count, part in words.parts(changes):
        yield f"{number(count)}{NB}{noun(part, count)} {spoken(VERBS[verb])}"
    for verb, count, labels in words.values(changes):
        told = f"{number(count)}{NB}{spoken(VALUE if count == 1 else VALUES)} {spoken(VERBS[verb])}"
        yield told + words.in_brackets([spoken(each) for each in labels])
    yield from map(budget, words.sums(old, new))


def noun(part: type[Part], count: int) -> str:
    forms = NOUNS[part]
    return spoken(forms.one, ONE) if count == 1 else spoken(forms.many)


def budget(of: words.Sum) -> str:
    """“budget +120,000 Kč”; where the unit changed, both sums."""
    if of.unit_before != of.unit:
        return f"{spoken(of.name)} {money(of.before, of.unit_before)} → {money(of.after, of.unit)}"
    sign = "+" if of.after > of.before else MINUS
    return f"{spoken(of.name)} {sign}{money(abs(of.after - of.before), of.unit)}"
