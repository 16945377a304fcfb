"""`assembler worker` and `assembler serve` as processes of their own, for tests that stop or kill them."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.error import HTTPError

from assembler.settings import DEFAULTS, PREFIX, Settings

ROOT = Path(__file__).parent.parent
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
ASSEMBLER = ("-c", "from assembler.cli import main; raise SystemExit(main())")
QUICK_CONVERTER = ("-m", "tests.worker_process")
PATIENCE = 60.0  # seconds, on a machine that others use
Process = subprocess.Popen[bytes]


def environment_of(settings: Settings) -> dict[str, str]:
    """The variables that make these settings."""
    names = [each.name for each in fields(settings)]
    changed = {name: getattr(settings, name) for name in names if getattr(settings, name) != getattr(DEFAULTS, name)}
    return {PREFIX + name.upper(): "no" if value is False else str(value) for name, value in changed.items()}


@contextmanager
def hand(settings: Settings, log: Path, more: Mapping[str, str] | None = None) -> Iterator[Process]:
    """One worker, whose conversions take a moment; killed in the end, if it still lives."""
    environment = {**os.environ, **environment_of(settings), **(more or {}), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *QUICK_CONVERTER, "worker"]
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.kill()
        process.wait(60)


@contextmanager
def hands(count: int, settings: Settings, log: Path, more: Mapping[str, str] | None = None) -> Iterator[list[Process]]:
    with ExitStack() as stack:
        yield [stack.enter_context(hand(settings, log, more)) for _ in range(count)]


@dataclass(frozen=True, slots=True)
class Serving:
    """A service in a process of its own."""

    process: Process
    address: str
    began: float  # time.monotonic()

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(self.address + path, timeout=PATIENCE) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code

    def ready(self) -> float:
        """How many seconds after its start it has said that it is ready; waits for it."""
        while self.status("/health/ready") != 200:
            assert time.monotonic() - self.began < PATIENCE, "it is never ready"
            time.sleep(0.02)
        return time.monotonic() - self.began

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(60)


@contextmanager
def serving(
    settings: Settings, log: Path, more: Mapping[str, str] | None = None, program: Sequence[str] = ASSEMBLER
) -> Iterator[Serving]:
    """`assembler serve` on a free port, as soon as it says where; killed in the end, if it still lives."""
    environment = {**os.environ, **environment_of(settings), **(more or {}), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, *program, "serve", "--port", "0"]
    began = time.monotonic()
    with log.open("ab") as errors:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors)
    assert process.stdout is not None
    try:
        found = ADDRESS.search(process.stdout.readline().decode())
        assert found, log.read_text()
        yield Serving(process, found[0], began)
    finally:
        process.kill()
        process.wait(60)
        process.stdout.close()


@contextmanager
def web(settings: Settings, log: Path, more: Mapping[str, str] | None = None) -> Iterator[str]:
    """The address of a service that is asked to end in the end."""
    with serving(settings, log, more) as service:
        yield service.address
        service.process.terminate()
        service.process.wait(30)
