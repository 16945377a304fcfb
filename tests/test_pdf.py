"""What is read out of a PDF, shown on small ones written by hand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from assembler.convert import pdf
from assembler.errors import MachineryError


def written(*objects: str) -> bytes:
    """A PDF of the objects, numbered from 1; the first is the catalog (ISO 32000-1, 7.5)."""
    body = "%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\n"
        f"startxref\n{len(body)}\n%%EOF\n"
    ).encode("ascii")


def leaf(annotations: str = "") -> str:
    return f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[{annotations}]>>"


TAGGED = "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/StructParent 7/A<</S/URI/URI(https://a.cz)>>>>"
UNTAGGED = "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Dest[4 0 R/Fit]>>"
NOTE = "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(x)>>"

SAMPLE = written(
    "<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R/Dests<</5FToc5F1[3 0 R/Fit]/cil5F2-1[4 0 R/Fit]>>>>",
    "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>",
    leaf(TAGGED + UNTAGGED + NOTE + UNTAGGED),
    leaf(),
    "<</Type/Outlines/First 6 0 R/Last 6 0 R/Count 2>>",
    "<</Title(Jedna)/Parent 5 0 R/Dest[3 0 R/Fit]/First 7 0 R/Last 7 0 R/Count 1>>",
    "<</Title(Jedna a)/Parent 6 0 R/Dest[4 0 R/Fit]>>",
)
PLAIN = written(
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Count 1/Kids[3 0 R]>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
    "<</Length 44>>stream\nBT /F 12 Tf 50 700 Td (Druha strana) Tj ET  \nendstream",
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
)


def links(made: bytes) -> int:
    return made.count(b"/Link")


def test_pages_are_counted() -> None:
    assert (pdf.page_count(SAMPLE), pdf.page_count(PLAIN)) == (2, 1)


def test_the_text_of_each_page_is_read() -> None:
    assert pdf.page_texts(PLAIN) == ["Druha strana"]
    assert pdf.page_texts(SAMPLE) == ["", ""]


def test_destinations_bear_the_names_of_bookmarks_and_pages_from_one() -> None:
    assert pdf.destinations(SAMPLE) == {"_Toc_1": 1, "cil_2-1": 2}


def test_a_pdf_without_destinations_or_outline_has_none() -> None:
    assert pdf.destinations(PLAIN) == {}
    assert pdf.outline(PLAIN) == []


def test_the_outline_has_levels_titles_and_pages_from_one() -> None:
    assert pdf.outline(SAMPLE) == [(1, "Jedna", 1), (2, "Jedna a", 2)]


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"%PDF-1.7\nnothing\n%%EOF\n",
        SAMPLE[: len(SAMPLE) // 2],
        SAMPLE + b"and more",
        b"PK" + SAMPLE,
        written("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 0/Kids[]>>"),
    ],
)
def test_half_a_pdf_garbage_and_one_without_pages_are_not_whole(broken: bytes) -> None:
    assert not pdf.is_whole(broken)


def test_a_whole_pdf_is_whole() -> None:
    assert pdf.is_whole(SAMPLE)
    assert pdf.is_whole(PLAIN + b"\r\n")


def test_an_unreadable_pdf_is_a_fault_of_the_machinery() -> None:
    with pytest.raises(MachineryError):
        pdf.page_texts(b"%PDF-1.7 broken")


def test_only_links_outside_of_the_structure_are_removed() -> None:
    mended = pdf.without_untagged_links(SAMPLE)
    assert (links(SAMPLE), links(mended)) == (3, 1)
    assert b"StructParent" in mended
    assert b"/Text" in mended
    assert pdf.destinations(mended) == pdf.destinations(SAMPLE)
    assert pdf.outline(mended) == pdf.outline(SAMPLE)


def test_a_pdf_without_such_links_comes_back_as_it_was() -> None:
    assert pdf.without_untagged_links(PLAIN) is PLAIN


def test_what_is_wrong_with_conformance_is_told_for_both_norms() -> None:
    found = pdf.conformance(PLAIN)
    assert (found.pdf_a, found.pdf_ua) == (False, False)
    assert any("PDFUA1-" in failure for failure in found.failures)
    assert any("PDFUA1-" not in failure for failure in found.failures)
    assert len(found.failures) <= 2 * pdf.SHOWN_FAILURES


def test_what_the_validator_cannot_read_does_not_pass() -> None:
    found = pdf.conformance(b"no PDF at all")
    assert (found.pdf_a, found.pdf_ua) == (False, False)
    assert len(found.failures) == 2


def test_pdfs_may_be_read_from_many_threads() -> None:
    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(pdf.outline, [SAMPLE] * 200))
    assert read == [pdf.outline(SAMPLE)] * 200
