"""Výzvy k doplnění: who was asked for which card of a plan, what came back, and what was decided of it."""

from __future__ import annotations

import json
import uuid
import zlib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from assembler.errors import Missing, TooMany, Unfit, WrongState
from assembler.readers.numbers import exact, whole
from assembler.sentences import Sentence
from assembler.store import plans
from assembler.store.columns import one_line
from assembler.store.contents import canonical
from assembler.store.models import Invitation, Proposal, Revision
from assembler.store.store import Actor, Transaction

MOST = 2_000  # invitations of one plan
MOST_PROPOSALS = 50  # of one invitation: who has the link cannot fill the disk
MOST_BYTES = 1_000_000  # of a card, packed
MESSAGE = 2_000
NAME = 300


class Verdict(StrEnum):
    """Jak je rozhodnuto o návrhu."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation with what came back last; „beze změny“ takes nothing back of an answer that was not refused."""

    invitation: Invitation
    proposal: Proposal | None
    confirmed: Proposal | None = None  # a later „beze změny“


class Closed(Missing):
    """The link held once; `actor` sees whose it was."""

    def __init__(self, found: Invitation, actor: Actor) -> None:
        super().__init__(f"invitation {found.id} was closed")
        self.invitation_id, self.actor = found.id, actor


def invite(tx: Transaction, base: Revision, place: str, title: str, addressee: str, deadline: date) -> Invitation:
    """Ask somebody to complete the card at a place (pointer) of a revision.

    Raises Missing, Unfit, TooMany, WrongState.
    """
    plan = plans.at_work(tx, base.plan_id)
    before = select(func.count()).select_from(Invitation).where(Invitation.plan_id == plan.id)
    if tx.db.scalars(before).one() >= MOST:
        raise TooMany(Sentence("K jednomu plánu jde rozeslat nejvýše %(most)s výzev.", most=MOST))
    if not addressee.strip():
        raise Unfit("Napište, komu výzva jde.")
    made = Invitation(
        id=uuid.uuid4(),
        municipality_id=plan.municipality_id,
        plan_id=plan.id,
        revision_id=base.id,
        place=place,
        title=one_line(title, NAME),
        addressee=one_line(addressee, NAME),
        deadline=deadline,
        author_id=tx.actor.user,
        at=tx.now,
        closed_at=None,
    )
    tx.db.add(made)
    tx.db.flush()
    tx.record("invitation.add", made.id)
    return made


def move(tx: Transaction, invitation_id: uuid.UUID, deadline: date) -> Invitation:
    """The answer may come by another day; raises Missing, WrongState where the link or the plan takes none."""
    found = get(tx, invitation_id)
    plans.at_work(tx, found.plan_id)
    if found.closed_at:
        raise WrongState("Odkaz je zrušený, jeho termín už posunout nejde. Připravte novou výzvu.")
    if found.deadline != deadline:
        found.deadline = deadline
        tx.record("invitation.move", found.id)
    return found


def close(tx: Transaction, invitation_id: uuid.UUID) -> Invitation:
    """The link leads nowhere any more; raises Missing."""
    found = get(tx, invitation_id)
    if found.closed_at is None:
        found.closed_at = tx.now
        tx.record("invitation.close", found.id)
    return found


# ---------------------------------------------------------------- reading


def get(tx: Transaction, invitation_id: uuid.UUID) -> Invitation:
    """Raises Missing, also for one of another municipality."""
    seen = select(Invitation).where(Invitation.id == invitation_id, Invitation.municipality_id == tx.actor.municipality)
    found = tx.db.scalar(seen)
    if found is None:
        raise Missing(f"invitation {invitation_id}")
    return found


def asked(tx: Transaction, invitation_id: uuid.UUID) -> Asked:
    """Raises Missing."""
    found = get(tx, invitation_id)
    newest = select(Proposal).where(Proposal.invitation_id == found.id).order_by(Proposal.seq.desc()).limit(1)
    return standing(found, tx.db.scalar(newest), tx.db.scalar(newest.where(Proposal.part.is_not(None))))


def standing(invitation: Invitation, last: Proposal | None, told: Proposal | None) -> Asked:
    """Of what came last, and of what came last with a card."""
    if last and told and last.part is None and told.verdict != Verdict.REFUSED:
        return Asked(invitation, told, last)
    return Asked(invitation, last)


