"""Kontrola: what is wrong with the content, without assembling it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import jsonify
from flask.typing import ResponseReturnValue

from assembler import products
from assembler.preview import preview
from assembler.web import body
from assembler.web.api.assemblies import CONTENT
from assembler.web.api.openapi import Answer, call, group
from assembler.web.api.shapes import ref
from assembler.web.parameters import CheckParameters, order_of
from assembler.web.service import service

calls = group("checks", "Kontrola obsahu")


@call(
    calls,
    "/checks",
    Answer("Nálezy; obsah s chybami není chyba volání", ref("Check")),
    method="POST",
    parameters=CheckParameters,
    body=CONTENT,
    problems=(400, 403, 413, 415, 422, 503),
)
def check(values: Mapping[str, Any]) -> ResponseReturnValue:
    """Zkontroluje obsah a nic nesestaví"""
    source = body.content()
    order = order_of(values, source.raw)
    with service().turn():
        checked = products.check(source, order)
    return jsonify(
        {
            "loads": checked.plan is not None,
            "plan": preview(checked.plan)._asdict() if checked.plan else None,
            "counts": products.counts(checked.findings),
            "findings": [each.as_dict() for each in checked.findings],
        }
    )
