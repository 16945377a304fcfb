"""Výmaz osoby: of an account nothing stays by which its user could be known; what he did for a plan stays done.

Revisions, documents, comments and the trail keep pointing to the account, which from now on is called „smazaný uživatel
č. 7“. Older backups still hold the name: whoever restores one erases again.
"""

from __future__ import annotations

import uuid

from sqlalchemy import delete, update

from assembler.errors import WrongState
from assembler.store import accounts
from assembler.store.models import Draft, IdempotencyKey, Membership, SignIn, Token, User
from assembler.store.store import Transaction


def erase(tx: Transaction, user_id: uuid.UUID) -> User:
    """The account without its person: nobody can sign in or call with it, and it belongs to no municipality.

    Raises Missing, and WrongState where a municipality would be left without an administrator.
    """
    found = accounts.user(tx, user_id)
    name = f"smazaný uživatel č. {found.seq}"
    places = [each.municipality_id for each, _ in accounts.memberships(tx, user_id)]
    end_keys(tx, user_id)
    for row in (SignIn, Draft, Membership):
        tx.db.execute(delete(row).where(row.user_id == user_id))
    for place in places:
        accounts.still_administered(tx, place)
    gone = {"password": None, "oidc_issuer": None, "oidc_subject": None, "active": False}
    return accounts.changed(tx, user_id, "user.erase", name=name, email=name, generation=User.generation + 1, **gone)


def end_keys(tx: Transaction, user_id: uuid.UUID) -> None:
    """Keys end at once; answers that were kept for repeated requests go: they name who asked."""
    living = update(Token).where(Token.user_id == user_id, Token.revoked_at.is_(None))
    tx.db.execute(living.values(revoked_at=tx.now).execution_options(synchronize_session=False))
    own = tx.db.scalars(update(Token).where(Token.user_id == user_id).values(name="").returning(Token.id)).all()
    tx.db.execute(delete(IdempotencyKey).where(IdempotencyKey.owner.in_([user_id, *own])))


def only_here(tx: Transaction, user_id: uuid.UUID) -> None:
    """Raises WrongState where the account belongs to other municipalities, too: then it is not one's own to erase."""
    if not accounts.only_here(tx, user_id):
        raise WrongState("Tento člen patří i do jiné obce. Odeberte ho z obce; jeho účet smaže jen správce služby.")
