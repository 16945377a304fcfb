"""The pages in English: the choice, the catalogue, and what stays Czech."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from flask.testing import FlaskClient

from assembler.web import create_app
from assembler.web.language import CZECH, chosen
from scripts.messages import MO, PO, as_mo, as_po, kept, missing, renewed, said

PLACES = re.compile(r"%\(\w+\)[sd]|%%")


@pytest.fixture
def client() -> FlaskClient:
    return create_app().test_client()


def sentences() -> list[Message]:
    return [each for each in kept() if each.id]


def test_outside_of_a_request_everything_is_czech() -> None:
    """Documents and mails are made outside of requests: nobody's choice reaches them."""
    assert chosen() == CZECH


def test_a_browser_that_prefers_english_gets_czech(client: FlaskClient) -> None:
    """The Windows of many a Czech office speak English."""
    page = client.get("/", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert '<html lang="cs"' in page.text


def test_who_chooses_english_gets_it_on_every_page_until_he_chooses_czech(client: FlaskClient) -> None:
    """One choice, kept in a cookie, and taken back the same way."""
    answer = client.post("/jazyk", data={"language": "en", "back": "/o-sluzbe"})
    assert (answer.status_code, answer.location) == (303, "/o-sluzbe")
    assert '<html lang="en"' in client.get("/").text
    client.post("/jazyk", data={"language": "cs", "back": "/"})
    assert '<html lang="cs"' in client.get("/").text


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example"])
def test_the_choice_leads_to_no_other_site(client: FlaskClient, back: str) -> None:
    """The address to return to comes from the form."""
    assert "evil" not in (client.post("/jazyk", data={"language": "en", "back": back}).location or "")


def test_an_unknown_language_is_czech(client: FlaskClient) -> None:
    """Only what the catalogue can do is kept."""
    client.post("/jazyk", data={"language": "../../etc", "back": "/"})
    assert '<html lang="cs"' in client.get("/").text


def test_every_sentence_of_the_pages_is_translated() -> None:
    """A new sentence in a template or in the code needs its English: `make messages` says which."""
    assert not [each.id for each in missing(renewed(kept()))]


def test_the_catalogue_holds_what_is_said_now() -> None:
    """Neither sentences that nobody says any more, nor files that were changed by hand without the other."""
    assert {each.id for each in said()} == {each.id for each in kept()}
    assert as_po(renewed(kept())) == PO.read_bytes()
    assert as_mo(renewed(kept())) == Path(MO).read_bytes()


def test_translations_keep_the_places_of_values() -> None:
    """A place that is missing loses a value; one too many is an error of the page."""
    for each in sentences():
        assert sorted(PLACES.findall(str(each.id))) == sorted(PLACES.findall(str(each.string))), each.id
