"""Brute force: so many tries of a password per address, and per account, then 429 with Retry-After.

The tries are counted in the memory of each process (n processes let n times as many through), or for all of them in
the Redis of the settings. While that one is away each process counts for itself: nobody is kept out, guessing no free.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from assembler.errors import AssemblerError
from assembler.settings import Settings
from assembler.web.acting import person

PER_ADDRESS = "50 per 5 minutes"
PER_ACCOUNT = "10 per 5 minutes"
AT_THE_PROVIDER = "300 per 5 minutes"  # of an address: a whole office may come in the morning, and guesses nothing here
NOBODY = "nobody"  # who names no account, is counted too
MEMORY = "memory://"
SHARED = ("redis", "rediss", "redis+unix")  # schemes of addresses of a Redis: plain, over TLS, a socket
SECONDS = 1.0  # longest wait for it
PREFIX = "assembler"  # of its keys: others may use it, too


def register(app: Flask, settings: Settings) -> None:
    """Raises AssemblerError for a storage that is none."""
    limiter = Limiter(
        get_remote_address,
        app=app,
        strategy="moving-window",
        headers_enabled=True,
        in_memory_fallback_enabled=True,
        key_prefix=PREFIX,
        **storage(settings.limits_storage),
    )
    for name, account in LIMITED.items():
        limited: Any = limiter.limit(PER_ACCOUNT, key_func=account)(app.view_functions[name])
        app.view_functions[name] = limiter.limit(PER_ADDRESS)(limited)
    for name in ASKING_THE_PROVIDER:
        asking: Any = app.view_functions[name]
        app.view_functions[name] = limiter.limit(AT_THE_PROVIDER)(asking)


def storage(address: str) -> dict[str, Any]:
    """Where tries are counted."""
    if not address:
        return {"storage_uri": MEMORY}
    if urlsplit(address).scheme not in SHARED:
        raise AssemblerError(
            "Nastavení ASSEMBLER_LIMITS_STORAGE má být adresa redis://:heslo@počítač/číslo.",
            "ASSEMBLER_LIMITS_STORAGE is no address of a Redis",
        )
    return {
        "storage_uri": address,
        "storage_options": {"socket_connect_timeout": SECONDS, "socket_timeout": SECONDS},
    }


def named() -> str:
    """The e-mail in the form in which accounts are found, whether there is one or not."""
    return request.form.get("email", "").strip().casefold()[:254] or NOBODY


def signed_in() -> str:
    """Who has taken over a session, does not learn the password by trying."""
    found = person()
    return str(found.user) if found else NOBODY


LIMITED = {"accounts.sign_in": named, "accounts.change_password": signed_in, "members.new_password": signed_in}
ASKING_THE_PROVIDER = ("accounts.organization_sign_in", "accounts.organization_return")
