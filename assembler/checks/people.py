"""Osoby ve veřejném dokumentu: who is printed without a name, and which names deserve a second look."""

from __future__ import annotations

from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.options import Variant
from schemas.findings import Finding, warning
from schemas.people import NAMELESS, Person, PersonDetail, Role
from schemas.plan import Plan

NO_CONSENT = warning(
    "person_without_consent",
    "K osobě „{name}“ není souhlas se zveřejněním jména. Veřejný dokument místo něj otiskne „{instead}“; "
    "máte-li souhlas, zapište ho do údaje „Souhlas se zveřejněním“.",
    "There is no consent to publish the name “{name}”; a public document prints “{instead}” instead.",
)
LEFT_OUT = warning(
    "person_left_out",
    "K osobě „{name}“, která skupinu vede, není souhlas se zveřejněním žádného údaje. Veřejný dokument ji neuvede; "
    "doplňte souhlas, třeba jen s funkcí.",
    "Nothing of “{name}”, who leads the group, may be published; a public document leaves the leader out.",
)
USER_NAMED = warning(
    "user_name_published",
    "Osoba „{name}“ je uživatelem služeb a její jméno se zveřejní. Ověřte, že s tím opravdu souhlasí.",
    "“{name}” is a user of services and the name is going to be published.",
)


def check(plan: Plan, scope: Scope) -> Iterator[Finding]:
    if scope.variant is Variant.PUBLIC:
        for group in plan.groups:
            if group.leader:
                yield from published(group.leader, member=False)
            for each in group.members:
                if each.person:
                    yield from published(each.person, role=each.role)


def published(person: Person, role: Role | None = None, *, member: bool = True) -> Iterator[Finding]:
    name = f"{person.first_name} {person.last_name}".strip()
    if not name:
        return
    if PersonDetail.NAME in person.publish:
        if role is Role.USER:
            yield USER_NAMED.at(person.at("publish"), name=name)
    elif instead := public_details(person) or (NAMELESS if member else ""):
        yield NO_CONSENT.at(person.at("publish"), name=name, instead=instead)
    else:
        yield LEFT_OUT.at(person.at("publish"), name=name)


def public_details(person: Person) -> str:
    """What may be said of a person without a name: the published function and organisation."""
    details = ((PersonDetail.FUNCTION, person.function), (PersonDetail.ORGANISATION, person.organisation))
    return ", ".join(text for detail, text in details if detail in person.publish and text)
