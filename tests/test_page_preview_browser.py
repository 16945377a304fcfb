"""The preview of a page in a real browser: over the form with what is typed, and on a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.examples import raw
from tests.test_browser import NARROW, WIDE, browser, opened
from tests.test_editing_browser import MEASURE, begun, page, session, usable, wide
from tests.test_plan_pages_browser import served
from tests.visitors import Town

__all__ = ["browser", "page", "served", "session", "wide"]  # fixtures of other files
pytestmark = pytest.mark.slow


def test_the_page_is_shown_over_the_form_with_what_is_typed(page: Page, served: tuple[str, Town]) -> None:
    page.goto(f"{begun(served[1], raw('dacice'))}/upravit/{MEASURE}")
    page.get_by_label("Garant", exact=True).fill("Nový garant opatření")
    page.get_by_role("button", name="Náhled stránky dokumentu").click()
    shown = page.get_by_role("dialog", name="Náhled stránky dokumentu")
    expect(shown.get_by_role("img").first).to_be_visible()
    expect(shown).to_contain_text("uložené to zatím není")
    expect(shown.get_by_role("img").first).to_have_js_property("complete", True)
    assert shown.get_by_role("img").first.evaluate("picture => picture.naturalWidth") >= 1000
    usable(page, "preview-1-dialog")
    page.get_by_role("button", name="Zavřít náhled").click()
    expect(shown).to_be_hidden()
    expect(page.get_by_label("Garant", exact=True)).to_have_value("Nový garant opatření")


def test_what_stops_it_is_told_over_the_form(wide: Page, served: tuple[str, Town]) -> None:
    wide.goto(f"{begun(served[1], raw('dacice') | {'swot': [{'groop': 'x'}]})}/upravit/{MEASURE}")
    wide.get_by_role("button", name="Náhled stránky dokumentu").click()
    shown = wide.get_by_role("dialog", name="Náhled stránky dokumentu")
    expect(shown).to_contain_text("Náhled se nepodařilo připravit")
    shown.get_by_role("link").first.click()
    expect(wide.get_by_role("heading", level=1)).to_contain_text("SWOT")


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def plain(request: pytest.FixtureRequest, browser: Browser, served: tuple[str, Town], session: Any) -> Iterator[Page]:
    """A page in a browser without scripts."""
    made, said = opened(browser, request.param, base_url=served[0], storage_state=session, java_script_enabled=False)
    yield made
    made.context.close()
    assert said == []


def test_without_a_script_it_is_a_page_of_its_own(plain: Page, served: tuple[str, Town]) -> None:
    plain.goto(f"{begun(served[1], raw('dacice'))}/upravit/{MEASURE}")
    with plain.context.expect_page() as new:
        plain.get_by_role("button", name="Náhled stránky dokumentu").click()
    expect(new.value.locator(".leaf img").first).to_be_visible(timeout=30_000)
    expect(new.value.get_by_role("heading", level=1)).to_have_text("Náhled stránky dokumentu")
