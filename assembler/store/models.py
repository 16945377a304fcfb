"""The tables. Rows are values that outlive their transaction; what changes them is in the module of each thing.

`seq` is the order in which rows came (clocks may go back, sequences do not); `id` is what others see and cannot guess.
Every table of one municipality's things bears `municipality_id`. Tables marked append-only refuse UPDATE and DELETE in
the database itself (migrations/versions).
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated, ClassVar

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, MetaData, UniqueConstraint, Uuid
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from assembler.store.columns import Line, Moment, Plain, Sequence

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Order = Annotated[int, mapped_column(Sequence, primary_key=True, autoincrement=True)]
Id = Annotated[uuid.UUID, mapped_column(Uuid, unique=True, default=uuid.uuid4)]
Hash = Annotated[str, mapped_column(Line(64))]  # SHA-256, hexadecimal
Code = Annotated[str, mapped_column(Line(60))]  # a word of ours
Name = Annotated[str, mapped_column(Line(300))]  # a line that people read or write
Wording = Annotated[str, mapped_column(Line(20_000))]  # what somebody wrote
OfMunicipality = Annotated[uuid.UUID, mapped_column(ForeignKey("municipalities.id"), index=True)]
OfUser = Annotated[uuid.UUID, mapped_column(ForeignKey("users.id"), index=True)]
OfPlan = Annotated[uuid.UUID, mapped_column(ForeignKey("plans.id"), index=True)]
OfRevision = Annotated[uuid.UUID, mapped_column(ForeignKey("revisions.id"), index=True)]
OfFile = Annotated[str, mapped_column(ForeignKey("files.sha256"), index=True)]


class Row(DeclarativeBase):
    """A row of a table; times are aware and in UTC."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: Moment, Plain: JSON(none_as_null=True), list[str]: JSON}


# ---------------------------------------------------------------- people


class Municipality(Row):
    """Obec (nebo svazek, kraj): whose plans they are; nobody else sees them."""

    __tablename__ = "municipalities"
    __table_args__ = ({"sqlite_autoincrement": True},)
    seq: Mapped[Order]
    id: Mapped[Id]
    name: Mapped[Name]
    created_at: Mapped[datetime]


class User(Row):
    """Uživatel: a local account (password), an account of an OIDC provider (issuer, subject), or both."""

    __tablename__ = "users"
    __table_args__ = (UniqueConstraint("oidc_issuer", "oidc_subject"), {"sqlite_autoincrement": True})
    seq: Mapped[Order]
    id: Mapped[Id]
    name: Mapped[Name]
    email: Mapped[Name] = mapped_column(unique=True)  # as accounts.address gives it
    password: Mapped[str | None] = mapped_column(Line(300))  # hashed with its salt and its costs
    oidc_issuer: Mapped[str | None] = mapped_column(Line(300))
    oidc_subject: Mapped[str | None] = mapped_column(Line(300))
    generation: Mapped[
        int
    ]  # sessions of earlier generations are over: raised by a new password and by „odhlásit všude“
    active: Mapped[bool]
    created_at: Mapped[datetime]


class Membership(Row):
    """Členství: what a user may do in a municipality; one user may belong to several."""

    __tablename__ = "memberships"
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"), primary_key=True)
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("municipalities.id"), primary_key=True, index=True)
    role: Mapped[Code]  # of roles.py
    parts: Mapped[list[str]]  # of a contributor: pointers of the parts of the content that he edits
    since: Mapped[datetime]


class Token(Row):
    """Přístupový klíč API: only its hash is kept; it acts for its user, in one municipality, within its scopes."""

    __tablename__ = "tokens"
    __table_args__ = ({"sqlite_autoincrement": True},)
    seq: Mapped[Order]
    id: Mapped[Id]
    municipality_id: Mapped[OfMunicipality]
    user_id: Mapped[OfUser]
    name: Mapped[Name]
    secret: Mapped[Hash] = mapped_column(unique=True)
    scopes: Mapped[list[str]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class SignIn(Row):
    """Přihlášení: a session of a user in a browser; only the hash of its key is kept. Where it is gone, it is over."""

    __tablename__ = "sign_ins"
    __table_args__ = ({"sqlite_autoincrement": True},)
    seq: Mapped[Order]
    secret: Mapped[Hash] = mapped_column(unique=True)
    user_id: Mapped[OfUser]
    generation: Mapped[int]  # of the user when it began
    municipality_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("municipalities.id"))  # where the user acts
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)


# ---------------------------------------------------------------- plans


class File(Row):
    """Soubor: bytes that lie in the files, under their hash. The row comes before the bytes, references after them."""

    __tablename__ = "files"
    sha256: Mapped[Hash] = mapped_column(primary_key=True)
    size: Mapped[int] = mapped_column(Sequence)
    kept_until: Mapped[datetime]  # while nothing refers to it; then the sweep removes it


