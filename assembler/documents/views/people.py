"""Lidé a skupiny: what of a person is printed follows the consents of the content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypedDict

from assembler.documents.kind import View
from assembler.documents.views.lists import Text, overview
from assembler.options import Options, Variant
from assembler.word.formats import day
from assembler.word.values import DataTable, Joined
from schemas.people import NAMELESS, Group, Member, Party, Person, PersonDetail
from schemas.values import Rich

WITHHELD = "není souhlas se zveřejněním"
NO_LEADER = "vedoucí skupiny se netiskne, a proto ani jeho označení"


class GroupView(TypedDict):
    """Skupina."""

    name: str
    type: str
    target_groups: Joined
    leader_label: str
    leader: Joined
    description: Rich
    members: DataTable | None


def parties(items: Iterable[Party]) -> DataTable | None:
    return overview(("Úloha", "Organizace", "Údaje"), [party(item) for item in items], "Organizace")


def party(item: Party) -> tuple[Text, ...]:
    ico = Joined(("IČO\u00a0", item.ico), "") if item.ico else ""
    details = Joined(tuple(value for value in (ico, item.address, item.phone, item.email, item.web) if value))
    return item.role.printed if item.role else "", item.name, details


def group(item: Group, options: Options, view: View) -> GroupView:
    leader = person_line(item.leader, options, view) if item.leader else Joined(())
    if not leader:
        view.withheld[item.at("leader_label")] = NO_LEADER
    return {
        "name": item.name,
        "type": type_of(item),
        "target_groups": Joined(item.target_groups),
        "leader_label": item.leader_label or "Vedoucí",
        "leader": leader,
        "description": item.description,
        "members": member_table(item, options, view),
    }


def type_of(item: Group) -> str:
    """„pracovní skupina“; nothing where the name, which stands above it, begins with it."""
    kind = item.type.printed if item.type else ""
    return "" if item.name.casefold().startswith(kind.casefold()) else kind


def member_table(item: Group, options: Options, view: View) -> DataTable | None:
    """The members, each with what may be published."""
    rows = [member_row(each, options, view) for each in item.members]
    return overview(("Člen", "Zastupuje", "Postavení", "Od"), rows, f"Členové: {item.name}")


def member_row(item: Member, options: Options, view: View) -> tuple[Text, ...]:
    person = person_line(item.person, options, view) if item.person else Joined(())
    role = item.role.printed if item.role else ""
    return person or NAMELESS, role, item.position, day(item.since) if item.since else ""


def full_name(person: Person) -> Joined:
    """„Ing. Jan Novák, DiS.“"""
    before = Joined(tuple(v for v in (person.titles_before, person.first_name, person.last_name) if v), " ")
    return Joined((before, person.titles_after), ", ") if person.titles_after else before


DETAILS = {
    PersonDetail.NAME: ("titles_before", "first_name", "last_name", "titles_after"),
    PersonDetail.FUNCTION: ("function",),
    PersonDetail.ORGANISATION: ("organisation",),
    PersonDetail.PHONE: ("phone",),
    PersonDetail.EMAIL: ("email",),
}


def shown_details(person: Person, options: Options, view: View) -> Iterator[PersonDetail]:
    """The details that this variant prints; what it withholds is noted with the reason."""
    for detail, names in DETAILS.items():
        if options.variant is Variant.INTERNAL or detail in person.publish:
            yield detail
        else:
            view.withheld.update({person.at(name): WITHHELD for name in names})


def person_line(person: Person, options: Options, view: View) -> Joined:
    """„Ing. Jan Novák, starosta, Město Dačice, tel. …“, as far as it may be published."""
    allowed = set(shown_details(person, options, view))
    name = full_name(person) if PersonDetail.NAME in allowed else ""
    return Joined(tuple(value for value in (name, *details(person, allowed).items) if value))


def details(person: Person, allowed: set[PersonDetail]) -> Joined:
    """What may be printed beside the name."""
    beside = (detail for detail in DETAILS if detail is not PersonDetail.NAME and detail in allowed)
    return Joined(tuple(value for detail in beside if (value := getattr(person, DETAILS[detail][0]))))
