"""Úlohy: the job's row is the truth about it. Whoever holds its lease works on it; whose lease is gone cannot end it.

    queued ── claim ──> running ── finish ──> done
       ^                  │  │
       └── sweep, retry ──┘  └── fail ──> failed

A worker that dies stops its heartbeats; the sweep gives the job to another one, at most ATTEMPTS times. What a job
makes is written in the transaction that finishes it, so that it is made once, whoever else has worked on it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import aliased

from assembler.errors import LeaseLost, Missing, TooMany
from assembler.store import plans
from assembler.store.columns import Plain
from assembler.store.models import Job, Revision
from assembler.store.paging import Page, page
from assembler.store.store import Actor, Transaction

LEASE = timedelta(seconds=20)  # without a heartbeat for so long a worker counts as dead
ATTEMPTS = 3
QUEUE = 100  # jobs that wait or run, of all municipalities
SHARE = 10  # of one of them
DIED: Plain = {"code": "worker_died", "detail": "Úlohu se nepodařilo dokončit: program při ní opakovaně skončil."}


class JobState(StrEnum):
    """Stav úlohy."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OPEN = (JobState.QUEUED.value, JobState.RUNNING.value)


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep did: jobs that wait again (a broker must be told), and jobs that were given up."""

    again: tuple[uuid.UUID, ...]
    failed: tuple[uuid.UUID, ...]


def enqueue(
    tx: Transaction,
    kind: str,
    order: Plain,
    revision: Revision | None = None,
    *,
    queue: int = QUEUE,
    share: int = SHARE,
) -> Job:
    """A new job of the actor's municipality; the answer 202 is true as soon as the transaction has ended.

    `order` names everything by ids and hashes that cannot change meanwhile. Raises TooMany beyond the limits,
    WrongState for a revision of a plan put aside: what was ordered before is still made.
    """
    here = tx.actor.municipality
    if here is None:
        raise Missing("a job belongs to a municipality")
    if revision:
        plans.at_work(tx, revision.plan_id)
    count = select(func.count()).select_from(Job).where(Job.state.in_(OPEN))
    if (tx.db.scalar(count.where(Job.municipality_id == here)) or 0) >= share:
        raise TooMany("Vaše obec má rozpracováno příliš mnoho dokumentů. Počkejte, až se některý dokončí.")
    if (tx.db.scalar(count) or 0) >= queue:
        raise TooMany("Čeká příliš mnoho dokumentů. Zkuste to za chvíli znovu.")
    made = Job(
        id=uuid.uuid4(),
        municipality_id=here,
        plan_id=revision.plan_id if revision else None,
        revision_id=revision.id if revision else None,
        author_id=tx.actor.user,
        kind=kind,
        order=order,
        state=JobState.QUEUED.value,
        step="",
        progress=0,
        attempts=0,
        created_at=tx.now,
    )
    tx.db.add(made)
    tx.db.flush()
    tx.record("job.enqueue", made.id, kind=kind)
    return made


def get(tx: Transaction, job_id: uuid.UUID) -> Job:
    """A job of the actor's municipality; raises Missing."""
    found = tx.db.scalar(select(Job).where(Job.id == job_id, Job.municipality_id == tx.actor.municipality))
    if found is None:
        raise Missing(f"job {job_id}")
    return found


def newest_first(tx: Transaction, plan_id: uuid.UUID | None = None, *, limit: int = 50, cursor: str = "") -> Page[Job]:
    """A page of the jobs of the actor's municipality, or of one plan of it."""
    found = select(Job).where(Job.municipality_id == tx.actor.municipality)
    return page(tx, found.where(Job.plan_id == plan_id) if plan_id else found, Job.seq, limit, cursor)


def counts(tx: Transaction) -> dict[str, int]:
    """How many jobs of all municipalities are in each state."""
    found = dict.fromkeys(map(str, JobState), 0)
    for state, count in tx.db.execute(select(Job.state, func.count()).group_by(Job.state)):
        found[state] = count
    return found


def oldest_waiting(tx: Transaction) -> float:
    """How many seconds the oldest waiting job has waited; 0 where none does."""
    since = tx.db.scalar(select(func.min(Job.created_at)).where(Job.state == JobState.QUEUED.value))
    return max(0.0, (tx.now - since).total_seconds()) if since else 0.0


# ---------------------------------------------------------------- the worker's side


def waiting(tx: Transaction) -> bool:
    """Is there a job to be claimed?"""
    return tx.db.scalar(select(Job.seq).where(Job.state == JobState.QUEUED.value).limit(1)) is not None


def due(tx: Transaction, *, kinds: Collection[str]) -> Sequence[uuid.UUID]:
    """The jobs that wait to be claimed, the oldest first."""
    wanted = select(Job.id).where(Job.state == JobState.QUEUED.value, Job.kind.in_(kinds))
    return tx.db.scalars(wanted.order_by(Job.seq)).all()


