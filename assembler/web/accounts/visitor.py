"""Who visits: for the head of every page, and for the gate of a service that listens beyond this machine."""

from __future__ import annotations

from flask import Flask, request

from assembler.errors import StorageError
from assembler.store.roles import Deed
from assembler.web.acting import NotSignedIn, Person, acting, person, who
from assembler.web.security import SAFE_METHODS
from assembler.web.service import service

OPEN = frozenset(  # metrics have a key of their own
    {
        *(
            "static",
            "about.page",
            "guide.page",
            "guide.picture",
            "language.choose",
            "accounts.sign_in",
            "accounts.sign_in_form",
        ),
        *("accounts.organization_sign_in", "accounts.organization_return", "accounts.organization_sign_out"),
        *("health.index", "health.live", "health.ready", "metrics"),
        *("guests.show", "guests.send"),  # whose key is in the address
    }
)


def register(app: Flask) -> None:
    app.before_request(check_visitor)
    app.jinja_env.globals.update(visitor=visitor, may=may)


def visitor() -> Person | None:
    """Who is signed in; nobody while the store cannot tell: a page that needs no store does not fail for it."""
    try:
        return person()
    except StorageError:
        return None


def may(deed: str) -> bool:
    """Whether who acts may do it; for pages that nobody sees without acting."""
    return who().may(Deed(deed))


def check_visitor() -> None:
    """Raises NotSignedIn where others than this machine can ask, and nobody has signed in.

    On this machine alone what keeps nothing needs no account. What is kept asks for the actor by itself, everywhere.
    """
    if service().alone or request.endpoint is None or request.endpoint in OPEN:
        return
    if "Authorization" in request.headers:
        acting(Deed.READ if request.method in SAFE_METHODS else Deed.ASSEMBLE)
    elif person() is None:
        raise NotSignedIn
