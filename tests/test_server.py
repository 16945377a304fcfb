"""The server on real sockets: limits of bodies before reading on, refusals in our own shape, ports, what is printed."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from assembler import pipeline, resources
from assembler.convert import libreoffice
from assembler.convert.libreoffice import Converter
from assembler.errors import MachineryError, Unavailable
from assembler.logs import JsonLines
from assembler.settings import Settings
from assembler.web import server
from assembler.web.server import announcement, converter, listening
from tests.service import SECRET, served

SETTINGS = Settings(request_mb=1)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server that takes 1 MB."""
    with served(SETTINGS) as found:
        yield found


def talk(port: int, *pieces: bytes) -> tuple[int, dict[str, str], bytes]:
    """Sends pieces of a request and reads the whole answer: status, headers, body."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=10)) as connection:
        for piece in pieces:
            connection.sendall(piece)
        received = b""
        while chunk := connection.recv(65_536):
            received += chunk
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    return int(status.split()[1]), dict(line.split(": ", 1) for line in lines), body


def post(headers: str, path: str = "/api/v1/checks") -> bytes:
    common = "Host: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
    return f"POST {path} HTTP/1.1\r\n{common}{headers}\r\n\r\n".encode()


def problem(answer: tuple[int, dict[str, str], bytes], status: int) -> dict[str, Any]:
    code, headers, body = answer
    assert code == status
    assert headers["Content-Type"] == "application/problem+json"
    assert headers["X-Request-Id"] in json.loads(body)["instance"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    told: dict[str, Any] = json.loads(body)
    assert told["status"] == status
    return told


def test_a_declared_length_over_the_limit_is_refused_before_the_body_comes(port: int) -> None:
    answer = talk(port, post("Content-Length: 1000001"))  # nothing follows: the answer does not wait for it
    assert problem(answer, 413)["detail"] == "Požadavek smí mít nejvýše 1 MB."
    assert answer[1]["Connection"] == "close"


def test_a_chunked_body_over_the_limit_is_refused_without_its_end(port: int) -> None:
    chunk = b"3e8\r\n" + b"x" * 1_000 + b"\r\n"
    answer = talk(port, post("Transfer-Encoding: chunked"), chunk * 1_001)
    assert problem(answer, 413)["type"] == "/api/v1/problems/too-big"


def test_a_body_of_just_the_limit_is_read(port: int) -> None:
    content = b'{"title": "T", "subtitle": "x"}'
    body = content + b" " * (1_000_000 - len(content))
    status, _, answer = talk(port, post("Content-Length: 1000000"), body)
    assert (status, json.loads(answer)["loads"]) == (200, True)


def test_a_chunked_body_within_the_limit_is_read(port: int) -> None:
    body = b'{"title": "T"}'
    pieces = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    status, _, answer = talk(port, post("Transfer-Encoding: chunked"), pieces)
    assert (status, json.loads(answer)["loads"]) == (200, True)


def test_a_browser_gets_a_page_instead(port: int) -> None:
    form = "Content-Length: 1000001\r\nAccept: text/html"
    status, headers, body = talk(port, post(form, "/kontrola"))
    assert (status, headers["Content-Type"]) == (413, "text/html; charset=utf-8")
    assert "Požadavek smí mít nejvýše 1 MB." in body.decode().replace("\u00a0", " ")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"NONSENSE\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost localhost\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n", 501),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 300_000 + b"\r\n\r\n", 431),
    ],
)
def test_a_malformed_request_is_a_problem_too(port: int, request_: bytes, status: int) -> None:
    told = problem(talk(port, request_), status)
    assert "waitress" not in json.dumps(told)


def test_the_server_does_not_say_what_it_is(port: int) -> None:
    _, headers, _ = talk(port, b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert "Server" not in headers
    assert "Via" not in headers


def test_a_foreign_host_is_refused_on_the_wire(port: int) -> None:
    answer = talk(
        port, b"GET / HTTP/1.1\r\nHost: evil.example\r\nAccept: application/json\r\nConnection: close\r\n\r\n"
    )
    assert problem(answer, 400)["type"] == "/api/v1/problems/foreign-host"


def test_progress_comes_while_the_work_is_done(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first line arrives before the last step is over."""
    going_on = threading.Event()

    def paginate(document: pipeline.Document, *, settings: Settings, progress: pipeline.Progress) -> pipeline.Paginated:
        progress("convert")
        assert going_on.wait(20)
        raise Unavailable("Převodník tu není.")

    monkeypatch.setattr(pipeline, "paginate", paginate)
    body = b"content=sample%3Aminimal&kind=medium_term_plan"
    head = (
        "POST /sestaveni HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"Accept: application/x-ndjson\r\nConnection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with closing(socket.create_connection(("127.0.0.1", port), timeout=20)) as connection:
        connection.sendall(head.encode() + body)
        received = b""
        while b'"convert"' not in received:
            received += connection.recv(65_536)
        assert b'"validate"' in received
        assert b"location" not in received
        going_on.set()
        while chunk := connection.recv(65_536):
            received += chunk
    assert b'"location": "/vysledek/' in received


def test_a_taken_port_is_passed_over() -> None:
    with closing(listening("127.0.0.1", 0)) as first:
        taken = first.getsockname()[1]
        with closing(listening("127.0.0.1", taken)) as second:
            assert taken < second.getsockname()[1] < taken + server.PORTS_TRIED


def test_where_there_is_no_free_port_the_sentence_is_czech(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "PORTS_TRIED", 1)
    with closing(listening("127.0.0.1", 0)) as first:
        taken = first.getsockname()[1]
        with pytest.raises(MachineryError) as refused:
            listening("127.0.0.1", taken)
    assert f"{taken}" in refused.value.message
    assert "žádný volný" in refused.value.message


def test_by_default_the_service_listens_on_this_machine_only() -> None:
    assert Settings().host == "127.0.0.1"
    with closing(listening(Settings().host, 0)) as made:
        assert made.getsockname()[0] == "127.0.0.1"


def test_the_start_says_where_for_whom_and_what_converter_there_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "available", lambda _: Converter(True, "25.2.3.2", "bwrap"))
    told = "\n".join([*announcement(Settings(), 8081), converter(Settings())])
    assert "http://127.0.0.1:8081/" in told
    assert "jen na tomto počítači" in told
    assert "LibreOffice 25.2.3.2, oddělené od sítě" in told
    assert str(resources.EXAMPLES) in told
    monkeypatch.setattr(libreoffice, "available", lambda _: Converter(False, "", "", "Na serveru není LibreOffice."))
    told = "\n".join([*announcement(Settings(host="0.0.0.0"), 80), converter(Settings())])
    assert "není. Na serveru není LibreOffice." in told
    assert "Naslouchá i pro jiné počítače, proto se v ní každý přihlašuje." in told


