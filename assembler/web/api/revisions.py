"""Verze plánu: the list of them, the content of one, back to one, the difference of two, the findings of one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from assembler import products
from assembler.differences import difference, in_words
from assembler.preview import preview
from assembler.readers.json_file import unknown_places
from assembler.readers.source import Source
from assembler.store import accounts, plans
from assembler.store.roles import Deed, Role
from assembler.store.store import Transaction
from assembler.web.acting import acting, only_own_parts, who
from assembler.web.api import conditions
from assembler.web.api.answers import YAML, Reply, exact, listed, once
from assembler.web.api.listing import (
    IF_MATCH,
    KEY,
    REPEATABLE,
    SAVED,
    ListParameters,
    NoteParameters,
    number,
)
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.plans import CONTENT_HEADERS, revision_answer, revision_item, revision_reply
from assembler.web.api.shapes import ref
from assembler.web.keeping import store
from assembler.web.parameters import CheckParameters, Parameters, order_of
from assembler.web.service import service

calls = group("api_revisions", "Verze plánů")


class DifferenceParameters(Parameters):
    """Which two revisions."""

    class Meta(Parameters.Meta):
        include = {  # noqa: RUF012 - marshmallow's own shape; „from“ is a word of Python
            "from": number("Starší verze; jinak ta před novější"),
            "to": number("Novější verze; jinak poslední"),
        }


class FindingsParameters(CheckParameters):
    """Which revision, and as what."""

    revision = number("Jiná verze než poslední")


@call(
    calls,
    "/plans/<uuid:plan_id>/revisions",
    Answer("Verze plánu", ref("Revisions")),
    parameters=ListParameters,
    problems=(401, 403, 404, 422, 503),
    secured=True,
)
def revisions_of_plan(values: Mapping[str, Any], plan_id: uuid.UUID) -> ResponseReturnValue:
    """Verze plánu, nejnovější první"""
    with store().reading(acting(Deed.READ)) as tx:
        found = plans.revisions(tx, plan_id, **values)
        names = accounts.names(tx, [each.author_id for each in found.items])
        items = [revision_item(each, names.get(each.author_id)) for each in found.items]
    address = partial(url_for, "api_revisions.revisions_of_plan", plan_id=plan_id, limit=values["limit"])
    return listed(found, items, address)


@call(
    calls,
    "/plans/<uuid:plan_id>/revisions/<int:number>",
    Answer("Obsah verze", ref("Plan"), headers=CONTENT_HEADERS),
    Answer("Obsah verze", ref("Plan"), YAML),
    Answer("Máte totéž", {}, status=304),
    problems=(401, 403, 404, 406, 503),
    secured=True,
)
def content_of_revision(plan_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Obsah jedné verze; nikdy se nezmění"""
    with store().reading(acting(Deed.READ)) as tx:
        return revision_answer(tx, plans.revision(tx, plan_id, known(number)))


def known(number: int) -> int:
    """A number that a column can hold; there is no revision 0, nor one of a longer number."""
    return number if number < 2**31 else 0


@call(
    calls,
    "/plans/<uuid:plan_id>/revisions/<int:number>/restore",
    Answer("Nová verze", ref("Revision"), headers={**SAVED, **KEY}),
    method="POST",
    parameters=NoteParameters,
    headers=(IF_MATCH, REPEATABLE),
    problems=(401, 403, 404, 409, 412, 422, 428, 503),
    secured=True,
)
def restore_revision(values: Mapping[str, Any], plan_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """Vrátí plán ke starší verzi; vznikne nová se stejným obsahem. Odložený plán se nemění (409 wrong-state)"""
    actor, tags = acting(Deed.WRITE), conditions.seen()

    def restore() -> Reply:
        wanted = plans.revision(tx, plan_id, known(number))
        old = plans.content(tx, wanted)
        newest = conditions.newest_if(tx, plan_id, tags, old, wanted.content_hash)
        if who().role is Role.CONTRIBUTOR:
            only_own_parts(plans.content(tx, newest), old)
        made = plans.restore(tx, plan_id, number, expected=newest.number, note=values["note"])
        return revision_reply(tx, made)

    with store().writing(actor) as tx:
        reply = once(tx, restore)
    return reply.response()


@call(
    calls,
    "/plans/<uuid:plan_id>/difference",
    Answer("Rozdíl dvou verzí", ref("Difference")),
    parameters=DifferenceParameters,
    problems=(401, 403, 404, 422, 503),
    secured=True,
)
def difference_of_revisions(values: Mapping[str, Any], plan_id: uuid.UUID) -> ResponseReturnValue:
    """Čím se liší dvě verze: jednou větou, a po změnách"""
    with store().reading(acting(Deed.READ)) as tx:
        newer = values["to"] or plans.get(tx, plan_id).head
        older = values["from"] or max(1, newer - 1)
        old, new = (content_of(tx, plan_id, each) for each in (older, newer))
    changes = difference(old, new)
    told = [each.as_dict(old, new) for each in changes]
    return exact({"from": older, "to": newer, "words": in_words(changes, old, new), "changes": told})


def content_of(tx: Transaction, plan_id: uuid.UUID, wanted: int) -> Any:
    return plans.content(tx, plans.revision(tx, plan_id, wanted))


@call(
    calls,
    "/plans/<uuid:plan_id>/findings",
    Answer("Nálezy", ref("Check")),
    parameters=FindingsParameters,
    problems=(401, 403, 404, 422, 503),
    secured=True,
)
def findings_of_plan(values: Mapping[str, Any], plan_id: uuid.UUID) -> ResponseReturnValue:
    """Co je na plánu špatně; totéž, co dává /checks s jeho obsahem"""
    actor = acting(Deed.READ)
    with store().reading(actor) as tx:
        content = content_of(tx, plan_id, values["revision"])
    order = order_of(values, content)
    with service().turn():
        checked = products.check(Source(content, unknown_places), order)
    return exact(
        {
            "loads": checked.plan is not None,
            "plan": preview(checked.plan)._asdict() if checked.plan else None,
            "counts": products.counts(checked.findings),
            "findings": [each.as_dict() for each in checked.findings],
        }
    )
