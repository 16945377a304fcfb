"""Comments in a real browser: written down after each other, settled, found; wide and narrow, nothing against axe."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from assembler import beginnings
from tests.test_browser import NARROW, WIDE, browser, opened, seen
from tests.test_plan_pages_browser import served, sign_in
from tests.visitors import Town

__all__ = ["browser", "served"]  # fixtures of other files
pytestmark = pytest.mark.slow


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, served: tuple[str, Town]) -> Iterator[Page]:
    """A page of the administrator, on whose console nothing may appear."""
    made, said = opened(browser, request.param, base_url=served[0])
    sign_in(made)
    yield made
    made.context.close()
    assert [each for each in said if "422" not in each] == []  # one form is sent wrong on purpose


def test_comments_are_written_down_and_settled(page: Page, served: tuple[str, Town]) -> None:
    plan = served[1].plan(beginnings.example("dacice"))
    page.goto(f"/plany/{plan.id}")
    page.get_by_role("link", name="Připomínky", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Připomínky")
    seen(page, "comments-1-empty")
    page.get_by_role("link", name="Zapsat připomínku").click()
    page.get_by_label("Kdo ji podal").fill("Spolek rodičů dětí s postižením, z. s.")
    page.get_by_label("Jak přišla").select_option("hearing")
    page.get_by_label("Část plánu").select_option(label="Úvodní slovo: celá část")
    page.get_by_role("button", name="Zapsat a psát další").click()
    expect(page.get_by_role("alert")).to_contain_text("Připomínka se neuložila")
    seen(page, "comments-2-wrong")
    page.get_by_label("Připomínka nebo navrhované znění").fill("Doplnit odlehčovací službu pro rodiny na vesnicích.")
    page.get_by_role("button", name="Zapsat a psát další").click()
    expect(page.get_by_role("status")).to_contain_text("je zapsaná")
    expect(page.get_by_label("Kdo ji podal")).to_be_focused()
    expect(page.get_by_label("Jak přišla")).to_have_value("hearing")
    seen(page, "comments-3-next")
    page.get_by_label("Připomínka nebo navrhované znění").fill("Opravit součet v tabulce 12.")
    page.get_by_role("button", name="Zapsat", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Připomínky")
    seen(page, "comments-4-list")

    page.get_by_role("link", name="Doplnit odlehčovací").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Připomínka č. 1")
    seen(page, "comments-5-one")
    page.get_by_label("Vypořádání", exact=True).select_option("partly")
    page.get_by_label("Odůvodnění vypořádání").fill("Služba vznikne od roku 2021, nejdříve v Dačicích.")
    page.get_by_role("button", name="Uložit", exact=True).click()
    expect(page.get_by_role("status")).to_have_text("Připomínka je uložená.")
    seen(page, "comments-6-settled")
    page.get_by_role("link", name="Připomínky", exact=True).first.click()
    page.get_by_role("button", name="Vložit vypořádání do plánu").click()
    expect(page.get_by_role("status")).to_have_count(2)
    done, older = page.get_by_role("status").all()
    expect(done).to_contain_text("ve verzi 2")
    expect(older).to_contain_text("Plán má i jinou přílohu s vypořádáním")  # the sample brings one
    seen(page, "comments-7-in-plan")
    page.get_by_label("Které").select_option("nevyporadane")
    page.get_by_role("button", name="Ukázat").click()
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_role("link", name="Opravit součet")).to_be_visible()
    page.get_by_role("link", name="Převzít z tabulky").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Připomínky z tabulky")
    seen(page, "comments-8-table")
    page.go_back()
    with page.expect_download() as table:
        page.get_by_role("link", name="pro Excel").click()
    assert table.value.suggested_filename.endswith("– připomínky.xlsx")


def test_a_half_written_comment_is_kept_until_it_is_sent(page: Page, served: tuple[str, Town]) -> None:
    """The service keeps it after a rest and offers it wherever its author writes; it goes when it is sent."""
    plan = served[1].plan(beginnings.example("minimal"))
    field = "Připomínka nebo navrhované znění"
    page.goto(f"/plany/{plan.id}/pripominky/nova")
    page.get_by_label(field).press_sequentially("Doplnit")
    expect(page.locator("#rozepsano")).to_contain_text("Rozepsáno, uchováno v")
    later = page.context.new_page()
    later.goto(f"/plany/{plan.id}/upravit")
    later.evaluate("localStorage.clear()")  # as at another computer
    later.goto(f"/plany/{plan.id}/pripominky/nova")
    expect(later.get_by_label(field)).to_have_value("")
    seen(later, "comments-11-kept")
    later.get_by_role("link", name="Vrátit rozepsané").click()
    expect(later.get_by_label(field)).to_have_value("Doplnit")
    later.get_by_label(field).fill("Doplnit ceny.")
    later.get_by_role("button", name="Zapsat a psát další").click()
    expect(later.get_by_role("status").first).to_contain_text("č. 1 je zapsaná")
    expect(later.get_by_text("který není uložený")).to_have_count(0)
    expect(later.get_by_role("button", name="Vrátit do formuláře")).to_be_hidden()
    expect(later.get_by_label("Kdo ji podal")).to_be_focused()


def test_a_table_is_seen_before_it_is_taken_over(page: Page, served: tuple[str, Town]) -> None:
    """Good rows are ticked, the repeated one is not, the bad one is told, also when the rest is written."""
    plan = served[1].plan(beginnings.example("dacice"))
    page.goto(f"/plany/{plan.id}/pripominky/z-tabulky")
    lines = (
        "Kdo;Připomínka;Kapitola;Barva",
        "Jana;Zkrátit úvod.;Úvodní slovo;modrá",
        "Jana;Zkrátit úvod.;;",
        "Petr;A;9.9.9;",
    )
    table = "\n".join(lines)
    page.get_by_label("Soubor s tabulkou").set_input_files(
        {"name": "pripominky.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    page.get_by_role("button", name="Ukázat, co v ní je").click()
    expect(page.get_by_label("Převzít řádek 2")).to_be_checked()
    expect(page.get_by_label("Převzít řádek 3")).not_to_be_checked()
    seen(page, "comments-9-proposal")
    page.get_by_label("Místo „9.9.9“").select_option("celý plán")
    page.get_by_label("Sloupec „Barva“").select_option("Důvod")
    page.get_by_role("button", name="Přečíst znovu").click()
    expect(page.get_by_label("Místo „9.9.9“")).to_have_value("-")
    expect(page.get_by_label("Převzít řádek 4")).to_be_checked()
    seen(page, "comments-9-chosen")
    page.get_by_label("Převzít řádek 4").uncheck()
    page.get_by_role("button", name="Převzít zaškrtnuté").click()
    expect(page.get_by_role("status")).to_contain_text("nové připomínky: 1")
    expect(page.get_by_role("row")).to_have_count(3)
    seen(page, "comments-10-left")
