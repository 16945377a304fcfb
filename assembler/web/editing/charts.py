"""Náhled grafu: the chart of a form as the document will draw it, from what is typed now."""

from __future__ import annotations

import uuid

from flask import Blueprint, Flask, render_template, request
from markupsafe import Markup

from assembler import drawing, forms
from assembler.drawing import Preview
from assembler.errors import Missing
from assembler.forms.building import pointer_to
from assembler.forms.model import Form
from assembler.forms.places import found_at
from assembler.forms.posted import Posted
from assembler.forms.reading import landed
from assembler.store.drafts import fields_of
from assembler.store.models import Draft
from assembler.store.roles import Deed
from assembler.web.acting import acting
from assembler.web.editing.opened import Opened, opened
from assembler.web.editing.parts import fields, page, steps_at
from assembler.web.editing.words import speaker
from schemas.analyses import Chart

pages = Blueprint("chart_preview", __name__)


def register(app: Flask) -> None:
    app.jinja_env.globals["chart_preview"] = shown


@pages.post("/plany/<uuid:plan_id>/nahled-grafu/<path:place>")
def show(plan_id: uuid.UUID, place: str) -> str:
    """The drawing alone where a script asks, else the whole page with what was typed."""
    found = opened(acting(Deed.READ), plan_id)
    typed = fields()
    form = forms.form_of(found.content, steps_at(place), typed=typed, speak=speaker())
    if form is None or form.part_class is not Chart:
        raise Missing(f"chart {place}")
    if "HX-Request" in request.headers:
        return render_template("editing/_drawn.html", preview=preview(found, form, typed))
    return page(found, form)


def shown(found: Opened, form: Form, restored: Draft | None = None) -> Preview | None:
    """The preview for the page of a chart, also of one that came back; None on the page of anything else."""
    if form.part_class is not Chart or form.only:
        return None
    if restored and forms.form_of(found.content, form.place):  # its part may be gone meanwhile
        return preview(found, form, fields_of(restored))
    return preview(found, form, fields() if request.method == "POST" else {})


def preview(found: Opened, form: Form, typed: Posted) -> Preview:
    """Of the chart as it is saved, with what was typed."""
    edits = forms.read(form, found.content, typed).edits if typed else ()
    content = forms.merged(found.content, form.steps, edits).content
    place = landed(found.content, form.steps)
    made = drawing.typed(found_at(content, place), pointer_to(place), content)
    return Preview(Markup(made.svg), made.told)  # noqa: S704 - our own drawing, its texts escaped
