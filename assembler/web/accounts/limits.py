"""Brute force: so many tries of a password per address, and per account, then 429 with Retry-After."""

from __future__ import annotations

from typing import Any

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from assembler.web.acting import person

PER_ADDRESS = "50 per 5 minutes"
PER_ACCOUNT = "10 per 5 minutes"
NOBODY = "nobody"  # who names no account, is counted too


def register(app: Flask) -> None:
    """Counts in the memory of this process: of n processes each lets so many tries through."""
    limiter = Limiter(
        get_remote_address, app=app, storage_uri="memory://", strategy="moving-window", headers_enabled=True
    )
    for name, account in LIMITED.items():
        limited: Any = limiter.limit(PER_ACCOUNT, key_func=account)(app.view_functions[name])
        app.view_functions[name] = limiter.limit(PER_ADDRESS)(limited)
    for name in ASKING_THE_PROVIDER:
        asking: Any = app.view_functions[name]
        app.view_functions[name] = limiter.limit(PER_ADDRESS)(asking)


def named() -> str:
    """The e-mail in the form in which accounts are found, whether there is one or not."""
    return request.form.get("email", "").strip().casefold()[:254] or NOBODY


def signed_in() -> str:
    """Who has taken over a session, does not learn the password by trying."""
    found = person()
    return str(found.user) if found else NOBODY


LIMITED = {"accounts.sign_in": named, "accounts.change_password": signed_in}
ASKING_THE_PROVIDER = ("accounts.organization_sign_in", "accounts.organization_return")
