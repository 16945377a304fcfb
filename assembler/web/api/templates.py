"""Šablony obce: its id stays, its versions go by their SHA-256 and are never changed."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue
from marshmallow import fields, validate

from assembler import documents
from assembler.store import templates
from assembler.store.columns import Plain
from assembler.store.models import TemplateVersion
from assembler.store.roles import Deed
from assembler.store.templates import LONGEST_NAME, Kept
from assembler.web.acting import acting
from assembler.web.api.answers import exact
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import FILE, ref, several
from assembler.web.downloads import conditional, saved
from assembler.web.errors import WrongParameters, WrongType
from assembler.web.keeping import store
from assembler.web.parameters import Parameters, described
from assembler.web.trying import usable
from assembler.writers import docx_file

WORD: dict[str, Any] = {
    "description": "Šablona jako dokument Word",
    "required": True,
    "content": {docx_file.MEDIA_TYPE: {"schema": FILE}},
}

NAMELESS = f"Název má 1 až {LONGEST_NAME} znaků."

calls = group("api_templates", "Šablony obce")


class TemplateParameters(Parameters):
    """What a new template is for."""

    kind = fields.String(
        load_default=documents.DEFAULT.code,
        validate=validate.OneOf([each.code for each in documents.KINDS], error="Takový druh dokumentu neznáme."),
        metadata=described("Pro který druh dokumentu je", enum=[each.code for each in documents.KINDS]),
    )
    name = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_NAME, error=NAMELESS),
        metadata=described("Jak se jmenuje"),
    )


@call(calls, "/templates", Answer("Šablony obce", several(ref("OwnTemplate"))), problems=(401, 403, 503), secured=True)
def templates_of_municipality() -> ResponseReturnValue:
    """Šablony obce se všemi verzemi; v objednávce dokumentu se šablona jmenuje svým id"""
    with store().reading(acting(Deed.READ)) as tx:
        return exact([item(each) for each in templates.all_kept(tx)])


@call(
    calls,
    "/templates",
    Answer("Nová šablona", ref("OwnTemplate"), status=201, headers={"Location": "Adresa"}),
    method="POST",
    parameters=TemplateParameters,
    body=WORD,
    problems=(401, 403, 413, 415, 422, 503, 507),
    secured=True,
)
def add_template(values: Mapping[str, Any]) -> ResponseReturnValue:
    """Uloží šablonu, jakmile se podle ní povede sestavit ukázkové plány; jinak 422 se všemi chybami a jejich místy"""
    actor = acting(Deed.CREATE)
    name = " ".join(values["name"].split())
    if not name:
        raise WrongParameters({"name": NAMELESS})
    digest = usable(word(), documents.kind(values["kind"]))
    with store().writing(actor) as tx:
        made = templates.add(tx, values["kind"], name, digest)
    return exact(item(made), 201, {"Location": f"{request.path}/{made.template.id}"})


@call(
    calls,
    "/templates/<uuid:template_id>",
    Answer("Šablona", ref("OwnTemplate")),
    problems=(401, 403, 404, 503),
    secured=True,
)
def template(template_id: uuid.UUID) -> ResponseReturnValue:
    """Jedna šablona s verzemi, nejnovější první"""
    with store().reading(acting(Deed.READ)) as tx:
        return exact(item(templates.get(tx, template_id)))


@call(
    calls,
    "/templates/<uuid:template_id>/versions",
    Answer("Šablona s novou verzí", ref("OwnTemplate"), status=201),
    method="POST",
    body=WORD,
    problems=(401, 403, 404, 413, 415, 422, 503, 507),
    secured=True,
)
def renew_template(template_id: uuid.UUID) -> ResponseReturnValue:
    """Uloží novou verzi šablony; hotové dokumenty se nemění, další se sestaví podle ní"""
    actor = acting(Deed.CREATE)
    with store().reading(actor) as tx:
        kind = templates.get(tx, template_id).template.kind
    digest = usable(word(), documents.kind(kind))
    with store().writing(actor) as tx:
        templates.renew(tx, template_id, digest)
        return exact(item(templates.get(tx, template_id)), 201)


@call(
    calls,
    "/templates/<uuid:template_id>/versions/<sha256>",
    Answer("Šablona jako dokument Word", FILE, docx_file.MEDIA_TYPE),
    Answer("Máte totéž", {}, status=304),
    problems=(401, 403, 404, 416, 503),
    secured=True,
)
def template_version(template_id: uuid.UUID, sha256: str) -> ResponseReturnValue:
    """Soubor jedné verze šablony"""
    with store().reading(acting(Deed.READ)) as tx:
        template, data = templates.version_file(tx, template_id, sha256)
    return conditional(saved(data, docx_file.MEDIA_TYPE, f"Šablona {template.name}", docx_file.EXTENSION))


@call(
    calls,
    "/templates/<uuid:template_id>/<any(archive, return):deed>",
    Answer("Šablona", ref("OwnTemplate")),
    method="POST",
    problems=(401, 403, 404, 503),
    secured=True,
)
def archive_template(template_id: uuid.UUID, deed: str) -> ResponseReturnValue:
    """Přestane šablonu nabízet (archive), nebo ji zase nabízí (return)"""
    with store().writing(acting(Deed.CREATE)) as tx:
        templates.archive(tx, template_id, archived=deed == "archive")
        return exact(item(templates.get(tx, template_id)))


def word() -> bytes:
    """The body of the request; raises WrongType."""
    if request.mimetype != docx_file.MEDIA_TYPE:
        raise WrongType(f"Pošlete dokument Word s hlavičkou Content-Type: {docx_file.MEDIA_TYPE}.")
    return request.get_data(cache=False)


def item(kept: Kept) -> Plain:
    found = kept.template
    return {
        "id": str(found.id),
        "kind": found.kind,
        "name": found.name,
        "created_at": found.created_at.isoformat(),
        "archived_at": found.archived_at.isoformat() if found.archived_at else None,
        "versions": [version_item(each) for each in kept.versions],
    }


def version_item(version: TemplateVersion) -> Plain:
    return {"sha256": version.sha256, "at": version.at.isoformat()}
