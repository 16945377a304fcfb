"""The page of differences in a real browser: the changed place of a long text is seen, wide and narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.test_browser import browser, seen
from tests.test_plan_pages_browser import page, served
from tests.visitors import PLAN, Town

__all__ = ["browser", "page", "served"]  # fixtures of other files
pytestmark = pytest.mark.slow

TEXT = "Na 100 dětí do 14 let připadalo v roce 2008 zhruba 101 seniorů. " * 12 + "O deset let později už {} osob. Dost."


def test_the_changed_place_of_a_long_text_is_shown_marked(page: Page, served: tuple[str, Town]) -> None:
    town = served[1]
    plan = town.plan(PLAN | {"foreword": {"text": {"format": "commonmark", "text": TEXT.format("140")}}})
    town.save(plan, PLAN | {"foreword": {"text": {"format": "commonmark", "text": TEXT.format("140 až 150")}}}, 1)
    page.goto(f"/plany/{plan.id}/rozdil?od=1&do=2")
    expect(page.locator(".difference ins")).to_have_text("přibylo: až 150")
    expect(page.locator(".difference del")).to_have_count(0)
    seen(page, "difference-of-a-long-text")
