"""Uložení části: what was typed put into the newest content, whoever else has saved something else meanwhile."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assembler import forms
from assembler.errors import Missing, Stale
from assembler.forms.building import pointer_to
from assembler.forms.codes import noun_at
from assembler.forms.model import Form, Items, Steps
from assembler.forms.naming import called, title_of
from assembler.forms.places import NEW, followed, found_at, is_index
from assembler.forms.posted import Posted
from assembler.store import plans
from assembler.store.models import Revision
from assembler.store.roles import Role, outside
from assembler.store.store import Actor
from assembler.web.acting import NotAllowed, not_his, who
from assembler.web.editing.words import speaker
from assembler.web.keeping import store
from schemas.findings import Finding
from schemas.paths import human_path

TRIES = 20  # while others save other parts
NAMED = 3  # fields that a note names


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form sent."""

    base: int  # the number of the version that the form showed
    fields: Posted
    deed: forms.Deed | None
    yielded: frozenset[str]  # fields in which others' text is taken
    insists: bool  # saves also what the schema refuses
    recounted: bool = False  # says that amounts are recounted to the new unit of the plan


@dataclass(frozen=True, slots=True)
class Saved:
    number: int
    changed: bool
    steps: Steps  # where the part lies now
    undone: bool = False  # the deed could not be done
    told: str = ""  # what its author has to know besides


@dataclass(frozen=True, slots=True)
class Kept:
    """Nothing was saved; the form is to be shown once more, of this content, with what was typed."""

    content: Any
    base: int
    steps: Steps
    fields: Posted
    problems: Sequence[Finding] = ()
    conflicts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    gone: bool = False  # somebody has removed the item meanwhile


def save(actor: Actor, plan_id: uuid.UUID, steps: Steps, sent: Sent) -> Saved | Kept:
    """Raises Missing, NotAllowed, Unfit, StorageError."""
    for left in reversed(range(TRIES)):
        newest, content, base = contents(actor, plan_id, sent.base)
        outcome = worked(content, base, newest.number, steps, sent)
        if isinstance(outcome, Kept):
            return outcome
        if outcome.content is content:
            return Saved(newest.number, False, outcome.steps, outcome.undone)
        try:
            return written(actor, plan_id, newest.number, outcome)
        except Stale:
            if not left:
                raise
    raise AssertionError  # the last try returns or raises


def contents(actor: Actor, plan_id: uuid.UUID, number: int) -> tuple[Revision, Any, Any]:
    """The newest version, its content, and that of the version from which the form was made."""
    with store().reading(actor) as tx:
        newest = plans.revision(tx, plan_id)
        content = plans.content(tx, newest)
        base = content if number == newest.number else plans.content(tx, plans.revision(tx, plan_id, number))
    return newest, content, base


@dataclass(frozen=True, slots=True)
class Ready:
    content: Any
    steps: Steps
    note: str
    undone: bool
    told: str = ""


def worked(content: Any, base: Any, number: int, steps: Steps, sent: Sent) -> Ready | Kept:
    """The newest content with what was typed, or why it cannot be; `number` is that of the newest version."""
    form = forms.form_of(base, steps)
    if form is None:
        raise Missing(f"part {steps}")
    typed = forms.read(form, base, sent.fields, sent.deed)
    now = followed(base, content, form.steps)
    if now is None:
        return gone(content, base, number, steps, sent)
    try:
        merged = forms.merged(content, now, typed.edits, sent.yielded, speaker())
    except KeyError:  # something else than a part stands there now
        return gone(content, base, number, steps, sent)
    place = (*now, form.only) if form.only else tuple(now)
    if merged.conflicts:
        touched = only_touched(sent.fields, [each.name for each in typed.edits])
        return Kept(content, number, place, touched, conflicts=merged.conflicts)
    problems = [*typed.problems, *forms.in_the_whole(content, merged.content, form, now, typed.edits)]
    unit = [] if sent.recounted else forms.unit_changed(content, merged.content)
    if unit or (problems and not sent.insists):
        return Kept(base, sent.base, steps, sent.fields, problems=[*problems, *unit])
    check_parts(now, [each.name for each in typed.edits], sent.deed)
    recounted = forms.recounted(content, merged.content, speaker())
    ready = Ready(merged.content, place, note(form, typed.edits, merged.content), False, recounted)
    return after_deed(ready, form, base, now, sent.deed)


