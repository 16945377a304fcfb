"""Dokumenty plánu: ordered as jobs, listed, downloaded."""

from __future__ import annotations

import re
import time
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from threading import BoundedSemaphore
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import fields, validate

from assembler import writers
from assembler.errors import Missing
from assembler.jobs.orders import KIND, REPORT, DocumentOrder
from assembler.options import State
from assembler.store import accounts, documents, jobs, plans
from assembler.store.columns import Plain
from assembler.store.models import Document, DocumentFile
from assembler.store.roles import Deed
from assembler.store.store import Actor, Transaction
from assembler.web.acting import acting
from assembler.web.api.answers import Reply, listed, once
from assembler.web.api.jobs import job_item
from assembler.web.api.listing import KEY, PREFER, REPEATABLE, ListParameters, number
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import FILE, ref
from assembler.web.downloads import JSON, conditional, saved
from assembler.web.errors import NotOffered, WrongParameters
from assembler.web.keeping import store
from assembler.web.ordering import document_order
from assembler.web.parameters import OrderParameters, described
from assembler.web.working import runner

TYPES = {**{writer.NAME: writer.MEDIA_TYPE for writer in writers.WRITERS}, REPORT: JSON}
NAMES = {media_type: name for name, media_type in TYPES.items()}
EXTENSIONS = {**{writer.NAME: writer.EXTENSION for writer in writers.WRITERS}, REPORT: "json"}
FORMATS = [writer.NAME for writer in writers.WRITERS]
OFFERED = f"Možnosti: {', '.join(FORMATS)}; více formátů oddělte čárkou."
WAIT = re.compile(r"(?:^|[,;])\s*wait\s*=\s*\"?(\d{1,4})\"?\s*(?:$|[,;])", re.IGNORECASE)
LONGEST_WAIT = 20.0  # seconds
WAITERS = BoundedSemaphore(3)  # who waits, holds a thread of the server
GLANCE = 0.05  # seconds between looks at the job
DOWNLOAD = {
    "Content-Disposition": "Jméno souboru (RFC 8187)",
    "ETag": "SHA-256 souboru",
    "Accept-Ranges": "bytes",
}

calls = group("api_documents", "Dokumenty uložených plánů")


class DocumentParameters(OrderParameters):
    """Which document is wanted."""

    formats = fields.String(
        load_default="docx",
        validate=validate.Regexp(rf"^({'|'.join(FORMATS)})(,({'|'.join(FORMATS)}))*$", error=OFFERED),
        metadata=described("Formáty oddělené čárkou; DOCX a zpráva vzniknou vždy", examples=["docx,pdf"]),
    )
    pages = fields.Boolean(
        load_default=None,
        truthy={"true"},
        falsy={"false"},
        error_messages={"invalid": "Možnosti: true, false."},
        metadata=described("Čísla stran v obsahu dokumentu; ke schválení a pro PDF a ODT vždy, jinak na přání"),
    )
    revision = number("Jiná verze plánu než poslední")


# ---------------------------------------------------------------- ordered


@call(
    calls,
    "/plans/<uuid:plan_id>/documents",
    Answer("Dokument je hotový (Prefer: wait)", ref("Job"), status=201, headers=KEY),
    Answer("Přijato; Location je adresa úlohy", ref("Job"), status=202, headers=KEY),
    method="POST",
    parameters=DocumentParameters,
    headers=(REPEATABLE, PREFER),
    problems=(401, 403, 404, 409, 422, 429, 503, 507),
    secured=True,
)
def order_document(values: Mapping[str, Any], plan_id: uuid.UUID) -> ResponseReturnValue:
    """Objedná sestavení dokumentu

    Odpověď 202 platí: úloha je uložená a dokument vznikne, i kdyby služba mezitím skončila. GET úlohy říká, jak je
    daleko, a nakonec vede (303) na dokument.
    """
    actor = acting(Deed.ASSEMBLE)
    with store().reading(actor) as tx:
        content = None if values["kind"] else plans.content(tx, plans.revision(tx, plan_id, values["revision"]))
        order = order_from(tx, values, content)

    def enqueue() -> Reply:
        revision = plans.revision(tx, plan_id, values["revision"])
        job = jobs.enqueue(tx, KIND, order.plain(), revision)
        return Reply(202, job_item(job), {"Location": url_for("api_jobs.job", job_id=job.id)})

    with store().writing(actor) as tx:
        reply = once(tx, enqueue)
    runner().wake()
    return awaited(actor, reply).response()


def order_from(tx: Transaction, values: Mapping[str, Any], content: object) -> DocumentOrder:
    formats = tuple(dict.fromkeys(values["formats"].split(",")))
    always = values["state"] is State.APPROVAL or any(writers.by_name(name).PAGES for name in formats)
    if always and values["pages"] is False:
        raise WrongParameters({"pages": "Výtisk ke schválení, PDF a ODT mají čísla stran vždy."})
    return document_order(tx, values, content, formats, pages=always or bool(values["pages"]))


def awaited(actor: Actor, reply: Reply) -> Reply:
    """The same, or 201 with the document, where it is made as soon as the client would wait for it (RFC 7240)."""
    seconds = wished()
    if not seconds:
        return reply
    with waiter() as may:
        job = ended(actor, uuid.UUID(reply.body["id"]), seconds if may else 0)
    headers = {**reply.headers, "Preference-Applied": f"wait={seconds:g}"} if may else reply.headers
    if job["state"] != jobs.JobState.DONE:
        return Reply(reply.status, job, headers)
    return Reply(201, job, {**headers, "Location": job["result"]["document"]})


