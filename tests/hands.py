"""`assembler worker` and `assembler serve` as processes of their own, for tests that stop or kill them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from pathlib import Path

from assembler.settings import DEFAULTS, PREFIX, Settings

ROOT = Path(__file__).parent.parent
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
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
    command = [sys.executable, "-m", "tests.worker_process"]
    with log.open("ab") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


@contextmanager
def hands(count: int, settings: Settings, log: Path, more: Mapping[str, str] | None = None) -> Iterator[list[Process]]:
    with ExitStack() as stack:
        yield [stack.enter_context(hand(settings, log, more)) for _ in range(count)]


@contextmanager
def web(settings: Settings, log: Path, more: Mapping[str, str] | None = None) -> Iterator[str]:
    """`assembler serve` as a process of its own, on a free port; its address."""
    environment = {**os.environ, **environment_of(settings), **(more or {})}
    command = [sys.executable, "-c", "import sys; from assembler.cli import main; sys.exit(main())", "serve"]
    with log.open("ab") as errors:
        process = subprocess.Popen(
            [*command, "--port", "0"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors
        )
    assert process.stdout is not None
    try:
        found = ADDRESS.search(process.stdout.readline().decode())
        assert found, log.read_text()
        yield found[0]
    finally:
        process.terminate()
        process.wait(30)
        process.stdout.close()
