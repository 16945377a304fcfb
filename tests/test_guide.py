"""The coordinator's guide: what it calls buttons and pages is what they are called, and its walk can be walked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from PIL import Image

from assembler.web import create_app
from scripts.docs import DOCS
from scripts.docs.screens import WIDTH, guide

GUIDE = DOCS / "cs" / "prirucka.md"
TEXT = GUIDE.read_text(encoding="utf-8")
WEB = DOCS.parent / "assembler" / "web"
PICTURES = re.findall(r"!\[([^\]]+)\]\(obrazky/([a-z-]+)\.png\)", TEXT)
EMPHASIS = {"druh dokumentu", "stav", "určení", "chyby", "upozornění", "poznámky"}  # what is no name of a button


def test_every_button_and_page_that_the_guide_names_is_called_so() -> None:
    files = [*WEB.rglob("*.html"), *WEB.rglob("*.py")]
    said = " ".join(" ".join(file.read_text(encoding="utf-8").split()) for file in files)
    named = set(re.findall(r"\*\*([^*]+)\*\*", TEXT)) - EMPHASIS
    assert named
    assert {each for each in named if each not in said} == set()


def test_every_picture_is_there_and_says_what_it_shows() -> None:
    assert PICTURES
    assert {f"{name}.png" for _, name in PICTURES} == {file.name for file in (GUIDE.parent / "obrazky").iterdir()}


def test_every_entry_of_its_contents_leads_somewhere() -> None:
    anchors = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^## (.+)$", TEXT, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) == anchors


def test_it_is_a_page_of_the_service_with_its_pictures_and_contents() -> None:
    client = create_app().test_client()
    page: Any = html.fromstring(client.get("/prirucka").text)
    (told,) = page.xpath("//article")
    assert told.xpath("string(.//h1)") == "Příručka koordinátorky"
    anchors = {each.removeprefix("#") for each in told.xpath(".//ol//a/@href")}
    assert anchors == set(told.xpath(".//h2/@id"))
    for source in told.xpath(".//img/@src"):
        picture = client.get(f"/{source}")
        assert (picture.status_code, picture.data[:4]) == (200, b"\x89PNG")
    assert client.get("/obrazky/neni.png").status_code == 404


@pytest.mark.slow
def test_its_walk_leads_through_the_real_service(tmp_path: Path) -> None:
    """From signing in to the pages of the document; the pictures of the guide are taken on the way."""
    taken = [*guide(tmp_path / "obrazky")]
    assert {file.stem for file in taken} == {name for _, name in PICTURES}
    assert {width_of(file) for file in taken} == {WIDTH}


def width_of(file: Path) -> int:
    with Image.open(file) as picture:
        return picture.width
