"""Nahrání: a file with tables is kept aside, if it can be read, until its author has decided."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.errors import AssemblerError, Missing, StorageError
from assembler.forms.building import pointer_to
from assembler.forms.model import Steps
from assembler.forms.naming import title_of
from assembler.forms.places import ABSENT, class_at, found_at
from assembler.readers import grids
from assembler.readers.grids import Delivered
from assembler.store import plans, uploads
from assembler.store.models import Upload
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.store.uploads import Purpose
from assembler.web.acting import acting
from assembler.web.editing.opened import Opened, opened
from assembler.web.editing.parts import steps_at
from assembler.web.errors import WrongParameters, problem_of
from assembler.web.keeping import store
from assembler.web.language import N_, _, spoken
from assembler.web.plans import sent
from assembler.web.plans.leading import address
from assembler.web.service import service
from assembler.word.formats import number
from schemas.analyses import Analysis, Chapter

CHOOSE = N_("Vyberte soubor s tabulkou (.xlsx, .ods nebo .csv).")
EMPTY = N_("V souboru není žádná vyplněná tabulka.")
TOO_MANY = N_(
    "List „%(title)s“ je moc velký (%(cells)s buněk). Nechte v souboru jen řádky a sloupce, které potřebujete."
)
MOST_CELLS = 300_000  # of one sheet: all municipalities of the country with forty columns
KEPT = 4  # files that stay read: each change of the form asks for its file once more

pages = Blueprint("statistics", __name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the table is to come: an analysis, or a chapter of it."""

    steps: Steps
    title: str
    chapter: bool

    @property
    def analysis(self) -> Steps:
        return self.steps[:-2] if self.chapter else self.steps


def place_of(found: Opened, place: str) -> Place:
    """Raises Missing for what is neither an analysis nor a chapter."""
    steps = steps_at(place)
    part_class, part = class_at(steps), found_at(found.content, steps)
    if part_class not in (Analysis, Chapter) or part is ABSENT:
        raise Missing(f"no analysis at {place}")
    return Place(steps, title_of(part, part_class) or part_class.noun, part_class is Chapter)


@pages.get("/plany/<uuid:plan_id>/tabulka-ze-souboru/<path:place>")
def form(plan_id: uuid.UUID, place: str) -> str:
    return page(acting(Deed.WRITE), plan_id, place)


@pages.post("/plany/<uuid:plan_id>/tabulka-ze-souboru/<path:place>")
def bring(plan_id: uuid.UUID, place: str) -> ResponseReturnValue:
    actor = acting(Deed.WRITE)
    place_of(opened(actor, plan_id), place)
    try:
        kept = keep(actor, plan_id)
    except (Missing, StorageError):
        raise
    except AssemblerError as wrong:
        return page(actor, plan_id, place, wrong), problem_of(wrong).status
    return redirect(url_for("statistics_deciding.show", plan_id=plan_id, upload_id=kept.id, place=place), 303)


def keep(actor: Actor, plan_id: uuid.UUID) -> Upload:
    """Raises WrongParameters, Unreadable."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise WrongParameters({"file": spoken(CHOOSE)})
    data, name = file.read(grids.MAX_PACKED + 1), sent.file_name()
    with service().turn():
        delivered = grids.read(data, name)
    if not delivered.grids:
        raise WrongParameters({"file": spoken(EMPTY)})
    for each in delivered.grids:
        if (cells := len(each.rows) * each.width) > MOST_CELLS:
            raise WrongParameters({"file": _(TOO_MANY, title=each.title, cells=number(cells))})
    (digest,) = store().keep([data])
    with store().writing(actor) as tx:
        plans.get(tx, plan_id)
        return uploads.add(tx, digest, Purpose.STATISTICS, name, "application/octet-stream", plan_id)


def page(actor: Actor, plan_id: uuid.UUID, place: str, wrong: AssemblerError | None = None) -> str:
    found = opened(actor, plan_id)
    target = place_of(found, place)
    return render_template(
        "editing/sheet_bring.html",
        opened=found,
        plan=found.plan,
        target=target,
        back=address(plan_id, target.steps),
        place=pointer_to(target.steps).removeprefix("/"),
        most_mb=min(service().settings.request_mb, grids.MAX_PACKED // 1_000_000),
        accepted_files=",".join(grids.EXTENSIONS),
        problem=problem_of(wrong) if wrong else None,
        told=wrong.problems if isinstance(wrong, WrongParameters) else {},
    )


# ---------------------------------------------------------------- read once


@dataclass(frozen=True, slots=True)
class Brought:
    """Přinesený soubor."""

    upload: Upload
    delivered: Delivered


def brought(actor: Actor, plan_id: uuid.UUID, upload_id: uuid.UUID) -> Brought:
    """Raises Missing."""
    with store().reading(actor) as tx:
        upload = uploads.of_plan(tx, upload_id, plan_id, Purpose.STATISTICS)
    return Brought(upload, delivered(upload.sha256, upload.file_name))


@lru_cache(maxsize=KEPT)
def delivered(digest: str, name: str) -> Delivered:
    """A file of the store, read; raises Unreadable, Missing."""
    with store().reading() as tx:
        data = tx.files.get(digest)
    with service().turn():
        return grids.read(data, name)
