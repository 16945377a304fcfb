"""Karta po odkazu: someone without an account completes one card, or says that nothing has changed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler import differences, forms
from assembler.errors import TooMany, Unfit, WrongState
from assembler.forms.building import pointer_to
from assembler.forms.model import Form
from assembler.forms.places import found_at, put
from assembler.forms.posted import Posted
from assembler.store import accounts, clock, invitations, plans
from assembler.store.invitations import Asked, Closed, Verdict
from assembler.store.models import Plan, Revision
from assembler.store.store import Actor, Transaction
from assembler.web.editing.parts import anchor_of, asked_deed
from assembler.web.editing.words import speaker
from assembler.web.inviting.answers import first_content, with_proposal
from assembler.web.inviting.cards import doubts, form_for_guest, where_now
from assembler.web.inviting.links import invitation_of
from assembler.web.keeping import store
from assembler.web.language import way
from assembler.web.plans import sent
from assembler.web.plans.listing import UNTITLED
from assembler.web.tracing import request_id
from schemas.findings import Finding
from schemas.paths import human_path

FORM_PARTS, FORM_BYTES = 5_000, 1_000_000
DROPPED = "zahodit"  # „beze změny“ of one who knows that it drops what he typed
BETWEEN = " › "  # the words of a human path
OWN = frozenset({"csrf_token", "vychozi", "navrh", "vzkaz", "beze_zmeny", "ukon"})

pages = Blueprint("guests", __name__)


@pages.url_value_preprocessor
def bounded(*_: object) -> None:
    """Whoever has the link may send a card, not more."""
    request.max_form_parts = FORM_PARTS
    request.max_form_memory_size = FORM_BYTES
    request.max_content_length = 2 * FORM_BYTES


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as its guest sees it."""

    plan: Plan
    asked: Asked
    town: str
    author: str
    base: Revision
    content: Any  # with what he has already sent
    steps: tuple[str, ...] | None  # None: the card is gone


def host(key: str) -> tuple[Actor, uuid.UUID]:
    """For whom the guest acts; raises Missing, Closed."""
    invitation_id = invitation_of(key)
    with store().reading(Actor(request=request_id())) as tx:
        return invitations.host(tx, invitation_id), invitation_id


def shown(tx: Transaction, invitation_id: uuid.UUID, number: int | None = None, known: str | None = None) -> Shown:
    """Of the newest version (or of that number), with the answer that is not decided yet, if it is the known one."""
    asked = invitations.asked(tx, invitation_id)
    plan, first = plans.get(tx, asked.invitation.plan_id), first_content(tx, asked)
    earlier = asked.proposal
    if earlier and earlier.part is not None and earlier.verdict == Verdict.OPEN and known in (None, str(earlier.id)):
        base = plans.revision_by_id(tx, earlier.base_id)
        content = with_proposal(asked, earlier, first, plans.content(tx, base))
    else:
        base = plans.revision(tx, plan.id, number)
        content = plans.content(tx, base)
    steps = where_now(first, content, asked.invitation.place) if content is not None else None
    names = accounts.names(tx, [asked.invitation.author_id])
    town = accounts.municipality(tx).name
    author = names.get(asked.invitation.author_id, "")
    return Shown(plan, asked, town, author, base, content, tuple(steps) if steps is not None else None)


@pages.errorhandler(Closed)
def closed(wrong: Closed) -> tuple[str, int]:
    """Whose link it was and whom to ask; nothing of the plan."""
    with store().reading(wrong.actor) as tx:
        author_id = invitations.get(tx, wrong.invitation_id).author_id
        town, author = accounts.municipality(tx).name, accounts.names(tx, [author_id]).get(author_id, "")
    return render_template("inviting/closed.html", town=town, author=author), 404


@pages.get("/vyzva/<key>")
def show(key: str) -> str:
    actor, invitation_id = host(key)
    with store().reading(actor) as tx:
        found = shown(tx, invitation_id)
    form = card(found.content, found.steps) if found.steps is not None else None
    doubtful = leading(form, found.content, doubts(found.content, form.steps)) if form else ()
    return page(key, found, form, doubtful=doubtful)


def card(
    content: Any, steps: Sequence[str], typed: Posted | None = None, findings: Sequence[Finding] = ()
) -> Form | None:
    """The form as a page shows it, in the language of who reads; what was sent is read by a Czech one."""
    told = findings if typed else doubts(content, steps)
    return form_for_guest(content, steps, typed, told, speak=speaker())


