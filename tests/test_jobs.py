"""Jobs: what is done of an order, how far it is, what is told when machinery, content or the store fails."""

from __future__ import annotations

import json
import threading
import time
import uuid
from typing import Any

import pytest

from assembler import pipeline
from assembler.convert import pandoc
from assembler.errors import MachineryError, Overrun, Starved, StorageBusy, StorageFull, Unavailable
from assembler.jobs import orders, work
from assembler.jobs.orders import KIND
from assembler.jobs.runner import Runner
from assembler.options import State
from assembler.pipeline import Document as Assembled
from assembler.pipeline import Paginated, Progress
from assembler.settings import Settings
from assembler.store import documents, jobs, plans
from assembler.store.jobs import ATTEMPTS, JobState
from assembler.store.models import Job
from assembler.store.store import Store, Transaction
from tests.ordered import CONTENT, an_order, at_work, count_of_documents, enqueue, look, made_of, until
from tests.service import quick
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]


@pytest.fixture
def worker(store: Store, settings: Settings) -> Runner:
    """A worker that does what it is told to, one job at a time."""
    return Runner(lambda: store, settings)


def fails(monkeypatch: pytest.MonkeyPatch, *errors: Exception) -> None:
    """A converter that fails in these ways, one after the other, and then works."""
    quick(monkeypatch)
    works, waiting = pipeline.paginate, list(errors)

    def paginate(document: Assembled, *, settings: Settings, progress: Progress) -> Paginated:
        if waiting:
            raise waiting.pop(0)
        return works(document, settings=settings, progress=progress)

    monkeypatch.setattr(pipeline, "paginate", paginate)


# ---------------------------------------------------------------- what is made


def test_a_job_makes_the_document_of_its_revision_with_its_report(office: Office, worker: Runner) -> None:
    job = enqueue(office)
    assert worker.one()
    done = look(office, job)
    assert (done.state, done.progress, done.attempts, done.problem) == (JobState.DONE, 100, 1, None)
    files = made_of(office, job)
    assert sorted(files) == (done.result or {})["formats"] == ["docx", "report"]
    assert files["docx"] == pipeline.assemble(CONTENT).docx
    assert json.loads(files["report"])["file_name"] == "Plán rozvoje sociálních služeb 2025–2027 – návrh"
    assert not worker.one(), "nothing is left"


def test_the_document_says_what_it_was_made_of_and_by_whom(office: Office, worker: Runner) -> None:
    job = enqueue(office)
    worker.one()
    with office.store.reading(office.actor) as tx:
        document = documents.get(tx, uuid.UUID((look(office, job).result or {})["document"]))
        assert (document.revision_id, document.job_id, document.author_id) == (job.revision_id, job.id, office.user.id)
        assert (document.kind, document.state, document.version) == ("medium_term_plan", "draft", pipeline.VERSION)
        assert len(document.template_hash) == 64


def test_the_revision_of_the_order_is_assembled_whatever_is_saved_meanwhile(office: Office, worker: Runner) -> None:
    plan = office.plan(CONTENT)
    with office.store.writing(office.actor) as tx:
        job = jobs.enqueue(tx, KIND, an_order().plain(), plans.revision(tx, plan.id))
    office.save(plan, {"title": "Jiný plán"}, 1)
    worker.one()
    assert made_of(office, job)["docx"] == pipeline.assemble(CONTENT).docx


def test_formats_are_made_in_one_job(office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)
    job = enqueue(office, "docx", "pdf")
    worker.one()
    files = made_of(office, job)
    assert sorted(files) == ["docx", "pdf", "report"]
    assert files["pdf"].startswith(b"%PDF")


def test_an_order_read_from_its_row_is_the_same_order() -> None:
    order = an_order("docx", "pdf", state=State.APPROVAL)
    assert orders.read(json.loads(json.dumps(order.plain()))) == order


def test_every_step_is_told_in_its_turn(office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)
    seen: list[tuple[str, int]] = []
    beat = jobs.heartbeat

    def told(tx: Transaction, held: Job, step: str, progress: int) -> Job:
        seen.append((step, progress))
        return beat(tx, held, step, progress)

    monkeypatch.setattr(jobs, "heartbeat", told)
    enqueue(office, "pdf")
    worker.one()
    assert seen == list(work.STEPS.items())


# ---------------------------------------------------------------- what goes wrong


def test_content_with_errors_fails_the_approval_copy_with_all_of_them(office: Office, worker: Runner) -> None:
    job = enqueue(office, state=State.APPROVAL)
    worker.one()
    failed = look(office, job)
    problem = failed.problem or {}
    assert (failed.state, failed.attempts, problem["code"]) == (JobState.FAILED, 1, "refused")
    assert len(problem["errors"]) > 3
    assert {"pointer", "label", "detail"} <= problem["errors"][0].keys()
    assert count_of_documents(office.store) == 0


def test_a_converter_that_fails_once_costs_an_attempt_and_nothing_else(
    office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, MachineryError("LibreOffice spadl."))
    job = enqueue(office, "pdf")
    worker.one()
    again = look(office, job)
    assert (again.state, (again.problem or {})["code"]) == (JobState.QUEUED, "machinery")
    worker.one()
    assert (look(office, job).state, look(office, job).problem) == (JobState.DONE, None)
    assert "pdf" in made_of(office, job)
    assert count_of_documents(office.store) == 1


