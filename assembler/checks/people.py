"""Osoby ve veřejném dokumentu: who is printed without a name, and which names deserve a second look."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.options import Variant
from schemas.findings import Finding, warning
from schemas.people import Group, Person, PersonDetail, Role
from schemas.plan import Plan

NO_CONSENT = warning(
    "person_without_consent",
    "K osobě „{name}“ není souhlas se zveřejněním jména. Veřejný dokument místo něj otiskne „{instead}“; "
    "máte-li souhlas, zapište ho do údaje „Souhlas se zveřejněním“.",
    "There is no consent to publish the name “{name}”; a public document prints “{instead}” instead.",
)
LEFT_OUT = warning(
    "person_left_out",
    "K osobě „{name}“ není souhlas se zveřejněním žádného údaje ani strana, kterou zastupuje. Veřejný dokument ji "
    "vynechá; doplňte stranu, nebo souhlas.",
    "Nothing of “{name}” may be published and no role is given; a public document leaves the person out.",
)
USER_NAMED = warning(
    "user_name_published",
    "Osoba „{name}“ je uživatelem služeb a její jméno se zveřejní. Ověřte, že s tím opravdu souhlasí.",
    "“{name}” is a user of services and the name is going to be published.",
)


def check(plan: Plan, scope: Scope) -> Iterator[Finding]:
    if scope.variant is Variant.PUBLIC:
        for group in plan.groups:
            for person, role in people(group):
                yield from published(person, role)


def people(group: Group) -> Iterator[tuple[Person, Role | None]]:
    if group.leader:
        yield group.leader, None
    for member in group.members:
        if member.person:
            yield member.person, member.role


def published(person: Person, role: Role | None) -> Iterator[Finding]:
    name = f"{person.first_name} {person.last_name}".strip()
    if not name:
        return
    if PersonDetail.NAME in person.publish:
        if role is Role.USER:
            yield USER_NAMED.at(person.at("publish"), name=name)
    elif instead := printed_instead(person, role):
        yield NO_CONSENT.at(person.at("publish"), name=name, instead=instead)
    else:
        yield LEFT_OUT.at(person.at("publish"), name=name)


def printed_instead(person: Person, role: Role | None) -> str:
    """What may be said of a person without a name: the published function and organisation, or the role."""
    details = ((PersonDetail.FUNCTION, person.function), (PersonDetail.ORGANISATION, person.organisation))
    public = [text for detail, text in details if detail in person.publish and text]
    return ", ".join(public) or (role.label if role else "")
