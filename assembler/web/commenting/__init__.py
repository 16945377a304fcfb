"""Připomínky plánu: written down many after each other, settled one by one, taken home as a table."""

from __future__ import annotations

from flask import Flask

from assembler.web.commenting import bringing, listing, one, putting, sheets, unfinished
from assembler.web.editing import wider_limits

PAGES = (listing.pages, one.pages, sheets.pages, putting.pages, bringing.pages, unfinished.pages)

for each in PAGES:
    each.url_value_preprocessor(wider_limits)  # several long texts are one form


def register(app: Flask) -> None:
    for pages in PAGES:
        app.register_blueprint(pages)
