"""The picture of some pages in the README: a sample plan as LibreOffice lays it out."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image

from assembler import pipeline
from assembler.options import Options, State
from assembler.readers import yaml_file
from assembler.readers.pictures import embed

SAMPLE = "dacice.yaml"
SHOWN = (1, 24, 60)  # the cover, a page of an analysis, a card of a measure
HEIGHT = 620  # pixels
GAP = 14
DESK = (222, 226, 232)
COLOURS = 128


def first_pages(examples: Path) -> bytes:
    """PNG of some pages side by side."""
    raw = yaml_file.read((examples / SAMPLE).read_bytes()).raw
    embed(raw, examples)
    made = pipeline.paginate(pipeline.assemble(raw, options=Options(State.APPROVAL)))
    document = pypdfium2.PdfDocument(made.pdf)
    return side_by_side([page_of(document, number) for number in SHOWN])


def page_of(document: pypdfium2.PdfDocument, number: int) -> Image.Image:
    page = document[number - 1]
    shown: Image.Image = page.render(scale=2 * HEIGHT / page.get_height()).to_pil()
    return shown.resize((round(shown.width / 2), HEIGHT), Image.Resampling.LANCZOS)


def side_by_side(pages: list[Image.Image]) -> bytes:
    width = sum(page.width for page in pages) + GAP * (len(pages) + 1)
    whole = Image.new("RGB", (width, HEIGHT + 2 * GAP), DESK)
    left = GAP
    for page in pages:
        whole.paste(page, (left, GAP))
        left += page.width + GAP
    written = io.BytesIO()
    whole.quantize(COLOURS).save(written, "PNG", optimize=True)
    return written.getvalue()
