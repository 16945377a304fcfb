"""What a writer works from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Made:
    """A finished document: the DOCX, and its PDF where pages were laid out."""

    docx: bytes
    pdf: bytes | None = None
