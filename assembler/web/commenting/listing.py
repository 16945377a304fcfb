"""Připomínky plánu: what came and what waits, looking for one, and writing down many after each other."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.store import clock, idempotency
from assembler.store.paging import cursor_at, position
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.web.acting import acting
from assembler.web.commenting import showing, taking, unfinished
from assembler.web.commenting.showing import Shown
from assembler.web.commenting.taking import WrongComment
from assembler.web.commenting.unfinished import AGAIN
from assembler.web.keeping import store
from assembler.web.language import N_, _, spoken
from assembler.web.plans import once, sent

AT_ONCE = 50
MOST_WORDS = 200  # characters that are looked for
WAITING, SETTLED = "nevyporadane", "vyporadane"
STATES = {"": N_("všechny"), WAITING: N_("nevypořádané"), SETTLED: N_("vypořádané")}

pages = Blueprint("comments", __name__)


@pages.get("/plany/<uuid:plan_id>/pripominky")
def listing(plan_id: uuid.UUID) -> str:
    """The last written down first; `stav` and `q` say which ones."""
    state, words = request.args.get("stav", ""), request.args.get("q", "")[:MOST_WORDS]
    with store().reading(acting(Deed.READ)) as tx:
        every, framed = showing.all_shown(tx, plan_id), showing.frame(tx, plan_id)
    found = [each for each in reversed(every) if is_in(each, state) and each.says(words)]
    page, cursor = paged(found, request.args.get("dal", ""))
    return render_template(
        "commenting/list.html",
        **framed,
        lines=page,
        cursor=cursor,
        count=len(every),
        waiting=sum(not each.comment.settlement for each in every),
        found=len(found),
        states=[(code, spoken(name)) for code, name in STATES.items()],
        state=state,
        words=words,
    )


def is_in(each: Shown, state: str) -> bool:
    return state not in (WAITING, SETTLED) or bool(each.comment.settlement) == (state == SETTLED)


def paged(found: list[Shown], cursor: str) -> tuple[list[Shown], str]:
    """A page of them, and where the next one begins; raises Unfit for a cursor that we did not give."""
    if cursor:
        before = position(cursor)
        found = [each for each in found if each.comment.number < before]
    page = found[:AT_ONCE]
    return page, cursor_at(page[-1].comment.number) if len(found) > AT_ONCE else ""


# ---------------------------------------------------------------- new ones


@pages.get("/plany/<uuid:plan_id>/pripominky/nova")
def new(plan_id: uuid.UUID) -> str:
    today = clock.now().date()
    usual = {"received": f"{today.day}. {today.month}. {today.year}"}
    again = {name: request.args[name] for name in AGAIN if name in request.args}
    return form(taking.writer(), plan_id, usual | again, first="submitter" if "dalsi" in request.args else "")


def form(
    actor: Actor, plan_id: uuid.UUID, typed: dict[str, str], told: dict[str, str] | None = None, first: str = ""
) -> str:
    """`first` names the field that has the focus."""
    with store().reading(actor) as tx:
        framed: dict[str, Any] = showing.with_places(tx, plan_id)
        framed |= unfinished.framed(tx, plan_id, None, url_for("comments.add", plan_id=plan_id))
    if not told:
        typed = typed | unfinished.texts_of(framed["restored"])
    return render_template(
        "commenting/new.html", **framed, typed=typed, told=told or {}, form=uuid.uuid4(), said=showing.SAID, first=first
    )


@pages.post("/plany/<uuid:plan_id>/pripominky")
def add(plan_id: uuid.UUID) -> ResponseReturnValue:
    """Written down; then the next one, or the list."""
    actor, raw = taking.writer(), showing.sent(showing.SAID)
    try:
        number = added(actor, plan_id, raw)
    except WrongComment as wrong:
        return form(actor, plan_id, showing.typed_of(raw), showing.told_of(wrong.findings)), 422
    flash(_("Připomínka č. %(number)s je zapsaná.", number=number))
    if "dalsi" in request.form:
        again: dict[str, Any] = {name: request.form[name] for name in AGAIN if request.form.get(name)}
        return redirect(url_for("comments.new", plan_id=plan_id, dalsi="ano", **again), 303)
    return redirect(url_for("comments.listing", plan_id=plan_id), 303)


def added(actor: Actor, plan_id: uuid.UUID, raw: taking.Raw) -> int:
    """The number of the comment; a form that is sent twice is written down once. Raises WrongComment, Missing."""
    with store().writing(actor) as tx:
        showing.frame(tx, plan_id)
        began = once.begin(tx, sent.identifier("form"))
        if began.answer is not None:
            return int(began.answer["number"])
        number = taking.added(taking.Ground(tx, plan_id), raw).number
        idempotency.finish(tx, began, {"number": number})
        unfinished.sent_off(tx, plan_id, None, url_for("comments.add", plan_id=plan_id))
        return number
