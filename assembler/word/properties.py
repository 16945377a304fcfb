"""Properties of the produced document, core (ISO/IEC 29500-2, 11) and custom (29500-1, 22.3); never rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assembler.word.xml import attribute

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the one that Word knows


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document says of itself."""

    title: str
    subject: str = ""
    creator: str = ""
    description: str = ""
    keywords: str = ""
    language: str = "cs-CZ"
    created: date | None = None  # the stated date, never the clock's
    custom: Mapping[str, str] = field(default_factory=dict)

    def core(self) -> bytes:
        """docProps/core.xml."""
        when = f"{self.created or date(2000, 1, 1):%Y-%m-%d}T00:00:00Z"
        values = (
            ("dc:title", self.title),
            ("dc:subject", self.subject),
            ("dc:creator", self.creator),
            ("cp:keywords", self.keywords),
            ("dc:description", self.description),
            ("dc:language", self.language),
        )
        elements = "".join(f"<{name}>{attribute(value)}</{name}>" for name, value in values if value)
        return (
            f'{DECLARATION}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
            'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"{elements}"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified></cp:coreProperties>'
        ).encode()

    def custom_part(self) -> bytes:
        """docProps/custom.xml."""
        rows = "".join(
            f'<property fmtid="{CUSTOM_FORMAT}" pid="{number}" name="{attribute(name)}">'
            f"<vt:lpwstr>{attribute(value)}</vt:lpwstr></property>"
            for number, (name, value) in enumerate(self.custom.items(), start=2)
        )
        return (
            f'{DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
            'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
            f"{rows}</Properties>"
        ).encode()
