"""ODT: an open format for those without Word (OpenDocument 1.3), made by LibreOffice from the DOCX."""

from __future__ import annotations

from assembler.convert import libreoffice
from assembler.settings import Settings
from assembler.writers.made import Made

NAME = "odt"
EXTENSION = "odt"
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
LABEL = "dokument OpenDocument"
PAGES = True  # its contents keeps the page numbers of the DOCX


def write(made: Made, settings: Settings) -> bytes:
    """Raises what a conversion raises: Unavailable, Overrun, MachineryError."""
    return libreoffice.to_odt(made.docx, settings)
