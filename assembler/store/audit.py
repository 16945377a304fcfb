"""Záznam o činnosti: who did what to what, and when; written by each operation in its own transaction."""

from __future__ import annotations

from sqlalchemy import select

from assembler.store.models import AuditEntry
from assembler.store.paging import Page, page
from assembler.store.store import Transaction


def newest_first(tx: Transaction, *, subject: str = "", limit: int = 50, cursor: str = "") -> Page[AuditEntry]:
    """A page of the trail of the actor's municipality, or of one thing (its id) of it."""
    found = select(AuditEntry).where(AuditEntry.municipality_id == tx.actor.municipality)
    return page(tx, found.where(AuditEntry.subject == subject) if subject else found, AuditEntry.seq, limit, cursor)
