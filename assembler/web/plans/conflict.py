"""Rozpor: two have changed one version. What came second is kept beside the plan until its author decides."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.errors import Missing, Stale
from assembler.readers import json_file
from assembler.store import plans, uploads
from assembler.store.models import Upload
from assembler.store.roles import Deed
from assembler.store.store import Actor, Transaction
from assembler.store.uploads import Purpose
from assembler.web.acting import acting, only_own_parts
from assembler.web.contents import as_json
from assembler.web.downloads import JSON, saved
from assembler.web.keeping import store
from assembler.web.language import _, spoken
from assembler.web.plans import differing, once, sent
from assembler.web.plans.listing import UNTITLED
from assembler.web.plans.saved_by import is_mine, saved_by

pages = Blueprint("conflict", __name__)


def keep(actor: Actor, plan_id: uuid.UUID, content: object, expected: int, note: str) -> str:
    """Keeps the version that came second; returns the address where its author decides."""
    (digest,) = store().keep([as_json(content)])
    with store().writing(actor) as tx:
        kept = uploads.add(tx, digest, Purpose.SECOND, sent.file_name() or "verze.json", JSON, plan_id)
    return url_for("conflict.show", plan_id=plan_id, upload_id=kept.id, vychozi=expected, note=note)


def second(tx: Transaction, plan_id: uuid.UUID, upload_id: uuid.UUID) -> tuple[Upload, Any]:
    """The version that came second, and its content; raises Missing."""
    found = uploads.of_plan(tx, upload_id, plan_id, Purpose.SECOND)
    return found, json_file.read(tx.files.get(found.sha256)).raw


@pages.get("/plany/<uuid:plan_id>/rozpor/<uuid:upload_id>")
def show(plan_id: uuid.UUID, upload_id: uuid.UUID) -> str:
    actor, began = acting(Deed.WRITE), sent.number("vychozi")
    with store().reading(actor) as tx:
        plan, newest, base = plans.get(tx, plan_id), plans.revision(tx, plan_id), plans.revision(tx, plan_id, began)
        upload, mine = second(tx, plan_id, upload_id)
        theirs, origin = plans.content(tx, newest), plans.content(tx, base)
    return render_template(
        "conflict.html",
        plan=plan,
        title=plan.title or spoken(UNTITLED),
        upload=upload,
        newest=newest,
        base=base,
        saved_by=saved_by(newest),
        mine=is_mine(newest),
        meanwhile=differing.in_words(origin, theirs),
        yours=differing.in_words(origin, mine),
        difference=differing.of(theirs, mine),
        note=request.args.get("note", ""),
    )


@pages.get("/plany/<uuid:plan_id>/rozpor/<uuid:upload_id>/obsah.json")
def download(plan_id: uuid.UUID, upload_id: uuid.UUID) -> Response:
    with store().reading(acting(Deed.WRITE)) as tx:
        found, mine = second(tx, plan_id, upload_id)
    return saved(as_json(mine), JSON, f"{found.file_name.rpartition('.')[0]} – moje verze", "json")


@pages.post("/plany/<uuid:plan_id>/rozpor/<uuid:upload_id>")
def decide(plan_id: uuid.UUID, upload_id: uuid.UUID) -> ResponseReturnValue:
    """Mine as the newest version, or not at all; the other one stays in the history in any case."""
    actor, expected = acting(Deed.WRITE), sent.number("expected")
    way = save_mine if request.form.get("rozhodnuti") == "moje" else throw_away
    try:
        told = way(actor, plan_id, upload_id, expected)
    except (Missing, Stale) as late:
        done = once.outcome(actor, upload_id)
        if done is None and isinstance(late, Missing):
            raise
        if done is None:
            flash(_("Mezitím přibyla ještě další verze. Podívejte se, co se změnilo, a rozhodněte znovu."))
            return redirect(url_for("conflict.show", plan_id=plan_id, upload_id=upload_id, vychozi=expected), 303)
        told = done["told"]
    flash(told)
    return redirect(url_for("plan.show", plan_id=plan_id), 303)


def save_mine(actor: Actor, plan_id: uuid.UUID, upload_id: uuid.UUID, expected: int) -> str:
    """Raises Missing, Stale, NotAllowed."""
    with store().reading(actor) as tx:
        _upload, mine = second(tx, plan_id, upload_id)
        only_own_parts(plans.content(tx, plans.revision(tx, plan_id, expected)), mine)
    ready = store().ready(mine)
    with store().writing(actor) as tx:
        made = plans.save(tx, plan_id, ready, expected=expected, note=sent.line("note"))
        uploads.discard(tx, second(tx, plan_id, upload_id)[0])
        told = _("Vaše verze je uložená jako verze %(number)s. Předchozí najdete v historii.", number=made.number)
        once.remember(tx, upload_id, {"told": told})
    return told


def throw_away(actor: Actor, plan_id: uuid.UUID, upload_id: uuid.UUID, _expected: int) -> str:
    """Raises Missing."""
    told = _("Svou verzi jste zahodili. Platí ta, která přibyla mezitím.")
    with store().writing(actor) as tx:
        uploads.discard(tx, second(tx, plan_id, upload_id)[0])
        once.remember(tx, upload_id, {"told": told})
    return told
