"""The store of the application: opened at the first need, tried again at the next one where that failed.

What needs no store (the page of one document, the stateless API) works without it.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from threading import Lock

from flask import Flask, current_app

from assembler.settings import Settings
from assembler.store.faults import disk_fault
from assembler.store.store import Store, open_store

NAME = "assembler.keeping"
SECRET = "secret"  # noqa: S105 - the name of the file
SECRET_BYTES = 32


class Keeping:
    """Úložiště: the store and the secret by which cookies are signed."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._lock = Lock()
        self._store: Store | None = None
        self._secret = settings.secret

    def store(self) -> Store:
        """Raises StorageError where it cannot be opened now."""
        with self._lock:
            if self._store is None:
                self._store = open_store(self.settings)
            return self._store

    def secret(self) -> str:
        """Of the settings, else random, made once and kept in the folder; raises StorageError."""
        with self._lock:
            if not self._secret:
                try:
                    self._secret = kept_secret(Path(self.settings.data))
                except OSError as failed:
                    raise disk_fault(failed) from failed
            return self._secret


def kept_secret(folder: Path) -> str:
    """Read from its file; of processes that make it at the same time one wins, the others read what it made."""
    file = folder / SECRET
    with suppress(FileNotFoundError):
        return file.read_text("ascii")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = folder / f".{SECRET}-{secrets.token_hex(4)}"
    with open(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as made:
        made.write(secrets.token_hex(SECRET_BYTES))
        made.flush()
        os.fsync(made.fileno())
    try:
        with suppress(FileExistsError):
            os.link(beside, file)
    finally:
        beside.unlink()
    return file.read_text("ascii")


def register(app: Flask, settings: Settings) -> None:
    app.extensions[NAME] = Keeping(settings)


def keeping() -> Keeping:
    found: Keeping = current_app.extensions[NAME]
    return found


def store() -> Store:
    """The store of the current application; raises StorageError where it cannot be opened now."""
    return keeping().store()
