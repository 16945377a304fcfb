"""Editing a plan in a real browser: the whole way of a coordinator, nothing on the console, nothing against axe."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import axe
from tests.examples import raw
from tests.test_browser import NARROW, RULES, WIDE, browser, opened
from tests.test_plan_pages_browser import EMAIL, served
from tests.visitors import PASSWORD, PLAN, Town

__all__ = ["browser", "served"]  # fixtures of other files
pytestmark = pytest.mark.slow

PATIENCE = 30_000  # milliseconds; nothing here waits for a conversion
REFUSED = re.compile("Failed to load resource: .* status of (401|409|422) ")  # so browsers tell the answer of a form
MEASURE = "strategy/nodes/0/nodes/0/measures/0"


@pytest.fixture(scope="module")
def session(browser: Browser, served: tuple[str, Town]) -> Any:
    """The cookies of a coordinator: so many sign-ins as there are tests would be refused."""
    made, _ = opened(browser, WIDE, base_url=served[0])
    sign_in(made)
    state = made.context.storage_state()
    made.context.close()
    return state


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, served: tuple[str, Town], session: Any) -> Iterator[Page]:
    """A page of a coordinator, on whose console nothing may appear."""
    yield from looked_at(browser, served[0], session, request.param)


@pytest.fixture
def wide(browser: Browser, served: tuple[str, Town], session: Any) -> Iterator[Page]:
    yield from looked_at(browser, served[0], session, WIDE)


def looked_at(browser: Browser, address: str, session: Any, width: int) -> Iterator[Page]:
    made, said = opened(browser, width, base_url=address, storage_state=session)
    expect.set_options(timeout=PATIENCE)
    made.set_default_timeout(PATIENCE)
    yield made
    made.context.close()
    assert [each for each in said if not REFUSED.match(each)] == []


def sign_in(page: Page) -> None:
    page.goto("/prihlaseni")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Heslo").fill(PASSWORD)
    page.get_by_role("button", name="Přihlásit se").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Moje plány")


def usable(page: Page, name: str) -> None:
    """Nothing against axe, no sideways scrolling, and a picture for who wants to look."""
    found = axe.against(page, {"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if folder := os.environ.get("ASSEMBLER_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{width}-editing-{name}.png", full_page=True)


def begun(here: Town, content: Any) -> str:
    return f"/plany/{here.plan(content).id}"


def save(page: Page) -> None:
    page.get_by_role("button", name="Uložit", exact=True).last.click()


def content(here: Town, plan: str) -> Any:
    return here.content(uuid.UUID(plan.rpartition("/")[2]))


def test_from_the_plan_to_a_measure_and_back_with_what_was_typed(page: Page, served: tuple[str, Town]) -> None:
    plan = begun(served[1], raw("dacice"))
    page.goto(plan)
    page.get_by_role("link", name="Upravit plán").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Části plánu")
    usable(page, "1-overview")
    page.get_by_role("link", name="Všechna opatření v jednom seznamu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Všechna opatření")
    usable(page, "2-measures")
    page.get_by_label("Hledat podle kódu").fill("víkendu")
    expect(page.get_by_role("status")).to_have_text("Nalezeno 1 z 40.")
    page.get_by_role("link", name="1.1.1").click()
    expect(page.get_by_label("Garant", exact=True)).to_be_visible()
    usable(page, "3-measure")
    page.get_by_label("Garant", exact=True).fill("Město Dačice, odbor sociálních věcí")
    page.get_by_label("Částka (Kč), řádek 1", exact=True).fill("1 793 475,50")
    save(page)
    expect(page.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    measure = content(served[1], plan)["strategy"]["nodes"][0]["nodes"][0]["measures"][0]
    assert measure["guarantor"] == "Město Dačice, odbor sociálních věcí"
    assert str(measure["costs"][0]["amount"]) == "1793475.50"


@pytest.mark.parametrize(
    "place",
    ["zakladni-udaje", "groups/0", "swot/0", "analyses/0/chapters/0/tables/0", "territory/arms", "strategy"],
)
def test_every_kind_of_page_is_usable(page: Page, served: tuple[str, Town], place: str) -> None:
    page.goto(f"{begun(served[1], raw('dacice'))}/upravit/{place}")
    expect(page.get_by_role("button", name="Uložit", exact=True).last).to_be_visible()
    usable(page, f"4-{place.replace('/', '-')}")


def test_two_editors_of_one_field_decide(page: Page, served: tuple[str, Town]) -> None:
    here = served[1]
    plan = here.plan(PLAN | {"groups": [{"id": "a", "name": "Skupina"}]})
    page.goto(f"/plany/{plan.id}/upravit/groups/0")
    here.save(plan, PLAN | {"groups": [{"id": "a", "name": "Znění kolegyně"}]}, 1)
    page.get_by_label("Název").fill("Moje znění")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Mezitím jste to změnili i v jiném okně")
    expect(page.locator(".theirs")).to_contain_text("Znění kolegyně")
    usable(page, "5-conflict")
    page.get_by_label("Moje (je v poli)").check()
    save(page)
    expect(page.locator("main .gov-message")).to_contain_text("Uloženo jako verze 3.")
    assert here.content(plan.id)["groups"][0]["name"] == "Moje znění"


def test_what_the_schema_refuses_is_told_at_its_field(page: Page, served: tuple[str, Town]) -> None:
    page.goto(f"{begun(served[1], raw('dacice'))}/upravit/{MEASURE}")
    page.get_by_label("Začátek").fill("31. 2. 2020")
    save(page)
    expect(page.get_by_role("alert")).to_contain_text("Zatím neuloženo")
    expect(page.get_by_label("Začátek")).to_have_value("31. 2. 2020")
    page.locator("#nalezy").get_by_role("link", name="není").first.click()
    usable(page, "6-refused")
    page.get_by_label("Začátek").fill("1. 3. 2020")
    save(page)
    expect(page.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")


def test_a_table_takes_a_paste_from_excel(wide: Page, served: tuple[str, Town]) -> None:
    plan = begun(served[1], raw("dacice"))
    wide.goto(f"{plan}/upravit/{MEASURE}")
    before = len(content(served[1], plan)["strategy"]["nodes"][0]["nodes"][0]["measures"][0]["steps"])
    paste(wide, f"Text, řádek {before + 1}", "Krok A\tMěsto\tleden\nKrok B\tKraj\tkvěten\nKrok C\t\tčerven\nKrok D\n")
    save(wide)
    expect(wide.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    steps = content(served[1], plan)["strategy"]["nodes"][0]["nodes"][0]["measures"][0]["steps"][before:]
    assert steps == [
        {"text": "Krok A", "responsible": "Město", "term": "leden"},
        {"text": "Krok B", "responsible": "Kraj", "term": "květen"},
        {"text": "Krok C", "term": "červen"},
        {"text": "Krok D"},
    ]


def paste(page: Page, label: str, text: str) -> None:
    page.get_by_label(label, exact=True).first.focus()
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          const options = {clipboardData: data, bubbles: true, cancelable: true};
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        text,
    )


def test_rows_are_added_moved_and_removed_before_they_are_saved(wide: Page, served: tuple[str, Town]) -> None:
    rows = [{"short": "A", "long": "a"}, {"short": "B", "long": "b"}, {"short": "C", "long": "c"}]
    plan = begun(served[1], PLAN | {"abbreviations": rows})
    wide.goto(f"{plan}/upravit/abbreviations")
    wide.get_by_role("button", name="Posunout dolů: řádek 1").click()
    wide.get_by_role("button", name="Odebrat: řádek 3").click()
    wide.get_by_role("button", name="Přidat řádek").click()
    wide.keyboard.type("D")
    wide.keyboard.press("Tab")
    wide.keyboard.type("d")
    expect(wide.locator("#stav")).to_have_text("Neuložené změny")
    wide.keyboard.press("Control+s")
    expect(wide.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    assert [each["short"] for each in content(served[1], plan)["abbreviations"]] == ["B", "A", "D"]


def test_a_formatted_text_shows_how_it_will_look(wide: Page, served: tuple[str, Town]) -> None:
    wide.goto(f"{begun(served[1], PLAN)}/upravit/foreword")
    wide.get_by_role("button", name="Upravit jako prostý text (Text)").click()
    wide.get_by_label("Text", exact=True).fill("Vážení, **děkuji**.\n\n- jedna\n- dvě\n\n<script>alert(1)</script>")
    wide.get_by_role("button", name="Rychlý náhled textu (Text)").click()
    shown = wide.locator(".preview").first
    expect(shown.locator("strong")).to_have_text("děkuji")
    expect(shown.locator("li")).to_have_count(2)
    expect(shown).to_contain_text("<script>alert(1)</script>")
    usable(wide, "7-preview")


def test_what_was_typed_and_not_saved_is_offered_back(wide: Page, served: tuple[str, Town]) -> None:
    plan = begun(served[1], PLAN)
    address = f"{plan}/upravit/territory"
    wide.on("dialog", lambda dialog: dialog.accept())  # the browser warns of leaving
    wide.goto(address)
    wide.get_by_role("textbox", name="Název povinné").fill("Nedopsané území")
    wide.wait_for_timeout(1_000)
    wide.goto("/plany")
    wide.goto(address)
    expect(offer(wide)).to_contain_text("Název")
    usable(wide, "8-draft")
    offer(wide).get_by_text("Vrátit").click()
    expect(wide.get_by_role("textbox", name="Název povinné")).to_have_value("Nedopsané území")
    save(wide)
    expect(wide.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    wide.goto(address)
    expect(offer(wide)).to_have_count(0)


def offer(page: Page) -> Locator:
    """The one box that offers what was typed: of the server, or of this browser where that was later."""
    return page.locator("#uchovane:visible, #rozepsane:visible")


def test_what_was_typed_in_the_last_moment_is_offered_back_too(wide: Page, served: tuple[str, Town]) -> None:
    address = f"{begun(served[1], PLAN)}/upravit/territory"
    wide.on("dialog", lambda dialog: dialog.accept())
    wide.goto(address)
    wide.get_by_role("textbox", name="Název povinné").fill("Nedopsané území")
    wide.get_by_role("link", name="Části plánu").first.click()  # at once
    expect(wide).not_to_have_url(re.compile(r"/upravit/territory$"))
    wide.goto(address)
    expect(offer(wide)).to_contain_text("Název")


def test_what_was_saved_is_not_offered_back_however_it_is_written(wide: Page, served: tuple[str, Town]) -> None:
    plan = begun(served[1], raw("dacice"))
    wide.goto(f"{plan}/upravit/{MEASURE}")
    wide.get_by_label("Částka (Kč), řádek 1", exact=True).fill("7 400")
    wide.get_by_label("Začátek").fill("1.3.2027")
    save(wide)
    expect(wide.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    expect(wide.get_by_label("Začátek")).to_have_value("1. 3. 2027")
    expect(offer(wide)).to_have_count(0)
    wide.reload()
    expect(offer(wide)).to_have_count(0)


def test_a_new_item_that_was_saved_is_not_offered_to_the_next_one(wide: Page, served: tuple[str, Town]) -> None:
    wide.goto(f"{begun(served[1], PLAN)}/upravit/groups/-")
    wide.get_by_label("Název").fill("Senioři")
    wide.get_by_role("button", name="Uložit a přidat další").click()
    expect(wide.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    expect(wide.get_by_label("Název")).to_have_value("")
    expect(offer(wide)).to_have_count(0)


def test_the_way_back_stands_where_something_was_removed(wide: Page, served: tuple[str, Town]) -> None:
    groups = [{"id": f"g{n}", "name": f"Skupina {n}"} for n in range(70)]
    plan = begun(served[1], PLAN | {"groups": groups})
    wide.goto(f"{plan}/upravit/groups")
    wide.get_by_role("button", name="Odebrat: Skupina 40").click()
    expect(wide.locator("#vraceni")).to_be_focused()
    expect(wide.locator("#vraceni")).to_be_in_viewport()
    usable(wide, "10-removed")
    wide.get_by_role("button", name="Vrátit zpět").click()
    expect(wide.locator("main .gov-message")).to_contain_text("Poslední změnu jsme vrátili.")
    assert content(served[1], plan)["groups"] == groups


@pytest.mark.parametrize("height", [450, 900])
def test_the_button_to_save_is_always_at_hand(wide: Page, served: tuple[str, Town], height: int) -> None:
    wide.set_viewport_size({"width": 640, "height": height})  # the lower one is a common window at 200 %
    wide.goto(f"{begun(served[1], raw('dacice'))}/upravit/{MEASURE}")
    wide.get_by_label("Garant", exact=True).focus()
    bar = wide.locator(".actions.save").bounding_box()
    assert bar is not None
    assert bar["y"] + bar["height"] <= height
    assert bar["height"] <= height / 5


def test_a_lost_session_takes_nothing(wide: Page, served: tuple[str, Town]) -> None:
    plan = begun(served[1], PLAN)
    wide.goto(f"{plan}/upravit/territory")
    wide.get_by_role("textbox", name="Název povinné").fill("Napsané po ztrátě přihlášení")
    wide.context.clear_cookies()
    save(wide)
    expect(wide.get_by_role("heading", level=1)).to_have_text("Přihlášení")
    wide.get_by_label("E-mail").fill(EMAIL)
    wide.get_by_label("Heslo").fill(PASSWORD)
    wide.get_by_role("button", name="Přihlásit se").click()
    wide.get_by_role("button", name="Odeslat znovu").click()
    expect(wide.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    assert content(served[1], plan)["territory"]["name"] == "Napsané po ztrátě přihlášení"


def test_a_part_is_edited_by_the_keyboard_alone(wide: Page, served: tuple[str, Town]) -> None:
    plan = begun(served[1], PLAN)
    wide.goto(f"{plan}/upravit/territory")
    wide.keyboard.press("Tab")
    expect(wide.get_by_role("link", name="Přeskočit na obsah stránky")).to_be_focused()
    wide.keyboard.press("Enter")
    for _ in range(30):
        wide.keyboard.press("Tab")
        if wide.evaluate("document.activeElement.name") == "name":
            break
    wide.keyboard.press("Control+a")
    wide.keyboard.type("obec Psaná klávesnicí")
    wide.keyboard.press("Enter")
    expect(wide.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    assert content(served[1], plan)["territory"]["name"] == "obec Psaná klávesnicí"


def test_without_javascript_a_part_is_saved_too(browser: Browser, served: tuple[str, Town], session: Any) -> None:
    page, said = opened(browser, WIDE, java_script_enabled=False, base_url=served[0], storage_state=session)
    plan = begun(served[1], PLAN)
    page.goto(f"{plan}/upravit/abbreviations")
    page.get_by_label("Zkratka, řádek 1", exact=True).fill("ORP")
    page.get_by_label("Význam, řádek 1", exact=True).fill("obec s rozšířenou působností")
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("Uloženo jako verze 2.")
    page.get_by_role("button", name="Odebrat: řádek 1").click()
    page.get_by_role("button", name="Vrátit zpět").click()
    expect(page.get_by_label("Zkratka, řádek 1", exact=True)).to_have_value("ORP")
    assert content(served[1], plan)["abbreviations"] == [{"short": "ORP", "long": "obec s rozšířenou působností"}]
    page.context.close()
    assert said == []


def test_a_paste_that_is_wider_than_the_table_loses_nothing(wide: Page, served: tuple[str, Town]) -> None:
    plan = begun(served[1], PLAN | {"analyses": [{"title": "A", "chapters": [{"heading": "K"}]}]})
    wide.goto(f"{plan}/upravit/analyses/0/chapters/0/tables/-")
    wide.get_by_label("Titulek").fill("Obyvatelé")
    paste(wide, "1. sloupec, řádek 1", "0–14 let\t2 810\t2 790\n15–64 let\t11 204\t\n65+\t1\t2\n")
    usable(wide, "9-pasted")
    save(wide)
    expect(wide.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    table = content(served[1], plan)["analyses"][0]["chapters"][0]["tables"][0]
    assert table["rows"] == [["0–14 let", 2810, 2790], ["15–64 let", 11204, None], ["65+", 1, 2]]


def test_what_a_choice_does_not_know_is_told_when_it_is_pasted(wide: Page, served: tuple[str, Town]) -> None:
    wide.goto(f"{begun(served[1], raw('dacice'))}/upravit/{MEASURE}")
    paste(wide, "Zdroj, řádek 1", "Město Dačice\t2021\t5 000\nNeznámý zdroj\t2022\t6 000")
    expect(wide.locator("#stav")).to_contain_text("Neznámý zdroj")
    expect(wide.get_by_label("Rok, řádek 2", exact=True)).to_have_value("2022")
    wide.on("dialog", lambda dialog: dialog.accept())
