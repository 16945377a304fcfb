"""Stránky částí plánu: the overview, one part with its fields, and its saving; all of it works without JavaScript."""

from __future__ import annotations

import base64
import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue

from assembler import forms
from assembler.errors import AssemblerError, Missing, StorageError
from assembler.forms.building import pointer_to
from assembler.forms.layout import ITEMS
from assembler.forms.model import Form, Line, Link, Steps, lines
from assembler.forms.places import NEW
from assembler.store.drafts import fields_of
from assembler.store.models import Draft
from assembler.store.roles import Deed
from assembler.web.acting import NotSignedIn, acting, who
from assembler.web.editing import rights, saving, unfinished, wordings
from assembler.web.editing.opened import Opened, findings, opened
from assembler.web.editing.saving import Kept, Saved, Sent
from assembler.web.editing.words import speaker
from assembler.web.errors import problem_of
from assembler.web.language import _
from assembler.web.pages.alike import alike
from assembler.web.plans import sent, telling
from assembler.web.plans.leading import address
from assembler.web.plans.saved_by import is_mine, saved_by
from schemas.findings import Finding, Severity
from schemas.paths import steps_of

VERBS = ("up", "down", "copy", "remove")
OWN = frozenset({"csrf_token", "vychozi", "ukon", "znovu", "presto", "prepocteno"})  # fields that are none of the part
THEIRS = "volba:"  # before the name of a field: whose text is taken
SAVED = "saved_part"  # in the session: the address of the form that was accepted, for the page that comes next
SHOWN_FINDINGS = 100  # in the list of the whole plan
MOST_PICTURE = 10_000_000  # bytes

pages = Blueprint("editing", __name__)


@pages.get("/plany/<uuid:plan_id>/upravit")
def overview(plan_id: uuid.UUID) -> str:
    actor = acting(Deed.READ)
    found = opened(actor, plan_id)
    told = sorted(findings(found) or (), key=rank)
    groups = alike(telling.named(told, found.content))
    shown = [each.pointer for same in groups for each in same.findings][:SHOWN_FINDINGS]
    places = forms.pages_of(found.content, shown)
    chapters = forms.overview(found.content, told, speaker())
    return render_template(
        "editing/overview.html",
        opened=found,
        unfinished=unfinished.of_plan(actor, plan_id),
        chapters=chapters,
        editable=[each.steps for each in chapters if rights.may_edit(found.plan, each.steps)],
        groups=groups,
        ways={one: address(plan_id, *place) for one, place in zip(shown, places, strict=True)},
        count=len(told),
        errors=sum(each.severity is Severity.ERROR for each in told),
        further=len(told) - len(shown),
    )


def rank(finding: Finding) -> int:
    """What stops approval, first."""
    return list(Severity).index(finding.severity)


@pages.get("/plany/<uuid:plan_id>/upravit/zakladni-udaje", defaults={"place": ""})
@pages.get("/plany/<uuid:plan_id>/upravit/<path:place>")
def part(plan_id: uuid.UUID, place: str) -> str:
    """The form of a part, or of a list; `hledat` and `strana` are of a long list, `nalezy` waits for the findings."""
    found = opened(acting(Deed.READ), plan_id)
    told = findings(found, wait="nalezy" in request.args)
    steps = steps_at(place)
    search = request.args.get("hledat", "")[:100]
    form = forms.form_of(found.content, steps, findings=told or (), search=search, page=page_number(), speak=speaker())
    if form is None:
        raise Missing(f"part {place}")
    return page(found, form, waiting=told is None)


@pages.post("/plany/<uuid:plan_id>/upravit/zakladni-udaje", defaults={"place": ""})
@pages.post("/plany/<uuid:plan_id>/upravit/<path:place>")
def save(plan_id: uuid.UUID, place: str) -> ResponseReturnValue:
    """Saves what was typed, as a new version; on trouble the page comes back with all of it."""
    actor, steps = acting(Deed.WRITE), steps_at(place)
    try:
        outcome = saving.save(actor, plan_id, steps, was_sent())
    except (StorageError, Missing, NotSignedIn):
        raise
    except AssemblerError as wrong:
        return refused(opened(actor, plan_id), steps, wrong)
    if isinstance(outcome, Kept):
        return once_more(opened(actor, plan_id), outcome)
    if not outcome.undone:
        unfinished.forget(actor, plan_id, steps, sent.number("vychozi"))
    session[SAVED] = address(plan_id, steps)
    return after(plan_id, outcome)


