"""Dokumenty: what was made of a revision, kept with everything it was made from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from assembler.errors import Missing
from assembler.options import Options
from assembler.store import plans, quota
from assembler.store.models import Document, DocumentFile, File, Job, Revision
from assembler.store.paging import Page, page
from assembler.store.store import Transaction


@dataclass(frozen=True, slots=True)
class Made:
    """What an assembly gave. `formats` are the hashes of files that `Store.keep` has written: docx, pdf, report."""

    kind: str
    template: str  # its name, or the id of its upload
    template_hash: str
    options: Options
    version: str  # of this program
    file_name: str  # Czech, without extension
    formats: dict[str, str]


def add(tx: Transaction, revision: Revision, made: Made, job: Job | None = None) -> Document:
    """A document of a revision of the actor's municipality; raises Missing.

    A job makes one document: another worker's transaction fails as a whole. Raises QuotaFull.
    """
    quota.allow(tx, made.formats.values())
    row = Document(
        id=uuid.uuid4(),
        municipality_id=plans.get(tx, revision.plan_id).municipality_id,
        plan_id=revision.plan_id,
        revision_id=revision.id,
        job_id=job.id if job else None,
        kind=made.kind,
        template=made.template,
        template_hash=made.template_hash,
        variant=made.options.variant.value,
        state=made.options.state.value,
        year=made.options.year,
        version=made.version,
        file_name=made.file_name,
        author_id=tx.actor.user,
        at=tx.now,
    )
    tx.db.add(row)
    tx.db.flush()
    add_formats(tx, row, made.formats)
    tx.record("document.add", row.id, revision=str(revision.id), kind=made.kind, state=row.state)
    return row


def add_formats(tx: Transaction, document: Document, formats: dict[str, str]) -> None:
    for name, digest in formats.items():
        size = tx.db.scalars(select(File.size).where(File.sha256 == digest)).one()
        tx.db.add(DocumentFile(document_id=document.id, format=name, sha256=digest, size=size))
    tx.db.flush()


def get(tx: Transaction, document_id: uuid.UUID) -> Document:
    """Raises Missing, also for one of another municipality."""
    seen = select(Document).where(Document.id == document_id, Document.municipality_id == tx.actor.municipality)
    found = tx.db.scalar(seen)
    if found is None:
        raise Missing(f"document {document_id}")
    return found


def formats(tx: Transaction, document_id: uuid.UUID) -> dict[str, DocumentFile]:
    """The files of a document by their format: hash (its strong ETag) and size; raises Missing."""
    get(tx, document_id)
    found = select(DocumentFile).where(DocumentFile.document_id == document_id).order_by(DocumentFile.format)
    return {each.format: each for each in tx.db.scalars(found)}


def newest_first(tx: Transaction, plan_id: uuid.UUID, *, limit: int = 50, cursor: str = "") -> Page[Document]:
    """A page of the documents of a plan; raises Missing."""
    plan = plans.get(tx, plan_id)
    return page(tx, select(Document).where(Document.plan_id == plan.id), Document.seq, limit, cursor)
