"""Správa: members of the municipality, templates, access keys, webhooks, the audit trail."""

from __future__ import annotations

from flask import Flask

from assembler.web.administration import keys, members, notifying, own_templates, trail


def register(app: Flask) -> None:
    for pages in (members, keys, own_templates, notifying, trail):
        app.register_blueprint(pages.pages)
