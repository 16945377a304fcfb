"""What is known of a content: its findings, period, territory, kind. Worked out once, contents never change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app

from assembler import documents, pipeline
from assembler.documents.kind import Kind
from assembler.errors import UnknownName
from assembler.options import Options, State, Variant
from assembler.store import plans
from assembler.store.models import Revision
from assembler.store.store import Transaction
from assembler.web.contents import as_json
from assembler.web.downloads import fingerprint
from assembler.web.pages.shelf import Shelf
from schemas.base import PartOf
from schemas.findings import Finding, Severity
from schemas.plan import Plan

NAME = "assembler.known"
MOST, MOST_BYTES, SECONDS = 1_000, 50_000_000, 24 * 3600
FINDING_BYTES = 1_000  # about so much memory a finding takes
CHAPTERS = [name for name, field in Plan.fields.items() if isinstance(field, PartOf)]
ON_COVER = frozenset({"territory", "period"})
# The public variant is asked everything: consents and small numbers, too.
OPTIONS = Options(State.DRAFT, Variant.PUBLIC)


@dataclass(frozen=True, slots=True)
class Facts:
    """A content in two lines."""

    territory: str
    period: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Memory:
    facts: Shelf[Facts]
    findings: Shelf[tuple[Finding, ...]]


def register(app: Flask) -> None:
    app.extensions[NAME] = Memory(Shelf(MOST, MOST_BYTES, SECONDS), Shelf(MOST, MOST_BYTES, SECONDS))


def memory() -> Memory:
    found: Memory = current_app.extensions[NAME]
    return found


def facts(tx: Transaction, revision: Revision) -> Facts:
    """Of a revision; its content is read only if nothing is known of it yet."""
    known = memory().facts.get(revision.content_hash)
    if known is None:
        known = facts_of(plans.content(tx, revision))
        memory().facts.put(known, 200, revision.content_hash)
    return known


def findings(content: object, digest: str) -> tuple[Finding, ...]:
    """Everything that is wrong with a content of this hash."""
    known = memory().findings.get(digest)
    if known is None:
        known = pipeline.check(content, kind_of(content), OPTIONS).findings
        memory().findings.put(known, FINDING_BYTES * len(known), digest)
    return known


def new_findings(now: object, digest: str, content: object) -> tuple[Finding, ...]:
    """Errors and warnings of a content that the one of now, of this hash, does not have yet."""
    old = {(each.code, each.message) for each in findings(now, digest)}
    found = findings(content, fingerprint(as_json(content)))
    return tuple(each for each in found if each.severity is not Severity.INFO and (each.code, each.message) not in old)


def kind_of(content: object) -> Kind:
    """The kind that the content says it is, else the usual one."""
    named = content.get("kind") if isinstance(content, dict) else None
    try:
        return documents.kind(named) if isinstance(named, str) else documents.DEFAULT
    except UnknownName:
        return documents.DEFAULT


def facts_of(content: object) -> Facts:
    """From a content that may be wrong in any way."""
    name = below(content, "territory").get("name")
    period = below(content, "period")
    years = [year for key in ("first_year", "last_year") if isinstance(year := period.get(key), int)]
    shown = "–".join(dict.fromkeys(map(str, years)))
    return Facts(name if isinstance(name, str) else "", shown, kind_of(content))


def is_blank(content: object) -> bool:
    """Whether nothing stands in it yet but what a cover bears."""
    return isinstance(content, dict) and not any(content.get(name) for name in CHAPTERS if name not in ON_COVER)


def below(content: object, key: str) -> dict[str, Any]:
    found = content.get(key) if isinstance(content, dict) else None
    return found if isinstance(found, dict) else {}
