"""Oznamování: webhooks, by which other programs hear of what happens in the municipality; for administrators."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.errors import Unfit
from assembler.notices import addresses
from assembler.store import accounts, webhooks
from assembler.store.models import Webhook
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.web.acting import acting
from assembler.web.errors import WrongParameters
from assembler.web.keeping import store
from assembler.web.language import N_, _
from assembler.web.service import service

TITLES = {
    "plan.created": N_("založený plán"),
    "plan.saved": N_("uložená verze plánu"),
    "plan.archived": N_("odložený plán"),
    "plan.returned": N_("plán vrácený mezi ostatní"),
    "document.finished": N_("hotový dokument"),
    "job.failed": N_("nezdařené sestavení"),
    webhooks.TEST: N_("zkušební zpráva"),
}

pages = Blueprint("notifying", __name__)


@pages.get("/oznamovani")
def listing() -> str:
    return page(acting(Deed.MANAGE))


def page(actor: Actor, **more: Any) -> str:
    with store().reading(actor) as tx:
        found = webhooks.webhooks(tx)
        states = webhooks.states(tx, found)
        names = accounts.names(tx, [each.author_id for each in found])
    shown = {"webhooks": found, "states": states, "names": names}
    return render_template("notifying.html", **shown, titles=TITLES, events=webhooks.NAMES, **more)


@pages.post("/oznamovani")
def add() -> ResponseReturnValue:
    """The secret is on this one answer and nowhere else."""
    actor = acting(Deed.MANAGE)
    try:
        made = added(actor, request.form.get("url", "").strip(), request.form.getlist("events"))
    except (Unfit, WrongParameters) as wrong:
        told = wrong.problems if isinstance(wrong, WrongParameters) else {"events": wrong.message}
        return page(actor, told=told, typed=request.form), 422
    return page(actor, made=made)


def added(actor: Actor, url: str, events: list[str]) -> Webhook:
    """Raises WrongParameters for an address to which nothing can be sent, and what the store raises."""
    try:
        addresses.target(url, service().settings)
    except Unfit as unfit:
        raise WrongParameters({"url": unfit.message}) from None
    with store().writing(actor) as tx:
        return webhooks.add(tx, url, events)


@pages.post("/oznamovani/<uuid:webhook_id>/zkouska")
def test(webhook_id: uuid.UUID) -> ResponseReturnValue:
    with store().writing(acting(Deed.MANAGE)) as tx:
        webhooks.test(tx, webhook_id)
    flash(_("Zkušební zpráva se odesílá. Jak dopadla, ukáže za chvíli tato stránka."))
    return redirect(url_for("notifying.listing"), 303)


@pages.post("/oznamovani/<uuid:webhook_id>/zruseni")
def remove(webhook_id: uuid.UUID) -> ResponseReturnValue:
    with store().writing(acting(Deed.MANAGE)) as tx:
        webhooks.remove(tx, webhook_id)
    flash(_("Oznamování na tuto adresu je zrušené."))
    return redirect(url_for("notifying.listing"), 303)
