"""What axe has against a page that stays: one that goes away under axe is read when the next has come."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

TIMES = 3
SAME = "() => window.seenByAxe === true"


def against(page: Page, options: dict[str, Any], context: dict[str, Any] | None = None) -> AxeResults:
    """A click comes back before the page that it leads to, so the page that axe began with may be gone at its end."""
    for _ in range(TIMES - 1):
        try:
            page.evaluate("window.seenByAxe = true")
            found = Axe().run(page, context, options)
            if page.evaluate(SAME):
                return found
        except Error:
            page.wait_for_load_state()
    return Axe().run(page, context, options)
