"""Sešit plánu: taken home, filled in, brought back; what it changes is seen before any of it is taken over.

A delivered workbook is kept as it came until its author decides. It says which version it was made from: only what it
changed against that version is taken over, and what someone else changed meanwhile as well is asked about.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler import workbook
from assembler.differences import Collision, Merged, merge
from assembler.errors import AssemblerError, Missing, Stale, StorageError
from assembler.readers.source import Source
from assembler.store import plans, uploads
from assembler.store.models import Plan, Revision, Upload
from assembler.store.roles import Deed, Role, outside
from assembler.store.store import Actor, Transaction
from assembler.store.uploads import Purpose
from assembler.web.acting import NotAllowed, acting, only_own_parts, who
from assembler.web.downloads import saved
from assembler.web.errors import WrongParameters, problem_of
from assembler.web.keeping import store
from assembler.web.language import ENGLISH, _, chosen
from assembler.web.pages.views import by_severity
from assembler.web.plans import differing, known, once, sent, telling
from assembler.web.plans.listing import UNTITLED
from assembler.web.service import service
from assembler.web.workbooks import EXTENSION, workbook_answer
from assembler.workbook import MEDIA_TYPE, Delivered, Origin, Reading
from schemas.findings import Finding, Severity
from schemas.loading import bounded

MOST_UNPLACED = 200  # that the page shows; the marked workbook has all
MINE, THEIRS = "sesit", "plan"

pages = Blueprint("workbook", __name__)


# ---------------------------------------------------------------- taken home


@pages.get("/plany/<uuid:plan_id>/sesit.xlsx")
def download(plan_id: uuid.UUID) -> Response:
    """Of the newest version, or of the one that `verze` says."""
    actor = acting(Deed.READ)
    wanted = sent.number("verze") if "verze" in request.args else None
    with store().reading(actor) as tx:
        revision = plans.revision(tx, plan_id, wanted)
        content = plans.content(tx, revision)
    return workbook_answer(revision, content)


# ---------------------------------------------------------------- brought back


@pages.get("/plany/<uuid:plan_id>/sesit")
def form(plan_id: uuid.UUID) -> str:
    return page(acting(Deed.WRITE), plan_id)


@pages.post("/plany/<uuid:plan_id>/sesit")
def bring(plan_id: uuid.UUID) -> ResponseReturnValue:
    """Keeps a filled-in workbook aside, if it can be read at all."""
    actor = acting(Deed.WRITE)
    try:
        data = delivered_file()
        with store().reading(actor) as tx:
            plans.get(tx, plan_id)
        with service().turn():
            refuse_foreign(workbook.deliver(data), plan_id)
        (digest,) = store().keep([data])
        with store().writing(actor) as tx:
            kept = uploads.add(tx, digest, Purpose.WORKBOOK, sent.file_name(), MEDIA_TYPE, plan_id)
    except (Missing, StorageError):
        raise
    except AssemblerError as wrong:
        return page(actor, plan_id, wrong), problem_of(wrong).status
    return redirect(url_for("workbook.show", plan_id=plan_id, upload_id=kept.id), 303)


def delivered_file() -> bytes:
    file = request.files.get("file")
    if file is None or not file.filename:
        raise WrongParameters({"file": _("Vyberte vyplněný sešit (.xlsx).")})
    data: bytes = file.read()
    return data


def refuse_foreign(delivered: Delivered, plan_id: uuid.UUID) -> None:
    """A workbook of another plan would overwrite this one from the first to the last line."""
    origin = delivered.origin
    if origin.plan and origin.plan != str(plan_id):
        told = _("Sešit je z jiného plánu („%(title)s“). Nahrajte ho k němu.", title=origin.title)
        raise WrongParameters({"file": told})


def page(actor: Actor, plan_id: uuid.UUID, wrong: AssemblerError | None = None) -> str:
    with store().reading(actor) as tx:
        plan, head = plans.get(tx, plan_id), plans.revision(tx, plan_id)
    return render_template(
        "workbook.html",
        plan=plan,
        title=plan.title or UNTITLED,
        head=head,
        most_mb=service().settings.request_mb,
        media_type=MEDIA_TYPE,
        problem=problem_of(wrong) if wrong else None,
        told=wrong.problems if isinstance(wrong, WrongParameters) else {},
    )


# ---------------------------------------------------------------- looked at


@dataclass(frozen=True, slots=True)
class Brought:
    """Přinesený sešit beside the plan as it is now."""

    plan: Plan
    upload: Upload
    head: Revision
    base: Revision | None  # None: it was made from no version of this plan
    before: Any  # the content of the base
    now: Any  # that of the head
    reading: Reading

    @property
    def title(self) -> str:
        return self.plan.title or UNTITLED

    @property
    def moved(self) -> bool:
        """Whether someone has saved meanwhile."""
        return self.base is not None and self.base.number != self.head.number

    def merged(self, mine_wins: tuple[str, ...] = ()) -> Merged:
        """The plan with what the workbook changed; a workbook of no version replaces it."""
        if self.base is None:
            return Merged(self.reading.content, ())
        return merge(self.before, self.reading.content, self.now, mine_wins)

    def locate(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        return Source(self.reading.content, self.reading.find).locate(findings)


def brought(actor: Actor, plan_id: uuid.UUID, upload_id: uuid.UUID) -> Brought:
    """Raises Missing."""
    with store().reading(actor) as tx:
        upload = uploads.of_plan(tx, upload_id, plan_id, Purpose.WORKBOOK)
        data = tx.files.get(upload.sha256)
    with service().turn():
        delivered = workbook.deliver(data)
    with store().reading(actor) as tx:
        plan, head = plans.get(tx, plan_id), plans.revision(tx, plan_id)
        base = base_of(tx, plan_id, delivered.origin)
        now, before = plans.content(tx, head), plans.content(tx, base) if base else None
    with service().turn():
        reading = workbook.read(delivered, before)
    return Brought(plan, upload, head, base, before, now, reading)


def base_of(tx: Transaction, plan_id: uuid.UUID, origin: Origin) -> Revision | None:
    """The version that a workbook says it was made from, if the plan has it with the same content."""
    if origin.plan != str(plan_id):
        return None
    with suppress(Missing):
        found = plans.revision(tx, plan_id, origin.revision)
        return found if found.content_hash == origin.content else None
    return None


@pages.get("/plany/<uuid:plan_id>/sesit/<uuid:upload_id>")
def show(plan_id: uuid.UUID, upload_id: uuid.UUID) -> str:
    return comparison(brought(acting(Deed.WRITE), plan_id, upload_id))


def comparison(found: Brought, told: dict[str, str] | None = None) -> str:
    """What would change, what is in doubt, what found no place, and what is to be decided."""
    merged = found.merged(chosen_as_mine())
    newly = telling.named(found.locate(new_findings(found, merged.content)), merged.content)
    own, others = by_right(merged.collisions)
    aside = {(each.location, each.reason) for each in found.reading.unplaced}
    beside = [each for each in found.reading.findings if (each.location, each.message) not in aside]
    return render_template(
        "workbook_brought.html",
        brought=found,
        plan=found.plan,
        title=found.title,
        difference=differing.of(found.now, merged.content),
        collisions=[*shown(own, found)],
        not_asked=[each["place"] for each in shown(others, found)],
        refused=refusal(found, merged),
        errors=errors_of(found),
        result={"findings": by_severity(bounded([*beside, *newly]))},
        unplaced=found.reading.unplaced[:MOST_UNPLACED],
        unplaced_count=len(found.reading.unplaced),
        reasons=reasons_in_english(found.reading) if chosen() == ENGLISH else {},
        told=told or {},
        note=sent.line("note") or f"Ze sešitu {found.upload.file_name}",
    )


def reasons_in_english(reading: Reading) -> dict[str, str]:
    """Why a value found no place, by the Czech sentence: the findings know both."""
    return {each.message: each.message_en for each in reading.findings}


def new_findings(brought: Brought, content: Any) -> tuple[Finding, ...]:
    """Errors and warnings of a content that the plan does not have yet."""
    return known.new_findings(brought.now, brought.head.content_hash, content)


def errors_of(found: Brought) -> int:
    """As many errors as the plan's page counts."""
    return sum(each.severity is Severity.ERROR for each in known.findings(found.now, found.head.content_hash))


