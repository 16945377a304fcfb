"""Jobs through RabbitMQ and Redis: a message wakes a worker, the job's row is the truth about what is to be done."""

from __future__ import annotations

import os
import random
import signal
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from kombu import Queue

from assembler.jobs.broker import QUEUE, TASK, Line
from assembler.jobs.herald import Herald
from assembler.pipeline import assemble
from assembler.settings import Settings
from assembler.store import jobs
from assembler.store.jobs import JobState
from assembler.store.models import Job
from assembler.store.store import Store
from assembler.store.verify import verify
from assembler.web import create_app
from assembler.web.working import NAME, working
from tests.brokers import Broker, empty
from tests.callers import CONTENT as PLAN
from tests.callers import body_of, caller
from tests.hands import hand, hands
from tests.ordered import CONTENT, count_of_documents, enqueue, look, made_of, until
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures", "tests.broker_fixtures"]
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("database", ["sqlite"], indirect=True)]

KILLS = int(os.environ.get("KILLS", "3"))  # more on demand
SECONDS = 120.0  # in which a worker has started and done a few jobs, also on a busy machine


@contextmanager
def serving(settings: Settings) -> Iterator[Flask]:
    """The serving process as far as jobs are concerned: it tells the broker what is due, and does nothing itself."""
    app = create_app(settings)
    with working(app, settings):
        yield app
    app.extensions["assembler.keeping"].store().close()


@contextmanager
def heralded(store: Store, settings: Settings) -> Iterator[Herald]:
    made = Herald(lambda: store, settings)
    made.start()
    try:
        yield made
    finally:
        assert made.stop(20)


def health(client: FlaskClient) -> tuple[bool, str]:
    told = body_of(client.get("/health/ready"))["broker"]
    return told["ready"], told["why"]


def wait_for_health(client: FlaskClient, *, ready: bool) -> str:
    end = time.monotonic() + SECONDS
    while health(client)[0] is not ready:
        assert time.monotonic() < end
        time.sleep(0.05)
    return health(client)[1]


# ---------------------------------------------------------------- the ordinary way


def test_an_order_ends_in_a_document(office: Office, store: Store, brokered: Settings, tmp_path: Path) -> None:
    with serving(brokered) as app, hand(brokered, tmp_path / "log"):
        call = caller(app, office)
        plan, _ = call.plan(PLAN)
        ordered = call.post(f"{plan}/documents?formats=docx,pdf", Prefer="wait=20")
        assert ordered.status_code in (201, 202), ordered.text
        end = time.monotonic() + SECONDS
        while (job := call.get(f"/api/v1/jobs/{ordered.get_json()['id']}")).status_code != 303:
            assert time.monotonic() < end, (tmp_path / "log").read_text()
            time.sleep(0.1)
        document = call.get(job.headers["Location"])
    assert document.data == assemble(PLAN).docx
    assert count_of_documents(store) == 1


def test_a_message_holds_the_number_of_its_job_and_nothing_else_as_json(office: Office, brokered: Settings) -> None:
    job = enqueue(office, content={**CONTENT, "title": "Tajný plán"})
    line = Line(brokered)
    with heralded(office.store, brokered):
        end = time.monotonic() + SECONDS
        while not line.lying():
            assert time.monotonic() < end
            time.sleep(0.05)
    with line.channel() as channel:
        message = Queue(QUEUE, channel=channel).get(no_ack=True)
    line.close()
    assert message is not None
    assert message.content_type == "application/json"
    arguments, named, linked = message.decode()
    assert (arguments, named) == ([str(job.id)], {})
    assert not any(linked.values())
    assert message.headers["argsrepr"] == repr([str(job.id)])
    assert "Tajný" not in f"{message.headers}{message.properties}"


