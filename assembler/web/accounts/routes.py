"""The pages of signing in, of the chosen municipality and of one's own account."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user

from assembler.errors import Unfit
from assembler.store import accounts as kept
from assembler.store import sign_ins
from assembler.store.models import User
from assembler.store.store import Actor
from assembler.web.accounts.expired import again, fields_of, sign_in_page
from assembler.web.accounts.targets import safe
from assembler.web.acting import GIVEN, NotSignedIn, Person, person, person_of
from assembler.web.keeping import store
from assembler.web.language import N_, _
from assembler.web.tracing import request_id

WRONG = N_("E-mail nebo heslo nesouhlasí. Zkontrolujte je a zkuste to znovu.")
OTHER_PASSWORD = N_("Dosavadní heslo nesouhlasí.")
ORGANIZATION = "by_organization"  # of the session: it was begun at the provider (oidc.py)

MAX_NAME = 200

accounts = Blueprint("accounts", __name__)


# ---------------------------------------------------------------- signing in and out


@accounts.get("/prihlaseni")
def sign_in_form() -> ResponseReturnValue:
    target = safe(request.args.get("next", ""))
    return redirect(target, 303) if person() else sign_in_page(target)


@accounts.post("/prihlaseni")
def sign_in() -> ResponseReturnValue:
    email, target, typed = (
        request.form.get("email", ""),
        safe(request.form.get("next", "")),
        request.form.get("kept", ""),
    )
    with store().reading() as tx:
        user = kept.by_password(tx, email, request.form.get("password", ""))
        given = user is not None and kept.password_is_given(tx, user.id)
    if user is None:
        return sign_in_page(target, kept=typed, email=email, wrong=WRONG), 401
    begin(user)
    if given:
        session[GIVEN] = True
    return again(target, fields_of(typed)) if typed else redirect(target, 303)


def begin(user: User) -> None:
    """A new session with a new key; an older one of this browser is over, nothing of its cookie stays."""
    end()
    with store().writing(Actor(user=user.id, request=request_id())) as tx:
        key = sign_ins.begin(tx, user)
    session.clear()
    login_user(person_of(key))


def end() -> None:
    found = person()
    if found is None:
        return
    with store().writing(Actor(user=found.user, request=request_id())) as tx:
        sign_ins.end(tx, found.key)


@accounts.post("/odhlaseni")
def sign_out() -> ResponseReturnValue:
    end()
    return left(_("Odhlásili jste se."))


@accounts.post("/odhlaseni-vsude")
def sign_out_everywhere() -> ResponseReturnValue:
    found = signed_in()
    with store().writing(Actor(user=found.user, request=request_id())) as tx:
        kept.end_sessions(tx, found.user)
    return left(_("Odhlásili jste se na všech zařízeních."))


def left(sentence: str) -> ResponseReturnValue:
    """Who has signed in at the organization, still has a session there; the page says so and leads there."""
    where = "organizace" if session.get(ORGANIZATION) else None
    session.clear()
    flash(sentence)
    return redirect(url_for("accounts.sign_in_form", odhlasit=where), 303)


def signed_in() -> Person:
    """Raises NotSignedIn."""
    found = person()
    if found is None:
        raise NotSignedIn
    return found


# ---------------------------------------------------------------- the municipality


@accounts.get("/obec")
def choice() -> str:
    return render_template("municipality.html", person=signed_in(), next=safe(request.args.get("next", "")))


@accounts.post("/obec")
def choose() -> ResponseReturnValue:
    found = signed_in()
    with store().writing(Actor(user=found.user, request=request_id())) as tx:
        sign_ins.choose(tx, found.key, municipality_of(request.form.get("municipality", "")))
    return redirect(safe(request.form.get("next", "")), 303)


def municipality_of(text: str) -> uuid.UUID:
    """The id; of what is none an id that no municipality has."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


# ---------------------------------------------------------------- one's own account


@accounts.get("/ucet")
def account() -> str:
    return render_template("account.html", person=signed_in(), wrong={})


@accounts.post("/ucet/jmeno")
def change_name() -> ResponseReturnValue:
    found = signed_in()
    try:
        with store().writing(Actor(user=found.user, request=request_id())) as tx:
            kept.rename_user(tx, found.user, " ".join(request.form.get("name", "").split())[:MAX_NAME])
    except Unfit as unfit:
        return render_template("account.html", person=found, wrong={"name": unfit.message}), 422
    flash(_("Jméno je změněné."))
    return redirect(url_for("accounts.account"), 303)


@accounts.post("/ucet/heslo")
def change_password() -> ResponseReturnValue:
    found = signed_in()
    try:
        user = with_new_password(found, request.form.get("password", ""), request.form.get("new_password", ""))
    except Unfit as unfit:
        return render_template("account.html", person=found, wrong={"new_password": unfit.message}), 422
    if user is None:
        return render_template("account.html", person=found, wrong={"password": OTHER_PASSWORD}), 422
    back = "plans.listing" if session.get(GIVEN) else "accounts.account"
    begin(user)
    flash(_("Heslo je změněné. Na ostatních zařízeních se přihlaste znovu."))
    return redirect(url_for(back), 303)


def with_new_password(found: Person, old: str, new: str) -> User | None:
    """None where the old one is wrong; raises Unfit for a new one that is too short or none. All sessions are over."""
    with store().reading() as tx:
        if kept.by_password(tx, found.email, old) is None:
            return None
    if new == old:
        raise Unfit("Nové heslo je stejné jako dosavadní. Zvolte jiné.")
    with store().writing(Actor(user=found.user, request=request_id())) as tx:
        return kept.set_password(tx, found.user, new)
