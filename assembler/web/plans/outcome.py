"""Výsledek úlohy: the document that a finished job has made, with what its report says."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assembler.jobs.orders import REPORT
from assembler.report import Unprinted
from assembler.store import accounts, documents, plans, templates
from assembler.store.jobs import JobState
from assembler.store.models import Document, Job
from assembler.store.store import Transaction
from assembler.typeset import Repair
from assembler.web.pages import views
from assembler.web.pages.views import NotPrinted, SeverityFindings, ShownRepairs, by_severity
from assembler.web.plans import telling
from assembler.web.plans.documents import Shown, shown
from schemas.findings import Finding, Location, Severity


@dataclass(frozen=True, slots=True)
class Outcome:
    """As the page of a job and the templates of findings take it."""

    made: Shown
    findings: Sequence[SeverityFindings]
    report: Mapping[str, Any]  # as products.told makes it; empty where none was kept
    repairs: ShownRepairs
    unprinted: Sequence[NotPrinted]


def of(tx: Transaction, job: Job) -> Outcome | None:
    """What the job has made; None before it is done and after it has failed."""
    if job.state != JobState.DONE or not job.result:
        return None
    return of_document(tx, documents.get(tx, uuid.UUID(job.result["document"])))


def of_document(tx: Transaction, document: Document) -> Outcome:
    author = accounts.names(tx, [document.author_id]).get(document.author_id, "")
    kept = documents.formats(tx, document.id)
    report = json.loads(tx.files.get(kept[REPORT].sha256)) if REPORT in kept else {}
    content = plans.content(tx, plans.revision_by_id(tx, document.revision_id))
    findings = by_severity(telling.named(map(finding, report.get("findings", ())), content))
    made = shown(tx, document, author, templates.names(tx))
    return Outcome(made, findings, report, repairs(report), unprinted(report))


def repairs(report: Mapping[str, Any]) -> ShownRepairs:
    told = report.get("repairs", ())
    labels = {each["pointer"]: each["label"] for each in told}
    return views.repairs([Repair(each["pointer"], each["before"], each["after"]) for each in told], labels.__getitem__)


def unprinted(report: Mapping[str, Any]) -> Sequence[NotPrinted]:
    return views.not_printed([Unprinted(**each) for each in report.get("unprinted", ())])


def pointers(job: Job, made: Outcome | None) -> list[str]:
    """The places of the content of which the page of a job speaks: what stopped it, or what was found on the way."""
    if made:
        return [each.pointer for group in made.findings for part in group.parts for each in part.findings]
    errors = (job.problem or {}).get("errors", ())
    return [each["pointer"] for each in errors if "pointer" in each]


def finding(told: Mapping[str, Any]) -> Finding:
    """A finding from its plain data (Finding.as_dict)."""
    place = told.get("location")
    return Finding(
        severity=Severity(told["severity"]),
        code=told["code"],
        pointer=told["pointer"],
        message=told["detail"],
        message_en=told["detail_en"],
        label=told["label"],
        location=Location(**place) if place else None,
    )
