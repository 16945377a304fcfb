"""The service as the tests use it: clients, calls, a converter that takes no time, a server on a real socket."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from flask import Flask
from flask.testing import FlaskClient
from waitress import wasyncore
from werkzeug.test import TestResponse

from assembler import pipeline, resources
from assembler.convert.pdf import Conformance
from assembler.errors import Unavailable
from assembler.pipeline import Document, Paginated, Progress
from assembler.settings import Settings
from assembler.web import create_app
from assembler.web.errors import PROBLEM_JSON
from assembler.web.server import make_server
from assembler.web.working import working
from tests.pdf_files import blank_pdf

JSON, YAML = "application/json", "application/yaml"
TITLE = "Plán rozvoje sociálních služeb"
CONTENT = {
    "title": TITLE,
    "territory": {"name": "obec Vzorov"},
    "period": {"first_year": 2025, "last_year": 2027},
    "foreword": {"text": "Plán na rok 2025 - 2027 má 3 cíle."},
}
MINIMAL = resources.examples()["minimal"].read_bytes()
SECRET = "rodné číslo 750101/1234"


def assemble(client: FlaskClient, query: str = "", content: object = CONTENT, **headers: str) -> TestResponse:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(f"/api/v1/assemblies{query}", json=content, headers=given)


def problem(response: TestResponse, status: int, name: str) -> dict[str, Any]:
    """The problem of an answer, after the checks that hold for all."""
    assert response.status_code == status
    assert response.content_type == PROBLEM_JSON
    body: dict[str, Any] = json.loads(response.data)
    assert body["status"] == status
    assert body["type"] == f"/api/v1/problems/{name}"
    assert body["instance"] == f"urn:uuid:{response.headers['X-Request-Id']}"
    assert body["title"]
    assert body["detail"].endswith((".", ")"))
    return body


# ---------------------------------------------------------------- converters


def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A converter that takes no time; the real one is tried in the slow tests."""

    def paginated(document: Document, *, settings: Settings, progress: Progress) -> Paginated:
        progress("convert")
        progress("pages")
        return Paginated(document.docx, blank_pdf(7), 7, Conformance(True, False, ("7.1-1: Failed",)))

    monkeypatch.setattr(pipeline, "paginate", paginated)


def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """No converter at all."""

    def unavailable(document: Document, *, settings: Settings, progress: Progress) -> Paginated:
        raise Unavailable("Na serveru není LibreOffice, proto nelze vytvořit PDF.")

    monkeypatch.setattr(pipeline, "paginate", unavailable)


# ---------------------------------------------------------------- a real server


@contextmanager
def served(settings: Settings) -> Iterator[int]:
    """The port of a server that runs meanwhile; it does no jobs."""
    with listening(create_app(settings), settings) as port:
        yield port


@contextmanager
def served_app(settings: Settings) -> Iterator[tuple[Flask, int]]:
    """The application and the port of a server that runs meanwhile, and does jobs."""
    app = create_app(settings)
    with working(app, settings), listening(app, settings) as port:
        yield app, port


@contextmanager
def listening(app: Flask, settings: Settings) -> Iterator[int]:
    running = make_server(app, settings, 0)
    thread = threading.Thread(target=running.run)
    thread.start()
    try:
        yield int(running.effective_port)
    finally:
        # In its own thread, which then ends; where it is awake anyway, it may have closed the trigger before the pull.
        with suppress(OSError):
            running.trigger.pull_trigger(lambda: wasyncore.close_all(running._map))
        thread.join(60)
        running.task_dispatcher.shutdown()
        assert not thread.is_alive()


# ---------------------------------------------------------------- what a document holds


def paragraphs(data: bytes) -> list[str]:
    """The text of every paragraph of the body, tables and content controls included; tabs and line breaks as such."""
    body = docx.Document(io.BytesIO(data)).element.body
    return ["".join(signs(each)) for each in body.iter(qn("w:p"))]


def signs(paragraph: Any) -> Iterator[str]:
    for each in paragraph.iter(qn("w:t"), qn("w:tab"), qn("w:br")):
        if each.tag == qn("w:t"):
            yield each.text or ""
        elif each.tag == qn("w:br"):
            yield "\n"
        elif each.getparent().tag == qn("w:r"):
            yield "\t"


def printed(answer: TestResponse) -> str:
    """The text of the document that was answered."""
    assert answer.status_code == 200, answer.text[:500]
    return "\n".join(paragraphs(answer.data))