def test_a_message_that_comes_several_times_makes_one_document(
    office: Office, store: Store, brokered: Settings, tmp_path: Path
) -> None:
    job, line = enqueue(office), Line(brokered)
    for _ in range(5):
        line.send(job.id)
    with hands(2, brokered, tmp_path / "log"):
        until(office, job, JobState.DONE, SECONDS)
        end = time.monotonic() + SECONDS
        while line.lying():
            assert time.monotonic() < end
            time.sleep(0.1)
        after = enqueue(office)  # who works on it, has nothing of the others left to do
        until(office, after, JobState.DONE, SECONDS)
    line.close()
    assert count_of_documents(store) == 2
    assert look(office, job).attempts == 1


def test_as_many_messages_lie_as_jobs_wait_however_often_the_table_is_looked_at(
    office: Office, store: Store, brokered: Settings
) -> None:
    waiting = [enqueue(office) for _ in range(4)]
    one, two, line = Herald(lambda: store, brokered), Herald(lambda: store, brokered), Line(brokered)
    for _ in range(3):
        one.tell()
        two.tell()
    assert line.lying() == len(waiting)
    for each in (one.line, two.line, line):
        each.close()


# ---------------------------------------------------------------- workers die


def test_what_a_killed_worker_had_in_hand_is_done_once_by_another(
    office: Office, store: Store, brokered: Settings, tmp_path: Path
) -> None:
    waiting = [enqueue(office, "pdf") for _ in range(3)]
    with heralded(store, brokered), hand(brokered, tmp_path / "log") as killed:
        first = begun(office, waiting)
        killed.send_signal(signal.SIGKILL)
        killed.wait(60)
        assert look(office, first).state == JobState.RUNNING, "killed in the middle"
        with hand(brokered, tmp_path / "log"):
            for job in waiting:
                until(office, job, JobState.DONE, SECONDS)
    assert look(office, first).attempts == 2
    assert count_of_documents(store) == len(waiting)
    assert verify(store) == []
    assert all(set(made_of(office, job)) == {"docx", "pdf", "report"} for job in waiting)


def begun(office: Office, waiting: list[Job]) -> Job:
    """The job that a worker has just begun."""
    end = time.monotonic() + SECONDS
    while True:
        for job in waiting:
            if look(office, job).state == JobState.RUNNING:
                return job
        assert time.monotonic() < end
        time.sleep(0.005)


def test_a_worker_that_is_asked_to_end_gives_its_job_back_however_often_it_is_asked(
    office: Office, store: Store, brokered: Settings, tmp_path: Path
) -> None:
    waiting = [enqueue(office, "pdf") for _ in range(6)]
    with heralded(store, brokered), hand(brokered, tmp_path / "log") as process:
        begun(office, waiting)
        for _ in range(3):
            process.send_signal(signal.SIGTERM)
            time.sleep(0.02)
        assert process.wait(20) == 128 + signal.SIGTERM, (tmp_path / "log").read_text()
    left = [look(office, job) for job in waiting]
    assert {job.state for job in left} <= {JobState.QUEUED, JobState.DONE}
    assert all(job.attempts == 0 for job in left if job.state == JobState.QUEUED), "no attempt is lost"
    assert any(job.state == JobState.QUEUED for job in left)
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_workers_that_are_killed_one_after_the_other_lose_and_double_nothing(
    office: Office, store: Store, brokered: Settings, tmp_path: Path
) -> None:
    waiting = [enqueue(office, "pdf") for _ in range(3 * KILLS)]
    dice = random.Random(32)
    with heralded(store, brokered):
        for _ in range(KILLS):
            with hand(brokered, tmp_path / "log"):
                begun(office, waiting)
                time.sleep(dice.uniform(0.0, 0.4))  # it is killed at the end of this block
        with hands(2, brokered, tmp_path / "log"):
            ended = [ended_of(office, job) for job in waiting]
    done = [job for job in ended if job.state == JobState.DONE]
    given_up = [job for job in ended if job.state == JobState.FAILED]
    assert len(done) == count_of_documents(store) == len({(job.result or {})["document"] for job in done})
    assert all(job.attempts == jobs.ATTEMPTS and job.problem == jobs.DIED for job in given_up), "killed at it each time"
    assert len(done) > len(given_up)
    assert verify(store) == []


