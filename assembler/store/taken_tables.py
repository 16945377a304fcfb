"""Převzaté tabulky: whose they were, what their headings meant, what they said, and what of them found no place."""

from __future__ import annotations

import json
import uuid
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, select

from assembler.errors import Missing, Unfit
from assembler.readers.numbers import exact, whole
from assembler.store import plans
from assembler.store.columns import Plain, one_line
from assembler.store.contents import canonical
from assembler.store.models import TakenTable, Upload
from assembler.store.store import Transaction
from assembler.store.uploads import Purpose

NAME = 300
MOST_FORMER = 20  # tables of a sender that are looked at
MOST_BYTES = 10_000_000  # packed: more than a table of ours can say


@dataclass(frozen=True, slots=True)
class Taken:
    """What is remembered of a table.

    `meaning` is {"fields": {heading: field}, "units": {heading: unit}, "answers": {key of a question: what was told}}.
    """

    sender: str
    target: str
    sheet: str
    meaning: Plain
    said: Mapping[str, Mapping[str, Any]]  # by the identity of an item, then by field
    aside: Sequence[Mapping[str, str]]  # place, column, text, reason


def add(tx: Transaction, upload: Upload, number: int, taken: Taken) -> TakenTable:
    """Remembers a table that made a version of its upload's plan; raises Missing, Unfit."""
    if upload.plan_id is None:
        raise Missing(f"upload {upload.id} belongs to no plan")
    plan = plans.get(tx, upload.plan_id)
    made = TakenTable(
        id=uuid.uuid4(),
        municipality_id=plan.municipality_id,
        plan_id=plan.id,
        upload_id=upload.id,
        number=number,
        sender=one_line(taken.sender, NAME),
        sender_key=key_of(taken.sender),
        target=taken.target,
        sheet=one_line(taken.sheet, NAME),
        meaning=taken.meaning,
        said=packed(taken.said),
        aside=packed(list(taken.aside)),
        aside_count=len(taken.aside),
        author_id=tx.actor.user,
        at=tx.now,
    )
    tx.db.add(made)
    tx.db.flush()
    tx.record("table.take", made.id, aside=made.aside_count)
    return made


def get(tx: Transaction, plan_id: uuid.UUID, table_id: uuid.UUID) -> TakenTable:
    """Of a plan; raises Missing."""
    found = tx.db.scalar(own(tx).where(TakenTable.plan_id == plan_id, TakenTable.id == table_id))
    if found is None:
        raise Missing(f"table {table_id}")
    return found


def of_plan(tx: Transaction, plan_id: uuid.UUID, limit: int = MOST_FORMER) -> Sequence[TakenTable]:
    """The newest first."""
    found = own(tx).where(TakenTable.plan_id == plan_id).order_by(TakenTable.seq.desc()).limit(limit)
    return tx.db.scalars(found).all()


def is_taken(tx: Transaction, upload: Upload) -> bool:
    """Whether the table of an upload made a version: then it stays."""
    return tx.db.scalar(select(exists().where(TakenTable.upload_id == upload.id))) is True


def on_the_way(tx: Transaction, plan_id: uuid.UUID, limit: int = MOST_FORMER) -> Sequence[Upload]:
    """Tables that were brought and neither taken over nor thrown away, the newest first."""
    found = select(Upload).where(
        Upload.municipality_id == tx.actor.municipality,
        Upload.plan_id == plan_id,
        Upload.purpose == Purpose.TABLE.value,
        ~exists().where(TakenTable.upload_id == Upload.id),
    )
    return tx.db.scalars(found.order_by(Upload.seq.desc()).limit(limit)).all()


def former(tx: Transaction, sender: str) -> Sequence[TakenTable]:
    """What the municipality took over from a sender into any plan, the newest first."""
    found = own(tx).where(TakenTable.sender_key == key_of(sender)).order_by(TakenTable.seq.desc())
    return tx.db.scalars(found.limit(MOST_FORMER)).all()


def senders(tx: Transaction) -> list[str]:
    """Names of senders in the municipality, as they were typed the last time; the newest first."""
    found = tx.db.execute(
        select(TakenTable.sender_key, TakenTable.sender)
        .where(TakenTable.municipality_id == tx.actor.municipality)
        .order_by(TakenTable.seq.desc())
        .limit(200)
    )
    names: dict[str, str] = {}
    for key, name in found:
        names.setdefault(key, name)
    return list(names.values())


def said_last(tx: Transaction, plan_id: uuid.UUID, sender: str, target: str) -> dict[str, dict[str, Any]]:
    """What the sender's last table of this list said in this plan; {} where there was none."""
    found = tx.db.scalar(
        own(tx)
        .where(TakenTable.plan_id == plan_id, TakenTable.sender_key == key_of(sender), TakenTable.target == target)
        .order_by(TakenTable.seq.desc())
        .limit(1)
    )
    said: dict[str, dict[str, Any]] = unpacked(found.said) if found else {}
    return said


def aside_of(table: TakenTable) -> list[dict[str, str]]:
    """What found no place."""
    found: list[dict[str, str]] = unpacked(table.aside)
    return found


def own(tx: Transaction) -> Select[TakenTable]:
    return select(TakenTable).where(TakenTable.municipality_id == tx.actor.municipality)


def key_of(sender: str) -> str:
    """„Charita  DAČICE“ and „charita Dačice“ are one."""
    return one_line(sender, NAME).casefold()[:NAME]


def packed(value: Any) -> bytes:
    found = zlib.compress(canonical(value))
    if len(found) > MOST_BYTES:
        raise Unfit("Tabulka je na jedno převzetí příliš velká. Rozdělte ji a převezměte po částech.")
    return found


def unpacked(data: bytes) -> Any:
    return json.loads(zlib.decompress(data), parse_int=whole, parse_float=exact)