def after(plan_id: uuid.UUID, outcome: Saved) -> ResponseReturnValue:
    deed = asked_deed()
    if outcome.undone:
        flash(_("Seznam mezitím změnil někdo jiný. Podívejte se na něj a zkuste to znovu."))
    elif outcome.changed:
        saved = _("Uloženo jako verze %(number)s.", number=outcome.number)
        flash(f"{saved} {outcome.told}".strip())
    else:
        flash(_("Nic se nezměnilo, proto jsme nic neukládali."))
    steps = outcome.steps
    if "znovu" in request.form:  # one more of the same kind
        steps = (*steps[:-1], NEW)
    return redirect(address(plan_id, steps, **eye(deed, outcome)), 303)


def eye(deed: forms.Deed | None, outcome: Saved) -> dict[str, Any]:
    """Where on the page one is after a deed: at what was moved, or at the copy; above the list from which was removed.

    The link of an item is there, so that who goes by keyboard is beside its buttons again.
    """
    if deed is None:
        return {}
    anchor = f"p-{deed.name.replace('/', '-')}"
    if not outcome.changed:
        return {"_anchor": anchor}
    if deed.verb == "remove":
        return {"zpet": outcome.number, "odkud": deed.name, "_anchor": "vraceni"}
    index = max(0, deed.index - 1) if deed.verb == "up" else deed.index + 1
    leaf = {"strana": index // ITEMS + 1} if index >= ITEMS else {}
    return leaf | {"_anchor": f"{anchor}-{index}"}


def once_more(found: Opened, kept: Kept) -> ResponseReturnValue:
    """The page with what was typed: 422 where the schema refuses it, 409 where others have changed the same."""
    told = kept.problems if kept.problems else findings(found, wait=False) or ()
    form = forms.form_of(
        kept.content, kept.steps, findings=told, typed=kept.fields, theirs=kept.conflicts, speak=speaker()
    )
    assert form is not None  # noqa: S101 - it was there a moment ago
    shown = page(
        found, form, kept=kept, base=kept.base, newest_by=saved_by(found.head), newest_mine=is_mine(found.head)
    )
    return shown, 422 if kept.problems else 409


def refused(found: Opened, steps: Steps, wrong: AssemblerError) -> ResponseReturnValue:
    form = forms.form_of(found.content, steps, typed=fields(), speak=speaker())
    if form is None:
        raise Missing(f"part {steps}")
    return page(found, form, wrong=wrong), problem_of(wrong).status


def page(found: Opened, form: Form, *, waiting: bool = False, base: int | None = None, **more: Any) -> str:
    kept: Kept | None = more.get("kept")
    wrong: AssemblerError | None = more.get("wrong")
    restored: Draft | None = more.get("restored")
    editable = rights.may_save(found.plan, form)
    fresh = editable and not (kept or wrong or restored)  # nothing that was typed stands in it yet
    return render_template(
        "editing/part.html",
        opened=found,
        form=form,
        here=address(found.plan.id, form.place),
        base=base or found.head.number,
        editable=editable,
        told_why="" if editable else rights.why_not(found.plan),
        draft=unfinished.of_form(found, form.place) if fresh else None,
        restored=restored,
        touched=[*fields_of(restored)] if restored else [],
        kept_at=unfinished.milliseconds,
        may_change=lambda pointer: rights.may_change(found.plan, pointer),
        frozen=rights.frozen(found.plan, form) if editable else (),
        targets=targets(found, form) if editable else None,
        waiting=waiting,
        saved=session.pop(SAVED, ""),
        kept=kept,
        newest_by=more.get("newest_by", ""),
        newest_mine=more.get("newest_mine", False),
        problem=problem_of(wrong) if wrong else None,
        listed=listed(form, found.content),
        undo=undo(found),
        removed_from=request.args.get("odkud", "").partition("/")[0],
        beside=["#zbyva", *(f"#n{each.id}" for each in lines(form.controls))],
        conflicts=(overtaken := [each for each in lines(form.controls) if kept and each.name in kept.conflicts]),
        wordings=wordings.of(overtaken, found.content),
        address=lambda steps, **values: address(found.plan.id, steps, **values),
    )


def targets(found: Opened, form: Form) -> list[tuple[str, str]] | None:
    """What its formatted texts can refer to, by identifier; None where the page has no such text."""
    if not any(isinstance(each, Line) and each.draws == "rich" for each in lines(form.controls)):
        return None
    return [(each.code, each.label) for each in forms.referable(found.content, speaker())]


def told_on(form: Form) -> list[Finding]:
    """The findings that the page shows beside its fields, and those of the part itself."""
    found = list(form.findings)
    for control in lines(form.controls):
        if not isinstance(control, Link):  # what is wrong on another page, is told there
            found += [each for each in control.findings if each not in found]
    return sorted(found, key=rank)


def listed(form: Form, content: Any) -> list[tuple[Finding, str, str]]:
    """The findings of the page, each with the id of its field and with its place on the page."""
    told = told_on(form)
    side = telling.side_of(content) if told else None
    return [(each, anchor_of(form, each), label_on(form, each, side) if side else "") for each in told]


def label_on(form: Form, finding: Finding, side: telling.Side) -> str:
    """Where on the page a finding is: „Název“, „Náklad 2026, Kraj › Částka“; nothing where it is about the whole."""
    inside = finding.pointer.removeprefix(pointer_to(form.steps))
    if not inside:
        return ""
    part = pointer_to(["0" if step == NEW else step for step in form.steps])  # a new item has no place yet
    own = telling.place(part, side) if part else ""
    return telling.place(part + inside, side).removeprefix(own).removeprefix(" › ")


def anchor_of(form: Form, finding: Finding) -> str:
    """The id of the field that a finding is about; nothing where it is about the whole part."""
    return next((each.id for each in lines(form.controls) if finding in each.findings), "")


def undo(found: Opened) -> int | None:
    """The version that was before something was removed, as long as nothing else has been saved."""
    removed = request.args.get("zpet", "")
    may = who().may(Deed.WRITE) and not found.plan.archived_at
    return found.head.number - 1 if removed == str(found.head.number) and may else None


# ---------------------------------------------------------------- addresses and what was sent


def steps_at(place: str) -> Steps:
    return tuple(steps_of(f"/{place}")) if place else ()


def page_number() -> int:
    given = request.args.get("strana", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) < 6 else 1


def was_sent() -> Sent:
    chosen = {name.removeprefix(THEIRS): text for name, text in request.form.items() if name.startswith(THEIRS)}
    yielded = frozenset(name for name, text in chosen.items() if text == "jejich")
    insists, recounted = "presto" in request.form, "prepocteno" in request.form
    return Sent(sent.number("vychozi"), fields(), asked_deed(), yielded, insists, recounted)


def fields() -> dict[str, list[str]]:
    """The fields of the part, pictures as base64 among them."""
    found = {name: texts for name, texts in request.form.lists() if name not in OWN and not name.startswith(THEIRS)}
    for name, file in request.files.items():
        if file.filename and (data := file.read(MOST_PICTURE)):
            found[name] = [base64.b64encode(data).decode()]
    return found


def asked_deed() -> forms.Deed | None:
    """„down:nodes/3“"""
    verb, _, place = request.form.get("ukon", "").partition(":")
    name, _, index = place.rpartition("/")
    if verb not in VERBS or not name or not index.isascii() or not index.isdecimal() or len(index) > 6:
        return None
    return forms.Deed(verb, name, int(index))