def test_texts_that_only_waited_for_the_machine_are_read_another_time(
    office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads, waiting = pandoc.trees, [Starved("Čtení trvalo dlouho."), Starved("Čtení trvalo dlouho.")]

    def trees(*given: Any) -> Any:
        if waiting:
            raise waiting.pop()
        return reads(*given)

    monkeypatch.setattr(pandoc, "trees", trees)
    job = enqueue(office)
    worker.one()
    assert (look(office, job).state, look(office, job).attempts) == (JobState.QUEUED, 1)
    for _ in range(2):
        assert worker.one()
    assert (look(office, job).state, look(office, job).attempts) == (JobState.DONE, 3)


def test_a_draft_comes_without_its_pdf_where_the_converter_keeps_failing_and_says_so(
    office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, *(MachineryError("LibreOffice spadl.") for _ in range(ATTEMPTS)))
    job = enqueue(office, "pdf")
    for _ in range(ATTEMPTS):
        assert worker.one()
    done = look(office, job)
    assert (done.state, (done.result or {})["missing"]) == (JobState.DONE, {"pdf": "LibreOffice spadl."})
    assert sorted(made_of(office, job)) == ["docx", "report"]


@pytest.mark.parametrize("error", [Overrun("Převod trval dlouho."), Unavailable("LibreOffice tu není.")])
def test_what_would_fail_again_is_not_tried_again(
    error: MachineryError, office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    fails(monkeypatch, error)
    job = enqueue(office, "pdf")
    worker.one()
    assert (look(office, job).state, look(office, job).attempts) == (JobState.DONE, 1)
    assert (look(office, job).result or {})["missing"] == {"pdf": error.message}


def test_an_approval_copy_never_comes_without_its_pages(
    office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assembler.checks.run", lambda *_: ())
    fails(monkeypatch, *(MachineryError("LibreOffice spadl.") for _ in range(ATTEMPTS)))
    job = enqueue(office, "pdf", state=State.APPROVAL)
    for _ in range(ATTEMPTS):
        assert worker.one()
    failed = look(office, job)
    assert (failed.state, failed.attempts, (failed.problem or {})["code"]) == (JobState.FAILED, ATTEMPTS, "machinery")
    assert count_of_documents(office.store) == 0


def test_a_fault_of_the_program_says_nothing_of_the_content(
    office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("rodné číslo 750101/1234")

    monkeypatch.setattr(pipeline, "assemble", broken)
    job = enqueue(office)
    worker.one()
    failed = look(office, job)
    assert (failed.state, (failed.problem or {})["code"]) == (JobState.FAILED, "internal")
    assert "750101" not in json.dumps(failed.problem)


def test_a_kind_that_is_no_more_fails_its_job_honestly(office: Office, worker: Runner) -> None:
    plan = office.plan(CONTENT)
    with office.store.writing(office.actor) as tx:
        order = {**an_order().plain(), "kind": "gone"}
        job = jobs.enqueue(tx, KIND, order, plans.revision(tx, plan.id))
    worker.one()
    assert (look(office, job).problem or {})["code"] == "not-found"


# ---------------------------------------------------------------- the store fails


def test_a_busy_store_stops_no_work_between_the_steps(
    office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise StorageBusy("Databázi teď drží jiná práce.")

    monkeypatch.setattr(jobs, "heartbeat", busy)
    job = enqueue(office)
    worker.one()
    assert look(office, job).state == JobState.DONE


def test_a_full_disk_keeps_nothing_and_the_job_is_tried_again_when_there_is_room(
    office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StorageFull("Na disku došlo místo.")

    job = enqueue(office)
    with monkeypatch.context() as patch:
        patch.setattr(office.store, "keep", full)
        worker.one()
    assert (look(office, job).state, (look(office, job).problem or {})["code"]) == (JobState.QUEUED, "storage")
    assert count_of_documents(office.store) == 0
    worker.one()
    assert look(office, job).state == JobState.DONE


def test_a_document_and_the_end_of_its_job_are_written_together_or_not_at_all(
    office: Office, worker: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object) -> None:
        raise StorageBusy("Databázi teď drží jiná práce.")

    job = enqueue(office)
    with monkeypatch.context() as patch:
        patch.setattr(jobs, "finish", interrupted)
        worker.one()
    assert count_of_documents(office.store) == 0
    worker.one()
    assert (look(office, job).state, count_of_documents(office.store)) == (JobState.DONE, 1)


def test_a_runner_without_its_store_waits_until_it_is_back(office: Office, settings: Settings) -> None:
    away = threading.Event()
    away.set()

    def store() -> Store:
        if away.is_set():
            raise StorageBusy("Úložiště teď neodpovídá.")
        return office.store

    job = enqueue(office)
    with at_work(Runner(store, settings)):
        time.sleep(0.2)
        assert look(office, job).state == JobState.QUEUED
        away.clear()
        until(office, job, JobState.DONE)


def test_a_store_that_stays_away_is_told_once_and_not_with_each_look(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    def away() -> Store:
        raise StorageBusy("Úložiště teď neodpovídá.")

    worker = Runner(away, settings)
    assert not any(worker.one() for _ in range(5))
    assert [each.message for each in caplog.records] == ["no store"]


def test_wrong_content_is_told_to_its_author_and_not_to_the_log(
    office: Office, worker: Runner, caplog: pytest.LogCaptureFixture
) -> None:
    enqueue(office, state=State.APPROVAL)
    worker.one()
    [told] = [each for each in caplog.records if each.name == work.__name__]
    assert not told.exc_info
