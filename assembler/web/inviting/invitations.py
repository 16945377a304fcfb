"""Výzvy plánu: whom to ask for which card and until when, who has answered and who is missing."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.errors import TooMany, Unfit, WrongState
from assembler.forms.values import as_day
from assembler.store import clock, invitations, plans
from assembler.store.invitations import Asked, Verdict
from assembler.store.models import Revision
from assembler.store.roles import Deed
from assembler.store.store import Actor, Transaction
from assembler.web.acting import acting
from assembler.web.editing import wider_limits
from assembler.web.errors import WrongParameters
from assembler.web.inviting.cards import Card, measures, services
from assembler.web.keeping import store
from assembler.web.language import N_, _, spoken
from assembler.web.pages.words import day
from assembler.web.plans import sent
from assembler.web.plans.listing import UNTITLED

USUAL_DAYS = 14
KINDS = {"sluzby": (N_("Služby"), services), "opatreni": (N_("Opatření"), measures)}
TO_JUDGE, LATE, WAITING = N_("k posouzení"), N_("po termínu"), N_("čeká")
UNCHANGED, TAKEN, REFUSED, CANCELLED = N_("beze změny"), N_("převzato"), N_("nepřevzato"), N_("zrušeno")
URGENCY = (TO_JUDGE, LATE, WAITING, UNCHANGED, TAKEN, REFUSED, CANCELLED)
TO = "komu:"  # before the place of a card: its addressee
CHOSEN, DEADLINE = "karta", "termin"
LIKE_A_DAY = re.compile(r"\d{1,2}\.\s*\d{1,2}\.\s*\d{4}")

pages = Blueprint("invitations", __name__)
pages.url_value_preprocessor(wider_limits)


@dataclass(frozen=True, slots=True)
class Line:
    """An invitation as the list shows it."""

    asked: Asked
    state: str  # of URGENCY
    color: str  # of the design system

    @property
    def withdrawn(self) -> bool:
        """Whether its state does not say that the link is no more."""
        return self.state != CANCELLED and self.asked.invitation.closed_at is not None


@pages.get("/plany/<uuid:plan_id>/vyzvy")
def listing(plan_id: uuid.UUID) -> str:
    return overview(acting(Deed.CREATE), plan_id)


def overview(actor: Actor, plan_id: uuid.UUID, **more: Any) -> str:
    with store().reading(actor) as tx:
        plan, found = plans.get(tx, plan_id), invitations.of_plan(tx, plan_id)
        today = clock.now().date()
    lines = sorted((line(each, today) for each in found), key=urgency)
    missing = [each.asked.invitation for each in lines if waits(each.asked)]
    counted = once_for_each_card(found)
    return render_template(
        "inviting/list.html",
        plan=plan,
        title=plan.title or UNTITLED,
        lines=lines,
        missing=missing,
        asked=len(counted),
        answered=sum(each.proposal is not None for each in counted),
        late=[each for each in missing if each.deadline < today],
        **({"told": {}, "typed": ""} | more),
    )


def answers_waiting(plan_id: uuid.UUID) -> int:
    """For the pages of the plan."""
    with store().reading(acting(Deed.CREATE)) as tx:
        return invitations.waiting(tx, plan_id)


def line(asked: Asked, today: date) -> Line:
    return Line(asked, *state_of(asked, today))


def state_of(asked: Asked, today: date) -> tuple[str, str]:
    """How it stands, and its colour."""
    proposal = asked.proposal
    if proposal and proposal.verdict == Verdict.ACCEPTED:
        return TAKEN, "success"
    if proposal and proposal.verdict == Verdict.REFUSED:
        return REFUSED, "neutral"
    if proposal:
        return (UNCHANGED, "success") if proposal.part is None else (TO_JUDGE, "primary")
    if asked.invitation.closed_at:
        return CANCELLED, "neutral"
    return (LATE, "error") if asked.invitation.deadline < today else (WAITING, "warning")


def once_for_each_card(found: Sequence[Asked]) -> list[Asked]:
    """Those that still ask, and of the cancelled ones those that were answered and not sent anew."""
    asking = [each for each in found if each.invitation.closed_at is None]
    anew = {each.invitation.place for each in asking}
    closed = [each for each in found if each.invitation.closed_at is not None]
    return asking + [each for each in closed if each.proposal and each.invitation.place not in anew]


def waits(asked: Asked) -> bool:
    return asked.proposal is None and asked.invitation.closed_at is None


def urgency(each: Line) -> tuple[int, date]:
    """First what the coordinator is to judge, then who is late, who is missing, and the rest."""
    return URGENCY.index(each.state), each.asked.invitation.deadline


@pages.post("/plany/<uuid:plan_id>/vyzvy/termin")
def move_all(plan_id: uuid.UUID) -> ResponseReturnValue:
    """Another day for everybody who has not answered yet."""
    actor = acting(Deed.CREATE)
    try:
        deadline = wanted_deadline()
        with store().writing(actor) as tx:
            waiting = [each.invitation for each in invitations.of_plan(tx, plan_id) if waits(each)]
            for each in waiting:
                invitations.move(tx, each.id, deadline)
    except WrongParameters as wrong:
        return overview(actor, plan_id, told=wrong.problems, typed=request.form.get(DEADLINE, "")), 422
    flash(_("Termín %(day)s teď platí pro všechny, kdo ještě neodpověděli.", day=day(deadline)))
    return redirect(url_for("invitations.listing", plan_id=plan_id), 303)


# ---------------------------------------------------------------- new ones


@pages.get("/plany/<uuid:plan_id>/vyzvy/nove")
def new(plan_id: uuid.UUID) -> str:
    return form(acting(Deed.CREATE), plan_id)


def form(actor: Actor, plan_id: uuid.UUID, *, everything: bool = False, **more: Any) -> str:
    """With `everything` each card is ticked that does not wait for an answer yet."""
    kind = request.args.get("co", "sluzby")
    name, cards_of = KINDS.get(kind, KINDS["sluzby"])
    with store().reading(actor) as tx:
        plan, head = plans.get(tx, plan_id), plans.revision(tx, plan_id)
        content = plans.content(tx, head)
        cards = cards_of(content)
        known = {each.invitation.place for each in invitations.of_plan(tx, plan_id) if waits(each)}
    usual = clock.now().date() + timedelta(days=USUAL_DAYS)
    return render_template(
        "inviting/new.html",
        plan=plan,
        title=plan.title or UNTITLED,
        head=head,
        kind=kind if kind in KINDS else "sluzby",
        kinds={code: label for code, (label, cards) in KINDS.items()},
        name=name,
        cards=cards,
        all_places=[each.place for each in cards if each.place not in known] if everything else [],
        known=known,
        usual=f"{usual.day}. {usual.month}. {usual.year}",
        **({"told": {}, "typed": None} | more),
    )


@pages.post("/plany/<uuid:plan_id>/vyzvy")
def add(plan_id: uuid.UUID) -> ResponseReturnValue:
    """One invitation for each chosen card; all of them, or none."""
    actor = acting(Deed.CREATE)
    if "vybrat" in request.form:
        return form(actor, plan_id, typed=request.form, everything=True)
    try:
        deadline = wanted_deadline()
        with store().writing(actor) as tx:
            base = plans.revision(tx, plan_id, sent.number("vychozi"))
            made = [invite(tx, base, each, deadline) for each in wanted_cards(plans.content(tx, base))]
    except WrongParameters as wrong:
        return form(actor, plan_id, told=wrong.problems, typed=request.form), 422
    except (Unfit, TooMany, WrongState) as wrong:
        return form(actor, plan_id, told={CHOSEN: spoken(wrong.message)}, typed=request.form), 422
    flash(
        _("Výzva je připravená.")
        if len(made) == 1
        else _("Výzvy jsou připravené (%(count)s). U každé najdete odkaz a text zprávy.", count=len(made))
    )
    if len(made) == 1:
        return redirect(url_for("answers.show", plan_id=plan_id, invitation_id=made[0]), 303)
    return redirect(url_for("invitations.listing", plan_id=plan_id), 303)


def invite(tx: Transaction, base: Revision, card: Card, deadline: date) -> uuid.UUID:
    return invitations.invite(tx, base, card.place, card.title, card.addressee, deadline).id


def wanted_deadline() -> date:
    """Raises WrongParameters."""
    typed = request.form.get(DEADLINE, "").strip()
    found = as_day(typed)
    if found is None and LIKE_A_DAY.fullmatch(typed):
        raise WrongParameters({DEADLINE: _("Den %(day)s v kalendáři není.", day=typed)})
    if found is None:
        raise WrongParameters({DEADLINE: _("Napište den, třeba 30. 11. 2026.")})
    if found < clock.now().date():
        raise WrongParameters({DEADLINE: _("Termín už uplynul. Napište pozdější den.")})
    return found


def wanted_cards(content: Any) -> list[Card]:
    """The chosen cards with their addressees; raises WrongParameters."""
    places = set(request.form.getlist(CHOSEN))
    chosen = [each for name, cards_of in KINDS.values() for each in cards_of(content) if each.place in places]
    if not chosen:
        raise WrongParameters({CHOSEN: _("Vyberte aspoň jednu kartu.")})
    named = [(each, request.form.get(TO + each.place, "").strip()) for each in chosen]
    if nameless := [each.title for each, addressee in named if not addressee]:
        raise WrongParameters({CHOSEN: _("Napište, komu výzva jde: %(cards)s.", cards="; ".join(nameless[:3]))})
    return [Card(each.place, each.title, each.about, addressee) for each, addressee in named]
