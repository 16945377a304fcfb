"""Starting other people's programs so that they always end, alone, and leave nothing behind.

Output goes to files, not to pipes: a limit of the file size then bounds it, and a child that outlives its parent
cannot keep us waiting for an end of file.
"""

from __future__ import annotations

import fcntl
import logging
import os
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from assembler.errors import Unavailable

SHOWN_ERRORS = 4_000  # bytes of stderr that the log gets
FOLDER_PREFIX = "assembler-work-"
UNFINISHED = "."  # before the name of a folder that is not locked yet
UNFINISHED_SECONDS = 600.0  # for which it is left alone: it takes its owner less than one to lock it
BY_SIGNAL = 128
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108  # folders in it are made by mkdtemp
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8"}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may use; the time is of the clock, the processor's time follows from it."""

    seconds: float
    output: int  # bytes of the largest file, standard output included
    memory: int | None = None  # bytes of address space; None where the program limits its heap itself


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended."""

    returncode: int  # negative: the signal that ended it
    output: bytes
    errors: str  # the end of stderr, for the log
    late: bool  # ended by us, because its time was over
    silent: float  # seconds between its last output and its end
    busy: float  # seconds of the processor that it had; its children are not counted

    @property
    def killed(self) -> bool:
        """By a signal, which a shell or bubblewrap around it reports as 128 and more."""
        return self.returncode < 0 or self.returncode > BY_SIGNAL


def limited(command: Sequence[str], limits: Limits) -> list[str]:
    """The command under limits of the kernel, which also hold when this process is killed; raises Unavailable."""
    tool = shutil.which("prlimit")
    if tool is None:
        raise Unavailable("Na serveru chybí program prlimit (balík util-linux).", "prlimit not found")
    processors = os.cpu_count() or 1
    bounds = [f"--cpu={int(limits.seconds * processors) + 1}", f"--fsize={limits.output}", "--core=0"]
    if limits.memory is not None:
        bounds.append(f"--as={limits.memory}")
    return [tool, *bounds, "--", *command]


def run(command: Sequence[str], folder: Path, seconds: float, given: bytes = b"") -> Ended:
    """Runs a program in a folder with a clean environment; its process group is gone when this returns.

    Raises Unavailable where it cannot be started.
    """
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        source.write(given)
        source.seek(0)
        process = started(command, folder, source, output, errors)
        late, busy = outlive(process, seconds)
        silent = time.time() - os.fstat(output.fileno()).st_mtime
        return Ended(process.returncode, whole(output), tail(errors), late, silent, busy)


def started(
    command: Sequence[str], folder: Path, source: IO[bytes], output: IO[bytes], errors: IO[bytes]
) -> subprocess.Popen[bytes]:
    """The running program, first of a session of its own."""
    environment = {**ENVIRONMENT, "HOME": str(folder)}
    streams: dict[str, Any] = {"stdin": source, "stdout": output, "stderr": errors}
    try:
        return subprocess.Popen(list(command), cwd=folder, env=environment, start_new_session=True, **streams)  # noqa: S603
    except OSError as wrong:
        raise Unavailable(
            "Pomocný program na serveru nelze spustit. Zkuste to znovu.", f"{command[0]}: {wrong}"
        ) from None


def outlive(process: subprocess.Popen[bytes], seconds: float) -> tuple[bool, float]:
    """Waits for the end, or makes it; says whether it had to, and how busy the process was.

    Children that stayed behind are killed in any case.

    The process is reaped last: until then its number, which is that of its group, cannot be given to another.
    """
    late = threading.Event()

    def end() -> None:
        late.set()
        kill_group(process.pid)

    timer = threading.Timer(seconds, end)
    timer.daemon = True  # who is asked to end just now does not wait for it
    try:
        timer.start()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        busy = processor_seconds(process.pid)
    finally:
        timer.cancel()
        if timer.is_alive():
            timer.join()
        kill_group(process.pid)
        process.wait()
    return late.is_set(), busy


def processor_seconds(number: int) -> float:
    """What a process has had of the processors, also when it has ended but was not reaped (proc(5), stat)."""
    fields = Path(f"/proc/{number}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    user, system = int(fields[11]), int(fields[12])
    return (user + system) / os.sysconf("SC_CLK_TCK")


def kill_group(number: int) -> None:
    with suppress(ProcessLookupError):
        os.killpg(number, signal.SIGKILL)


def whole(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read()


def tail(file: IO[bytes]) -> str:
    file.seek(max(0, os.fstat(file.fileno()).st_size - SHOWN_ERRORS))
    return file.read().decode("utf-8", "replace").strip()


@contextmanager
def private_folder(parent: Path | None = None) -> Iterator[Path]:
    """A folder that only this user can enter, removed at the end; among the temporary files unless told otherwise.

    It is locked as long as this process lives, so that what a killed process has left is known (`remove_left`).
    """
    made = Path(tempfile.mkdtemp(prefix=UNFINISHED + FOLDER_PREFIX, dir=parent))
    folder = made.with_name(made.name.removeprefix(UNFINISHED))
    descriptor = os.open(made, os.O_RDONLY | os.O_DIRECTORY)
    try:
        locked(descriptor)
        made.rename(folder)
        yield folder
    finally:
        remove(folder)
        os.close(descriptor)


def locked(descriptor: int) -> bool:
    """Is it ours alone now? Not where another process holds it, nor where the file system knows no locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def remove_left() -> None:
    """Remove the private folders of processes of this user that were killed; any process may do so at any time."""
    for parent in (Path(tempfile.gettempdir()), SHARED_MEMORY):
        unfinished = filter(is_old, parent.glob(f"{UNFINISHED}{FOLDER_PREFIX}*"))
        for folder in (*parent.glob(f"{FOLDER_PREFIX}*"), *unfinished):
            with suppress(OSError):  # another process removes it, too, or has just done so
                remove_if_left(folder)


def is_old(folder: Path) -> bool:
    with suppress(OSError):
        return folder.stat().st_mtime < time.time() - UNFINISHED_SECONDS
    return False


def remove_if_left(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(descriptor).st_uid == os.getuid() and locked(descriptor):
            remove(folder)
    finally:
        os.close(descriptor)


def memory() -> Path | None:
    """Where small files lie in memory: removing forty files from a disk can take longer than a short conversion."""
    return SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK | os.X_OK) else None


def remove(folder: Path) -> None:
    """Removes a folder, patiently: a child that was just killed may still be putting its last file there."""
    for pause in (0.0, 0.05, 0.2, 0.5, 1.0):
        time.sleep(pause)
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
    log.error("folder %s could not be removed", folder)
