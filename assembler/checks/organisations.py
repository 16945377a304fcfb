"""Jedna organizace, jeden název: IČO and legal forms agree wherever one is named. Flagged, never repaired."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assembler.checks.scope import Scope
from assembler.checks.walk import parts
from assembler.checks.wording import folded
from schemas.findings import Finding, Verbatim, warning
from schemas.measures import Measure
from schemas.people import Person
from schemas.plan import Plan

ICO_SHAPE = warning(
    "ico_shape",
    "IČO „{ico}“ nemá osm číslic{hint}. Opravte ho.",
    "The organisation ID “{ico}” does not have eight digits{hint_en}.",
)
ICO_CHECKSUM = warning(
    "ico_checksum",
    "IČO „{ico}“ nemá správnou kontrolní číslici: některá číslice je chybná. Ověřte ho v rejstříku.",
    "The check digit of the organisation ID “{ico}” is wrong.",
)
TWO_NAMES = warning(
    "ico_two_names",
    "IČO {ico} má zde název „{name}“, jinde však „{other}“. Jedna organizace, jeden název: vyberte jeden.",
    "The organisation ID {ico} goes with “{name}” here and with “{other}” elsewhere.",
)
TWO_FORMS = warning(
    "organisation_two_forms",
    "Organizace je zde „{name}“, jinde však „{other}“. Ověřte právní formu a pište ji všude stejně.",
    "The organisation is “{name}” here and “{other}” elsewhere; check its legal form.",
)

LEGAL_FORM = re.compile(
    r"[\s,]+(?:(?P<zs>z\.?\s*s\.?|zapsaný spolek)|(?P<zu>z\.?\s*ú\.?|zapsaný ústav)"
    r"|(?P<ops>o\.?\s*p\.?\s*s\.?|obecně prospěšná společnost)|(?P<sro>(?:spol\.\s*)?s\.?\s*r\.?\s*o\.?)"
    r"|(?P<as>a\.?\s*s\.?|akciová společnost)|(?P<po>p\.?\s*o\.?|příspěvková organizace))\s*$",
    re.IGNORECASE,
)
ENDING = 60  # characters at the end of a name in which its legal form stands
WEIGHTS = range(8, 1, -1)  # of the first seven digits of an IČO; the eighth checks them modulo 11


class Mention(NamedTuple):
    """An organisation named in the content."""

    name: str
    pointer: str
    ico: str = ""
    ico_pointer: str = ""


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    names: dict[str, str] = {}  # of each IČO, as first written
    forms: dict[
        str, tuple[str, str]
    ] = {}  # of each name without its legal form: the form and the name as first written
    for mention in mentions(plan):
        core, form = split(mention.name)
        if form:
            first_form, other = forms.setdefault(core, (form, mention.name))
            if form != first_form:
                yield TWO_FORMS.at(mention.pointer, name=mention.name, other=other)
        if mention.ico.strip():
            yield from number(mention.ico, mention.ico_pointer)
            other = names.setdefault(compact(mention.ico), mention.name)
            if split(other)[0] != core:
                yield TWO_NAMES.at(mention.pointer, ico=mention.ico, name=mention.name, other=other)


def mentions(plan: Plan) -> Iterator[Mention]:
    for party in plan.parties:
        yield Mention(party.name, party.at("name"), party.ico, party.at("ico"))
    for person in parts(plan, Person):
        yield Mention(person.organisation, person.at("organisation"))
    for measure in parts(plan, Measure):
        yield Mention(measure.guarantor, measure.at("guarantor"))
        for field in ("implementers", "partners"):
            yield from (Mention(name, measure.at(field, i)) for i, name in enumerate(getattr(measure, field)))
    for service in plan.network.services if plan.network else ():
        yield Mention(service.provider, service.at("provider"), service.ico, service.at("ico"))
    for project in plan.pipeline.projects if plan.pipeline else ():
        yield Mention(project.applicant, project.at("applicant"))


def split(name: str) -> tuple[str, str]:
    """The name without its legal form, folded; and the form ("" where none is written)."""
    match = LEGAL_FORM.search(name, max(0, len(name) - ENDING))
    return folded(name[: match.start()] if match else name), str(match.lastgroup) if match else ""


def compact(ico: str) -> str:
    return "".join(ico.split())


def number(written: str, pointer: str) -> Iterator[Finding]:
    """What is wrong with an IČO, whoever's it is."""
    ico = compact(written)
    if not re.fullmatch(r"[0-9]{8}", ico):
        padded = ico.zfill(8) if ico.isascii() and ico.isdigit() and len(ico) < 8 else ""
        lost = padded if padded and checks(padded) else ""
        hint = Verbatim(f"; nejspíš ztratilo nulu na začátku a má být „{lost}“" if lost else "")
        hint_en = Verbatim(f"; it has probably lost its leading zero: “{lost}”" if lost else "")
        yield ICO_SHAPE.at(pointer, ico=written, hint=hint, hint_en=hint_en)
    elif not checks(ico):
        yield ICO_CHECKSUM.at(pointer, ico=written)


def checks(ico: str) -> bool:
    """Whether the last of eight digits is the check digit of the others."""
    weighted = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, ico, strict=False))
    return (11 - weighted % 11) % 10 == int(ico[7])
