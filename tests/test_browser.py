"""The coordinator's page in a real browser: the whole way, with nothing on the console and nothing against axe.

ASSEMBLER_SCREENSHOTS names a folder that then gets a picture of every state of the page.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

from assembler.settings import Settings
from assembler.web.pages.running import STEPS
from tests import axe
from tests.service import TITLE, served

pytestmark = pytest.mark.slow

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
SECONDS = 1_000  # milliseconds
PATIENCE = 120 * SECONDS  # for a conversion on a busy machine
expect.set_options(timeout=PATIENCE)
WIDE, NARROW = 1280, 360
UNLABELLED = """() => [...document.querySelectorAll("form input:not([type=hidden]), form select")]
  .filter((field) => field.checkVisibility() && !field.labels[0]?.checkVisibility()).map((field) => field.name)"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(Settings(request_mb=1)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def width(request: pytest.FixtureRequest) -> int:
    chosen: int = request.param
    return chosen


def opened(browser: Browser, width: int, **options: Any) -> tuple[Page, list[str]]:
    """A page of its own, and what appears on its console."""
    context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True, **options)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    said: list[str] = []

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            said.append(message.text)

    page.on("console", console)
    page.on("pageerror", lambda error: said.append(str(error)))
    return page, said


@pytest.fixture
def page(browser: Browser, width: int) -> Iterator[Page]:
    """A page on whose console nothing may appear."""
    made, said = opened(browser, width)
    yield made
    made.context.close()
    assert said == []


def seen(page: Page, name: str) -> None:
    """What holds in every state: nothing against axe, no sideways scrolling, a visible label for every field."""
    found = axe.against(page, {"runOnly": {"type": "tag", "values": RULES}})
    assert found.violations_count == 0, found.generate_report()
    width = page.viewport_size["width"] if page.viewport_size else 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(UNLABELLED) == []
    if folder := os.environ.get("ASSEMBLER_SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"{width}-{name}.png", full_page=True)


@contextmanager
def nothing_leaving(page: Page) -> Iterator[None]:
    """Holds the way to the result back until the page before it has been seen."""
    held: list[Route] = []
    page.route("**/vysledek/*", lambda route: held.append(route))  # noqa: PLW0108 - marked by playwright
    yield
    page.unroute("**/vysledek/*")
    for route in held:
        route.continue_()


def result(page: Page) -> Any:
    return page.locator("#vysledek")


def test_the_whole_way_from_a_sample_to_both_documents(page: Page, address: str) -> None:
    page.goto(address)
    seen(page, "1-first")
    page.get_by_label("Ukázka: obec Vzorov").check()
    page.get_by_role("button", name="Zkontrolovat obsah").click()
    expect(result(page)).to_have_text("Zkontrolováno: žádná chyba")
    expect(result(page)).to_be_focused()
    expect(page.locator(".facts")).to_contain_text("obec Vzorov")
    seen(page, "2-checked")

    with nothing_leaving(page):  # however quick the document is, its progress is looked at first
        page.get_by_role("button", name="Sestavit dokument").click()
        expect(page.get_by_role("heading", name="Sestavuji dokument")).to_be_focused()
        expect(page.get_by_role("status")).to_contain_text(STEPS["convert"])
        expect(page.get_by_role("button", name="Sestavit dokument")).to_be_disabled()
        expect(page.locator(".steps .done")).to_have_count(4)
        seen(page, "3-progress")

    expect(result(page)).to_have_text("Dokument je hotový")
    expect(result(page)).to_be_focused()
    expect(page.locator(".result")).to_contain_text("Obsah dokumentu má čísla stran")
    expect(page.locator(".result")).to_contain_text("Prošlo kontrolou PDF/A-2b")
    page.locator("summary").first.click()
    seen(page, "4-finished")
    check_downloads(page)


def check_downloads(page: Page) -> None:
    with page.expect_download() as word:
        page.get_by_role("link", name="Stáhnout dokument Word").click()
    assert word.value.suggested_filename == f"{TITLE} 2025–2027 – návrh.docx"
    data = word.value.path().read_bytes()
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    assert TITLE in "".join(docx.Document(io.BytesIO(data)).element.body.itertext())
    with page.expect_download() as pdf:
        page.get_by_role("link", name="Stáhnout PDF").click()
    assert pdf.value.suggested_filename == f"{TITLE} 2025–2027 – návrh.pdf"
    assert pdf.value.path().read_bytes().startswith(b"%PDF")


def test_a_broken_file_shows_its_line_and_stays_chosen(page: Page, address: str, tmp_path: Path) -> None:
    broken = tmp_path / "můj plán.yaml"
    broken.write_text("title: Plán\nperiod:\n\tfirst_year: 2025\n", "utf-8")
    page.goto(address)
    page.set_input_files("#file", broken)
    expect(page.get_by_label("Vlastní soubor")).to_be_checked()
    page.get_by_role("button", name="Zkontrolovat obsah").click()
    expect(result(page)).to_have_text("Obsah nelze přečíst")
    expect(page.locator(".wrong-line")).to_contain_text("first_year: 2025")
    expect(page.get_by_label("Nahraný soubor můj plán.yaml")).to_be_checked()
    seen(page, "5-broken")


def test_wrong_content_and_a_wrong_field_are_told_where_they_are(page: Page, address: str, tmp_path: Path) -> None:
    wrong = tmp_path / "plan.yaml"
    wrong.write_text("titel: Plán\nperiod:\n  first_year: text\n", "utf-8")
    page.goto(address)
    page.set_input_files("#file", wrong)
    page.get_by_label("Akční plán rozvoje sociálních služeb").check()
    page.get_by_label("Rok akčního plánu").fill("99")
    page.get_by_role("button", name="Sestavit dokument").click()
    expect(result(page)).to_have_text("Chybné údaje o dokumentu")
    seen(page, "6-wrong-field")
    page.get_by_role("link", name="Rok napište").click()
    expect(page.get_by_label("Rok akčního plánu")).to_be_focused()
    page.get_by_label("Rok akčního plánu").fill("2025")
    page.get_by_role("button", name="Sestavit dokument").click()
    expect(result(page)).to_have_text("Obsah má chyby")
    expect(page.locator("#nalezy")).to_contain_text("Klíč „titel“ tu neznáme")
    seen(page, "7-wrong-content")


def test_the_form_shows_what_belongs_to_the_kind(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.get_by_label("Rok akčního plánu")).to_be_visible()  # the content may say that it is one
    page.get_by_label("Střednědobý plán rozvoje sociálních služeb").first.check()
    expect(page.get_by_label("Rok akčního plánu")).to_be_hidden()
    page.get_by_label("Akční plán rozvoje sociálních služeb").check()
    expect(page.get_by_label("Rok akčního plánu")).to_be_visible()
    page.get_by_label("Střednědobý plán rozvoje sociálních služeb").first.check()
    expect(page.get_by_label("Rok akčního plánu")).to_be_hidden()


def test_a_file_that_is_too_big_is_told_before_it_is_sent(page: Page, address: str, tmp_path: Path) -> None:
    big = tmp_path / "big.json"
    big.write_bytes(b" " * 1_000_001)
    page.goto(address)
    page.set_input_files("#file", big)
    assert page.evaluate("document.getElementById('file').validationMessage") == "Soubor je větší než 1 MB."


def test_everything_can_be_reached_by_keyboard_in_order(page: Page, address: str) -> None:
    page.goto(address)
    reached = []
    for _ in range(15):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none" or (
            page.evaluate("document.activeElement.type") == "file"  # its frame shows the focus
        )
    assert reached[0] == "Přeskočit na obsah stránky"
    order = ["content-sample-minimal", "kind-", "template", "state-draft", "variant-public"]
    places = [reached.index(name) for name in order]
    assert places == sorted(places)
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "obsah"


