"""Who acts: the person of the session cookie, or the holder of `Authorization: Bearer <key>`.

    actor = acting(Deed.READ)      raises NotSignedIn (401), NotAllowed (403)
    with store().reading(actor) as tx: …        of other municipalities nothing is found: Missing (404)

A request that brings `Authorization` is judged by it alone, whatever its cookie says.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from flask import Flask, g, request, session
from flask_login import LoginManager, UserMixin, current_user

from assembler.differences import difference
from assembler.errors import AssemblerError, StorageError
from assembler.store import accounts, sign_ins, tokens
from assembler.store.models import Membership, Municipality, SignIn
from assembler.store.roles import Deed, Role, allows, outside
from assembler.store.store import Actor
from assembler.web.keeping import store
from assembler.web.language import N_, _, way
from assembler.web.tracing import request_id
from schemas.paths import human_path

SHOWN_PLACES = 3
GIVEN = "given_password"  # of the session: it was begun by one
KEY_TOO_WEAK = N_("Na to vaše role nebo přístupový klíč nestačí. Požádejte správce obce.")
WHO_MAY = {  # who is told so is a person; the page of the refusal adds which role he has
    Deed.READ: N_("Smějí to jen členové obce."),
    Deed.ASSEMBLE: N_("Smí to organizační oddělení (tajemník), přispěvatel, koordinátor a správce."),
    Deed.WRITE: N_("Smí to přispěvatel ve svých částech plánu, koordinátor a správce."),
    Deed.CREATE: N_("Smí to koordinátor a správce."),
    Deed.MANAGE: N_("Smí to jen správce."),
}
login = LoginManager()


class NotSignedIn(AssemblerError):
    """Nobody is signed in, or the key does not hold (any more)."""

    def __init__(self) -> None:
        super().__init__(N_("Přihlaste se, prosím."), "not signed in")


class NotAllowed(AssemblerError):
    """The role, or the scopes of the key, do not allow it."""


class NoMunicipality(NotAllowed):
    """Who belongs to several municipalities has not chosen yet; who belongs to none, waits for an administrator."""


class GivenPassword(NotAllowed):
    """Who has signed in by a password that an administrator gave him (and knows), chooses an own one first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality to which a person belongs."""

    id: uuid.UUID
    name: str
    role: Role
    parts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Person(UserMixin):  # type: ignore[misc]  # Flask-Login brings no types
    """Přihlášený uživatel; for Flask-Login a person is the key of the session, which the store can end."""

    key: str
    user: uuid.UUID
    name: str
    email: str
    places: tuple[Place, ...]
    place: Place | None  # where the person acts now

    def get_id(self) -> str:
        return self.key


@dataclass(frozen=True, slots=True)
class Acting:
    """Who acts, as what, and how far."""

    actor: Actor
    role: Role
    parts: tuple[str, ...]
    scopes: frozenset[str] | None = None  # of a key; None: no key, the role alone decides

    def may(self, deed: Deed) -> bool:
        return allows(self.role, deed, self.scopes)


def register(app: Flask) -> None:
    login.init_app(app, add_context_processor=False)
    login.session_protection = None  # sessions are kept and ended in the store


# ---------------------------------------------------------------- what requests ask


def acting(deed: Deed) -> Actor:
    """The actor of the current request, if he may do it; raises NotSignedIn, NotAllowed."""
    found = who()
    if not found.may(deed):
        by_key = found.scopes is not None
        raise NotAllowed(KEY_TOO_WEAK if by_key else WHO_MAY[deed], f"no {deed}")
    return found.actor


def who() -> Acting:
    """Who acts in the current request; raises NotSignedIn, NoMunicipality."""
    if "acting" not in g:
        g.acting = by_key(bearer()) if "Authorization" in request.headers else by_session()
    found: Acting = g.acting
    return found


def only_own_parts(old: object, new: object) -> None:
    """Raises NotAllowed where a contributor changes a content outside of the parts that are named for him."""
    found = who()
    if found.role is not Role.CONTRIBUTOR:
        return
    pointers = [place for each in difference(old, new) for place in (each.before, each.after) if place is not None]
    if foreign := sorted(set(outside(pointers, found.parts))):
        raise NotAllowed(not_his(foreign, found.parts), f"changed: {', '.join(foreign[:SHOWN_PLACES])}")


def not_his(foreign: Sequence[str], parts: Sequence[str]) -> str:
    """What a contributor is told whose content differs at foreign places (pointers)."""
    if not parts:
        return _("Zatím nemáte v plánu žádnou část k úpravám. Požádejte správce obce, ať vám ji určí.")
    shown = "; ".join(way(human_path(each)) for each in foreign[:SHOWN_PLACES])
    if len(foreign) > SHOWN_PLACES:
        shown = _("%(places)s; a další", places=shown)
    return _("Smíte upravovat jen své části plánu. Mimo ně je změněno: %(places)s.", places=shown)


# ---------------------------------------------------------------- by a key


def bearer() -> str:
    given = request.authorization
    if given is None or given.type != "bearer" or not given.token:
        raise NotSignedIn
    return given.token


def by_key(key: str) -> Acting:
    with store().reading() as tx:
        found = tokens.holder(tx, key)
    if found is None:
        raise NotSignedIn
    token, user, member = found
    actor = Actor(token.municipality_id, user.id, token.id, request_id())
    return Acting(actor, Role(member.role), tuple(member.parts), frozenset(token.scopes))


# ---------------------------------------------------------------- by a session


def by_session() -> Acting:
    found = person()
    if found is None:
        raise NotSignedIn
    if session.get(GIVEN):
        raise GivenPassword(
            "Přihlásili jste se heslem, které vám nastavil správce. Nejdříve si ho změňte na stránce Můj účet.",
            "the password is a given one",
        )
    if found.place is None:
        raise NoMunicipality("Vyberte obec, za kterou teď pracujete.", "no municipality chosen")
    actor = Actor(found.place.id, found.user, None, request_id())
    return Acting(actor, found.place.role, found.place.parts)


def person() -> Person | None:
    """Who is signed in by the cookie; raises StorageError."""
    return current_user._get_current_object() if current_user.is_authenticated else None


@login.user_loader  # type: ignore[untyped-decorator]
def person_of(key: str) -> Person | None:
    """The person of a living session."""
    with store().reading() as tx:
        found = sign_ins.living(tx, key)
        if found is None:
            return None
        session, user = found
        places = tuple(place_of(*each) for each in accounts.memberships(tx, user.id))
        tired = tx.now - session.seen_at > sign_ins.SEEN_EACH
    if tired:
        keep_alive(key)
    return Person(key, user.id, user.name, user.email, places, chosen(places, session))


def place_of(member: Membership, where: Municipality) -> Place:
    return Place(where.id, where.name, Role(member.role), tuple(member.parts))


def chosen(places: Sequence[Place], session: SignIn) -> Place | None:
    return next((each for each in places if each.id == session.municipality_id), None)


def keep_alive(key: str) -> None:
    """Says that the session is in use; where that cannot be written now, a later request will."""
    with suppress(StorageError), store().writing() as tx:
        sign_ins.seen(tx, key)
