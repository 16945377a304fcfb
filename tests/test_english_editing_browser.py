"""A part of a plan written and saved in English, as a person does it; nothing on the console, nothing against axe."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.english_pages import left, plain
from tests.examples import raw
from tests.test_browser import browser
from tests.test_editing_browser import page, session, usable
from tests.test_plan_pages_browser import served
from tests.visitors import Town

__all__ = ["browser", "page", "served", "session"]  # fixtures of other files
pytestmark = pytest.mark.slow

MEASURE = "strategy/nodes/0/nodes/0/measures/0"


def said_by_scripts(page: Page) -> list[str]:
    """Texts with Czech letters in what the scripts have put into the page."""
    parts = page.locator(".rich-bar, .rich-address, .under, .pasted, tr.removed, #stav, #rozepsano, .file-picker")
    return [text for each in parts.all() for text in left(each.evaluate("each => each.outerHTML"))]


def test_a_measure_is_written_and_saved_in_english(page: Page, served: tuple[str, Town]) -> None:
    """The choice in the footer, the editor of formatted texts, a table with a pasted and a removed row, saving."""
    here = served[1]
    plan = here.plan(plain(raw("dacice"))).id
    page.goto(f"/plany/{plan}/upravit/{MEASURE}")
    page.get_by_role("button", name="In English").click()
    page.get_by_label("Guarantor", exact=True).fill("Mesto Dacice")
    expect(page.locator("#stav")).to_have_text("Unsaved changes")
    expect(page.locator("#rozepsano")).to_have_text(re.compile(r"^Unfinished, kept at \d"))
    text = page.locator(".rich-text").first
    text.scroll_into_view_if_needed()
    text.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Written in English.")
    expect(page.get_by_role("button", name="Bold (Ctrl+B)").first).to_be_visible()
    costs = page.locator('table[data-grid="costs"]')
    page.locator('[data-add-row="costs"]').click()
    number = costs.locator("tbody tr").count()
    expect(costs.get_by_label(f"Amount (CZK), row {number}", exact=True)).to_be_visible()
    costs.get_by_role("button", name=re.compile("^Remove: row 1$")).click()
    expect(costs.locator("tr.removed")).to_contain_text("Row 1 is removed, it will be gone once you save.")
    costs.get_by_role("button", name="Undo").click()
    assert said_by_scripts(page) == []
    usable(page, "english-measure")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("main .gov-message").first).to_contain_text("Saved as version 2.")
    measure = here.content(uuid.UUID(str(plan)))["strategy"]["nodes"][0]["nodes"][0]["measures"][0]
    assert measure["guarantor"] == "Mesto Dacice"
    assert any("Written in English." in str(each) for each in measure.values())
    page.get_by_role("button", name="Česky").click()
    expect(page.get_by_role("button", name="Uložit", exact=True).last).to_be_visible()


def test_a_pasted_table_is_told_in_english(page: Page, served: tuple[str, Town]) -> None:
    """What found no place, and the question about a row of sums; the word for it in the sheet stays Czech."""
    plan = served[1].plan(plain(raw("dacice"))).id
    page.goto(f"/plany/{plan}/upravit/analyses/0/chapters/0/tables/0")
    page.get_by_role("button", name="In English").click()
    cell = page.locator("table.cells input").first
    cell.evaluate("""field => {
      const data = new DataTransfer();
      data.setData("text/plain", "A\\t1\\nCelkem\\t2");
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }""")
    expect(page.locator(".pasted")).to_contain_text("Pasted from a spreadsheet, rows: 1.")
    expect(page.locator(".pasted")).to_contain_text("This looks like a total and was not pasted: „Celkem | 2“.")
    expect(page.locator(".pasted").get_by_role("button", name="Paste it anyway")).to_be_visible()
    assert said_by_scripts(page) == []
