"""Obce, uživatelé a členství. Users belong to no municipality; memberships say in which of them they do what."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from assembler.errors import Missing, Unfit, WrongState
from assembler.sentences import Sentence
from assembler.store import passwords
from assembler.store.database import insert
from assembler.store.models import AuditEntry, Membership, Municipality, Row, Token, User
from assembler.store.roles import Role
from assembler.store.store import Transaction

ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
GIVEN = "given_password"  # among the details of „user.add“
FIRST_NAME, FIRST_EMAIL, FIRST_MUNICIPALITY = "Správce", "spravce@localhost", "Naše obec"


def address(email: str) -> str:
    """E-mail in the one form in which it is kept; raises Unfit where it is none."""
    plain = email.strip().casefold()
    if len(plain) > 254 or not ADDRESS.fullmatch(plain):
        raise Unfit("E-mail má mít tvar jmeno@domena.cz.")
    return plain


# ---------------------------------------------------------------- municipalities


def add_municipality(tx: Transaction, name: str) -> Municipality:
    """Raises Unfit."""
    made = Municipality(id=uuid.uuid4(), name=known_as(name), created_at=tx.now)
    added(tx, made)
    tx.record("municipality.add", made.id)
    return made


def rename_municipality(tx: Transaction, name: str) -> Municipality:
    """The actor's municipality under another name; raises Unfit, Missing."""
    found = municipality(tx)
    found.name = known_as(name)
    tx.record("municipality.rename", found.id)
    return found


def known_as(name: str) -> str:
    if not name.strip():
        raise Unfit("Obec musí mít název.")
    return name.strip()


def municipality(tx: Transaction) -> Municipality:
    """The actor's municipality; raises Missing."""
    found = tx.db.scalar(select(Municipality).where(Municipality.id == tx.actor.municipality))
    if found is None:
        raise Missing(f"municipality {tx.actor.municipality}")
    return found


def municipalities(tx: Transaction) -> list[Municipality]:
    """All of them; for the machinery."""
    return list(tx.db.scalars(select(Municipality).order_by(Municipality.seq)))


# ---------------------------------------------------------------- users


def add_user(
    tx: Transaction,
    name: str,
    email: str,
    password: str | None = None,
    oidc: tuple[str, str] | None = None,
    *,
    given: bool = False,
) -> User:
    """A new user, with a password, or with (issuer, subject) of an OIDC provider, or both.

    given: somebody else has been told the password, so that its user changes it when he signs in.
    Raises Unfit for an e-mail or a subject that someone has already, and for a password that is too short.
    """
    issuer, subject = oidc or (None, None)
    made = User(
        id=uuid.uuid4(),
        name=name.strip(),
        email=address(email),
        password=passwords.hashed(password) if password is not None else None,
        oidc_issuer=issuer,
        oidc_subject=subject,
        generation=1,
        active=True,
        created_at=tx.now,
    )
    added(tx, made, Sentence("Uživatel s tímto e-mailem (nebo účtem poskytovatele) už existuje."))
    tx.record("user.add", made.id, **({GIVEN: True} if given else {}))
    return made


def user(tx: Transaction, user_id: uuid.UUID) -> User:
    """Raises Missing."""
    found = tx.db.scalar(select(User).where(User.id == user_id).execution_options(populate_existing=True))
    if found is None:
        raise Missing(f"user {user_id}")
    return found


def names(tx: Transaction, user_ids: Collection[uuid.UUID | None]) -> dict[uuid.UUID | None, str]:
    """What users are called."""
    found = tx.db.scalars(select(User).where(User.id.in_([each for each in user_ids if each])))
    return {each.id: each.name for each in found}


def rename_user(tx: Transaction, user_id: uuid.UUID, name: str) -> User:
    """A user under another name; raises Unfit."""
    if not name.strip():
        raise Unfit("Napište své jméno.")
    return changed(tx, user_id, "user.rename", name=name.strip())


def users(tx: Transaction) -> list[User]:
    """All of them; for the machinery."""
    return list(tx.db.scalars(select(User).order_by(User.seq)))


