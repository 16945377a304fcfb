"""The runner of jobs in the serving process; it shares its places with those who assemble in one call."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, current_app

from assembler.jobs.runner import Runner
from assembler.notices.courier import delivering
from assembler.settings import Settings
from assembler.web import keeping, metrics, service

NAME = "assembler.working"
GRACE_SECONDS = 10  # for steps in progress; what takes longer goes back to the queue when the process is gone


def register(app: Flask, settings: Settings) -> None:
    """To be called after the service, the store and the metrics are registered."""
    store = app.extensions[keeping.NAME].store
    places = app.extensions[service.NAME].places
    app.extensions[NAME] = Runner(store, settings, places, app.extensions[metrics.NAME].job_ended)


def runner() -> Runner:
    """The runner of the current application; jobs lie in the table whether it runs or not."""
    found: Runner = current_app.extensions[NAME]
    return found


@contextmanager
def working(app: Flask, settings: Settings) -> Iterator[None]:
    """Jobs are done in this block, unless the settings leave them to other processes."""
    if not settings.jobs_in_service:
        yield
        return
    here: Runner = app.extensions[NAME]
    here.start()
    try:
        with delivering(here.store, settings):
            yield
    finally:
        here.stop(GRACE_SECONDS)
