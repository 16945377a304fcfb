"""Publicita projektu: its sentence, its registration number, its days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assembler.checks.scope import Scope
from assembler.checks.wording import day
from schemas.findings import Finding, error, warning
from schemas.plan import Plan

NO_SENTENCE = error(
    "project_without_sentence",
    "Příprava plánu se platí z projektu, chybí však věta o financování. Opište ji doslova z pravidel programu.",
    "The plan is funded by a project but the funding sentence is missing.",
)
NO_REGISTRATION = warning(
    "project_without_registration",
    "Projekt nemá registrační číslo. Opište ho z rozhodnutí o dotaci.",
    "The project has no registration number.",
)
REGISTRATION_SHAPE = warning(
    "project_registration_shape",
    "Registrační číslo „{number}“ nemá obvyklý tvar (například CZ.03.2.63/0.0/0.0/16_063/0006574). "
    "Porovnejte ho s rozhodnutím o dotaci.",
    "The registration number “{number}” has an unusual shape.",
)
DATES_REVERSED = error(
    "project_dates_reversed",
    "Projekt končí ({ends}) dříve, než začíná ({starts}). Opravte jeden ze dnů.",
    "The project ends ({ends}) before it begins ({starts}).",
)

# CZ.1.04/3.1.03/…, CZ.03.2.63/0.0/0.0/16_063/0006574, CZ.03.02.02/00/22_007/0001234: three periods of the funds
REGISTRATION = re.compile(r"CZ\.\d{1,2}(?:\.\d{1,2}){1,2}(?:/[\d._]+){2,4}")


def check(plan: Plan, _: Scope) -> Iterator[Finding]:
    project = plan.project
    if not project:
        return
    if not project.sentence.strip():
        yield NO_SENTENCE.at(project.at("sentence"))
    number = project.registration.strip()
    if not number:
        yield NO_REGISTRATION.at(project.at("registration"))
    elif not REGISTRATION.fullmatch(number):
        yield REGISTRATION_SHAPE.at(project.at("registration"), number=number)
    if project.starts and project.ends and project.starts > project.ends:
        yield DATES_REVERSED.at(project.at("ends"), starts=day(project.starts), ends=day(project.ends))
