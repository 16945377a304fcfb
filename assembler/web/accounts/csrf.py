"""CSRF: what changes anything in the name of a session brings a token that only our own pages know.

A form brings it as its field csrf_token, a script as the header X-CSRFToken. Requests without a session need none
(nothing rides on them), nor do those with `Authorization`, which no foreign page can add.
"""

from __future__ import annotations

from flask import Flask, current_app, request, session
from flask_wtf.csrf import CSRFProtect, generate_csrf

from assembler.web.cookies import sign
from assembler.web.security import SAFE_METHODS

SIGNED_IN = "_user_id"  # where Flask-Login keeps the key of the session
csrf = CSRFProtect()


def register(app: Flask) -> None:
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,  # check_token does
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session
        WTF_CSRF_SSL_STRICT=False,  # security.check_origin is stricter
    )
    csrf.init_app(app)
    app.jinja_env.globals["csrf_token"] = form_token
    app.before_request(check_token)


def form_token() -> str:
    """For a form on a page; a program that brings a key needs none, and has no session that could hold one."""
    if "Authorization" in request.headers:
        return ""
    sign(current_app)
    return str(generate_csrf())


def check_token() -> None:
    """Raises CSRFError; StorageError where the secret cannot be read."""
    if request.method in SAFE_METHODS or "Authorization" in request.headers:
        return
    if SIGNED_IN in session or request.blueprint == "accounts":
        sign(current_app)
        csrf.protect()
