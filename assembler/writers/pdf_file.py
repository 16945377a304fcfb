"""PDF: PDF/A-2b and PDF/UA-1, as it was laid out for the page numbers (docs/adr/0004)."""

from __future__ import annotations

from assembler.errors import Unavailable
from assembler.settings import Settings
from assembler.writers.made import Made

NAME = "pdf"
EXTENSION = "pdf"
MEDIA_TYPE = "application/pdf"
LABEL = "PDF"
PAGES = True


def write(made: Made, settings: Settings) -> bytes:
    """The PDF; raises Unavailable for a document whose pages were not laid out."""
    if made.pdf is None:
        raise Unavailable("PDF nevzniklo, protože dokument nemá čísla stran.", "no pages were laid out")
    return made.pdf
