"""Práce: jobs, the documents that they make, and the trail of what was done."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from assembler.store.columns import Line, Plain, Sequence
from assembler.store.models.base import Code, Hash, Id, Name, OfFile, OfMunicipality, OfPlan, OfRevision, Order, Row


class Job(Row):
    """Úloha: this row is the truth about it; a broker only wakes workers up."""

    __tablename__ = "jobs"
    __table_args__ = (Index(None, "state", "seq"), {"sqlite_autoincrement": True})
    seq: Mapped[Order]
    id: Mapped[Id]
    municipality_id: Mapped[OfMunicipality]
    plan_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plans.id"), index=True)
    revision_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("revisions.id"))
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    kind: Mapped[Code]
    order: Mapped[Plain]  # everything the work needs to know, by ids and hashes that cannot change meanwhile
    state: Mapped[Code]  # of jobs.py
    step: Mapped[Code]
    progress: Mapped[int]  # per cent
    attempts: Mapped[int]
    lease: Mapped[uuid.UUID | None]  # whose it is now; a worker whose lease is gone can no longer finish it
    lease_until: Mapped[datetime | None]
    heartbeat_at: Mapped[datetime | None]
    result: Mapped[Plain | None]
    problem: Mapped[Plain | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class Document(Row):
    """Dokument: made of one revision by one job; what was put in and what came out. Append-only."""

    __tablename__ = "documents"
    __table_args__ = ({"sqlite_autoincrement": True},)
    seq: Mapped[Order]
    id: Mapped[Id]
    municipality_id: Mapped[OfMunicipality]
    plan_id: Mapped[OfPlan]
    revision_id: Mapped[OfRevision]
    job_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("jobs.id"), unique=True)  # a job makes one document
    kind: Mapped[Code]
    template: Mapped[Name]
    template_hash: Mapped[Hash]
    variant: Mapped[Code]
    state: Mapped[Code]
    year: Mapped[int | None]
    version: Mapped[Code]  # of this program
    file_name: Mapped[Name]  # Czech, without extension
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class DocumentFile(Row):
    """One format of a document: docx, pdf, or the report of its assembly as JSON. Append-only."""

    __tablename__ = "document_files"
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    format: Mapped[Code] = mapped_column(primary_key=True)
    sha256: Mapped[OfFile]
    size: Mapped[int] = mapped_column(Sequence)


class IdempotencyKey(Row):
    """Klíč opakování: the answer that was given to a request, so that its repetition gets the same one."""

    __tablename__ = "idempotency_keys"
    owner: Mapped[uuid.UUID] = mapped_column(Uuid, primary_key=True)  # the user or the token that sent it
    key: Mapped[str] = mapped_column(Line(200), primary_key=True)
    fingerprint: Mapped[Hash]  # of the method, the path and the body
    lease: Mapped[uuid.UUID]  # of the request that works on the answer
    lease_until: Mapped[datetime]
    answer: Mapped[Plain | None]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class AuditEntry(Row):
    """Záznam: who did what to what, when; never what the content says. Append-only."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id"], ["municipalities.id"]),
        Index(None, "municipality_id", "seq"),
        {"sqlite_autoincrement": True},
    )
    seq: Mapped[Order]
    at: Mapped[datetime]
    municipality_id: Mapped[uuid.UUID | None]
    user_id: Mapped[uuid.UUID | None]
    token_id: Mapped[uuid.UUID | None]
    request: Mapped[Code]
    deed: Mapped[Code]  # "plan.save"
    subject: Mapped[Code]  # the id of what it was done to
    details: Mapped[Plain]
