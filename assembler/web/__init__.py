"""The service: REST API and pages. What is kept needs an account; one document of one content needs none."""

from __future__ import annotations

from flask import Flask
from flask.json.provider import DefaultJSONProvider

from assembler import products
from assembler.products import Assemble
from assembler.settings import DEFAULTS, Settings
from assembler.web import (
    about,
    accounts,
    acting,
    administration,
    api,
    commenting,
    cookies,
    editing,
    errors,
    guide,
    inviting,
    keeping,
    language,
    metrics,
    pages,
    plans,
    security,
    service,
    statics,
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


def create_app(settings: Settings = DEFAULTS, assemble: Assemble = products.assemble) -> Flask:
    """The application as a WSGI callable; assembler.web.server serves it, and says who assembles."""
    app = Flask(__name__, static_folder=None)
    app.json = Json(app)
    app.config.update(
        MAX_CONTENT_LENGTH=settings.request_mb * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=FORM_FIELDS_BYTES,
        MAX_FORM_PARTS=FORM_PARTS,
    )
    service.register(app, settings, assemble)
    keeping.register(app, settings)
    cookies.register(app)
    tracing.register(app)  # first, so that every answer, also a refusal, carries its number
    metrics.register(app)
    working.register(app, settings)
    security.register(app)
    statics.register(app)
    language.register(app)
    acting.register(app)
    api.register(app)
    pages.register(app)
    about.register(app)
    guide.register(app)
    plans.register(app)
    inviting.register(app)
    commenting.register(app)
    editing.register(app)
    administration.register(app)
    accounts.register(app, settings)  # after all pages that ask for a password: their tries are counted
    errors.register(app)
    return app
