"""Webhooky: which other programs hear of what happens in the municipality; for those who manage it."""

from __future__ import annotations

import uuid
from typing import Any

import marshmallow as ma
from flask import Response, request
from flask.typing import ResponseReturnValue
from marshmallow import fields, validate

from assembler.errors import Unfit
from assembler.notices import addresses, message
from assembler.store import webhooks
from assembler.store.columns import Plain
from assembler.store.models import Delivery, Webhook
from assembler.store.roles import Deed
from assembler.store.store import Transaction
from assembler.store.webhooks import NAMES
from assembler.web import body
from assembler.web.acting import acting
from assembler.web.api.answers import Reply, exact, once
from assembler.web.api.listing import REPEATABLE
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import ref, several
from assembler.web.api.tokens import REQUIRED
from assembler.web.downloads import JSON
from assembler.web.errors import WrongParameters
from assembler.web.keeping import store
from assembler.web.service import service

ORDER: dict[str, Any] = {
    "description": "Kam a co oznamovat",
    "required": True,
    "content": {
        JSON: {
            "schema": ref("WebhookOrder"),
            "example": {"url": "https://spisovka.mesto.cz/plany", "events": ["plan.saved", "document.finished"]},
        }
    },
}
EVENTS = ", ".join(NAMES)
PROBLEMS = (401, 403, 404, 503)

calls = group("webhooks", "Webhooky: podepsané zprávy jiným programům")


class WebhookOrder(ma.Schema):
    """Who is to be told, and of what."""

    class Meta:
        unknown = ma.RAISE

    error_messages = {"unknown": "Tento údaj neznáme.", "type": "Pošlete objekt."}  # noqa: RUF012

    url = fields.String(required=True, error_messages={**REQUIRED, "invalid": "Adresa je text."})
    events = fields.List(
        fields.String(
            error_messages={"invalid": f"Možnosti: {EVENTS}."},
            validate=validate.OneOf(NAMES, error=f"Možnosti: {EVENTS}."),
        ),
        required=True,
        error_messages={**REQUIRED, "invalid": "Pošlete seznam."},
        validate=validate.Length(1, len(NAMES), error=f"Vyberte, co se má oznamovat: {EVENTS}."),
    )


@call(calls, "/webhooks", Answer("Webhooky obce", several(ref("Webhook"))), problems=(401, 403, 503), secured=True)
def webhooks_of_municipality() -> ResponseReturnValue:
    """Webhooky obce, nejnovější první; zda fungují, a když ne, proč"""
    with store().reading(acting(Deed.MANAGE)) as tx:
        found = webhooks.webhooks(tx)
        states = webhooks.states(tx, found)
        return exact([webhook_item(each, states[each.id]) for each in found])


@call(
    calls,
    "/webhooks",
    Answer("Nový webhook", ref("NewWebhook"), status=201),
    method="POST",
    body=ORDER,
    headers=(REPEATABLE,),
    problems=(400, 401, 403, 409, 413, 415, 422, 503),
    secured=True,
)
def add_webhook() -> ResponseReturnValue:
    """Založí webhook

    Tajemství, kterým se zprávy podepisují, se ukáže jen v této odpovědi. Ověření na straně příjemce popisuje
    specifikace Standard Webhooks 1.0.
    """
    actor = acting(Deed.MANAGE)
    request.get_data()  # kept: for the order, and for the fingerprint of the request
    order = ordered()

    def add() -> Reply:
        made = webhooks.add(tx, order["url"], order["events"])
        return Reply(201, {**item(tx, made), "secret": made.secret})

    with store().writing(actor) as tx:
        reply = once(tx, add, secrets=("secret",))
    return reply.response()


def ordered() -> dict[str, Any]:
    """The order of the body; raises WrongParameters, Unfit, and what the reader raises."""
    loaded = body.order(WebhookOrder())
    try:
        addresses.target(loaded["url"], service().settings)
    except Unfit as unfit:
        raise WrongParameters({"url": unfit.message}) from None
    return loaded


@call(
    calls,
    "/webhooks/<uuid:webhook_id>",
    Answer("Webhook už není", {}, status=204),
    method="DELETE",
    problems=PROBLEMS,
    secured=True,
)
def remove_webhook(webhook_id: uuid.UUID) -> ResponseReturnValue:
    """Zruší webhook i to, co na doručení čeká"""
    with store().writing(acting(Deed.MANAGE)) as tx:
        webhooks.remove(tx, webhook_id)
    return Response(status=204)


@call(
    calls,
    "/webhooks/<uuid:webhook_id>/test",
    Answer("Zkušební zpráva se odesílá", ref("Webhook"), status=202),
    method="POST",
    problems=PROBLEMS,
    secured=True,
)
def test_webhook(webhook_id: uuid.UUID) -> ResponseReturnValue:
    """Pošle zkušební zprávu (webhook.test), jednou a hned

    Dojde-li na webhook, který je kvůli neúspěchům vypnutý, zase ho zapne. Výsledek říká „last“ v seznamu.
    """
    with store().writing(acting(Deed.MANAGE)) as tx:
        told = item(tx, webhooks.test(tx, webhook_id))
    return exact(told, 202)


def item(tx: Transaction, webhook: Webhook) -> Plain:
    return webhook_item(webhook, webhooks.states(tx, [webhook])[webhook.id])


def webhook_item(webhook: Webhook, state: webhooks.State) -> Plain:
    return {
        "id": str(webhook.id),
        "url": webhook.url,
        "events": list(webhook.events),
        "created_at": webhook.created_at.isoformat(),
        "off_at": webhook.off_at.isoformat() if webhook.off_at else None,
        "off_reason": webhook.off_reason,
        "waiting": state.waiting,
        "last": attempt(state.last) if state.last else None,
    }


def attempt(delivery: Delivery) -> Plain:
    return {
        "id": message.name(delivery),
        "event": delivery.event,
        "attempts": delivery.attempts,
        "at": delivery.tried_at.isoformat() if delivery.tried_at else None,
        "delivered": delivery.delivered_at is not None,
        "problem": delivery.problem,
    }
