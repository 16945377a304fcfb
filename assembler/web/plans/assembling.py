"""Sestavení dokumentu plánu: what is wanted, then the job that makes it, with its progress."""

from __future__ import annotations

import uuid
from dataclasses import replace

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler import documents, writers
from assembler.errors import Missing, TooMany, WrongState
from assembler.jobs import orders
from assembler.store import jobs, plans, templates
from assembler.store.jobs import JobState
from assembler.store.models import Job
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.web.acting import acting
from assembler.web.errors import WrongParameters, problem_of
from assembler.web.keeping import store
from assembler.web.language import N_, _, spoken
from assembler.web.ordering import document_order
from assembler.web.pages import form
from assembler.web.pages.desk import Choices
from assembler.web.pages.running import STEPS
from assembler.web.plans import known, leading, outcome
from assembler.web.plans.listing import UNTITLED
from assembler.web.working import runner
from assembler.writers import docx_file

STEPS_OF_JOB = {**STEPS, "write": N_("Ukládám další formáty"), "keep": N_("Zakládám hotový dokument k plánu")}
USUAL = ("pdf",)  # formats that are chosen at first, besides DOCX

pages = Blueprint("assembling", __name__)


@pages.get("/plany/<uuid:plan_id>/sestaveni")
def choose(plan_id: uuid.UUID) -> str:
    actor = acting(Deed.ASSEMBLE)
    with store().reading(actor) as tx:
        kind = known.facts(tx, plans.revision(tx, plan_id)).kind
    return page(actor, plan_id, replace(form.blank(), kind=kind.code), USUAL)


@pages.post("/plany/<uuid:plan_id>/sestaveni")
def start(plan_id: uuid.UUID) -> ResponseReturnValue:
    actor, choices, formats = acting(Deed.ASSEMBLE), form.sent(), tuple(request.form.getlist("formats"))
    try:
        values, names = form.parameters(choices), known_formats(formats)
        with store().writing(actor) as tx:
            wanted = document_order(tx, values, None, names, pages=True)
            job = jobs.enqueue(tx, orders.KIND, wanted.plain(), plans.revision(tx, plan_id))
    except (WrongParameters, TooMany, WrongState) as wrong:
        return page(actor, plan_id, choices, formats, wrong), problem_of(wrong).status
    runner().wake()
    return redirect(url_for("assembling.job", plan_id=plan_id, job_id=job.id), 303)


def known_formats(given: tuple[str, ...]) -> tuple[str, ...]:
    offered = [writer.NAME for writer in writers.WRITERS]
    if foreign := [name for name in given if name not in offered]:
        raise WrongParameters({"formats": _("Formát „%(name)s“ neumíme.", name=foreign[0][:20])})
    return tuple(dict.fromkeys((docx_file.NAME, *given)))


def page(
    actor: Actor,
    plan_id: uuid.UUID,
    choices: Choices,
    formats: tuple[str, ...],
    wrong: WrongParameters | TooMany | WrongState | None = None,
) -> str:
    with store().reading(actor) as tx:
        plan, own = plans.get(tx, plan_id), templates.offered(tx)
    return render_template(
        "assemble.html",
        plan=plan,
        title=plan.title or spoken(UNTITLED),
        choices=choices,
        formats=formats,
        others=[writer for writer in writers.WRITERS if writer is not docx_file],
        kinds=documents.KINDS,
        templates=[
            *form.templates(),
            *((str(each.template.id), each.template.name, each.template.kind) for each in own),
        ],
        states=form.STATES,
        variants=form.VARIANTS,
        problem=problem_of(wrong) if wrong else None,
        told=wrong.problems if isinstance(wrong, WrongParameters) else {},
    )


@pages.get("/plany/<uuid:plan_id>/ulohy/<uuid:job_id>")
def job(plan_id: uuid.UUID, job_id: uuid.UUID) -> str:
    """How far it is; the page's script looks again by itself."""
    with store().reading(acting(Deed.READ)) as tx:
        plan, found = plans.get(tx, plan_id), jobs.get(tx, job_id)
        revision = plans.revision_by_id(tx, found.revision_id) if found.revision_id else None
        result = outcome.of(tx, found)
        newest = revision is not None and revision.number == plan.head
        pointers = outcome.pointers(found, result) if newest else []
        ways = leading.ways(plan, plans.content(tx, plans.revision(tx, plan_id)), pointers) if pointers else {}
    if found.plan_id != plan_id or revision is None:
        raise Missing(f"job {job_id} of plan {plan_id}")
    return render_template(
        "job.html",
        plan=plan,
        title=plan.title or spoken(UNTITLED),
        job=found,
        revision=revision,
        open=found.state in jobs.OPEN,
        failed=found.state == JobState.FAILED,
        steps=steps(found),
        formats={writer.NAME: writer.LABEL for writer in writers.WRITERS},
        result=result,
        newest=newest,
        ways=ways,
    )


def steps(found: Job) -> list[tuple[str, str]]:
    """The titles of the steps, for who reads, each with how it stands: done, now, or nothing yet."""
    names = [*STEPS_OF_JOB]
    here = names.index(found.step) if found.step in names else -1
    if found.state == JobState.DONE:
        here = len(names)
    return [
        (spoken(title), "done" if index < here else "now" if index == here else "")
        for index, title in enumerate(STEPS_OF_JOB.values())
    ]
