"""Účty: signing in and out, the municipality one works for, the password. What defends sessions is here, too."""

from __future__ import annotations

from flask import Flask

from assembler.settings import Settings
from assembler.web.accounts import csrf, expired, languages, limits, oidc, routes, visitor


def register(app: Flask, settings: Settings) -> None:
    visitor.register(app)
    csrf.register(app)
    oidc.register(app, settings)
    app.register_blueprint(routes.accounts)
    app.register_blueprint(languages.pages)
    limits.register(app, settings)
    expired.register(app)
