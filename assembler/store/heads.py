"""What lists show beside the rows themselves: newest versions, what people call things; one query for many."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from assembler.store.models import Membership, Plan, Revision, User
from assembler.store.store import Transaction

IS_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def newest_revisions(tx: Transaction, plans: Sequence[Plan]) -> dict[uuid.UUID, Revision]:
    """The newest revision of each plan, by the plan's id; the plans are those that the actor was shown."""
    found = select(Revision).where(Revision.seq.in_([plan.changed for plan in plans]))
    return {revision.plan_id: revision for revision in tx.db.scalars(found)}


def subjects(tx: Transaction, ids: Iterable[str]) -> dict[str, str]:
    """What people call the plans and the users of these ids, as far as the actor's municipality knows them."""
    wanted = [uuid.UUID(each) for each in ids if IS_ID.fullmatch(each)]
    plans = select(Plan.id, Plan.title).where(Plan.id.in_(wanted), Plan.municipality_id == tx.actor.municipality)
    users = (
        select(User.id, User.name)
        .join(Membership, Membership.user_id == User.id)
        .where(User.id.in_(wanted), Membership.municipality_id == tx.actor.municipality)
    )
    return {str(found): title for query in (plans, users) for found, title in tx.db.execute(query)}
