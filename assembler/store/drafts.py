"""Rozepsané: what people have typed into forms and not saved yet, one draft for each form of each of them.

A draft is no version of anything: nobody but its author sees it, no list of others counts it, and the trail says only
how many the sweep has removed.
"""

from __future__ import annotations

import json
import uuid
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, delete, func, select

from assembler.errors import Damaged, Missing, TooMany, Unfit
from assembler.sentences import Sentence
from assembler.store import plans
from assembler.store.columns import one_line
from assembler.store.database import insert
from assembler.store.files import sha256
from assembler.store.models import Draft
from assembler.store.store import Transaction

KEPT = timedelta(days=30)
MOST = 200  # drafts of one person
MOST_BYTES = 1_000_000  # of the texts of one draft
NAME = 300
MOST_LABELS = 20


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in a form: where it lies in which version, and the fields that were typed into, by their names."""

    place: str  # pointer, in the content of the version
    number: int
    title: str
    labels: Sequence[str]
    fields: Mapping[str, Sequence[str]]


def keep(tx: Transaction, plan_id: uuid.UUID, form: str, typed: Typed) -> Draft:
    """The actor's draft of a form, instead of what was kept of it before.

    `form` is what the form is called whatever else changes in the plan. Raises Missing for a plan that the actor does
    not see, Unfit for too much text, TooMany.
    """
    plan, key = plans.get(tx, plan_id), sha256(form.encode())
    if tx.actor.user is None:
        raise Missing("a draft belongs to a person")
    if find(tx, plan_id, form) is None and count(tx) >= MOST:
        raise TooMany(Sentence("Máte už %(most)s rozepsaných formulářů. Uložte je, nebo je zahoďte.", most=MOST))
    new = {
        "place": typed.place,
        "number": typed.number,
        "title": one_line(typed.title, NAME),
        "labels": [one_line(each, NAME) for each in typed.labels[:MOST_LABELS]],
        "typed": packed(typed.fields),
        "at": tx.now,
    }
    mine = {"municipality_id": plan.municipality_id, "plan_id": plan.id, "user_id": tx.actor.user, "form": key}
    row = insert(tx.db, Draft).values(id=uuid.uuid4(), **mine, **new)
    tx.db.execute(row.on_conflict_do_update(index_elements=["user_id", "plan_id", "form"], set_=new))
    return tx.db.scalars(one(tx, plan_id, Draft.form == key)).one()


def packed(fields: Mapping[str, Sequence[str]]) -> bytes:
    data = json.dumps({name: [*texts] for name, texts in fields.items()}).encode("ascii")
    if len(data) > MOST_BYTES:
        raise Unfit("Text je na průběžné uchování příliš dlouhý. Uložte formulář.")
    return zlib.compress(data)


def fields_of(draft: Draft) -> dict[str, list[str]]:
    """The texts by the names of their fields; raises Damaged."""
    try:
        found: dict[str, list[str]] = json.loads(zlib.decompress(draft.typed))
    except (zlib.error, ValueError) as wrong:
        raise Damaged("Rozepsaný text je poškozený. Správce má obnovit zálohu.", str(wrong)) from wrong
    return found


# ---------------------------------------------------------------- reading


def find(tx: Transaction, plan_id: uuid.UUID, form: str) -> Draft | None:
    """The actor's draft of a form."""
    return tx.db.scalar(one(tx, plan_id, Draft.form == sha256(form.encode())))


def get(tx: Transaction, plan_id: uuid.UUID, draft_id: uuid.UUID) -> Draft:
    """Raises Missing, also for a draft of somebody else."""
    found = tx.db.scalar(one(tx, plan_id, Draft.id == draft_id))
    if found is None:
        raise Missing(f"draft {draft_id} of plan {plan_id}")
    return found


def of_plan(tx: Transaction, plan_id: uuid.UUID) -> list[Draft]:
    """The actor's drafts of a plan, the last one first."""
    mine = select(Draft).where(own(tx), Draft.plan_id == plan_id)
    return list(tx.db.scalars(mine.order_by(Draft.at.desc(), Draft.seq.desc())))


def counted(tx: Transaction, but: str) -> dict[uuid.UUID, int]:
    """How many the actor has of each plan; without those whose place begins with `but`."""
    mine = select(Draft.plan_id, func.count()).where(own(tx), ~Draft.place.startswith(but, autoescape=True))
    return {plan_id: number for plan_id, number in tx.db.execute(mine.group_by(Draft.plan_id))}  # noqa: C416


def one(tx: Transaction, plan_id: uuid.UUID, which: ColumnElement[bool]) -> Select[Draft]:
    mine = select(Draft).where(own(tx), Draft.plan_id == plan_id, which)
    return mine.execution_options(populate_existing=True)


def count(tx: Transaction) -> int:
    """How many the actor has, of all plans of the municipality."""
    return tx.db.scalars(select(func.count()).select_from(Draft).where(own(tx))).one()


def own(tx: Transaction) -> ColumnElement[bool]:
    return (Draft.user_id == tx.actor.user) & (Draft.municipality_id == tx.actor.municipality)


# ---------------------------------------------------------------- the end of a draft


def forget(tx: Transaction, plan_id: uuid.UUID, form: str) -> None:
    """The form was saved, or holds again what it held."""
    tx.db.execute(delete(Draft).where(own(tx), Draft.plan_id == plan_id, Draft.form == sha256(form.encode())))


def forget_everybodys(tx: Transaction, plan_id: uuid.UUID, form: str) -> None:
    """What the form was of is gone, and with it whatever anybody has typed about it."""
    mine = Draft.municipality_id == tx.actor.municipality
    tx.db.execute(delete(Draft).where(mine, Draft.plan_id == plan_id, Draft.form == sha256(form.encode())))


def throw_away(tx: Transaction, plan_id: uuid.UUID, draft_id: uuid.UUID) -> Draft:
    """Raises Missing."""
    found = get(tx, plan_id, draft_id)
    tx.db.delete(found)
    return found


def sweep(tx: Transaction) -> int:
    """Remove drafts that nobody has touched for KEPT; returns how many."""
    old = delete(Draft).where(Draft.at < tx.now - KEPT).returning(Draft.seq)
    removed = len(tx.db.scalars(old).all())
    if removed:
        tx.record("draft.sweep", "", count=removed)
    return removed
