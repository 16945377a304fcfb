"""Documents as pages: contents, page numbers, references and charts, read from the PDF by other means than ours."""

from __future__ import annotations

import bisect
import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest
from lxml import etree

from assembler.convert import pdf
from assembler.word.xml import NS, w
from tests.examples import ALL, assembled, paginated

pytestmark = pytest.mark.slow

SPACES = re.compile(r"[\s\u00ad\u00a0-]+")


@cache
def page_texts(name: str, kind: str) -> list[str]:
    """The text of each page by poppler in the order of drawing, without spaces and hyphens (lines break words)."""
    told = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=paginated(name, kind).pdf, capture_output=True, check=True
    )
    return [squeezed(page) for page in told.stdout.decode().split("\f")[:-1]]


@dataclass(frozen=True)
class Line:
    """A line of the body of a page: its words, and where it ends (points from the top)."""

    text: str
    end: float


HEAD, FOOT = 60.0, 66.0  # points of a page above and below its body


@cache
def body_lines(name: str, kind: str) -> list[tuple[float, list[Line]]]:
    """The height of each page and its lines from the top, by poppler; cells side by side are lines of their own."""
    told = subprocess.run(
        ["pdftotext", "-bbox-layout", "-", "-"], input=paginated(name, kind).pdf, capture_output=True, check=True
    )
    pages = etree.fromstring(told.stdout, etree.XMLParser(recover=True)).iter("{*}page")
    return [(float(page.get("height", "0")), sorted(lines_of(page), key=lambda line: line.end)) for page in pages]


def lines_of(page: etree._Element) -> Iterator[Line]:
    for line in page.iter("{*}line"):
        end = float(line.get("yMax", "0"))
        if HEAD < end < float(page.get("height", "0")) - FOOT:
            yield Line(" ".join(word.text or "" for word in line.iter("{*}word")), end)


def squeezed(text: str) -> str:
    return SPACES.sub("", text).casefold()


