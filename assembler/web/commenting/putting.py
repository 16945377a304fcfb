"""Vložit vypořádání do plánu: the settled comments as an annex of it, in a new version."""

from __future__ import annotations

import uuid

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from assembler.errors import Stale, Unfit, WrongState
from assembler.store import plans
from assembler.store.store import Actor
from assembler.web.commenting import showing, taking
from assembler.web.commenting.annex import alike, with_settlement
from assembler.web.keeping import store
from assembler.web.language import N_, _, spoken

NOTE = "Vloženo vypořádání připomínek"
NOTHING = N_("Zatím není vypořádaná žádná připomínka, není co vložit.")
SAME = N_("V plánu už vypořádání je, a přesně takové. Nic se nezměnilo.")

pages = Blueprint("comments_in_plan", __name__)


@pages.post("/plany/<uuid:plan_id>/pripominky/do-planu")
def put(plan_id: uuid.UUID) -> ResponseReturnValue:
    """A new version of the plan with the annex; where it says the same already, none."""
    try:
        number, other = saved(taking.writer(), plan_id)
        flash(_("Vypořádání je v přílohách plánu, ve verzi %(number)s.", number=number) if number else spoken(SAME))
        if other:
            flash(
                _("Plán má i jinou přílohu s vypořádáním: „%(title)s“. Není-li potřeba, odeberte ji.", title=other),
                "warning",
            )
    except (Stale, Unfit, WrongState) as wrong:
        flash(spoken(wrong.message))
    return redirect(url_for("comments.listing", plan_id=plan_id), 303)


def saved(actor: Actor, plan_id: uuid.UUID) -> tuple[int | None, str]:
    """The number of the version, None where nothing changes; the title of another annex that looks like a settlement.

    Raises Missing, Stale, Unfit, WrongState.
    """
    with store().reading(actor) as tx:
        found = showing.shown_to(tx, plan_id, names=False)
        newest = plans.revision(tx, plan_id)
        content = plans.content(tx, newest)
    if not any(each.comment.settlement for each in found):
        raise WrongState(NOTHING)
    ready = store().ready(with_settlement(content, found))
    if ready.hash == newest.content_hash:
        return None, alike(content)
    with store().writing(actor) as tx:
        return plans.save(tx, plan_id, ready, expected=newest.number, note=NOTE).number, alike(content)
