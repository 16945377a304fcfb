"""Tvar údajů: e-mails, telephones and codes look as the hints of their fields promise. Flagged, never repaired."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from assembler.checks.scope import Scope
from assembler.checks.walk import parts
from schemas.base import Part
from schemas.findings import Finding, Rule, warning
from schemas.people import Party, Person
from schemas.plan import Plan
from schemas.services import Contact, Service
from schemas.territory import Municipality

EMAIL_SHAPE = warning(
    "email_shape",
    "E-mail „{value}“ není platná adresa. Napište ji celou a bez diakritiky, například „podatelna@mesto.cz“; "
    "více adres oddělte čárkou.",
    "The e-mail “{value}” is no valid address.",
)
PHONE_SHAPE = warning(
    "phone_shape",
    "Telefon „{value}“ není celé číslo. Má mít devět číslic, například „384 401 213“, u zahraničního i předvolbu.",
    "The telephone “{value}” is no whole number, which has nine digits.",
)
IDENTIFIER_SHAPE = warning(
    "service_identifier_shape",
    "Identifikátor služby „{value}“ nemá sedm číslic. Opište ho z registru poskytovatelů, i s nulami na začátku.",
    "The identifier of the service “{value}” does not have seven digits.",
)
LAU_SHAPE = warning(
    "lau_shape",
    "Kód obce „{value}“ nemá šest číslic. Opište ho z číselníku obcí ČSÚ, například „547166“.",
    "The code of the municipality “{value}” does not have six digits.",
)

EMAIL = re.compile(r"[\w.%+'&-]+@(?:[a-z\d-]+\.)+[a-z]{2,}", re.ASCII | re.IGNORECASE)
BETWEEN = re.compile(r"[\s,;]+")  # addresses
PHONE = re.compile(r"\d(?:[\s./()-]{0,3}\d){8}")  # what else stands there („klapka 12“, a second number) is let be
SHORT_PHONE = re.compile(r"1\d\d|116\s?\d{3}")  # numbers of emergency and of help, e.g. 112, 156, 116 111


def is_email(text: str) -> bool:
    return all(EMAIL.fullmatch(each) for each in BETWEEN.split(text) if each)


def is_phone(text: str) -> bool:
    return bool(PHONE.search(text) or SHORT_PHONE.fullmatch(text))


def digits(count: int) -> Callable[[str], bool]:
    return lambda text: bool(re.fullmatch(rf"[0-9]{{{count}}}", "".join(text.split())))


class Shape(NamedTuple):
    fits: Callable[[str], bool]
    rule: Rule


EMAILS, PHONES = Shape(is_email, EMAIL_SHAPE), Shape(is_phone, PHONE_SHAPE)
SHAPES: Mapping[type[Part], Mapping[str, Shape]] = {
    Party: {"phone": PHONES, "email": EMAILS},
    Person: {"phone": PHONES, "email": EMAILS},
    Contact: {"phone": PHONES, "email": EMAILS},
    Service: {"identifier": Shape(digits(7), IDENTIFIER_SHAPE)},
    Municipality: {"lau": Shape(digits(6), LAU_SHAPE)},
}


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    for part_class, shapes in SHAPES.items():
        for part in parts(plan, part_class):
            for name, shape in shapes.items():
                value = getattr(part, name).strip()
                if value and not shape.fits(value):
                    yield shape.rule.at(part.at(name), value=value)
