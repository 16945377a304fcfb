"""Jeden plán: what it is, what is wrong with it, its content to be taken home, a new version of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler.errors import AssemblerError, Stale, StorageError
from assembler.store import accounts, documents, plans, taken_tables
from assembler.store.models import Document, Plan, Revision
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.web.acting import acting, only_own_parts
from assembler.web.contents import as_json, as_yaml
from assembler.web.downloads import conditional, saved
from assembler.web.errors import WrongParameters, problem_of
from assembler.web.keeping import store
from assembler.web.language import _, spoken
from assembler.web.pages.views import SeverityFindings, by_severity
from assembler.web.pages.words import counted
from assembler.web.plans import conflict, foreign_waiting, known, leading, sent, telling
from assembler.web.plans.differing import in_words
from assembler.web.plans.known import Facts
from assembler.web.plans.listing import UNTITLED
from assembler.web.service import service
from schemas.findings import Severity

FORMATS = {"yaml": (as_yaml, "application/yaml"), "json": (as_json, "application/json")}
SHOWN_DOCUMENTS = 3

pages = Blueprint("plan", __name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan with its newest version."""

    plan: Plan
    head: Revision
    title: str
    author: str
    content: Any
    facts: Facts
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownFindings:
    """As the templates of findings take them."""

    findings: list[SeverityFindings]
    counts: dict[str, int]
    ways: Mapping[str, str]  # pointer of a finding -> where it is mended

    @property
    def things(self) -> str:
        """The errors of a plan that has only begun: so far they are no mistakes."""
        return counted(self.counts[Severity.ERROR], "thing")


def opened(actor: Actor, plan_id: uuid.UUID) -> Opened:
    """Raises Missing."""
    with store().reading(actor) as tx:
        plan = plans.get(tx, plan_id)
        head = plans.revision(tx, plan_id)
        author = accounts.names(tx, [head.author_id]).get(head.author_id, "")
        content = plans.content(tx, head)
        made = documents.newest_first(tx, plan_id, limit=SHOWN_DOCUMENTS).items
    return Opened(plan, head, plan.title or spoken(UNTITLED), author, content, known.facts_of(content), made)


@pages.get("/plany/<uuid:plan_id>")
def show(plan_id: uuid.UUID) -> str:
    return page(acting(Deed.READ), plan_id)


def page(actor: Actor, plan_id: uuid.UUID, wrong: AssemblerError | None = None, note: str = "") -> str:
    found = opened(actor, plan_id)
    result, problem = shown_findings(found), problem_of(wrong) if wrong else None
    with store().reading(actor) as tx:
        on_the_way = len(taken_tables.on_the_way(tx, plan_id))
        unfinished = len(foreign_waiting.other_drafts(tx, plan_id))
    return render_template(
        "plan.html",
        opened=found,
        result=result,
        ways=result.ways,
        blank=known.is_blank(found.content),
        tables_on_the_way=on_the_way,
        unfinished=unfinished,
        most_mb=service().settings.request_mb,
        problem=problem,
        lines=sent.wrong_lines(problem),
        told=wrong.problems if isinstance(wrong, WrongParameters) else {},
        note=note,
    )


def shown_findings(found: Opened) -> ShownFindings:
    findings = known.findings(found.content, found.head.content_hash)
    counts = {str(one): sum(each.severity is one for each in findings) for one in Severity}
    ways = leading.ways(found.plan, found.content, [each.pointer for each in findings])
    return ShownFindings(by_severity(telling.named(findings, found.content)), counts, ways)


# ---------------------------------------------------------------- its content


@pages.get("/plany/<uuid:plan_id>/obsah.<any(yaml, json):extension>")
def content(plan_id: uuid.UUID, extension: str) -> Response:
    """The content of the newest version, or of the one that `verze` says."""
    actor = acting(Deed.READ)
    wanted = sent.number("verze") if "verze" in request.args else None
    with store().reading(actor) as tx:
        revision = plans.revision(tx, plan_id, wanted)
        raw = plans.content(tx, revision)
    write, media_type = FORMATS[extension]
    name = f"{revision.title or UNTITLED} – verze {revision.number}"
    return conditional(saved(write(raw), media_type, name, extension))


@pages.post("/plany/<uuid:plan_id>/verze")
def save(plan_id: uuid.UUID) -> ResponseReturnValue:
    """A new version from a file; where someone was quicker, nothing is overwritten and both are shown."""
    actor, note = acting(Deed.WRITE), sent.line("note")
    try:
        expected, raw = sent.number("expected"), sent.content()
        with store().reading(actor) as tx:
            old = plans.content(tx, plans.revision(tx, plan_id, expected))
        only_own_parts(old, raw)
        ready = store().ready(raw)
        with store().writing(actor) as tx:
            saved_as = plans.save(tx, plan_id, ready, expected=expected, note=note)
    except Stale:
        return redirect(conflict.keep(actor, plan_id, raw, expected, note), 303)
    except StorageError:
        raise
    except AssemblerError as wrong:
        return page(actor, plan_id, wrong, note), problem_of(wrong).status
    flash(_("Uložili jsme verzi %(number)s: %(changes)s.", number=saved_as.number, changes=in_words(old, raw)))
    return redirect(url_for("plan.show", plan_id=plan_id), 303)


@pages.post("/plany/<uuid:plan_id>/odlozeni")
def archive(plan_id: uuid.UUID) -> ResponseReturnValue:
    """Put aside, or taken back; nothing of it is lost."""
    aside = request.form.get("zpet") is None
    with store().writing(acting(Deed.CREATE)) as tx:
        plans.archive(tx, plan_id, archived=aside)
    flash(_("Plán je odložený, najdete ho mezi odloženými.") if aside else _("Plán je zpět mezi ostatními."))
    return redirect(url_for("plan.show", plan_id=plan_id), 303)
