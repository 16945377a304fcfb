"""References in formatted texts in a real browser: chosen by name, shown by name, told where they lead nowhere."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.examples import raw
from tests.test_browser import browser
from tests.test_editing_browser import begun, page, session, usable, wide
from tests.test_plan_pages_browser import served
from tests.test_rich_editor import editor
from tests.visitors import Town

__all__ = ["browser", "page", "served", "session", "wide"]  # fixtures of other files
pytestmark = pytest.mark.slow

CHAPTER = "analyses/0/chapters/2"
NAME = "tabulka: Obyvatelé podle věku v letech 2008 a 2018"


def chapter_with(here: Town, text: str) -> str:
    content = raw("dacice")
    content["analyses"][0]["chapters"][2]["text"] = text
    return f"{begun(here, content)}/upravit/{CHAPTER}"


def stored(here: Town, address: str) -> Any:
    return here.content(uuid.UUID(address.split("/")[2]))["analyses"][0]["chapters"][2]["text"]


def area(page: Page) -> Locator:
    return page.locator("textarea[name='text']")


def chooser(page: Page) -> Locator:
    return page.get_by_role("group", name="Odkaz v dokumentu").first


def test_a_reference_is_chosen_by_the_name_of_what_it_leads_to(page: Page, served: tuple[str, Town]) -> None:
    """By the keyboard alone; it is saved as our reader of texts understands it."""
    address = chapter_with(served[1], "Seniorů přibývá, viz")
    page.goto(address)
    text = editor(page, "Text")
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" ")
    page.keyboard.press("Shift+Tab")
    page.get_by_role("button", name="Odkaz v dokumentu").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Hledat v plánu").first.fill("obyvatele podle veku")
    expect(chooser(page).get_by_role("option", name=NAME)).to_have_attribute("value", "tab-vek")
    usable(page, "rich-chooser")
    page.keyboard.press("Enter")
    expect(text).to_be_focused()
    expect(text.locator(".rich-reference")).to_have_text(NAME)
    usable(page, "rich-reference")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status").filter(has_text="Uloženo").first).to_be_visible()
    assert stored(served[1], address) == "Seniorů přibývá, viz [](#tab-vek)"


def test_a_reference_written_by_hand_becomes_one_too(wide: Page, served: tuple[str, Town]) -> None:
    """Typed, or in a text that was pasted; in no way are its marks printed."""
    wide.goto(chapter_with(served[1], ""))
    text = editor(wide, "Text")
    text.click()
    wide.keyboard.type("Viz [](#tab-vek).")
    expect(text.locator(".rich-reference")).to_have_text(NAME)
    assert area(wide).input_value() == "Viz [](#tab-vek)."
    paste = """(field, text) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }"""
    text.evaluate(paste, " A [](#tab-casti) i [](#nic).")
    assert area(wide).input_value() == "Viz [](#tab-vek). A [](#tab-casti) i [](#nic)."
    expect(text.locator(".rich-lost")).to_have_text("nic: v plánu není")


def test_a_reference_is_changed_and_removed(wide: Page, served: tuple[str, Town]) -> None:
    wide.goto(chapter_with(served[1], "Viz [](#tab-vek)."))
    text = editor(wide, "Text")
    text.locator(".rich-reference").dblclick()
    wide.get_by_label("Hledat v plánu").first.fill("podle částí")
    chooser(wide).get_by_role("button", name="Změnit odkaz").click()
    assert area(wide).input_value() == "Viz [](#tab-casti)."
    text.locator(".rich-reference").dblclick()
    chooser(wide).get_by_role("button", name="Odebrat odkaz").click()
    assert area(wide).input_value() == "Viz ."


def test_the_bar_of_a_link_is_closed_without_removing_it(wide: Page, served: tuple[str, Town]) -> None:
    wide.goto(chapter_with(served[1], "[web](https://mpsv.cz)"))
    editor(wide, "Text").click()
    wide.keyboard.press("Control+a")
    wide.keyboard.press("Control+k")
    links = wide.get_by_role("group", name="Odkaz", exact=True).first
    links.get_by_role("button", name="Zavřít").click()
    expect(links).to_be_hidden()
    assert area(wide).input_value() == "[web](https://mpsv.cz)"
    wide.keyboard.press("Control+k")
    links.get_by_role("button", name="Odebrat odkaz").click()
    assert area(wide).input_value() == "web"
