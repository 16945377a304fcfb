"""The store of a command: opened, and closed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from assembler.settings import Settings
from assembler.store.store import Store, open_store


@contextmanager
def opened() -> Iterator[Store]:
    """The store of this process's settings; raises StorageError."""
    store = open_store(Settings.from_environment())
    try:
        yield store
    finally:
        store.close()
