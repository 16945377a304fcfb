"""Výzvy k doplnění: links without an account to one card each, what came back, and what becomes of it."""

from __future__ import annotations

from flask import Flask

from assembler.web.inviting import answers, guests, invitations, messages


def register(app: Flask) -> None:
    for pages in (invitations.pages, answers.pages, messages.pages, guests.pages):
        app.register_blueprint(pages)
    app.jinja_env.globals["answers_waiting"] = invitations.answers_waiting
