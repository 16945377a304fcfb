"""Plány: contents, their revisions, and what is typed and not saved yet."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assembler.store.columns import Line, Sequence
from assembler.store.models.base import Hash, Id, Name, OfFile, OfMunicipality, OfPlan, OfUser, Order, Row


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
