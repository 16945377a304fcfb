"""Lidé a skupiny: what of a person is printed follows the consents of the content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from assembler.documents.kind import View
from assembler.options import Options, Variant
from assembler.word.formats import day
from assembler.word.values import Cell, DataTable, Joined
from schemas.people import Group, Member, Party, Person, PersonDetail
from schemas.values import Rich

WITHHELD = "není souhlas se zveřejněním"


class PartyView(TypedDict):
    """Organizace."""

    role: str
    name: str
    details: Joined


class GroupView(TypedDict):
    """Skupina."""

    name: str
    type: str
    target_groups: Joined
    leader_label: str
    leader: Joined
    description: Rich
    members: DataTable | None


def party(item: Party) -> PartyView:
    ico = Joined(("IČO\u00a0", item.ico), "") if item.ico else ""
    values = (ico, item.address, item.phone, item.email, item.web)
    return {
        "role": item.role.label if item.role else "",
        "name": item.name,
        "details": Joined(tuple(value for value in values if value)),
    }


def group(item: Group, options: Options, view: View) -> GroupView:
    leader = person_line(item.leader, options, view) if item.leader else Joined(())
    return {
        "name": item.name,
        "type": item.type.label if item.type else "",
        "target_groups": Joined(item.target_groups),
        "leader_label": item.leader_label or "Vedoucí",
        "leader": leader,
        "description": item.description,
        "members": member_table(item, options, view) if item.members else None,
    }


NAMELESS = "jméno se nezveřejňuje"


def member_table(item: Group, options: Options, view: View) -> DataTable:
    """The members, each with what may be published; a column that nobody fills is left out."""
    rows = [member_row(each, options, view) for each in item.members]
    columns = [i for i, _ in enumerate(MEMBER_COLUMNS) if i == 0 or any(row[i].text for row in rows)]
    heads = tuple(MEMBER_COLUMNS[i] for i in columns)
    return DataTable(heads, tuple(tuple(row[i] for i in columns) for row in rows), (), f"Členové: {item.name}")


MEMBER_COLUMNS = (Cell("Člen"), Cell("Zastupuje"), Cell("Postavení"), Cell("Od"))


def member_row(item: Member, options: Options, view: View) -> tuple[Cell, ...]:
    person = person_line(item.person, options, view) if item.person else Joined(())
    return (
        Cell(person or NAMELESS),
        Cell(item.role.label if item.role else ""),
        Cell(item.position),
        Cell(day(item.since) if item.since else ""),
    )


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
