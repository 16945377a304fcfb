"""Zprávy všech výzev: each to be copied, or all of them as a table for mail merge; to those who have not answered."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import Blueprint, Response, render_template, request

from assembler.store import clock, invitations, plans
from assembler.store.invitations import Asked
from assembler.store.models import Invitation
from assembler.store.roles import Deed
from assembler.store.store import Transaction
from assembler.web.acting import acting
from assembler.web.inviting import letters
from assembler.web.inviting.cards import email_of, where_now
from assembler.web.inviting.invitations import state_of, waits
from assembler.web.inviting.letters import Letter, Sender, sender_of
from assembler.web.keeping import store
from assembler.web.pages.words import czech_day, czech_moment
from assembler.web.plans.listing import UNTITLED
from assembler.web.service import service
from assembler.web.sheets import NARROW, WIDE, sheet_answer

SHOWN = 100  # messages of one page; the table has them all
REMINDING = "pripomenuti"
COLUMNS = {  # with their widths; one word each, as fields of mail merge are named
    "Komu": 25,
    "E-mail": 25,
    "Karta": 25,
    "Odkaz": WIDE,
    "Termín": NARROW,
    "Stav": NARROW,
    "Připraveno": NARROW,
    "Předmět": WIDE,
    "Text": 2 * WIDE,
}

pages = Blueprint("messages", __name__)


@dataclass(frozen=True, slots=True)
class Message:
    """A letter to somebody who has not answered yet."""

    invitation: Invitation
    letter: Letter
    state: str
    color: str


@pages.get("/plany/<uuid:plan_id>/vyzvy/zpravy")
def show(plan_id: uuid.UUID) -> str:
    """Those prepared last come first; with `co=pripomenuti` the reminders, those due first."""
    with store().reading(acting(Deed.CREATE)) as tx:
        plan, found = plans.get(tx, plan_id), all_of(tx, plan_id)
    return render_template(
        "inviting/messages.html",
        plan=plan,
        title=plan.title or UNTITLED,
        messages=found[:SHOWN],
        count=len(found),
        reminding=reminding(),
        alone=service().alone,
    )


@pages.get("/plany/<uuid:plan_id>/vyzvy/zpravy.<any(xlsx, csv):extension>")
def download(plan_id: uuid.UUID, extension: str) -> Response:
    """One row for each message; in Czech, as the messages are. Raises WrongState for a plan put aside."""
    with store().reading(acting(Deed.CREATE)) as tx:
        plan = plans.at_work(tx, plan_id)
        rows = [row_of(each) for each in all_of(tx, plan_id)]
    title = "Připomenutí" if reminding() else "Zprávy"
    name = f"{plan.title or UNTITLED} – {title.lower()} k výzvám"
    return sheet_answer([[*COLUMNS], *rows], title, [*COLUMNS.values()], name, extension)


def reminding() -> bool:
    return request.args.get("co") == REMINDING


def row_of(each: Message) -> list[str]:
    asked, letter = each.invitation, each.letter
    who = [asked.addressee, letter.email, asked.title, letter.link, czech_day(asked.deadline)]
    return [*who, each.state, czech_moment(asked.at), letter.subject, letter.text]


# ---------------------------------------------------------------- who is written to


def all_of(tx: Transaction, plan_id: uuid.UUID) -> list[Message]:
    """To everybody who is still to answer and whose card is in the plan; none of a plan put aside."""
    plan = plans.get(tx, plan_id)
    if plan.archived_at:
        return []
    sender, today = sender_of(tx, plan), clock.now().date()
    waiting = [each for each in invitations.of_plan(tx, plan_id) if waits(each)]
    found = [message(each, sender, email, today) for each, email in addressed(tx, plan_id, waiting)]
    if reminding():
        return sorted(found, key=lambda each: each.invitation.deadline)
    return sorted(found, key=lambda each: each.invitation.at, reverse=True)


def message(asked: Asked, sender: Sender, email: str, today: date) -> Message:
    invitation = asked.invitation
    letter = (
        letters.reminder(invitation, sender, today, email)
        if reminding()
        else letters.request(invitation, sender, email)
    )
    return Message(invitation, letter, *state_of(asked, today))


def addressed(tx: Transaction, plan_id: uuid.UUID, waiting: Sequence[Asked]) -> Iterator[tuple[Asked, str]]:
    """Those whose card is still in the plan, with the e-mail that is known."""
    newest = plans.content(tx, plans.revision(tx, plan_id))
    for revision_id, same in groupby(waiting, key=lambda each: each.invitation.revision_id):
        first = plans.content(tx, plans.revision_by_id(tx, revision_id))
        for each in same:
            steps = where_now(first, newest, each.invitation.place)
            if steps is not None:
                yield each, email_of(newest, steps, each.invitation.addressee)
