"""DOCX: the document itself (Office Open XML, ECMA-376)."""

from __future__ import annotations

from assembler.settings import Settings
from assembler.writers.made import Made

NAME = "docx"
EXTENSION = "docx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LABEL = "dokument Word"
PAGES = False  # with page numbers in its contents or without


def write(made: Made, settings: Settings) -> bytes:
    return made.docx
