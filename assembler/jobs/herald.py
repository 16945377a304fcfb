"""Hlasatel: tells the broker which jobs are due. It goes by the table, so that nothing that happens in between is lost.

As many messages as jobs that wait: where there are fewer, those that miss are sent; where there are more (a message
came twice, a worker was quicker), the spare ones will find nothing to do. So an order needs no broker to be accepted,
and what a broker has lost, or was not told while it was down, is told at the next look.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Event, Thread

from assembler.errors import MachineryError, StorageError
from assembler.jobs.broker import Line
from assembler.jobs.orders import KIND
from assembler.settings import Settings
from assembler.store import jobs
from assembler.store.store import Store

LOOK = 1.0  # seconds between looks into the table; `wake` makes it sooner
NOT_YET = "Spojení se zprostředkovatelem úloh se teprve navazuje."

log = logging.getLogger(__name__)


class Herald:
    """A thread that keeps the broker told; every process that takes orders, or does them, has one."""

    def __init__(self, store: Callable[[], Store], settings: Settings) -> None:
        self.store = store
        self.line = Line(settings)
        self.why = NOT_YET  # the broker could not be told at the last look; empty where it could
        self._bell = Event()
        self._stop = Event()
        self._thread = Thread(target=self.cry, name="herald", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """There is a job."""
        self._bell.set()

    def stop(self, seconds: float) -> bool:
        """Says whether the thread ended in time; what it did not tell, others will."""
        self._stop.set()
        self._bell.set()
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def cry(self) -> None:
        while not self._stop.is_set():
            self._bell.clear()  # before the look: what is enqueued from now on rings again
            self.try_to_tell()
            self._bell.wait(LOOK)
        self.line.close()

    def try_to_tell(self) -> None:
        try:
            self.tell()
            self.why = ""
        except MachineryError as failed:
            if self.why != failed.message:  # told once, not with each look
                log.warning("no broker", exc_info=failed)
            self.why = failed.message
        except StorageError as failed:  # without its jobs the broker cannot be told; the store's own state says so
            log.warning("no store", exc_info=failed)
        except Exception as failed:  # a thread that ended would never be missed
            log.error("failed", exc_info=failed)

    def tell(self) -> None:
        """One look; raises StorageError, MachineryError."""
        lying = self.line.lying()
        with self.store().reading() as tx:
            due = jobs.due(tx, kinds=[KIND])
        for job_id in due[lying:]:
            self.line.send(job_id)
