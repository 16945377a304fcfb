"""Místo obce: how many bytes of files a municipality keeps, and that it keeps no more than it may.

A file counts once for each municipality that refers to it, however often it does. What a municipality keeps already it
may refer to again, also where its quota was made smaller since.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import CompoundSelect, func, select, union

from assembler.errors import QuotaFull
from assembler.sentences import Sentence
from assembler.store.models import (
    ContentFile,
    Document,
    DocumentFile,
    File,
    Municipality,
    Plan,
    Revision,
    Template,
    TemplateVersion,
    Upload,
)
from assembler.store.store import Transaction

FULL = Sentence("Obec má uloženo tolik souborů, kolik smí. Nic se neuložilo; správce služby může obci přidat místo.")


def used(tx: Transaction) -> int:
    """Bytes of files that the actor's municipality keeps."""
    if tx.actor.municipality is None:
        return 0
    kept = select(func.coalesce(func.sum(File.size), 0)).where(File.sha256.in_(kept_by(tx.actor.municipality)))
    return int(tx.db.scalars(kept).one())


def allow(tx: Transaction, digests: Collection[str]) -> None:
    """To be called before rows refer to files that `Store.keep` has written; raises QuotaFull.

    The lock keeps two of one municipality from using the last room both.
    """
    here = tx.actor.municipality
    if not tx.quota or here is None or not digests:
        return
    tx.db.scalar(select(Municipality.seq).where(Municipality.id == here).with_for_update())
    new = select(func.coalesce(func.sum(File.size), 0)).where(
        File.sha256.in_([*digests]), File.sha256.not_in(kept_by(here))
    )
    size = int(tx.db.scalars(new).one())
    if size and used(tx) + size > tx.quota:
        raise QuotaFull(FULL, f"quota of municipality {here}: {size} more bytes")


def kept_by(here: uuid.UUID) -> CompoundSelect[str]:
    """The hashes of all files that a municipality refers to."""
    return union(
        select(ContentFile.sha256)
        .join(Revision, Revision.content_hash == ContentFile.content_hash)
        .join(Plan, Plan.id == Revision.plan_id)
        .where(Plan.municipality_id == here),
        select(DocumentFile.sha256)
        .join(Document, Document.id == DocumentFile.document_id)
        .where(Document.municipality_id == here),
        select(TemplateVersion.sha256)
        .join(Template, Template.id == TemplateVersion.template_id)
        .where(Template.municipality_id == here),
        select(Upload.sha256).where(Upload.municipality_id == here),
    )
