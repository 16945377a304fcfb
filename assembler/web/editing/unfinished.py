"""Rozepsané texty: what who acts has typed into the forms of a plan and not saved, as the pages offer it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from assembler import forms
from assembler.errors import Missing
from assembler.forms.building import pointer_to
from assembler.forms.lasting import lasting, same_place
from assembler.forms.model import Steps
from assembler.forms.places import followed
from assembler.store import drafts, plans
from assembler.store.drafts import Typed
from assembler.store.models import Draft
from assembler.store.store import Actor
from assembler.web.acting import who
from assembler.web.editing import saving
from assembler.web.editing.opened import Opened
from assembler.web.keeping import store
from assembler.web.plans import foreign_waiting
from schemas.paths import steps_of


def keep(
    actor: Actor, plan_id: uuid.UUID, steps: Steps, base: int, fields: Mapping[str, Sequence[str]]
) -> Draft | None:
    """What is typed into a form that was made of the version `base`; None where it says nothing new.

    Raises Missing, NotAllowed, Unfit, TooMany, StorageError.
    """
    newest, content, old = saving.contents(actor, plan_id, base)
    form = forms.form_of(old, steps)
    if form is None:
        raise Missing(f"part {steps}")
    edits = forms.read(form, old, fields).edits
    names = [each.name for each in edits]
    now = followed(old, content, form.steps)
    saving.check_parts(now or form.steps, names, None)
    called = lasting(old, steps)
    with store().writing(actor) as tx:
        if not edits or (newest.number != base and is_saved(content, now, edits)):
            drafts.forget(tx, plan_id, called)
            return None
        labels = list(dict.fromkeys(each.about.label for each in edits))
        touched = saving.only_touched(fields, names)
        return drafts.keep(tx, plan_id, called, Typed(pointer_to(steps), base, form.title, labels, touched))


def is_saved(content: Any, now: Sequence[str] | None, edits: Sequence[forms.Edit]) -> bool:
    """Whether the newest content says already what was typed: a form that was saved may still be on its way here."""
    if now is None:
        return False
    try:
        merged = forms.merged(content, now, edits)
    except KeyError:  # something else than a part stands there now
        return False
    return not merged.conflicts and bool(merged.content == content)


def forget(actor: Actor, plan_id: uuid.UUID, steps: Steps, base: int) -> None:
    """The form of a part was saved; `base` is the version that it was made of."""
    if not of_plan(actor, plan_id):
        return
    with store().writing(actor) as tx:
        old = plans.content(tx, plans.revision(tx, plan_id, base))
        drafts.forget(tx, plan_id, lasting(old, steps))


def of_form(found: Opened, steps: Steps) -> Draft | None:
    """The draft of a form of the newest version, wherever its part lay when it was typed."""
    with store().reading(who().actor) as tx:
        draft = drafts.find(tx, found.plan.id, lasting(found.content, steps))
        if draft is None or draft.number == found.head.number:
            return draft
        old = plans.content(tx, plans.revision(tx, found.plan.id, draft.number))
    return draft if same_place(old, found.content, steps_of(draft.place), steps) else None


def milliseconds(draft: Draft) -> int:
    """When it was kept, as browsers count."""
    return int(draft.at.timestamp() * 1000)


def of_plan(actor: Actor, plan_id: uuid.UUID) -> list[Draft]:
    with store().reading(actor) as tx:
        return foreign_waiting.other_drafts(tx, plan_id)