def by_email(tx: Transaction, email: str) -> User | None:
    return tx.db.scalar(select(User).where(User.email == email.strip().casefold()[:254]))


def by_oidc(tx: Transaction, issuer: str, subject: str) -> User | None:
    """The active user of an account of a provider."""
    return tx.db.scalar(select(User).where(User.oidc_issuer == issuer, User.oidc_subject == subject, User.active))


def join_oidc(tx: Transaction, oidc: tuple[str, str], email: str) -> User | None:
    """The active member of this (verified) e-mail, who from now on has the account of the provider, too.

    None where an administrator has made nobody of this e-mail a member, and where the user has another account there.
    """
    found = by_email(tx, email) if email else None
    if found is None or not found.active or found.oidc_subject is not None or not memberships(tx, found.id):
        return None
    try:
        return changed(tx, found.id, "user.join_oidc", oidc_issuer=oidc[0], oidc_subject=oidc[1])
    except IntegrityError as clash:  # a closed account has it
        raise Unfit("Tento účet organizace už patří jinému uživateli.") from clash


def by_password(tx: Transaction, email: str, password: str) -> User | None:
    """The active user of an e-mail and a password; unknown users take the same time as wrong passwords."""
    found = by_email(tx, email)
    right = passwords.matches(found.password if found and found.active else None, password)
    return found if right else None


def set_password(tx: Transaction, user_id: uuid.UUID, password: str) -> User:
    """A new password; all sessions of the user are over (their generation is)."""
    return changed(tx, user_id, "user.password", password=passwords.hashed(password), generation=User.generation + 1)


def reset_password(tx: Transaction, user_id: uuid.UUID, password: str) -> User:
    """A password that an administrator gives to a member of his municipality who has forgotten the own one.

    All sessions and keys of the account end. Raises WrongState where the account is not his to open: it belongs to
    another municipality, too, is closed, or knows no password (its user signs in at the organization).
    """
    tx.db.scalar(select(User.seq).where(User.id == user_id).with_for_update())  # joins no other one meanwhile
    found = user(tx, user_id)
    if not only_here(tx, user_id):
        raise WrongState("Tento člen patří i do jiné obce. Nové heslo mu nastaví jen ten, kdo službu provozuje.")
    if not found.active or found.password is None:
        raise WrongState("Tento účet je zavřený nebo nemá heslo. Požádejte toho, kdo službu provozuje.")
    living = update(Token).where(Token.user_id == user_id, Token.revoked_at.is_(None))
    tx.db.execute(living.values(revoked_at=tx.now).execution_options(synchronize_session=False))
    new = passwords.hashed(password)
    return changed(tx, user_id, "user.reset_password", password=new, generation=User.generation + 1)


def password_is_given(tx: Transaction, user_id: uuid.UUID) -> bool:
    """Whether somebody else knows the password: he gave it, and the user has chosen none since."""
    deeds = AuditEntry.deed.in_(["user.add", "user.reset_password", "user.password"])
    found = select(AuditEntry).where(AuditEntry.subject == str(user_id), deeds)
    last = tx.db.scalar(found.order_by(AuditEntry.seq.desc()).limit(1))
    return last is not None and (last.deed == "user.reset_password" or GIVEN in last.details)


def only_here(tx: Transaction, user_id: uuid.UUID) -> bool:
    """Whether the account belongs to the actor's municipality and to no other."""
    return {each.municipality_id for each, _ in memberships(tx, user_id)} == {tx.actor.municipality}


def end_sessions(tx: Transaction, user_id: uuid.UUID) -> User:
    """„Odhlásit všude“: every session that was begun until now is over."""
    return changed(tx, user_id, "user.end_sessions", generation=User.generation + 1)


def set_active(tx: Transaction, user_id: uuid.UUID, *, active: bool) -> User:
    """Close an account (what its user wrote stays), or open it again."""
    deed = "user.open" if active else "user.close"
    return changed(tx, user_id, deed, active=active, generation=User.generation + 1)


def changed(tx: Transaction, user_id: uuid.UUID, deed: str, **values: object) -> User:
    tx.db.execute(update(User).where(User.id == user_id).values(**values).execution_options(synchronize_session=False))
    found = user(tx, user_id)
    tx.record(deed, user_id)
    return found


