"""Úlohy: how far they are, what came of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from assembler.jobs.work import STEPS
from assembler.store import jobs
from assembler.store.columns import Plain
from assembler.store.jobs import JobState
from assembler.store.models import Job
from assembler.store.roles import Deed
from assembler.web.acting import acting
from assembler.web.api.answers import exact, listed
from assembler.web.api.listing import ListParameters
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import ref
from assembler.web.keeping import store

SOON = "1"  # second until a job is worth another look

calls = group("api_jobs", "Úlohy")


@call(
    calls,
    "/jobs",
    Answer("Úlohy obce", ref("Jobs")),
    parameters=ListParameters,
    problems=(401, 403, 422, 503),
    secured=True,
)
def jobs_of_municipality(values: Mapping[str, Any]) -> ResponseReturnValue:
    """Úlohy obce, nejnovější první"""
    with store().reading(acting(Deed.READ)) as tx:
        found = jobs.newest_first(tx, **values)
        items = [job_item(each) for each in found.items]
    return listed(found, items, partial(url_for, "api_jobs.jobs_of_municipality", limit=values["limit"]))


@call(
    calls,
    "/jobs/<uuid:job_id>",
    Answer("Úloha čeká, běží, nebo neskončila dobře", ref("Job"), headers={"Retry-After": "Za kolik sekund se ptát"}),
    Answer("Hotovo; Location je adresa dokumentu", ref("Job"), status=303, headers={"Location": "Dokument"}),
    problems=(401, 403, 404, 503),
    secured=True,
)
def job(job_id: uuid.UUID) -> ResponseReturnValue:
    """Jak je úloha daleko; hotová vede na dokument"""
    with store().reading(acting(Deed.READ)) as tx:
        told = job_item(jobs.get(tx, job_id))
    if told["state"] == JobState.DONE:
        return exact(told, 303, {"Location": told["result"]["document"]})
    return exact(told, 200, {"Retry-After": SOON} if told["state"] in jobs.OPEN else {})


def job_item(found: Job) -> Plain:
    failed = found.state == JobState.FAILED
    return {
        "id": str(found.id),
        "plan": str(found.plan_id) if found.plan_id else None,
        "state": str(found.state),
        "step": found.step,
        "steps": list(STEPS),
        "progress": found.progress,
        "attempts": found.attempts,
        "created_at": found.created_at.isoformat(),
        "finished_at": found.finished_at.isoformat() if found.finished_at else None,
        "result": result_of(found.result) if found.result else None,
        "problem": found.problem if failed else None,
    }


def result_of(result: Plain) -> Plain:
    return {**result, "document": url_for("api_documents.document", document_id=result["document"])}
