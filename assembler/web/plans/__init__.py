"""Uložené plány: list, beginnings, one plan with its findings, versions and differences, documents, their pages."""

from __future__ import annotations

from flask import Flask

from assembler.web.plans import (
    assembling,
    beginning,
    conflict,
    documents,
    foreign_state,
    foreign_tables,
    known,
    listing,
    pictures,
    plan,
    reporting,
    versions,
    workbook,
)


def register(app: Flask) -> None:
    known.register(app)
    foreign_state.register(app)
    for pages in (
        listing,
        beginning,
        plan,
        versions,
        conflict,
        assembling,
        documents,
        pictures,
        reporting,
        workbook,
        foreign_tables,
    ):
        app.register_blueprint(pages.pages)
