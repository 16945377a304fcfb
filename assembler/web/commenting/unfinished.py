"""Rozepsané připomínky: kept while they are typed as forms of a plan are, offered again, erased when they are sent."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import Blueprint, request, session

from assembler.store import comments, drafts, plans
from assembler.store.drafts import Typed
from assembler.store.models import Draft
from assembler.store.roles import Deed
from assembler.store.store import Transaction
from assembler.web.acting import NotAllowed, acting
from assembler.web.commenting import showing, taking
from assembler.web.editing.unfinished import milliseconds
from assembler.web.keeping import store
from assembler.web.language import N_
from assembler.web.pages.words import clock_time
from assembler.web.plans import sent
from assembler.web.plans.half_written import called

BROUGHT_BACK = "rozepsane"  # in the address: the draft is wanted in the form
SAVED = "saved_comment"  # in the session: the address of the form that was accepted, for the next form
AGAIN = ("received", "channel")  # what a form of a new comment says by itself
NEW_TITLE = N_("Nová připomínka")
OLD_TITLE = N_("Vypořádání připomínky")

pages = Blueprint("comments_unfinished", __name__)


@pages.post("/plany/<uuid:plan_id>/pripominky/nova/rozepsat")
def keep_new(plan_id: uuid.UUID) -> dict[str, Any]:
    """Of the form as it stands in a browser; says until when it is safe, in milliseconds and for people."""
    actor, typed = taking.writer(), different(showing.SAID, {})
    with store().writing(actor) as tx:
        number = plans.revision(tx, plan_id).number
        return kept(tx, plan_id, None, Typed("", number, NEW_TITLE, labels(typed), typed), by_itself=AGAIN)


@pages.post("/plany/<uuid:plan_id>/pripominky/<uuid:comment_id>/rozepsat")
def keep(plan_id: uuid.UUID, comment_id: uuid.UUID) -> dict[str, Any]:
    """The same of a comment that is changed or settled; raises Missing, NotAllowed."""
    with store().writing(acting(Deed.WRITE)) as tx:
        found = comments.get(tx, plan_id, comment_id)
        if not taking.settles(found.place):
            raise NotAllowed("Tato připomínka se netýká žádné z vašich částí plánu.")
        names = [*showing.FIELDS] if taking.writes() else showing.SETTLED
        typed = different(names, showing.typed_of(comments.as_raw(found)))
        told = [f"č. {found.number}", *labels(typed)]
        return kept(tx, plan_id, comment_id, Typed("", sent.number("verze"), OLD_TITLE, told, typed))


def different(names: Sequence[str], stands: Mapping[str, str]) -> dict[str, list[str]]:
    """What the form says otherwise than what is saved; a box that was unticked says nothing."""
    texts = {name: request.form.get(name, "") for name in names}
    return {name: [text] for name, text in texts.items() if text.strip() != stands.get(name, "").strip()}


def labels(typed: Mapping[str, object]) -> list[str]:
    return [showing.FIELDS[name].label for name in typed]


def kept(
    tx: Transaction, plan_id: uuid.UUID, comment_id: uuid.UUID | None, typed: Typed, by_itself: Collection[str] = ()
) -> dict[str, Any]:
    form = called(comment_id)
    if not {*typed.fields} - {*by_itself}:
        drafts.forget(tx, plan_id, form)
        return {"at": 0, "clock": ""}
    draft = drafts.keep(tx, plan_id, form, Typed(form, typed.number, typed.title, typed.labels, typed.fields))
    return {"at": milliseconds(draft), "clock": clock_time(draft.at)}


# ---------------------------------------------------------------- on the pages


def framed(tx: Transaction, plan_id: uuid.UUID, comment_id: uuid.UUID | None, saves_at: str) -> dict[str, Any]:
    """What a form shows of its draft: offered, or in it already where the address asks; `saves_at`: its address."""
    draft = drafts.find(tx, plan_id, called(comment_id))
    back = draft if BROUGHT_BACK in request.args else None
    return {
        "draft": draft,
        "restored": back,
        "touched": [*texts_of(back)],
        "kept_at": milliseconds,
        "saved": session.pop(SAVED, "") if session.get(SAVED) == saves_at else "",
    }


def texts_of(draft: Draft | None) -> dict[str, str]:
    """By the names of fields."""
    return {name: texts[0] for name, texts in drafts.fields_of(draft).items()} if draft else {}


def sent_off(tx: Transaction, plan_id: uuid.UUID, comment_id: uuid.UUID | None, saves_at: str) -> None:
    """The form was accepted: the service forgets its draft, and the next form tells the browser to."""
    drafts.forget(tx, plan_id, called(comment_id))
    session[SAVED] = saves_at
