"""Real PDF files, made by PDFium."""

from __future__ import annotations

import io
from functools import lru_cache

import pypdfium2

A4 = (595, 842)


@lru_cache
def blank_pdf(pages: int) -> bytes:
    """So many pages of A4 with nothing on them; always the same bytes in a process (PDFium numbers its files)."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(*A4)
    written = io.BytesIO()
    document.save(written)
    document.close()
    return written.getvalue()
