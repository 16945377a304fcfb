"""Přístupové klíče API: shown once, kept as their hash, bounded in time and in what they may do."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update

from assembler.errors import Missing, Unfit
from assembler.sentences import Sentence
from assembler.store.files import sha256
from assembler.store.models import Membership, Token, User
from assembler.store.roles import Deed
from assembler.store.store import Transaction

PREFIX = "asm_"  # so that a key that was left in a file can be found and known for what it is
LONGEST = timedelta(days=400)


def issue(
    tx: Transaction, user_id: uuid.UUID, name: str, scopes: Sequence[Deed], lifetime: timedelta
) -> tuple[Token, str]:
    """A new key of a member of the actor's municipality; the second value is the key itself, which is kept nowhere.

    Raises Missing for someone who is no member, Unfit for no scope and for a lifetime beyond LONGEST.
    """
    here = tx.actor.municipality
    member = select(Membership).where(Membership.user_id == user_id, Membership.municipality_id == here)
    if here is None or tx.db.scalar(member) is None:
        raise Missing(f"member {user_id}")
    if not scopes or not timedelta(0) < lifetime <= LONGEST:
        raise Unfit(Sentence("Klíč musí něco smět a platit nejvýše %(days)s dnů.", days=LONGEST.days))
    key = PREFIX + secrets.token_urlsafe(32)
    made = Token(
        id=uuid.uuid4(),
        municipality_id=here,
        user_id=user_id,
        name=name,
        secret=sha256(key.encode()),  # as random as its hash: a slow hash would add nothing
        scopes=[scope.value for scope in scopes],
        created_at=tx.now,
        expires_at=tx.now + lifetime,
        revoked_at=None,
    )
    tx.db.add(made)
    tx.db.flush()
    tx.record("token.issue", made.id, user=str(user_id), scopes=made.scopes)
    return made, key


def holder(tx: Transaction, key: str) -> tuple[Token, User, Membership] | None:
    """Whose key it is: living, of an active user who still is a member; None otherwise."""
    found = tx.db.execute(
        select(Token, User, Membership)
        .join(User, User.id == Token.user_id)
        .join(Membership, (Membership.user_id == Token.user_id) & (Membership.municipality_id == Token.municipality_id))
        .where(Token.secret == sha256(key.encode("utf-8", "replace")), User.active)
        .where(Token.revoked_at.is_(None), Token.expires_at > tx.now)
    ).one_or_none()
    return (found[0], found[1], found[2]) if found else None


def revoke(tx: Transaction, token_id: uuid.UUID) -> None:
    """End a key of the actor's municipality at once; raises Missing."""
    ended = (
        update(Token)
        .where(Token.id == token_id, Token.municipality_id == tx.actor.municipality, Token.revoked_at.is_(None))
        .values(revoked_at=tx.now)
        .returning(Token.id)
    )
    if tx.db.scalar(ended) is None:
        raise Missing(f"token {token_id}")
    tx.record("token.revoke", token_id)


def tokens(tx: Transaction) -> list[Token]:
    """All keys of the actor's municipality, the newest first."""
    found = select(Token).where(Token.municipality_id == tx.actor.municipality).order_by(Token.seq.desc())
    return list(tx.db.scalars(found))
