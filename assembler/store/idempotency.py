"""Opakované požadavky: the same Idempotency-Key gets the same answer, and its deed is done once.

A short deed (a row or two) is done in the same transaction as its key: who comes second waits for the first, and gets
its answer. A long deed begins its key in a transaction of its own, and finishes it in the one that keeps its outcome.

    with store.writing(actor) as tx:
        began = idempotency.begin(tx, owner, key, fingerprint)
        if began.answer is None:
            ...                                             # the deed
            idempotency.finish(tx, began, {"status": 201, ...})
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Text, cast, delete, select, update

from assembler.errors import KeyReused, LeaseLost, Missing, Unfit, WrongState
from assembler.store.columns import Plain
from assembler.store.database import insert
from assembler.store.models import IdempotencyKey
from assembler.store.store import Transaction

KEPT = timedelta(hours=48)
LEASE = timedelta(minutes=5)  # a long deed whose process died may be done again after that
WITHDRAWN: Plain = {"withdrawn": True}
LONGEST = 200  # characters of a key


@dataclass(frozen=True, slots=True)
class Began:
    """A key and, where its deed was done before, the answer that was given."""

    owner: uuid.UUID
    key: str
    lease: uuid.UUID
    answer: Plain | None


def begin(tx: Transaction, owner: uuid.UUID, key: str, fingerprint: str, lease: timedelta = LEASE) -> Began:
    """Take a key of an owner (user or token); the caller does the deed if there is no answer yet.

    `fingerprint` is the SHA-256 of method, path and body. Raises KeyReused for another request under the same key,
    WrongState while the first one is still working, Missing where what it wrote was erased since, Unfit for no key.
    """
    if not 0 < len(key) <= LONGEST or not key.isprintable():
        raise Unfit(f"Idempotency-Key má mít 1 až {LONGEST} tisknutelných znaků.")
    began = Began(owner, key, uuid.uuid4(), None)
    tx.db.execute(delete(IdempotencyKey).where(one(owner, key), IdempotencyKey.expires_at < tx.now))
    values = {"fingerprint": fingerprint, "lease": began.lease, "lease_until": tx.now + lease}
    new = insert(tx.db, IdempotencyKey).values(owner=owner, key=key, expires_at=tx.now + KEPT, **values)
    tx.db.execute(new.on_conflict_do_nothing())  # PostgreSQL: waits for another transaction that has the same key
    locked = select(IdempotencyKey).where(one(owner, key)).with_for_update()
    known = tx.db.scalars(locked.execution_options(populate_existing=True)).one()
    if known.fingerprint != fingerprint:
        raise KeyReused("Tento Idempotency-Key už patří jinému požadavku. Použijte nový.")
    if known.lease == began.lease:
        return began
    if known.answer == WITHDRAWN:
        raise Missing("the answer was withdrawn: what it told of is erased")
    if known.answer is not None:
        return Began(owner, key, known.lease, known.answer)
    return taken_over(tx, began, known, lease)


def taken_over(tx: Transaction, began: Began, known: IdempotencyKey, lease: timedelta) -> Began:
    """The key of a process that died; raises WrongState while it may live."""
    if tx.now < known.lease_until <= tx.now + 2 * lease:  # beyond that the clock went back
        raise WrongState("Stejný požadavek se právě vyřizuje. Počkejte na jeho výsledek.")
    mine = update(IdempotencyKey).where(one(began.owner, began.key))
    tx.db.execute(mine.values(lease=began.lease, lease_until=tx.now + lease))
    return began


def finish(tx: Transaction, began: Began, answer: Plain) -> None:
    """Keep the answer; raises LeaseLost where another process has taken the key over (this deed is then undone)."""
    mine = update(IdempotencyKey).where(one(began.owner, began.key), IdempotencyKey.lease == began.lease)
    if tx.db.scalar(mine.values(answer=answer).returning(IdempotencyKey.key)) is None:
        raise LeaseLost("Požadavek mezitím převzal jiný proces.")


def forget(tx: Transaction, began: Began) -> None:
    """The deed was refused: the same key may come again with the same request."""
    tx.db.execute(delete(IdempotencyKey).where(one(began.owner, began.key), IdempotencyKey.lease == began.lease))


def withdraw(tx: Transaction, erased: uuid.UUID) -> None:
    """Erase the answers that tell of what is erased now; their keys stay taken, so that it does not come back."""
    telling = cast(IdempotencyKey.answer, Text).contains(str(erased))
    tx.db.execute(update(IdempotencyKey).where(telling).values(answer=WITHDRAWN))


def sweep(tx: Transaction) -> int:
    """Remove keys that are older than KEPT; returns how many."""
    old = delete(IdempotencyKey).where(IdempotencyKey.expires_at < tx.now).returning(IdempotencyKey.key)
    return len(tx.db.scalars(old).all())


def one(owner: uuid.UUID, key: str) -> ColumnElement[bool]:
    return (IdempotencyKey.owner == owner) & (IdempotencyKey.key == key)
