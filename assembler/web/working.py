"""Who cares for jobs in the serving process: a runner, or where a broker is set a herald, who tells it what is due.

The runner shares its places with those who assemble in one call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, current_app

from assembler.jobs.runner import Runner
from assembler.notices.courier import delivering
from assembler.settings import Settings
from assembler.store.store import Store
from assembler.web import keeping, metrics, service

if TYPE_CHECKING:
    from assembler.jobs.herald import Herald

NAME = "assembler.working"
GRACE_SECONDS = 10  # for steps in progress; what takes longer goes back to the queue when the process is gone


def register(app: Flask, settings: Settings) -> None:
    """To be called after the service, the store and the metrics are registered."""
    store = app.extensions[keeping.NAME].store
    shared = app.extensions[service.NAME]
    if settings.broker:
        app.extensions[NAME] = herald(store, settings)
    else:
        ended = app.extensions[metrics.NAME].job_ended
        app.extensions[NAME] = Runner(store, settings, shared.places, ended, shared.assemble)


def herald(store: Callable[[], Store], settings: Settings) -> Herald:
    from assembler.jobs.herald import Herald  # Celery, which only those need who have a broker

    return Herald(store, settings)


def runner() -> Runner | Herald:
    """Who is to be woken in the current application; jobs lie in the table whether anyone runs or not."""
    found: Runner | Herald = current_app.extensions[NAME]
    return found


@dataclass(frozen=True, slots=True)
class Mediation:
    """What the health page says of the broker."""

    name: str  # RabbitMQ, Redis, "" where none is set
    ready: bool
    why: str = ""  # Czech: why jobs cannot be handed over


def mediation() -> Mediation:
    """As the herald found the broker at its last look."""
    here = runner()
    return Mediation("", True) if isinstance(here, Runner) else Mediation(here.line.name, not here.why, here.why)


@contextmanager
def working(app: Flask, settings: Settings) -> Iterator[None]:
    """Jobs are done in this block, or handed to the broker, unless the settings leave them to other processes."""
    if not (settings.jobs_in_service or settings.broker):
        yield
        return
    here: Runner | Herald = app.extensions[NAME]
    here.start()
    try:
        with delivering(here.store, settings):
            yield
    finally:
        here.stop(GRACE_SECONDS)
