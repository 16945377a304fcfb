"""Záloha a obnova: a backup is a data folder like the embedded one, whatever the store itself uses.

All rows are read from one snapshot, so they agree with each other however many others write meanwhile; the files come
after them (files that rows refer to are never removed). A backup is verified before it has its name. The same way back
leads into any empty store: from SQLite to PostgreSQL, from a folder to S3.
"""

from __future__ import annotations

import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from obstore.store import LocalStore
from sqlalchemy import Table, func, insert, select, text

from assembler.errors import Damaged, Unfit, WrongState
from assembler.store.database import FILE_NAME, connect_sqlite
from assembler.store.faults import translated
from assembler.store.files import FOLDER, Files, in_folder, make_folder, sync_folder
from assembler.store.migrate import migrate
from assembler.store.models import Document, File, Plan, Revision, Row
from assembler.store.store import Store, Transaction
from assembler.store.verify import Fault, referred, verify

BATCH = 100  # rows in memory at once
WAIT = 30  # seconds for a database that is ours alone
TABLES: list[Table] = Row.metadata.sorted_tables  # what is referred to comes first
SHOWN = 5  # faults that a refusal names


@dataclass(frozen=True, slots=True)
class Summary:
    """What a backup holds."""

    plans: int
    revisions: int
    documents: int
    files: int
    bytes: int  # of the files


def backup(store: Store, target: Path) -> Summary:
    """A verified copy of the store in a new folder: everything that was acknowledged before the backup began.

    Raises WrongState where something is there already, Damaged where the store itself is: then there is no backup.
    """
    if target.exists():
        raise WrongState(f"„{target}“ už existuje. Zálohujte do nové složky.")
    with translated():
        make_folder(target.absolute().parent)
        partial = target.with_name(f".{target.name}.{uuid.uuid4().hex}")
        try:
            summary = write(store, partial)
            partial.rename(target)
            sync_folder(target.absolute().parent)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return summary


def write(store: Store, folder: Path) -> Summary:
    copy = Store(connect_sqlite(folder / FILE_NAME, WAIT), in_folder(folder))
    try:
        migrate(copy.engine)
        copy_rows(store, copy)
        copy_files(store, copy, copy.files)
        refuse_faults(verify(copy))
        return summary_of(copy)
    finally:
        copy.close()


def restore(source: Path, store: Store) -> Summary:
    """A backup brought into an empty store, and verified there.

    Raises WrongState where the store has rows (nothing is ever mixed), Unfit for a folder that is no backup, Damaged
    for a backup whose rows, files and hashes do not agree. Until the last step the store stays empty.
    """
    with opened(source) as kept:
        refuse_faults(verify(kept))
        refuse_used(store)
        copy_files(kept, kept, store.files)
        copy_rows(kept, store)
    refuse_faults(verify(store))
    return summary_of(store)


def verify_backup(source: Path) -> list[Fault]:
    """Everything that is wrong with a backup; it is not changed."""
    with opened(source) as kept:
        return verify(kept)


@contextmanager
def opened(source: Path) -> Iterator[Store]:
    """The backup as a store: its database is a copy, brought to the newest form; its files are read where they lie."""
    if not (source / FILE_NAME).is_file() or not (source / FOLDER).is_dir():
        raise Unfit(f"„{source}“ není záloha: chybí v ní databáze nebo složka souborů.")
    with translated(), tempfile.TemporaryDirectory(prefix="assembler-restore-") as folder:
        for each in source.glob(f"{FILE_NAME}*"):  # with its write-ahead log, if it is a folder that was in use
            shutil.copy(each, folder)
        engine = connect_sqlite(Path(folder) / FILE_NAME, WAIT)
        try:
            migrate(engine)
            yield Store(engine, Files(LocalStore(source / FOLDER)))
        finally:
            engine.dispose()


# ---------------------------------------------------------------- rows and files


def copy_rows(source: Store, target: Store) -> None:
    """All rows, from one snapshot, in one transaction; those of files that nothing refers to are left out."""
    with source.reading() as old, target.writing() as new:
        refuse_rows(new)
        for table in TABLES:
            for batch in batches(old, table):
                new.db.execute(insert(table), batch)
        count_on(new)


def batches(tx: Transaction, table: Table) -> Iterator[list[dict[str, Any]]]:
    rows = select(table).order_by(*table.primary_key)
    if table is File.__table__:
        rows = rows.where(File.sha256.in_(select(referred().subquery().c.sha256)))
    found = tx.db.execute(rows.execution_options(yield_per=BATCH))
    for partition in found.mappings().partitions():
        yield [dict(row) for row in partition]


def count_on(tx: Transaction) -> None:
    """PostgreSQL's counters go on after the rows that were brought in (SQLite's do by themselves)."""
    if tx.db.get_bind().dialect.name != "postgresql":
        return
    for table in TABLES:
        if "seq" in table.columns:
            last = tx.db.scalar(select(func.max(table.columns["seq"])))
            counter = text("SELECT setval(pg_get_serial_sequence(:table, 'seq'), :last)")
            if last:
                tx.db.execute(counter, {"table": table.name, "last": last})


def copy_files(source: Store, listed: Store, files: Files) -> None:
    """The files that the rows of `listed` refer to, each proved by its hash on the way."""
    with listed.reading() as tx:
        digests = [digest for digest, _ in tx.db.execute(referred())]
    for digest in digests:
        files.put(digest, source.files.get(digest))


# ---------------------------------------------------------------- refusals


def refuse_faults(faults: list[Fault]) -> None:
    if faults:
        named = "; ".join(f"{fault.message} ({fault.subject})" for fault in faults[:SHOWN])
        raise Damaged(f"Data nejsou v pořádku, závad je {len(faults)}: {named}")


def refuse_used(store: Store) -> None:
    with store.reading() as tx:
        refuse_rows(tx)


def refuse_rows(tx: Transaction) -> None:
    for table in TABLES:
        if tx.db.execute(select(table).limit(1)).first():
            raise WrongState("Obnovit zálohu lze jen do prázdného úložiště.")


def summary_of(store: Store) -> Summary:
    with store.reading() as tx:
        plans, revisions, documents = (
            tx.db.scalar(select(func.count()).select_from(table)) or 0 for table in (Plan, Revision, Document)
        )
        sizes = [size for _, size in tx.db.execute(referred())]
    return Summary(plans, revisions, documents, len(sizes), sum(sizes))
