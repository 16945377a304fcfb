"""Cizí tabulka: brought by a coordinator, understood with her help, seen as a difference, taken over as one version."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler import foreign
from assembler.differences import Collision
from assembler.errors import AssemblerError, Missing, Stale, StorageError
from assembler.foreign import Joined
from assembler.foreign.known import Holders
from assembler.readers import grids
from assembler.readers.sheets.cells import address, told
from assembler.store import plans, taken_tables, uploads
from assembler.store.files import sha256
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.store.taken_tables import Taken
from assembler.store.uploads import Purpose
from assembler.web.acting import NotAllowed, acting, only_own_parts
from assembler.web.downloads import saved
from assembler.web.errors import WrongParameters, problem_of
from assembler.web.keeping import store
from assembler.web.language import N_, _, spoken
from assembler.web.plans import differing, foreign_state, foreign_values, foreign_waiting, once, sent, telling
from assembler.web.plans.foreign_state import COLLISION, Opened, opened
from assembler.web.plans.foreign_tray import lines
from assembler.web.plans.listing import UNTITLED
from assembler.web.plans.workbook import by_right

CHOOSE, WHOSE = N_("Vyberte soubor s tabulkou."), N_("Napište, kdo tabulku poslal.")
EMPTY = N_("V souboru žádná tabulka není.")
MEDIA_TYPE = "application/octet-stream"
FORM_FIELDS_BYTES, FORM_PARTS = 2_000_000, 3_000
SHOWN, SHOWN_QUESTIONS, SAMPLES = 200, 100, 3  # rows of lists, questions at once, values beside a heading
MINE, THEIRS = "tabulka", "plan"

pages = Blueprint("foreign", __name__)


@pages.before_request
def large_forms() -> None:
    """A table has up to 200 columns, and its answers are carried from page to page."""
    request.max_form_parts, request.max_form_memory_size = FORM_PARTS, FORM_FIELDS_BYTES


# ---------------------------------------------------------------- brought


@pages.get("/plany/<uuid:plan_id>/cizi-tabulka")
def form(plan_id: uuid.UUID) -> str:
    return page(acting(Deed.WRITE), plan_id)


@pages.post("/plany/<uuid:plan_id>/cizi-tabulka")
def bring(plan_id: uuid.UUID) -> ResponseReturnValue:
    """Keeps a file aside, if a table can be read from it."""
    actor = acting(Deed.WRITE)
    try:
        sender, data = sent.line("od", foreign_state.MAX_SENDER), delivered_file()
        with store().reading(actor) as tx:
            plans.get(tx, plan_id)
        if not foreign_state.delivered(data, sha256(data), sent.file_name()).grids:
            raise WrongParameters({"file": spoken(EMPTY)})
        (digest,) = store().keep([data])
        with store().writing(actor) as tx:
            kept = uploads.add(tx, digest, Purpose.TABLE, sent.file_name(), MEDIA_TYPE, plan_id)
        foreign_waiting.keep(actor, plan_id, kept, {"od": sender})
    except (Missing, StorageError):
        raise
    except AssemblerError as wrong:
        return page(actor, plan_id, wrong), problem_of(wrong).status
    return redirect(url_for("foreign.show", plan_id=plan_id, upload_id=kept.id, od=sender), 303)


def delivered_file() -> bytes:
    """Raises WrongParameters for a form that is not complete."""
    file = request.files.get("file")
    wrong = {} if sent.line("od") else {"od": spoken(WHOSE)}
    if file is None or not file.filename:
        raise WrongParameters(wrong | {"file": spoken(CHOOSE)})
    if wrong:
        raise WrongParameters(wrong)
    data: bytes = file.read()
    return data


def page(actor: Actor, plan_id: uuid.UUID, wrong: AssemblerError | None = None) -> str:
    with store().reading(actor) as tx:
        plan = plans.get(tx, plan_id)
        senders, taken = taken_tables.senders(tx), taken_tables.of_plan(tx, plan_id)
        waiting = foreign_waiting.of_plan(tx, plan_id)
    return render_template(
        "foreign_tables.html",
        plan=plan,
        title=plan.title or UNTITLED,
        senders=senders,
        taken=taken,
        waiting=waiting,
        lists={each.key: each.label for each in foreign.targets()},
        most_mb=grids.MAX_PACKED // 1_000_000,
        accepts=",".join(grids.EXTENSIONS),
        problem=problem_of(wrong) if wrong else None,
        told=wrong.problems if isinstance(wrong, WrongParameters) else {},
    )


# ---------------------------------------------------------------- understood


@pages.get("/plany/<uuid:plan_id>/cizi-tabulka/<uuid:upload_id>")
def show(plan_id: uuid.UUID, upload_id: uuid.UUID) -> str:
    return understanding(opened(acting(Deed.WRITE), plan_id, upload_id))


def understanding(found: Opened) -> str:
    """What is which, what is asked, what found no place."""
    proposal = found.proposal
    slots = found.target.offered(found.years)
    return render_template(
        "foreign_read.html",
        found=found,
        plan=found.plan,
        title=found.plan.title or UNTITLED,
        lists=[(each.key, spoken(each.label)) for each in foreign.targets()],
        sheets=[(index, sheet_title(each)) for index, each in enumerate(found.file.grids)],
        columns=[*columns(found)],
        fields=[("", _("– nepřevzít –")), *((each.key, spoken(each.label)) for each in slots)],
        money={each.key for each in slots if each.is_money},
        plan_units=[("", _("jednotce plánu")), *((each, each) for each in foreign.UNITS)],
        holders=Holders(found.content, found.target).labelled() if found.target.table.parents else [],
        proposal=proposal,
        new=sum(each.known is None for each in proposal.items),
        questions=proposal.questions[:SHOWN_QUESTIONS],
        carried=[*carried(found)],
        interpreted=proposal.interpreted[:SHOWN],
        aside=lines(found.tray),
        left_out=[*left_out(found)][:SHOWN],
        shown=SHOWN,
    )


def sheet_title(grid: grids.Grid) -> str:
    title = grid.title or _("Tabulka")
    return _("%(sheet)s (skrytý list)", sheet=title) if grid.hidden else title


def columns(found: Opened) -> Iterator[dict[str, Any]]:
    """Columns that hold anything, each with what stands in it."""
    for column, label in enumerate(found.shape.labels):
        said = [text for row in found.shape.items.values() if (text := told(row[column]).strip())]
        if label or said:
            yield {
                "number": column,
                "letter": address(1, column)[:-1],
                "label": label or "(bez záhlaví)",
                "samples": [*dict.fromkeys(said)][:SAMPLES],
                "field": found.decisions.fields.get(column, ""),
                "unit": found.decisions.units.get(column, ""),
            }


def carried(found: Opened) -> Iterator[tuple[str, str]]:
    """Answers that were given already: their questions are not asked again."""
    open_ones = {each.key for each in found.proposal.questions[:SHOWN_QUESTIONS]}
    for name, said in foreign_state.state(found):
        prefix, _, key = name.partition(":")
        if prefix in ("otazka", "text") and key not in open_ones:
            yield name, said


def left_out(found: Opened) -> Iterator[dict[str, str]]:
    """Rows that are no items, with what stands in them."""
    for each in found.shape.left_out:
        said = " | ".join(told(value) for value in found.grid.rows[each.row] if value is not None)
        yield {"row": str(each.row + 1), "text": said, "reason": each.reason}


# ---------------------------------------------------------------- decided


@pages.post("/plany/<uuid:plan_id>/cizi-tabulka/<uuid:upload_id>")
def go_on(plan_id: uuid.UUID, upload_id: uuid.UUID) -> ResponseReturnValue:
    """What the pressed button asks for; taking over twice is as good as once."""
    actor, step = acting(Deed.WRITE), request.form.get("krok", "")
    if step == "zrusit":
        return discard(actor, plan_id, upload_id)
    found = opened(actor, plan_id, upload_id)
    foreign_waiting.keep(actor, plan_id, found.upload, dict(foreign_state.state(found)))
    if step == "prevzit":
        return take_over(found, actor, sent.number("expected"))
    return difference(found) if step == "zmeny" else understanding(found)


def joined(found: Opened) -> Joined:
    wins = [pointer for pointer, said in foreign_state.prefixed(COLLISION) if said == MINE]
    return foreign.join(found.content, found.target, found.proposal.items, found.before, wins)


def difference(found: Opened, wrong: str = "", *, moved: bool = False) -> str:
    """What would change, and what is to be decided."""
    result = joined(found)
    own, others = by_right(result.collisions)
    return render_template(
        "foreign_difference.html",
        found=found,
        plan=found.plan,
        title=found.plan.title or UNTITLED,
        state=foreign_state.state(found),
        difference=foreign_values.of(found.content, result.content),
        collisions=[*shown(own, found)],
        not_asked=[each["place"] for each in shown(others, found)],
        aside=lines(found.aside),
        shown=SHOWN,
        refused=refusal(found, result),
        moved=moved,
        wrong=wrong,
        note=sent.line("note") or note_of(found),
    )


def note_of(found: Opened) -> str:
    return f"Z tabulky „{found.upload.file_name}“ (od koho: {found.sender or 'neuvedeno'})"


def shown(collisions: tuple[Collision, ...], found: Opened) -> Iterator[dict[str, str]]:
    side = telling.side_of(found.content)
    for each in collisions:
        yield {
            "pointer": each.pointer,
            "place": telling.place(each.pointer, side),
            "mine": telling.told(each.mine, each.pointer, side),
            "theirs": telling.told(each.theirs, each.pointer, side),
        }


def refusal(found: Opened, result: Joined) -> str:
    """Why a contributor cannot take the table over: it changes other parts than his."""
    try:
        only_own_parts(found.content, result.content)
    except NotAllowed as refused:
        return refused.message
    return ""


def take_over(found: Opened, actor: Actor, expected: int) -> ResponseReturnValue:
    """One version of the plan; where another request was quicker, its outcome, or another look at the difference."""
    form, result = found.form(expected), joined(found)
    if done := once.outcome(actor, form):
        return landed(found.plan.id, done["told"])
    if found.head.number != expected:
        return difference(found, moved=True)
    if refusal(found, result):
        return difference(found), 403
    answers = dict(foreign_state.prefixed(COLLISION))
    if any(answers.get(each.pointer) not in (MINE, THEIRS) for each in by_right(result.collisions)[0]):
        return difference(found, _("U každého střetu vyberte, co má platit.")), 422
    try:
        told_of = save(found, actor, result, expected)
    except Stale:
        done = once.outcome(actor, form)
        return landed(found.plan.id, done["told"]) if done else difference(found, moved=True)
    return landed(found.plan.id, told_of)


def save(found: Opened, actor: Actor, result: Joined, expected: int) -> str:
    """The version, what is remembered of the table, and the outcome, all or nothing; raises Stale."""
    ready, aside = store().ready(result.content), found.aside
    with store().writing(actor) as tx:
        new = plans.save(tx, found.plan.id, ready, expected=expected, note=sent.line("note") or note_of(found))
        foreign_waiting.forget(tx, found.plan.id, found.upload.id)
        taken_tables.add(tx, uploads.get(tx, found.upload.id), new.number, taken(found, aside))
        words = differing.in_words(found.content, result.content)
        told_of = _("Převzato jako verze %(number)s: %(words)s.", number=new.number, words=words)
        once.remember(tx, found.form(expected), {"told": told_of})
    return told_of


def taken(found: Opened, aside: list[dict[str, str]]) -> Taken:
    """What is remembered for the sender's next table, and what found no place."""
    known = foreign.remembered(found.shape, found.target, found.decisions.fields, found.decisions.units)
    meaning = {"fields": dict(known.fields), "units": dict(known.units), "answers": found.proposal.told}
    said = {**found.before, **foreign.said_by(found.proposal.items)}
    return Taken(found.sender, found.target.key, found.grid.title, meaning, said, aside)


