"""Plány: created, saved, restored, listed. Every save is a revision; none is ever changed or removed."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select, update

from assembler.errors import Missing, Stale, WrongState
from assembler.store import quota
from assembler.store.contents import Packed, unpack
from assembler.store.database import insert
from assembler.store.models import Content, ContentFile, Plan, Revision
from assembler.store.paging import Page, page
from assembler.store.store import Transaction

NOTHING = 0  # the number before that of the first revision


def create(tx: Transaction, ready: Packed, *, source: uuid.UUID | None = None, note: str = "") -> Plan:
    """A new plan of the actor's municipality, with its first revision.

    `ready` comes from `Store.ready`; what a content may begin with, says `assembler.beginnings`. `source` is the id of
    the revision that the content was taken from (the last period's plan, a copy); raises Missing where the actor sees
    none.
    """
    if tx.actor.municipality is None:
        raise Missing("a plan belongs to a municipality")
    if source is not None:
        revision_by_id(tx, source)
    keep_content(tx, ready)
    plan = Plan(
        id=uuid.uuid4(),
        municipality_id=tx.actor.municipality,
        title=ready.title,
        head=NOTHING,
        changed=NOTHING,
        created_at=tx.now,
    )
    tx.db.add(plan)
    tx.db.flush()
    first = Revision(content_hash=ready.hash, title=ready.title, source_id=source, note=note)
    advance(tx, plan.id, NOTHING, first, "plan.create")
    return get(tx, plan.id)


def save(tx: Transaction, plan_id: uuid.UUID, ready: Packed, *, expected: int, note: str = "") -> Revision:
    """The next revision of a plan, if `expected` is the number of its newest one.

    Of writers that expect the same revision exactly one wins. Raises Stale for the others (with the newest content and
    theirs; nothing was overwritten), Missing for a plan that the actor does not see, WrongState for one put aside.
    """
    keep_content(tx, ready)
    return advance(tx, plan_id, expected, Revision(content_hash=ready.hash, title=ready.title, note=note), "plan.save")


def restore(tx: Transaction, plan_id: uuid.UUID, number: int, *, expected: int, note: str = "") -> Revision:
    """An older revision once more, as the newest one; raises what `save` raises."""
    old = revision(tx, plan_id, number)
    again = Revision(content_hash=old.content_hash, title=old.title, source_id=old.id, note=note)
    return advance(tx, plan_id, expected, again, "plan.restore")


def archive(tx: Transaction, plan_id: uuid.UUID, *, archived: bool = True) -> Plan:
    """Put a plan aside (it stays readable and keeps everything, but is not changed), or take it back."""
    plan = get(tx, plan_id)
    plan.archived_at = (plan.archived_at or tx.now) if archived else None
    tx.record("plan.archive" if archived else "plan.return", plan.id)
    return plan


# ---------------------------------------------------------------- reading


def get(tx: Transaction, plan_id: uuid.UUID) -> Plan:
    """A plan of the actor's municipality; raises Missing, also for one of another municipality."""
    seen = select(Plan).where(Plan.id == plan_id, Plan.municipality_id == tx.actor.municipality)
    found = tx.db.scalar(seen.execution_options(populate_existing=True))
    if found is None:
        raise Missing(f"plan {plan_id}")
    return found


def at_work(tx: Transaction, plan_id: uuid.UUID) -> Plan:
    """A plan that nobody has put aside; raises Missing, WrongState."""
    found = get(tx, plan_id)
    if found.archived_at:
        raise WrongState("Plán je odložený. Nejdřív ho vraťte mezi ostatní plány.")
    return found


def newest_first(tx: Transaction, *, archived: bool = False, limit: int = 50, cursor: str = "") -> Page[Plan]:
    """A page of the plans of the actor's municipality, the last changed first."""
    found = select(Plan).where(
        Plan.municipality_id == tx.actor.municipality,
        Plan.archived_at.is_not(None) if archived else Plan.archived_at.is_(None),
    )
    return page(tx, found, Plan.changed, limit, cursor)


def revision(tx: Transaction, plan_id: uuid.UUID, number: int | None = None) -> Revision:
    """A revision by its number, or the newest one; raises Missing."""
    plan = get(tx, plan_id)
    wanted = plan.head if number is None else number
    found = tx.db.scalar(select(Revision).where(Revision.plan_id == plan.id, Revision.number == wanted))
    if found is None:
        raise Missing(f"revision {number} of plan {plan_id}")
    return found


def number_of(tx: Transaction, plan_id: uuid.UUID, digest: str) -> int | None:
    """The number of the newest revision of a plan that has the content of this hash; raises Missing for the plan."""
    here = (Revision.plan_id == get(tx, plan_id).id) & (Revision.content_hash == digest)
    return tx.db.scalar(select(func.max(Revision.number)).where(here))


def revisions_by_id(tx: Transaction, revision_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Revision]:
    """Those of the revisions that the actor sees."""
    seen = select(Revision).join(Plan, Plan.id == Revision.plan_id)
    found = tx.db.scalars(seen.where(Revision.id.in_(revision_ids), Plan.municipality_id == tx.actor.municipality))
    return {each.id: each for each in found}


def heads(tx: Transaction, found: Collection[Plan]) -> dict[uuid.UUID, Revision]:
    """The newest revisions of plans, by the ids of the plans."""
    newest = tx.db.scalars(select(Revision).where(Revision.seq.in_([each.changed for each in found])))
    return {each.plan_id: each for each in newest}


def revision_by_id(tx: Transaction, revision_id: uuid.UUID) -> Revision:
    found = tx.db.scalar(
        select(Revision)
        .join(Plan, Plan.id == Revision.plan_id)
        .where(Revision.id == revision_id, Plan.municipality_id == tx.actor.municipality)
    )
    if found is None:
        raise Missing(f"revision {revision_id}")
    return found


def revisions(tx: Transaction, plan_id: uuid.UUID, *, limit: int = 50, cursor: str = "") -> Page[Revision]:
    """A page of the revisions of a plan, the newest first."""
    plan = get(tx, plan_id)
    return page(tx, select(Revision).where(Revision.plan_id == plan.id), Revision.number, limit, cursor)


def content(tx: Transaction, wanted: Revision) -> Any:
    """The whole content of a revision, as the readers give it; raises Damaged."""
    return content_by_hash(tx, wanted.content_hash)


def content_by_hash(tx: Transaction, digest: str) -> Any:
    return unpack(tx.db.scalars(select(Content.packed).where(Content.hash == digest)).one(), tx.files.get)


# ---------------------------------------------------------------- writing


def advance(tx: Transaction, plan_id: uuid.UUID, expected: int, new: Revision, deed: str) -> Revision:
    """Compare and swap: who moves the head on from `expected`, has won, and appends his revision.

    Raises Missing, WrongState for a plan put aside, Stale.
    """
    plan = at_work(tx, plan_id)
    here = update(Plan).where(Plan.id == plan.id).execution_options(synchronize_session=False)
    if not tx.db.scalar(here.where(Plan.head == expected).values(head=expected + 1).returning(Plan.head)):
        raise stale(tx, plan_id, expected, new.content_hash)
    new.id, new.plan_id, new.number = uuid.uuid4(), plan_id, expected + 1
    new.parent_id = tx.db.scalar(select(Revision.id).where(Revision.plan_id == plan_id, Revision.number == expected))
    new.author_id, new.at = tx.actor.user, tx.now
    tx.db.add(new)
    tx.db.flush()
    tx.db.execute(here.values(changed=new.seq, title=new.title))
    tx.record(deed, plan_id, revision=str(new.id), number=new.number)
    return new


def keep_content(tx: Transaction, ready: Packed) -> None:
    """The content in its row, unless the same one is there already (saved without a change, or as it once was)."""
    quota.allow(tx, ready.files)
    tx.db.execute(insert(tx.db, Content).values(hash=ready.hash, packed=ready.data).on_conflict_do_nothing())
    if ready.files:
        rows = [{"content_hash": ready.hash, "sha256": digest} for digest in sorted(ready.files)]
        tx.db.execute(insert(tx.db, ContentFile).values(rows).on_conflict_do_nothing())


def stale(tx: Transaction, plan_id: uuid.UUID, expected: int, offered: str) -> Stale:
    """What the loser gets: the newest content, and his own."""
    newest = revision(tx, plan_id)
    return Stale(expected, newest.number, content(tx, newest), content_by_hash(tx, offered), newest.content_hash)
