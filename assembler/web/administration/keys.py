"""Přístupové klíče: by which other programs act in one's name, within scopes and for a time."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.errors import Missing, Unfit
from assembler.store import accounts, clock, tokens
from assembler.store.models import Token
from assembler.store.roles import ALLOWED, Deed
from assembler.store.store import Actor, Transaction
from assembler.web.acting import Acting, NotAllowed, acting, who
from assembler.web.errors import WrongParameters
from assembler.web.keeping import store
from assembler.web.language import N_, _

LIFETIMES = {"30": N_("30 dní"), "90": N_("90 dní"), "365": N_("rok")}
MAX_NAME = 100

pages = Blueprint("keys", __name__)


def person() -> Acting:
    """A person in a session; raises NotAllowed for a key: one could make itself a stronger one."""
    acting(Deed.READ)
    found = who()
    if found.scopes is not None:
        raise NotAllowed("Klíče spravujte přihlášeni, ne jiným klíčem.")
    return found


@pages.get("/klice")
def listing() -> str:
    return page(person())


def page(found: Acting, **more: Any) -> str:
    with store().reading(found.actor) as tx:
        keys = mine(tx, found)
        names = accounts.names(tx, [each.user_id for each in keys])
    return render_template(
        "keys.html",
        keys=keys,
        names=names,
        now=clock.now(),
        scopes=[deed for deed in Deed if deed in ALLOWED[found.role]],
        lifetimes={days: _(title) for days, title in LIFETIMES.items()},
        **more,
    )


def mine(tx: Transaction, found: Acting) -> list[Token]:
    """One's own keys; an administrator sees and ends those of all members."""
    return [each for each in tokens.tokens(tx) if each.user_id == found.actor.user or found.may(Deed.MANAGE)]


@pages.post("/klice")
def issue() -> ResponseReturnValue:
    """The key itself is on this one answer and nowhere else."""
    found = person()
    try:
        name, scopes, lifetime = wanted(found)
        with store().writing(found.actor) as tx:
            _, key = tokens.issue(tx, owner(found.actor), name, scopes, lifetime)
    except (Unfit, WrongParameters) as wrong:
        told = wrong.problems if isinstance(wrong, WrongParameters) else {"name": wrong.message}
        return page(found, told=told, typed=request.form), 422
    return page(found, key=key, name=name)


def wanted(found: Acting) -> tuple[str, list[Deed], timedelta]:
    """Raises WrongParameters."""
    name = " ".join(request.form.get("name", "").split())[:MAX_NAME]
    scopes = [deed for deed in Deed if deed in request.form.getlist("scopes") and deed in ALLOWED[found.role]]
    lifetime = request.form.get("lifetime", "")
    wrong = {
        "name": "" if name else _("Napište, k čemu klíč bude, ať ho později poznáte."),
        "scopes": "" if scopes else _("Vyberte, co klíč smí."),
        "lifetime": "" if lifetime in LIFETIMES else _("Vyberte, jak dlouho má klíč platit."),
    }
    if any(wrong.values()):
        raise WrongParameters({field: told for field, told in wrong.items() if told})
    return name, scopes, timedelta(days=int(lifetime))


def owner(actor: Actor) -> uuid.UUID:
    if actor.user is None:
        raise Missing("a key belongs to a user")
    return actor.user


@pages.post("/klice/<uuid:key_id>/zruseni")
def revoke(key_id: uuid.UUID) -> ResponseReturnValue:
    found = person()
    with store().writing(found.actor) as tx:
        if key_id not in {each.id for each in mine(tx, found)}:
            raise Missing(f"token {key_id}")
        tokens.revoke(tx, key_id)
    flash(_("Klíč je zrušený a už nic nesmí."))
    return redirect(url_for("keys.listing"), 303)
