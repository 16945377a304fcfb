"""Šablony obce: taken from the shipped ones, restyled in Word, tried and kept; each upload is a version."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assembler import documents, resources
from assembler.documents.kind import Kind
from assembler.documents.stale_fields import stale_fields
from assembler.errors import Unfit, UnknownName
from assembler.store import accounts, templates
from assembler.store.roles import Deed
from assembler.store.store import Actor
from assembler.trial import NOT_USABLE, NotUsable
from assembler.web.acting import acting
from assembler.web.downloads import conditional, saved
from assembler.web.errors import WrongParameters
from assembler.web.keeping import store
from assembler.web.language import N_, _, spoken
from assembler.web.service import service
from assembler.web.trying import usable
from assembler.writers import docx_file

pages = Blueprint("own_templates", __name__)


@pages.get("/sablony")
def listing() -> str:
    return page(acting(Deed.READ))


def page(actor: Actor, **more: Any) -> str:
    with store().reading(actor) as tx:
        kept = templates.all_kept(tx)
    return drawn(
        "templates.html",
        own=kept,
        kinds=documents.KINDS,
        shipped={kind.code: resources.template_names(kind.code) for kind in documents.KINDS},
        **more,
    )


@pages.get("/sablony/<uuid:template_id>")
def show(template_id: uuid.UUID) -> str:
    return one(acting(Deed.READ), template_id)


def one(actor: Actor, template_id: uuid.UUID, **more: Any) -> str:
    with store().reading(actor) as tx:
        kept = templates.get(tx, template_id)
        authors = accounts.names(tx, [each.author_id for each in kept.versions])
        used = tx.files.get(kept.sha256)
    return drawn("template.html", kept=kept, authors=authors, warnings=stale_fields(used), **more)


def drawn(name: str, **more: Any) -> str:
    titles = {kind.code: spoken(kind.title) for kind in documents.KINDS}
    blank: dict[str, Any] = {"told": {}, "faults": (), "typed": {}}
    return render_template(name, titles=titles, most_mb=service().settings.request_mb, **(blank | more))


# ---------------------------------------------------------------- uploaded


@pages.post("/sablony")
def add() -> ResponseReturnValue:
    actor = acting(Deed.CREATE)
    try:
        kind, name, data = wanted()
        digest = usable(data, kind)
        with store().writing(actor) as tx:
            templates.add(tx, kind.code, name, digest)
    except (NotUsable, Unfit, WrongParameters) as wrong:
        return page(actor, typed=request.form, **refusal(wrong)), 422
    flash(_("Šablona „%(name)s“ je uložená. Najdete ji ve výběru, když sestavujete dokument.", name=name))
    return redirect(url_for("own_templates.listing"), 303)


@pages.post("/sablony/<uuid:template_id>/verze")
def renew(template_id: uuid.UUID) -> ResponseReturnValue:
    actor = acting(Deed.CREATE)
    with store().reading(actor) as tx:
        kept = templates.get(tx, template_id)
    try:
        digest = usable(uploaded(), documents.kind(kept.template.kind))
        with store().writing(actor) as tx:
            templates.renew(tx, template_id, digest)
    except (NotUsable, WrongParameters) as wrong:
        return one(actor, template_id, **refusal(wrong)), 422
    flash(_("Nová verze šablony „%(name)s“ je uložená. Dosavadní dokumenty se nemění.", name=kept.template.name))
    return redirect(url_for("own_templates.show", template_id=template_id), 303)


def wanted() -> tuple[Kind, str, bytes]:
    """Raises WrongParameters with everything that is wrong at once."""
    name = " ".join(request.form.get("name", "").split())
    wrong: dict[str, str] = {}
    if not 0 < len(name) <= templates.LONGEST_NAME:
        wrong["name"] = _("Napište, jak se má šablona jmenovat (nejvýše %(most)s znaků).", most=templates.LONGEST_NAME)
    try:
        kind = documents.kind(request.form.get("kind", ""))
    except UnknownName:
        wrong["kind"] = _("Vyberte, pro který dokument šablona je.")
    try:
        data = uploaded()
    except WrongParameters as missing:
        wrong |= missing.problems
    if wrong:
        raise WrongParameters(wrong)
    return kind, name, data


def uploaded() -> bytes:
    file = request.files.get("file")
    data = file.read() if file and file.filename else b""
    if not data:
        raise WrongParameters({"file": _("Vyberte soubor šablony (.docx).")})
    return data


def refusal(wrong: NotUsable | Unfit | WrongParameters) -> dict[str, Any]:
    """What is wrong, by fields and by places in the template."""
    if isinstance(wrong, WrongParameters):
        return {"told": wrong.problems}
    if isinstance(wrong, NotUsable):
        return {"told": {"file": _(NOT_USABLE)}, "faults": wrong.faults}
    return {"told": {"name": wrong.message}}


@pages.post("/sablony/<uuid:template_id>/odlozeni")
def archive(template_id: uuid.UUID) -> ResponseReturnValue:
    aside = request.form.get("zpet") is None
    with store().writing(acting(Deed.CREATE)) as tx:
        found = templates.archive(tx, template_id, archived=aside)
    said = N_("Šablonu „%(name)s“ už nenabízíme.") if aside else N_("Šablonu „%(name)s“ zase nabízíme.")
    flash(_(said, name=found.name))
    return redirect(url_for("own_templates.listing"), 303)


# ---------------------------------------------------------------- downloaded


@pages.get("/sablony/<uuid:template_id>/<sha256>.docx")
def version(template_id: uuid.UUID, sha256: str) -> Response:
    with store().reading(acting(Deed.READ)) as tx:
        template, data = templates.version_file(tx, template_id, sha256)
    return word(data, f"Šablona {template.name}")


@pages.get("/sablony/vychozi/<kind>/<template>.docx")
def shipped(kind: str, template: str) -> Response:
    """A shipped template, to begin from; raises UnknownName."""
    acting(Deed.READ)
    wanted_kind = documents.kind(kind)
    return word(resources.template(kind, template), f"Šablona {wanted_kind.title} {template}")


def word(data: bytes, name: str) -> Response:
    return conditional(saved(data, docx_file.MEDIA_TYPE, name, docx_file.EXTENSION))
