"""Ověření: rows against files against hashes. What is wrong is data: every fault at once, worst places named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, exists, func, or_, select, text, union

from assembler.errors import Damaged
from assembler.store.contents import canonical, unpack
from assembler.store.drafts import fields_of
from assembler.store.files import sha256
from assembler.store.models import Comment, Content, Document, DocumentFile, Draft, File, Plan, Revision
from assembler.store.store import Store, Transaction
from assembler.store.sweep import REFERENCES

BATCH = 50  # rows in memory at once


@dataclass(frozen=True, slots=True)
class Fault:
    """Závada: what is wrong with what; the sentence is for the administrator."""

    code: str
    subject: str
    message: str


def verify(store: Store) -> list[Fault]:
    """Everything that is wrong with the store; an empty list says that every row, file and hash agrees."""
    with store.reading() as tx:
        return [fault for check in CHECKS for fault in check(tx)]


def database(tx: Transaction) -> Iterator[Fault]:
    """SQLite's own checks of its pages and its foreign keys; PostgreSQL makes its own."""
    if tx.db.get_bind().dialect.name != "sqlite":
        return
    for (told,) in tx.db.execute(text("PRAGMA integrity_check")):
        if told != "ok":
            yield Fault("database", "", f"Databáze je poškozená: {told}.")
    for table, row, *_ in tx.db.execute(text("PRAGMA foreign_key_check")):
        yield Fault("reference", f"{table}/{row}", "Řádek odkazuje na jiný, který chybí.")


def contents(tx: Transaction) -> Iterator[Fault]:
    """Every content can be read and has the hash under which it is kept."""
    rows = tx.db.execute(select(Content.hash, Content.packed).execution_options(yield_per=BATCH))
    for digest, packed in rows:
        try:
            if sha256(canonical(unpack(packed, tx.files.get))) != digest:
                yield Fault("content", digest, "Obsah verze má jiný otisk, než pod kterým je uložen.")
        except Damaged as damaged:
            yield Fault("content", digest, damaged.message)


def files(tx: Transaction) -> Iterator[Fault]:
    """Every file that a row refers to is there, and is what its hash says."""
    for digest, size in tx.db.execute(referred()).all():
        try:
            if len(tx.files.get(digest)) != size:
                yield Fault("file", digest, "Soubor má jinou délku, než jaká je o něm zapsána.")
        except Damaged as damaged:
            yield Fault("file", digest, damaged.message)


def referred() -> Select[str, int]:
    """The hashes and sizes of all files that rows refer to."""
    references = union(*(select(column) for column in REFERENCES)).subquery()
    return select(File.sha256, File.size).where(File.sha256.in_(select(references.c[0]))).order_by(File.sha256)


def revisions(tx: Transaction) -> Iterator[Fault]:
    """The revisions of each plan are numbered from 1 to its head, without a gap."""
    count, least, most = func.count(Revision.seq), func.min(Revision.number), func.max(Revision.number)
    wrong = (
        select(Plan.id)
        .outerjoin(Revision, Revision.plan_id == Plan.id)
        .group_by(Plan.id, Plan.head)
        .having(or_(count != Plan.head, least != 1, most != Plan.head))
    )
    for plan in tx.db.scalars(wrong):
        yield Fault("revisions", str(plan), "Verze plánu na sebe nenavazují.")


def documents(tx: Transaction) -> Iterator[Fault]:
    """Every document has a file."""
    bare = select(Document.id).where(~exists().where(DocumentFile.document_id == Document.id))
    for document in tx.db.scalars(bare):
        yield Fault("document", str(document), "Dokument nemá žádný soubor.")


def comments(tx: Transaction) -> Iterator[Fault]:
    """No comment has a number that its plan is still going to give."""
    wrong = select(Comment.id).join(Plan, Plan.id == Comment.plan_id).where(Comment.number > Plan.last_comment)
    for comment in tx.db.scalars(wrong):
        yield Fault("comment", str(comment), "Připomínka má číslo, které její plán ještě nepřidělil.")


def drafts(tx: Transaction) -> Iterator[Fault]:
    """Every draft can be read."""
    for draft in tx.db.scalars(select(Draft).execution_options(yield_per=BATCH)):
        try:
            fields_of(draft)
        except Damaged as damaged:
            yield Fault("draft", str(draft.id), damaged.message)


CHECKS = (database, contents, files, revisions, documents, drafts, comments)
