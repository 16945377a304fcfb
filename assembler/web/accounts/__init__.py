"""Účty: signing in and out, the municipality one works for, the password. What defends sessions is here, too."""

from __future__ import annotations

from flask import Flask

from assembler.web.accounts import csrf, expired, limits, routes, visitor


def register(app: Flask) -> None:
    visitor.register(app)
    csrf.register(app)
    app.register_blueprint(routes.accounts)
    limits.register(app)
    expired.register(app)
