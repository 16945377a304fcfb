"""Tables of stored plans break lines between words, and long titles are cut in the way to a page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.test_browser import NARROW, WIDE, browser, opened
from tests.test_plan_pages_browser import served, sign_in
from tests.visitors import PLAN, Town

__all__ = ["browser", "served"]  # fixtures of other files
pytestmark = pytest.mark.slow

TITLE = "Střednědobý plán rozvoje sociálních služeb " * 6
# words of short columns whose letters lie on more than one line
BROKEN = """() => [...document.querySelectorAll(".rows :is(td, th)")].flatMap((cell) => {
  if (getComputedStyle(cell.closest("thead") || cell).position === "absolute") return []; // only for screen readers
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) for (const each of walker.currentNode.data.matchAll(/[^\\s\\u2013-]+/g)) {
    const range = document.createRange();
    range.setStart(walker.currentNode, each.index);
    range.setEnd(walker.currentNode, each.index + each[0].length);
    const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
    if (each[0].length < 25 && lines.size > 1) found.push(each[0]);
  }
  return found;
})"""


@pytest.mark.parametrize("width", [WIDE, 800, NARROW])
def test_no_word_of_a_table_is_broken_and_nothing_scrolls_sideways(
    browser: Browser, served: tuple[str, Town], width: int
) -> None:
    here = served[1]
    plan = here.plan(PLAN | {"title": TITLE, "foreword": {"text": "Registrovaná poskytovatelka " * 30}})
    here.save(plan, PLAN | {"title": TITLE, "foreword": {"text": "https://priklad.example/" + "x" * 200}}, 1)
    page, said = opened(browser, width, base_url=served[0])
    sign_in(page)
    for address in ("/plany", f"/plany/{plan.id}/verze", f"/plany/{plan.id}/rozdil?od=1&do=2"):
        page.goto(address)
        assert page.evaluate(BROKEN) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    crumb = page.locator(".gov-breadcrumbs a").last
    assert crumb.evaluate("each => each.scrollWidth > each.clientWidth && each.getClientRects().length === 1")
    page.context.close()
    assert said == []
