"""Připomínky plánu: numbered as they come, settled one by one; a number that was given once is never given again.

Of two who change a comment the second one is refused: who changes it says in which state he has seen it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import func, select, update

from assembler.errors import Missing, StaleComment, TooMany
from assembler.sentences import Sentence
from assembler.store import idempotency, plans
from assembler.store.files import sha256
from assembler.store.models import Comment, Plan, Revision
from assembler.store.paging import Page, page
from assembler.store.store import Transaction
from schemas import comments as schema
from schemas.base import Part

MOST = 5_000  # comments of one plan
LONGEST_TITLE = 300
HIGHEST = schema.MAX_NUMBER
Values = dict[str, Any]  # of the columns that a comment's part has


def values_of(comment: Part) -> Values:
    """A comment as it was read, as columns: choices as their codes."""
    found = {name: getattr(comment, name) for name in comment.fields}
    empty_text = {name: "" for name, value in found.items() if value is None and name in CODES}
    return {name: str(value) if name in CODES else value for name, value in {**found, **empty_text}.items()}


CODES = ("channel", "type", "settlement")


def etag(comment: Comment) -> str:
    """Strong: another one for every state of the comment."""
    return sha256(f"{comment.id}/{comment.version}".encode())


# ---------------------------------------------------------------- reading


def get(tx: Transaction, plan_id: uuid.UUID, comment_id: uuid.UUID) -> Comment:
    """Raises Missing, also for one of another plan or municipality."""
    return found(tx, plan_id, comment_id, locked=False)


def found(tx: Transaction, plan_id: uuid.UUID, comment_id: uuid.UUID, *, locked: bool) -> Comment:
    plan = plans.get(tx, plan_id)
    here = select(Comment).where(Comment.id == comment_id, Comment.plan_id == plan.id)
    wanted = here.execution_options(populate_existing=True)  # as it is now, whatever was read before
    one = tx.db.scalar(wanted.with_for_update() if locked else wanted)
    if one is None:
        raise Missing(f"comment {comment_id}")
    return one


def newest_first(
    tx: Transaction, plan_id: uuid.UUID, *, settled: bool | None = None, limit: int = 50, cursor: str = ""
) -> Page[Comment]:
    """A page of the comments of a plan; raises Missing."""
    wanted = select(Comment).where(Comment.plan_id == plans.get(tx, plan_id).id)
    if settled is not None:
        wanted = wanted.where(Comment.settlement != "" if settled else Comment.settlement == "")
    return page(tx, wanted, Comment.number, limit, cursor)


def of_plan(tx: Transaction, plan_id: uuid.UUID) -> list[Comment]:
    """All of a plan, in the order of their numbers; raises Missing."""
    plan = plans.get(tx, plan_id)
    return list(tx.db.scalars(select(Comment).where(Comment.plan_id == plan.id).order_by(Comment.number)))


def is_there(tx: Transaction, plan_id: uuid.UUID, number: int) -> bool:
    """Whether the plan has a comment of this number."""
    wanted = select(Comment.seq).where(Comment.plan_id == plan_id, Comment.number == number)
    return tx.db.scalar(wanted) is not None


# ---------------------------------------------------------------- writing


def add(tx: Transaction, base: Revision, values: Values, place_title: str = "") -> Comment:
    """A comment on a plan, whose place is one in the content of `base`; raises Missing, WrongState, TooMany."""
    plan = plans.at_work(tx, base.plan_id)
    counted = update(Plan).where(Plan.id == plan.id).values(last_comment=Plan.last_comment + 1)
    number = tx.db.scalars(counted.returning(Plan.last_comment).execution_options(synchronize_session=False)).one()
    before = select(func.count()).select_from(Comment).where(Comment.plan_id == plan.id)
    if tx.db.scalars(before).one() >= MOST:
        raise TooMany(Sentence("K jednomu plánu jde zapsat nejvýše %(most)s připomínek.", most=MOST))
    made = Comment(
        id=uuid.uuid4(),
        municipality_id=plan.municipality_id,
        plan_id=plan.id,
        number=number,
        version=1,
        place_title=place_title,
        revision_id=base.id,
        author_id=tx.actor.user,
        at=tx.now,
        changed_at=tx.now,
        **values,
    )
    tx.db.add(made)
    tx.db.flush()
    tx.record("comment.add", made.id, comment=number)
    return made


def seen(tx: Transaction, plan_id: uuid.UUID, comment_id: uuid.UUID, by_whom: Callable[[Comment], bool]) -> Comment:
    """A comment that is about to be changed: until the transaction ends nobody else can change it.

    `by_whom` says whether it is in the state that who changes it has seen; raises StaleComment otherwise, and Missing.
    """
    one = found(tx, plan_id, comment_id, locked=True)
    if not by_whom(one):
        raise StaleComment(etag(one))
    return one


def change(tx: Transaction, comment: Comment, base: Revision, values: Values, place_title: str = "") -> Comment:
    """Another state of a comment that `seen` gave; without effect where nothing changes. Raises WrongState."""
    changed = sorted(name for name, value in values.items() if getattr(comment, name) != value)
    if not changed:
        return comment
    plans.at_work(tx, comment.plan_id)
    for name in changed:
        setattr(comment, name, values[name])
    if "place" in changed:
        comment.place_title, comment.revision_id = place_title, base.id
    comment.version += 1
    comment.changed_at = tx.now
    tx.db.flush()
    settled = bool(comment.settlement and schema.SETTLING.intersection(changed))
    deed = "comment.settle" if settled else "comment.change"
    tx.record(deed, comment.id, comment=comment.number, fields=changed, settlement=comment.settlement)
    return comment


def remove(tx: Transaction, comment: Comment) -> None:
    """Nothing of it is kept but its number, which nobody gets again; the trail says that it was there."""
    idempotency.withdraw(tx, comment.id)
    tx.db.delete(comment)
    tx.db.flush()
    tx.record("comment.remove", comment.id, comment=comment.number)


def as_raw(comment: Comment) -> dict[str, Any]:
    """What the schema reads: without what is empty, days as texts."""
    kept = {name: getattr(comment, name) for name in schema.Comment.fields}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items() if value}
