"""Zpráva o dokumentu: what was found, repaired and not printed when it was made, for people."""

from __future__ import annotations

import uuid

from flask import Blueprint, render_template

from assembler.errors import Missing
from assembler.store import documents, plans
from assembler.store.roles import Deed
from assembler.web.acting import acting
from assembler.web.keeping import store
from assembler.web.language import spoken
from assembler.web.plans import outcome
from assembler.web.plans.listing import UNTITLED

pages = Blueprint("reporting", __name__)


@pages.get("/plany/<uuid:plan_id>/dokumenty/<uuid:document_id>/zprava")
def show(plan_id: uuid.UUID, document_id: uuid.UUID) -> str:
    with store().reading(acting(Deed.READ)) as tx:
        plan, document = plans.get(tx, plan_id), documents.get(tx, document_id)
        result = outcome.of_document(tx, document)
        if document.plan_id != plan_id or not result.report:
            raise Missing(f"report of document {document_id}")
        newest = plans.revision(tx, plan_id).id == document.revision_id
    return render_template(
        "document_report.html", plan=plan, title=plan.title or spoken(UNTITLED), result=result, newest=newest, ways={}
    )