def wished() -> float:
    """For how many seconds the client would wait; 0: not at all."""
    given = ",".join(request.headers.getlist("Prefer"))
    found = WAIT.search(given)
    return min(float(found[1]), LONGEST_WAIT) if found and "respond-async" not in given.lower() else 0


@contextmanager
def waiter() -> Iterator[bool]:
    """A place among those who wait; whether there is one."""
    free = WAITERS.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            WAITERS.release()


def ended(actor: Actor, job_id: uuid.UUID, seconds: float) -> Plain:
    """The job, as soon as it has ended, or at the end of our patience."""
    until = time.monotonic() + seconds
    while True:
        with store().reading(actor) as tx:
            job = job_item(jobs.get(tx, job_id))
        if job["state"] not in jobs.OPEN or time.monotonic() >= until:
            return job
        time.sleep(GLANCE)


# ---------------------------------------------------------------- listed


@call(
    calls,
    "/plans/<uuid:plan_id>/documents",
    Answer("Dokumenty plánu", ref("Documents")),
    parameters=ListParameters,
    problems=(401, 403, 404, 422, 503),
    secured=True,
)
def documents_of_plan(values: Mapping[str, Any], plan_id: uuid.UUID) -> ResponseReturnValue:
    """Dokumenty plánu, nejnovější první"""
    with store().reading(acting(Deed.READ)) as tx:
        found = documents.newest_first(tx, plan_id, **values)
        items = document_items(tx, found.items)
    return listed(
        found, items, partial(url_for, "api_documents.documents_of_plan", plan_id=plan_id, limit=values["limit"])
    )


def document_items(tx: Transaction, found: Sequence[Document]) -> list[Plain]:
    names = accounts.names(tx, [each.author_id for each in found])
    revisions = plans.revisions_by_id(tx, [each.revision_id for each in found])
    return [
        {
            "id": str(each.id),
            "plan": str(each.plan_id),
            "revision": revisions[each.revision_id].number,
            "kind": each.kind,
            "template": each.template,
            "template_sha256": each.template_hash,
            "state": each.state,
            "variant": each.variant,
            "year": each.year,
            "version": each.version,
            "file_name": each.file_name,
            "at": each.at.isoformat(),
            "author": names.get(each.author_id),
            "files": file_items(each, documents.formats(tx, each.id).values()),
        }
        for each in found
    ]


def file_items(document: Document, files: Collection[DocumentFile]) -> list[Plain]:
    return [
        {
            "format": each.format,
            "etag": each.sha256,
            "size": each.size,
            "href": url_for("api_documents.document_file", document_id=document.id, suffix=EXTENSIONS[each.format]),
        }
        for each in files
    ]


# ---------------------------------------------------------------- downloaded


@call(
    calls,
    "/documents/<uuid:document_id>",
    Answer("Dokument Word", FILE, TYPES["docx"], headers=DOWNLOAD),
    *(Answer(writer.LABEL, FILE, writer.MEDIA_TYPE) for writer in writers.WRITERS if writer.NAME != "docx"),
    Answer("Zpráva o sestavení", ref("Report"), JSON),
    Answer("Část souboru", FILE, TYPES["docx"], status=206),
    Answer("Máte totéž", {}, status=304),
    problems=(401, 403, 404, 406, 416, 503),
    secured=True,
)
def document(document_id: uuid.UUID) -> ResponseReturnValue:
    """Dokument ve formátu, který říká hlavička Accept; bez ní DOCX"""
    with store().reading(acting(Deed.READ)) as tx:
        files = documents.formats(tx, document_id)
        name = best(files)
        response = file_answer(tx, documents.get(tx, document_id), files[name])
    response.vary.add("Accept")
    return response


def best(files: Mapping[str, DocumentFile]) -> str:
    """The format that the client accepts best, of those that were made."""
    offered = [media_type for name, media_type in TYPES.items() if name in files]
    wanted = request.accept_mimetypes.best_match(offered) if request.accept_mimetypes else offered[0]
    if wanted is None:
        made = ", ".join(sorted(files))
        raise NotOffered(f"V takovém formátu tento dokument není. Je tu jako: {made}.")
    return NAMES[wanted]


@call(
    calls,
    "/documents/<uuid:document_id>.<suffix>",
    *(Answer(writer.LABEL, FILE, writer.MEDIA_TYPE, headers=DOWNLOAD) for writer in writers.WRITERS),
    Answer("Zpráva o sestavení", ref("Report"), JSON),
    Answer("Část souboru", FILE, TYPES["docx"], status=206),
    Answer("Máte totéž", {}, status=304),
    problems=(401, 403, 404, 416, 503),
    secured=True,
)
def document_file(document_id: uuid.UUID, suffix: str) -> ResponseReturnValue:
    """Dokument ve formátu podle přípony: docx, pdf, odt; json je zpráva o sestavení"""
    with store().reading(acting(Deed.READ)) as tx:
        files = documents.formats(tx, document_id)
        found = next((each for each in files.values() if EXTENSIONS.get(each.format) == suffix), None)
        if found is None:
            raise Missing(f"document {document_id} as {suffix}")
        return file_answer(tx, documents.get(tx, document_id), found)


def file_answer(tx: Transaction, document: Document, file: DocumentFile) -> Response:
    """The file for those who do not have it yet, whole or a part of it, under its Czech name."""
    data = tx.files.get(file.sha256)
    return conditional(saved(data, TYPES[file.format], document.file_name, EXTENSIONS[file.format]))
