"""Přidání: a table and a chart at the end of a chapter, in the newest content, whoever else has saved meanwhile."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assembler.errors import Missing, Stale
from assembler.forms.identifiers import all_of, identifiable
from assembler.forms.places import NEW, class_at, followed, found_at, put
from assembler.store import plans, uploads
from assembler.store.store import Actor
from assembler.store.uploads import Purpose
from assembler.web.editing.opened import Opened
from assembler.web.editing.saving import TRIES, check_parts, contents
from assembler.web.keeping import store
from assembler.web.language import N_, _, spoken
from assembler.web.plans import once
from assembler.web.plans.leading import address

CALLED = {("tables",): N_("tabulka"), ("charts",): N_("graf"), ("tables", "charts"): N_("tabulka a graf")}


@dataclass(frozen=True, slots=True)
class Adding:
    """What is to be added: `steps` are those of the chapter, NEW for one that gets `heading`."""

    steps: tuple[str, ...]
    heading: str
    made: Mapping[str, dict[str, Any]]  # by the list of the chapter
    upload: uuid.UUID
    words: str  # behind what is told


def added(actor: Actor, found: Opened, adding: Adding) -> dict[str, str]:
    """What is told, and where one goes. Raises Missing where the chapter is gone, NotAllowed, StorageError."""
    for left in reversed(range(TRIES)):
        newest, content, base = contents(actor, found.plan.id, found.head.number)
        steps = now_at(base, content, adding.steps)
        check_parts(steps, [*adding.made], None)
        changed, landed = with_items(content, steps, adding)
        try:
            return written(actor, found.plan.id, newest.number, changed, landed, adding)
        except Stale:
            if not left:
                raise
    raise AssertionError  # the last try returns or raises


def now_at(base: Any, content: Any, steps: tuple[str, ...]) -> list[str]:
    """Where the chapter lies in the newest content; that of a new one is behind the last one."""
    if steps[-1] != NEW:
        found = followed(base, content, steps)
    else:
        above = followed(base, content, steps[:-1])
        items = found_at(content, above) if above is not None else None
        found = None if above is None else [*above, str(len(items) if isinstance(items, list) else 0)]
    if found is None:
        raise Missing("the chapter is gone")
    return found


def with_items(content: Any, steps: list[str], adding: Adding) -> tuple[Any, list[str]]:
    """The content with what is added, and where the first of it lies."""
    if adding.steps[-1] == NEW:
        chapter = named({"heading": adding.heading}, (*steps[:-1], NEW), content)
        chapters = found_at(content, steps[:-1])
        content = put(content, steps[:-1], [*(chapters or []), chapter])
    landed: list[str] = []
    for name, item in adding.made.items():
        items = found_at(content, (*steps, name))
        place = len(items) if isinstance(items, list) else 0
        whole = [*(items or []), named(item, (*steps, name, NEW), content)]
        content = put(content, (*steps, name), whole)
        landed = landed or [*steps, name, str(place)]
    return content, landed


def named(item: dict[str, Any], steps: tuple[str, ...], content: Any) -> Any:
    """An item with an identifier of its own, made from its name."""
    part_class = class_at(steps)
    assert part_class is not None  # noqa: S101 - lists of chapters
    return identifiable(item, part_class, all_of(content))


def written(
    actor: Actor, plan_id: uuid.UUID, expected: int, content: Any, landed: list[str], adding: Adding
) -> dict[str, str]:
    """Raises Stale where someone was quicker."""
    what = CALLED[tuple(adding.made)]
    ready = store().ready(content)
    with store().writing(actor) as tx:
        upload = uploads.of_plan(tx, adding.upload, plan_id, Purpose.STATISTICS)
        new = plans.save(tx, plan_id, ready, expected=expected, note=f"Ze souboru {upload.file_name}: {what}")
        uploads.discard(tx, upload)
        told = _("Ze souboru je v plánu %(what)s, uloženo jako verze %(number)s.", what=spoken(what), number=new.number)
        outcome = {"told": told + adding.words, "address": address(plan_id, landed)}
        once.remember(tx, adding.upload, outcome)
    return outcome
