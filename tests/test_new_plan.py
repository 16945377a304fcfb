"""A new plan begins in the way that was meant: what is filled in for another way is asked about, never dropped."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from assembler.store import plans
from tests.test_browser import WIDE, browser, opened
from tests.test_plan_pages import as_file, begun, quick
from tests.test_plan_pages_browser import served, sign_in
from tests.visitors import Town, Visitor

pytest_plugins = ["tests.town_fixtures"]

__all__ = ["browser", "quick", "served"]  # fixtures of other files


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"way": "blank", "title": "Můj plán", "sample": "minimal"}, "vybraná i ukázka"),
        ({"way": "sample", "sample": "minimal", "file": "title: x"}, "vybraný i soubor"),
        ({"way": "blank", "title": "Můj plán", "earlier": "x"}, "vybraný i plán minulého období"),
    ],
)
def test_what_belongs_to_another_way_is_asked_about_and_no_plan_is_made(
    app: Flask, visitor: Visitor, here: Town, fields: dict[str, str], told: str
) -> None:
    sent = {name: as_file(value) if name == "file" else value for name, value in fields.items()}
    answer = begun(visitor, **sent)
    assert answer.status_code == 422
    assert "Vyberte, jak chcete začít" in answer.text
    assert told in answer.text
    with here.store.reading(here.actor) as tx:
        assert plans.newest_first(tx).items == ()


def test_nothing_is_chosen_for_the_ways_beforehand(visitor: Visitor, here: Town) -> None:
    here.plan()
    page = visitor.get("/plany/novy").text
    assert '<option value="">Vyberte ukázku</option>' in page
    assert '<option value="">Vyberte plán</option>' in page


def test_the_page_asks_for_files_in_the_words_of_people(visitor: Visitor) -> None:
    page = visitor.get("/plany/novy").text.replace("\xa0", " ")
    assert "Soubor s obsahem plánu (.yaml, .json) nebo sešit (.xlsx)" in page
    assert "UTF-8" not in page


@pytest.fixture
def form(browser: Browser, served: tuple[str, Town]) -> Page:
    """The form of a new plan, opened by the administrator."""
    page, _ = opened(browser, WIDE, base_url=served[0])
    sign_in(page)
    page.goto("/plany/novy")
    return page


@pytest.mark.slow
def test_choosing_a_sample_chooses_its_way_and_a_typed_title_stays_behind(form: Page) -> None:
    form.get_by_label("Název plánu").fill("Můj plán")
    form.get_by_label("Ukázka", exact=True).select_option("minimal")
    expect(form.get_by_label("Z ukázky")).to_be_checked()
    form.get_by_role("button", name="Založit plán").click()
    expect(form.get_by_role("status")).to_have_text("Plán je založený.")
    expect(form.get_by_role("heading", level=1)).to_have_text("Plán rozvoje sociálních služeb")
    form.context.close()


@pytest.mark.slow
def test_who_goes_back_to_a_blank_plan_gets_one_whatever_sample_was_chosen_before(form: Page) -> None:
    form.get_by_label("Ukázka", exact=True).select_option("minimal")
    form.get_by_label("Název plánu").fill("Můj plán")
    expect(form.get_by_label("Prázdný plán")).to_be_checked()
    form.get_by_role("button", name="Založit plán").click()
    expect(form.get_by_role("heading", level=1)).to_have_text("Můj plán")
    form.context.close()
