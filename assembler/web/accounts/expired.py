"""A session that ended, a token that does not fit: a way on, and nothing typed is lost."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

from flask import Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from assembler.web.accounts.targets import here, safe
from assembler.web.acting import GivenPassword, NoMunicipality, NotSignedIn, person
from assembler.web.cookies import sign
from assembler.web.errors import answer, wants_json
from assembler.web.language import _
from assembler.web.pages.words import FIELDS
from assembler.web.security import SAFE_METHODS
from schemas.values import TextFormat

MAX_FIELDS = 500
NOT_KEPT = frozenset({"csrf_token", "password", "new_password", "kept", "next"})
HIDDEN = frozenset({"vychozi", "expected"})  # fields of forms that nobody sees
MARKS = frozenset({"", "řádky", "řádek", "ano", "ne", *TextFormat})  # what forms send where nobody has typed anything


def register(app: Flask) -> None:
    app.register_error_handler(NotSignedIn, not_signed_in)
    app.register_error_handler(NoMunicipality, no_municipality)
    app.register_error_handler(GivenPassword, given_password)
    app.register_error_handler(CSRFError, wrong_token)


def not_signed_in(error: Exception) -> ResponseReturnValue:
    """To the sign-in and back; what was typed goes with the form."""
    if wants_json():
        return answer(error)
    if request.method in SAFE_METHODS:
        return redirect(url_for("accounts.sign_in_form", next=here()), 303)
    return sign_in_page(here(), kept=json.dumps(typed()), notice=_("Přihlášení mezitím skončilo.")), 401


def no_municipality(error: Exception) -> ResponseReturnValue:
    if wants_json() or request.method not in SAFE_METHODS:
        return answer(error)
    return redirect(url_for("accounts.choice", next=here()), 303)


def given_password(error: Exception) -> ResponseReturnValue:
    """To the page where one chooses an own one."""
    if wants_json() or request.method not in SAFE_METHODS:
        return answer(error)
    return redirect(url_for("accounts.account"), 303)


def wrong_token(error: Exception) -> ResponseReturnValue:
    """The form once more, with a token that fits."""
    if wants_json():
        return answer(error)
    kept = request.form.get("kept", "")
    if request.endpoint == "accounts.sign_in" and kept and person():  # meanwhile, on another tab
        return again(safe(request.form.get("next", "")), fields_of(kept))
    return again(here(), typed()), 400


def typed() -> list[list[str]]:
    """The fields of the form that was sent, without secrets; files are still where they were chosen."""
    return [[name, value] for name, value in request.form.items(multi=True) if name not in NOT_KEPT]


def fields_of(kept: str) -> list[list[str]]:
    """The fields that were typed before the session ended, as typed() gave them."""
    with suppress(ValueError):
        read = json.loads(kept)
        if isinstance(read, list):
            return [list(map(str, each)) for each in read[:MAX_FIELDS] if isinstance(each, list) and len(each) == 2]
    return []


def again(target: str, fields: list[list[str]]) -> str:
    """A page that sends the fields to the address, once its reader says so."""
    sign(current_app)
    listed, count = kept_of(fields)
    return render_template(
        "again.html", target=target, fields=fields, listed=listed, count=count, files=bool(request.files)
    )


def kept_of(fields: list[list[str]]) -> tuple[list[tuple[str, str]], int]:
    """What was typed, where the labels of all of it are known; otherwise only how many fields are filled in."""
    typed_in = [(name, value) for name, value in fields if name not in HIDDEN and value not in MARKS]
    ours = any(name == "vychozi" for name, _ in fields)  # a form of a plan's part: its labels are not known here
    known = not ours and all(name in FIELDS for name, _ in typed_in)
    return typed_in if known else [], len({name for name, _ in typed_in})


def sign_in_page(target: str, **more: Any) -> str:
    sign(current_app)
    return render_template("sign_in.html", next=target, **more)
