"""REST, for other tools. One file per resource; the description (OpenAPI 3.1) is made of the same code."""

from __future__ import annotations

from flask import Flask

from assembler.web.api import (
    assemblies,
    catalogue,
    checks,
    comments,
    documents,
    health,
    jobs,
    parts,
    plans,
    problems,
    revisions,
    templates,
    tokens,
    try_out,
    webhooks,
    workbooks,
)
from assembler.web.api.openapi import Description

PARTS = (
    assemblies.calls,
    checks.calls,
    catalogue.calls,
    plans.calls,
    parts.calls,
    revisions.calls,
    workbooks.calls,
    comments.calls,
    documents.calls,
    jobs.calls,
    templates.calls,
    tokens.calls,
    webhooks.calls,
    problems.calls,
    health.calls,
)


def register(app: Flask) -> None:
    description = Description(app)
    for calls in PARTS:
        description.add(calls)
    try_out.register(app)
