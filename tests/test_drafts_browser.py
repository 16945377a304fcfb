"""Unfinished forms in real browsers: killed, offline, signed out; nothing is lost, and one box offers the newest."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.test_browser import NARROW, WIDE, browser, opened
from tests.test_editing_browser import PATIENCE, save, sign_in, usable
from tests.test_plan_pages_browser import EMAIL, served
from tests.visitors import PASSWORD, PLAN, Town

__all__ = ["browser", "served"]  # fixtures of other files
pytestmark = pytest.mark.slow

KEPT = re.compile(r"Rozepsáno, uchováno v \d{1,2}\.\d\d")
GROUP = PLAN | {"groups": [{"id": "a", "name": "Skupina"}]}
Computer = Callable[..., Page]


@pytest.fixture(scope="module")
def session(browser: Browser, served: tuple[str, Town]) -> Any:
    made, _ = opened(browser, WIDE, base_url=served[0])
    sign_in(made)
    state = made.context.storage_state()
    made.context.close()
    return state


@pytest.fixture
def computer(browser: Browser, served: tuple[str, Town], session: Any) -> Iterator[Computer]:
    """Another computer of the same person each time: a browser of its own, with nothing in it but the session."""
    made: list[Page] = []

    def another(width: int = WIDE, **more: Any) -> Page:
        page, _ = opened(browser, width, base_url=served[0], storage_state=session, **more)
        expect.set_options(timeout=PATIENCE)
        page.set_default_timeout(PATIENCE)
        made.append(page)
        return page

    yield another
    for each in made:
        each.context.close()


@pytest.fixture
def address(served: tuple[str, Town]) -> str:
    return f"/plany/{served[1].plan(GROUP).id}/upravit/groups/0"


def typed(page: Page, address: str, text: str) -> None:
    page.goto(address)
    page.get_by_label("Název").fill(text)
    expect(page.locator("#rozepsano")).to_have_text(KEPT)


def test_what_a_killed_browser_held_is_offered_at_another_computer(computer: Computer, address: str) -> None:
    first = computer()
    typed(first, address, "Rozepsaný název")
    usable(first, "draft-1-kept")
    first.context.close()
    second = computer(NARROW)
    second.goto(address)
    expect(second.locator("#uchovane")).to_contain_text("Název")
    usable(second, "draft-2-offered")
    second.get_by_role("link", name="Vrátit rozepsané").click()
    expect(second.get_by_label("Název")).to_have_value("Rozepsaný název")
    usable(second, "draft-3-back")
    save(second)
    expect(second.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    third = computer()
    third.goto(address)
    expect(third.get_by_label("Název")).to_have_value("Rozepsaný název")
    expect(third.locator("#uchovane")).to_have_count(0)
    expect(third.locator("#rozepsane")).to_be_hidden()


def test_without_a_script_the_draft_comes_back_as_well(computer: Computer, address: str) -> None:
    typed(computer(), address, "Rozepsaný název")
    plain = computer(java_script_enabled=False)
    plain.goto(address)
    plain.get_by_role("link", name="Vrátit rozepsané").click()
    expect(plain.get_by_label("Název")).to_have_value("Rozepsaný název")
    plain.get_by_role("button", name="Zahodit rozepsané").click()
    expect(plain.get_by_label("Název")).to_have_value("Skupina")
    expect(plain.locator("#uchovane")).to_have_count(0)


def test_one_box_offers_what_was_typed_last(computer: Computer, address: str) -> None:
    here, there = computer(), computer()
    typed(here, address, "Starší, tady")
    there.goto(address)
    there.get_by_role("link", name="Vrátit rozepsané").click()
    there.get_by_label("Název").fill("Novější, jinde")
    expect(there.locator("#rozepsano")).to_have_text(KEPT)
    left(here, address)
    expect(here.locator("#uchovane")).to_be_visible()
    expect(here.locator("#rozepsane")).to_be_hidden()
    here.get_by_role("link", name="Vrátit rozepsané").click()
    expect(here.get_by_label("Název")).to_have_value("Novější, jinde")


def test_what_was_typed_offline_stays_in_the_browser_and_is_the_newest(computer: Computer, address: str) -> None:
    page = computer()
    typed(page, address, "Uchované")
    page.route("**/rozepsat/**", lambda route: route.abort())
    page.get_by_label("Název").fill("Napsané bez spojení")
    expect(page.locator("#rozepsano")).to_contain_text("jen v tomto prohlížeči")
    left(page, address)
    expect(page.locator("#rozepsane")).to_be_visible()
    expect(page.locator("#uchovane")).to_be_hidden()
    usable(page, "draft-4-local")
    page.unroute("**/rozepsat/**")
    page.get_by_role("button", name="Vrátit do formuláře").click()
    expect(page.get_by_label("Název")).to_have_value("Napsané bez spojení")
    page.get_by_label("Název").press("End")
    page.get_by_label("Název").press_sequentially("!")
    expect(page.locator("#rozepsano")).to_have_text(KEPT)


def test_a_lost_session_is_told_and_the_text_stays(computer: Computer, address: str) -> None:
    page = computer()
    page.goto(address)
    page.context.clear_cookies()
    page.get_by_label("Název").fill("Napsané po odhlášení")
    expect(page.locator("#rozepsano")).to_contain_text("přihlaste se")
    left(page, address)
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Heslo").fill(PASSWORD)
    page.get_by_role("button", name="Přihlásit se").click()
    page.get_by_role("button", name="Vrátit do formuláře").click()
    expect(page.get_by_label("Název")).to_have_value("Napsané po odhlášení")


def left(page: Page, address: str) -> None:
    """Leaves the page without saving, and comes again."""
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
