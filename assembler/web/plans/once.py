"""Jednou stačí: a form that is sent twice (a double click) is done once, and both times tells the same outcome."""

from __future__ import annotations

import hashlib
import uuid

from assembler.store import idempotency
from assembler.store.columns import Plain
from assembler.store.idempotency import Began
from assembler.store.store import Actor, Transaction
from assembler.web.keeping import store

KEY = "form"
FINGERPRINT = hashlib.sha256(KEY.encode()).hexdigest()  # its id says all of what a form is about


def begin(tx: Transaction, form: uuid.UUID) -> Began:
    """Takes the id of a form (or of what it decides about), inside of its municipality."""
    owner = uuid.uuid5(tx.actor.municipality or form, str(form))
    return idempotency.begin(tx, owner, KEY, FINGERPRINT)


def remember(tx: Transaction, form: uuid.UUID, outcome: Plain) -> None:
    """In the transaction of the deed; where the form was done before, that deed's own rows have refused this one."""
    idempotency.finish(tx, begin(tx, form), outcome)


def outcome(actor: Actor, form: uuid.UUID) -> Plain | None:
    """What became of a form that was done before; None for one that was not."""
    with store().writing(actor) as tx:
        began = begin(tx, form)
        if began.answer is None:
            idempotency.forget(tx, began)
        return began.answer
