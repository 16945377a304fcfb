"""The addresses of the page. A button posts, the answer leads to the result (303), so that nothing is sent twice."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler import products, writers
from assembler.errors import UnknownName
from assembler.pipeline import silent
from assembler.products import Product
from assembler.web.downloads import JSON, conditional, saved
from assembler.web.language import N_, _, spoken
from assembler.web.pages import form, running
from assembler.web.pages.desk import Choices, Result, desk
from assembler.web.pages.running import NDJSON, Job, Run
from assembler.web.pages.views import shown
from assembler.web.samples import samples
from assembler.web.service import service
from assembler.web.tracing import request_id

GONE = N_("Výsledek už tu není, drží se jen krátce a jen v paměti. Sestavte dokument znovu.")
ANCHOR = "vysledek"

pages = Blueprint("pages", __name__)


@pages.get("/")
def home() -> str:
    return page(form.blank(), None)


@pages.get("/vysledek/<name>")
def result(name: str) -> str:
    found = kept(name)
    return page(found.choices, found, name)


def page(choices: Choices, result: Result | None, name: str = "") -> str:
    upload = desk().uploads.get(choices.kept) if choices.kept else None
    return render_template(
        "page.html",
        choices=choices,
        upload=upload,
        samples=samples(),
        kinds=form.kinds(),
        templates=form.templates(),
        states=form.STATES,
        variants=form.VARIANTS,
        steps=running.STEPS,
        most_mb=service().settings.request_mb,
        result=shown(result, name, upload.data if upload else b"") if result else None,
        validator=products.VALIDATOR,
        writers=writers.WRITERS,
    )


@pages.post("/kontrola")
def check() -> ResponseReturnValue:
    return start(running.check)


@pages.post("/sestaveni")
def assemble() -> ResponseReturnValue:
    return start(running.assemble)


def start(run: Run) -> ResponseReturnValue:
    """Runs a button's work; with its progress where the page's script asks for it."""
    results = desk().results
    name = results.new_id()
    place = url_for("pages.result", name=name, _anchor=ANCHOR)
    job = Job(current_app._get_current_object(), run, form.sent(), request_id())  # type: ignore[attr-defined]

    def finish(result: Result) -> str:
        results.put(result, result.size, name)
        return place

    if NDJSON in request.headers.get("Accept", ""):
        return Response(running.streamed(job, finish), mimetype=NDJSON)
    return redirect(finish(job.done(silent)), 303)


def kept(name: str) -> Result:
    found = desk().results.get(name)
    if found is None:
        raise UnknownName(GONE)
    return found


def product(name: str) -> Product:
    made = kept(name).product
    if made is None:
        raise UnknownName(GONE)
    return made


@pages.get("/vysledek/<name>/dokument.<extension>")
def document(name: str, extension: str) -> Response:
    made, writer = product(name), writers.by_path(f".{extension}")
    if writer.PAGES and not made.pages:
        raise UnknownName(_("%(format)s k tomuto dokumentu nevznikl.", format=spoken(writer.LABEL)))
    with service().turn():
        data = writer.write(made.made, service().settings)
    return conditional(saved(data, writer.MEDIA_TYPE, made.file_name, writer.EXTENSION))


@pages.get("/vysledek/<name>/zprava.json")
def report(name: str) -> Response:
    made = product(name)
    data = products.as_json(products.told(made, kept(name).names))
    return saved(data, JSON, f"{made.file_name} – zpráva o sestavení", "json")
