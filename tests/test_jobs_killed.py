"""Workers that are killed in the middle of their work: no job is lost, no document doubled, nothing half kept."""

from __future__ import annotations

import os
import random
import signal
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import func, select

from assembler.convert.process import processor_seconds
from assembler.jobs.orders import KIND
from assembler.pipeline import assemble
from assembler.settings import Settings
from assembler.store import documents, jobs, plans
from assembler.store.jobs import JobState
from assembler.store.models import Document, DocumentFile, Job
from assembler.store.store import Store
from assembler.store.verify import verify
from tests.hands import hand
from tests.ordered import CONTENT, an_order
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]

KILLS = int(os.environ.get("KILLS", "40"))  # more on demand: KILLS=500 takes an hour
WAITING = 6  # jobs that are always there for the taking
READY_SECONDS = 5.0  # of the processor, until a new worker has begun a job; on an idle machine that is time
SETTLED_SECONDS = 90.0


@dataclass
class Toll:
    """What happened."""

    ordered: list[uuid.UUID]
    in_the_middle: int = 0  # kills while a job was running
    ready: list[float] = field(default_factory=list)  # seconds of the processor until each new worker had begun


def order(office: Office, plan_id: uuid.UUID, toll: Toll) -> None:
    """Keeps the queue filled; what is noted here, was acknowledged."""
    with office.store.reading() as tx:
        waiting = jobs.counts(tx)[JobState.QUEUED]
    for _ in range(WAITING - waiting):
        with office.store.writing(office.actor) as tx:
            made = jobs.enqueue(tx, KIND, an_order("pdf").plain(), plans.revision(tx, plan_id), share=1000, queue=1000)
        toll.ordered.append(made.id)


def claims(store: Store) -> int:
    """How often a job was begun."""
    with store.reading() as tx:
        return tx.db.scalar(select(func.sum(Job.attempts))) or 0


def running(store: Store) -> int:
    with store.reading() as tx:
        return jobs.counts(tx)[JobState.RUNNING]


def kill_at_work(office: Office, settings: Settings, log: Path, toll: Toll, pause: float) -> None:
    """One worker: started, given time to begin and to get somewhere, killed."""
    before, began = claims(office.store), time.monotonic()
    with hand(settings, log) as process:
        while claims(office.store) == before:
            assert time.monotonic() - began < 30, log.read_text()
            time.sleep(0.01)
        toll.ready.append(processor_seconds(process.pid))
        time.sleep(pause)
        process.send_signal(signal.SIGKILL)
        process.wait(60)
        toll.in_the_middle += running(office.store) > 0


def settle(store: Store, settings: Settings, log: Path) -> None:
    """A worker that nobody kills ends everything."""
    with hand(settings, log):
        until = time.monotonic() + SETTLED_SECONDS
        while open_jobs(store):
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)


def open_jobs(store: Store) -> int:
    with store.reading() as tx:
        found = jobs.counts(tx)
    return found[JobState.QUEUED] + found[JobState.RUNNING]


@pytest.mark.slow
def test_forty_killed_workers_lose_no_job_double_no_document_and_leave_nothing_half_done(
    office: Office, store: Store, settings: Settings, tmp_path: Path
) -> None:
    dice = random.Random(40)
    plan, toll, log = office.plan(CONTENT), Toll([]), tmp_path / "log"
    for _ in range(KILLS):
        order(office, plan.id, toll)
        kill_at_work(office, settings, log, toll, dice.uniform(0.0, 0.4))
    settle(store, settings, log)
    assert toll.in_the_middle > KILLS / 2, "most of them were in the middle of a job"
    check_nothing_lost(office, toll, log)
    assert verify(store) == []
    assert max(toll.ready) < READY_SECONDS


def check_nothing_lost(office: Office, toll: Toll, log: Path) -> None:
    """Every acknowledged job is done with one whole document, or was given up after its attempts and says so."""
    docx = assemble(CONTENT).docx
    with office.store.reading(office.actor) as tx:
        found = {each.id: each for each in tx.db.scalars(select(Job))}
        made = {each.job_id: each for each in tx.db.scalars(select(Document))}
        assert tx.db.scalar(select(func.count()).select_from(Document)) == len(made)
        assert tx.db.scalar(select(func.count()).select_from(DocumentFile)) == 3 * len(made)
        assert set(found) == set(toll.ordered)
        for job_id, job in found.items():
            if job.state == JobState.DONE:
                assert (job.result or {})["document"] == str(made[job_id].id)
                files = documents.formats(tx, made[job_id].id)
                assert sorted(files) == ["docx", "pdf", "report"]
                assert tx.files.get(files["docx"].sha256) == docx
            else:
                assert (job.state, job.attempts) == (JobState.FAILED, jobs.ATTEMPTS)
                assert (job.problem or {})["code"] == "worker_died", f"{job.problem}\n{log.read_text()[-8000:]}"
                assert job_id not in made


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_worker_that_is_asked_to_end_ends_soon_and_gives_its_jobs_back(
    office: Office, store: Store, settings: Settings, tmp_path: Path
) -> None:
    plan, toll, log = office.plan(CONTENT), Toll([]), tmp_path / "log"
    order(office, plan.id, toll)
    with hand(settings, log) as process:
        while not running(store):
            time.sleep(0.01)
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 128 + signal.SIGTERM
    assert running(store) == 0
    with store.reading() as tx:
        assert not tx.db.scalars(select(Job).where(Job.state == JobState.FAILED)).all()
        assert all(job.attempts == 0 for job in tx.db.scalars(select(Job).where(Job.state == JobState.QUEUED)))
