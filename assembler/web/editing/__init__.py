"""Úprava plánu: its parts as forms made from the schemas; what each saves is a new version of the plan."""

from __future__ import annotations

from flask import Flask, request

from assembler.web.editing import (
    charts,
    drafting,
    looking,
    measures,
    page_preview,
    parts,
    preview,
    sheets,
    undoing,
    words,
)

FORM_PARTS = 20_000  # fields of one form: a table of 60 rows has hundreds
FORM_FIELDS_BYTES = 5_000_000  # of their texts
PAGES = (
    parts.pages,
    charts.pages,
    drafting.pages,
    page_preview.pages,
    measures.pages,
    preview.pages,
    undoing.pages,
    *sheets.PAGES,
)


def wider_limits(*_: object) -> None:
    """For the forms of these pages only; before anything, the check of the token too, has read a form."""
    request.max_form_parts = FORM_PARTS
    request.max_form_memory_size = FORM_FIELDS_BYTES


for each in PAGES:
    each.url_value_preprocessor(wider_limits)


def register(app: Flask) -> None:
    for pages in PAGES:
        app.register_blueprint(pages)
    charts.register(app)
    looking.register(app)
    words.register(app)
