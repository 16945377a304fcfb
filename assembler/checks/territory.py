"""Obce území: each once, figures for all or for none, with a source."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.checks.wording import folded
from schemas.findings import Finding, warning
from schemas.plan import Plan
from schemas.territory import Municipality, Territory

TWICE = warning(
    "municipality_twice",
    "Obec „{name}“ je v seznamu dvakrát. Jednu smažte; jde-li o dvě obce, rozlišíte je kódem obce.",
    "The municipality “{name}” is listed twice.",
)
POPULATION_PARTLY = warning(
    "population_partly",
    "Počet obyvatel je vyplněn jen u některých obcí ({known} z {all}); chybí například u obce „{name}“. Doplňte ho, "
    "jinak bude součet neúplný.",
    "Only {known} of {all} municipalities have a population; “{name}” has none.",
)
NO_SOURCE = warning(
    "municipalities_without_source",
    "U údajů o obcích není zdroj. Doplňte, odkud počty obyvatel a rozlohy jsou.",
    "The figures of the municipalities have no source.",
)


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    if plan.territory:
        yield from twice(plan.territory.municipalities)
        yield from figures(plan.territory)


def twice(municipalities: tuple[Municipality, ...]) -> Iterator[Finding]:
    """The same code, or the same name where not both have a code of their own."""
    codes: set[str] = set()
    names: dict[str, str] = {}  # the code of each name
    for one in municipalities:
        lau, name = one.lau.strip(), folded(one.name)
        if (lau and lau in codes) or (name in names and not (lau and names[name])):
            yield TWICE.at(one.at("name"), name=one.name)
        codes.add(lau)
        names.setdefault(name, lau)


def figures(territory: Territory) -> Iterator[Finding]:
    everyone = territory.municipalities
    missing = [one for one in everyone if one.population is None]
    if 0 < len(missing) < len(everyone):
        known = len(everyone) - len(missing)
        yield POPULATION_PARTLY.at(missing[0].at("population"), known=known, all=len(everyone), name=missing[0].name)
    told = any((one.population, one.area, one.seniors) != (None, None, None) for one in everyone)
    if told and not territory.source.strip():
        yield NO_SOURCE.at(territory.at("source"))
