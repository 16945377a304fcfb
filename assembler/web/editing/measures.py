"""Všechna opatření: a list across the whole strategy, to be searched and turned over."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from assembler.forms.building import pointer_to
from assembler.forms.codes import Coded, Codes
from assembler.forms.layout import ITEMS
from assembler.forms.naming import title_of
from assembler.forms.reading import within
from assembler.store.roles import Deed
from assembler.web.acting import acting
from assembler.web.editing.opened import findings, opened
from assembler.web.editing.parts import page_number
from assembler.web.language import _
from assembler.web.plans.leading import address
from schemas.findings import Finding, Severity
from schemas.measures import Measure

pages = Blueprint("measures", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    code: str
    title: str
    above: str
    guarantor: str
    address: str
    errors: int
    warnings: int


@pages.get("/plany/<uuid:plan_id>/vsechna-opatreni")
def listing(plan_id: uuid.UUID) -> str:
    """Those whose code, name or guarantor holds what is searched."""
    found = opened(acting(Deed.READ), plan_id)
    search = request.args.get("hledat", "").strip()[:100]
    every = [each for each in Codes(found.content).all() if each.part_class is Measure]
    fitting = [each for each in every if search.casefold() in words(each).casefold()]
    count = max(1, -(-len(fitting) // ITEMS))
    number = min(max(1, page_number()), count)
    shown = fitting[(number - 1) * ITEMS : number * ITEMS]
    told = findings(found, wait=False) or ()
    return render_template(
        "editing/measures.html",
        opened=found,
        rows=[row(plan_id, each, told) for each in shown],
        total=len(every),
        count=len(fitting),
        search=search,
        page=number,
        pages=count,
    )


def words(each: Coded) -> str:
    return f"{each.code} {title_of(each.item, Measure)} {each.item.get('guarantor', '')}"


def row(plan_id: uuid.UUID, each: Coded, told: Sequence[Finding]) -> Row:
    pointer = pointer_to(each.steps)
    inside = Counter(one.severity for one in told if within(one.pointer, pointer))
    return Row(
        code=each.code,
        title=title_of(each.item, Measure) or _("Opatření bez názvu"),
        above=each.above,
        guarantor=str(each.item.get("guarantor", "")),
        address=address(plan_id, each.steps),
        errors=inside[Severity.ERROR],
        warnings=inside[Severity.WARNING],
    )
