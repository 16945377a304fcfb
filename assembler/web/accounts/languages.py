"""Volba jazyka stránek; whoever sees a page may choose, signed in or not."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from assembler.web.accounts.targets import safe
from assembler.web.keeping import keeping
from assembler.web.language import COOKIE, CZECH, ENGLISH

A_YEAR = 365 * 24 * 3600  # seconds
pages = Blueprint("language", __name__)


@pages.post("/jazyk")
def choose() -> ResponseReturnValue:
    """Keeps the choice in a cookie of its own: it holds also before signing in, and after signing out."""
    language = ENGLISH if request.form.get("language") == ENGLISH else CZECH
    answer = redirect(safe(request.form.get("back", "/")), 303)
    secure = request.is_secure or keeping().settings.address.lower().startswith("https:")
    answer.set_cookie(COOKIE, language, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return answer