def test_without_javascript_the_whole_way_works(browser: Browser, address: str, width: int) -> None:
    page, said = opened(browser, width, java_script_enabled=False)
    page.goto(address)
    page.get_by_label("Ukázka: obec Vzorov").check()
    page.get_by_role("button", name="Zkontrolovat obsah").click()
    expect(result(page)).to_have_text("Zkontrolováno: žádná chyba")
    page.get_by_role("button", name="Sestavit dokument").click()
    expect(result(page)).to_have_text("Dokument je hotový")
    check_downloads(page)
    page.context.close()
    assert said == []


def test_a_lost_connection_is_told_and_the_form_is_as_it_was(browser: Browser, address: str, width: int) -> None:
    page, _ = opened(browser, width)  # the browser itself tells of the lost connection on the console
    page.goto(address)
    page.get_by_label("interní").check()
    page.route("**/sestaveni", lambda route: route.abort())
    page.get_by_role("button", name="Sestavit dokument").click()
    expect(page.get_by_role("alert")).to_contain_text("Služba neodpovídá.")
    expect(page.get_by_label("interní")).to_be_checked()
    expect(page.get_by_role("button", name="Sestavit dokument")).to_be_enabled()
    seen(page, "8-lost")
    page.context.close()


def test_a_refusal_of_the_server_is_told(browser: Browser, address: str) -> None:
    page, _ = opened(browser, WIDE)
    page.goto(address)

    def refuse(route: Route) -> None:
        body = '{"title": "Obsah je příliš velký", "detail": "Požadavek smí mít nejvýše 1 MB."}'
        route.fulfill(status=413, content_type="application/problem+json", body=body)

    page.route("**/sestaveni", refuse)
    page.get_by_role("button", name="Sestavit dokument").click()
    expect(page.get_by_role("alert")).to_contain_text("Obsah je příliš velký. Požadavek smí mít nejvýše 1 MB.")
    page.context.close()


def test_a_page_that_is_not_there_leads_back(browser: Browser, address: str, width: int) -> None:
    page, _ = opened(browser, width)  # the browser tells the 404 itself
    page.goto(f"{address}/vysledek/neni")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nenalezeno")
    seen(page, "9-not-found")
    page.get_by_role("link", name="Zpět na výběr obsahu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dokument plánu")
    page.context.close()


def test_the_api_can_be_tried_on_its_page(page: Page, address: str) -> None:
    page.goto(f"{address}/api/v1/docs")
    if page.locator("#vyzkouseni").count() == 0:
        expect(page.locator(".calls")).to_contain_text("/api/v1/assemblies")
        return
    call = page.locator(".opblock", has_text="/api/v1/checks")
    call.locator(".opblock-summary-control").click()
    call.get_by_role("button", name="Try it out").click()
    call.get_by_role("button", name="Execute").click()
    expect(call.locator(".live-responses-table")).to_contain_text('"loads": true')
    assert page.evaluate("document.documentElement.scrollWidth") <= (page.viewport_size or {"width": 0})["width"]


def test_another_site_cannot_make_the_browser_post(browser: Browser, address: str) -> None:
    page, _ = opened(browser, WIDE)
    foreign = "http://localhost.example/"
    body = f"<form method=post action='{address}/kontrola'><button>x</button></form>"
    page.route(foreign, lambda route: route.fulfill(content_type="text/html", body=body))
    page.goto(foreign)
    with page.expect_response("**/kontrola") as refused:
        page.get_by_role("button").click()
    assert refused.value.status == 403
    page.context.close()
