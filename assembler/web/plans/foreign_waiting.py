"""Tabulky na cestě: what was chosen of a table that is not taken over yet, so that it can be come back to.

Kept as what a person has typed and not saved: only who works with a table sees his answers; others of the plan see that
the table is there.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass

from assembler.errors import TooMany, Unfit
from assembler.store import drafts, taken_tables
from assembler.store.drafts import Typed
from assembler.store.models import Draft, Upload
from assembler.store.store import Actor, Transaction
from assembler.web.keeping import store

PLACE = "/cizi-tabulka/"  # no place of a plan: behind it stands the upload


@dataclass(frozen=True, slots=True)
class Waiting:
    """Tabulka na cestě."""

    upload: Upload
    sender: str  # empty for a table that somebody else works with


def keep(actor: Actor, plan_id: uuid.UUID, upload: Upload, said: Mapping[str, str]) -> None:
    """Everything that was chosen so far; more than a draft may hold stays only in the form."""
    fields = {name: [text] for name, text in said.items()}
    typed = Typed(f"{PLACE}{upload.id}", int(said.get("expected") or 0), upload.file_name, [], fields)
    with suppress(Unfit, TooMany), store().writing(actor) as tx:
        drafts.keep(tx, plan_id, typed.place, typed)


def said(tx: Transaction, plan_id: uuid.UUID, upload_id: uuid.UUID) -> dict[str, str]:
    """What who acts has chosen the last time; {} where he has not been here."""
    draft = drafts.find(tx, plan_id, f"{PLACE}{upload_id}")
    return {name: texts[0] for name, texts in drafts.fields_of(draft).items() if texts} if draft else {}


def forget(tx: Transaction, plan_id: uuid.UUID, upload_id: uuid.UUID) -> None:
    drafts.forget(tx, plan_id, f"{PLACE}{upload_id}")


def other_drafts(tx: Transaction, plan_id: uuid.UUID) -> list[Draft]:
    """What who acts has typed into forms of the plan and not saved; tables on their way are kept beside it."""
    return [each for each in drafts.of_plan(tx, plan_id) if not each.place.startswith(PLACE)]


def counted_drafts(tx: Transaction) -> dict[uuid.UUID, int]:
    """How many such drafts each plan has."""
    return drafts.counted(tx, but=PLACE)


def of_plan(tx: Transaction, plan_id: uuid.UUID) -> list[Waiting]:
    """The newest first."""
    return [Waiting(each, said(tx, plan_id, each.id).get("od", "")) for each in taken_tables.on_the_way(tx, plan_id)]
