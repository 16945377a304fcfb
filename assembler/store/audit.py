"""Záznam o činnosti: who did what to what, and when; written by each operation in its own transaction."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from assembler.store.models import AuditEntry
from assembler.store.paging import Page, page
from assembler.store.store import Transaction


def newest_first(
    tx: Transaction, *, subject: str = "", without: Collection[str] = (), limit: int = 50, cursor: str = ""
) -> Page[AuditEntry]:
    """A page of the trail of the actor's municipality, or of one thing (its id) of it; `without` some deeds."""
    found = select(AuditEntry).where(AuditEntry.municipality_id == tx.actor.municipality)
    if subject:
        found = found.where(AuditEntry.subject == subject)
    if without:
        found = found.where(AuditEntry.deed.not_in(without))
    return page(tx, found, AuditEntry.seq, limit, cursor)
