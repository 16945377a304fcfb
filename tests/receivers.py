"""Programs that receive webhooks in tests: over HTTP on loopback, and what they say is set by the test."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from assembler.notices.courier import Courier
from assembler.store import webhooks
from assembler.store.models import Webhook
from tests.stores import Office

ALL = ["plan.created", "plan.saved", "plan.archived", "plan.returned", "document.finished", "job.failed"]


@dataclass(frozen=True, slots=True)
class Received:
    """One request."""

    path: str
    headers: dict[str, str]  # names in lower case
    body: bytes

    @property
    def message(self) -> Any:
        return json.loads(self.body)


@dataclass
class Receiver:
    """What came, and what is answered: statuses in turn (the last one for good), or bytes and pauses."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    answers: list[int] = field(default_factory=lambda: [204])
    raw: list[bytes | float] = field(default_factory=list)  # instead of an answer: bytes are sent, numbers slept
    at_once: int = 0
    most: int = 0  # requests at the same time

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/plany?z=1"

    def until(self, count: int, seconds: float = 15) -> list[Received]:
        """What came, once it is so many."""
        end = time.monotonic() + seconds
        while len(self.received) < count:
            assert time.monotonic() < end, f"{len(self.received)} messages"
            time.sleep(0.02)
        return self.received


# ---------------------------------------------------------------- webhooks that lead to them


def hook(office: Office, receiver: Receiver, *events: str) -> Webhook:
    with office.store.writing(office.actor) as tx:
        return webhooks.add(tx, receiver.url, events or ALL)


def state(office: Office) -> tuple[Webhook, webhooks.State]:
    with office.store.reading(office.actor) as tx:
        (found,) = webhooks.webhooks(tx)
        return found, webhooks.states(tx, [found])[found.id]


def all_of(courier: Courier) -> None:
    while courier.one():
        pass


# ---------------------------------------------------------------- over HTTP


@contextmanager
def receiving(context: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    """A receiver that listens in this block; over TLS where it gets a context."""
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            headers = {name.lower(): value for name, value in self.headers.items()}
            receiver.at_once += 1
            receiver.most = max(receiver.most, receiver.at_once)
            time.sleep(0.01)
            receiver.at_once -= 1
            receiver.received.append(Received(self.path, headers, body))
            if receiver.raw:
                say(self, receiver.raw)
                return
            status = receiver.answers.pop(0) if len(receiver.answers) > 1 else receiver.answers[0]
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", f"http://127.0.0.1:{receiver.port}/jinam")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # who hung up, hung up
    receiver.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def say(handler: BaseHTTPRequestHandler, script: list[bytes | float]) -> None:
    with suppress(OSError):
        for each in script:
            if isinstance(each, bytes):
                handler.wfile.write(each)
                handler.wfile.flush()
            else:
                time.sleep(each)
