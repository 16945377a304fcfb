"""What lists show beside the rows themselves: newest versions, what people call things; one query for many."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, null, select

from assembler.store.models import Comment, Document, Job, Plan, Revision, Template, Token, Upload, User, Webhook
from assembler.store.store import Transaction

IS_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UNPLANNED: dict[Any, Any] = {Token: Token.name, Template: Template.name, Webhook: Webhook.url}


@dataclass(frozen=True, slots=True)
class Subject:
    """What something is called; of what belongs to a plan, its id and the version that it was made from."""

    name: str
    plan: uuid.UUID | None = None
    number: int | None = None


def newest_revisions(tx: Transaction, plans: Sequence[Plan]) -> dict[uuid.UUID, Revision]:
    """The newest revision of each plan, by the plan's id; the plans are those that the actor was shown."""
    found = select(Revision).where(Revision.seq.in_([plan.changed for plan in plans]))
    return {revision.plan_id: revision for revision in tx.db.scalars(found)}


def subjects(tx: Transaction, ids: Iterable[str]) -> dict[str, Subject]:
    """What the subjects of entries of the actor's own trail are called, also of those that are gone from its lists.

    What belongs to another municipality is not told; users belong to none, their names are told to who knows their id.
    """
    wanted = [uuid.UUID(each) for each in set(ids) if IS_ID.fullmatch(each)]
    return {str(row[0]): Subject(*row[1:]) for query in named(tx, wanted) for row in tx.db.execute(query)}


def named(tx: Transaction, wanted: Sequence[uuid.UUID]) -> list[Select[Any]]:
    """Queries of id, name, plan and number of the version, one for each kind of things."""
    queries: dict[Any, Any] = {
        Plan: select(Plan.id, Plan.title, Plan.id, null()),
        Job: select(Job.id, Plan.title, Plan.id, Revision.number)
        .join(Plan, Job.plan_id == Plan.id)
        .outerjoin(Revision, Job.revision_id == Revision.id),
        Document: select(Document.id, Document.file_name, Document.plan_id, Revision.number).join(
            Revision, Document.revision_id == Revision.id
        ),
        Comment: select(Comment.id, Plan.title, Plan.id, null()).join(Plan, Comment.plan_id == Plan.id),
        Upload: select(Upload.id, Upload.file_name, Upload.plan_id, null()),
        **{kind: select(kind.id, name, null(), null()) for kind, name in UNPLANNED.items()},
    }
    own = [query.where(kind.municipality_id == tx.actor.municipality) for kind, query in queries.items()]
    users = select(User.id, User.name, null(), null())
    return [query.where(query.selected_columns[0].in_(wanted)) for query in (*own, users)]