@cache
def body(name: str, kind: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(paginated(name, kind).docx)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def contents(root: etree._Element, styles: str = r"TOC\d") -> list[tuple[str, int]]:
    """The lines of the contents as they stand in the DOCX: text without tabs and page number, page number."""
    lines = []
    for paragraph in root.iter(w("p")):
        style = paragraph.find("w:pPr/w:pStyle", NS)
        if style is not None and re.fullmatch(styles, style.get(w("val"), "")):
            texts = [element.text or "" for element in paragraph.iter(w("t"))]
            lines.append((squeezed("".join(texts[:-1])), int(texts[-1])))
    return lines


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_contents_of_the_docx_names_every_heading_with_the_page_that_the_pdf_outline_gives(
    name: str, kind: str
) -> None:
    outline = pdf.outline(paginated(name, kind).pdf)  # made by LibreOffice from the headings themselves
    deepest = 4 if "TOC4" in etree.tostring(body(name, kind), encoding="unicode") else 3
    expected = [(squeezed(title), page) for level, title, page in outline if level <= deepest]
    assert contents(body(name, kind)) == expected
    assert expected


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_every_line_of_the_contents_stands_on_the_page_that_it_names(name: str, kind: str) -> None:
    pages = page_texts(name, kind)
    wrong = [(text, page) for text, page in contents(body(name, kind)) if text not in pages[page - 1]]
    assert wrong == []


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_lists_of_tables_and_figures_name_the_pages_of_their_captions(name: str, kind: str) -> None:
    pages = page_texts(name, kind)
    listed = contents(body(name, kind), "TableofFigures")
    assert [(text, page) for text, page in listed if text not in pages[page - 1]] == []
    captions = {"Caption", "CaptionBelow"}
    printed = [
        squeezed("".join(each.text or "" for each in paragraph.iter(w("t"))))
        for paragraph in body(name, kind).iter(w("p"))
        if (style := paragraph.find("w:pPr/w:pStyle", NS)) is not None and style.get(w("val")) in captions
    ]
    figures = [text for text in printed if text.startswith(("tabulka", "graf"))]
    assert sorted(text for text, _ in listed) == sorted(figures)


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_printed_contents_lines_show_the_same_numbers_in_the_pdf(name: str, kind: str) -> None:
    """What the reader of the PDF sees is what the DOCX says."""
    pages = page_texts(name, kind)
    first = next(index for index, page in enumerate(pages) if page.count("obsah") and "..." in page)
    told = "".join(pages[first : first + 8]).replace(".", "")
    missing = [
        f"{text}{page}" for text, page in contents(body(name, kind)) if f"{text}{page}".replace(".", "") not in told
    ]
    assert missing == []


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_pdf_passes_the_checks_of_pdf_a_2b_and_pdf_ua_1(name: str, kind: str) -> None:
    conformance = paginated(name, kind).conformance
    assert (conformance.pdf_a, conformance.pdf_ua, conformance.failures) == (True, True, ())


def test_native_charts_are_drawn_in_the_pdf() -> None:
    """A placeholder picture instead of a chart has none of its category names."""
    whole = "".join(page_texts("dacice", "medium_term_plan"))
    names = ["Přirozený přírůstek", "Saldo stěhování", "85+", "80–84"]
    assert [name for name in names if squeezed(name) not in whole] == []


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_no_line_ends_with_a_word_of_one_letter(name: str, kind: str) -> None:
    """„v“, „s“, „k“ stand on the line of the word that they belong to: in the content, in labels, in our own words."""
    lines = [line.text for _, page in body_lines(name, kind) for line in page]
    assert [line for line in lines if re.search(r"(^|[\s(„])[aikosuvz]$", line)] == []


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_no_heading_is_the_last_line_of_its_page(name: str, kind: str) -> None:
    """A heading stands with the text that it leads to."""
    headings = {squeezed(title) for _, title, _ in pdf.outline(paginated(name, kind).pdf)}
    last = [squeezed(page[-1].text) for _, page in body_lines(name, kind) if page]
    assert [line for line in last if line in headings] == []


@pytest.mark.parametrize(("name", "kind"), [each for each in ALL if each != ("minimal", "action_plan")])
def test_no_page_is_nearly_empty(name: str, kind: str) -> None:
    """Of every page at least a seventh is used (the smallest plan has no action plan: its document says just that)."""
    used = [
        (number, round((page[-1].end - HEAD) / (height - HEAD - FOOT), 2) if page else 0.0)
        for number, (height, page) in enumerate(body_lines(name, kind), start=1)
    ]
    assert [(number, part) for number, part in used if part < 1 / 7] == []


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_costs_of_a_measure_stand_on_the_page_where_its_card_ends(name: str, kind: str) -> None:
    """The title of the table of costs is never at the top of a page, cut off from the card above."""
    first = [page[0].text for _, page in body_lines(name, kind) if page]
    assert [line for line in first if line.startswith("Náklady opatření")] == []


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_word_does_not_ask_to_update_fields(name: str, kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(paginated(name, kind).docx)) as package:
        assert b"updateFields" not in package.read("word/settings.xml")


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_every_text_of_the_document_is_found_in_the_text_of_the_pdf(name: str, kind: str) -> None:
    """Nothing is cut off: what stands in the content controls of the DOCX stands on the pages."""
    whole = "".join(page_texts(name, kind))
    texts = (text.text or "" for control in body(name, kind).iter(w("sdt")) for text in control.iter(w("t")))
    assert [text for text in texts if not stands_in(squeezed(text), whole)] == []


def stands_in(text: str, whole: str, breaks: int = 3) -> bool:
    """Is the text there, where the foot and head of a page may come between its parts?"""
    if text in whole:
        return True
    longest = bisect.bisect_left(range(len(text)), True, key=lambda end: text[: end + 1] not in whole)
    return breaks > 0 and any(
        stands_in(text[end:], whole, breaks - 1) for end in range(longest, max(0, longest - 4), -1)
    )


def test_without_pages_the_contents_has_empty_page_fields_and_no_number() -> None:
    with zipfile.ZipFile(io.BytesIO(assembled("minimal", "medium_term_plan").docx)) as package:
        source = package.read("word/document.xml").decode()
    fields = re.findall(
        r"PAGEREF \w+ \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>(.{0,30})", source
    )
    assert fields
    assert all(after.startswith("<w:r><w:fldChar w:fldCharType") for after in fields)
