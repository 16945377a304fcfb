"""Jobs of the serving process: done there unless the settings say otherwise, and not lost when it is killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from assembler.settings import Settings
from assembler.store import jobs
from assembler.store.jobs import JobState
from assembler.store.store import Store
from assembler.store.verify import verify
from assembler.web import create_app
from assembler.web.working import NAME, working
from tests.callers import CONTENT, Caller, caller
from tests.ordered import count_of_documents, enqueue, look, until
from tests.stores import Office
from tests.test_jobs_killed import READY_SECONDS, open_jobs, processor_seconds

pytest_plugins = ["tests.store_fixtures"]

KILLS = 5
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+")


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


@dataclass(frozen=True, slots=True)
class Serving:
    process: subprocess.Popen[bytes]
    address: str

    def status(self, path: str, method: str = "GET", **headers: str) -> int:
        asked = urllib.request.Request(self.address + path, method=method, headers=headers)
        try:
            with urllib.request.urlopen(asked, timeout=20) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code


@contextmanager
def serving(settings: Settings, log: Path) -> Iterator[Serving]:
    """`assembler serve` as a process of its own."""
    command = [sys.executable, "-c", "import sys; from assembler.cli import main; sys.exit(main())", "serve"]
    environment: dict[str, Any] = {**os.environ, "ASSEMBLER_DATA": settings.data}
    with log.open("ab") as errors:
        process = subprocess.Popen([*command, "--port", "0"], env=environment, stdout=subprocess.PIPE, stderr=errors)
    assert process.stdout is not None
    try:
        found = ADDRESS.search(process.stdout.readline())
        assert found, log.read_text()
        yield Serving(process, found[0].decode())
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


@pytest.mark.slow
@SQLITE
def test_orders_that_were_accepted_are_not_lost_however_often_the_service_is_killed(
    office: Office, store: Store, settings: Settings, tmp_path: Path
) -> None:
    app = create_app(settings)
    call: Caller = caller(app, office)
    plan, _ = call.plan(CONTENT)
    accepted = 0
    for _ in range(KILLS):
        with serving(settings, tmp_path / "log") as service:
            assert service.status("/health/ready") == 200
            assert processor_seconds(service.process.pid) < READY_SECONDS
            accepted += service.status(f"{plan}/documents", "POST", Authorization=f"Bearer {call.key}") == 202
            service.process.send_signal(signal.SIGKILL)
            service.process.wait(10)
    assert accepted == KILLS
    with serving(settings, tmp_path / "log"):
        end = time.monotonic() + 60
        while open_jobs(store):
            assert time.monotonic() < end, (tmp_path / "log").read_text()
            time.sleep(0.1)
    with store.reading(office.actor) as tx:
        ended = jobs.newest_first(tx).items
    done = [each for each in ended if each.state == JobState.DONE]
    given_up = [each for each in ended if (each.problem or {}).get("code") == "worker_died"]
    assert len(done) + len(given_up) == len(ended) == accepted
    assert count_of_documents(store) == len(done) > 0
    assert all(each.attempts == jobs.ATTEMPTS for each in given_up), "killed at it so often, and it says so"
    assert verify(store) == []
    app.extensions["assembler.keeping"].store().close()
