"""Requests in a real browser: all are asked at once, a guest answers on a phone, the coordinator judges."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.test_browser import NARROW, browser, opened
from tests.test_editing_browser import usable
from tests.test_inviting import CONTENT
from tests.test_plan_pages_browser import page, served
from tests.visitors import Town

__all__ = ["browser", "page", "served"]  # fixtures of other files
pytestmark = pytest.mark.slow


def asked_for_all(page: Page, address: str) -> str:
    """The link of the first of the services, all of which are asked about."""
    page.goto(f"{address}/vyzvy/nove")
    usable(page, "requests-1-new")
    page.get_by_role("button", name="Vybrat všechny").click()
    for box in page.get_by_role("checkbox").all():
        expect(box).to_be_checked()
    for field in page.get_by_role("textbox", name="Komu:").all():
        field.fill("Charita")
    page.get_by_label("Odpovědět do").press("Enter")  # prepares the requests, as the button under the table does
    expect(page.get_by_role("status")).to_contain_text("Výzvy jsou připravené (2)")
    page.get_by_role("link", name="Poradna Vzorov").click()
    usable(page, "requests-2-letter")
    link = re.search(r"/vyzva/\S+", page.get_by_label("Text zprávy").input_value())
    assert link
    return link[0]


def test_a_guest_answers_on_a_phone_and_the_coordinator_judges(
    page: Page, browser: Browser, served: tuple[str, Town]
) -> None:
    plan = served[1].plan(CONTENT)
    link = asked_for_all(page, f"/plany/{plan.id}")
    guest, said = opened(browser, NARROW, base_url=served[0])
    guest.goto(link)
    usable(guest, "requests-3-card")
    guest.get_by_role("button", name="Beze změny, údaje platí").first.click()
    expect(guest.get_by_role("status")).to_contain_text("Potvrdili jste, že údaje platí.")
    guest.get_by_label("IČO").fill("1234567")
    guest.get_by_label("IČO").press("Enter")  # sends what was typed, not that nothing changes
    expect(guest.get_by_role("status")).to_contain_text("rozhodne, co z ní do plánu převezme")
    assert said == []
    page.reload()
    expect(page.get_by_text("bylo by v plánu třeba opravit:")).to_be_visible()
    usable(page, "requests-4-judge")
    page.get_by_role("button", name="Převzít návrh").click()
    expect(page.get_by_role("status")).to_contain_text("Návrh je převzatý do verze 2.")
    page.goto(f"/plany/{plan.id}/vyzvy")
    expect(page.get_by_text("Výzvy: 2, odpovědi: 1. Chybí 1.")).to_be_visible()
    usable(page, "requests-5-list")