def ended_of(office: Office, job: Job) -> Job:
    end = time.monotonic() + SECONDS
    while (found := look(office, job)).finished_at is None:
        assert time.monotonic() < end
        time.sleep(0.05)
    return found


# ---------------------------------------------------------------- the broker dies


def test_an_order_is_accepted_while_the_broker_is_down_and_done_when_it_is_back(
    office: Office, brokered: Settings, mediator: Broker, tmp_path: Path
) -> None:
    with serving(brokered) as app, hand(brokered, tmp_path / "log"):
        call, client = caller(app, office), app.test_client()
        plan, _ = call.plan(PLAN)
        assert wait_for_health(client, ready=True) == ""
        mediator.end()
        assert "neodpovídá" in wait_for_health(client, ready=False)
        began = time.monotonic()
        ordered = call.post(f"{plan}/documents")
        assert ordered.status_code == 202, ordered.text
        assert time.monotonic() - began < 2, "nobody waits for a broker"
        job = uuid.UUID(ordered.get_json()["id"])
        mediator.start()
        with office.store.reading(office.actor) as tx:
            until(office, jobs.get(tx, job), JobState.DONE, SECONDS)
        assert wait_for_health(client, ready=True) == ""


def test_what_a_broker_forgets_is_told_again(
    office: Office, store: Store, brokered: Settings, mediator: Broker, tmp_path: Path
) -> None:
    waiting, line = [enqueue(office) for _ in range(3)], Line(brokered)
    herald = Herald(lambda: store, brokered)
    herald.tell()
    assert line.lying() == 3
    empty(mediator)
    herald.tell()
    assert line.lying() == 3
    for each in (herald.line, line):
        each.close()
    with hand(brokered, tmp_path / "log"):
        for job in waiting:
            until(office, job, JobState.DONE, SECONDS)


def test_a_worker_outlives_a_crash_of_the_broker_in_the_middle_of_a_job(
    office: Office, store: Store, brokered: Settings, mediator: Broker, tmp_path: Path
) -> None:
    waiting = [enqueue(office, "pdf") for _ in range(3)]
    with heralded(store, brokered), hand(brokered, tmp_path / "log") as process:
        begun(office, waiting)
        mediator.end(signal.SIGKILL)
        time.sleep(1)
        waiting += [enqueue(office) for _ in range(3)]
        mediator.start()
        for job in waiting:
            assert until(office, job, JobState.DONE, SECONDS).attempts == 1
        assert process.poll() is None
    assert count_of_documents(store) == len(waiting)


# ---------------------------------------------------------------- those who would send something else


def test_a_worker_reads_json_only_and_takes_no_orders_from_the_network(
    office: Office, store: Store, brokered: Settings, tmp_path: Path
) -> None:
    proof, line = tmp_path / "unpickled", Line(brokered)
    with line.channel() as channel:
        producer = line.app.amqp.Producer(channel, auto_declare=False)
        hostile = f"cposix\nsystem\n(S'touch {proof}'\ntR.".encode()
        producer.publish(
            hostile,
            routing_key=QUEUE,
            exchange="",
            content_type="application/x-python-serialize",
            content_encoding="binary",
            headers={"task": TASK, "id": "x"},
        )
    with heralded(store, brokered), hand(brokered, tmp_path / "log") as process:
        until(office, enqueue(office), JobState.DONE, SECONDS)
        assert line.app.control.ping(timeout=1, connection=line._connection) == []
        line.app.control.shutdown(connection=line._connection)
        until(office, enqueue(office), JobState.DONE, SECONDS)
        assert process.poll() is None
    line.close()
    assert not proof.exists()


def test_the_serving_process_leaves_jobs_to_workers(office: Office, brokered: Settings) -> None:
    job = enqueue(office)
    with serving(brokered) as app:
        app.extensions[NAME].wake()
        time.sleep(1)
    assert look(office, job).state == JobState.QUEUED
