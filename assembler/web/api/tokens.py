"""Přístupové klíče: issued, listed, revoked by those who manage the municipality."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import marshmallow as ma
from flask import Response, request
from flask.typing import ResponseReturnValue
from marshmallow import fields, validate

from assembler.store import tokens
from assembler.store.columns import Plain
from assembler.store.models import Token
from assembler.store.roles import Deed
from assembler.web import body
from assembler.web.acting import acting, who
from assembler.web.api.answers import Reply, exact, once
from assembler.web.api.listing import REPEATABLE
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import ref, several
from assembler.web.downloads import JSON
from assembler.web.errors import WrongParameters
from assembler.web.keeping import store

LONGEST_NAME = 300
DAYS = tokens.LONGEST.days
SCOPES = ", ".join(Deed)
ORDER: dict[str, Any] = {
    "description": "Jaký klíč má vzniknout",
    "required": True,
    "content": {
        JSON: {
            "schema": ref("TokenOrder"),
            "example": {"name": "Docházkový systém", "scopes": ["read", "assemble"], "days": 365},
        }
    },
}
REQUIRED = {"required": "Tento údaj chybí.", "null": "Tento údaj chybí."}

calls = group("api_tokens", "Přístupové klíče")


class TokenOrder(ma.Schema):
    """Which key is wanted."""

    class Meta:
        unknown = ma.RAISE

    error_messages = {"unknown": "Tento údaj neznáme.", "type": "Pošlete objekt."}  # noqa: RUF012

    name = fields.String(
        required=True,
        error_messages={**REQUIRED, "invalid": "Název je text."},
        validate=validate.Length(1, LONGEST_NAME, error=f"Název má 1 až {LONGEST_NAME} znaků."),
    )
    scopes = fields.List(
        fields.Enum(Deed, by_value=True, error_messages={"unknown": f"Možnosti: {SCOPES}."}),
        required=True,
        error_messages={**REQUIRED, "invalid": "Pošlete seznam."},
        validate=validate.Length(1, len(Deed), error=f"Klíč musí něco smět: {SCOPES}."),
    )
    days = fields.Integer(
        required=True,
        strict=True,
        error_messages={**REQUIRED, "invalid": "Počet dnů je celé číslo."},
        validate=validate.Range(1, DAYS, error=f"Klíč může platit 1 až {DAYS} dnů."),
    )


@call(calls, "/tokens", Answer("Klíče obce", several(ref("Token"))), problems=(401, 403, 503), secured=True)
def tokens_of_municipality() -> ResponseReturnValue:
    """Přístupové klíče obce, nejnovější první; klíče samy se už neukážou"""
    with store().reading(acting(Deed.MANAGE)) as tx:
        return exact([token_item(each) for each in tokens.tokens(tx)])


@call(
    calls,
    "/tokens",
    Answer("Nový klíč", ref("NewToken"), status=201),
    method="POST",
    body=ORDER,
    headers=(REPEATABLE,),
    problems=(400, 401, 403, 409, 413, 415, 422, 503),
    secured=True,
)
def issue_token() -> ResponseReturnValue:
    """Vydá přístupový klíč, který jedná za vás

    Klíč smí nejvýše to, co vy; a klíčem se nevydá klíč, který by směl víc než on sám.
    """
    actor = acting(Deed.MANAGE)
    request.get_data()  # kept: for the order, and for the fingerprint of the request
    order = body.order(TokenOrder())
    scopes = sorted(set(order["scopes"]))
    known = who().scopes
    if known is not None and not set(scopes) <= known:
        raise WrongParameters({"scopes": f"Váš klíč smí jen: {', '.join(sorted(known))}."})

    def issue() -> Reply:
        user = actor.user or uuid.UUID(int=0)
        made, key = tokens.issue(tx, user, order["name"], scopes, timedelta(days=order["days"]))
        return Reply(201, {**token_item(made), "key": key})

    with store().writing(actor) as tx:
        reply = once(tx, issue, secrets=("key",))
    return reply.response()


@call(
    calls,
    "/tokens/<uuid:token_id>",
    Answer("Klíč už neplatí", {}, status=204),
    method="DELETE",
    problems=(401, 403, 404, 503),
    secured=True,
)
def revoke_token(token_id: uuid.UUID) -> ResponseReturnValue:
    """Zneplatní klíč, hned"""
    with store().writing(acting(Deed.MANAGE)) as tx:
        tokens.revoke(tx, token_id)
    return Response(status=204)


def token_item(token: Token) -> Plain:
    return {
        "id": str(token.id),
        "name": token.name,
        "scopes": list(token.scopes),
        "created_at": token.created_at.isoformat(),
        "expires_at": token.expires_at.isoformat(),
        "revoked_at": token.revoked_at.isoformat() if token.revoked_at else None,
    }
