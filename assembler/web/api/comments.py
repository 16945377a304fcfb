"""Připomínky plánu: written down as they come, settled one by one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import fields

from assembler.store import comments, plans
from assembler.store.columns import Plain
from assembler.store.models import Comment
from assembler.store.roles import Deed
from assembler.web import body
from assembler.web.acting import acting
from assembler.web.api import conditions
from assembler.web.api.answers import Reply, exact, listed, once
from assembler.web.api.listing import IF_MATCH, KEY, REPEATABLE, ListParameters
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import ref
from assembler.web.commenting import taking
from assembler.web.downloads import JSON
from assembler.web.keeping import store
from assembler.web.parameters import described
from schemas.comments import Comment as Schema

TAG = {"ETag": "Otisk připomínky, pro If-Match"}
EXAMPLE = {
    "received": "2025-10-02",
    "submitter": "Spolek rodičů, z. s.",
    "publish": True,
    "proposed": "Rozšířit provoz poradny na čtyři hodiny týdně.",
}
ORDER: dict[str, Any] = {
    "description": "Připomínka",
    "required": True,
    "content": {JSON: {"schema": ref("CommentOrder"), "example": EXAMPLE}},
}
CHANGE: dict[str, Any] = {
    "description": "Jen údaje, které se mění; null údaj vyprázdní (RFC 7396)",
    "required": True,
    "content": {JSON: {"schema": ref("CommentChange"), "example": {"settlement": "accepted"}}},
}

calls = group("api_comments", "Připomínky a jejich vypořádání")


class CommentsParameters(ListParameters):
    """Which comments."""

    settled = fields.Boolean(
        load_default=None,
        truthy={"true"},
        falsy={"false"},
        error_messages={"invalid": "Možnosti: true, false."},
        metadata=described("Jen vypořádané (true), nebo jen nevypořádané (false)"),
    )


@call(
    calls,
    "/plans/<uuid:plan_id>/comments",
    Answer("Připomínky plánu", ref("Comments")),
    parameters=CommentsParameters,
    problems=(401, 403, 404, 422, 503),
    secured=True,
)
def comments_of_plan(values: Mapping[str, Any], plan_id: uuid.UUID) -> ResponseReturnValue:
    """Připomínky plánu, naposledy zapsané první

    Jména těch, kdo nesouhlasili se zveřejněním, vidí jen ti, kdo smějí připomínky zapisovat; ostatní vidí „občan“.
    """
    with store().reading(acting(Deed.READ)) as tx:
        found = comments.newest_first(tx, plan_id, **values)
        items = [item(each) for each in found.items]
    shown: dict[str, Any] = {"plan_id": plan_id, "limit": values["limit"]}
    if values["settled"] is not None:
        shown["settled"] = str(values["settled"]).lower()
    return listed(found, items, partial(url_for, "api_comments.comments_of_plan", **shown))


@call(
    calls,
    "/plans/<uuid:plan_id>/comments",
    Answer("Zapsaná připomínka", ref("Comment"), status=201, headers={**TAG, **KEY}),
    method="POST",
    body=ORDER,
    headers=(REPEATABLE,),
    problems=(400, 401, 403, 404, 409, 413, 415, 422, 429, 503),
    secured=True,
)
def add_comment(plan_id: uuid.UUID) -> ResponseReturnValue:
    """Zapíše připomínku; číslo dostane samo a nikdy ho nedostane jiná"""
    actor = taking.writer()
    request.get_data()  # kept: for the comment, and for the fingerprint of the request
    raw = body.content().raw

    def add() -> Reply:
        made = taking.added(taking.Ground(tx, plan_id), raw)
        return Reply(201, item(made), {"Location": address_of(made), "ETag": f'"{comments.etag(made)}"'})

    with store().writing(actor) as tx:
        plans.get(tx, plan_id)
        reply = once(tx, add)
    return reply.response()


@call(
    calls,
    "/plans/<uuid:plan_id>/comments/<uuid:comment_id>",
    Answer("Připomínka", ref("Comment"), headers=TAG),
    problems=(401, 403, 404, 503),
    secured=True,
)
def comment(plan_id: uuid.UUID, comment_id: uuid.UUID) -> ResponseReturnValue:
    """Připomínka a její vypořádání"""
    with store().reading(acting(Deed.READ)) as tx:
        return answer(comments.get(tx, plan_id, comment_id))


@call(
    calls,
    "/plans/<uuid:plan_id>/comments/<uuid:comment_id>",
    Answer("Změněná připomínka", ref("Comment"), headers=TAG),
    method="PATCH",
    body=CHANGE,
    headers=(IF_MATCH,),
    problems=(400, 401, 403, 404, 412, 413, 415, 422, 428, 503),
    secured=True,
)
def change_comment(plan_id: uuid.UUID, comment_id: uuid.UUID) -> ResponseReturnValue:
    """Změní nebo vypořádá připomínku

    Přispěvatel mění jen vypořádání, a jen u připomínek ke svým částem plánu. Změnil-li ji mezitím někdo jiný, nic se
    nepřepíše (412).
    """
    actor, tags = acting(Deed.WRITE), conditions.seen()
    sent = body.content().raw
    with store().writing(actor) as tx:
        found = comments.seen(tx, plan_id, comment_id, lambda each: tags.contains(comments.etag(each)))
        return answer(taking.changed(taking.Ground(tx, plan_id), found, patched(comments.as_raw(found), sent)))


@call(
    calls,
    "/plans/<uuid:plan_id>/comments/<uuid:comment_id>",
    Answer("Připomínka už není", {}, status=204),
    method="DELETE",
    headers=(IF_MATCH,),
    problems=(401, 403, 404, 412, 428, 503),
    secured=True,
)
def remove_comment(plan_id: uuid.UUID, comment_id: uuid.UUID) -> ResponseReturnValue:
    """Smaže připomínku i s osobními údaji; její číslo už nikdo nedostane"""
    actor, tags = taking.writer(), conditions.seen()
    with store().writing(actor) as tx:
        comments.remove(tx, comments.seen(tx, plan_id, comment_id, lambda each: tags.contains(comments.etag(each))))
    return Response(status=204)


def patched(old: dict[str, Any], change: object) -> Any:
    """The comment with the change in it (RFC 7396); what is no object is left for the schema to refuse."""
    if not isinstance(change, dict):
        return change
    return {name: value for name, value in {**old, **change}.items() if value is not None}


def answer(found: Comment) -> Response:
    return exact(item(found), headers={"ETag": f'"{comments.etag(found)}"'})


def item(found: Comment) -> Plain:
    raw = comments.as_raw(found)
    raw["submitter"] = taking.name_of(found, taking.writes())
    empty = {name: field.empty for name, field in Schema.fields.items()}
    return {
        "id": str(found.id),
        "number": found.number,
        "etag": comments.etag(found),
        **empty,
        **raw,
        "place_title": found.place_title,
        "created_at": found.at.isoformat(),
        "changed_at": found.changed_at.isoformat(),
        "href": address_of(found),
    }


def address_of(found: Comment) -> str:
    return url_for("api_comments.comment", plan_id=found.plan_id, comment_id=found.id)
