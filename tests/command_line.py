"""The command line as the tests use it: in this process, and in one of its own."""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assembler import cli, pipeline, resources

DONE, FINDINGS, USAGE, MACHINERY, INTERRUPTED = 0, 1, 2, 3, 130
MINIMAL, PISEK, DACICE = (resources.examples()[name] for name in ("minimal", "pisek", "dacice"))
WITH_ERRORS = """title: Plán
period: {first_year: 2025, last_year: 2027}
strategy:
  nodes:
  - id: doprava
    name: Doprava
"""
UNLOADABLE = "title: Plán\nperiod: {first_year: loni, last_year: 2024}\nnadpis: x\n"


@dataclass(frozen=True)
class Said:
    """What a command ended with and said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def run(*arguments: object) -> Said:
    """A command in this process, which afterwards collects its garbage and ends as before."""
    ending, threshold = signal.getsignal(signal.SIGTERM), gc.get_threshold()
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = cli.main([str(each) for each in arguments])
        except SystemExit as ended:
            code = int(str(ended.code or 0))
        finally:
            signal.signal(signal.SIGTERM, ending)
            gc.unfreeze()
            gc.set_threshold(*threshold)
    told = Said(code, text_of(out), text_of(err))
    assert "Traceback" not in told.err
    return told


def text_of(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def written(folder: Path, text: str, name: str = "obsah.yaml") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "assemble", fail)


# ---------------------------------------------------------------- a process of its own

COMMAND = [sys.executable, "-c", "import sys; from assembler.cli import main; sys.exit(main())"]
RIGHTS = "-dac_override,-dac_read_search"  # by which root reads and writes everything
UNPRIVILEGED = ["setpriv", f"--bounding-set={RIGHTS}", f"--inh-caps={RIGHTS}"] if os.geteuid() == 0 else []


def ended(*arguments: object, by: Sequence[str] = (), **more: Any) -> subprocess.CompletedProcess[bytes]:
    """A command that ran in a process of its own."""
    given: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 120} | more
    command = [*by, *COMMAND, *map(str, arguments)]
    told: subprocess.CompletedProcess[bytes] = subprocess.run(command, cwd=resources.PROJECT, check=False, **given)
    assert b"Traceback" not in (told.stderr or b""), told.stderr
    return told


@contextmanager
def started(*arguments: object, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """A command that is running; it is gone in the end."""
    with subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=resources.PROJECT,
        env=os.environ | environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()
