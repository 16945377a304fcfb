"""One job: a revision becomes a document, and what was made is kept in the transaction that ends the job.

    read the revision -> assemble -> paginate -> formats -> files -> [ document's rows + job's end ]

Before the last step nothing of it can be seen; after it the document is there, once, whoever else worked on the job.
Where the machinery fails, the job is tried again; at last a draft comes without what could not be made, and says so.
"""

from __future__ import annotations

import hashlib
import logging
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from assembler import products
from assembler.errors import LeaseLost, MachineryError, Missing, Refused, StorageError
from assembler.jobs import orders
from assembler.jobs.orders import REPORT, DocumentOrder
from assembler.jobs.problems import passing, problem_of
from assembler.options import State
from assembler.pipeline import VERSION, Progress
from assembler.products import Assemble, Order, Pages, Product
from assembler.readers.json_file import unknown_places
from assembler.readers.source import Source
from assembler.settings import Settings
from assembler.store import documents, jobs, plans
from assembler.store.columns import Plain
from assembler.store.jobs import ATTEMPTS
from assembler.store.models import Job
from assembler.store.store import Store

STEPS = {  # by their names, with the share of the work in per cent that is done when they begin
    "validate": 2,
    "check": 5,
    "typeset": 10,
    "render": 15,
    "convert": 30,
    "pages": 80,
    "write": 85,
    "keep": 95,
}

log = logging.getLogger(__name__)


class Stopping(Exception):
    """The process is to end; its jobs go back to the queue."""


@dataclass(frozen=True, slots=True)
class Made:
    """What an order gave, ready to be kept."""

    order: Order
    template_hash: str
    file_name: str
    files: dict[str, bytes]  # by format
    missing: dict[str, str]  # formats that could not be made, and why


def perform(store: Store, held: Job, settings: Settings, stopping: Callable[[], bool], assemble: Assemble) -> str:
    """Do a job to its end; returns how it ended: done, failed, again, released, or lost to another worker."""
    progress = Beats(store, held, stopping)
    try:
        made = make(store, held, settings, progress, assemble)
        progress("keep")
        finish(store, held, made)
    except Stopping:
        return put_back(store, held)
    except LeaseLost:
        log.warning("lost", extra={"data": {"job": str(held.id)}})
        return "lost"
    except Exception as failed:
        fault = None if isinstance(failed, Refused) else failed  # wrong content is told to its author, not to the log
        log.warning("failed", exc_info=fault, extra={"data": {"job": str(held.id), "attempt": held.attempts}})
        return fail(store, held, failed)
    return "done"


@dataclass(frozen=True, slots=True)
class Beats:
    """Progress as heartbeats of the row; the store being busy stops no work."""

    store: Store
    held: Job
    stopping: Callable[[], bool]

    def __call__(self, step: str) -> None:
        """Raises Stopping, LeaseLost."""
        if self.stopping():
            raise Stopping
        try:
            with self.store.writing(jobs.actor(self.held)) as tx:
                jobs.heartbeat(tx, self.held, step, STEPS[step])
        except StorageError as busy:
            log.warning("no heartbeat", exc_info=busy, extra={"data": {"job": str(self.held.id)}})


# ---------------------------------------------------------------- making


def make(store: Store, held: Job, settings: Settings, progress: Progress, assemble: Assemble) -> Made:
    """Everything that the job's order asks for; raises what the pipeline and the store raise."""
    order = orders.read(held.order)
    wanted = replace(order.order, own=store.files.get(order.own) if order.own else None)
    source = Source(content(store, held), unknown_places)
    last = held.attempts >= ATTEMPTS
    product = assemble(source, wanted, pages_of(order), settings, progress)
    if product.failure and passing(product.failure) and not last:
        raise product.failure
    progress("write")
    files, missing = written(product, order, settings, last=last)
    files[REPORT] = products.as_json(products.told(product, source.raw))
    template = hashlib.sha256(wanted.template_bytes()).hexdigest()
    return Made(wanted, template, product.file_name, files, missing)


def content(store: Store, held: Job) -> object:
    with store.reading(jobs.actor(held)) as tx:
        return plans.content(tx, plans.revision_by_id(tx, revision_of(held)))


def revision_of(held: Job) -> uuid.UUID:
    if held.revision_id is None:
        raise Missing(f"job {held.id} without a revision")
    return held.revision_id


def pages_of(order: DocumentOrder) -> Pages:
    if not order.pages:
        return Pages.NO
    return Pages.REQUIRED if order.order.options.state is State.APPROVAL else Pages.IF_POSSIBLE


def written(
    product: Product, order: DocumentOrder, settings: Settings, *, last: bool
) -> tuple[dict[str, bytes], dict[str, str]]:
    """The formats that were made, and why others were not; raises where another attempt, or nothing, may help."""
    files: dict[str, bytes] = {}
    missing: dict[str, str] = {}
    for writer in order.writers:
        if writer.PAGES and product.failure:
            missing[writer.NAME] = product.failure.message
            continue
        try:
            files[writer.NAME] = writer.write(product.made, settings)
        except MachineryError as failed:
            if order.order.options.state is State.APPROVAL or (passing(failed) and not last):
                raise
            missing[writer.NAME] = failed.message
    return files, missing


# ---------------------------------------------------------------- ending


def finish(store: Store, held: Job, made: Made) -> None:
    """Files first; then the document and the job's end, together or not at all. Raises LeaseLost, StorageError."""
    store.keep(made.files.values())
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in made.files.items()}
    order = made.order
    with store.writing(jobs.actor(held)) as tx:
        revision = plans.revision_by_id(tx, revision_of(held))
        kept = documents.Made(
            order.kind.code, order.template, made.template_hash, order.options, VERSION, made.file_name, hashes
        )
        document = documents.add(tx, revision, kept, held)
        result: Plain = {"document": str(document.id), "formats": sorted(hashes), "missing": made.missing}
        jobs.finish(tx, held, result)


def fail(store: Store, held: Job, failed: Exception) -> str:
    """The job's problem in its row; where even that cannot be written, the lease runs out and another worker comes."""
    try:
        with store.writing(jobs.actor(held)) as tx:
            ended = jobs.fail(tx, held, problem_of(failed), retry=passing(failed))
    except (LeaseLost, StorageError) as again:
        log.warning("not recorded", exc_info=again, extra={"data": {"job": str(held.id)}})
        return "lost"
    return "failed" if ended.finished_at else "again"


def put_back(store: Store, held: Job) -> str:
    try:
        with store.writing(jobs.actor(held)) as tx:
            jobs.release(tx, held)
    except (LeaseLost, StorageError) as again:
        log.warning("not released", exc_info=again, extra={"data": {"job": str(held.id)}})
        return "lost"
    return "released"
