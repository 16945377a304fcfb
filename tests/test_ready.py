"""The start: how soon the service works again after it was killed, and that it does not call itself ready before."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest

from tests.stores import free_port

BAR = 5.0  # seconds from the start of the process to the answer that it is ready, on a machine that does nothing else
COMMAND = [sys.executable, "-c", "from assembler.cli import main; main(['serve'])"]
SLOW_OFFICE = "#!/bin/sh\nsleep 3\necho LibreOffice 1.2.3.4\n"
PATIENCE = 60  # seconds, on a machine that others use

pytestmark = pytest.mark.slow


@contextmanager
def started(folder: Path, **settings: str) -> Iterator[int]:
    """The port of a service in a process of its own, which is killed by -9 at the end."""
    port = free_port()
    given = {f"ASSEMBLER_{name.upper()}": value for name, value in settings.items()}
    environment = {**os.environ, "ASSEMBLER_DATA": str(folder), "ASSEMBLER_PORT": str(port), **given}
    process = subprocess.Popen(
        COMMAND, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield port
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def answered(port: int, path: str) -> dict[str, Any]:
    """What it answers with 200, once it does."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as connection:
            connection.request("GET", path)
            with connection.getresponse() as answer:
                told: dict[str, Any] = json.loads(answer.read())
                if answer.status == 200:
                    return told
        time.sleep(0.02)
    raise AssertionError(f"{path} was not answered")


def crowded() -> float:
    """How many times longer things take, because more programs want a processor than there are."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def test_a_service_that_was_killed_is_ready_again_within_five_seconds(tmp_path: Path) -> None:
    with started(tmp_path) as port:
        answered(port, "/health/ready")
    began = time.monotonic()
    with started(tmp_path) as port:
        assert answered(port, "/health/ready")["store"]["ready"]
        took = time.monotonic() - began
    assert took < BAR * crowded(), f"{took:.1f} s"


def test_the_service_answers_while_the_converter_is_still_asked_who_it_is(tmp_path: Path) -> None:
    """LibreOffice takes its time; what needs no LibreOffice does not wait for it, and readiness says nothing untrue."""
    office = tmp_path / "office" / "soffice"
    office.parent.mkdir()
    office.write_text(SLOW_OFFICE)
    office.chmod(0o755)
    with started(tmp_path / "data", soffice=str(office)) as port:
        answered(port, "/health/live")
        began = time.monotonic()
        assert answered(port, "/health/ready")["converter"]["version"] == "1.2.3.4"
        assert time.monotonic() - began > 1, "it was asked before the service answered, or not at all"
