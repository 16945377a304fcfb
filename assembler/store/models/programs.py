"""Jiné programy: who is told of what happens, and what they were told."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from assembler.store.columns import Line, Plain
from assembler.store.models.base import Code, Id, Name, OfMunicipality, Order, Row


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
