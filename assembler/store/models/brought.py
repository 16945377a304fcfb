"""Co lidé přinesli: uploads, tables of others, templates, answers to invitations, comments."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assembler.store.columns import Line, Plain
from assembler.store.models.base import Code, Id, Name, OfFile, OfMunicipality, OfPlan, OfRevision, Order, Row, Wording


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
