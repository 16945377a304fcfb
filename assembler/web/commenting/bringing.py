"""Převzít připomínky z tabulky: all rows of a list at once, or none, and then every reason with its line."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.errors import AssemblerError, StorageError
from assembler.readers import grids
from assembler.store import plans
from assembler.store.store import Actor, Transaction
from assembler.web import language
from assembler.web.commenting import rows, showing, taking
from assembler.web.commenting.rows import Listed, Row
from assembler.web.commenting.taking import UNKNOWN_COMMENT, WrongComment
from assembler.web.errors import WrongParameters, problem_of
from assembler.web.keeping import store
from assembler.web.language import N_, _
from assembler.web.plans import sent
from assembler.web.service import service
from schemas.findings import Finding

MOST_TOLD = 30  # rows
CHOOSE = N_("Vyberte soubor s tabulkou připomínek.")

pages = Blueprint("comments_brought", __name__)


class WrongRows(AssemblerError):
    """Some rows are wrong, so none was taken over: their lines, and what is wrong with each."""

    def __init__(self, lines: Sequence[tuple[int, str]]) -> None:
        super().__init__(N_("Z tabulky jsme nepřevzali nic. Opravte v ní uvedené řádky a nahrajte ji znovu."))
        self.lines = lines


@pages.get("/plany/<uuid:plan_id>/pripominky/z-tabulky")
def form(plan_id: uuid.UUID) -> str:
    return page(taking.writer(), plan_id)


def page(actor: Actor, plan_id: uuid.UUID, wrong: AssemblerError | None = None) -> str:
    with store().reading(actor) as tx:
        framed = showing.frame(tx, plan_id)
    lines = wrong.lines if isinstance(wrong, WrongRows) else ()
    missing = wrong.problems.get("file", "") if isinstance(wrong, WrongParameters) else ""
    return render_template(
        "commenting/table.html",
        **framed,
        wrong=wrong,
        told=missing,
        lines=lines[:MOST_TOLD],
        further=max(0, len(lines) - MOST_TOLD),
        most_mb=min(service().settings.request_mb, grids.MAX_PACKED // 1_000_000),
        accept=",".join(grids.EXTENSIONS),
        columns=[field.label for field in showing.FIELDS.values()],
    )


@pages.post("/plany/<uuid:plan_id>/pripominky/z-tabulky")
def bring(plan_id: uuid.UUID) -> ResponseReturnValue:
    actor = taking.writer()
    try:
        listed = delivered(actor, plan_id)
        with store().writing(actor) as tx:
            added(tx, plan_id, listed.rows)
    except StorageError:
        raise
    except (WrongRows, AssemblerError) as wrong:
        status = problem_of(wrong).status
        if status == 404:
            raise
        return page(actor, plan_id, wrong), status
    flash(_("Z tabulky jsme převzali připomínky: %(count)s.", count=len(listed.rows)))
    if listed.ignored:
        flash(_("Sloupce, které neznáme, jsme nepřevzali: %(names)s.", names=", ".join(listed.ignored)[:500]))
    return redirect(url_for("comments.listing", plan_id=plan_id), 303)


def delivered(actor: Actor, plan_id: uuid.UUID) -> Listed:
    """The rows of the uploaded file; raises WrongParameters, Unreadable, Unfit, Missing."""
    with store().reading(actor) as tx:
        chapters = showing.with_places(tx, plan_id)["chapters"]
    file = request.files.get("file")
    if file is None or not file.filename:
        raise WrongParameters({"file": _(CHOOSE)})
    with service().turn():
        return rows.listed(grids.read(file.read(), sent.file_name()).grids, chapters)


def added(tx: Transaction, plan_id: uuid.UUID, found: Sequence[Row]) -> None:
    """All rows as comments, in their order; raises WrongRows with every line that is wrong."""
    first = plans.get(tx, plan_id).last_comment + 1
    numbers = {row.number: number for number, row in enumerate(found, first) if row.number}
    wrong: list[tuple[int, str]] = []
    for row in found:
        merged = row.raw.get("merged_with")
        known = {"merged_with": numbers.get(str(merged), merged)} if merged is not None else {}
        try:
            taking.added(tx, plan_id, {**row.raw, **known})
        except WrongComment as refused:
            if own := [each for each in refused.findings if not (wrong and each.code == UNKNOWN_COMMENT.code)]:
                wrong.append((row.line, " ".join(map(told, own))))
    if wrong:
        raise WrongRows(wrong)


def told(finding: Finding) -> str:
    """„Přišla dne: Den „31. 2. 2026“ v kalendáři není.“"""
    return f"{language.spoken(finding.label.rpartition(' › ')[2])}: {language.told(finding)}"