def claim(tx: Transaction, *, kinds: Collection[str] = ()) -> Job | None:
    """The next job; it is the caller's as long as its lease lasts.

    Municipalities take turns: first comes the one with the fewest running jobs, then the oldest job. So a broker names
    no job that would come before its turn.
    """
    wanted = select(Job.id).where(Job.state == JobState.QUEUED.value).order_by(running_beside(), Job.seq).limit(1)
    if kinds:
        wanted = wanted.where(Job.kind.in_(kinds))
    chosen = tx.db.scalar(wanted.with_for_update(skip_locked=True))
    if chosen is None:
        return None
    return changed(
        tx,
        Job.id == chosen,
        state=JobState.RUNNING.value,
        attempts=Job.attempts + 1,
        lease=uuid.uuid4(),
        lease_until=tx.now + LEASE,
        heartbeat_at=tx.now,
        started_at=func.coalesce(Job.started_at, tx.now),
        step="",
        progress=0,
    )


def actor(job: Job) -> Actor:
    """In whose name a worker writes what the job makes, and finishes it."""
    return Actor(job.municipality_id, job.author_id)


def running_beside() -> ColumnElement[int]:
    """How many jobs of the same municipality are running."""
    other = aliased(Job)
    count = select(func.count()).where(
        other.state == JobState.RUNNING.value, other.municipality_id == Job.municipality_id
    )
    return count.correlate(Job).scalar_subquery()


def heartbeat(tx: Transaction, held: Job, step: str, progress: int) -> Job:
    """Still at it: how far it is, and a new lease; raises LeaseLost when the job was given to another worker."""
    values = {"step": step, "progress": progress, "lease_until": tx.now + LEASE, "heartbeat_at": tx.now}
    return held_or_lost(changed(tx, mine(held), **values))


def keep(tx: Transaction, leases: Collection[uuid.UUID]) -> None:
    """The workers of these leases are alive, also where a step of theirs takes long."""
    alive = update(Job).where(Job.state == JobState.RUNNING.value, Job.lease.in_(leases))
    tx.db.execute(alive.values(lease_until=tx.now + LEASE, heartbeat_at=tx.now))


def release(tx: Transaction, held: Job) -> Job:
    """Back to the queue, as if it had not been tried: its worker has to end. Raises LeaseLost."""
    values = {"state": JobState.QUEUED.value, "attempts": Job.attempts - 1, **ENDED}
    return held_or_lost(changed(tx, mine(held), **values))


def finish(tx: Transaction, held: Job, result: Plain) -> Job:
    """Done; to be called in the transaction that writes what the job has made. Raises LeaseLost."""
    values = {"state": JobState.DONE.value, "result": result, "problem": None, "progress": 100}
    ended = held_or_lost(changed(tx, mine(held), **values, **ENDED, finished_at=tx.now))
    tx.record("job.finish", held.id)
    return ended


def fail(tx: Transaction, held: Job, problem: Plain, *, retry: bool = False) -> Job:
    """It did not work out: for good, or (`retry`) to be tried again while there are attempts left. Raises LeaseLost."""
    if retry and held.attempts < ATTEMPTS:
        return held_or_lost(changed(tx, mine(held), state=JobState.QUEUED.value, problem=problem, **ENDED))
    values = {"state": JobState.FAILED.value, "problem": problem, "finished_at": tx.now}
    ended = held_or_lost(changed(tx, mine(held), **values, **ENDED))
    tx.record("job.fail", held.id, code=problem.get("code"))
    return ended


def sweep(tx: Transaction, dead: Collection[uuid.UUID] = ()) -> Swept:
    """Give the jobs of dead workers to others; give up those that were tried ATTEMPTS times.

    `dead` are leases whose workers are known to be gone, before their time.
    """
    silent = (
        Job.state == JobState.RUNNING.value,
        or_(
            Job.lease.in_(dead),
            Job.lease_until < tx.now,
            Job.lease_until > tx.now + 2 * LEASE,  # the clock went back: this lease would last too long
        ),
    )
    values: dict[str, Any] = {"state": JobState.FAILED.value, "problem": DIED, "finished_at": tx.now, **ENDED}
    failed = swept(tx, *silent, Job.attempts >= ATTEMPTS, **values)
    again = swept(tx, *silent, state=JobState.QUEUED.value, **ENDED)
    for job in failed:
        replace(tx, actor=actor(job)).record("job.fail", job.id, code=DIED["code"])
    return Swept(tuple(job.id for job in again), tuple(job.id for job in failed))


ENDED: dict[str, Any] = {"lease": None, "lease_until": None}


def mine(held: Job) -> ColumnElement[bool]:
    return (Job.id == held.id) & (Job.lease == held.lease) & (Job.state == JobState.RUNNING.value)


def held_or_lost(job: Job | None) -> Job:
    if job is None:
        raise LeaseLost("Úlohu mezitím převzal jiný pracovní proces.")
    return job


def changed(tx: Transaction, which: ColumnElement[bool], **values: Any) -> Job | None:
    statement = update(Job).where(which).values(**values).returning(Job)
    return tx.db.scalar(statement.execution_options(synchronize_session=False, populate_existing=True))


def swept(tx: Transaction, *which: ColumnElement[bool], **values: Any) -> Sequence[Job]:
    statement = update(Job).where(*which).values(**values).returning(Job)
    return tx.db.scalars(statement.execution_options(synchronize_session=False, populate_existing=True)).all()