# ---------------------------------------------------------------- memberships


def join(tx: Transaction, user_id: uuid.UUID, role: Role, parts: Sequence[str] = ()) -> Membership:
    """The user's role in the actor's municipality, given or changed; `parts` are the pointers that a contributor edits.

    Raises Missing for an unknown user, WrongState where no administrator would be left.
    """
    here = municipality(tx).id
    user(tx, user_id)
    values = {"role": role.value, "parts": list(parts), "since": tx.now}
    statement = insert(tx.db, Membership).values(user_id=user_id, municipality_id=here, **values)
    tx.db.execute(statement.on_conflict_do_update(index_elements=["user_id", "municipality_id"], set_=values))
    still_administered(tx, here)
    tx.record("membership.set", user_id, role=role.value, parts=list(parts))
    found = membership(tx, user_id)
    assert found is not None  # noqa: S101 - it has just been written
    return found


def leave(tx: Transaction, user_id: uuid.UUID) -> None:
    """End a membership in the actor's municipality; raises Missing, and WrongState as `join` does."""
    here = municipality(tx).id
    ended = delete(Membership).where(Membership.user_id == user_id, Membership.municipality_id == here)
    if tx.db.scalar(ended.returning(Membership.user_id)) is None:
        raise Missing(f"member {user_id}")
    still_administered(tx, here)
    tx.record("membership.end", user_id)


def still_administered(tx: Transaction, here: uuid.UUID) -> None:
    """A municipality with members always has an administrator; the lock keeps two of them from leaving at once."""
    tx.db.scalar(select(Municipality.seq).where(Municipality.id == here).with_for_update())
    administrator = select(Membership.user_id).where(
        Membership.municipality_id == here, Membership.role == Role.ADMINISTRATOR.value
    )
    if tx.db.scalar(administrator.limit(1)) is None:
        raise WrongState("Obci by nezůstal žádný správce. Určete nejdříve jiného.")


def membership(tx: Transaction, user_id: uuid.UUID) -> Membership | None:
    """What the user may do in the actor's municipality; None: nothing."""
    seen = select(Membership).where(Membership.user_id == user_id, Membership.municipality_id == tx.actor.municipality)
    return tx.db.scalar(seen.execution_options(populate_existing=True))


def members(tx: Transaction) -> list[tuple[Membership, User]]:
    """The members of the actor's municipality, in the order in which they joined the program."""
    found = (
        select(Membership, User)
        .join(User, User.id == Membership.user_id)
        .where(Membership.municipality_id == tx.actor.municipality)
        .order_by(User.seq)
    )
    return [(member, person) for member, person in tx.db.execute(found)]


def memberships(tx: Transaction, user_id: uuid.UUID) -> list[tuple[Membership, Municipality]]:
    """Everywhere the user belongs; an NGO's coordinator works for several towns."""
    found = (
        select(Membership, Municipality)
        .join(Municipality, Municipality.id == Membership.municipality_id)
        .where(Membership.user_id == user_id)
        .order_by(Municipality.seq)
    )
    return [(member, where) for member, where in tx.db.execute(found)]


# ---------------------------------------------------------------- the first account


def first(tx: Transaction) -> tuple[User, Municipality, str] | None:
    """In an empty store: an administrator, his municipality and his password, which is told once and kept nowhere."""
    if tx.db.scalar(select(func.count()).select_from(User)):
        return None
    password = secrets.token_urlsafe(12)
    made = add_user(tx, FIRST_NAME, FIRST_EMAIL, password)
    where = add_municipality(tx, FIRST_MUNICIPALITY)
    tx.db.add(
        Membership(user_id=made.id, municipality_id=where.id, role=Role.ADMINISTRATOR.value, parts=[], since=tx.now)
    )
    return made, where, password


def added(tx: Transaction, row: Row, taken: str = "") -> None:
    tx.db.add(row)
    try:
        tx.db.flush()
    except IntegrityError as clash:
        raise Unfit(taken) from clash
