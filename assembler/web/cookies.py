"""Cookies: signed, for this host, never read by scripts; none is set until someone is about to sign in.

The secret of the signature lies in the folder of the store. It is looked for only where there is a cookie to be read or
to be written, so that what needs no store works without its folder.
"""

from __future__ import annotations

from contextlib import suppress

from flask import Flask, Request, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from assembler.errors import StorageError
from assembler.web.keeping import keeping

NAME = "assembler"  # cookies know no ports: beside another service on this machine "session" would be taken


class Cookies(SecureCookieSessionInterface):
    """The cookie of a session."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie says; nothing where there is none, or where its signature cannot be checked now."""
        if self.get_cookie_name(app) in request.cookies:
            with suppress(StorageError):
                sign(app)
                return super().open_session(app, request)
        return self.session_class()

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure or keeping().settings.address.lower().startswith("https:")


def sign(app: Flask) -> None:
    """From now on cookies can be signed; raises StorageError."""
    app.secret_key = keeping().secret()


def register(app: Flask) -> None:
    app.session_interface = Cookies()
    app.config.update(SESSION_COOKIE_NAME=NAME, SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax")
