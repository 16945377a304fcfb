"""Pracovník: threads that claim jobs and do them, in the serving process or in one of their own (`assembler worker`).

    runner = Runner(store, settings)
    runner.start()      sweeps, then works; runner.wake() says „there is a job“
    runner.stop(10)     jobs in progress go back to the queue at their next step

The table says what is to be done. A call of `wake`, or a broker's message, only makes it known sooner than the next
look would.
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Semaphore, Thread

from assembler import products
from assembler.convert.process import remove_left
from assembler.errors import StorageError
from assembler.jobs import work
from assembler.jobs.leases import Leases
from assembler.jobs.orders import KIND
from assembler.products import Assemble
from assembler.settings import Settings
from assembler.store import jobs
from assembler.store.jobs import LEASE
from assembler.store.models import Job
from assembler.store.store import Store
from assembler.store.sweep import sweep

LOOK = 1.0  # seconds between looks into the table; `wake` makes it sooner
PULSE = LEASE.total_seconds() / 4
TIDY = 60.0  # seconds between sweeps

Ended = Callable[[str, float], None]  # told how a job ended and how many seconds it took

log = logging.getLogger(__name__)


def nobody(_: str, __: float) -> None:
    """No one counts."""


class Runner:
    """So many jobs at once as documents may be assembled at once; `places` are shared with whoever else assembles."""

    def __init__(
        self,
        store: Callable[[], Store],
        settings: Settings,
        places: Semaphore | None = None,
        ended: Ended = nobody,
        assemble: Assemble = products.assemble,
    ) -> None:
        self.store = store
        self.settings = settings
        self.places = places or BoundedSemaphore(settings.documents_at_once)
        self.ended = ended
        self.assemble = assemble
        self.leases = Leases(Path(settings.data))
        self._alive: set[uuid.UUID] = set()
        self._lock = Lock()
        self._bell = Event()
        self._stop = Event()
        self._away = False
        self._threads: list[Thread] = []

    # ------------------------------------------------------------ its life

    def start(self, hands: int | None = None) -> None:
        """With so many threads that look for jobs; as many as documents may be assembled at once, unless told."""
        hands = self.settings.documents_at_once if hands is None else hands
        names = ["keeper", *(f"worker-{number}" for number in range(hands))]
        for name in names:
            deed = self.keep_watch if name == "keeper" else self.labour
            thread = Thread(target=deed, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def wake(self) -> None:
        """There is a job."""
        self._bell.set()

    def finish(self) -> None:
        """Claim nothing more, put back what is in progress at its next step."""
        self._stop.set()
        self._bell.set()

    def stop(self, seconds: float) -> bool:
        """Finish, and wait for it; says whether all threads ended in time."""
        self.finish()
        until = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    # ------------------------------------------------------------ jobs

    def labour(self) -> None:
        """Job after job; what the store cannot do now, it may the next time."""
        while not self._stop.is_set():
            self._bell.clear()  # before the look: what is enqueued from now on rings again
            if not self.one():
                self._bell.wait(LOOK)

    def one(self) -> bool:
        """Claim a job and do it; False where there is none, or no place, or no store, or where we are to end."""
        if self._stop.is_set():
            return False
        try:
            with self.store().reading() as tx:
                waiting = jobs.waiting(tx)
            self._away = False
            return waiting and self.in_turn()
        except StorageError as failed:
            if not self._away:  # told once, not with each look
                log.warning("no store", exc_info=failed)
            self._away = True
        except Exception as failed:  # a thread that ended would never be missed
            log.error("failed", exc_info=failed)
        return False

    def in_turn(self) -> bool:
        """A job is claimed only where there is a place to do it: another process may have one."""
        if not self.places.acquire(timeout=LOOK):
            return False
        try:
            held = self.claim()
            if held is not None:
                self.do(held)
            return held is not None
        finally:
            self.places.release()

    def claim(self) -> Job | None:
        with self.store().writing() as tx:
            return jobs.claim(tx, kinds=[KIND])

    def do(self, held: Job) -> None:
        began = time.monotonic()
        with self.alive(held):
            outcome = work.perform(self.store(), held, self.settings, self._stop.is_set, self.assemble)
        seconds = time.monotonic() - began
        self.ended(outcome, seconds)
        log.info("job", extra={"data": {"job": str(held.id), "outcome": outcome, "ms": round(seconds * 1000)}})

    @contextmanager
    def alive(self, held: Job) -> Iterator[None]:
        """The lease is kept in this block, however long a step takes."""
        lease = held.lease or uuid.UUID(int=0)
        with self.leases.held(lease):
            with self._lock:
                self._alive.add(lease)
            try:
                yield
            finally:
                with self._lock:
                    self._alive.discard(lease)

    # ------------------------------------------------------------ watch

    def keep_watch(self) -> None:
        """Keeps the leases of this process, and gives jobs of dead ones to the living."""
        tidied = -TIDY
        while True:
            tidy = time.monotonic() - tidied >= TIDY
            try:
                self.watch(tidy=tidy)
                tidied = time.monotonic() if tidy else tidied
            except StorageError as failed:
                log.warning("no watch", exc_info=failed)
            except Exception as failed:  # as above
                log.error("failed", exc_info=failed)
            if self._stop.wait(PULSE):
                return

    def watch(self, *, tidy: bool) -> None:
        with self._lock:
            alive = list(self._alive)
        dead = self.leases.dead()
        if alive or dead or tidy:
            with self.store().writing() as tx:
                jobs.keep(tx, alive)
                found = jobs.sweep(tx, dead)
            self.leases.forget(dead)
            if found.again:
                self.wake()
        if tidy:
            remove_left()
            self.leases.clear_unfinished()
            sweep(self.store())
