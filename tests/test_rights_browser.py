"""Members, questions and refusals in a real browser: what is asked first, where the focus lands, who may what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assembler.store import plans
from assembler.store.roles import Role
from tests.test_browser import NARROW, WIDE, browser, opened
from tests.test_editing_browser import looked_at, served, session, usable
from tests.visitors import PASSWORD, PLAN, Town

__all__ = ["browser", "served", "session"]  # fixtures of another file
pytestmark = pytest.mark.slow


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, served: tuple[str, Town], session: Any) -> Iterator[Page]:
    """A page of the administrator."""
    yield from looked_at(browser, served[0], session, request.param)


@pytest.fixture
def width(page: Page) -> str:
    """Both widths go in one service: each adds members of its own."""
    return str(page.viewport_size["width"] if page.viewport_size else 0)


def test_a_contributor_without_parts_is_refused_at_the_box_of_parts(page: Page) -> None:
    page.goto("/clenove")
    added = page.get_by_role("region", name="Přidat člena")
    added.get_by_label("Jméno a příjmení").fill("Petr Malý")
    added.get_by_label("E-mail").fill("petr@vzorov.cz")
    added.get_by_label("Role").select_option("contributor")
    added.get_by_role("button", name="Přidat").click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    usable(page, "rights-1-refused-member")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    box = page.locator("#parts-novy")
    expect(box).to_be_in_viewport()
    expect(box.get_by_role("group", name="Základní údaje (titulní strana a nastavení)")).to_be_visible()
    expect(added.get_by_label("E-mail")).to_have_value("petr@vzorov.cz")


def test_the_role_brings_its_parts_and_takes_them_away(page: Page, served: tuple[str, Town], width: str) -> None:
    """Only who is to be a contributor sees them, at once; ticked ones never go with another role."""
    page.goto("/clenove")
    page.get_by_role("link", name="Přidat člena").click()
    added, box = page.get_by_role("region", name="Přidat člena"), page.locator("#parts-novy")
    expect(box).to_be_hidden()
    added.get_by_label("Role").select_option("contributor")
    analyses = box.get_by_label("Analýzy", exact=True)
    analyses.check()
    usable(page, "rights-8-parts")
    added.get_by_label("Role").select_option("reader")
    expect(analyses).to_be_hidden()
    added.get_by_label("Jméno a příjmení").fill("Lenka Čtoucí")
    added.get_by_label("E-mail").fill(f"lenka-{width}@vzorov.cz")
    added.get_by_role("button", name="Přidat").click()
    expect(page.get_by_role("status")).to_contain_text("Role: čtenář.")
    usable(page, "rights-9-added")


def test_a_forgotten_password_is_replaced_where_the_members_are(
    page: Page, served: tuple[str, Town], width: str
) -> None:
    """The administrator confirms it by the own password and reads the new one once."""
    email = f"zapomnel-{width}@vzorov.cz"
    served[1].member(email, Role.READER)
    page.goto("/clenove")
    member = page.get_by_role("article").filter(has_text=email)
    member.get_by_text("Zapomenuté heslo").click()
    usable(page, "rights-10-forgotten")
    member.get_by_label("Vaše heslo").fill(PASSWORD)
    member.get_by_role("button", name="Nastavit nové heslo").click()
    told = page.get_by_role("status")
    expect(told).to_contain_text("má nové heslo")
    expect(told.locator("dd.mono")).to_have_text(re.compile(r"^\S{12,}$"))
    usable(page, "rights-11-new-password")


def test_removing_a_member_asks_first(page: Page, served: tuple[str, Town]) -> None:
    served[1].member("odejde@vzorov.cz", Role.READER)
    page.goto("/clenove")
    member = page.get_by_role("article").filter(has_text="odejde@vzorov.cz")
    expect(member.get_by_role("button", name="Odebrat")).to_be_hidden()
    member.get_by_text("Odebrat z obce").click()
    usable(page, "rights-2-remove")
    member.get_by_role("button", name="Odebrat").click()
    expect(page.get_by_role("status")).to_contain_text("Člen je odebraný.")
    expect(page.get_by_role("article").filter(has_text="odejde@vzorov.cz")).to_have_count(0)


def test_going_back_to_a_version_asks_first(page: Page, served: tuple[str, Town]) -> None:
    here = served[1]
    plan = here.plan()
    here.save(plan, PLAN | {"title": "Nový název"}, 1)
    page.goto(f"/plany/{plan.id}/verze")
    button = page.get_by_role("button", name="Vrátit se k verzi 1")
    expect(button).to_be_hidden()
    page.get_by_text("Vrátit se k ní").click()
    usable(page, "rights-3-restore")
    button.click()
    expect(page.get_by_role("status")).to_contain_text("uložili jsme ho jako verzi 3")
    assert here.content(plan.id) == PLAN


def test_a_refused_form_is_read_from_what_is_wrong(page: Page, served: tuple[str, Town]) -> None:
    plan = served[1].plan()
    page.goto(f"/plany/{plan.id}/upravit/zakladni-udaje")
    page.get_by_label("První rok").fill("loni")
    page.get_by_role("button", name="Uložit", exact=True).last.click()
    expect(page.get_by_role("alert")).to_be_focused()
    usable(page, "rights-4-refused-form")


def test_the_trail_shows_its_technical_records_to_who_asks(page: Page, served: tuple[str, Town]) -> None:
    here = served[1]
    plan = here.plan()
    with here.store.writing(here.actor) as tx:
        tx.record("job.enqueue", plan.id)
    page.goto("/zaznam")
    expect(page.get_by_text("zadal(a) sestavení")).to_have_count(0)
    page.get_by_label("ukázat i technické záznamy").check()
    page.get_by_role("button", name="Ukázat").click()
    expect(page.get_by_text("zadal(a) sestavení").first).to_be_visible()
    expect(page.get_by_label("ukázat i technické záznamy")).to_be_checked()
    usable(page, "rights-5-trail")


def test_a_plan_put_aside_is_taken_back_from_the_form_that_one_wants_to_fill_in(
    page: Page, served: tuple[str, Town]
) -> None:
    here = served[1]
    plan = here.plan()
    with here.store.writing(here.actor) as tx:
        plans.archive(tx, plan.id)
    page.goto(f"/plany/{plan.id}/upravit/territory")
    expect(page.get_by_label("Název", exact=False).first).to_be_disabled()
    usable(page, "rights-6-aside")
    page.get_by_role("button", name="Vrátit mezi ostatní plány").click()
    expect(page.get_by_role("status")).to_contain_text("Plán je zpět mezi ostatními.")
    page.goto(f"/plany/{plan.id}/upravit/territory")
    expect(page.get_by_role("button", name="Uložit", exact=True).last).to_be_visible()


def test_a_contributor_types_only_where_it_can_be_saved(browser: Browser, served: tuple[str, Town]) -> None:
    here = served[1]
    here.member("prispevatel@vzorov.cz", Role.CONTRIBUTOR, ("/title",))
    plan = here.plan()
    mine, said = opened(browser, NARROW, base_url=served[0])
    mine.goto("/prihlaseni")
    mine.get_by_label("E-mail").fill("prispevatel@vzorov.cz")
    mine.get_by_label("Heslo").fill(PASSWORD)
    mine.get_by_role("button", name="Přihlásit se").click()
    expect(mine.get_by_role("heading", level=1)).to_have_text("Moje plány")
    mine.goto(f"/plany/{plan.id}/upravit/zakladni-udaje")
    expect(mine.get_by_label("Podtitul")).to_be_disabled()
    usable(mine, "rights-7-contributor")
    mine.get_by_label("Název", exact=False).first.fill("Název od přispěvatele")
    mine.get_by_role("button", name="Uložit", exact=True).last.click()
    expect(mine.locator("main .gov-message").first).to_contain_text("Uloženo jako verze 2.")
    mine.goto(f"/plany/{plan.id}/upravit/territory")
    expect(mine.get_by_text("Jako přispěvatel upravujete: Název.")).to_be_visible()
    expect(mine.get_by_role("button", name="Uložit", exact=True)).to_have_count(0)
    usable(mine, "rights-8-read-only")
    mine.context.close()
    assert said == []