def refusal(found: Brought, merged: Merged) -> str:
    """Why a contributor cannot take the workbook over: it changes other parts than his."""
    try:
        only_own_parts(found.now, merged.content)
    except NotAllowed as refused:
        return refused.message
    return ""


def by_right(collisions: tuple[Collision, ...]) -> tuple[tuple[Collision, ...], tuple[Collision, ...]]:
    """Those that the person may decide, and those of other people's parts, where the plan holds."""
    if who().role is not Role.CONTRIBUTOR:
        return collisions, ()
    foreign = {*outside([each.pointer for each in collisions], who().parts)}
    own = tuple(each for each in collisions if each.pointer not in foreign)
    return own, tuple(each for each in collisions if each.pointer in foreign)


def shown(collisions: tuple[Collision, ...], found: Brought) -> Iterator[dict[str, str]]:
    """Collisions as the page asks about them."""
    side = telling.side_of(found.before)
    for each in collisions:
        yield {
            "pointer": each.pointer,
            "place": telling.place(each.pointer, side),
            "mine": telling.told(each.mine, each.pointer, side),
            "theirs": telling.told(each.theirs, each.pointer, side),
        }


# ---------------------------------------------------------------- decided


def answers() -> dict[str, str]:
    """What was chosen for each collision, by its pointer."""
    return {key.removeprefix("stret:"): value for key, value in request.form.items() if key.startswith("stret:")}


