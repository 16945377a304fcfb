"""A session that ended, a token that does not fit: a way on, and nothing typed is lost."""

from __future__ import annotations

import json
from typing import Any

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from assembler.web.accounts.targets import here
from assembler.web.acting import NoMunicipality, NotSignedIn
from assembler.web.cookies import sign
from assembler.web.errors import answer, wants_json
from assembler.web.security import SAFE_METHODS

NOT_KEPT = frozenset({"csrf_token", "password", "new_password", "kept", "next"})


def register(app: Flask) -> None:
    app.register_error_handler(NotSignedIn, not_signed_in)
    app.register_error_handler(NoMunicipality, no_municipality)
    app.register_error_handler(CSRFError, wrong_token)


def not_signed_in(error: Exception) -> ResponseReturnValue:
    """To the sign-in and back; what was typed goes with the form."""
    if wants_json():
        return answer(error)
    if request.method in SAFE_METHODS:
        return redirect(url_for("accounts.sign_in_form", next=here()), 303)
    return sign_in_page(here(), kept=json.dumps(typed()), notice="Přihlášení mezitím skončilo."), 401


def no_municipality(error: Exception) -> ResponseReturnValue:
    if wants_json() or request.method not in SAFE_METHODS:
        return answer(error)
    return redirect(url_for("accounts.choice", next=here()), 303)


def wrong_token(error: Exception) -> ResponseReturnValue:
    """The form once more, with a token that fits."""
    if wants_json():
        return answer(error)
    return again(here(), typed()), 400


def typed() -> list[list[str]]:
    """The fields of the form that was sent, without secrets; files are still where they were chosen."""
    return [[name, value] for name, value in request.form.items(multi=True) if name not in NOT_KEPT]


def again(target: str, fields: list[list[str]]) -> str:
    """A page that sends the fields to the address, once its reader says so."""
    sign(current_app)
    return render_template("again.html", target=target, fields=fields, files=bool(request.files))


def sign_in_page(target: str, **more: Any) -> str:
    sign(current_app)
    return render_template("sign_in.html", next=target, **more)
