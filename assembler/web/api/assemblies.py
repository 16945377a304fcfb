"""Sestavení: content in, document out, in one call."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from flask import Response, request
from flask.typing import ResponseReturnValue
from marshmallow import fields, validate

from assembler import products, writers
from assembler.options import State
from assembler.pipeline import silent
from assembler.products import Pages, Product
from assembler.readers import READERS
from assembler.readers.source import Source
from assembler.web import body
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import FILE, ref
from assembler.web.downloads import JSON, ZIP, packed, saved
from assembler.web.errors import NotOffered, WrongParameters
from assembler.web.parameters import OrderParameters, described, order_of
from assembler.web.service import service

FORMATS = {**{writer.NAME: writer.MEDIA_TYPE for writer in writers.WRITERS}, "zip": ZIP, "report": JSON}
BY_TYPE = {writer.MEDIA_TYPE: writer for writer in writers.WRITERS}
WITH_PAGES = {ZIP, *(writer.MEDIA_TYPE for writer in writers.WRITERS if writer.PAGES)}
DOCX = FORMATS["docx"]
SMALLEST = {"title": "Plán rozvoje sociálních služeb", "period": {"first_year": 2025, "last_year": 2027}}

CONTENT: dict[str, Any] = {
    "description": "Obsah plánu, v UTF-8. Ukazatele chyb míří do něj.",
    "required": True,
    "content": {
        **{reader.MEDIA_TYPES[0]: {"schema": ref("Plan")} for reader in READERS},
        JSON: {"schema": ref("Plan"), "example": SMALLEST},
        "application/yaml": {"schema": ref("Plan"), "example": yaml.safe_dump(SMALLEST, allow_unicode=True)},
    },
}
FILE_HEADERS = {
    "Content-Disposition": "Jméno souboru (RFC 8187)",
    "ETag": "SHA-256 souboru",
    "X-Request-Id": "Číslo požadavku",
    "Assembly-Findings": "Počty nálezů: error=0, warning=2, info=1",
    "Assembly-Repairs": "Kolik textů opravila typografie",
    "Assembly-Unprinted": "Kolik textů obsahu v dokumentu není",
    "Assembly-Contents": "filled: obsah má čísla stran; without_pages: nemá",
    "Assembly-PDF": "Čím PDF prošlo: pdf-a-2b=?1, pdf-ua-1=?1 (jen když PDF vzniklo)",
}

calls = group("assemblies", "Sestavení dokumentu")


class AssemblyParameters(OrderParameters):
    """What a call for an assembly may say."""

    format = fields.String(
        load_default=None,
        validate=validate.OneOf(list(FORMATS), error=f"Možnosti: {', '.join(FORMATS)}."),
        metadata=described(
            "Co vrátit; bez něj rozhoduje hlavička Accept. zip: DOCX, PDF a zpráva; report: jen zpráva (JSON)"
        ),
    )
    pages = fields.Boolean(
        load_default=None,
        truthy={"true"},
        falsy={"false"},
        error_messages={"invalid": "Možnosti: true, false."},
        metadata=described(
            "Čísla stran v obsahu dokumentu, trvají několik sekund. Ke schválení a pro PDF, ODT a ZIP vždy, "
            "jinak na přání"
        ),
    )


@call(
    calls,
    "/assemblies",
    Answer("Dokument Word", FILE, DOCX, headers=FILE_HEADERS),
    *(Answer(writer.LABEL, FILE, writer.MEDIA_TYPE) for writer in writers.WRITERS if writer.MEDIA_TYPE != DOCX),
    Answer("DOCX, PDF a zpráva", FILE, ZIP),
    Answer("Zpráva o sestavení, bez dokumentu", ref("Report"), JSON),
    method="POST",
    parameters=AssemblyParameters,
    body=CONTENT,
    problems=(400, 403, 406, 413, 415, 422, 500, 503),
)
def assemble(values: Mapping[str, Any]) -> ResponseReturnValue:
    """Sestaví dokument z obsahu

    Návrh se sestaví i z obsahu s nálezy (počty jsou v hlavičkách, úplný výpis dává format=report nebo zip), výtisk ke
    schválení jen z obsahu bez chyb. Týž obsah dává vždy tytéž bajty DOCX.
    """
    wanted = media_type(values["format"])
    pages = pages_of(values["pages"], wanted, values["state"])
    source = body.content()
    order = order_of(values, source.raw)
    with service().turn():
        product = service().assemble(source, order, pages, service().settings, silent)
        response = answer(product, source, wanted)
    response.headers.update(summary(product))
    response.vary.add("Accept")
    return response


def media_type(chosen: str | None) -> str:
    """What to answer with: the parameter, or what the client accepts best."""
    if chosen:
        return FORMATS[chosen]
    accepted = request.accept_mimetypes.best_match(list(FORMATS.values())) if request.accept_mimetypes else DOCX
    if accepted is None:
        raise NotOffered("Z typů v hlavičce Accept neumíme žádný. Umíme DOCX, PDF, ODT, ZIP a zprávu JSON.")
    return accepted


def pages_of(wish: bool | None, wanted: str, state: State) -> Pages:
    """Whether page numbers are made; raises WrongParameters for a wish that cannot be granted."""
    always = state is State.APPROVAL or wanted in WITH_PAGES
    if always and wish is False:
        raise WrongParameters({"pages": "Výtisk ke schválení, PDF, ODT a ZIP mají čísla stran vždy."})
    return Pages.REQUIRED if always or wish else Pages.NO


def answer(product: Product, source: Source, wanted: str) -> Response:
    name = product.file_name
    if wanted in BY_TYPE:
        writer = BY_TYPE[wanted]
        return saved(writer.write(product.made, service().settings), wanted, name, writer.EXTENSION)
    report = products.as_json(products.told(product, source.raw))
    if wanted == JSON:
        return Response(report, mimetype=JSON)
    files = {"dokument.docx": product.docx, "dokument.pdf": product.pdf or b"", "zprava.json": report}
    return saved(packed(files), ZIP, name, "zip")


def summary(product: Product) -> dict[str, str]:
    """The report in headers, as structured fields (RFC 9651)."""
    report, found = product.report, product.conformance
    headers = {
        "Assembly-Findings": ", ".join(f"{name}={count}" for name, count in products.counts(report.findings).items()),
        "Assembly-Repairs": str(len(report.repairs)),
        "Assembly-Unprinted": str(len(report.unprinted)),
        "Assembly-Contents": product.contents,
    }
    if found:
        headers["Assembly-PDF"] = f"pdf-a-2b=?{found.pdf_a:d}, pdf-ua-1=?{found.pdf_ua:d}"
    return headers