def discard(actor: Actor, plan_id: uuid.UUID, upload_id: uuid.UUID) -> ResponseReturnValue:
    """A file from which something was taken over before stays with that."""
    told_of = _("Z tabulky jsme nic nepřevzali. Plán zůstal, jak byl.")
    if once.outcome(actor, upload_id):
        return landed(plan_id, told_of)
    with store().writing(actor) as tx:
        upload = uploads.of_plan(tx, upload_id, plan_id, Purpose.TABLE)
        if not taken_tables.is_taken(tx, upload):
            uploads.discard(tx, upload)
            foreign_waiting.forget(tx, plan_id, upload_id)
            once.remember(tx, upload_id, {"told": told_of})
    return landed(plan_id, told_of)


def landed(plan_id: uuid.UUID, told_of: str) -> ResponseReturnValue:
    flash(told_of)
    return redirect(url_for("plan.show", plan_id=plan_id), 303)


# ---------------------------------------------------------------- kept


@pages.get("/plany/<uuid:plan_id>/cizi-tabulka/prevzata/<uuid:table_id>")
def kept(plan_id: uuid.UUID, table_id: uuid.UUID) -> str:
    """What of a table found no place in the plan."""
    with store().reading(acting(Deed.WRITE)) as tx:
        plan, table = plans.get(tx, plan_id), taken_tables.get(tx, plan_id, table_id)
        upload = uploads.get(tx, table.upload_id)
    target = foreign.target(table.target)
    return render_template(
        "foreign_kept.html",
        plan=plan,
        title=plan.title or UNTITLED,
        table=table,
        upload=upload,
        list_name=target.label if target else table.target,
        aside=lines(taken_tables.aside_of(table)),
    )


@pages.get("/plany/<uuid:plan_id>/cizi-tabulka/prevzata/<uuid:table_id>/soubor")
def original(plan_id: uuid.UUID, table_id: uuid.UUID) -> Response:
    """The file as it came."""
    with store().reading(acting(Deed.WRITE)) as tx:
        upload = uploads.get(tx, taken_tables.get(tx, plan_id, table_id).upload_id)
        data = tx.files.get(upload.sha256)
    name, _, extension = upload.file_name.rpartition(".")
    return saved(data, MEDIA_TYPE, name or upload.file_name, extension if name else "bin")
