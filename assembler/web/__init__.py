"""The service: REST API and the coordinator's page. One user on this machine, no accounts, nothing is stored."""

from __future__ import annotations

from flask import Flask
from flask.json.provider import DefaultJSONProvider

from assembler.settings import DEFAULTS, Settings
from assembler.web import (
    acting,
    api,
    cookies,
    errors,
    keeping,
    metrics,
    pages,
    security,
    service,
    tracing,
    working,
)

MEGABYTE = 1_000_000
FORM_FIELDS_BYTES = 100_000  # the fields of a form besides its file
FORM_PARTS = 20


class Json(DefaultJSONProvider):
    """Answers are read by people, too: Czech letters as they are, keys in the order in which they were given."""

    ensure_ascii = False
    sort_keys = False


def create_app(settings: Settings = DEFAULTS) -> Flask:
    """The application as a WSGI callable; assembler.web.server serves it."""
    app = Flask(__name__)
    app.json = Json(app)
    app.config.update(
        MAX_CONTENT_LENGTH=settings.request_mb * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=FORM_FIELDS_BYTES,
        MAX_FORM_PARTS=FORM_PARTS,
    )
    service.register(app, settings)
    keeping.register(app, settings)
    cookies.register(app)
    tracing.register(app)  # first, so that every answer, also a refusal, carries its number
    metrics.register(app)
    working.register(app, settings)
    security.register(app)
    acting.register(app)
    api.register(app)
    pages.register(app)
    errors.register(app)
    return app
