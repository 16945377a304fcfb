"""docxtpl the ordinary way: a new DocxTemplate for every document, rendered from the same template and content.

    formatted text, data table   a subdocument, built by python-docx as docxtpl's documentation shows: the only way to
                                 hand over paragraphs and tables for the {{p … }} of the template. What stands in it
                                 (words, bold, italic, cells) is worked out before the clock starts
    joined texts, codes          a plain string, ready before the clock starts
    charts, pictures             an empty run: docxtpl is spared making their parts
    content controls             none; likewise no bookmarks, contents, counted captions, links and notes

`spared=True` also spares it the subdocuments: it gets what our engine printed as ready source. That is no use that
anyone could make of docxtpl, it is the least that its rendering can cost.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment
from lxml import etree
from markupsafe import Markup

from assembler.word import tables
from assembler.word.final import Final
from assembler.word.state import State
from assembler.word.values import Cell, DataTable, Figure, Joined, Picture
from assembler.word.xml import W15, R, W, w
from schemas.values import Rich

EMPTY_RUN = Markup("<w:r/>")
WRAPPED = f'<body xmlns:w="{W}" xmlns:r="{R}" xmlns:w15="{W15}">%s</body>'

Words = tuple[str, bool, bool]  # a run: its text, bold, italic
Block = list[Words] | list[list[str]]  # a paragraph, or the rows of a table


@dataclass(frozen=True, slots=True)
class Blocks:
    """Formatted text or a table as its user would hold it: what goes into a subdocument."""

    blocks: tuple[Block, ...]

    def subdocument(self, document: DocxTemplate) -> Any:
        made = document.new_subdoc()
        for block in self.blocks:
            if block and isinstance(block[0], list):
                add_table(made, block)
            else:
                add_paragraph(made, block)
        return made


def add_paragraph(subdocument: Any, words: Any) -> None:
    paragraph = subdocument.add_paragraph()
    for text, bold, italic in words:
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None


def add_table(subdocument: Any, rows: Any) -> None:
    table = subdocument.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def render(template: Path, context: Mapping[str, Any]) -> bytes:
    """One document, from the template's file to the bytes of the DOCX."""
    document = DocxTemplate(template)
    document.render(handed(context, document), environment(), autoescape=True)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def handed(value: Any, document: DocxTemplate) -> Any:
    """The context for this document: a subdocument belongs to the one that it was made for."""
    if isinstance(value, Blocks):
        return value.subdocument(document)
    if isinstance(value, Mapping):
        return {name: handed(each, document) for name, each in value.items()}
    if isinstance(value, SimpleNamespace):
        return SimpleNamespace(**handed(vars(value), document))
    return [handed(each, document) for each in value] if isinstance(value, list) else value


def environment() -> Environment:
    """Jinja with the filters that the template names; they have nothing left to do."""
    made = Environment(autoescape=True)
    made.filters.update(data_table=ready, picture=ready, figure=ready)
    return made


def ready(value: Markup, *_: object) -> Markup:
    return value


def prepared(context: Mapping[str, Any], state: State, spared: bool) -> dict[str, Any]:
    """The context in docxtpl's terms; `state` is of a throw-away rendering."""
    return {name: simple(value, state, spared) for name, value in context.items()}


def simple(value: Any, state: State, spared: bool) -> Any:
    if isinstance(value, Mapping):  # an object, because to Jinja `.items` of a dict is its method
        return SimpleNamespace(**prepared(value, state, spared))
    if isinstance(value, list):
        return [simple(item, state, spared) for item in value]
    if isinstance(value, Rich | DataTable):
        printed = source(state, value)
        return printed if spared or not printed else blocks(printed)
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


def source(state: State, value: Rich | DataTable) -> Markup:
    """What our engine would print, without content controls."""
    bundle = (
        state.texts.print(state, value, "") if isinstance(value, Rich) else tables.data_table(state, as_text(value), "")
    )
    return Markup(CONTROL.sub("", Final(state).text(bundle.pieces)))  # escaped by our engine


CONTROL = re.compile(r"<w:sdt><w:sdtPr>.*?</w:sdtPr><w:sdtContent>|</w:sdtContent></w:sdt>", re.DOTALL)


def blocks(printed: str) -> Blocks:
    """The printed source as words: paragraphs and tables in their order."""
    root = etree.fromstring(WRAPPED % printed)
    return Blocks(tuple(rows(each) if each.tag == w("tbl") else words(each) for each in root))


def rows(table: etree._Element) -> list[list[str]]:
    return [["".join(text for text, _, _ in words(cell)) for cell in row.iter(w("tc"))] for row in table.iter(w("tr"))]


def words(element: etree._Element) -> list[Words]:
    return [
        ("".join(seen(each) for each in run), has(run, "b"), has(run, "i")) for run in element.iter(w("r")) if len(run)
    ]


def seen(element: etree._Element) -> str:
    return {w("t"): element.text or "", w("tab"): "\t", w("br"): "\n"}.get(str(element.tag), "")


def has(run: etree._Element, name: str) -> bool:
    return run.find(f"{w('rPr')}/{w(name)}") is not None
