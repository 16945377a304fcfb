"""Jobs as the tests of them need: ordered, looked at, done by a runner that ends with the test."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import func, select

from assembler import documents as kinds
from assembler import writers
from assembler.jobs.orders import KIND, DocumentOrder
from assembler.jobs.runner import Runner
from assembler.options import Options, State, Variant
from assembler.products import Order
from assembler.store import documents, jobs, plans
from assembler.store.jobs import JobState
from assembler.store.models import Document, Job
from assembler.store.store import Store
from tests.stores import Office

CONTENT = {"title": "Plán rozvoje sociálních služeb", "period": {"first_year": 2025, "last_year": 2027}}


def an_order(*formats: str, state: State = State.DRAFT, pages: bool | None = None) -> DocumentOrder:
    wanted = formats or ("docx",)
    order = Order(kinds.DEFAULT, "standard", Options(state, Variant.PUBLIC))
    needed = state is State.APPROVAL or any(writers.by_name(name).PAGES for name in wanted)
    return DocumentOrder(order, wanted, needed if pages is None else pages)


def enqueue(office: Office, *formats: str, content: object = CONTENT, state: State = State.DRAFT) -> Job:
    plan = office.plan(content)
    with office.store.writing(office.actor) as tx:
        return jobs.enqueue(tx, KIND, an_order(*formats, state=state).plain(), plans.revision(tx, plan.id), share=1000)


def look(office: Office, job: Job) -> Job:
    with office.store.reading(office.actor) as tx:
        return jobs.get(tx, job.id)


def made_of(office: Office, job: Job) -> dict[str, bytes]:
    """The files of the document that a job has made, by their format."""
    result = look(office, job).result or {}
    with office.store.reading(office.actor) as tx:
        found = documents.formats(tx, uuid.UUID(result["document"]))
    return {name: office.store.files.get(each.sha256) for name, each in found.items()}


def count_of_documents(store: Store) -> int:
    with store.reading() as tx:
        return tx.db.scalar(select(func.count()).select_from(Document)) or 0


@contextmanager
def at_work(worker: Runner) -> Iterator[Runner]:
    worker.start()
    try:
        yield worker
    finally:
        assert worker.stop(20)


def until(office: Office, job: Job, state: JobState, seconds: float = 20) -> Job:
    """The job, once it is in a state."""
    end = time.monotonic() + seconds
    while (found := look(office, job)).state != state:
        assert time.monotonic() < end, f"{found.state} {found.step} {found.problem}"
        time.sleep(0.02)
    return found
