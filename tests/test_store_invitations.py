"""Invitations in the store: what comes back counts once, is decided once, and belongs to one municipality."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assembler.errors import Missing, TooMany, Unfit, WrongState
from assembler.store import invitations, plans
from assembler.store.invitations import Verdict
from assembler.store.models import Invitation, Proposal
from assembler.store.store import Store
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]

UNTIL = date(2030, 5, 31)


def invited(office: Office, addressee: str = "Diecézní charita") -> Invitation:
    plan = office.plan()
    with office.store.writing(office.actor) as tx:
        return invitations.invite(tx, plans.revision(tx, plan.id), "/network/services/0", "Poradna", addressee, UNTIL)


def answered(office: Office, invitation: Invitation, part: Any = None, message: str = "") -> Proposal:
    with office.store.writing(office.actor) as tx:
        base = plans.revision_by_id(tx, invitation.revision_id)
        return invitations.propose(tx, invitation, base, part, message)


def test_the_last_answer_counts(office: Office, store: Store) -> None:
    invitation = invited(office)
    answered(office, invitation, {"name": "stará"})
    newest = answered(office, invitation, {"name": "nová", "capacity": Decimal("1.50")}, "Pozdrav")
    with store.reading(office.actor) as tx:
        [listed] = invitations.of_plan(tx, invitation.plan_id)
        found = invitations.asked(tx, invitation.id)
    assert listed.proposal
    assert found.proposal
    assert listed.proposal.id == found.proposal.id == newest.id
    part = invitations.part_of(found.proposal)
    assert (part, str(part["capacity"]), found.proposal.message) == (
        {"name": "nová", "capacity": Decimal("1.50")},
        "1.50",
        "Pozdrav",
    )
    assert (found.invitation.deadline, found.invitation.author_id) == (UNTIL, office.user.id)


def test_an_answer_without_change_has_no_card(office: Office) -> None:
    proposal = answered(office, invited(office))
    assert proposal.part is None
    with pytest.raises(Missing):
        invitations.part_of(proposal)


def test_an_answer_is_decided_once(office: Office, store: Store) -> None:
    invitation = invited(office)
    proposal = answered(office, invitation, {"name": "nová"})
    with store.writing(office.actor) as tx:
        invitations.decide(tx, invitation.id, proposal.id, Verdict.ACCEPTED)
    with pytest.raises(WrongState, match="už je rozhodnuto"), store.writing(office.actor) as tx:
        invitations.decide(tx, invitation.id, proposal.id, Verdict.REFUSED)
    with store.reading(office.actor) as tx:
        found = invitations.asked(tx, invitation.id).proposal
    assert found
    assert (found.verdict, found.decided_by) == ("accepted", office.user.id)


def test_what_was_answered_meanwhile_cannot_be_decided_unseen(office: Office, store: Store) -> None:
    invitation = invited(office)
    seen = answered(office, invitation, {"name": "první"})
    answered(office, invitation, {"name": "druhá"})
    with pytest.raises(WrongState, match="novější odpověď"), store.writing(office.actor) as tx:
        invitations.decide(tx, invitation.id, seen.id, Verdict.ACCEPTED)


def test_a_closed_invitation_opens_for_nobody(office: Office, store: Store) -> None:
    invitation = invited(office)
    with store.reading() as tx:
        assert invitations.host(tx, invitation.id).municipality == office.municipality.id
        assert invitations.host(tx, invitation.id).user is None
    with store.writing(office.actor) as tx:
        invitations.close(tx, invitation.id)
    with pytest.raises(Missing), store.reading() as tx:
        invitations.host(tx, invitation.id)


def test_another_municipality_sees_nothing(office: Office, elsewhere: Office, store: Store) -> None:
    invitation = invited(office)
    with store.writing(elsewhere.actor) as tx:
        for deed in (invitations.get, invitations.asked, invitations.close):
            with pytest.raises(Missing):
                deed(tx, invitation.id)
        with pytest.raises(Missing):
            invitations.of_plan(tx, invitation.plan_id)


def test_an_invitation_goes_to_somebody(office: Office) -> None:
    with pytest.raises(Unfit, match="komu výzva jde"):
        invited(office, " ")


def test_who_has_the_link_cannot_fill_the_disk(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    invitation = invited(office)
    monkeypatch.setattr(invitations, "MOST_PROPOSALS", 2)
    monkeypatch.setattr(invitations, "MOST_BYTES", 100)
    with pytest.raises(Unfit, match="příliš dlouhá"):
        answered(office, invitation, {"name": "".join(chr(0x4E00 + each) for each in range(500))})
    answered(office, invitation)
    answered(office, invitation)
    with pytest.raises(TooMany):
        answered(office, invitation)


def test_a_plan_put_aside_takes_nothing_over(office: Office, store: Store) -> None:
    invitation = invited(office)
    proposal = answered(office, invitation, {"name": "nová"})
    with store.writing(office.actor) as tx:
        plans.archive(tx, invitation.plan_id)
    with pytest.raises(WrongState, match="Plán je odložený"), store.writing(office.actor) as tx:
        invitations.decide(tx, invitation.id, proposal.id, Verdict.ACCEPTED)
    with pytest.raises(WrongState, match="Plán je odložený"):
        answered(office, invitation, {"name": "další"})
    with store.writing(office.actor) as tx:
        assert invitations.decide(tx, invitation.id, proposal.id, Verdict.REFUSED).verdict == "refused"
