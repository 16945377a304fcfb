"""Requests in a real browser: all are asked at once, a guest answers on a phone, the coordinator judges."""

from __future__ import annotations

import re
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from assembler.store import invitations, plans
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
    expect(page.get_by_label("Text zprávy", exact=True)).to_be_visible()
    usable(page, "requests-2-letter")
    link = re.search(r"/vyzva/\S+", page.get_by_label("Text zprávy", exact=True).input_value())
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


CLIPBOARD = "Object.defineProperty(navigator, 'clipboard', {value: %s})"
KEPT = "{writeText: async (text) => { window.taken = text; }}"


def asked_about_both(served: tuple[str, Town]) -> str:
    """The address of the plan's requests."""
    town = served[1]
    plan = town.plan(CONTENT)
    with town.store.writing(town.actor) as tx:
        base = plans.revision(tx, plan.id)
        for number, title in enumerate(("Poradna Vzorov", "Klub Brána")):
            place, addressee = f"/network/services/{number}", f"Charita <info{number}@charita.example>"
            invitations.invite(tx, base, place, title, addressee, date(2090, 5, 31))
    return f"/plany/{plan.id}/vyzvy"


def test_each_message_is_copied_by_its_button_which_says_so(page: Page, served: tuple[str, Town]) -> None:
    page.add_init_script(CLIPBOARD % KEPT)
    page.goto(asked_about_both(served))
    usable(page, "requests-6-waiting")
    page.get_by_role("link", name="Zprávy s odkazem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Zprávy s odkazem")
    expect(page.get_by_role("article")).to_have_count(2)
    usable(page, "requests-7-messages")
    for card in page.get_by_role("article").all():
        card.get_by_role("button", name="Zkopírovat zprávu").click()
        expect(card.locator(".copied")).to_have_text("Zkopírováno")
        expect(page.get_by_text("Zkopírováno", exact=True)).to_have_count(1)
        assert page.evaluate("window.taken") == card.get_by_label("Text zprávy").input_value()


def test_a_message_is_copied_also_where_the_browser_lends_no_clipboard(page: Page, served: tuple[str, Town]) -> None:
    """As in an office whose service has no https yet: what is copied stands there, selected."""
    page.add_init_script(CLIPBOARD % "undefined")
    page.goto(f"{asked_about_both(served)}/zpravy?co=pripomenuti")
    card = page.get_by_role("article").last
    card.get_by_role("button", name="Zkopírovat zprávu").click()
    expect(card.locator(".copied")).to_have_text(re.compile("Zkopírováno|Ctrl"))
    expect(card.get_by_label("Text zprávy")).to_be_visible()
    chosen = "field => field.value.slice(field.selectionStart, field.selectionEnd)"
    text = card.get_by_label("Text zprávy")
    assert text.evaluate(chosen) == text.input_value()
    usable(page, "requests-8-reminders")


def test_the_deadline_of_all_is_moved_from_the_list(page: Page, served: tuple[str, Town]) -> None:
    page.goto(asked_about_both(served))
    page.get_by_text("Posunout termín všem…").click()
    expect(page.get_by_label("Nový termín")).to_be_visible()
    usable(page, "requests-9-another-day")
    page.get_by_label("Nový termín").fill("15. 6. 2090")
    page.get_by_role("button", name="Posunout termín").click()
    expect(page.get_by_role("status")).to_contain_text("Termín 15. 6. 2090 teď platí")
    expect(page.get_by_role("cell", name="15. 6. 2090")).to_have_count(2)
