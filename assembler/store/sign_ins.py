"""Přihlášení: sessions live here, not in the cookie: signing out ends them also for who has copied the cookie."""

from __future__ import annotations

import secrets
import uuid
from datetime import timedelta

from sqlalchemy import delete, select, update

from assembler.errors import Missing
from assembler.store.files import sha256
from assembler.store.models import Membership, SignIn, User
from assembler.store.store import Transaction

IDLE = timedelta(hours=12)  # without a request for so long it is over
LONGEST = timedelta(days=7)  # after so long it is over in any case
SEEN_EACH = timedelta(minutes=5)  # how exactly it is known when the last request came: not each one writes


def begin(tx: Transaction, user: User) -> str:
    """A new session, always with a new key; the key is kept nowhere. Sessions that are over make room."""
    tx.db.execute(delete(SignIn).where((SignIn.seen_at < tx.now - IDLE) | (SignIn.begun_at < tx.now - LONGEST)))
    key = secrets.token_urlsafe(32)
    tx.db.add(
        SignIn(
            secret=hashed(key),  # as random as its hash: a slow hash would add nothing
            user_id=user.id,
            generation=user.generation,
            municipality_id=only_municipality(tx, user.id),
            begun_at=tx.now,
            seen_at=tx.now,
        )
    )
    tx.record("session.begin", user.id)
    return key


def only_municipality(tx: Transaction, user_id: uuid.UUID) -> uuid.UUID | None:
    """Where the user belongs if that is one place; who belongs to several, chooses."""
    found = tx.db.scalars(select(Membership.municipality_id).where(Membership.user_id == user_id).limit(2)).all()
    return found[0] if len(found) == 1 else None


def living(tx: Transaction, key: str) -> tuple[SignIn, User] | None:
    """The session of a key with its user, as long as nothing has ended it."""
    found = tx.db.execute(
        select(SignIn, User)
        .join(User, User.id == SignIn.user_id)
        .where(SignIn.secret == hashed(key), SignIn.generation == User.generation, User.active)
        .where(SignIn.seen_at > tx.now - IDLE, SignIn.begun_at > tx.now - LONGEST)
    ).one_or_none()
    return (found[0], found[1]) if found else None


def seen(tx: Transaction, key: str) -> None:
    """A request came: the session lives on."""
    tx.db.execute(update(SignIn).where(SignIn.secret == hashed(key)).values(seen_at=tx.now))


def choose(tx: Transaction, key: str, municipality_id: uuid.UUID) -> None:
    """From now on the user acts there; raises Missing where he does not belong."""
    belongs = select(Membership.user_id).where(
        Membership.user_id == SignIn.user_id, Membership.municipality_id == municipality_id
    )
    chosen = (
        update(SignIn).where(SignIn.secret == hashed(key), belongs.exists()).values(municipality_id=municipality_id)
    )
    if tx.db.scalar(chosen.returning(SignIn.seq)) is None:
        raise Missing(f"municipality {municipality_id}")


def end(tx: Transaction, key: str) -> None:
    """Sign out: whoever has the cookie can do nothing with it any more."""
    user_id = tx.db.scalar(delete(SignIn).where(SignIn.secret == hashed(key)).returning(SignIn.user_id))
    if user_id is not None:
        tx.record("session.end", user_id)


def hashed(key: str) -> str:
    return sha256(key.encode("utf-8", "replace"))
