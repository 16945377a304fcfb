"""Nový plán: blank, from a sample, from the last period's plan, from a file."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler import beginnings, resources
from assembler.errors import AssemblerError, Missing, StorageError
from assembler.readers.source import Source
from assembler.store import idempotency, plans
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.web.acting import acting
from assembler.web.errors import WrongParameters, problem_of
from assembler.web.keeping import store
from assembler.web.language import N_, _, spoken
from assembler.web.plans import once, sent
from assembler.web.samples import samples
from assembler.web.service import service
from schemas.findings import Severity

OFFERED = 100  # plans of the last period
MAX_TITLE = 300
SHOWN_DOUBTS = 20  # cells
YEARS = ("first_year", "last_year")
YEAR = re.compile(r"(19|20)[0-9]{2}").fullmatch
BESIDE = {
    "sample": N_("vybraná i ukázka"),
    "earlier": N_("vybraný i plán minulého období"),
    "file": N_("vybraný i soubor"),
}

pages = Blueprint("beginning", __name__)


@dataclass(frozen=True, slots=True)
class Begun:
    """A content to begin with, and the revision that it was taken from."""

    content: Any
    source: uuid.UUID | None = None
    note: str = ""
    doubts: str = ""  # what of a file was not beyond doubt


@pages.get("/plany/novy")
def form() -> str:
    return page(acting(Deed.CREATE), {"way": "blank"})


@pages.post("/plany/novy")
def create() -> ResponseReturnValue:
    actor = acting(Deed.CREATE)
    try:
        begun = WAYS[one_way()](actor)
        made = kept(actor, begun)
    except StorageError:
        raise
    except AssemblerError as wrong:
        problem = problem_of(wrong)
        return page(actor, request.form.to_dict(), wrong), problem.status
    flash(" ".join(filter(None, (_("Plán je založený."), begun.doubts))))
    return redirect(url_for("plan.show", plan_id=made), 303)


def kept(actor: Actor, begun: Begun) -> uuid.UUID:
    """The id of the plan; a form that comes a second time gets the plan that it has made."""
    ready, form = store().ready(begun.content), sent.identifier("form") if "form" in request.form else uuid.uuid4()
    with store().writing(actor) as tx:
        began = once.begin(tx, form)
        if began.answer is not None:
            return uuid.UUID(began.answer["plan"])
        made = plans.create(tx, ready, source=begun.source, note=begun.note)
        idempotency.finish(tx, began, {"plan": str(made.id)})
        return made.id


def page(actor: Actor, chosen: dict[str, str], wrong: AssemblerError | None = None) -> str:
    with store().reading(actor) as tx:
        earlier = plans.newest_first(tx, limit=OFFERED).items
    problem = problem_of(wrong) if wrong else None
    return render_template(
        "new_plan.html",
        chosen=chosen,
        form_id=uuid.uuid4(),
        earlier=earlier,
        samples=samples(),
        most_mb=service().settings.request_mb,
        problem=problem,
        lines=sent.wrong_lines(problem),
        told=wrong.problems if isinstance(wrong, WrongParameters) else {},
    )


# ---------------------------------------------------------------- the ways


def one_way() -> str:
    """The way that was chosen; raises WrongParameters where something is filled in that belongs to another one.

    Without JavaScript nothing ties a list to its way: who chose a sample there would get a blank plan, and no word.
    """
    way = request.form.get("way", "")
    filled = {name for name in ("sample", "earlier") if request.form.get(name)}
    filled |= {"file"} if sent.file_name() else set()
    if way in WAYS and (beside := sorted(name for name in filled if name != way)):
        named = ", ".join(spoken(BESIDE[name]) for name in beside)
        told = _("Vyberte, jak chcete začít: vedle zvoleného způsobu je tu %(named)s.", named=named)
        raise WrongParameters({"way": told})
    return way


def blank(_actor: Actor) -> Begun:
    title, years = sent.line("title", MAX_TITLE), [sent.line(name, MAX_TITLE) for name in YEARS]
    wrong = {} if title else {"title": _("Napište název plánu.")}
    if any(years):
        wrong |= wrong_years(years)
    if wrong:
        raise WrongParameters(wrong)
    return Begun(beginnings.blank(title, (int(years[0]), int(years[1])) if any(years) else None))


def wrong_years(years: Sequence[str]) -> dict[str, str]:
    """What is wrong with the first and the last year of a period, by their fields."""
    digits = _("Napište rok čtyřmi číslicemi.")
    wrong = {name: digits for name, year in zip(YEARS, years, strict=True) if not YEAR(year)}
    if not wrong and years[1] < years[0]:
        return {YEARS[1]: _("Období nemůže skončit dřív než v roce %(year)s.", year=years[0])}
    return wrong


def sample(_actor: Actor) -> Begun:
    name = request.form.get("sample", "")
    if name not in resources.examples():
        raise WrongParameters({"sample": _("Vyberte ukázku.")})
    return Begun(beginnings.example(name), note="Z ukázky")


def earlier(actor: Actor) -> Begun:
    """The newest version of a plan of the same municipality; of another one nothing is found."""
    try:
        with store().reading(actor) as tx:
            revision = plans.revision(tx, uuid.UUID(request.form.get("earlier", "")))
            content = plans.content(tx, revision)
    except (ValueError, Missing):
        raise WrongParameters({"earlier": _("Vyberte plán minulého období.")}) from None
    return Begun(beginnings.next_period(content), revision.id, f"Z plánu „{revision.title}“")


def file(_actor: Actor) -> Begun:
    note = f"Ze souboru {sent.file_name()}"
    if not sent.is_workbook():
        return Begun(sent.content(), note=note)
    source = sent.workbook()
    return Begun(source.raw, note=note, doubts=doubts(source))


def doubts(source: Source) -> str:
    """What of a workbook was not taken over, with its cells."""
    places = [str(each.location) for each in source.notes if each.severity is not Severity.INFO]
    if not places:
        return ""
    named = "; ".join(places[:SHOWN_DOUBTS])
    if len(places) > SHOWN_DOUBTS:
        return _("Ověřte v sešitu: %(places)s a další.", places=named)
    return _("Ověřte v sešitu: %(places)s.", places=named)


def nothing(_actor: Actor) -> Begun:
    raise WrongParameters({"way": _("Vyberte, z čeho má plán vzniknout.")})


class Ways(dict[str, Callable[[Actor], Begun]]):
    def __missing__(self, _name: str) -> Callable[[Actor], Begun]:
        return nothing


WAYS = Ways(blank=blank, sample=sample, earlier=earlier, file=file)
