"""Health: is the process alive, can it work, are the converter, the store and the broker at hand."""

from __future__ import annotations

import dataclasses

from flask import jsonify, url_for
from flask.typing import ResponseReturnValue

from assembler import documents, resources
from assembler.convert import libreoffice
from assembler.errors import Damaged, StorageError
from assembler.pipeline import VERSION
from assembler.store import jobs
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import ref
from assembler.web.keeping import store
from assembler.web.service import service
from assembler.web.working import mediation

calls = group("health", "Stav služby", prefix="/health")


@call(calls, "", Answer("Kde se na co ptát", ref("Health")))
def index() -> ResponseReturnValue:
    """Kde se ptát na stav služby?"""
    return jsonify(live=url_for("health.live"), ready=url_for("health.ready"))


@call(calls, "/live", Answer("Služba běží", ref("Live")))
def live() -> ResponseReturnValue:
    """Běží služba?"""
    return jsonify(live=True)


@call(
    calls,
    "/ready",
    Answer("Služba umí sestavit dokument", ref("Ready")),
    Answer("Služba dokument sestavit neumí", ref("Ready"), status=503),
)
def ready() -> ResponseReturnValue:
    """Umí služba pracovat?

    Bez převodníku do PDF služba umí sestavit návrh bez čísel stran; to je stav 200 s converter.ready = false. Bez
    zprostředkovatele úloh objednávky přijímá a dokumenty vzniknou později; to je stav 200 s broker.ready = false.
    """
    why = without_store()
    able = not why and all(resources.template_names(kind.code) for kind in documents.KINDS)
    converter = libreoffice.available(service().settings)
    told = {
        "ready": able,
        "version": VERSION,
        "converter": dataclasses.asdict(converter),
        "store": {"ready": not why, "why": why},
        "broker": dataclasses.asdict(mediation()),
    }
    return jsonify(told), 200 if able else 503


def without_store() -> str:
    """Why the store does not answer; empty where it does."""
    try:
        with store().reading() as tx:
            jobs.waiting(tx)
    except (StorageError, Damaged) as failed:
        return failed.message
    return ""
