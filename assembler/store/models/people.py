"""Lidé: municipalities, who works for them, and how they sign in."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from assembler.store.columns import Line
from assembler.store.models.base import Code, Hash, Id, Name, OfMunicipality, OfUser, Order, Row


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
