"""Kdo uložil: who saved the version that one has not seen, and when, for who has been overtaken."""

from __future__ import annotations

from assembler.store import accounts
from assembler.store.models import Revision
from assembler.web.acting import who
from assembler.web.keeping import store
from assembler.web.language import _
from assembler.web.pages.words import moment


def is_mine(revision: Revision) -> bool:
    return revision.author_id is not None and revision.author_id == who().actor.user


def saved_by(revision: Revision) -> str:
    """„Eva Nová, 3. 5. 2026 v 9.05“; „vy v jiném okně, …“ where it was the same person."""
    if is_mine(revision):
        return _("vy v jiném okně, %(at)s", at=moment(revision.at))
    with store().reading(who().actor) as tx:
        name = accounts.names(tx, [revision.author_id]).get(revision.author_id)
    return f"{name}, {moment(revision.at)}" if name else moment(revision.at)
