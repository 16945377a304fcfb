"""Jobs of the serving process: done there, unless the settings say otherwise (killed: test_kill_serving.py)."""

from __future__ import annotations

import time

from assembler.settings import Settings
from assembler.store.jobs import JobState
from assembler.web import create_app
from assembler.web.working import NAME, working
from tests.ordered import enqueue, look, until
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]


def test_the_serving_process_does_jobs(office: Office, settings: Settings) -> None:
    app = create_app(settings)
    job = enqueue(office)
    with working(app, settings):
        until(office, job, JobState.DONE)
    app.extensions["assembler.keeping"].store().close()


def test_where_the_settings_say_so_jobs_are_left_to_workers(office: Office, settings: Settings) -> None:
    apart = Settings(data=settings.data, database=settings.database, jobs_in_service=False)
    app = create_app(apart)
    job = enqueue(office)
    with working(app, apart):
        app.extensions[NAME].wake()
        time.sleep(0.5)
    assert look(office, job).state == JobState.QUEUED
