"""Jedna připomínka: what was said, the part of the plan that it is about, and how it is settled."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler import forms
from assembler.errors import StaleComment
from assembler.store import accounts, audit, comments, drafts, plans
from assembler.store.models import Comment
from assembler.store.roles import Deed
from assembler.store.store import Actor, Transaction
from assembler.web.acting import acting
from assembler.web.commenting import places, showing, taking, unfinished
from assembler.web.commenting.taking import WrongComment
from assembler.web.keeping import store
from assembler.web.language import N_, _, spoken
from assembler.web.plans import leading, sent
from assembler.web.plans.half_written import called

MOST_ENTRIES = 50
DEEDS = {"comment.add": N_("zapsal(a)"), "comment.change": N_("změnil(a)"), "comment.settle": N_("vypořádal(a)")}

pages = Blueprint("comment", __name__)


@pages.get("/plany/<uuid:plan_id>/pripominky/<uuid:comment_id>")
def show(plan_id: uuid.UUID, comment_id: uuid.UUID) -> str:
    return page(acting(Deed.READ), plan_id, comment_id)


def page(
    actor: Actor,
    plan_id: uuid.UUID,
    comment_id: uuid.UUID,
    typed: dict[str, str] | None = None,
    told: dict[str, str] | None = None,
    stale: bool = False,
) -> str:
    """The comment; `typed` is what could not be saved, `told` why, by fields."""
    with store().reading(actor) as tx:
        found = comments.get(tx, plan_id, comment_id)
        around = surroundings(tx, found)
        around |= unfinished.framed(tx, plan_id, comment_id, request.path)
    raw, kept = comments.as_raw(found), showing.shown(found, around["writes"])
    raw["place"] = around["place"] or found.place
    back = around["restored"]
    return render_template(
        "commenting/one.html",
        **around,
        comment=found,
        shown=kept,
        typed=typed if typed is not None else showing.typed_of(raw) | unfinished.texts_of(back),
        told=told or {},
        stale=stale or (back is not None and back.number != found.version),
        said=showing.SAID,
        settled=showing.SETTLED,
    )


def surroundings(tx: Transaction, found: Comment) -> dict[str, Any]:
    """What the page shows besides the comment itself."""
    framed = showing.with_places(tx, found.plan_id)
    place = place_now(tx, found)
    waiting = [each for each in comments.of_plan(tx, found.plan_id) if not each.settlement and each.id != found.id]
    following = next((each for each in waiting if each.number > found.number), None) or next(iter(waiting), None)
    return {
        **framed,
        "place": place,
        "way": way_to(tx, found, place),
        "settles": taking.settles(found.place),
        "following": following,
        "history": history(tx, found) if framed["writes"] else (),
        "deeds": DEEDS,
    }


def place_now(tx: Transaction, found: Comment) -> str | None:
    """Where the part of the plan lies in its newest version; None where it is gone, or none was named."""
    if not found.place:
        return None
    newest = plans.revision(tx, found.plan_id)
    old = plans.revision_by_id(tx, found.revision_id)
    if newest.content_hash == old.content_hash:
        return found.place
    return places.where_now(plans.content(tx, old), plans.content(tx, newest), found.place)


def way_to(tx: Transaction, found: Comment, place: str | None) -> str:
    """The address of the page and field of a place in the newest version."""
    if place is None:
        return ""
    [page] = forms.pages_of(plans.content(tx, plans.revision(tx, found.plan_id)), [place])
    return leading.address(found.plan_id, *page)


def history(tx: Transaction, found: Comment) -> Sequence[tuple[Any, str]]:
    """Who did what to it, the last first."""
    entries = audit.newest_first(tx, subject=str(found.id), limit=MOST_ENTRIES).items
    names = accounts.names(tx, [each.user_id for each in entries])
    return [(each, names.get(each.user_id, "")) for each in entries]


# ---------------------------------------------------------------- changed


@pages.post("/plany/<uuid:plan_id>/pripominky/<uuid:comment_id>")
def save(plan_id: uuid.UUID, comment_id: uuid.UUID) -> ResponseReturnValue:
    """Changed or settled, if nobody else has changed it since the page was shown."""
    actor = acting(Deed.WRITE)
    names = [*showing.FIELDS] if taking.writes() else showing.SETTLED
    typed = showing.sent(names)
    try:
        changed(actor, plan_id, comment_id, names, typed)
    except StaleComment:
        return page(actor, plan_id, comment_id, showing.typed_of(typed), stale=True), 412
    except WrongComment as wrong:
        told = showing.told_of(wrong.findings)
        return page(actor, plan_id, comment_id, showing.typed_of(typed), told), 422
    flash(_("Připomínka je uložená."))
    return redirect(url_for("comment.show", plan_id=plan_id, comment_id=comment_id), 303)


def changed(
    actor: Actor, plan_id: uuid.UUID, comment_id: uuid.UUID, names: Sequence[str], typed: dict[str, Any]
) -> None:
    with store().writing(actor) as tx:
        found = seen(tx, plan_id, comment_id)
        kept = {name: value for name, value in comments.as_raw(found).items() if name not in names}
        taking.changed(taking.Ground(tx, plan_id), found, {**kept, **typed})
        unfinished.sent_off(tx, plan_id, comment_id, request.path)


def seen(tx: Transaction, plan_id: uuid.UUID, comment_id: uuid.UUID) -> Comment:
    """The comment, in the state that the page has shown; raises StaleComment, Missing, WrongParameters."""
    version = sent.number("verze")
    return comments.seen(tx, plan_id, comment_id, lambda each: each.version == version)


@pages.post("/plany/<uuid:plan_id>/pripominky/<uuid:comment_id>/smazani")
def remove(plan_id: uuid.UUID, comment_id: uuid.UUID) -> ResponseReturnValue:
    actor = taking.writer()
    try:
        with store().writing(actor) as tx:
            found = seen(tx, plan_id, comment_id)
            comments.remove(tx, found)
            drafts.forget_everybodys(tx, plan_id, called(comment_id))
    except StaleComment as stale:
        flash(spoken(stale.message))
        return redirect(url_for("comment.show", plan_id=plan_id, comment_id=comment_id), 303)
    flash(_("Připomínka č. %(number)s je smazaná.", number=found.number))
    return redirect(url_for("comments.listing", plan_id=plan_id), 303)
