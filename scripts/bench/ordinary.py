"""docxtpl the ordinary way: a new DocxTemplate for every document, rendered from the same template and content.

What our template prints with values of its own, docxtpl gets in the simplest form that its user could hand over,
prepared before the clock starts:

    formatted text, data table   ready WordprocessingML, marked safe (its user would print a table with loops)
    joined texts, codes          a plain string
    charts, pictures             an empty run: docxtpl is spared making their parts
    content controls             none; likewise no bookmarks, contents, counted captions, links and notes
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment
from markupsafe import Markup

from assembler.word import tables
from assembler.word.final import Final
from assembler.word.marks import Bundle, Deferred
from assembler.word.state import State
from assembler.word.values import Cell, DataTable, Figure, Joined, Picture
from schemas.values import Rich

EMPTY_RUN = Markup("<w:r/>")


def render(template: Path, context: Mapping[str, Any]) -> bytes:
    """One document, from the template's file to the bytes of the DOCX."""
    document = DocxTemplate(template)
    document.render(context, environment(), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def environment() -> Environment:
    """Jinja with the filters that the template names; they have nothing left to do."""
    made = Environment(autoescape=True)
    made.filters.update(data_table=ready, picture=ready, figure=ready)
    return made


def ready(value: Markup, *_: object) -> Markup:
    return value


def prepared(context: Mapping[str, Any], state: State) -> dict[str, Any]:
    """The context in docxtpl's terms; `state` is of a throw-away rendering without content controls."""
    return {name: simple(value, state) for name, value in context.items()}


def simple(value: Any, state: State) -> Any:
    if isinstance(value, Mapping):  # an object, because to Jinja `.items` of a dict is its method
        return SimpleNamespace(**prepared(value, state))
    if isinstance(value, list):
        return [simple(item, state) for item in value]
    if isinstance(value, Rich):
        return source(state.texts.print(state, value, ""), state)
    if isinstance(value, DataTable):
        return source(tables.data_table(state, as_text(value), ""), state)
    if isinstance(value, Joined):
        return joined(value)
    if isinstance(value, Figure | Picture):
        return EMPTY_RUN
    return str(value) if isinstance(value, str) else value


def joined(value: str | Joined) -> str:
    return value.separator.join(map(joined, value.items)) if isinstance(value, Joined) else str(value)


def as_text(table: DataTable) -> DataTable:
    """The table with nothing but plain strings in its cells."""

    def row(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        return tuple(replace(cell, text=joined(cell.text)) for cell in cells)

    return replace(table, columns=row(table.columns), rows=tuple(map(row, table.rows)), total=row(table.total))


def source(bundle: Bundle, state: State) -> Markup:
    """What our engine would print, as docxtpl's users hand over ready source."""
    final = Final(state)
    pieces = (piece.resolve(final) if isinstance(piece, Deferred) else piece for piece in bundle.pieces)
    return Markup("".join(pieces))  # escaped by our engine