def of_plan(tx: Transaction, plan_id: uuid.UUID) -> list[Asked]:
    """All invitations of a plan, in the order in which they were made; raises Missing."""
    plan = plans.get(tx, plan_id)
    found = tx.db.scalars(select(Invitation).where(Invitation.plan_id == plan.id).order_by(Invitation.seq)).all()
    here = select(Proposal).where(Proposal.invitation_id.in_([each.id for each in found])).order_by(Proposal.seq)
    came = tx.db.scalars(here).all()
    last = {each.invitation_id: each for each in came}
    told = {each.invitation_id: each for each in came if each.part is not None}
    return [standing(each, last.get(each.id), told.get(each.id)) for each in found]


def waiting(tx: Transaction, plan_id: uuid.UUID) -> int:
    """How many answers somebody is to judge; raises Missing."""
    here = Invitation.plan_id == plans.get(tx, plan_id).id
    told = select(func.max(Proposal.seq)).join(Invitation, Invitation.id == Proposal.invitation_id)
    last = told.where(here, Proposal.part.is_not(None)).group_by(Proposal.invitation_id)
    open_ones = select(func.count()).where(Proposal.seq.in_(last), Proposal.verdict == Verdict.OPEN.value)
    return tx.db.scalars(open_ones).one()


def host(tx: Transaction, invitation_id: uuid.UUID) -> Actor:
    """For whom someone acts who came by the link: for the municipality, as nobody. Raises Missing, Closed."""
    found = tx.db.scalar(select(Invitation).where(Invitation.id == invitation_id))
    if found is None:
        raise Missing(f"invitation {invitation_id}")
    actor = Actor(found.municipality_id, None, None, tx.actor.request)
    if found.closed_at:
        raise Closed(found, actor)
    return actor


def part_of(proposal: Proposal) -> Any:
    """The proposed card as raw content; numbers keep their digits."""
    if proposal.part is None:
        raise Missing(f"proposal {proposal.id} changes nothing")
    return json.loads(zlib.decompress(proposal.part), parse_int=whole, parse_float=exact)


# ---------------------------------------------------------------- what comes back


def propose(tx: Transaction, invitation: Invitation, base: Revision, part: Any, message: str) -> Proposal:
    """What came back: the whole card, or None for „beze změny“. Raises Unfit, TooMany, Missing, WrongState."""
    plans.at_work(tx, invitation.plan_id)
    packed = None if part is None else zlib.compress(canonical(part))
    if packed and len(packed) > MOST_BYTES:
        raise Unfit("Karta je příliš dlouhá. Zkraťte ji prosím, nebo ji pošlete jinak.")
    before = select(func.count()).select_from(Proposal).where(Proposal.invitation_id == invitation.id)
    if tx.db.scalars(before).one() >= MOST_PROPOSALS:
        raise TooMany("Přes tento odkaz už přišlo příliš mnoho odpovědí. Ozvěte se prosím tomu, kdo vám ho poslal.")
    made = Proposal(
        id=uuid.uuid4(),
        invitation_id=invitation.id,
        base_id=base.id,
        part=packed,
        message=message[:MESSAGE],
        at=tx.now,
        verdict=Verdict.OPEN.value,
        decided_by=None,
        decided_at=None,
    )
    tx.db.add(made)
    tx.db.flush()
    tx.record("proposal.add", invitation.id)
    return made


def decide(tx: Transaction, invitation_id: uuid.UUID, proposal_id: uuid.UUID, verdict: Verdict) -> Proposal:
    """Accept (also once more) or refuse what came back last.

    Raises Missing, WrongState where something newer came, it is decided otherwise, or the plan is put aside.
    """
    here = asked(tx, invitation_id)
    found = here.proposal
    if found is None or found.id != proposal_id:
        raise WrongState("Mezitím přišla novější odpověď. Podívejte se na ni a rozhodněte znovu.")
    again = found.verdict == verdict == Verdict.ACCEPTED  # the plan went back to an older version since
    if found.verdict != Verdict.OPEN and not again:
        raise WrongState("O této odpovědi už je rozhodnuto.")
    if verdict is Verdict.ACCEPTED:
        plans.at_work(tx, here.invitation.plan_id)
    found.verdict, found.decided_by, found.decided_at = verdict.value, tx.actor.user, tx.now
    tx.db.flush()
    tx.record(f"proposal.{verdict.value}", invitation_id)
    return found
