"""A coordinator without a mouse: where the focus is after each step of editing and assembling."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.test_browser import browser
from tests.test_editing_browser import begun, looked_at, session
from tests.test_plan_pages_browser import served
from tests.visitors import PLAN, Town

__all__ = ["browser", "served", "session"]  # fixtures of other files
pytestmark = pytest.mark.slow

SEEN = """() => {
  const field = document.activeElement, box = field.getBoundingClientRect();
  const ringed = ({ boxShadow, outlineStyle, outlineWidth }) =>
    boxShadow !== "none" || (outlineStyle !== "none" && parseFloat(outlineWidth) > 0);
  const drawn = [field, ...(field.labels ?? [])].some((each) => ringed(getComputedStyle(each)));
  return drawn && box.bottom > 0 && box.top < innerHeight;
}"""
WIDTHS = [1280, 360]
MOST = 60  # presses of Tab on one page
WAIT = 120_000  # milliseconds; for a document on a busy machine


@pytest.fixture(params=WIDTHS, ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, served: tuple[str, Town], session: Any) -> Iterator[Page]:
    yield from looked_at(browser, served[0], session, request.param)


def go(page: Page, to: str) -> None:
    """Tab by Tab to what the selector says, past the menus; wherever one is, one sees it."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        page.wait_for_function(SEEN)
        if page.evaluate("to => document.activeElement.matches(to)", to):
            return
    raise AssertionError(f"not reached by Tab: {to}")


def past_the_menus(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#obsah")).to_be_focused()


def test_a_document_is_assembled_without_a_mouse_and_its_download_is_the_next_thing(
    page: Page, served: tuple[str, Town]
) -> None:
    page.goto(begun(served[1], PLAN))
    past_the_menus(page)
    go(page, "main a[href$='/sestaveni']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sestavit dokument")
    past_the_menus(page)
    go(page, "#format-pdf")
    page.keyboard.press("Space")
    expect(page.locator("#format-pdf")).not_to_be_checked()
    go(page, "main button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dokument je hotový", timeout=WAIT)
    expect(page.locator(".outcome")).to_be_focused()
    go(page, "a[href]")
    expect(page.locator(":focus")).to_contain_text("Stáhnout dokument Word")


def test_an_item_is_moved_twice_without_looking_for_it_again(page: Page, served: tuple[str, Town]) -> None:
    groups = [{"id": f"g{n}", "name": f"Skupina {n}"} for n in range(4)]
    page.goto(f"{begun(served[1], PLAN | {'groups': groups})}/upravit/groups")
    page.get_by_role("link", name="Skupina 0").focus()
    for place, version in ((1, 2), (2, 3)):
        go(page, "button[value^='down:']")
        page.keyboard.press("Enter")
        expect(page.locator("main .gov-message")).to_contain_text(f"Uloženo jako verze {version}.")
        expect(page.locator(f"#p-groups-{place}")).to_be_focused()
        expect(page.locator(":focus")).to_have_text("Skupina 0")


def test_the_button_that_saved_still_has_the_focus(page: Page, served: tuple[str, Town]) -> None:
    page.goto(f"{begun(served[1], PLAN)}/upravit/territory")
    page.get_by_role("textbox", name="Název povinné").fill("Nové území")
    page.locator("#ulozit").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#stav")).to_contain_text("Uloženo jako verze 2.")
    expect(page.locator("#ulozit")).to_be_focused()
