"""Kdo je naživu: a file a lease, locked as long as the process that holds the lease lives.

The kernel lets go of the lock when the process ends, however it ends. So a process that starts again knows at once
which jobs were left by one that was killed, and need not wait until their leases run out. Leases of other machines
have no files here; of those only time tells.
"""

from __future__ import annotations

import fcntl
import logging
import os
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

FOLDER = "leases"
UNFINISHED_SECONDS = 600.0  # for which a file is left alone that has not its name yet

log = logging.getLogger(__name__)


class Leases:
    """The leases of this machine, as files in the data folder."""

    def __init__(self, data: Path) -> None:
        self.folder = data / FOLDER

    @contextmanager
    def held(self, lease: uuid.UUID) -> Iterator[None]:
        """The lease is alive in this block; where files cannot be written, its time alone says so."""
        place = self.folder / str(lease)
        descriptor = None
        try:
            descriptor = self.locked(place)
        except OSError as failed:
            log.warning("no lease file", exc_info=failed)
        try:
            yield
        finally:
            if descriptor is not None:
                place.unlink(missing_ok=True)
                os.close(descriptor)

    def locked(self, place: Path) -> int:
        """Locked under another name first: under its own it is never seen unlocked while its process lives."""
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f".{place.name}")
        descriptor = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            beside.rename(place)
        except OSError:
            os.close(descriptor)
            beside.unlink(missing_ok=True)
            raise
        return descriptor

    def dead(self) -> list[uuid.UUID]:
        """The leases whose processes are gone."""
        with suppress(OSError):
            return [uuid.UUID(each.name) for each in self.folder.iterdir() if each.name[0] != "." and unlocked(each)]
        return []

    def forget(self, leases: Iterable[uuid.UUID]) -> None:
        """Remove the files of leases that are over."""
        for lease in leases:
            with suppress(OSError):
                (self.folder / str(lease)).unlink()

    def clear_unfinished(self) -> None:
        """Remove the files of processes that were killed before theirs had its name."""
        for each in self.folder.glob(".*"):
            with suppress(OSError):
                if each.stat().st_mtime < time.time() - UNFINISHED_SECONDS:
                    each.unlink()


def unlocked(place: Path) -> bool:
    try:
        descriptor = os.open(place, os.O_RDWR)
    except FileNotFoundError:  # it has just ended in order
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(descriptor)
