"""The writers: every format opens in a reader of its own and holds the plan's texts; each is found by its name."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from lxml import etree

from assembler import writers
from assembler.convert import pdf
from assembler.errors import Unavailable, UnknownName
from assembler.settings import DEFAULTS
from assembler.writers import Made, Writer
from tests.examples import paginated

NAMES = [writer.NAME for writer in writers.WRITERS]


def of_docx(data: bytes) -> str:
    return "".join(docx.Document(io.BytesIO(data)).element.body.itertext())


def of_odt(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(map(str, etree.fromstring(archive.read("content.xml")).itertext()))


def of_pdf(data: bytes) -> str:
    return "".join(pdf.page_texts(data))


TEXTS: dict[str, Callable[[bytes], str]] = {"docx": of_docx, "odt": of_odt, "pdf": of_pdf}


@pytest.fixture(scope="module")
def made() -> Made:
    made = paginated("minimal", "medium_term_plan")
    return Made(made.docx, made.pdf)


@pytest.mark.slow
@pytest.mark.parametrize("writer", writers.WRITERS, ids=NAMES)
def test_what_is_written_opens_and_holds_the_plan(writer: Writer, made: Made) -> None:
    """Whatever the format: title, a measure, its indicator, and the contents with its page."""
    text = "".join(TEXTS[writer.NAME](writer.write(made, DEFAULTS)).split())
    for words in ("Plán rozvoje sociálních služeb", "Pečovatelská služba i v sobotu", "Obsah"):
        assert "".join(words.split()) in text, words


@pytest.mark.parametrize("writer", writers.WRITERS, ids=NAMES)
def test_a_writer_is_found_by_its_name_and_extension(writer: Writer) -> None:
    assert writers.by_name(writer.NAME) is writer
    assert writers.by_path(f"Plán 2025.{writer.EXTENSION.upper()}") is writer


@pytest.mark.parametrize("name", ["rtf", "", "docx "])
def test_an_unknown_format_names_those_that_there_are(name: str) -> None:
    with pytest.raises(UnknownName, match="docx, pdf, odt"):
        writers.by_name(name)


@pytest.mark.parametrize("path", ["plan.rtf", "plan", "složka.docx/plan"])
def test_an_unknown_extension_names_those_that_there_are(path: str) -> None:
    with pytest.raises(UnknownName, match=r"\.docx, \.pdf, \.odt"):
        writers.by_path(path)


def test_what_is_offered_to_people_differs() -> None:
    """Names, extensions, media types and labels are each unique: a choice is never ambiguous."""
    for taken in ("NAME", "EXTENSION", "MEDIA_TYPE", "LABEL"):
        values = [getattr(writer, taken) for writer in writers.WRITERS]
        assert len(set(values)) == len(values), taken


def test_no_pdf_without_pages() -> None:
    with pytest.raises(Unavailable) as missing:
        writers.by_name("pdf").write(Made(b"docx"), DEFAULTS)
    assert missing.value.message.startswith("PDF nevzniklo")
