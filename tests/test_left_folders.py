"""Temporary folders: whoever is killed leaves them, and whoever works afterwards removes them, and no others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assembler.convert import process
from assembler.convert.process import FOLDER_PREFIX, UNFINISHED, UNFINISHED_SECONDS, private_folder, remove_left
from assembler.jobs.runner import Runner
from assembler.settings import Settings
from assembler.store.store import open_store
from tests.left_behind import needs_libreoffice, running

ROOT = Path(__file__).parent.parent
HOLDS = """
with process.private_folder(), process.private_folder(process.memory()):
    print(flush=True)
    time.sleep(60)
"""
CONVERTS = """
print(flush=True)
from assembler.cli import main
main(["assemble", "examples/minimal.yaml", "-o", sys.argv[1] + "/plan.docx", "--pdf"])
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Temporary files lie in a folder of the test, and in its shared memory."""
    (tmp_path / "memory").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(process, "SHARED_MEMORY", tmp_path / "memory")
    return tmp_path


def left(temporary: Path) -> list[Path]:
    return sorted(temporary.rglob(f"*{FOLDER_PREFIX}*"))


@contextmanager
def another(temporary: Path, deed: str) -> Iterator[subprocess.Popen[bytes]]:
    """Another process, with the same folders of temporary files, once it has begun."""
    there = f"process.SHARED_MEMORY = Path({str(temporary / 'memory')!r})"
    program = f"import sys, time; from pathlib import Path; from assembler.convert import process; {there}\n{deed}"
    environment = {**os.environ, "TMPDIR": str(temporary)}
    command = [sys.executable, "-c", program, str(temporary)]
    started = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
    )
    assert started.stdout is not None
    try:
        started.stdout.readline()
        yield started
    finally:
        started.kill()
        started.wait(60)
        started.stdout.close()


def kill(other: subprocess.Popen[bytes]) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait(60)


def test_folders_of_a_killed_process_are_removed_and_those_of_a_living_one_are_not(temporary: Path) -> None:
    with private_folder() as own, another(temporary, HOLDS) as other:
        remove_left()
        assert len(left(temporary)) == 3
        kill(other)
        remove_left()
        assert left(temporary) == [own]
    assert left(temporary) == []


def test_a_folder_whose_owner_was_killed_before_he_had_locked_it_is_removed_when_it_is_old(temporary: Path) -> None:
    young, old = (temporary / f"{UNFINISHED}{FOLDER_PREFIX}{age}" for age in ("young", "old"))
    for each in (young, old):
        each.mkdir()
    os.utime(old, (0, time.time() - UNFINISHED_SECONDS - 1))
    remove_left()
    assert left(temporary) == [young]


def test_what_only_looks_like_a_folder_of_ours_is_left_alone(temporary: Path) -> None:
    elsewhere = temporary / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").touch()
    (temporary / f"{FOLDER_PREFIX}link").symlink_to(elsewhere)
    (temporary / f"{FOLDER_PREFIX}file").touch()
    remove_left()
    assert len(left(temporary)) == 2
    assert (elsewhere / "file").exists()


def test_a_worker_tidies_up_after_one_that_was_killed(temporary: Path) -> None:
    with another(temporary, HOLDS) as other:
        kill(other)
    settings = Settings(data=str(temporary / "data"))
    store = open_store(settings)
    Runner(lambda: store, settings).watch(tidy=True)
    store.close()
    assert left(temporary) == []


@pytest.mark.slow
@needs_libreoffice
def test_of_a_conversion_that_was_killed_nothing_is_left_in_the_end(temporary: Path) -> None:
    with another(temporary, CONVERTS) as other:
        end = time.monotonic() + 60
        while not any(each.name == "in.docx" for each in temporary.rglob("in.docx")):
            assert time.monotonic() < end
            time.sleep(0.01)
        kill(other)
    assert len(left(temporary)) == 2, "its folder, and its profile"
    while left(temporary) and time.monotonic() < end:  # what it was just starting holds its locks for a moment more
        remove_left()
        time.sleep(0.05)
    assert left(temporary) == []
    assert running(str(temporary)) == []


def test_who_is_asked_to_end_while_a_program_starts_ends_at_once_and_the_program_with_it(
    temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked_to_end(_: threading.Timer) -> None:
        raise SystemExit(128 + signal.SIGTERM)

    began = threading.active_count()
    monkeypatch.setattr(threading.Timer, "start", asked_to_end)
    name = "3600.25"
    with pytest.raises(SystemExit):
        process.run(["sleep", name], temporary, 600)
    assert running(name) == []
    assert threading.active_count() == began


def test_the_watch_over_a_program_keeps_nobody_from_ending(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The signal may come when the watch has just begun: its thread must not be waited for."""
    watches: list[threading.Timer] = []
    begin = threading.Timer.start

    def asked_to_end(timer: threading.Timer) -> None:
        begin(timer)
        watches.append(timer)
        raise SystemExit(128 + signal.SIGTERM)

    monkeypatch.setattr(threading.Timer, "start", asked_to_end)
    with pytest.raises(SystemExit):
        process.run(["sleep", "3600.75"], temporary, 600)
    assert running("3600.75") == []
    assert [(each.daemon, each.is_alive()) for each in watches] == [(True, False)]
