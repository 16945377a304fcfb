"""Rozhodnutí: how a sheet is read is shown and corrected; then its table and chart become a new version of the plan."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from assembler import drawing
from assembler.drawing import Preview
from assembler.errors import Missing
from assembler.forms.building import pointer_to
from assembler.forms.naming import title_of
from assembler.forms.places import NEW, found_at
from assembler.readers.grids import told
from assembler.statistics import Made, chart_content, chart_of, refused, table_content
from assembler.statistics.table import UNWANTED, Cell
from assembler.store import uploads
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.store.uploads import Purpose
from assembler.web import language
from assembler.web.acting import acting
from assembler.web.editing.opened import Opened, opened
from assembler.web.editing.sheets.adding import Adding, added
from assembler.web.editing.sheets.asked import BOTH, CHART, TABLE, Asked, asked, listed
from assembler.web.editing.sheets.bringing import Brought, Place, brought, place_of
from assembler.web.keeping import store
from assembler.web.language import N_, _, spoken
from assembler.web.plans import once, sent
from assembler.web.plans.leading import address
from assembler.web.service import service
from assembler.word.formats import number, percent
from schemas.analyses import Chapter, ChartType, ColumnType

LOOK = 14  # rows of the sheet, and of the table, that the page shows
WIDE = 12  # columns of the sheet
NAMED = 20  # things left out that are named
NOTHING = N_("Tabulka nemá žádné řádky nebo sloupce. Upravte, kde v listu leží údaje.")
UNDECIDED = N_("Rozhodněte, co znamená: %(texts)s. Mezi čísly jsou to texty.")
NO_CHART = N_("Z těchto údajů graf udělat nejde: tabulka nemá žádný sloupec čísel. Vyberte jen tabulku.")

pages = Blueprint("statistics_deciding", __name__)


@pages.get("/plany/<uuid:plan_id>/nahrana-tabulka/<uuid:upload_id>/<path:place>")
def show(plan_id: uuid.UUID, upload_id: uuid.UUID, place: str) -> str:
    actor = acting(Deed.WRITE)
    file = brought(actor, plan_id, upload_id)
    found = opened(actor, plan_id)
    target = place_of(found, place)
    return page(found, target, file, worked_out(found, file))


@pages.post("/plany/<uuid:plan_id>/nahrana-tabulka/<uuid:upload_id>/<path:place>")
def decide(plan_id: uuid.UUID, upload_id: uuid.UUID, place: str) -> ResponseReturnValue:
    """Shows what the changed choices give, saves it, or throws the file away; twice is as good as once."""
    actor = acting(Deed.WRITE)
    try:
        file = brought(actor, plan_id, upload_id)
    except Missing:
        if done := once.outcome(actor, upload_id):
            return landed(done)
        raise
    found = opened(actor, plan_id)
    target, wishes = place_of(found, place), worked_out(found, file)
    deed = request.form.get("rozhodnuti")
    if deed == "zahodit":
        return discard(actor, plan_id, upload_id, target)
    if deed != "ulozit":
        return page(found, target, file, wishes)
    made = content_of(wishes)
    if problems := problems_of(wishes, made):
        return page(found, target, file, wishes, problems), 422
    return saved(actor, found, target, upload_id, wishes, made)


def worked_out(found: Opened, file: Brought) -> Asked:
    """What the choices of the form give; a big sheet takes a part of a second, so its turn is waited for."""
    with service().turn():
        return asked(file.delivered, municipalities(found))


def discard(actor: Actor, plan_id: uuid.UUID, upload_id: uuid.UUID, target: Place) -> ResponseReturnValue:
    told_of = _("Soubor jsme zahodili. Plán zůstal, jak byl.")
    outcome = {"told": told_of, "address": address(plan_id, target.steps)}
    with store().writing(actor) as tx:
        uploads.discard(tx, uploads.of_plan(tx, upload_id, plan_id, Purpose.STATISTICS))
        once.remember(tx, upload_id, outcome)
    return landed(outcome)


def landed(outcome: Mapping[str, Any]) -> ResponseReturnValue:
    flash(outcome["told"])
    return redirect(outcome["address"], 303)


# ---------------------------------------------------------------- what comes of it

Content = dict[str, dict[str, Any]]  # by the list of the chapter: „tables“, „charts“


def content_of(wishes: Asked) -> Content:
    """The table, the chart, or both, as content."""
    made: Content = {}
    if wishes.result in (TABLE, BOTH):
        made["tables"] = table_content(wishes.made, wishes.frame)
    if wishes.result in (CHART, BOTH) and wishes.wanted:
        made["charts"] = chart_content(chart_of(wishes.made, wishes.wanted)[0], wishes.frame)
    return made


def problems_of(wishes: Asked, made: Content) -> list[str]:
    """Why it cannot be saved, in sentences."""
    if not wishes.made.columns or not wishes.made.rows:
        return [spoken(NOTHING)]
    undecided = wishes.base.undecided
    texts = ", ".join(_("„%(text)s“", text=each.text) for each in undecided[:NAMED])
    problems = [_(UNDECIDED, texts=texts)] if undecided else []
    if wishes.result in (CHART, BOTH) and "charts" not in made:
        problems.append(spoken(NO_CHART))
    against = refused(made.get("tables"), made.get("charts"))
    return problems + [
        f"{language.way(each.label.partition(' › ')[2].partition(' › ')[2])}: {language.told(each)}"
        for each in against[:NAMED]
    ]


def left_out(wishes: Asked) -> list[str]:
    """What of the sheet comes neither into the table nor into the chart; nothing is lost silently."""
    told_out = []
    rows = [each for each in wishes.base.all_rows if each.out and each.label]
    unwanted = sum(each.out == UNWANTED for each in rows)
    named = [f"{each.label} ({spoken(each.out)})" for each in rows if each.out != UNWANTED]
    columns = [f"{column.name} ({spoken(out)})" for column, out in wishes.base.all_columns if out]
    if named:
        told_out.append(_("Řádky: %(names)s.", names=bounded(named)))
    if unwanted:
        told_out.append(_("Řádky, které nejsou mezi vybranými: %(count)s.", count=unwanted))
    if columns:
        told_out.append(_("Sloupce: %(names)s.", names=bounded(columns)))
    return told_out


def bounded(names: list[str]) -> str:
    shown = ", ".join(names[:NAMED])
    if len(names) <= NAMED:
        return shown
    return _("%(names)s a dalších %(count)s", names=shown, count=len(names) - NAMED)


def saved(
    actor: Actor, found: Opened, target: Place, upload_id: uuid.UUID, wishes: Asked, made: Content
) -> ResponseReturnValue:
    """One new version of the plan; lands on the form of what is new."""
    steps = chapter_of(found, target)
    heading = wishes.frame.caption or wishes.grid.title
    out = left_out(wishes)
    words = " " + _("Vynechali jsme: %(what)s", what=" ".join(out)) if out else ""
    outcome = added(actor, found, Adding(steps, heading, made, upload_id, words))
    return landed(outcome)


def chapter_of(found: Opened, target: Place) -> tuple[str, ...]:
    """The chapter that was chosen; NEW for one that is to be made."""
    if target.chapter:
        return target.steps
    chosen = request.form.get("kapitola", "")
    known = [code for code, _ in chapters(found, target)]
    return (*target.steps, "chapters", chosen if chosen in known else NEW)


def chapters(found: Opened, target: Place) -> list[tuple[str, str]]:
    items = found_at(found.content, (*target.analysis, "chapters"))
    listed_items = items if isinstance(items, list) else []
    return [
        (str(n), title_of(each, Chapter) or _("Kapitola %(number)s", number=n + 1))
        for n, each in enumerate(listed_items)
    ]


# ---------------------------------------------------------------- the page


def page(found: Opened, target: Place, file: Brought, wishes: Asked, problems: list[str] | None = None) -> str:
    rows, beyond = listed(wishes.base)
    preview, missing = drawn(found, wishes)
    return render_template(
        "editing/sheet.html",
        opened=found,
        plan=found.plan,
        target=target,
        back=address(found.plan.id, target.steps),
        here=url_for(
            "statistics_deciding.show",
            plan_id=found.plan.id,
            upload_id=file.upload.id,
            place=pointer_to(target.steps).removeprefix("/"),
        ),
        file=file,
        asked=wishes,
        sheet_rows=[[told(cell) for cell in row[:WIDE]] for row in wishes.grid.rows[:LOOK]],
        rows=rows,
        beyond=len(beyond),
        table=shown_table(wishes.made),
        left_out=left_out(wishes),
        preview=preview,
        missing=missing,
        problems=problems or [],
        chapters=chapters(found, target),
        kinds=[(each.value, spoken(each.label)) for each in ChartType],
        types=[(each.value, spoken(each.label)) for each in ColumnType],
        chosen_chapter=sent.line("kapitola"),
    )


def drawn(found: Opened, wishes: Asked) -> tuple[Preview | None, tuple[str, ...]]:
    """The chart as the document will draw it, and what of the table is not in it."""
    if wishes.wanted is None or wishes.result == TABLE:
        return None, ()
    chart, missing = chart_of(wishes.made, wishes.wanted)
    made = drawing.typed(chart_content(chart, wishes.frame), "", found.content)
    return Preview(Markup(made.svg), made.told), missing  # noqa: S704 - our own drawing, its texts escaped


def shown_table(made: Made) -> list[list[str]]:
    """The first rows of the table, as the document will write them."""
    return [
        [written(cell, column.type) for cell, column in zip(row.cells, made.columns, strict=True)]
        for row in made.rows[:LOOK]
    ]


def written(cell: Cell, kind: ColumnType) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str) or kind is ColumnType.YEAR:
        return told(cell)
    return percent(cell) if kind is ColumnType.PERCENT else number(cell)


def municipalities(found: Opened) -> tuple[str, ...]:
    """The names of the municipalities of the plan's territory."""
    items = found_at(found.content, ("territory", "municipalities"))
    names = [each.get("name") for each in items if isinstance(each, dict)] if isinstance(items, list) else []
    return tuple(name for name in names if isinstance(name, str) and name)
