"""Odeslání: one message, one attempt, so many seconds. Nothing of the answer counts but its status."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Mapping
from functools import cache

from assembler.notices.addresses import NotReached, Target, resolved
from assembler.pipeline import VERSION
from assembler.settings import Settings

SECONDS = 15.0  # for everything after the look-up of the name
HEARD = 8192  # bytes of an answer
GONE = 410

SLOW = f"Příjemce neodpověděl do {SECONDS:.0f} s."
AWAY = "S příjemcem se nejde spojit."
NO_HTTP = "Příjemce neodpověděl podle HTTP."
CERTIFICATE = "Příjemce nemá platný certifikát."


class Refused(NotReached):
    """The receiver answered, but not with 2xx."""

    def __init__(self, status: int) -> None:
        aside = " Přesměrování nenásledujeme." if 300 <= status < 400 else ""
        super().__init__(f"Příjemce odpověděl {status}.{aside}")
        self.gone = status == GONE


def post(where: Target, headers: Mapping[str, str], content: bytes, settings: Settings) -> None:
    """Raises NotReached with the reason, Refused for an answer that is not 2xx. No redirect is followed."""
    addresses = resolved(where, settings)
    deadline = time.monotonic() + SECONDS
    try:
        with connected(where, addresses, deadline) as line:
            status = spoken(where, line, headers, content, deadline)
    except TimeoutError as failed:
        raise NotReached(SLOW) from failed
    except ssl.SSLCertVerificationError as failed:
        raise NotReached(CERTIFICATE, str(failed)) from failed
    except http.client.HTTPException as failed:
        raise NotReached(NO_HTTP, type(failed).__name__) from failed
    except OSError as failed:
        raise NotReached(AWAY, str(failed)) from failed
    if not 200 <= status < 300:
        raise Refused(status)


def connected(where: Target, addresses: tuple[str, ...], deadline: float) -> socket.socket:
    """To the first of the checked addresses that answers; its certificate must be of the name."""
    failure: OSError = OSError("no address")
    for address in addresses:
        try:
            line = socket.create_connection((address, where.port), timeout=left(deadline))
        except OSError as failed:
            failure = failed
            continue
        return trust().wrap_socket(line, server_hostname=where.host) if where.encrypted else line
    raise failure


def spoken(where: Target, line: socket.socket, headers: Mapping[str, str], content: bytes, deadline: float) -> int:
    """The status of the answer."""
    kind = http.client.HTTPSConnection if where.encrypted else http.client.HTTPConnection
    connection = kind(where.host, where.port)
    connection.sock = line  # already connected, to the address that was checked
    line.settimeout(left(deadline))
    told = {"Content-Type": "application/json", "User-Agent": f"assembler/{VERSION}", "Connection": "close"}
    connection.request("POST", where.path, content, {**told, **headers})
    answer = http.client.HTTPResponse(Heard(line, deadline), method="POST")  # type: ignore[arg-type]
    answer.begin()
    return answer.status


class Heard(io.RawIOBase):
    """An answer as far as we listen: so many bytes, until the deadline. A drop each second does not keep us."""

    def __init__(self, line: socket.socket, deadline: float) -> None:
        self.line, self.deadline, self.bytes_left = line, deadline, HEARD

    def makefile(self, _: str) -> io.BufferedReader:
        return io.BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        self.line.settimeout(left(self.deadline))
        count = self.line.recv_into(buffer[: self.bytes_left]) if self.bytes_left else 0
        self.bytes_left -= count
        return count


def left(deadline: float) -> float:
    """Raises TimeoutError."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise TimeoutError
    return seconds


@cache
def trust() -> ssl.SSLContext:
    return ssl.create_default_context()
