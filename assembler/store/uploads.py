"""Nahrané soubory: pictures, attachments, and what waits to be taken over. Templates are in `templates.py`."""

from __future__ import annotations

import uuid
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import select

from assembler.errors import Missing
from assembler.store import plans, quota
from assembler.store.models import Upload
from assembler.store.paging import Page, page
from assembler.store.store import Transaction, release

KEPT = timedelta(days=30)  # of what was brought and never taken over, where it holds people's names


class Purpose(StrEnum):
    """K čemu soubor je."""

    PICTURE = "picture"
    ATTACHMENT = "attachment"
    SECOND = "second"  # a version of a plan that could not be saved, because another one was quicker
    WORKBOOK = "workbook"  # filled in, and not yet taken over
    STATISTICS = "statistics"  # a sheet of an office, and not yet made into a table
    TABLE = "table"  # of somebody else; kept also when it has been taken over
    COMMENTS = "comments"  # a table of them, and not yet written down


def add(
    tx: Transaction,
    sha256: str,
    purpose: Purpose,
    file_name: str,
    media_type: str,
    plan_id: uuid.UUID | None = None,
) -> Upload:
    """A file that `Store.keep` has written, for the actor's municipality or for one plan of it.

    The file name is kept as it was given: it is shown, and never a path. Raises Missing for a foreign plan, QuotaFull.
    """
    if tx.actor.municipality is None:
        raise Missing("an upload belongs to a municipality")
    if plan_id is not None:
        plans.get(tx, plan_id)
    quota.allow(tx, [sha256])
    made = Upload(
        id=uuid.uuid4(),
        municipality_id=tx.actor.municipality,
        plan_id=plan_id,
        purpose=purpose.value,
        file_name=file_name,
        media_type=media_type,
        sha256=sha256,
        author_id=tx.actor.user,
        at=tx.now,
    )
    tx.db.add(made)
    tx.db.flush()
    tx.record("upload.add", made.id, purpose=made.purpose, sha256=sha256)
    return made


def get(tx: Transaction, upload_id: uuid.UUID) -> Upload:
    """Raises Missing, also for one of another municipality."""
    found = tx.db.scalar(select(Upload).where(Upload.id == upload_id, Upload.municipality_id == tx.actor.municipality))
    if found is None:
        raise Missing(f"upload {upload_id}")
    return found


def of_plan(tx: Transaction, upload_id: uuid.UUID, plan_id: uuid.UUID, purpose: Purpose) -> Upload:
    """An upload of this plan for this purpose; raises Missing for all others."""
    found = get(tx, upload_id)
    if found.plan_id != plan_id or found.purpose != purpose.value:
        raise Missing(f"upload {upload_id}")
    return found


def discard(tx: Transaction, upload: Upload) -> None:
    """Nobody needs it any more; its file goes after a day, unless something else refers to it."""
    tx.db.delete(upload)
    release(tx, upload.sha256)
    tx.record("upload.discard", upload.id, purpose=upload.purpose)


def newest_first(
    tx: Transaction, purpose: Purpose, plan_id: uuid.UUID | None = None, *, limit: int = 50, cursor: str = ""
) -> Page[Upload]:
    """A page of the uploads of a purpose, of one plan, or (None) of the municipality as such."""
    found = select(Upload).where(
        Upload.municipality_id == tx.actor.municipality, Upload.purpose == purpose.value, Upload.plan_id == plan_id
    )
    return page(tx, found, Upload.seq, limit, cursor)


def sweep(tx: Transaction) -> int:
    """Discard tables of comments that nobody has written down for KEPT; returns how many."""
    old = tx.db.scalars(select(Upload).where(Upload.purpose == Purpose.COMMENTS.value, Upload.at < tx.now - KEPT)).all()
    for each in old:
        discard(tx, each)
    return len(old)
