"""Náhled stránky: what is typed into a form, as the pages of the document will show it; nothing of it is saved."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from assembler import excerpts, forms, pipeline, resources
from assembler.convert import pdf
from assembler.documents.excerpt import YEARLY, kind_of
from assembler.documents.kind import Kind
from assembler.errors import Missing
from assembler.excerpts import Leaves
from assembler.forms.model import Steps
from assembler.forms.places import found_at
from assembler.options import Options, State, Variant
from assembler.products import Order
from assembler.store import documents, plans, templates
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.web.acting import acting
from assembler.web.editing import looking, parts, saving
from assembler.web.editing.looking import AT_ONCE, Look
from assembler.web.editing.opened import opened
from assembler.web.editing.saving import Kept, Ready, Sent
from assembler.web.editing.words import speaker
from assembler.web.keeping import store
from assembler.web.language import chosen
from assembler.web.parameters import STANDARD
from assembler.web.plans import known, leading, telling
from assembler.web.service import Service, service
from assembler.web.tracing import request_id

WIDTH = 1000  # points of a picture
LOOKED_AT = 20  # newest documents among which the template of the plan is looked for
SHOWN_FINDINGS = 10
KEPT = "private, max-age=1800"  # what is typed has a name of its own each time

pages = Blueprint("page_preview", __name__)


@pages.post("/plany/<uuid:plan_id>/nahled-stranky/zakladni-udaje", defaults={"place": ""})
@pages.post("/plany/<uuid:plan_id>/nahled-stranky/<path:place>")
def begin(plan_id: uuid.UUID, place: str) -> ResponseReturnValue:
    """Begins with a preview of the form as it is sent; leads to it, ready or not. Raises WrongState, Missing."""
    actor = acting(Deed.WRITE)
    ready = typed_in(actor, plan_id, parts.steps_at(place), parts.was_sent())
    steps = saving.landed(ready)
    form = forms.form_of(ready.content, steps, speak=speaker())
    order = ordered(actor, plan_id, ready.content, steps)
    name = called(actor, plan_id, order, steps, ready.content)
    empty = Look(actor.user, plan_id, form.title if form else "")
    looking.looking().begin(name, empty, partial(work, service(), ready.content, order, steps), request_id())
    looking.looking().find(name, actor.user, wait=AT_ONCE)
    return redirect(url_for("page_preview.show", plan_id=plan_id, name=name), 303)


@pages.get("/plany/<uuid:plan_id>/nahledy/<name>")
def show(plan_id: uuid.UUID, name: str) -> str:
    """The pages, why there are none, or that they are being made: then the page looks again by itself."""
    actor = acting(Deed.WRITE)
    found, running = look(actor, plan_id, name)
    plan = opened(actor, plan_id)
    told = found.findings[:SHOWN_FINDINGS]
    return render_template(
        "editing/page_preview.html",
        opened=plan,
        look=found,
        name=name,
        running=running,
        findings=telling.named(told, plan.content),
        further=len(found.findings) - len(told),
        ways=leading.ways(plan.plan, plan.content, [each.pointer for each in told]),
    )


@pages.get("/plany/<uuid:plan_id>/nahledy/<name>/<int:number>.png")
def picture(plan_id: uuid.UUID, name: str, number: int) -> Response:
    found, _ = look(acting(Deed.WRITE), plan_id, name)
    leaves = found.leaves
    data = pdf.page_picture(leaves.pdf, number, WIDTH) if leaves and leaves.first <= number <= leaves.last else None
    if data is None:
        raise Missing(f"page {number} of a preview")
    response = Response(data, mimetype="image/png")
    response.headers["Cache-Control"] = KEPT
    return response


def look(actor: Actor, plan_id: uuid.UUID, name: str) -> tuple[Look, bool]:
    """A preview of who acts; raises Missing."""
    with store().reading(actor) as tx:
        plans.get(tx, plan_id)
    found, running = looking.looking().find(name, actor.user)
    if found is None or found.plan_id != plan_id:
        raise Missing("no such preview")
    return found, running


# ---------------------------------------------------------------- what is to be shown


def typed_in(actor: Actor, plan_id: uuid.UUID, steps: Steps, sent: Sent) -> Ready:
    """The newest content with what is typed; where others have changed the same, the one that the form was made of."""
    newest, content, base = saving.contents(actor, plan_id, sent.base)
    insisting = Sent(sent.base, sent.fields, None, frozenset(), insists=True)
    outcome = saving.worked(content, base, newest.number, steps, insisting)
    if isinstance(outcome, Kept):
        outcome = saving.worked(base, base, sent.base, steps, insisting)
    if isinstance(outcome, Kept):
        raise Missing(f"part {steps}")
    return outcome


def ordered(actor: Actor, plan_id: uuid.UUID, content: Any, steps: Sequence[str]) -> Order:
    """Of the kind that prints the part, by the template of the last document that was made of the plan."""
    kind = kind_of(steps, known.kind_of(content))
    year = found_at(content, (*steps[:2], "year")) if steps and steps[0] == YEARLY else None
    options = Options(State.DRAFT, Variant.INTERNAL, year if isinstance(year, int) else None)
    name, own = template(actor, plan_id, kind)
    return Order(kind, name, options, own)


def template(actor: Actor, plan_id: uuid.UUID, kind: Kind) -> tuple[str, bytes | None]:
    """Its name, and its bytes where it is the municipality's own."""
    with store().reading(actor) as tx:
        lately = documents.newest_first(tx, plan_id, limit=LOOKED_AT).items
        name = next((each.template for each in lately if each.kind == kind.code), STANDARD)
        digest = templates.version_hash(tx, kind.code, name)
        if digest:
            return name, tx.files.get(digest)
    return (name if name in resources.template_names(kind.code) else STANDARD), None


def called(actor: Actor, plan_id: uuid.UUID, order: Order, steps: Sequence[str], content: Any) -> str:
    """The name of a preview: the same person, content, place, template and language have the same one."""
    template_hash = hashlib.sha256(order.template_bytes()).hexdigest()
    order_of = (order.kind.code, order.options.year, template_hash, pipeline.VERSION)
    told = (actor.user, plan_id, *order_of, [*steps], chosen())
    return hashlib.sha256(f"{told} {pipeline.content_hash(content)}".encode()).hexdigest()


def work(shared: Service, content: Any, order: Order, steps: Sequence[str]) -> Leaves:
    """In its turn among those who assemble; raises what they raise."""
    with shared.turn():
        return excerpts.leaves(content, order, steps, shared.settings)
