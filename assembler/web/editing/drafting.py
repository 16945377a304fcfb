"""Průběžné uchování: what is typed is kept on the server after a rest, is offered again anywhere, or thrown away."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue

from assembler import forms
from assembler.errors import Missing
from assembler.store import drafts, plans
from assembler.store.roles import Deed
from assembler.web.acting import acting
from assembler.web.editing import parts, unfinished
from assembler.web.editing.opened import opened
from assembler.web.editing.words import speaker
from assembler.web.keeping import store
from assembler.web.language import _, spoken
from assembler.web.pages.words import clock_time
from assembler.web.plans import half_written, sent
from assembler.web.plans.leading import address
from schemas.paths import steps_of

pages = Blueprint("drafting", __name__)


@pages.post("/plany/<uuid:plan_id>/rozepsat/zakladni-udaje", defaults={"place": ""})
@pages.post("/plany/<uuid:plan_id>/rozepsat/<path:place>")
def keep(plan_id: uuid.UUID, place: str) -> dict[str, Any]:
    """Of the form as it stands in a browser; says until when it is safe, in milliseconds and for people."""
    actor = acting(Deed.WRITE)
    draft = unfinished.keep(actor, plan_id, parts.steps_at(place), sent.number("vychozi"), parts.fields())
    if draft is None:
        return {"at": 0, "clock": ""}
    return {"at": unfinished.milliseconds(draft), "clock": clock_time(draft.at)}


@pages.get("/plany/<uuid:plan_id>/rozepsane/<uuid:draft_id>")
def restored(plan_id: uuid.UUID, draft_id: uuid.UUID) -> ResponseReturnValue:
    """The form of the version on which the draft was typed, with the draft in it: saving merges it with the newest."""
    actor = acting(Deed.WRITE)
    found = opened(actor, plan_id)
    with store().reading(actor) as tx:
        draft = drafts.get(tx, plan_id, draft_id)
        if comment := half_written.way_back(draft, rozepsane="ano"):
            return redirect(comment, 303)
        old = plans.content(tx, plans.revision(tx, plan_id, draft.number))
    form = forms.form_of(old, tuple(steps_of(draft.place)), typed=drafts.fields_of(draft), speak=speaker())
    if form is None:
        raise Missing(f"part {draft.place}")
    return parts.page(found, form, base=draft.number, restored=draft)


@pages.post("/plany/<uuid:plan_id>/rozepsane/<uuid:draft_id>/zahozeni")
def throw_away(plan_id: uuid.UUID, draft_id: uuid.UUID) -> ResponseReturnValue:
    actor = acting(Deed.WRITE)
    with store().writing(actor) as tx:
        draft = drafts.throw_away(tx, plan_id, draft_id)
    flash(_("Rozepsaný text jsme zahodili: %(title)s.", title=spoken(draft.title)))
    if comment := half_written.way_back(draft):
        return redirect(comment, 303)
    found = opened(actor, plan_id)
    steps = tuple(steps_of(draft.place))
    there = forms.form_of(found.content, steps) is not None
    return redirect(address(plan_id, steps) if there else address(plan_id, ()), 303)
