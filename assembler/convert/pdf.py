"""What a PDF holds: pages, outline, named destinations, and whether it keeps PDF/A-2b and PDF/UA-1.

PDFium is not safe for threads, so every use of it here stands under one lock.
"""

from __future__ import annotations

import ctypes
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import page
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from assembler.errors import MachineryError

SHOWN_FAILURES = 10  # of each norm
BROKEN_WORD = "\ufffe"  # PDFium's mark for the hyphen of a hyphenated word
PDF_A, PDF_UA = "2b", "ua1"
COLOURS = 128  # of a picture of a page: letters stay smooth, the file is a third

LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Conformance:
    """Which norms the PDF passes, in the words of the validator: never more than "passes its checks"."""

    pdf_a: bool  # PDF/A-2b, ISO 19005-2
    pdf_ua: bool  # PDF/UA-1, ISO 14289-1
    failures: tuple[str, ...] = ()


def conformance(pdf: bytes) -> Conformance:
    """Checks by page-validation, with its own limits on; what it cannot read does not pass."""
    (pdf_a, failed_a), (pdf_ua, failed_ua) = validated(pdf, PDF_A), validated(pdf, PDF_UA)
    return Conformance(pdf_a, pdf_ua, (*failed_a[:SHOWN_FAILURES], *failed_ua[:SHOWN_FAILURES]))


def validated(pdf: bytes, profile: str) -> tuple[bool, list[str]]:
    try:
        report = page.validate_pdf_bytes(pdf, profile=profile)
    except page.PageError as unreadable:
        return False, [f"{profile}: {unreadable}"]
    return report.is_compliant, [f"{failure.rule_id}: {failure.message}" for failure in report.failures]


def is_whole(pdf: bytes) -> bool:
    """A PDF from its first line to its last, with a page at least: a converter's word for it does not count."""
    if not pdf.startswith(b"%PDF") or not pdf.rstrip().endswith(b"%%EOF"):
        return False
    try:
        return page_count(pdf) >= 1
    except MachineryError:
        return False


@contextmanager
def opened(pdf: bytes) -> Iterator[Any]:
    """The document, for as long as the lock is held; raises MachineryError."""
    with LOCK:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as wrong:
            raise MachineryError("Vytvořené PDF nelze přečíst.", f"PDFium: {wrong}") from None
        try:
            yield document
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    with opened(pdf) as document:
        return len(document)


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page; words that were hyphenated are whole again."""
    with opened(pdf) as document:
        texts: list[str] = [leaf.get_textpage().get_text_range() for leaf in document]
    return [text.replace(BROKEN_WORD, "").replace("\r\n", "\n") for text in texts]


def page_picture(pdf: bytes, number: int, width: int) -> bytes | None:
    """A page, from 1, as PNG of so many points of width; None where the document has no such page."""
    with opened(pdf) as document:
        if not 1 <= number <= len(document):
            return None
        leaf = document[number - 1]
        picture = leaf.render(scale=width / leaf.get_width()).to_pil()
    written = io.BytesIO()
    picture.quantize(COLOURS, Image.Quantize.FASTOCTREE).save(written, "PNG")
    return written.getvalue()


def outline(pdf: bytes) -> list[tuple[int, str, int]]:
    """The outline: level from 1, title, page from 1."""
    with opened(pdf) as document:
        return [(entry.level + 1, entry.get_title(), entry.get_dest().get_index() + 1) for entry in document.get_toc()]


def destinations(pdf: bytes) -> dict[str, int]:
    """The page, from 1, of every bookmark of the Word document.

    LibreOffice writes a bookmark's name with all but ASCII letters, digits and hyphens as hexadecimal numbers: `_Toc_1`
    as `5FToc5F1` (vcl, appendDestinationName). Word allows letters, digits and `_`, so `5F` is read back as `_`; a
    bookmark that is to be found here must be ASCII and must not hold `5F` itself.
    """
    with opened(pdf) as document:
        named = [destination(document, index) for index in range(pdfium.FPDF_CountNamedDests(document))]
    return {name.replace("5F", "_"): number for name, number in named}


def destination(document: Any, index: int) -> tuple[str, int]:
    """The name of a destination and its page: asked for the length of the name first, as PDFium wants it."""
    length = ctypes.c_long(0)
    pdfium.FPDF_GetNamedDest(document, index, None, length)
    name = ctypes.create_string_buffer(length.value)
    found = pdfium.FPDF_GetNamedDest(document, index, name, length)
    return name.raw.decode("utf-16-le").rstrip("\0"), pdfium.FPDFDest_GetDestPageIndex(document, found) + 1


def without_untagged_links(pdf: bytes) -> bytes:
    """The PDF without the links that no Link element of its structure holds (ISO 14289-1, 7.18.5).

    LibreOffice makes such a link of every STYLEREF field in a running head. The words stay. A PDF without them comes
    back as it was.
    """
    with opened(pdf) as document:
        removed = sum(remove_untagged(leaf) for leaf in document)
        if not removed:
            return pdf
        written = io.BytesIO()
        document.save(written)
    return written.getvalue()


def remove_untagged(leaf: Any) -> int:
    places = [place for place in range(pdfium.FPDFPage_GetAnnotCount(leaf)) if untagged_link(leaf, place)]
    for place in reversed(places):
        pdfium.FPDFPage_RemoveAnnot(leaf, place)
    return len(places)


def untagged_link(leaf: Any, place: int) -> bool:
    annotation = pdfium.FPDFPage_GetAnnot(leaf, place)
    try:
        link = pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_LINK
        return link and not pdfium.FPDFAnnot_HasKey(annotation, b"StructParent")
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)
