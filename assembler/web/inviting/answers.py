"""Jedna výzva: its link and the words to send it with, what came back, and taking it over into the plan."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.differences import Collision, merge
from assembler.errors import Missing, Stale, WrongState
from assembler.forms.places import ABSENT, found_at, put
from assembler.store import accounts, clock, invitations, plans
from assembler.store.invitations import Asked, Verdict
from assembler.store.models import Plan, Proposal, Revision
from assembler.store.roles import Deed
from assembler.store.store import Actor, Transaction
from assembler.web.acting import acting
from assembler.web.errors import WrongParameters
from assembler.web.inviting import letters
from assembler.web.inviting.cards import email_of, where_now
from assembler.web.inviting.invitations import DEADLINE, state_of, waits, wanted_deadline
from assembler.web.inviting.letters import sender_of
from assembler.web.keeping import store
from assembler.web.language import _, spoken
from assembler.web.pages.words import czech_day, day
from assembler.web.plans import differing, known, sent, telling
from assembler.web.plans.differing import Difference
from assembler.web.plans.listing import UNTITLED
from assembler.web.service import service
from schemas.findings import Finding
from schemas.paths import human_path

THEIRS, OURS = "navrh", "plan"  # which text holds where both have changed the same

pages = Blueprint("answers", __name__)


@dataclass(frozen=True, slots=True)
class Read:
    """Each content that is needed, once."""

    head: Revision
    first: Any  # in which the guest was asked
    base: Any  # which he saw when he answered
    newest: Any


@dataclass(frozen=True, slots=True)
class Judged:
    """What a proposal would change in the newest content."""

    head: Revision
    content: Any  # the newest
    proposed: Any  # the newest with the proposal, where it changes what others have not changed
    collisions: Sequence[Collision]
    insisting: Any  # the same with the proposal everywhere


@pages.get("/plany/<uuid:plan_id>/vyzvy/<uuid:invitation_id>")
def show(plan_id: uuid.UUID, invitation_id: uuid.UUID) -> str:
    return page(acting(Deed.CREATE), plan_id, invitation_id)


def page(actor: Actor, plan_id: uuid.UUID, invitation_id: uuid.UUID, **more: Any) -> str:
    with store().reading(actor) as tx:
        plan, asked = found(tx, plan_id, invitation_id)
        texts = read(tx, asked)
        decided_by = asked.proposal.decided_by if asked.proposal else None
        names = accounts.names(tx, [asked.invitation.author_id, decided_by])
        sender = sender_of(tx, plan)
    judged = judge(asked, texts)
    today = clock.now().date()
    state, color = state_of(asked, today)
    steps = where_now(texts.first, texts.newest, asked.invitation.place)
    email = email_of(texts.newest, steps, asked.invitation.addressee) if steps is not None else ""
    return render_template(
        "inviting/one.html",
        plan=plan,
        title=plan.title or UNTITLED,
        invitation=asked.invitation,
        proposal=asked.proposal,
        confirmed=asked.confirmed,
        state=state,
        color=color,
        late=asked.invitation.deadline < today,
        letter=letters.request(asked.invitation, sender, email),
        reminder=letters.reminder(asked.invitation, sender, today, email) if waits(asked) else None,
        alone=service().alone,
        lost=steps is None,
        difference=difference(judged),
        collisions=judged.collisions if judged else (),
        partly=judged is not None and judged.proposed != judged.content,
        newly=newly(judged),
        names=names,
        **({"told": {}, "typed": czech_day(asked.invitation.deadline)} | more),
    )


def found(tx: Transaction, plan_id: uuid.UUID, invitation_id: uuid.UUID) -> tuple[Plan, Asked]:
    """Raises Missing."""
    plan, asked = plans.get(tx, plan_id), invitations.asked(tx, invitation_id)
    if asked.invitation.plan_id != plan.id:
        raise Missing(f"invitation {invitation_id} of plan {plan_id}")
    return plan, asked


def difference(judged: Judged | None) -> Difference | None:
    return differing.of(judged.content, judged.insisting) if judged else None


def newly(judged: Judged | None) -> list[Finding]:
    """What would have to be mended in the plan once the proposal is taken over, and need not be now."""
    if judged is None:
        return []
    found = known.new_findings(judged.content, judged.head.content_hash, judged.insisting)
    labelled = [each.located(each.label or human_path(each.pointer, judged.insisting)) for each in found]
    return telling.named(labelled, judged.insisting)


def read(tx: Transaction, asked: Asked) -> Read:
    head = plans.revision(tx, asked.invitation.plan_id)
    base = asked.proposal.base_id if asked.proposal else asked.invitation.revision_id
    wanted = {each: plans.revision_by_id(tx, each) for each in (asked.invitation.revision_id, base)} | {head.id: head}
    contents = {each: plans.content(tx, revision) for each, revision in wanted.items()}
    return Read(head, contents[asked.invitation.revision_id], contents[base], contents[head.id])


def judge(asked: Asked, texts: Read) -> Judged | None:
    """What came back, on top of the newest version; None where nothing is to be changed, or the card is gone."""
    if asked.proposal is None or asked.proposal.part is None:
        return None
    mine = with_proposal(asked, asked.proposal, texts.first, texts.base)
    if mine is None or where_now(texts.first, texts.newest, asked.invitation.place) is None:
        return None
    merged = merge(texts.base, mine, texts.newest)
    wins = [each.pointer for each in merged.collisions]
    insisting = merge(texts.base, mine, texts.newest, wins).content
    return Judged(texts.head, texts.newest, merged.content, merged.collisions, insisting)


def first_content(tx: Transaction, asked: Asked) -> Any:
    return plans.content(tx, plans.revision_by_id(tx, asked.invitation.revision_id))


def with_proposal(asked: Asked, proposal: Proposal, first: Any, base: Any) -> Any:
    """The version that the guest saw, with his card in it; None where the card is not there."""
    steps = where_now(first, base, asked.invitation.place)
    if steps is None or found_at(base, steps) is ABSENT:
        return None
    return put(base, steps, invitations.part_of(proposal))


# ---------------------------------------------------------------- decided


@pages.post("/plany/<uuid:plan_id>/vyzvy/<uuid:invitation_id>/rozhodnuti")
def decide(plan_id: uuid.UUID, invitation_id: uuid.UUID) -> ResponseReturnValue:
    """Taken over into a new version, or not at all; what came back stays readable in any case."""
    actor = acting(Deed.CREATE)
    back = redirect(url_for("answers.show", plan_id=plan_id, invitation_id=invitation_id), 303)
    proposal_id = sent.identifier("navrh")
    try:
        if request.form.get("rozhodnuti") not in ("prevzit", "znovu"):
            with store().writing(actor) as tx:
                found(tx, plan_id, invitation_id)
                invitations.decide(tx, invitation_id, proposal_id, Verdict.REFUSED)
            flash(_("Návrh jste nepřevzali. Plán se nezměnil."))
            return back
        number = take_over(actor, plan_id, invitation_id, proposal_id)
    except (WrongState, Stale) as wrong:
        flash(spoken(wrong.message))
        return back
    flash(
        _("Návrh je převzatý do verze %(number)s.", number=number)
        if number
        else _("Návrh odpovídá tomu, co v plánu je. Nic se nezměnilo.")
    )
    return back


def take_over(actor: Actor, plan_id: uuid.UUID, invitation_id: uuid.UUID, proposal_id: uuid.UUID) -> int | None:
    """The number of the version that came of it; None where it changes nothing. Raises WrongState, Stale, Missing."""
    with store().reading(actor) as tx:
        asked = found(tx, plan_id, invitation_id)[1]
        judged = judge(asked, read(tx, asked))
    if judged is None:
        raise WrongState("Tuto kartu mezitím někdo z plánu odebral, návrh proto nejde převzít.")
    content = judged.proposed if request.form.get("stret") == OURS else judged.insisting
    if judged.collisions and content == judged.content:  # accepted, the guest would read that his words are in the plan
        raise WrongState("Všechno, co návrh mění, plán mezitím změnil. Převezměte celý návrh, nebo ho nepřevezměte.")
    ready = store().ready(content)
    note = f"Převzato od: {asked.invitation.addressee} – {asked.invitation.title}"
    again = request.form["rozhodnuti"] == "znovu"
    with store().writing(actor) as tx:
        if asked.proposal and (asked.proposal.verdict == Verdict.ACCEPTED) != again:
            raise WrongState("O této odpovědi už je rozhodnuto.")
        invitations.decide(tx, invitation_id, proposal_id, Verdict.ACCEPTED)
        if ready.hash == judged.head.content_hash:
            return None
        return plans.save(tx, plan_id, ready, expected=judged.head.number, note=note).number


# ---------------------------------------------------------------- the link


@pages.post("/plany/<uuid:plan_id>/vyzvy/<uuid:invitation_id>/termin")
def move(plan_id: uuid.UUID, invitation_id: uuid.UUID) -> ResponseReturnValue:
    actor = acting(Deed.CREATE)
    try:
        deadline = wanted_deadline()
        with store().writing(actor) as tx:
            found(tx, plan_id, invitation_id)
            invitations.move(tx, invitation_id, deadline)
    except WrongParameters as wrong:
        return page(actor, plan_id, invitation_id, told=wrong.problems, typed=request.form.get(DEADLINE, "")), 422
    flash(_("Termín je teď %(day)s. Zpráva i stránka po odkazu to už říkají.", day=day(deadline)))
    return redirect(url_for("answers.show", plan_id=plan_id, invitation_id=invitation_id), 303)


@pages.post("/plany/<uuid:plan_id>/vyzvy/<uuid:invitation_id>/zruseni")
def close(plan_id: uuid.UUID, invitation_id: uuid.UUID) -> ResponseReturnValue:
    with store().writing(acting(Deed.CREATE)) as tx:
        found(tx, plan_id, invitation_id)
        invitations.close(tx, invitation_id)
    flash(_("Odkaz už neplatí. Co přes něj přišlo, zůstává."))
    return redirect(url_for("answers.show", plan_id=plan_id, invitation_id=invitation_id), 303)
