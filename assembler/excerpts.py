"""Náhled stránky: one part of a content as the pages that it takes in the document, converted in seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assembler import pipeline
from assembler.convert import libreoffice, pdf
from assembler.documents.excerpt import Excerpt
from assembler.products import Order
from assembler.settings import Settings

SECONDS = 20  # of the conversion
MOST_PAGES = 6
NB = "\u00a0"


@dataclass(frozen=True, slots=True)
class Leaves:
    """The pages of a part: those from `first` to `last` of a PDF, the others lead to it."""

    pdf: bytes = field(repr=False)
    first: int
    last: int
    further: int  # pages that are not shown


def leaves(raw: object, order: Order, steps: Sequence[str], settings: Settings) -> Leaves:
    """Raises Refused where the content cannot be loaded, TemplateError, MachineryError past the limits."""
    part = Excerpt(steps, order.kind)
    limited = replace(settings, conversion_seconds=min(SECONDS, settings.conversion_seconds))
    document = pipeline.assemble(raw, part.kind, order.options, order.template_bytes(), settings=limited)
    made = libreoffice.to_pdf(document.rendering.docx(for_layout=True), limited)
    first, count = first_page(made, part), pdf.page_count(made)
    last = min(count, first + MOST_PAGES - 1)
    return Leaves(made, first, last, count - last)


def first_page(made: bytes, part: Excerpt) -> int:
    """Where the part begins: at its own heading, else at the first one; the basics of a plan are the first pages."""
    headings = pdf.outline(made) if part.steps else []
    own = [page for _, title, page in headings if part.heading and plain(title).endswith(plain(part.heading))]
    return [*own[-1:], *(page for _, _, page in headings), 1][0]


def plain(text: str) -> str:
    return " ".join(text.replace(NB, " ").split())
