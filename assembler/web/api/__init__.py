"""REST, for other tools. One file per resource; the description (OpenAPI 3.1) is made of the same code."""

from __future__ import annotations

from flask import Flask

from assembler.web.api import assemblies, catalogue, checks, health, problems, try_out
from assembler.web.api.openapi import Description

PARTS = (assemblies.calls, checks.calls, catalogue.calls, problems.calls, health.calls)


def register(app: Flask) -> None:
    description = Description(app)
    for calls in PARTS:
        description.add(calls)
    try_out.register(app)
