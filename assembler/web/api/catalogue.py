"""What there is to choose from: kinds of documents, templates, schemas of the content, sample plans."""

from __future__ import annotations

from flask import Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from assembler import documents, resources
from assembler.documents.kind import Kind
from assembler.errors import UnknownName
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import ref, several
from assembler.web.downloads import fingerprint
from assembler.web.samples import samples
from schemas.json_schema import json_schema
from schemas.plan import Plan

SCHEMA_JSON = "application/schema+json"
YAML = "application/yaml"

calls = group("catalogue", "Druhy dokumentů, šablony, popis obsahu, ukázky")


@call(calls, "/kinds", Answer("Druhy dokumentů", several(ref("Kind"))))
def kinds() -> ResponseReturnValue:
    """Druhy dokumentů"""
    return jsonify([described(each) for each in documents.KINDS])


def described(kind: Kind) -> dict[str, object]:
    return {
        "code": kind.code,
        "title": kind.title,
        "parts": [{"name": n, "label": field.label} for n, field in Plan.fields.items() if n in kind.parts],
        "schema": url_for("catalogue.schema", kind=kind.code),
        "templates": url_for("catalogue.templates", kind=kind.code),
    }


@call(calls, "/kinds/<kind>/templates", Answer("Šablony", several(ref("Template"))), problems=(404,))
def templates(kind: str) -> ResponseReturnValue:
    """Šablony druhu dokumentu; verze je otisk SHA-256"""
    code = documents.kind(kind).code
    names = resources.template_names(code)
    return jsonify([{"name": n, "sha256": fingerprint(resources.template(code, n))} for n in names])


@call(calls, "/schemas/<kind>", Answer("Popis obsahu (2020-12)", {"type": "object"}, SCHEMA_JSON), problems=(404,))
def schema(kind: str) -> ResponseReturnValue:
    """Popis obsahu jako schéma JSON"""
    response = jsonify(json_schema(documents.kind(kind).parts))
    response.content_type = SCHEMA_JSON
    return response


@call(calls, "/examples", Answer("Ukázkové plány", several(ref("Example"))))
def examples() -> ResponseReturnValue:
    """Ukázkové plány"""
    return jsonify(
        [
            {"name": each.name, "title": each.title, "content": url_for("catalogue.example", name=each.name)}
            for each in samples()
        ]
    )


@call(calls, "/examples/<name>", Answer("Obsah ukázky", {"type": "string"}, YAML), problems=(404,))
def example(name: str) -> ResponseReturnValue:
    """Obsah ukázkového plánu"""
    path = resources.examples().get(name)
    if path is None:
        raise UnknownName("Takovou ukázku nemáme. Jejich seznam je na adrese /api/v1/examples.")
    response = Response(path.read_bytes(), content_type=f"{YAML}; charset=utf-8")
    response.set_etag(fingerprint(response.get_data()))
    return response.make_conditional(request)
