"""Webhooky: who of other programs is told what happens, and the deliveries that wait for them.

    add ─> on ──── ATTEMPTS failed, or 410 ────> off ─── a test message arrives ───> on

A delivery is claimed before it is sent, and claiming it sets the time of its next attempt: of a process that dies in
the middle nothing is lost, another one sends the same message again, under the same id.
"""

from __future__ import annotations

import base64
import secrets
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select, update

from assembler.errors import Missing, Unfit
from assembler.sentences import Sentence
from assembler.store.columns import one_line
from assembler.store.models import Delivery, Webhook
from assembler.store.outbox import EVENTS
from assembler.store.store import Actor, Transaction

NAMES = tuple(dict.fromkeys(EVENTS.values()))  # of events
TEST = "webhook.test"  # sent on demand, once, also to a webhook that is off
PREFIX = "whsec_"  # Standard Webhooks
SECRET_BYTES = 32
MOST = 10  # webhooks of a municipality
WAITS: tuple[timedelta, ...] = (  # between the attempts: something more than a day in all
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=16),
)
ATTEMPTS = len(WAITS) + 1
LEASE = timedelta(seconds=50)  # in which an attempt has ended, with the look-up of the address
PAUSE = timedelta(seconds=30)  # of a webhook after a failure: who does not answer takes no turn of others
KEPT = timedelta(days=7)  # what was delivered, or given up


@dataclass(frozen=True, slots=True)
class Held:
    """A delivery that someone is about to send."""

    webhook: Webhook
    delivery: Delivery

    @property
    def last(self) -> bool:
        return self.delivery.event == TEST or self.delivery.attempts >= ATTEMPTS


@dataclass(frozen=True, slots=True)
class State:
    """How a webhook does: what waits for it, and its last attempt."""

    waiting: int
    last: Delivery | None


# ---------------------------------------------------------------- the administrator's side


def add(tx: Transaction, url: str, events: Collection[str]) -> Webhook:
    """A new webhook of the actor's municipality; its `secret` is to be shown once.

    `url` was looked at (notices/addresses.py). Raises Unfit for unknown events and beyond MOST.
    """
    here = tx.actor.municipality
    if here is None:
        raise Missing("a webhook belongs to a municipality")
    if not events or not set(events) <= set(NAMES):
        raise Unfit(Sentence("Vyberte, co se má oznamovat: %(names)s.", names=", ".join(NAMES)))
    if len(webhooks(tx)) >= MOST:
        raise Unfit(Sentence("Obec může mít nejvýše %(most)s webhooků. Nejdříve některý zrušte.", most=MOST))
    made = Webhook(
        id=uuid.uuid4(),
        municipality_id=here,
        author_id=tx.actor.user,
        url=url,
        events=[name for name in NAMES if name in events],
        secret=PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode(),
        created_at=tx.now,
        turn_at=tx.now,
        off_reason="",
    )
    tx.db.add(made)
    tx.db.flush()
    tx.record("webhook.add", made.id, events=made.events)
    return made


def get(tx: Transaction, webhook_id: uuid.UUID) -> Webhook:
    """Raises Missing, also for one of another municipality."""
    seen = select(Webhook).where(Webhook.id == webhook_id, Webhook.municipality_id == tx.actor.municipality)
    found = tx.db.scalar(seen)
    if found is None:
        raise Missing(f"webhook {webhook_id}")
    return found


def webhooks(tx: Transaction) -> list[Webhook]:
    """All of the actor's municipality, the newest first."""
    found = select(Webhook).where(Webhook.municipality_id == tx.actor.municipality).order_by(Webhook.seq.desc())
    return list(tx.db.scalars(found))


def states(tx: Transaction, found: Sequence[Webhook]) -> dict[uuid.UUID, State]:
    """How they do, by their ids."""
    ours = Delivery.webhook_id.in_([each.id for each in found])
    count = select(Delivery.webhook_id, func.count()).where(ours, waits()).group_by(Delivery.webhook_id)
    waiting = {row[0]: row[1] for row in tx.db.execute(count)}
    return {each.id: State(waiting.get(each.id, 0), last_tried(tx, each)) for each in found}


def last_tried(tx: Transaction, webhook: Webhook) -> Delivery | None:
    tried = select(Delivery).where(Delivery.webhook_id == webhook.id, Delivery.tried_at.is_not(None))
    return tx.db.scalar(tried.order_by(Delivery.tried_at.desc(), Delivery.seq.desc()).limit(1))


def undelivered(tx: Transaction) -> int:
    """How many messages of all municipalities wait."""
    return tx.db.scalar(select(func.count()).select_from(Delivery).where(waits())) or 0


