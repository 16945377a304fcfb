"""Vrácení: the version before the last one once more, where something was removed by mistake."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from assembler.errors import Stale
from assembler.store import plans
from assembler.store.roles import Deed
from assembler.web.accounts.targets import safe
from assembler.web.acting import acting, only_own_parts
from assembler.web.keeping import store
from assembler.web.language import _
from assembler.web.plans import sent

pages = Blueprint("undoing", __name__)


@pages.post("/plany/<uuid:plan_id>/vraceni")
def undo(plan_id: uuid.UUID) -> ResponseReturnValue:
    """Back to the version before `expected`, which is the newest one; then to the page `next`."""
    actor, expected = acting(Deed.WRITE), sent.number("expected")
    with store().reading(actor) as tx:
        newest, older = (plans.content(tx, plans.revision(tx, plan_id, each)) for each in (expected, expected - 1))
    only_own_parts(newest, older)
    try:
        with store().writing(actor) as tx:
            plans.restore(tx, plan_id, expected - 1, expected=expected, note="Vrácená změna")
        flash(_("Poslední změnu jsme vrátili."))
    except Stale:
        flash(_("Mezitím přibyla další verze, proto jsme nic nevraceli. Starší znění najdete v historii verzí."))
    target = request.form.get("next", "")
    return redirect(safe(target) if target else url_for("editing.overview", plan_id=plan_id), 303)
