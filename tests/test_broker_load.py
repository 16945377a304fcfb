"""Two serving processes, two workers, PostgreSQL, RabbitMQ and S3, as a region would run them, under a mixed load."""

from __future__ import annotations

import random
import signal
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
from sqlalchemy import func, select

from assembler.settings import Settings
from assembler.store.jobs import JobState
from assembler.store.models import Document, DocumentFile, Job
from assembler.store.store import Store, open_store
from assembler.store.verify import verify
from assembler.web import create_app
from tests import s3
from tests.callers import CONTENT, PLANS, caller
from tests.hands import hand, hands, web
from tests.ordered import count_of_documents
from tests.stores import found_office

pytest_plugins = ["tests.store_fixtures", "tests.broker_fixtures"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.parametrize("database", ["postgresql"], indirect=True),
    pytest.mark.parametrize("started", ["rabbitmq"], indirect=True),
]

TOWNS = 4
ORDERS = 10  # of each town, each of them sent to both serving processes at the same time, under one key
VISITS = 30  # of each town: readers, and those who save
PATIENCE = 240.0


@pytest.fixture
def whole(brokered: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Settings with everything apart: the database, the files, the broker."""
    with s3.stand_in() as address:
        for name, value in s3.environment(address).items():
            monkeypatch.setenv(name, value)
        yield replace(brokered, files=f"s3://{s3.BUCKET}/{tmp_path.name}")


@pytest.fixture
def apart(whole: Settings) -> Iterator[Store]:
    opened = open_store(whole)
    yield opened
    opened.close()


@dataclass
class Town:
    """Who calls for a town, and what came of it."""

    key: str
    plan: str  # the path of its plan
    accepted: dict[str, set[str]] = field(default_factory=dict)  # by Idempotency-Key, the jobs that were named
    statuses: Counter[int] = field(default_factory=Counter)

    def call(self, server: str, method: str, path: str, **given: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {self.key}", **given.pop("headers", {})}
        answer = requests.request(method, server + path, headers=headers, timeout=60, **given)
        self.statuses[answer.status_code] += 1
        return answer

    def order(self, servers: list[str], formats: str) -> None:
        """The same order by two ways at once; whoever hears „busy“ (409) or „too many“ (429) comes again."""
        key = uuid.uuid4().hex
        jobs: set[str] = set()
        ways = [threading.Thread(target=self.one_way, args=(each, key, formats, jobs)) for each in servers]
        for each in ways:
            each.start()
        for each in ways:
            each.join()
        self.accepted[key] = jobs

    def one_way(self, server: str, key: str, formats: str, jobs: set[str]) -> None:
        path = f"{self.plan}/documents?formats={formats}"
        answer = self.call(server, "POST", path, headers={"Idempotency-Key": key})
        while answer.status_code in (409, 429):
            time.sleep(0.3)
            answer = self.call(server, "POST", path, headers={"Idempotency-Key": key})
        assert answer.status_code == 202, answer.text
        jobs.add(answer.json()["id"])

    def visit(self, server: str, number: int) -> None:
        """Reads its plan and its jobs, and at each third visit saves the plan."""
        seen = self.call(server, "GET", self.plan)
        self.call(server, "GET", "/api/v1/jobs")
        if number % 3 == 0:
            content = {**CONTENT, "title": f"Plán {number}"}
            self.call(server, "PUT", self.plan, json=content, headers={"If-Match": seen.headers["ETag"]})


def towns(store: Store, settings: Settings, server: str) -> list[Town]:
    app, made = create_app(settings), []
    for number in range(TOWNS):
        key = caller(app, found_office(store, f"Obec{number}")).key
        answer = requests.post(server + PLANS, json=CONTENT, headers={"Authorization": f"Bearer {key}"}, timeout=60)
        assert answer.status_code == 201, answer.text
        made.append(Town(key, answer.headers["Location"].removeprefix(server)))
    return made


def load(found: list[Town], servers: list[str]) -> Iterator[Callable[[], None]]:
    """What everybody does."""
    for town in found:
        for number in range(ORDERS):
            yield partial(town.order, servers, "docx" if number % 2 else "docx,pdf")
        for number in range(VISITS):
            yield partial(town.visit, servers[number % 2], number)


def test_nothing_is_lost_or_doubled_under_a_mixed_load_in_which_a_worker_is_killed(
    whole: Settings, apart: Store, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with web(whole, log) as one, web(whole, log) as two, hands(2, whole, log) as workers:
        found = towns(apart, whole, one)
        deeds = [*load(found, [one, two])]
        random.Random(8).shuffle(deeds)
        with ThreadPoolExecutor(8) as crowd:
            done = [crowd.submit(each) for each in deeds]
            wait_until(lambda: count_of_documents(apart) >= 5, log)
            workers[0].send_signal(signal.SIGKILL)
            with hand(whole, log):
                for each in done:
                    each.result()
                wait_until(lambda: not open_jobs(apart), log)
    check(apart, found)


def wait_until(true: Callable[[], bool], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, log.read_text()[-5000:]
        time.sleep(0.1)


def open_jobs(store: Store) -> int:
    with store.reading() as tx:
        waiting = select(func.count()).select_from(Job).where(Job.state.in_([JobState.QUEUED, JobState.RUNNING]))
        return tx.db.scalar(waiting) or 0


def check(store: Store, found: list[Town]) -> None:
    """Each order is one job, and each job one whole document; nobody was sent away for our fault."""
    statuses = sum((town.statuses for town in found), Counter())
    assert not [status for status in statuses if status >= 500], statuses
    assert all(len(jobs) == 1 for town in found for jobs in town.accepted.values()), "one key, one job"
    ordered = {job for town in found for jobs in town.accepted.values() for job in jobs}
    assert len(ordered) == TOWNS * ORDERS
    with store.reading() as tx:
        jobs = {str(each.id): each for each in tx.db.scalars(select(Job))}
        made = [*tx.db.scalars(select(Document))]
        files = [(each.document_id, each.format) for each in tx.db.scalars(select(DocumentFile))]
    assert set(jobs) == ordered
    assert {each.state for each in jobs.values()} == {JobState.DONE}
    assert len(made) == len({each.job_id for each in made}) == len(ordered)
    wanted = [(each.id, name) for each in made for name in ("report", *jobs[str(each.job_id)].order["formats"])]
    assert sorted(files) == sorted(wanted)
    assert verify(store) == []
