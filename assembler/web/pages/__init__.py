"""The coordinator's page: choose content and document, check, assemble, download. Works without JavaScript."""

from __future__ import annotations

from flask import Flask

from assembler.web.pages import desk, routes, words


def register(app: Flask) -> None:
    desk.register(app)
    words.register(app)
    app.register_blueprint(routes.pages)
