"""Accounts, administration and the pages about the service in English, and their Czech as it was.

The names of these tests have no letter with a Czech mark, so where such a letter stands, the page has said something in
Czech: only in what is marked as Czech (`lang="cs"`), in quotes and in the name of the administrator it may.
"""

from __future__ import annotations

import html
import io
import re
import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask

from assembler.store import webhooks
from assembler.store.roles import Deed, Role
from assembler.web.administration.notifying import TITLES
from assembler.web.administration.trail import DEEDS
from assembler.web.errors import TABLE
from assembler.web.language import COOKIE, ENGLISH, spoken
from assembler.web.pages import words
from tests.english_pages import CZECH, in_english, left, plain
from tests.one_town import app, here
from tests.test_own_templates import KIND, restyled
from tests.visitors import PLAN, Town, Visitor, signed_in

__all__ = ["app", "here"]  # fixtures of another file

NAMES = re.compile(r"“[^”]*”|Správce Vzorov|(?<=\()Česky(?=\))")
HEADER = {"Cookie": f"{COOKIE}={ENGLISH}"}


@pytest.fixture(scope="module")
def english(app: Flask, here: Town) -> Visitor:
    return in_english(signed_in(app))


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    """Who has chosen English and is not signed in."""
    found = Visitor(app)
    found.client.set_cookie(COOKIE, ENGLISH)
    return found


def czech(page: str) -> list[str]:
    """What is Czech on a page and should not be."""
    assert '<html lang="en"' in page
    return [each for each in left(page) if CZECH.search(NAMES.sub("", each))]


def read(text: str) -> str:
    """With spaces at which lines may break."""
    return text.replace("\u00a0", " ")


# ---------------------------------------------------------------- whole pages


@pytest.mark.parametrize("address", ["/prihlaseni", "/o-sluzbe", "/prirucka", "/api/v1/docs", "/nothing"])
def test_what_everybody_sees_is_english(stranger: Visitor, address: str) -> None:
    """Signing in, about the service, the frame of the guide, the calls, an address without a page."""
    assert czech(stranger.get(address).text) == []


@pytest.mark.parametrize(
    "address", ["/ucet", "/obec", "/clenove", "/klice", "/zaznam", "/zaznam?technicke=ano", "/oznamovani", "/sablony"]
)
def test_what_the_administrator_sees_is_english(english: Visitor, here: Town, address: str) -> None:
    """With something in each list: a contributor, a plan, a key, a webhook."""
    here.member("jana@vzorov.cz", Role.CONTRIBUTOR, ("/swot", "/title"))
    here.member("petr@vzorov.cz", Role.CONTRIBUTOR)
    here.plan(plain(PLAN))
    here.key(Deed.READ)
    with here.store.writing(here.actor) as tx:
        webhooks.add(tx, "https://example.cz/", ["plan.saved"])
    assert czech(english.get(address).text) == []


def test_the_guide_says_that_it_is_czech(stranger: Visitor) -> None:
    """A reader of screens reads it with Czech sounds inside of an English page."""
    assert '<article class="guide" lang="cs">' in stranger.get("/prirucka").text
    assert '<article class="guide">' in Visitor(stranger.client.application).get("/prirucka").text


# ---------------------------------------------------------------- what is answered to forms


@pytest.mark.parametrize(
    ("address", "page", "fields", "status"),
    [
        ("/prihlaseni", "/prihlaseni", {"email": "nobody@vzorov.cz", "password": "x"}, 401),
        ("/ucet/jmeno", "/ucet", {"name": ""}, 422),
        ("/ucet/heslo", "/ucet", {"password": "x", "new_password": "short"}, 422),
        ("/ucet/heslo", "/ucet", {"password": "velmi tajné heslo", "new_password": "short"}, 422),
        ("/clenove", "/clenove", {"email": "x", "role": "king"}, 422),
        ("/clenove", "/clenove", {"email": "eva@vzorov.cz", "name": "", "role": "contributor"}, 422),
        ("/clenove", "/clenove", {"email": "adam@vzorov.cz", "name": "Adam", "role": "reader"}, 200),
        ("/clenove/obec", "/clenove", {"obec": ""}, 422),
        ("/klice", "/klice", {"name": "", "lifetime": "9"}, 422),
        ("/klice", "/klice", {"name": "Excel", "scopes": "read", "lifetime": "30"}, 200),
        ("/oznamovani", "/oznamovani", {"url": "http://10.0.0.1/", "events": "plan.saved"}, 422),
        ("/oznamovani", "/oznamovani", {"url": "https://example.cz/", "events": "x"}, 422),
        ("/oznamovani", "/oznamovani", {"url": "https://example.cz/a", "events": "plan.saved"}, 200),
        ("/sablony", "/sablony", {"name": "", "kind": ""}, 422),
    ],
)
def test_a_form_is_answered_in_english(
    english: Visitor, address: str, page: str, fields: dict[str, str], status: int
) -> None:
    """What is refused, with its reason at its field, and what is done."""
    answer = english.post(address, page, **fields)
    assert answer.status_code == status
    assert czech(answer.text) == []


def test_what_was_done_is_said_in_english(english: Visitor, here: Town) -> None:
    """The sentence comes on the next page, in the language of who has done it."""
    member = here.member("ota@vzorov.cz", Role.READER)
    for address, fields in (
        ("/ucet/jmeno", {"name": "Alena"}),
        ("/clenove/obec", {"obec": "Vzorov"}),
        (f"/clenove/{member}/role", {"role": "coordinator"}),
        (f"/clenove/{member}/vymaz", {}),
    ):
        answer = english.post(address, "/clenove", **fields)
        assert answer.status_code == 303, address
        page = english.get(answer.location).text
        assert 'role="status"' in page
        assert czech(page) == []