def remove(tx: Transaction, webhook_id: uuid.UUID) -> None:
    """With everything that waits for it; raises Missing."""
    gone = get(tx, webhook_id)
    tx.db.execute(delete(Delivery).where(Delivery.webhook_id == gone.id))
    tx.db.delete(gone)
    tx.record("webhook.remove", webhook_id)


def test(tx: Transaction, webhook_id: uuid.UUID) -> Webhook:
    """A test message, at once; where it arrives, a webhook that was off is on again. Raises Missing.

    While one waits there is no second one: whom we write to, we do not flood at somebody's wish.
    """
    found = get(tx, webhook_id)
    found.turn_at = min(found.turn_at, tx.now)
    same = select(Delivery.seq).where(Delivery.webhook_id == found.id, Delivery.event == TEST, waits())
    if tx.db.scalar(same.limit(1)) is not None:
        return found
    tx.db.add(
        Delivery(
            id=uuid.uuid4(),
            webhook_id=found.id,
            event=TEST,
            subject=str(found.id),
            details={},
            at=tx.now,
            attempts=0,
            next_at=tx.now,
            problem="",
        )
    )
    return found


# ---------------------------------------------------------------- the courier's side


def due(tx: Transaction) -> bool:
    """Is there a delivery to be claimed?"""
    return tx.db.scalar(select(Delivery.seq).join(*HOME).where(ready(tx)).limit(1)) is not None


def claim(tx: Transaction) -> Held | None:
    """The next delivery: one at a time for each webhook, and webhooks take turns."""
    wanted = select(Delivery, Webhook).join(*HOME).where(ready(tx))
    turns = wanted.order_by(Webhook.turn_at, Delivery.attempts, Delivery.seq).limit(1)
    found = tx.db.execute(turns.with_for_update(skip_locked=True)).one_or_none()
    if found is None:
        return None
    delivery, webhook = found
    delivery.attempts += 1
    delivery.tried_at = tx.now
    delivery.next_at = tx.now + WAITS[min(delivery.attempts, len(WAITS)) - 1]
    webhook.turn_at = tx.now + LEASE
    return Held(webhook, delivery)


def delivered(tx: Transaction, held: Held) -> None:
    """The receiver has it. A webhook that was off is on again."""
    if ended(tx, held, next_at=None, delivered_at=tx.now, problem=""):
        on = update(Webhook).where(Webhook.id == held.webhook.id)
        tx.db.execute(on.values(turn_at=tx.now, off_at=None, off_reason=""))


def failed(tx: Transaction, held: Held, problem: str, *, gone: bool = False) -> None:
    """It did not arrive: to be tried again, or, at last or where the receiver is gone for good, to be given up."""
    problem = one_line(problem, 300)
    if not ended(tx, held, problem=problem, **({"next_at": None} if held.last or gone else {})):
        return
    tx.db.execute(update(Webhook).where(Webhook.id == held.webhook.id).values(turn_at=tx.now + PAUSE))
    if gone or (held.last and held.delivery.event != TEST):
        switch_off(tx, held.webhook, problem)


def switch_off(tx: Transaction, webhook: Webhook, reason: str) -> None:
    """Nothing is sent there any more; what waits is given up."""
    on = update(Webhook).where(Webhook.id == webhook.id, Webhook.off_at.is_(None))
    if tx.db.scalar(on.values(off_at=tx.now, off_reason=reason).returning(Webhook.seq)) is not None:
        tx.db.execute(update(Delivery).where(Delivery.webhook_id == webhook.id, waits()).values(next_at=None))
        replace(tx, actor=Actor(webhook.municipality_id)).record("webhook.off", webhook.id)


def tidy(tx: Transaction) -> int:
    """Forget what ended long ago; returns how many."""
    old = (Delivery.next_at.is_(None)) & (Delivery.at < tx.now - KEPT)
    return len(tx.db.scalars(delete(Delivery).where(old).returning(Delivery.seq)).all())


HOME = (Webhook, Webhook.id == Delivery.webhook_id)


def waits() -> ColumnElement[bool]:
    return Delivery.next_at.is_not(None)


def ready(tx: Transaction) -> ColumnElement[bool]:
    """It is time for it, and nobody delivers to the same webhook just now."""
    turn = or_(Webhook.turn_at <= tx.now, Webhook.turn_at > tx.now + 2 * LEASE)  # beyond that the clock went back
    return (Delivery.next_at <= tx.now) & turn & or_(Webhook.off_at.is_(None), Delivery.event == TEST)


def ended(tx: Transaction, held: Held, **values: object) -> bool:
    """Whether the attempt was the newest one; what an older one says (it was silent for too long) does not count."""
    same = (Delivery.id == held.delivery.id) & (Delivery.attempts == held.delivery.attempts)
    told = update(Delivery).where(same, waits()).values(**values).returning(Delivery.seq)
    return tx.db.scalar(told.execution_options(synchronize_session=False)) is not None
