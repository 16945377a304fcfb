"""Co se oznamuje: deeds of the trail that other programs hear of, put out in the very transaction that does them.

What was done is told, what was not done is not, also where the process dies between the two.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from assembler.store.columns import Plain
from assembler.store.models import AuditEntry, Delivery, Webhook

EVENTS: Mapping[str, str] = MappingProxyType(  # by the deed
    {
        "plan.create": "plan.created",
        "plan.save": "plan.saved",
        "plan.restore": "plan.saved",
        "plan.archive": "plan.archived",
        "plan.return": "plan.returned",
        "document.add": "document.finished",
        "job.fail": "job.failed",
    }
)
TOLD = frozenset({"number", "kind", "state", "code"})  # of the details of a deed: numbers and words of ours


def put(db: Session, entry: AuditEntry) -> None:
    """A delivery for every webhook of the municipality that is on and wants to hear of such a deed."""
    event = EVENTS.get(entry.deed)
    if event is None or entry.municipality_id is None:
        return
    here = select(Webhook).where(Webhook.municipality_id == entry.municipality_id, Webhook.off_at.is_(None))
    for webhook in db.scalars(here):
        if event in webhook.events:
            db.add(delivery(webhook, event, entry))


def delivery(webhook: Webhook, event: str, entry: AuditEntry) -> Delivery:
    return Delivery(
        id=uuid.uuid4(),
        webhook_id=webhook.id,
        event=event,
        subject=entry.subject,
        details=told(entry.details),
        at=entry.at,
        attempts=0,
        next_at=entry.at,
        problem="",
    )


def told(details: Plain) -> Plain:
    return {name: value for name, value in details.items() if name in TOLD}
