"""Správa: members of the municipality, templates, access keys, the audit trail."""

from __future__ import annotations

from flask import Flask

from assembler.web.administration import keys, members, own_templates, trail


def register(app: Flask) -> None:
    for pages in (members, keys, own_templates, trail):
        app.register_blueprint(pages.pages)
