"""Správa: members of the municipality, access keys, the audit trail."""

from __future__ import annotations

from flask import Flask

from assembler.web.administration import keys, members, trail


def register(app: Flask) -> None:
    for pages in (members, keys, trail):
        app.register_blueprint(pages.pages)
