"""Části plánu: one place of the content, with an ETag of its own, so that editors of different parts do not collide."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from assembler.errors import Missing, Stale, Unfit
from assembler.forms.places import ABSENT, below, found_at, is_index
from assembler.store import plans
from assembler.store.models import Revision
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.web import body
from assembler.web.acting import acting, only_own_parts
from assembler.web.api import conditions
from assembler.web.api.answers import YAML, Reply, content_answer
from assembler.web.api.listing import IF_MATCH, NoteParameters
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.plans import CONTENT_HEADERS, REVISION, revision_reply
from assembler.web.api.shapes import ref
from assembler.web.api.store_shapes import ANYTHING
from assembler.web.downloads import JSON
from assembler.web.keeping import store
from schemas.paths import steps_of

TRIES = 20  # while others save other parts
CONTENT: dict[str, Any] = {
    "description": "Hodnota, která má na tom místě být.",
    "required": True,
    "content": {JSON: {"schema": ANYTHING}, YAML: {"schema": ANYTHING}},
}
IF_MATCH_PART = {**IF_MATCH, "required": False}
IF_ABSENT: dict[str, Any] = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "„*“ místo If-Match: část má vzniknout, ještě tam není.",
    "schema": {"type": "string", "enum": ["*"]},
}

calls = group("api_parts", "Části plánu")


@call(
    calls,
    "/plans/<uuid:plan_id>/parts/<path:place>",
    Answer("Část obsahu", ANYTHING, headers=CONTENT_HEADERS),
    Answer("Část obsahu", ANYTHING, YAML),
    Answer("Máte totéž", {}, status=304),
    problems=(401, 403, 404, 406, 503),
    secured=True,
)
def part_of_plan(plan_id: uuid.UUID, place: str) -> ResponseReturnValue:
    """Část obsahu; adresa je její ukazatel (JSON Pointer), třeba parts/strategy/nodes/0"""
    with store().reading(acting(Deed.READ)) as tx:
        newest = plans.revision(tx, plan_id)
        found = found_at(plans.content(tx, newest), steps_of(f"/{place}"))
    if found is ABSENT:
        raise Missing(f"part {place}")
    return content_answer(found, conditions.etag_of(found), {REVISION: str(newest.number)})


@call(
    calls,
    "/plans/<uuid:plan_id>/parts/<path:place>",
    Answer("Nová verze plánu", ref("Revision"), headers={"ETag": "Otisk části"}),
    method="PUT",
    parameters=NoteParameters,
    body=CONTENT,
    headers=(IF_MATCH_PART, IF_ABSENT),
    problems=(400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503, 507),
    secured=True,
)
def save_part(values: Mapping[str, Any], plan_id: uuid.UUID, place: str) -> ResponseReturnValue:
    """Uloží jednu část obsahu jako novou verzi plánu

    Podmínka se týká jen této části: kdo mezitím uložil jinou, ničemu nepřekáží. Co tam už je, znovu se neuloží, ať
    klient viděl cokoli: odpověď je poslední verze. Odložený plán se nemění (409 wrong-state).
    """
    actor = acting(Deed.WRITE)
    check_condition()
    part = body.content().raw
    for left in reversed(range(TRIES)):
        try:
            return saved(actor, plan_id, steps_of(f"/{place}"), part, values["note"])
        except Overtaken as overtaken:
            if not left:
                raise overtaken.stale from None
    raise AssertionError  # the last try returns or raises


class Overtaken(Exception):
    """Another part was saved between our reading and our writing."""

    def __init__(self, stale: Stale) -> None:
        super().__init__()
        self.stale = stale


def saved(actor: Actor, plan_id: uuid.UUID, steps: list[str], part: object, note: str) -> ResponseReturnValue:
    with store().reading(actor) as tx:
        newest = plans.revision(tx, plan_id)
        old = plans.content(tx, newest)
        if etag_at(old, steps) == conditions.etag_of(part):  # an answer was lost, the client repeats
            return told(revision_reply(tx, newest), part)
    new = replaced(old, steps, part)
    expect(newest, old, steps, new)
    only_own_parts(old, new)
    ready = store().ready(new)
    with store().writing(actor) as tx:
        try:
            made = plans.save(tx, plan_id, ready, expected=newest.number, note=note)
        except Stale as stale:
            raise Overtaken(stale) from None
        return told(revision_reply(tx, made), part)


def told(reply: Reply, part: object) -> ResponseReturnValue:
    """The revision, under the ETag of the part."""
    answer = reply.response()
    answer.set_etag(conditions.etag_of(part))
    return answer


def check_condition() -> None:
    """Raises PreconditionRequired where neither If-Match nor If-None-Match says what the client has seen."""
    if not request.if_none_match.star_tag:
        conditions.seen()


def expect(newest: Revision, old: object, steps: list[str], new: object) -> None:
    """Raises Stale where the part is not what the client has seen."""
    etag = etag_at(old, steps)
    seen = not etag if request.if_none_match.star_tag else request.if_match.contains(etag)
    if not seen:
        raise Stale(None, newest.number, old, new, etag)


def etag_at(content: object, steps: list[str]) -> str:
    """The ETag of the part in that place; empty where there is none."""
    found = found_at(content, steps)
    return "" if found is ABSENT else conditions.etag_of(found)


# ---------------------------------------------------------------- places


def replaced(content: Any, steps: list[str], part: object) -> Any:
    """The content with the part in its place; only what leads there is copied. Raises Missing where nothing does."""
    if not steps:
        return part
    step, *rest = steps
    if isinstance(content, dict) and (step in content or not rest):
        return {**content, step: replaced(content.get(step), rest, part)}
    if isinstance(content, list) and is_index(step) and int(step) < len(content) + (not rest):
        index = int(step)
        return [*content[:index], replaced(below(content, step), rest, part), *content[index + 1 :]]
    if isinstance(content, dict | list):
        raise Missing(f"part {step}")
    raise Unfit("Na tomto místě obsahu nic dalšího být nemůže: není to objekt ani seznam.")
