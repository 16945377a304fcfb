"""Služby: what makes a service findable in the register, and capacities that fit into one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import pairwise

from assembler.checks.scope import Scope
from assembler.checks.statutory.service_kinds import claimed, governing
from assembler.checks.wording import number
from schemas.findings import Finding, warning
from schemas.plan import Plan
from schemas.services import Capacity, Service

NO_IDENTIFIER = warning(
    "service_without_identifier",
    "Služba „{name}“ nemá identifikátor. Doplňte ho z registru poskytovatelů.",
    "The service “{name}” has no identifier.",
)
NO_TYPE = warning(
    "service_without_type",
    "Služba „{name}“ nemá druh. Doplňte ho i s paragrafem zákona, například „pečovatelská služba (§ 40)“.",
    "The service “{name}” has no type.",
)
NO_SECTION = warning(
    "service_type_without_section",
    "Druh služby „{type}“ je bez paragrafu. Doplňte za něj do závorky paragraf zákona, který ho upravuje.",
    "The type of service “{type}” names no section of the act.",
)
LEFT_OUT = warning(
    "service_type_section_left_out",
    "Druh služby „{type}“ je bez paragrafu. Doplňte za něj „(§ {section})“; tak ho řadí zákon ve znění od 1. 1. 2015.",
    "The type of service “{type}” names no section; in the act as in force from 1 January 2015 it is § {section}.",
)
OTHER_SECTION = warning(
    "service_type_other_section",
    "Druh služby „{type}“ upravuje zákon ve znění od 1. 1. 2015 v § {section}, uvádíte jiný. Ověřte druh i paragraf.",
    "The act as in force from 1 January 2015 governs “{type}” in § {section}, not in the section given.",
)
NO_CAPACITY = warning(
    "service_without_capacity",
    "Služba „{name}“ nemá kapacitu. Doplňte ji podle registru poskytovatelů.",
    "The service “{name}” has no capacity.",
)
TWICE = warning(
    "service_twice",
    "Služba „{name}“ je v síti dvakrát: stejný název i poskytovatele, nebo stejný identifikátor, už má jiná služba. "
    "Jednu z nich odeberte, nebo je rozlište.",
    "The service “{name}” is in the network twice: by its name and provider, or by its identifier.",
)
CAPACITY_ORDER = warning(
    "capacity_order",
    "Kapacita „{smaller}“ ({low}) je větší než kapacita „{larger}“ ({high}), jejíž je součástí. Ověřte obě čísla.",
    "The capacity “{smaller}” ({low}) exceeds “{larger}” ({high}), of which it is a part.",
)


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    for service in plan.network.services if plan.network else ():
        yield from register(service)
        for capacity in service.capacities:
            yield from order(capacity)
    yield from twice(plan.network.services if plan.network else ())


def twice(services: Iterable[Service]) -> Iterator[Finding]:
    """Each service that came before, by its identifier or by its name and provider; the first one is not told."""
    seen: set[tuple[str, ...]] = set()
    for service in services:
        keys = {*keys_of(service)}
        if keys & seen:
            yield TWICE.at(service.at("name"), name=service.name)
        seen |= keys


def keys_of(service: Service) -> Iterator[tuple[str, ...]]:
    identifier, name, provider = (
        " ".join(text.casefold().split()) for text in (service.identifier, service.name, service.provider)
    )
    if identifier:
        yield (identifier,)
    if name and provider:
        yield name, provider


def register(service: Service) -> Iterator[Finding]:
    if not service.identifier.strip():
        yield NO_IDENTIFIER.at(service.at("identifier"), name=service.name)
    if not service.type.strip():
        yield NO_TYPE.at(service.at("type"), name=service.name)
    else:
        yield from section(service)
    if all(value is None for capacity in service.capacities for value in numbers(capacity).values()):
        yield NO_CAPACITY.at(service.at("capacities"), name=service.name)


def section(service: Service) -> Iterator[Finding]:
    """The section of the act is proposed only for kinds that are written as the act writes them."""
    known, place = governing(service.type), service.at("type")
    if "§" not in service.type:
        rule = LEFT_OUT if known else NO_SECTION
        yield rule.at(place, type=service.type, section=known)
    elif known and (given := claimed(service.type)) and known not in given:
        yield OTHER_SECTION.at(place, type=service.type, section=known)


def numbers(capacity: Capacity) -> dict[str, Decimal | None]:
    """The three numbers of a capacity, from the part to the whole."""
    return {"local": capacity.local, "network": capacity.network, "registered": capacity.registered}


def order(capacity: Capacity) -> Iterator[Finding]:
    given = [(name, value) for name, value in numbers(capacity).items() if value is not None]
    for (small, low), (large, high) in pairwise(given):
        if low > high:
            yield CAPACITY_ORDER.at(
                capacity.at(small),
                smaller=Capacity.fields[small].label,
                larger=Capacity.fields[large].label,
                low=number(low),
                high=number(high),
            )
