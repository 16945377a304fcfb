"""The REST API: wrong requests, our own faults, who may ask; every answer in one shape, none tells too much."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from threading import Semaphore
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assembler import pipeline
from assembler.errors import AssemblerError, Faulty, TemplateError
from assembler.logs import JsonLines
from assembler.settings import Settings
from assembler.web import create_app
from assembler.web.service import NAME, Service
from tests.service import CONTENT, SECRET, assemble, problem


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


# ---------------------------------------------------------------- wrong requests


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        ({}, "Chybí hlavička Content-Type."),
        ({"Content-Type": "text/plain"}, "Typ obsahu „text/plain“ neumíme číst."),
        ({"Content-Type": "multipart/form-data"}, "Typ obsahu „multipart/form-data“ neumíme číst."),
        ({"Content-Type": "application/json; charset=utf-7"}, "UTF-8"),
        ({"Content-Type": "application/json; charset=windows-1250"}, "UTF-8"),
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, "bez hlavičky Content-Encoding"),
    ],
)
def test_another_type_or_encoding_is_415_before_the_body_is_read(
    client: FlaskClient, headers: dict[str, str], sentence: str
) -> None:
    class Unread(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("the body was read")

    for address in ("/api/v1/assemblies", "/api/v1/checks"):
        answer = client.post(address, input_stream=Unread(), headers={"Content-Length": "10", **headers})
        assert sentence in problem(answer, 415, "wrong-type")["detail"]


@pytest.mark.parametrize("content_type", ["application/json; charset=UTF-8", 'application/json; charset="utf-8"'])
def test_utf_8_may_be_declared(client: FlaskClient, content_type: str) -> None:
    answer = client.post("/api/v1/assemblies", data=json.dumps(CONTENT), content_type=content_type)
    assert answer.status_code == 200


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_the_limit_is_413_with_and_without_its_length(chunked: bool) -> None:
    client = create_app(Settings(request_mb=1)).test_client()
    body = io.BytesIO(b'{"title": "' + b"x" * 1_100_000 + b'"}')
    environ: dict[str, Any] = {"wsgi.input_terminated": True} if chunked else {"CONTENT_LENGTH": "1100013"}
    answer = client.post(
        "/api/v1/assemblies", input_stream=body, content_type="application/json", environ_overrides=environ
    )
    assert "nejvýše 1 MB" in problem(answer, 413, "too-big")["detail"]
    assert body.tell() <= 1_000_001


@pytest.mark.parametrize(
    ("method", "path", "status", "name"),
    [
        ("GET", "/api/v1/nothing", 404, "not-found"),
        ("GET", "/api/v1/kinds/nothing/templates", 404, "not-found"),
        ("GET", "/api/v1/schemas/nothing", 404, "not-found"),
        ("GET", "/api/v1/examples/..%2f..%2fpyproject", 404, "not-found"),
        ("GET", "/api/v1/problems/nothing", 404, "not-found"),
        ("GET", "/api/v1/assemblies", 405, "method"),
        ("TRACE", "/api/v1/kinds", 405, "method"),
        ("DELETE", "/api/v1/kinds", 405, "method"),
    ],
)
def test_an_unknown_address_or_method_is_a_problem_too(
    client: FlaskClient, method: str, path: str, status: int, name: str
) -> None:
    answer = client.open(path, method=method)
    problem(answer, status, name)
    assert ("Allow" in answer.headers) == (status == 405)


# ---------------------------------------------------------------- our own faults


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """The lines that the service would write."""
    lines: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(JsonLines().format(record))

    logger, handler = logging.getLogger("assembler"), Collect()
    logger.addHandler(handler)
    caplog.set_level(logging.INFO, "assembler")
    yield lines
    logger.removeHandler(handler)


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "assemble", fail)


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (RuntimeError(f"KeyError: {SECRET}"), "internal"),
        (Faulty("Dokument se nepodařilo sestavit: je to chyba programu. Nic se neztratilo.", "lint: x"), "faulty"),
    ],
)
def test_a_fault_of_ours_is_500_without_details_and_logged_with_the_hash_of_the_content(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, log: list[str], error: Exception, name: str
) -> None:
    failing(monkeypatch, error)
    answer = assemble(client)
    body = problem(answer, 500, name)
    assert "Nic se neztratilo" in body["detail"]
    assert not {"RuntimeError", "Traceback", "assembler/", SECRET} & set(answer.text.split('"'))
    assert SECRET not in answer.text
    line = json.loads(next(line for line in log if '"failed"' in line))
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert f"content {pipeline.content_hash(CONTENT)}" in line["notes"]
    assert line["trace"]
    assert SECRET not in "".join(log)


def test_a_wrong_template_is_422_with_its_place(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, TemplateError("Jméno „titel“ neznáme.", "odstavec 12: {{ titel }}"))
    told = problem(assemble(client), 422, "template")["errors"]
    assert told[0]["location"] == {"place": "odstavec 12: {{ titel }}"}


def test_any_other_error_of_ours_is_422_with_its_sentence(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, AssemblerError("Text je příliš složitý."))
    assert problem(assemble(client), 422, "content")["detail"] == "Text je příliš složitý."


def test_when_all_places_are_taken_the_answer_is_503() -> None:
    app = create_app()
    app.extensions[NAME] = Service(Settings(), Semaphore(0), patience=0.01)
    answer = assemble(app.test_client())
    assert "Zkuste to za chvíli" in problem(answer, 503, "machinery")["detail"]
    assert int(answer.headers["Retry-After"]) > 0


def test_a_failed_assembly_gives_its_place_back(app: Flask, client: FlaskClient) -> None:
    for _ in range(2 * app.extensions[NAME].settings.documents_at_once):
        problem(assemble(client, "?state=approval"), 422, "refused")
    assert assemble(client).status_code == 200


def test_the_log_says_what_happened_and_not_what_the_content_is(client: FlaskClient, log: list[str]) -> None:
    answer = assemble(client, content={**CONTENT, "subtitle": SECRET})
    line = json.loads(log[-1])
    assert {key: line[key] for key in ("method", "path", "status", "request_id")} == {
        "method": "POST",
        "path": "/api/v1/assemblies",
        "status": 200,
        "request_id": answer.headers["X-Request-Id"],
    }
    assert line["ms"] >= 0
    assert SECRET not in "".join(log)


# ---------------------------------------------------------------- who may ask


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]", "[::1]:8080", "LOCALHOST:80"])
def test_the_names_of_this_machine_are_hosts_on_any_port(client: FlaskClient, host: str) -> None:
    assert client.get("/health/live", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil:80", "", "[::2]", "127.0.0.1:80:80"]
)
def test_another_host_is_400_so_that_dns_rebinding_does_not_work(client: FlaskClient, host: str) -> None:
    problem(client.get("/health/live", headers={"Host": host}), 400, "foreign-host")


def test_further_hosts_can_be_set() -> None:
    client = create_app(Settings(trusted_hosts="plany.mesto.cz, intranet")).test_client()
    assert client.get("/health/live", headers={"Host": "plany.mesto.cz:443"}).status_code == 200
    assert client.get("/health/live", headers={"Host": "Intranet"}).status_code == 200
    assert client.get("/health/live", headers={"Host": "mesto.cz"}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/assemblies", "/api/v1/checks"])
def test_a_page_of_another_site_cannot_post(client: FlaskClient, headers: dict[str, str], path: str) -> None:
    problem(client.post(path, json=CONTENT, headers=headers), 403, "foreign-origin")


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
)
def test_own_pages_and_programs_can_post(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/api/v1/checks", json=CONTENT, headers=headers).status_code == 200


def test_every_answer_carries_the_protecting_headers_and_no_cookie(client: FlaskClient) -> None:
    paths = ["/", "/nothing", "/api/v1/kinds", "/api/v1/nothing", "/static/app.css", "/api/v1/docs", "/health/live"]
    answers = [*(client.get(path) for path in paths), assemble(client), assemble(client, "?state=x")]
    for answer in answers:
        answer.close()
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Request-Id"]
        assert "Set-Cookie" not in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers
