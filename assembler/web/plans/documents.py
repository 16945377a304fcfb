"""Dokumenty plánu: what was made of which version, to be downloaded under its Czech name."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request

from assembler import documents as kinds
from assembler import writers
from assembler.errors import Missing, UnknownName
from assembler.jobs.orders import REPORT
from assembler.store import accounts, documents, plans, templates
from assembler.store.models import Document, DocumentFile
from assembler.store.roles import Deed
from assembler.store.store import Transaction
from assembler.web.acting import acting
from assembler.web.downloads import JSON, conditional, saved
from assembler.web.keeping import store
from assembler.web.language import spoken
from assembler.web.pages import form
from assembler.web.plans import pictures
from assembler.web.plans.listing import UNTITLED
from assembler.writers import Writer

AT_ONCE = 20

pages = Blueprint("documents", __name__)


@dataclass(frozen=True, slots=True)
class Shown:
    document: Document
    kind: str
    template: str
    number: int  # of the version that it was made of
    author: str
    files: list[tuple[Writer, DocumentFile]]
    report: bool
    pictures: bool  # whether its pages can be looked at

    @property
    def shape(self) -> str:
        return form.shape(self.kind, self.document.state, self.document.variant, self.document.year)


@pages.get("/plany/<uuid:plan_id>/dokumenty")
def listing(plan_id: uuid.UUID) -> str:
    with store().reading(acting(Deed.READ)) as tx:
        plan = plans.get(tx, plan_id)
        page = documents.newest_first(tx, plan_id, limit=AT_ONCE, cursor=request.args.get("dal", ""))
        names = accounts.names(tx, [each.author_id for each in page.items])
        own = templates.names(tx)
        made = [shown(tx, each, names.get(each.author_id, ""), own) for each in page.items]
    return render_template(
        "documents.html", plan=plan, title=plan.title or spoken(UNTITLED), documents=made, cursor=page.cursor
    )


def shown(tx: Transaction, document: Document, author: str, own: Mapping[str, str]) -> Shown:
    kept = documents.formats(tx, document.id)
    files = [(writer, kept[writer.NAME]) for writer in writers.WRITERS if writer.NAME in kept]
    number = plans.revision_by_id(tx, document.revision_id).number
    template = own.get(document.template) or form.template_title(document.template)
    return Shown(
        document, kind_title(document.kind), template, number, author, files, REPORT in kept, pictures.FORMAT in kept
    )


def kind_title(code: str) -> str:
    """The title of a kind; its code where this program no longer knows it."""
    try:
        return kinds.kind(code).title
    except UnknownName:
        return code


@pages.get("/plany/<uuid:plan_id>/dokumenty/<uuid:document_id>/dokument.<extension>")
def download(plan_id: uuid.UUID, document_id: uuid.UUID, extension: str) -> Response:
    writer = writers.by_path(f".{extension}")
    return file(plan_id, document_id, writer.NAME, writer.MEDIA_TYPE, writer.EXTENSION)


@pages.get("/plany/<uuid:plan_id>/dokumenty/<uuid:document_id>/zprava.json")
def report(plan_id: uuid.UUID, document_id: uuid.UUID) -> Response:
    return file(plan_id, document_id, REPORT, JSON, "json", " – zpráva o sestavení")


def file(
    plan_id: uuid.UUID, document_id: uuid.UUID, name: str, media_type: str, extension: str, suffix: str = ""
) -> Response:
    """One format of a document, whole or in part, or 304; raises Missing where it was not made."""
    with store().reading(acting(Deed.READ)) as tx:
        found, kept = documents.get(tx, document_id), documents.formats(tx, document_id)
        if found.plan_id != plan_id or name not in kept:
            raise Missing(f"{name} of document {document_id}")
        data = tx.files.get(kept[name].sha256)
    return conditional(saved(data, media_type, found.file_name + suffix, extension))
