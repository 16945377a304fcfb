"""Serving: waitress; on this machine only, unless the settings say otherwise.

It takes a request whole before the application sees it, so that slow senders wait outside, and refuses one that is too
big before reading on.
"""

from __future__ import annotations

import select
import signal
import socket
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from types import FrameType
from typing import Any, NoReturn

from flask import Flask, Response
from waitress.channel import HTTPChannel
from waitress.server import create_server
from waitress.task import ErrorTask
from werkzeug.exceptions import BadRequest, default_exceptions
from werkzeug.test import create_environ

from assembler import products, resources
from assembler.convert import libreoffice
from assembler.errors import MachineryError, StorageError
from assembler.logs import log_as_json
from assembler.settings import Settings
from assembler.store import accounts
from assembler.web import MEGABYTE, create_app, keeping
from assembler.web.api.openapi import PREFIX
from assembler.web.errors import answer
from assembler.web.samples import samples
from assembler.web.service import LOOPBACK
from assembler.web.tracing import begin
from assembler.web.working import working
from assembler.workshop import Workshop, opened

LAST_LINE = "  Ukončíte ji klávesami Ctrl+C."
THREADS_BESIDE = 6  # that answer quick requests while documents are being assembled
LINGER_SECONDS = 2  # for which the rest of a refused request is read over
READ_AT_ONCE = 65_536  # bytes
IDLE_SECONDS = 30  # without a byte, then a connection is cut
PORTS_TRIED = 20
PROXY: dict[str, Any] = {"trusted_proxy_count": 1, "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"}}
LAST_PORT = 65_535


class ProblemTask(ErrorTask):  # type: ignore[misc]  # waitress brings no types
    """A request that waitress itself refuses (too big, malformed) is answered in the shape of all other problems."""

    def execute(self) -> None:
        response = self.refusal(self.channel.server.app)
        body = response.get_data()
        self.status = response.status
        self.response_headers.extend(response.headers.items())
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)

    def refusal(self, app: Flask) -> Response:
        """The problem, as JSON or as a page; it is numbered and logged like every other answer."""
        code = int(self.request.error.code)
        accept = self.request.headers.get("ACCEPT", "application/json")
        asked = create_environ(getattr(self.request, "path", "/"), method="POST", headers={"Accept": accept})
        with app.request_context(asked):
            begin()
            return app.process_response(app.make_response(answer(default_exceptions.get(code, BadRequest)())))

    def finish(self) -> None:
        """Reads over what is still being sent: closed at once, the connection would be reset and the answer lost
        (RFC 9112, 9.6).
        """
        super().finish()
        end_of_patience = time.monotonic() + LINGER_SECONDS
        connection = self.channel.socket
        with suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
            while (left := end_of_patience - time.monotonic()) > 0:
                if not select.select([connection], [], [], left)[0] or not connection.recv(READ_AT_ONCE):
                    break


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection whose refusals are ours."""

    error_task_class = ProblemTask


def make_server(app: Flask, settings: Settings, port: int | None = None) -> Any:
    """A server that listens on the port, or on the next free one; `effective_port` says on which."""
    server = create_server(
        app,
        sockets=[listening(settings.host, settings.port if port is None else port)],
        threads=settings.documents_at_once + THREADS_BESIDE,
        ident=None,
        max_request_body_size=settings.request_mb * MEGABYTE + 1,
        channel_timeout=IDLE_SECONDS,
        clear_untrusted_proxy_headers=False,  # nobody believes them; that they are there tells a proxy (metrics.here)
        **(PROXY | {"trusted_proxy": settings.trusted_proxy} if settings.trusted_proxy else {}),
    )
    server.app = app
    server.channel_class = Channel
    return server


def listening(host: str, port: int) -> socket.socket:
    """A socket on the first free port from the wanted one on (0: any); raises MachineryError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for wanted in range(port, min(port + PORTS_TRIED, LAST_PORT + 1)):
        with suppress(OSError):
            return socket.create_server((host, wanted), family=family)
    raise MachineryError(f"Na adrese {host} není mezi porty {port} a {port + PORTS_TRIED - 1} žádný volný.")


def serve(settings: Settings, port: int | None = None) -> None:
    """Serves until it is interrupted; says where."""
    log_as_json()
    signal.signal(signal.SIGTERM, end)
    with opened(settings) as workshop:
        app = create_app(settings, workshop.assemble)
        server = make_server(app, settings, port)
        kept = keeping_told(app, settings)
        settling = partial(settle_in, app, settings, int(server.effective_port), kept, workshop)
        Thread(target=settling, daemon=True).start()
        with working(app, settings):
            server.run()
    say("Služba skončila.")


def settle_in(app: Flask, settings: Settings, port: int, kept: list[str], workshop: Workshop) -> None:
    """What the first requests need not wait for: the converter is asked who it is, the workshop begins, the samples are
    read, the templates of pages and documents are compiled.
    """
    say(*announcement(settings, port, kept))  # the first password waits for nothing
    say(f"  Převod do PDF: {converter(settings)}", LAST_LINE)
    workshop.prepare()
    samples()
    for page in app.jinja_env.list_templates(["html"]):
        app.jinja_env.get_template(page)
    products.prepare()


def end(_: int, __: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def announcement(settings: Settings, port: int, kept: Sequence[str] = ()) -> list[str]:
    """What is printed at the start at once."""
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{port}"
    alone = settings.host in LOOPBACK
    return [
        f"Služba běží na adrese {address}/",
        "  Naslouchá jen na tomto počítači."
        if alone
        else "  Naslouchá i pro jiné počítače, proto se v ní každý přihlašuje.",
        *kept,
        f"  Ukázkové plány: {resources.EXAMPLES}",
        f"  Pro programátory: {address}{PREFIX}/docs",
    ]


def keeping_told(app: Flask, settings: Settings) -> list[str]:
    """Opens the store and says where it is; in an empty one makes the first account and tells its password, once."""
    try:
        with app.extensions[keeping.NAME].store().writing() as tx:
            first = accounts.first(tx)
    except StorageError as failed:
        return [f"  Plány teď ukládat nejde, jednotlivé dokumenty sestavit ano. {failed.message}"]
    where = "databáze PostgreSQL" if settings.database else str(Path(settings.data).absolute())
    told = [f"  Uložené plány a účty: {where}"]
    if first:
        user, _, password = first
        told.append(f"  První účet: e-mail {user.email}, heslo {password} (ukazujeme ho jen teď)")
    return told


def converter(settings: Settings) -> str:
    found = libreoffice.available(settings)
    if not found.ready:
        return f"není. {found.why} Návrh ve Wordu se sestaví i bez něj."
    return f"LibreOffice {found.version}, " + ("oddělené od sítě" if found.isolation else "bez oddělení od sítě")


def say(*lines: str) -> None:
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
