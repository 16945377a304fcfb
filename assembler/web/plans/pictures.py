"""Náhled dokumentu: the pages of its PDF as pictures, so that one sees what it looks like before downloading it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from assembler.convert import pdf
from assembler.errors import Missing
from assembler.store import documents, plans
from assembler.store.models import Document, Plan
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.web.acting import acting
from assembler.web.keeping import store
from assembler.web.language import spoken
from assembler.web.plans.listing import UNTITLED

AT_ONCE = 12  # pages on one screen
FORMAT = "pdf"
WIDTHS = {"maly": 360, "velky": 1240}  # points: among others, alone (150 to the inch of A4)
KEPT = "private, max-age=31536000, immutable"  # a document never changes, its pages neither

pages = Blueprint("pictures", __name__)


@dataclass(frozen=True, slots=True)
class Printed:
    """A document with its PDF."""

    plan: Plan
    document: Document
    data: bytes


def printed(actor: Actor, plan_id: uuid.UUID, document_id: uuid.UUID) -> Printed:
    """Raises Missing, also where no PDF of the document was made."""
    with store().reading(actor) as tx:
        plan, found = plans.get(tx, plan_id), documents.get(tx, document_id)
        files = documents.formats(tx, document_id)
        if found.plan_id != plan_id or FORMAT not in files:
            raise Missing(f"pages of document {document_id}")
        return Printed(plan, found, tx.files.get(files[FORMAT].sha256))


@pages.get("/plany/<uuid:plan_id>/dokumenty/<uuid:document_id>/strany")
def show(plan_id: uuid.UUID, document_id: uuid.UUID) -> str:
    """The pages from `od` on, twelve at once."""
    found = printed(acting(Deed.READ), plan_id, document_id)
    count = pdf.page_count(found.data)
    wanted = request.args.get("od", 1, type=int)
    first = min(max(wanted, 1), count)
    last = min(first + AT_ONCE - 1, count)
    return render_template(
        "pictures.html",
        plan=found.plan,
        title=found.plan.title or spoken(UNTITLED),
        document=found.document,
        count=count,
        first=first,
        last=last,
        before=max(first - AT_ONCE, 1) if first > 1 else None,
        after=last + 1 if last < count else None,
    )


@pages.get("/plany/<uuid:plan_id>/dokumenty/<uuid:document_id>/strany/<int:number>.<any(maly, velky):size>.png")
def picture(plan_id: uuid.UUID, document_id: uuid.UUID, number: int, size: str) -> Response:
    found = printed(acting(Deed.READ), plan_id, document_id)
    data = pdf.page_picture(found.data, number, WIDTHS[size])
    if data is None:
        raise Missing(f"page {number} of document {document_id}")
    response = Response(data, mimetype="image/png")
    response.headers["Cache-Control"] = KEPT
    return response
