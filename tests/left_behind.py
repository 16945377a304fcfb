"""Programs of others in tests: whether they are there, and that they leave no process and no file behind."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assembler.convert import process

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


@contextmanager
def nothing_left(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Temporary files of the test lie in a folder of its own, which must be empty in the end."""
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(process, "SHARED_MEMORY", folder)
    yield
    assert list(folder.iterdir()) == []


def running(mark: str) -> list[str]:
    """Command lines of living processes that hold a text; those just killed get a moment to go."""
    for _ in range(40):
        found = [line for line in map(command_line, Path("/proc").glob("[0-9]*/cmdline")) if mark in line]
        if not found:
            return []
        time.sleep(0.05)
    return found


def command_line(path: Path) -> str:
    try:
        return path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
    except OSError:  # it ended in between
        return ""