def gone(content: Any, base: Any, number: int, steps: Steps, sent: Sent) -> Kept:
    """The item was removed: it can be made again in its list; where that is gone too, the text stays to be copied."""
    above = followed(base, content, steps[:-1]) if is_index(steps[-1]) else None
    if above is None:
        return Kept(base, sent.base, steps, sent.fields, gone=True)
    return Kept(content, number, (*above, NEW), sent.fields, gone=True)


def after_deed(ready: Ready, form: Form, base: Any, now: Sequence[str], deed: forms.Deed | None) -> Ready:
    """With the item of a list moved, copied or removed."""
    lists = {control.name for control in form.controls if isinstance(control, Items)}
    if deed is None or deed.name not in lists:
        return ready
    seen = found_at(base, (*form.steps, deed.name))
    changed = forms.done(ready.content, now, deed, seen)
    if changed is None:
        return replace(ready, undone=True)
    verb = {"up": "posunuto nahoru", "down": "posunuto dolů", "copy": "zkopírováno", "remove": "odebráno"}[deed.verb]
    told = f"{human_path(pointer_to((*now, deed.name, str(deed.index))), base)}: {verb}"
    return replace(ready, content=changed, note="; ".join(each for each in (ready.note, told) if each))


def only_touched(fields: Posted, names: Sequence[str]) -> dict[str, Sequence[str]]:
    """What was typed in fields (and tables) of these names; the others show the newest content."""
    return {
        key: texts for key, texts in fields.items() if any(key == name or key.startswith(f"{name}/") for name in names)
    }


def check_parts(steps: Sequence[str], names: Sequence[str], deed: forms.Deed | None) -> None:
    """Raises NotAllowed where a contributor changes something outside of the parts that are named for him."""
    found = who()
    touched = [*names, *([deed.name] if deed else [])]
    pointers = [pointer_to((*steps, *name.split("/"))) for name in touched]
    if found.role is Role.CONTRIBUTOR and (foreign := sorted(set(outside(pointers, found.parts)))):
        raise NotAllowed(not_his(foreign, found.parts), f"changed: {', '.join(foreign[:NAMED])}")


def note(form: Form, edits: Sequence[forms.Edit], content: Any) -> str:
    """„Opatření 1.1.1 Rozvoz obědů: Garant, Termín“; of a new item „Přidáno: Cíl Dostupnost péče“."""
    if edits and form.new:
        noun = noun_at(content, form.steps, form.part_class)
        name = title_of(found_at(content, now_at(content, form.steps)), form.part_class)
        return f"Přidáno: {called(noun, name)}"
    labels = list(dict.fromkeys(each.about.label for each in edits))
    named = ", ".join([*labels[:NAMED], "…"] if len(labels) > NAMED else labels)
    return f"{form.title}: {named}" if labels else ""


def written(actor: Actor, plan_id: uuid.UUID, expected: int, ready: Ready) -> Saved:
    packed = store().ready(ready.content)
    with store().writing(actor) as tx:
        made = plans.save(tx, plan_id, packed, expected=expected, note=ready.note)
        return Saved(made.number, True, landed(ready), ready.undone, ready.told)


def landed(ready: Ready) -> Steps:
    """Where the part that was saved lies now."""
    return now_at(ready.content, ready.steps)


def now_at(content: Any, steps: Steps) -> Steps:
    """Where a new item has come to lie: at the end of its list."""
    if not steps or steps[-1] != NEW:
        return steps
    return (*steps[:-1], str(len(found_at(content, steps[:-1])) - 1))
