"""Uložené plány: the list, a new one, the whole content of one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import fields, validate

from assembler import beginnings
from assembler.errors import Unfit, UnknownName
from assembler.store import accounts, plans
from assembler.store.columns import Plain
from assembler.store.models import Plan, Revision
from assembler.store.roles import Deed
from assembler.store.store import Actor, Transaction
from assembler.web import body
from assembler.web.acting import acting
from assembler.web.api import conditions
from assembler.web.api.answers import YAML, Reply, content_answer, listed, once
from assembler.web.api.assemblies import CONTENT
from assembler.web.api.listing import IF_MATCH, KEY, REPEATABLE, SAVED, ListParameters, NoteParameters, flag, number
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import ref
from assembler.web.errors import WrongParameters
from assembler.web.keeping import store
from assembler.web.parameters import described

REVISION = "Plan-Revision"
CONTENT_HEADERS = {"ETag": "Otisk obsahu, pro If-Match", REVISION: "Číslo verze"}
OPTIONAL_CONTENT = {**CONTENT, "required": False}
LONGEST_TITLE = 300
LONGEST_NAME = 100

calls = group("api_plans", "Uložené plány")


class PlansParameters(ListParameters):
    """Which plans."""

    archived = flag("Odložené plány místo těch, na kterých se pracuje")


class BeginningParameters(NoteParameters):
    """What a new plan begins with; without any of these, with the content that is sent."""

    title = fields.String(
        load_default=None,
        validate=validate.Length(1, LONGEST_TITLE, error=f"Název má 1 až {LONGEST_TITLE} znaků."),
        metadata=described("Začít prázdným plánem tohoto názvu"),
    )
    example = fields.String(
        load_default=None,
        validate=validate.Length(max=LONGEST_NAME, error="Takovou ukázku nemáme."),
        metadata=described("Začít ukázkovým plánem"),
    )
    plan = fields.UUID(
        load_default=None,
        error_messages={"invalid_uuid": "Identifikátor plánu má tvar UUID."},
        metadata=described("Začít plánem minulého období: co platí dál, připraveno k přepracování"),
    )
    copy = flag("S „plan“: přesná kopie místo přípravy na další období")
    revision = number("S „plan“: jiná verze než poslední")


# ---------------------------------------------------------------- the list


@call(
    calls,
    "/plans",
    Answer("Plány obce", ref("Plans")),
    parameters=PlansParameters,
    problems=(401, 403, 422, 503),
    secured=True,
)
def plans_of_municipality(values: Mapping[str, Any]) -> ResponseReturnValue:
    """Plány obce, naposledy změněné první"""
    with store().reading(acting(Deed.READ)) as tx:
        found = plans.newest_first(tx, **values)
        heads = plans.heads(tx, found.items)
        items = [plan_item(each, heads[each.id]) for each in found.items]
    shown = {"limit": values["limit"], **({"archived": "true"} if values["archived"] else {})}
    return listed(found, items, partial(url_for, "api_plans.plans_of_municipality", **shown))


def plan_item(plan: Plan, head: Revision) -> Plain:
    return {
        "id": str(plan.id),
        "title": plan.title,
        "revision": head.number,
        "etag": head.content_hash,
        "created_at": plan.created_at.isoformat(),
        "changed_at": head.at.isoformat(),
        "archived": plan.archived_at is not None,
        "content": url_for("api_plans.content_of_plan", plan_id=plan.id),
    }


# ---------------------------------------------------------------- a new plan


@call(
    calls,
    "/plans",
    Answer("Založený plán", ref("StoredPlan"), status=201, headers={**SAVED, **KEY}),
    method="POST",
    parameters=BeginningParameters,
    body=OPTIONAL_CONTENT,
    headers=(REPEATABLE,),
    problems=(400, 401, 403, 404, 409, 413, 415, 422, 503, 507),
    secured=True,
)
def create_plan(values: Mapping[str, Any]) -> ResponseReturnValue:
    """Založí plán: z poslaného obsahu, prázdný, z ukázky, z plánu minulého období"""
    actor = acting(Deed.CREATE)
    request.get_data()  # kept: the content, and the fingerprint of the request
    content, source = beginning(actor, values)
    ready = store().ready(content)

    def create() -> Reply:
        plan = plans.create(tx, ready, source=source, note=values["note"])
        told = plan_item(plan, plans.revision(tx, plan.id))
        return Reply(201, told, {"Location": told["content"], "ETag": f'"{ready.hash}"'})

    with store().writing(actor) as tx:
        reply = once(tx, create)
    return reply.response()


def beginning(actor: Actor, values: Mapping[str, Any]) -> tuple[object, uuid.UUID | None]:
    """The first content of a plan, and the revision that it was taken from."""
    named = [name for name in ("title", "example", "plan") if values[name] is not None]
    if len(named) > 1 or (named and request.get_data()):
        told = "Plán může začít jen jedním: obsahem v těle požadavku, nebo jedním z údajů title, example, plan."
        raise WrongParameters(dict.fromkeys(named, told))
    if values["example"] is not None:
        return example(values["example"]), None
    if values["plan"] is not None:
        return earlier(actor, values)
    return (beginnings.blank(values["title"]), None) if named else (whole(), None)


def example(name: str) -> object:
    try:
        return beginnings.example(name)
    except UnknownName as unknown:
        raise WrongParameters({"example": unknown.message}) from None


def earlier(actor: Actor, values: Mapping[str, Any]) -> tuple[object, uuid.UUID]:
    with store().reading(actor) as tx:
        old = plans.revision(tx, values["plan"], values["revision"])
        content = plans.content(tx, old)
    return content if values["copy"] else beginnings.next_period(content), old.id


def whole() -> dict[str, Any]:
    """The content of the body; raises Unfit for what cannot be a plan, and what the reader raises."""
    raw = body.content().raw
    if not isinstance(raw, dict):
        raise Unfit("Obsah plánu má být objekt s klíči jako title, period, strategy.")
    return raw


# ---------------------------------------------------------------- one plan


@call(
    calls,
    "/plans/<uuid:plan_id>",
    Answer("Obsah poslední verze", ref("Plan"), headers=CONTENT_HEADERS),
    Answer("Obsah poslední verze", ref("Plan"), YAML),
    Answer("Máte totéž", {}, status=304),
    problems=(401, 403, 404, 406, 503),
    secured=True,
)
def content_of_plan(plan_id: uuid.UUID) -> ResponseReturnValue:
    """Obsah plánu"""
    with store().reading(acting(Deed.READ)) as tx:
        return revision_answer(tx, plans.revision(tx, plan_id))


def revision_answer(tx: Transaction, revision: Revision) -> Response:
    headers = {REVISION: str(revision.number)}
    return content_answer(plans.content(tx, revision), revision.content_hash, headers)


@call(
    calls,
    "/plans/<uuid:plan_id>",
    Answer("Nová verze", ref("Revision"), headers=SAVED),
    method="PUT",
    parameters=NoteParameters,
    body=CONTENT,
    headers=(IF_MATCH,),
    problems=(400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503, 507),
    secured=True,
)
def save_plan(values: Mapping[str, Any], plan_id: uuid.UUID) -> ResponseReturnValue:
    """Uloží celý obsah jako novou verzi

    Změnil-li plán mezitím někdo jiný, nic se nepřepíše: odpověď 412 nese obě znění. Obsah s nálezy uložit lze; nálezy
    dává /findings. Odložený plán se nemění (409 wrong-state), dokud se nevrátí.
    """
    actor, tags = acting(Deed.WRITE), conditions.seen()
    content = whole()
    ready = store().ready(content)
    with store().writing(actor) as tx:
        saved = conditions.save(tx, plan_id, tags, content, ready, values["note"])
        return revision_reply(tx, saved).response()


def revision_reply(tx: Transaction, revision: Revision, status: int = 200) -> Reply:
    told = revision_item(revision, accounts.names(tx, [revision.author_id]).get(revision.author_id))
    return Reply(status, told, {"ETag": f'"{revision.content_hash}"', "Content-Location": told["content"]})


def revision_item(revision: Revision, author: str | None) -> Plain:
    return {
        "number": revision.number,
        "title": revision.title,
        "etag": revision.content_hash,
        "at": revision.at.isoformat(),
        "author": author,
        "note": revision.note,
        "content": url_for("api_revisions.content_of_revision", plan_id=revision.plan_id, number=revision.number),
    }


@call(
    calls,
    "/plans/<uuid:plan_id>/<any(archive, return):deed>",
    Answer("Plán", ref("StoredPlan")),
    method="POST",
    headers=(REPEATABLE,),
    problems=(401, 403, 404, 409, 422, 503),
    secured=True,
)
def archive_plan(plan_id: uuid.UUID, deed: str) -> ResponseReturnValue:
    """Odloží plán (archive), nebo ho vrátí mezi ty, na kterých se pracuje (return)

    Odložený plán jde číst i sestavit; nová verze se do něj neuloží (409 wrong-state).
    """

    def archive() -> Reply:
        plan = plans.archive(tx, plan_id, archived=deed == "archive")
        return Reply(200, plan_item(plan, plans.revision(tx, plan_id)))

    with store().writing(acting(Deed.CREATE)) as tx:
        reply = once(tx, archive)
    return reply.response()
