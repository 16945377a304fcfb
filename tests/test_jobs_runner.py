"""The runner of jobs: its threads, its places, its end, and how it knows who is alive."""

from __future__ import annotations

import fcntl
import os
import threading
import time
import uuid
from contextlib import suppress
from pathlib import Path
from threading import Semaphore

import pytest

from assembler import pipeline
from assembler.jobs import runner
from assembler.jobs.leases import UNFINISHED_SECONDS, Leases
from assembler.jobs.runner import Runner
from assembler.options import State
from assembler.pipeline import Document as Assembled
from assembler.pipeline import Progress
from assembler.settings import Settings
from assembler.store.jobs import JobState
from assembler.store.store import Store
from tests.ordered import at_work, enqueue, look, until
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]


@pytest.fixture
def worker(store: Store, settings: Settings) -> Runner:
    """A worker that does what it is told to, one job at a time."""
    return Runner(lambda: store, settings)


# ---------------------------------------------------------------- threads


def test_jobs_are_done_as_soon_as_they_ring(office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner, "LOOK", 60.0)
    with at_work(worker):
        time.sleep(0.3)  # the threads have looked and wait
        job = enqueue(office)
        worker.wake()
        until(office, job, JobState.DONE, 30)


def test_jobs_that_nobody_rings_for_are_found(office: Office, worker: Runner) -> None:
    with at_work(worker):
        time.sleep(0.3)
        until(office, enqueue(office), JobState.DONE, 30)


def test_no_more_is_assembled_at_once_than_the_places_allow(
    office: Office, store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = Semaphore(1)
    at_once, most = 0, 0
    assemble = pipeline.assemble

    def counted(*given: object, **more: object) -> Assembled:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        time.sleep(0.05)
        try:
            return assemble(*given, **more)  # type: ignore[arg-type]
        finally:
            at_once -= 1

    monkeypatch.setattr(pipeline, "assemble", counted)
    waiting = [enqueue(office) for _ in range(6)]
    with at_work(Runner(lambda: store, settings, places)):
        for job in waiting:
            until(office, job, JobState.DONE)
    assert most == 1


def test_a_job_is_not_claimed_while_others_have_all_places(office: Office, store: Store, settings: Settings) -> None:
    places = Semaphore(1)
    places.acquire()
    job = enqueue(office)
    assert not Runner(lambda: store, settings, places).one()
    assert (look(office, job).state, look(office, job).attempts) == (JobState.QUEUED, 0)


def test_a_runner_that_has_to_end_puts_its_job_back_and_no_attempt_is_lost(
    office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()
    assemble = pipeline.assemble

    def slow(*given: object, progress: Progress, **more: object) -> Assembled:
        begun.set()
        for _ in range(200):
            time.sleep(0.05)
            progress("render")
        return assemble(*given, progress=progress, **more)  # type: ignore[arg-type]

    job = enqueue(office)
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "assemble", slow)
        worker.start()
        assert begun.wait(60)
        assert worker.stop(10)
    assert (look(office, job).state, look(office, job).attempts) == (JobState.QUEUED, 0)


def test_how_jobs_end_is_counted(office: Office, store: Store, settings: Settings) -> None:
    told: list[str] = []
    counting = Runner(lambda: store, settings, ended=lambda outcome, _: told.append(outcome))
    enqueue(office)
    enqueue(office, state=State.APPROVAL)
    counting.one()
    counting.one()
    assert told == ["done", "failed"]


# ---------------------------------------------------------------- who is alive


def test_a_long_step_does_not_cost_the_lease(
    office: Office, store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = enqueue(office)
    worker = Runner(lambda: store, settings)
    held = worker.claim()
    assert held is not None
    before = held.lease_until
    with worker.alive(held):
        worker.watch(tidy=False)
    after = look(office, job).lease_until
    assert before is not None
    assert after is not None
    assert after > before


def test_a_living_process_keeps_its_lease_and_a_dead_one_is_known_at_once(tmp_path: Path) -> None:
    leases, lease = Leases(tmp_path), uuid.uuid4()
    with leases.held(lease):
        assert leases.dead() == []
    assert leases.dead() == []
    (leases.folder / str(lease)).touch()  # as a process leaves it that was killed
    assert leases.dead() == [lease]
    leases.forget([lease])
    assert list(leases.folder.iterdir()) == []


def test_a_lease_file_that_was_never_finished_is_removed_when_it_is_old(office: Office, worker: Runner) -> None:
    folder = worker.leases.folder
    folder.mkdir(parents=True, exist_ok=True)
    young, old = (folder / f".{age}" for age in ("young", "old"))
    for each in (young, old):
        each.touch()
    os.utime(old, (0, time.time() - UNFINISHED_SECONDS - 1))
    worker.watch(tidy=True)
    assert list(folder.iterdir()) == [young]


def test_a_lease_that_cannot_be_locked_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks_here(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(fcntl, "flock", no_locks_here)
    leases = Leases(tmp_path)
    with leases.held(uuid.uuid4()):
        assert list(leases.folder.iterdir()) == []


def test_a_job_of_a_dead_process_is_given_to_others_before_its_lease_is_over(office: Office, worker: Runner) -> None:
    job = enqueue(office)
    held = worker.claim()
    assert held is not None
    worker.watch(tidy=False)
    assert look(office, job).state == JobState.RUNNING, "without a file only time tells"
    worker.leases.folder.mkdir(parents=True, exist_ok=True)
    (worker.leases.folder / str(held.lease)).touch()
    worker.watch(tidy=False)
    assert look(office, job).state == JobState.QUEUED


def test_without_a_place_for_lease_files_work_goes_on(office: Office, store: Store, tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    worker = Runner(lambda: store, Settings(data=str(tmp_path / "a-file")))
    job = enqueue(office)
    with suppress(OSError):
        worker.one()
    assert look(office, job).state == JobState.DONE
    assert worker.leases.dead() == []