def test_log_lines_are_json_and_leave_out_the_texts_of_foreign_errors() -> None:
    try:
        {}[SECRET]  # type: ignore[index]
    except KeyError as error:
        error.add_note("content abc")
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    record.data = {"request_id": "1"}
    line = json.loads(JsonLines().format(record))
    assert (line["level"], line["message"], line["error"], line["notes"]) == (
        "error",
        "failed",
        "KeyError",
        ["content abc"],
    )
    assert line["request_id"] == "1"
    assert "test_server.py" in line["trace"][-1]
    assert SECRET not in json.dumps(line, ensure_ascii=False)


def test_log_lines_keep_what_our_own_errors_say_for_the_log() -> None:
    error = MachineryError("Česká věta.", "soffice ended with 139")
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed", (), (MachineryError, error, None))
    assert json.loads(JsonLines().format(record))["notes"] == ["soffice ended with 139"]


@pytest.mark.slow
def test_the_service_starts_serves_and_ends_on_a_signal() -> None:
    code = "from assembler.web.server import serve; from assembler.settings import Settings; serve(Settings(), 0)"
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "TZ": "UTC"}
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        first = process.stdout.readline().decode()
        port = int(first.rstrip("/\n").rpartition(":")[2])
        time.sleep(0.2)
        request_ = b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        assert talk(port, request_)[0] == 200
        process.send_signal(signal.SIGTERM)
        rest, errors = process.stdout.read().decode(), process.stderr.read().decode()
    assert process.returncode == 0
    assert "Služba skončila." in rest
    assert json.loads(errors.splitlines()[0])["path"] == "/health/live"