class Content(Row):
    """Obsah: the whole content of a revision, packed, under the hash of its canonical form. Append-only."""

    __tablename__ = "contents"
    hash: Mapped[Hash] = mapped_column(primary_key=True)
    packed: Mapped[bytes] = mapped_column(LargeBinary)


class ContentFile(Row):
    """A long text of a content (a picture) that lies in the files. Append-only."""

    __tablename__ = "content_files"
    content_hash: Mapped[Hash] = mapped_column(ForeignKey("contents.hash"), primary_key=True)
    sha256: Mapped[OfFile] = mapped_column(primary_key=True)


class Plan(Row):
    """Plán: its newest revision has the number `head`; `changed` is the order of that revision."""

    __tablename__ = "plans"
    __table_args__ = (Index(None, "municipality_id", "changed"), {"sqlite_autoincrement": True})
    seq: Mapped[Order]
    id: Mapped[Id]
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("municipalities.id"))
    title: Mapped[Name]  # of the newest revision, shortened
    head: Mapped[int]
    changed: Mapped[int] = mapped_column(Sequence)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]
    last_comment: Mapped[int] = mapped_column(default=0)  # the highest number that a comment has ever had


class Revision(Row):
    """Revize: one saved state of a plan, numbered from 1. Append-only."""

    __tablename__ = "revisions"
    __table_args__ = (UniqueConstraint("plan_id", "number"), {"sqlite_autoincrement": True})
    seq: Mapped[Order]
    id: Mapped[Id]
    plan_id: Mapped[OfPlan]
    number: Mapped[int]
    title: Mapped[Name]
    content_hash: Mapped[Hash] = mapped_column(ForeignKey("contents.hash"), index=True)
    parent_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("revisions.id"))  # which it replaced
    source_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("revisions.id"))  # restored, or taken over from
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    note: Mapped[str] = mapped_column(Line(2000))


class Upload(Row):
    """Nahraný soubor: a picture, an attachment or a filled-in workbook of a municipality, perhaps of one plan."""

    __tablename__ = "uploads"
    __table_args__ = ({"sqlite_autoincrement": True},)
    seq: Mapped[Order]
    id: Mapped[Id]
    municipality_id: Mapped[OfMunicipality]
    plan_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("plans.id"), index=True)
    purpose: Mapped[Code]
    file_name: Mapped[Name]
    media_type: Mapped[Code] = mapped_column(Line(150))
    sha256: Mapped[OfFile]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class Draft(Row):
    """Rozepsané: what somebody has typed into a form and not saved yet. Only its author ever sees it."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("user_id", "plan_id", "form"), {"sqlite_autoincrement": True})
    seq: Mapped[Order]
    id: Mapped[Id]
    municipality_id: Mapped[OfMunicipality]
    plan_id: Mapped[OfPlan]
    user_id: Mapped[OfUser]
    form: Mapped[Hash]  # of the lasting place of the form: an item that has an identifier may be moved meanwhile
    place: Mapped[str] = mapped_column(Line(1000))  # pointer, in the version on which it was typed
    number: Mapped[int]  # of that version
    title: Mapped[Name]  # of the form
    labels: Mapped[list[str]]  # of the fields that were typed into
    typed: Mapped[bytes] = mapped_column(LargeBinary)  # their names and texts, packed
    at: Mapped[datetime] = mapped_column(index=True)


class TakenTable(Row):
    """Převzatá tabulka: of somebody else, taken over into a list of a plan; what it meant serves for his next one."""

    __tablename__ = "taken_tables"
    __table_args__ = (Index(None, "municipality_id", "sender_key", "seq"), {"sqlite_autoincrement": True})
    seq: Mapped[Order]
    id: Mapped[Id]
    municipality_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("municipalities.id"))
    plan_id: Mapped[OfPlan]
    upload_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("uploads.id"), index=True)  # the file as it came
    number: Mapped[int]  # of the version that it made
    sender: Mapped[Name]
    sender_key: Mapped[Name]  # the same however it is typed
    target: Mapped[Code]  # the list of the plan
    sheet: Mapped[Name]
    meaning: Mapped[Plain]  # of taken_tables.py: headings and what they meant
    said: Mapped[bytes] = mapped_column(LargeBinary)  # what it said of each item, packed
    aside: Mapped[bytes] = mapped_column(LargeBinary)  # what found no place, packed
    aside_count: Mapped[int]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class Template(Row):
    """Šablona obce: a Word template of a municipality's own, for one kind of document."""

    __tablename__ = "templates"
    __table_args__ = ({"sqlite_autoincrement": True},)
    seq: Mapped[Order]
    id: Mapped[Id]
    municipality_id: Mapped[OfMunicipality]
    kind: Mapped[Code]
    name: Mapped[Name]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]  # no longer offered


class TemplateVersion(Row):
    """Verze šablony: the newest is what documents are made from. Append-only."""

    __tablename__ = "template_versions"
    __table_args__ = ({"sqlite_autoincrement": True},)
    seq: Mapped[Order]
    id: Mapped[Id]
    template_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("templates.id"), index=True)
    sha256: Mapped[OfFile]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]


class Invitation(Row):
    """Výzva k doplnění: a link without an account to one card of a plan. Its key is signed, not kept."""

    __tablename__ = "invitations"
    __table_args__ = ({"sqlite_autoincrement": True},)
    seq: Mapped[Order]
    id: Mapped[Id]
    municipality_id: Mapped[OfMunicipality]
    plan_id: Mapped[OfPlan]
    revision_id: Mapped[OfRevision]  # whose content the place is of; in newer ones the card is looked for
    place: Mapped[str] = mapped_column(Line(1000))  # pointer
    title: Mapped[Name]  # of the card, as it was
    addressee: Mapped[Name]
    deadline: Mapped[date]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    closed_at: Mapped[datetime | None]  # the link leads nowhere any more


class Proposal(Row):
    """Návrh: what came back. The newest one counts; nothing of it is in the plan until somebody accepts it."""

    __tablename__ = "proposals"
    __table_args__ = ({"sqlite_autoincrement": True},)
    seq: Mapped[Order]
    id: Mapped[Id]
    invitation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("invitations.id"), index=True)
    base_id: Mapped[OfRevision]  # the version that its author saw
    part: Mapped[bytes | None] = mapped_column(LargeBinary)  # the whole card, packed; None: „beze změny“
    message: Mapped[str] = mapped_column(Line(2000))
    at: Mapped[datetime]
    verdict: Mapped[Code]  # of invitations.py
    decided_by: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    decided_at: Mapped[datetime | None]


class Comment(Row):
    """Připomínka: what somebody said to a plan, and how it was settled (schemas/comments.py). Its number is its own."""

    __tablename__ = "comments"
    __table_args__ = (UniqueConstraint("plan_id", "number"), {"sqlite_autoincrement": True})
    seq: Mapped[Order]
    id: Mapped[Id]
    municipality_id: Mapped[OfMunicipality]
    plan_id: Mapped[OfPlan]
    number: Mapped[int]
    version: Mapped[int]  # raised by every change
    received: Mapped[date | None]
    submitter: Mapped[Name]
    publish: Mapped[bool]  # the name of who submitted it
    channel: Mapped[Code]
    place: Mapped[str] = mapped_column(Line(1000))  # pointer
    place_title: Mapped[Name]  # of the place, as it was
    revision_id: Mapped[OfRevision]  # whose content the place is of; in newer ones it is looked for
    original: Mapped[Wording]
    proposed: Mapped[Wording]
    reason: Mapped[Wording]
    type: Mapped[Code]
    settlement: Mapped[Code]  # empty: not settled yet
    merged_with: Mapped[int | None]
    justification: Mapped[Wording]
    decided_by: Mapped[Name]
    decided_on: Mapped[date | None]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime]
    changed_at: Mapped[datetime]


# ---------------------------------------------------------------- work


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


# ---------------------------------------------------------------- other programs


class Webhook(Row):
    """Webhook: the address of another program that is told what happens in a municipality."""

    __tablename__ = "webhooks"
    __table_args__ = ({"sqlite_autoincrement": True},)
    seq: Mapped[Order]
    id: Mapped[Id]
    municipality_id: Mapped[OfMunicipality]
    author_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("users.id"))
    url: Mapped[str] = mapped_column(Line(2000))
    events: Mapped[list[str]]  # of outbox.py
    secret: Mapped[str] = mapped_column(Line(100))  # as it is: who signs needs it, its hash would be of no use
    created_at: Mapped[datetime]
    turn_at: Mapped[datetime]  # before that nobody delivers here: someone does just now, or the last one failed
    off_at: Mapped[datetime | None]
    off_reason: Mapped[Name]


class Delivery(Row):
    """Doručení: one event for one webhook, written with the event itself; `id` names the message at each attempt."""

    __tablename__ = "deliveries"
    __table_args__ = ({"sqlite_autoincrement": True},)
    seq: Mapped[Order]
    id: Mapped[Id]
    webhook_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("webhooks.id"), index=True)
    event: Mapped[Code]
    subject: Mapped[Code]  # the id of what it happened to
    details: Mapped[Plain]  # ids and numbers, never what a content says
    at: Mapped[datetime]
    attempts: Mapped[int]
    next_at: Mapped[datetime | None] = mapped_column(index=True)  # of the next attempt; None: there is none any more
    tried_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    problem: Mapped[Name]  # of the last attempt
