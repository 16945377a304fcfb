"""The store: a database and files, and transactions in the name of someone.

    with store.writing(actor) as tx:
        revision = plans.save(tx, plan_id, ready, expected=12)
    # here it is on the disk: now it may be acknowledged

A block is one transaction: it is kept whole and durably when the block ends, or nothing of it is kept. Files go first:
`ready = store.ready(content)` writes the long texts of a content, `store.keep(...)` any bytes, before the transaction
whose rows refer to them. A process that dies in between leaves files that no row knows; the sweep removes them.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from assembler.settings import DEFAULTS, Settings
from assembler.store import clock, contents, outbox
from assembler.store.contents import Packed
from assembler.store.database import connect, for_reading, for_writing, insert
from assembler.store.faults import of_database, translated
from assembler.store.files import Files, open_files, sha256
from assembler.store.migrate import migrate
from assembler.store.models import AuditEntry, ContentFile, File
from assembler.store.turns import Turns

MEGABYTE = 1_000_000
KEPT = timedelta(hours=24)  # how long a file may lie without any row that refers to it


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and in which municipality: nothing of another one is seen or changed.

    Without a municipality nothing of any is seen; that is how the machinery (jobs, sweep, command line) acts.
    """

    municipality: uuid.UUID | None = None
    user: uuid.UUID | None = None
    token: uuid.UUID | None = None
    request: str = ""  # its id, for the audit trail


MACHINERY = Actor()


@dataclass(frozen=True, slots=True)
class Transaction:
    """What operations work with; it ends with the block that made it."""

    db: Session
    files: Files
    actor: Actor
    now: datetime
    quota: int = 0  # bytes of files that a municipality may keep; 0: no bound

    def record(self, deed: str, subject: object, **details: Any) -> None:
        """Add to the audit trail: who did what to what; never what a content says. Webhooks are told from it."""
        entry = AuditEntry(
            at=self.now,
            municipality_id=self.actor.municipality,
            user_id=self.actor.user,
            token_id=self.actor.token,
            request=self.actor.request,
            deed=deed,
            subject=str(subject),
            details=details,
        )
        self.db.add(entry)
        outbox.put(self.db, entry)


class Store:
    """A database with its files."""

    def __init__(
        self, engine: Engine, files: Files, patience: float = DEFAULTS.database_seconds, quota: int = 0
    ) -> None:
        self.engine = engine
        self.files = files
        self.quota = quota
        self._reader = for_reading(engine)
        self._writer = for_writing(engine)
        self._turn = Turns(patience).mine if engine.dialect.name == "sqlite" else nullcontext

    @contextmanager
    def reading(self, actor: Actor = MACHINERY) -> Iterator[Transaction]:
        """One snapshot; nothing can be changed in it."""
        with of_database(), Session(self._reader, autoflush=False) as db:
            yield Transaction(db, self.files, actor, clock.now(), self.quota)

    @contextmanager
    def writing(self, actor: Actor = MACHINERY) -> Iterator[Transaction]:
        """One transaction; durable when the block ends, without effect when the block raises."""
        with self._turn(), of_database(), Session(self._writer, expire_on_commit=False) as db, db.begin():
            yield Transaction(db, self.files, actor, clock.now(), self.quota)

    def ready(self, content: object) -> Packed:
        """A content made ready for `plans.create` and `plans.save`; its long texts are kept as files.

        Raises Unfit for what JSON cannot hold.
        """
        packed = contents.pack(content)
        if packed.files:
            with self.reading() as tx:
                known = set(tx.db.scalars(select(ContentFile.sha256).where(ContentFile.sha256.in_(packed.files))))
            self.keep(data for digest, data in packed.files.items() if digest not in known)
        return packed

    def keep(self, payloads: Iterable[bytes]) -> list[str]:
        """Write files; returns their hashes, one for each, for rows that will refer to them within a day.

        Their rows come first and say until when the sweep leaves them alone: it cannot remove a file between its
        writing and the row that refers to it.
        """
        named = [(sha256(data), data) for data in payloads]
        if named:
            with self.writing() as tx:
                announce(tx, {digest: len(data) for digest, data in named})
        for digest, data in dict(named).items():
            self.files.put(digest, data)
        return [digest for digest, _ in named]

    def close(self) -> None:
        self.engine.dispose()


def open_store(settings: Settings) -> Store:
    """The store of the settings, made or brought to the newest form where needed."""
    files = open_files(settings)
    with translated():
        engine = connect(settings)
        try:
            migrate(engine)
        except BaseException:
            engine.dispose()
            raise
    return Store(engine, files, settings.database_seconds, settings.municipality_files_mb * MEGABYTE)


def announce(tx: Transaction, sizes: dict[str, int]) -> None:
    """Rows of files that are about to be written; in one order, so that two writers cannot lock each other out."""
    until = tx.now + KEPT
    rows = [{"sha256": digest, "size": sizes[digest], "kept_until": until} for digest in sorted(sizes)]
    statement = insert(tx.db, File).values(rows)
    tx.db.execute(statement.on_conflict_do_update(index_elements=["sha256"], set_={"kept_until": until}))


def release(tx: Transaction, digest: str) -> None:
    """To be called by whoever removes a row that refers to a file: from now on the file has a day.

    A backup that has read the row before finds its file all that time.
    """
    tx.db.execute(update(File).where(File.sha256 == digest).values(kept_until=tx.now + KEPT))