def page(key: str, found: Shown, form: Form | None, **more: Any) -> str:
    earlier = found.asked.proposal
    return render_template(
        "inviting/card.html",
        key=key,
        plan=found.plan,
        title=found.plan.title or UNTITLED,
        invitation=found.asked.invitation,
        proposal=earlier,
        last=found.asked.confirmed or earlier,
        town=found.town,
        author=found.author,
        base=found.base,
        form=form,
        late=found.asked.invitation.deadline < clock.now().date(),
        thanks="diky" in request.args,
        **(
            {
                "message": earlier.message if earlier else "",
                "problem": "",
                "problems": (),
                "touched": (),
                "doubtful": (),
                "aside": bool(found.plan.archived_at),
            }
            | more
        ),
    )


@pages.post("/vyzva/<key>")
def send(key: str) -> ResponseReturnValue:
    """Nothing of it is in the plan yet: the coordinator decides."""
    actor, invitation_id = host(key)
    message = request.form.get("vzkaz", "").strip()
    with store().reading(actor) as tx:
        found = shown(tx, invitation_id, sent.number("vychozi"), request.form.get("navrh", ""))
    form = form_for_guest(found.content, found.steps) if found.steps is not None else None
    if form is None:
        return page(key, found, None, message=message), 409
    posted = {name: texts for name, texts in request.form.lists() if name not in OWN}
    deed = asked_deed()
    typed = forms.read(form, found.content, posted, deed)
    changed = forms.merged(found.content, form.steps, typed.edits).content
    if deed:  # a row moved, copied or removed: the card is shown again, nothing is sent yet
        return page(key, found, card(changed, form.steps), message=message)
    unchanged = request.form.get("beze_zmeny")
    told = [*typed.problems, *doubts(changed, form.steps)]
    again = partial(card, found.content, form.steps, posted, told)  # the card as it was sent; built where it is shown
    if unchanged and unchanged != DROPPED and (names := touched(form, found.content, changed, typed.problems)):
        return page(key, found, again(), message=message, touched=names), 422
    if typed.problems and not unchanged:
        wrong = again()
        problems = leading(wrong, found.content, typed.problems) if wrong else ()
        return page(key, found, wrong, message=message, problems=problems), 422
    part = None if unchanged else without_blank_rows(found_at(changed, form.steps))
    try:
        with store().writing(actor) as tx:
            invitation = invitations.get(tx, invitation_id)
            if invitation.closed_at:
                raise Closed(invitation, actor)
            invitations.propose(tx, invitation, found.base, part, message)
    except WrongState:  # the page says that the plan is put aside
        return page(key, found, again(), message=message, aside=True), 409
    except (Unfit, TooMany) as refused:
        return page(key, found, again(), message=message, problem=refused.message), 422
    return redirect(url_for("guests.show", key=key, diky="ano"), 303)


def leading(form: Form, content: Any, findings: Sequence[Finding]) -> list[tuple[Finding, str]]:
    """Each with its way within the card, and with the field that it leads to."""
    labels = [each.label or human_path(each.pointer, content) for each in findings]
    return [
        (replace(each, label=way(within(form, content, label))), anchor_of(form, each))
        for each, label in zip(findings, labels, strict=True)
    ]


def within(form: Form, content: Any, label: str) -> str:
    """A human path without the way to the card, which the guest does not know."""
    return label.removeprefix(human_path(pointer_to(form.steps), content) + BETWEEN)


def touched(form: Form, content: Any, changed: Any, problems: Sequence[Finding]) -> list[str]:
    """The names of the fields in which something else stands than the guest was shown."""
    part = without_blank_rows(found_at(changed, form.steps))
    changes = differences.difference(content, put(content, form.steps, part))
    labels = [human_path(each.place, content) for each in changes] + [each.label for each in problems]
    return list(dict.fromkeys(way(within(form, content, each)) for each in labels))


def without_blank_rows(part: dict[str, Any]) -> dict[str, Any]:
    """Rows that were emptied are gone: also those that were removed in a card that was shown again."""
    return {
        key: [each for each in value if each != {}] if isinstance(value, list) else value for key, value in part.items()
    }
