"""Úklid: what processes that died have left behind. Any process may sweep at any time, also several at once."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, exists, select
from sqlalchemy.exc import IntegrityError

from assembler.store import drafts, idempotency, jobs, uploads
from assembler.store.jobs import Swept
from assembler.store.models import ContentFile, DocumentFile, File, TemplateVersion, Upload
from assembler.store.store import Store, Transaction, announce

FOLDERS = 256  # that files lie in; each minute has one of them
# every column that refers to a file
REFERENCES = (ContentFile.sha256, DocumentFile.sha256, TemplateVersion.sha256, Upload.sha256)


@dataclass(frozen=True, slots=True)
class Tidied:
    """What a sweep found and did."""

    jobs: Swept
    keys: int
    drafts: int
    tables: int
    files: int
    half_written: int


def sweep(store: Store) -> Tidied:
    """Jobs of dead workers; old keys, drafts and tables; files without references since a day, or never finished."""
    with store.writing() as tx:
        found, keys, minute = jobs.sweep(tx), idempotency.sweep(tx), int(tx.now.timestamp() // 60)
        typed, tables = drafts.sweep(tx), uploads.sweep(tx)
    adopt(store, f"{minute % FOLDERS:02x}")
    return Tidied(found, keys, typed, tables, sweep_files(store), store.files.clear_incoming())


def adopt(store: Store, folder: str) -> None:
    """Give files that no row knows a row, and so a day until they are swept; looks into one folder of the FOLDERS.

    There are such where an older database was put back under newer files. The row comes first, as it does for who
    writes the same file at this moment: nothing that someone is going to refer to can be removed.
    """
    lying = {each.sha256: each.size for each in store.files.all(folder)}
    with store.reading() as tx:
        known = set(tx.db.scalars(select(File.sha256).where(File.sha256.in_(lying))))
    if unknown := {digest: size for digest, size in lying.items() if digest not in known}:
        with store.writing() as tx:
            announce(tx, unknown)


def sweep_files(store: Store) -> int:
    """Remove files without references; each in a transaction of its own, so that nobody waits for long."""
    with store.reading() as tx:
        doomed = tx.db.scalars(select(File.sha256).where(unused(tx))).all()
    return sum(removed(store, digest) for digest in doomed)


def removed(store: Store, digest: str) -> bool:
    """The row is locked, so that who wants to write the same file waits, and then writes it anew (`Store.keep`)."""
    row = delete(File).where(File.sha256 == digest).returning(File.sha256)
    try:
        with store.writing() as tx:
            gone = tx.db.scalar(row.where(unused(tx))) is not None
            if gone:
                store.files.delete(digest)
            return gone
    except IntegrityError:  # in this very moment a row has referred to it
        return False


def unused(tx: Transaction) -> ColumnElement[bool]:
    referred = [exists().where(column == File.sha256) for column in REFERENCES]
    return and_(File.kept_until < tx.now, *(~each for each in referred))
