"""Převzít připomínky z tabulky: what each row would do, then those that were ticked; the rest is told."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.errors import AssemblerError, Missing, StorageError
from assembler.readers import grids
from assembler.store import idempotency, uploads
from assembler.store.store import Actor, Transaction
from assembler.store.uploads import Purpose
from assembler.web.commenting import rows, showing, taking, weighing
from assembler.web.commenting.rows import NOTHING_CHOSEN, Chosen, Listed
from assembler.web.commenting.weighing import Weighed
from assembler.web.errors import WrongParameters, problem_of
from assembler.web.keeping import store
from assembler.web.language import N_, _
from assembler.web.plans import once, sent
from assembler.web.service import service

CHOOSE = N_("Vyberte soubor s tabulkou připomínek.")
MEDIA_TYPE = "application/octet-stream"
COLUMN, PLACE = "sloupec:", "misto:"  # in the address: what a person says of a column, and of a place
WHOLE_PLAN = "-"  # an empty choice is none
MOST_ASKED = 40  # columns, and places
TICK = "radek:"  # with its line: the version of the comment that the row changes, 0 for a new one

pages = Blueprint("comments_brought", __name__)


@pages.get("/plany/<uuid:plan_id>/pripominky/z-tabulky")
def form(plan_id: uuid.UUID) -> str:
    return page(taking.writer(), plan_id)


def page(actor: Actor, plan_id: uuid.UUID, wrong: AssemblerError | None = None) -> str:
    with store().reading(actor) as tx:
        framed = showing.frame(tx, plan_id)
    return render_template(
        "commenting/table.html",
        **framed,
        wrong=wrong,
        told=wrong.problems.get("file", "") if isinstance(wrong, WrongParameters) else "",
        most_mb=min(service().settings.request_mb, grids.MAX_PACKED // 1_000_000),
        accept=",".join(grids.EXTENSIONS),
        columns=[field.label for field in showing.FIELDS.values()],
    )


@pages.post("/plany/<uuid:plan_id>/pripominky/z-tabulky")
def bring(plan_id: uuid.UUID) -> ResponseReturnValue:
    """Keeps the file aside, if comments can be read from it."""
    actor = taking.writer()
    try:
        data = delivered()
        read(actor, plan_id, data, sent.file_name())
        (digest,) = store().keep([data])
        with store().writing(actor) as tx:
            kept = uploads.add(tx, digest, Purpose.COMMENTS, sent.file_name(), MEDIA_TYPE, plan_id)
    except (Missing, StorageError):
        raise
    except AssemblerError as wrong:
        return page(actor, plan_id, wrong), problem_of(wrong).status
    return redirect(url_for("comments_brought.show", plan_id=plan_id, upload_id=kept.id), 303)


def delivered() -> bytes:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise WrongParameters({"file": _(CHOOSE)})
    data: bytes = file.read()
    return data


def read(actor: Actor, plan_id: uuid.UUID, data: bytes, file_name: str, chosen: Chosen = NOTHING_CHOSEN) -> Listed:
    """The rows of a file; raises Unreadable, Unfit, Missing."""
    with store().reading(actor) as tx:
        chapters = showing.with_places(tx, plan_id)["chapters"]
    with service().turn():
        return rows.listed(grids.read(data, file_name).grids, chapters, chosen)


# ---------------------------------------------------------------- what would be written


@pages.get("/plany/<uuid:plan_id>/pripominky/z-tabulky/<uuid:upload_id>")
def show(plan_id: uuid.UUID, upload_id: uuid.UUID) -> str:
    return proposal(taking.writer(), plan_id, upload_id)


def opened(actor: Actor, plan_id: uuid.UUID, upload_id: uuid.UUID) -> Listed:
    """The rows of a file that was kept aside; raises Missing for one that was taken over, or is somebody else's."""
    with store().reading(actor) as tx:
        upload = uploads.of_plan(tx, upload_id, plan_id, Purpose.COMMENTS)
        data = tx.files.get(upload.sha256)
    return read(actor, plan_id, data, upload.file_name, chosen())


def chosen() -> Chosen:
    """What the address says of columns and places."""
    columns = {key.removeprefix(COLUMN): said for key, said in request.args.items() if key.startswith(COLUMN)}
    places = {key.removeprefix(PLACE): said for key, said in request.args.items() if key.startswith(PLACE)}
    told = {key: "" if said == WHOLE_PLAN else said for key, said in places.items() if said}
    return Chosen({int(index): said for index, said in columns.items() if is_small(index)}, told)


def proposal(actor: Actor, plan_id: uuid.UUID, upload_id: uuid.UUID, wrong: AssemblerError | None = None) -> str:
    listed = opened(actor, plan_id, upload_id)
    with store().reading(actor) as tx:
        every = weighing.weighed(tx, plan_id, listed)
        framed = showing.with_places(tx, plan_id)
    return shown(every, listed, framed, wrong=wrong, upload=upload_id)


def shown(every: list[Weighed], listed: Listed, framed: dict[str, Any], **more: Any) -> str:
    known = [place for chapter in framed.get("chapters", ()) for place in (chapter.place, *chapter.inside)]
    return render_template(
        "commenting/proposal.html",
        **framed,
        every=every,
        counts=Counter(each.kind for each in every),
        listed=listed,
        called={place.pointer: place.title for place in known},
        most_asked=MOST_ASKED,
        whole=WHOLE_PLAN,
        heard=request.args.to_dict(),
        **more,
    )


@pages.post("/plany/<uuid:plan_id>/pripominky/z-tabulky/<uuid:upload_id>")
def take(plan_id: uuid.UUID, upload_id: uuid.UUID) -> ResponseReturnValue:
    """The ticked rows; the page then says what was done, and shows those that were left."""
    actor = taking.writer()
    if once.outcome(actor, upload_id) is not None:
        return redirect(url_for("comments.listing", plan_id=plan_id), 303)
    listed = opened(actor, plan_id, upload_id)
    try:
        with store().writing(actor) as tx:
            every = weighing.weighed(tx, plan_id, listed)
            left, done = taken(tx, plan_id, upload_id, every)
            framed = showing.frame(tx, plan_id)
    except (Missing, StorageError):
        raise
    except AssemblerError as wrong:
        return proposal(actor, plan_id, upload_id, wrong), problem_of(wrong).status
    return shown(left, listed, framed, done=done)


def taken(
    tx: Transaction, plan_id: uuid.UUID, upload_id: uuid.UUID, every: list[Weighed]
) -> tuple[list[Weighed], tuple[int, int]]:
    """The rows that were left, and how many were added and changed."""
    began = once.begin(tx, upload_id)
    lines = ticked()
    done = weighing.written(tx, plan_id, every, lines)
    uploads.discard(tx, uploads.of_plan(tx, upload_id, plan_id, Purpose.COMMENTS))
    idempotency.finish(tx, began, {"added": done[0], "changed": done[1]})
    return [
        each for each in every if each.kind == "wrong" or (each.kind != "same" and each.row.line not in lines)
    ], done


def ticked() -> dict[int, int]:
    """The lines whose boxes were ticked, with what their boxes say."""
    found = ((key.removeprefix(TICK), said) for key, said in request.form.items() if key.startswith(TICK))
    return {int(line): int(said) for line, said in found if is_small(line) and is_small(said)}


def is_small(said: str) -> bool:
    return said.isascii() and said.isdecimal() and len(said) < 9
