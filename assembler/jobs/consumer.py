"""Pracovník u zprostředkovatele: Celery's worker, which does a job of the table for each message that comes.

One process does one job at a time, in its only thread (pool „solo“): a conversion is a process of its own with its own
limits already, and a killed worker takes nothing else with it. Who wants more at once starts more processes.
"""

from __future__ import annotations

import signal
from collections.abc import Callable
from types import FrameType
from typing import Any

from celery import Celery, Task
from celery.worker import WorkController, state

from assembler.errors import MachineryError
from assembler.jobs.broker import TASK, celery
from assembler.jobs.herald import Herald
from assembler.jobs.runner import Runner
from assembler.settings import Settings

GRACE_SECONDS = 10.0
ENDED = "Pracovník nemůže přebírat úlohy od zprostředkovatele. Zkontrolujte nastavení ASSEMBLER_BROKER."


def consume(runner: Runner, settings: Settings) -> int:
    """Do jobs until a signal asks for the end, and return its number; the job in hand is given back at its next step.

    Raises AssemblerError for a wrong address, MachineryError where the broker refuses this worker.
    """
    asked: list[int] = []

    def ask(number: int, _: FrameType | None) -> None:
        """Once or several times, it is the same wish."""
        asked.append(number)
        runner.finish()
        state.should_stop = 0  # type: ignore[assignment]  # the exit code; until then it is None

    worker = worker_of(celery(settings), runner)
    herald = Herald(runner.store, settings)
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, ask)
    runner.start(hands=0)
    herald.start()
    worker.start()
    herald.stop(GRACE_SECONDS)
    runner.stop(GRACE_SECONDS)
    for each in (signal.SIGTERM, signal.SIGINT):  # at its end Python would forget our handler: one more wish would kill
        signal.signal(each, signal.SIG_IGN)
    if not asked:
        raise MachineryError(ENDED, "Celery's worker ended by itself")
    return asked[0]


def worker_of(app: Celery, runner: Runner) -> WorkController:
    """A worker without signals of its own, and which neither talks to other workers nor takes orders from them."""
    app.task(name=TASK, bind=True)(deed(runner))
    return app.WorkController(without_gossip=True, without_mingle=True, without_heartbeat=True)


def deed(runner: Runner) -> Callable[..., None]:
    def job(task: Task[Any, Any], job_id: str) -> None:
        """A job is due; whose turn it is, says the table. Where none waits, it was done before."""
        if (task.request.delivery_info or {}).get("redelivered"):
            runner.watch(tidy=False)  # who had the message before, may be dead: then its job waits again
        runner.one()

    return job