MISTAKES = {  # what an own template says at its end, and what is told of it
    "{{ nonsense }}": "The template has nowhere to take the name “nonsense” from. On offer are „abbreviations“",
    "{{ cover }}": "The kind of “cover” is group of values: print what is in it by name.",
    "{% for x in cover.title %}{% endfor %}": "“cover.title” is not a list; its kind is: text.",
    "{{ title|upper }}": "Filter “upper” is not known to templates. Known are:",
    "{% if title %}": "The tag {% if … %} has no end {% endif %} at the same level.",
    "{{ title ": "The tag “{{” has no end “}}” in this paragraph.",
    "{{ 1 + 1 }}": "A template must not say this: arithmetic (sums and products are prepared by the program).",
}


def test_a_template_of_the_town_is_told_of_in_english(english: Visitor) -> None:
    """Saved, shown with its versions, refused with what to mend, put away."""
    data = {"name": "Vzor", "kind": KIND, "file": (io.BytesIO(restyled()), "a.docx")}
    answer = english.post("/sablony", "/sablony", **data)
    listed = english.get(answer.location).text
    assert czech(listed) == []
    (address,) = {*re.findall(r'href="(/sablony/[0-9a-f-]{36})"', listed)}
    assert czech(english.get(address).text) == []
    for mistake, told in MISTAKES.items():
        refused = english.post(f"{address}/verze", address, file=(io.BytesIO(restyled(mistake)), "a.docx"))
        assert refused.status_code == 422
        assert czech(refused.text) == []
        assert told in html.unescape(refused.text).replace("\xa0", " ")
    away = english.post(f"{address}/odlozeni", address)
    assert czech(english.get(away.location).text) == []


def test_what_is_forbidden_is_told_in_english(app: Flask, here: Town) -> None:
    """To whom the page of members is closed."""
    here.member("cti@vzorov.cz", Role.READER)
    answer = in_english(signed_in(app, "cti@vzorov.cz")).get("/clenove")
    assert answer.status_code == 403
    assert "You are not allowed to do this" in answer.text
    assert czech(answer.text) == []


def test_a_page_that_was_open_for_too_long_can_be_sent_again_in_english(english: Visitor) -> None:
    """The form once more, with what was typed into it."""
    answer = english.client.post("/clenove", data={"name": "Ema", "email": "ema@vzorov.cz", "role": "reader"})
    assert answer.status_code == 400
    assert "Send again" in answer.text
    assert czech(answer.text) == []


def test_a_session_that_ended_is_told_in_english(stranger: Visitor, here: Town) -> None:
    """Who writes after it gets the page of signing in, and loses nothing."""
    answer = stranger.client.post("/clenove", data={"name": "Ema"})
    assert answer.status_code == 401
    assert "You have been signed out in the meantime." in answer.text
    assert czech(answer.text) == []


# ---------------------------------------------------------------- words


def in_english_words(app: Flask, call: Any, *given: Any) -> str:
    with app.test_request_context(headers=HEADER):
        return read(str(call(*given)))


@pytest.mark.parametrize(
    ("call", "given", "english_words", "czech_words"),
    [
        (words.counted, (1, "error"), "1 error", "1 chyba"),
        (words.counted, (5, "error"), "5 errors", "5 chyb"),
        (words.counted, (1_200, "further"), "1,200 more", "1 200 dalších"),
        (words.day, (date(2026, 5, 3),), "3 May 2026", "3. 5. 2026"),
        (words.moment, (datetime(2026, 5, 3, 7, 5, tzinfo=UTC),), "3 May 2026 at 9:05", "3. 5. 2026 v 9.05"),
        (words.size, (1_234_567,), "1.2 MB", "1,2 MB"),
        (words.size, (378_000,), "378 kB", "378 kB"),
        (words.number, (1_793_475,), "1,793,475", "1 793 475"),
        (words.role_name, (Role.SECRETARY,), "council secretary’s office", "organizační oddělení (tajemník)"),
        (words.field_name, ("proposed",), "Comment or proposed wording", "Připomínka nebo navrhované znění"),
    ],
)
def test_counts_dates_and_names_follow_the_language(
    app: Flask, call: Any, given: tuple[Any, ...], english_words: str, czech_words: str
) -> None:
    """As each language writes them."""
    assert in_english_words(app, call, *given) == english_words
    with app.test_request_context():
        assert read(str(call(*given))) == czech_words


def test_every_noun_that_is_counted_has_both_languages() -> None:
    """One that only Czech knows would break the English page."""
    assert words.FORMS.keys() == words.ENGLISH_FORMS.keys()


def test_every_deed_every_event_and_every_answer_has_its_english(app: Flask) -> None:
    """The trail, the notifications and the table of errors grow; so does their English."""
    said = [*DEEDS.values(), *TITLES.values(), *(text for row in TABLE for text in (row.title, row.sentence))]
    with app.test_request_context(headers=HEADER):
        assert [each for each in said if spoken(each) == each] == []


# ---------------------------------------------------------------- what stays Czech


def test_the_api_answers_in_czech_whatever_the_pages_speak(english: Visitor) -> None:
    """Programs know the sentences; the choice is one of people."""
    answer = english.get(f"/api/v1/plans/{uuid.uuid4()}")
    assert (answer.json or {})["title"] == "Nenalezeno"


def test_choosing_the_language_repeats_nothing_of_a_failed_sign_in(stranger: Visitor) -> None:
    """The form of the footer leads back to the page of signing in, not to what the address said."""
    page = stranger.get("/prihlaseni?next=/plany&error=Zaplatte").text
    assert "Zaplatte" not in page
    assert 'name="back" value="/prihlaseni?next=/plany"' in page
