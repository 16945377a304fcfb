"""Historie verzí: every version with its author and time; the difference of two; back to an older one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from itertools import takewhile

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.errors import Stale
from assembler.store import accounts, plans
from assembler.store.models import Plan, Revision
from assembler.store.roles import Deed, Role
from assembler.store.store import Actor
from assembler.web.acting import acting, only_own_parts, who
from assembler.web.keeping import store
from assembler.web.language import _, spoken
from assembler.web.plans import differing, sent
from assembler.web.plans.listing import UNTITLED

AT_ONCE = 30

pages = Blueprint("versions", __name__)


@pages.get("/plany/<uuid:plan_id>/verze")
def history(plan_id: uuid.UUID) -> str:
    actor = acting(Deed.READ)
    with store().reading(actor) as tx:
        plan = plans.get(tx, plan_id)
        page = plans.revisions(tx, plan_id, limit=AT_ONCE, cursor=request.args.get("dal", ""))
        names = accounts.names(tx, [each.author_id for each in page.items])
    return render_template(
        "versions.html",
        plan=plan,
        title=plan.title or spoken(UNTITLED),
        versions=page.items,
        cursor=page.cursor,
        names=names,
        restorable=restorable(plan, page.items),
    )


def restorable(plan: Plan, shown: Sequence[Revision]) -> set[int]:
    """Numbers of the versions to which who acts may go back.

    A contributor only over what he has saved himself since: that lay in his parts, what others saved did not.
    """
    found = who()
    if plan.archived_at or not found.may(Deed.WRITE):
        return set()
    older = {each.number for each in shown if each.number != plan.head}
    if found.role is not Role.CONTRIBUTOR:
        return older
    newest = [each for each in shown if each.number == plan.head]  # none on the further pages of the history
    own = len([*takewhile(lambda each: each.author_id == found.actor.user, shown)]) if newest else 0
    return {number for number in older if number >= plan.head - own}


@pages.get("/plany/<uuid:plan_id>/rozdil")
def difference(plan_id: uuid.UUID) -> str:
    """Between the versions `od` and `do`."""
    actor, first, second = acting(Deed.READ), sent.number("od"), sent.number("do")
    with store().reading(actor) as tx:
        plan = plans.get(tx, plan_id)
        old, new = plans.revision(tx, plan_id, first), plans.revision(tx, plan_id, second)
        found = differing.of(plans.content(tx, old), plans.content(tx, new))
        names = accounts.names(tx, (old.author_id, new.author_id))
    return render_template(
        "difference.html",
        plan=plan,
        title=plan.title or spoken(UNTITLED),
        old=old,
        new=new,
        difference=found,
        names=names,
    )


@pages.post("/plany/<uuid:plan_id>/verze/<int:number>/obnoveni")
def restore(plan_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """The older version once more, as the newest one."""
    actor, expected = acting(Deed.WRITE), sent.number("expected")
    with store().reading(actor) as tx:
        newest, older = (plans.content(tx, plans.revision(tx, plan_id, each)) for each in (expected, number))
    only_own_parts(newest, older)
    try:
        with store().writing(actor) as tx:
            made = plans.restore(tx, plan_id, number, expected=expected, note=f"Návrat k verzi {number}").number
    except Stale as stale:
        if not restored_before(actor, plan_id, number, expected):
            told = _(
                "Mezitím přibyla verze %(number)s, proto jsme nic nezměnili. Podívejte se na ni.", number=stale.current
            )
            flash(told)
            return redirect(url_for("versions.history", plan_id=plan_id), 303)
        made = expected + 1
    flash(_("Plán je zpět ve znění verze %(number)s; uložili jsme ho jako verzi %(made)s.", number=number, made=made))
    return redirect(url_for("versions.history", plan_id=plan_id), 303)


def restored_before(actor: Actor, plan_id: uuid.UUID, number: int, expected: int) -> bool:
    """Whether the version that came after the expected one is this very deed of the same person (a double click)."""
    with store().reading(actor) as tx:
        older, came = (plans.revision(tx, plan_id, each) for each in (number, expected + 1))
    return came.source_id == older.id and came.author_id == actor.user