def chosen_as_mine() -> tuple[str, ...]:
    return tuple(pointer for pointer, said in answers().items() if said == MINE)


@pages.post("/plany/<uuid:plan_id>/sesit/<uuid:upload_id>")
def decide(plan_id: uuid.UUID, upload_id: uuid.UUID) -> ResponseReturnValue:
    """Takes over what the workbook changed, as a new version, or throws the workbook away; twice is as good as once."""
    actor, expected = acting(Deed.WRITE), sent.number("expected")
    try:
        if request.form.get("rozhodnuti") == "prevzit":
            return take_over(brought(actor, plan_id, upload_id), actor, expected)
        return discard(actor, plan_id, upload_id)
    except (Missing, Stale) as late:
        if done := once.outcome(actor, upload_id):
            return landed(plan_id, done["told"])
        if isinstance(late, Missing):
            raise
    return look_again(plan_id, upload_id)


def take_over(found: Brought, actor: Actor, expected: int) -> ResponseReturnValue:
    """Raises Missing, Stale where another request has decided or saved meanwhile."""
    plan_id, upload_id = found.plan.id, found.upload.id
    if found.head.number != expected:
        done = once.outcome(actor, upload_id)
        return landed(plan_id, done["told"]) if done else look_again(plan_id, upload_id)
    merged = found.merged(chosen_as_mine())
    if refusal(found, merged):
        return comparison(found), 403
    if any(answers().get(each.pointer) not in (MINE, THEIRS) for each in by_right(merged.collisions)[0]):
        return comparison(found, {"strety": _("U každého střetu vyberte, co má platit.")}), 422
    ready = store().ready(merged.content)
    with store().writing(actor) as tx:
        new = plans.save(tx, plan_id, ready, expected=expected, note=sent.line("note"))
        uploads.discard(tx, uploads.of_plan(tx, upload_id, plan_id, Purpose.WORKBOOK))
        words = differing.in_words(found.now, merged.content)
        told = _("Převzato jako verze %(number)s: %(words)s.", number=new.number, words=words)
        once.remember(tx, upload_id, {"told": told})
    return landed(plan_id, told)


def look_again(plan_id: uuid.UUID, upload_id: uuid.UUID) -> ResponseReturnValue:
    flash(_("Mezitím přibyla další verze. Podívejte se, co se změní, a rozhodněte znovu."))
    return redirect(url_for("workbook.show", plan_id=plan_id, upload_id=upload_id), 303)


def landed(plan_id: uuid.UUID, told: str) -> ResponseReturnValue:
    flash(told)
    return redirect(url_for("plan.show", plan_id=plan_id), 303)


def discard(actor: Actor, plan_id: uuid.UUID, upload_id: uuid.UUID) -> ResponseReturnValue:
    told = _("Ze sešitu jsme nic nepřevzali. Plán zůstal, jak byl.")
    with store().writing(actor) as tx:
        uploads.discard(tx, uploads.of_plan(tx, upload_id, plan_id, Purpose.WORKBOOK))
        once.remember(tx, upload_id, {"told": told})
    return landed(plan_id, told)


@pages.get("/plany/<uuid:plan_id>/sesit/<uuid:upload_id>/chyby.xlsx")
def marked(plan_id: uuid.UUID, upload_id: uuid.UUID) -> Response:
    """The delivered values, with the cells red that something is wrong with."""
    found = brought(acting(Deed.WRITE), plan_id, upload_id)
    newly = found.locate(new_findings(found, found.reading.content))
    with service().turn():
        data = workbook.marked(found.reading, newly)
    return saved(data, MEDIA_TYPE, f"{found.upload.file_name.rpartition('.')[0]} – vyznačené chyby", EXTENSION)
