"""What the database and the disk say when they cannot, as errors of ours: the one table.

Nothing of the operation was kept in any of these cases. The exception's own text goes to the log only.
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from obstore.exceptions import BaseError
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as NoConnection

from assembler.errors import AssemblerError, Damaged, StorageBusy, StorageError, StorageFull
from assembler.sentences import Sentence

BUSY = Sentence("Databázi teď drží jiná práce. Nic se neuložilo; zkuste to za chvíli znovu.")
FULL = Sentence("Na disku došlo místo. Nic se neuložilo; správce musí místo uvolnit.")
READ_ONLY = Sentence("Do úložiště nelze zapisovat. Nic se neuložilo; správce musí opravit práva složky nebo disku.")
AWAY = Sentence("Úložiště teď neodpovídá. Nic se neuložilo; zkuste to za chvíli znovu.")
DAMAGED = Sentence("Databáze je poškozená. Správce má obnovit zálohu.")

SQLITE = {  # primary result codes (sqlite.org/rescode.html)
    sqlite3.SQLITE_BUSY: (StorageBusy, BUSY),
    sqlite3.SQLITE_LOCKED: (StorageBusy, BUSY),
    sqlite3.SQLITE_FULL: (StorageFull, FULL),
    sqlite3.SQLITE_READONLY: (StorageError, READ_ONLY),
    sqlite3.SQLITE_CORRUPT: (Damaged, DAMAGED),
    sqlite3.SQLITE_NOTADB: (Damaged, DAMAGED),
}
SQLITE_GONE = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL)
POSTGRESQL = {  # SQLSTATE (PostgreSQL, appendix A); two characters stand for the class
    "53100": (StorageFull, FULL),
    "53": (StorageBusy, BUSY),  # insufficient resources
    "55P03": (StorageBusy, BUSY),  # lock_timeout
    "57014": (StorageBusy, BUSY),  # statement_timeout
    "40": (StorageBusy, BUSY),  # serialization failure, deadlock
    "25006": (StorageError, READ_ONLY),
    "XX001": (Damaged, DAMAGED),
    "XX002": (Damaged, DAMAGED),
}
ERRNO = {
    errno.ENOSPC: (StorageFull, FULL),
    errno.EDQUOT: (StorageFull, FULL),
    errno.EFBIG: (StorageFull, FULL),
    errno.EROFS: (StorageError, READ_ONLY),
    errno.EACCES: (StorageError, READ_ONLY),
    errno.EPERM: (StorageError, READ_ONLY),
}


@contextmanager
def of_database() -> Iterator[None]:
    """Faults of the database in this block as errors of ours; everything else passes."""
    try:
        yield
    except DBAPIError as error:
        raise database_fault(error) from error
    except StatementError as error:  # a value that its column refused (columns.py)
        raise error.orig if isinstance(error.orig, AssemblerError) else error from error
    except NoConnection as error:  # all connections of the pool are in use
        raise StorageBusy(BUSY, str(error)) from error


@contextmanager
def of_disk() -> Iterator[None]:
    """Faults of the disk and of S3 in this block as errors of ours."""
    try:
        yield
    except BaseError as error:
        raise StorageError(AWAY, str(error)) from error
    except OSError as error:
        raise disk_fault(error) from error


@contextmanager
def translated() -> Iterator[None]:
    """Faults of both, where a block does nothing but open, copy or read stores."""
    with of_database(), of_disk():
        yield


def database_fault(error: DBAPIError) -> Exception:
    """What the database said; a fault of ours (a broken constraint, wrong SQL) stays as it is."""
    state = getattr(error.orig, "sqlstate", None)
    code = getattr(error.orig, "sqlite_errorcode", None)
    found: tuple[type[AssemblerError], str] | None = None
    if code == sqlite3.SQLITE_IOERR_WRITE:  # what a quota or a limit of file sizes gives
        found = StorageFull, FULL
    elif code is not None:
        found = SQLITE.get(code & 0xFF, (StorageError, AWAY) if code & 0xFF in SQLITE_GONE else None)
    elif state is not None:
        found = POSTGRESQL.get(state) or POSTGRESQL.get(state[:2]) or lost(state)
    elif error.connection_invalidated or type(error.orig).__name__ == "OperationalError":
        found = StorageError, AWAY
    return found[0](found[1], str(error.orig)) if found else error


def lost(state: str) -> tuple[type[AssemblerError], str] | None:
    """Connection exceptions, operator intervention, system errors (classes 08, 57, 58), and no access (28, 3D)."""
    return (StorageError, AWAY) if state[:2] in ("08", "57", "58", "28", "3D") else None


def disk_fault(error: OSError) -> StorageError:
    kind, told = ERRNO.get(error.errno or 0, (StorageError, AWAY))
    return kind(told, f"{type(error).__name__}: {error}")
