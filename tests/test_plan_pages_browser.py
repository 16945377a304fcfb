"""Stored plans in a real browser: the whole way of a coordinator, nothing on the console, nothing against axe."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from assembler.settings import Settings
from assembler.store import plans
from assembler.store.roles import Role
from assembler.web import create_app
from assembler.web.working import working
from tests.service import listening
from tests.test_browser import NARROW, PATIENCE, WIDE, browser, opened, seen
from tests.visitors import PASSWORD, Town, town

__all__ = ["browser"]  # a fixture of another file
pytestmark = pytest.mark.slow

EMAIL = "spravce@vzorov.cz"
TITLE = "Plán rozvoje sociálních služeb"


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Town]]:
    """The address of a service with its runner, and a town that keeps its plans there."""
    expect.set_options(timeout=PATIENCE)
    settings = Settings(data=str(tmp_path_factory.mktemp("data")))
    app = create_app(settings)
    made = town(app)
    made.member("jana@vzorov.cz", Role.READER)
    with listening(app, settings) as port, working(app, settings):
        yield f"http://127.0.0.1:{port}", made


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, served: tuple[str, Town]) -> Iterator[Page]:
    """A page of the administrator, on whose console nothing may appear."""
    made, said = opened(browser, request.param, base_url=served[0])
    sign_in(made)
    yield made
    made.context.close()
    assert said == []


def sign_in(page: Page, email: str = EMAIL) -> None:
    page.goto("/plany")
    seen(page, "plans-0-sign-in")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Heslo").fill(PASSWORD)
    page.get_by_role("button", name="Přihlásit se").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Moje plány")


def begin(page: Page) -> str:
    """A plan from a sample; its address."""
    page.goto("/plany/novy")
    seen(page, "plans-1-new")
    page.get_by_label("Z ukázky").check()
    page.get_by_label("Ukázka", exact=True).select_option("minimal")
    page.get_by_role("button", name="Založit plán").click()
    expect(page.get_by_role("status")).to_have_text("Plán je založený.")
    seen(page, "plans-2-plan")
    return page.url


def save(page: Page, plan: str, file: Path, note: str) -> None:
    page.goto(plan)
    page.set_input_files("#file", file)
    expect(page.locator(".file-chosen")).to_have_text(file.name)
    page.get_by_label("Poznámka k verzi").fill(note)
    page.get_by_role("button", name="Uložit jako novou verzi").click()


def test_the_whole_way_from_a_sample_to_a_kept_document(page: Page, tmp_path: Path) -> None:
    plan = begin(page)
    changed = tmp_path / "plán.yaml"
    changed.write_text(f"title: {TITLE}\nterritory: {{name: obec Zálesí}}\nperiod: {{first_year: 2026}}\n", "utf-8")
    save(page, plan, changed, "Nové území")
    expect(page.get_by_role("status")).to_contain_text("Uložili jsme verzi 2")

    page.get_by_role("link", name="Historie verzí").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Historie verzí")
    seen(page, "plans-3-history")
    page.get_by_role("button", name="Ukázat rozdíl").click()
    expect(page.locator("table")).to_contain_text("obec Zálesí")
    seen(page, "plans-4-difference")

    page.get_by_role("link", name="Sestavit dokument").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sestavit dokument")
    seen(page, "plans-5-assemble")
    page.get_by_role("button", name="Sestavit dokument").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dokument je hotový")
    seen(page, "plans-6-done")
    page.get_by_role("link", name="Všechny dokumenty plánu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Dokumenty")
    seen(page, "plans-7-documents")
    with page.expect_download() as word:
        page.get_by_role("link", name="Stáhnout dokument Word").click()
    assert word.value.suggested_filename == f"{TITLE} 2026 – návrh.docx"
    assert "obec Zálesí" in "".join(docx.Document(io.BytesIO(word.value.path().read_bytes())).element.body.itertext())


def test_of_two_editors_the_second_sees_both_and_decides(page: Page, served: tuple[str, Town], tmp_path: Path) -> None:
    plan = begin(page)
    mine = tmp_path / "moje.yaml"
    mine.write_text("title: Moje znění\n", "utf-8")
    page.goto(plan)
    _, here = served
    with here.store.reading(here.actor) as tx:
        (newest, *_) = plans.newest_first(tx).items
    here.save(newest, {"title": "Znění kolegyně"}, 1)
    page.set_input_files("#file", mine)
    page.get_by_role("button", name="Uložit jako novou verzi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plán jste mezitím uložili v jiném okně")
    expect(page.locator("table")).to_contain_text("Znění kolegyně")
    seen(page, "plans-8-conflict")
    page.get_by_role("button", name="Uložit mou verzi jako novou").click()
    expect(page.get_by_role("status")).to_contain_text("Vaše verze je uložená jako verze 3")
    expect(page.get_by_role("heading", level=1)).to_have_text("Moje znění")


def test_the_pages_of_administration_are_usable(page: Page) -> None:
    page.goto("/clenove")
    page.get_by_text("Změnit roli").first.click()
    seen(page, "plans-9-members")
    page.goto("/klice")
    page.get_by_label("K čemu bude").fill("Tabulky")
    page.get_by_role("button", name="Vydat klíč").click()
    expect(page.get_by_role("status")).to_contain_text("asm_")
    seen(page, "plans-10-keys")
    for address in ("/zaznam", "/ucet", "/obec", "/plany?odlozene=ano", "/"):
        page.goto(address)
        seen(page, f"plans-11-{address.strip('/?=').replace('?', '-')}")
    page.get_by_role("button", name="Odhlásit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Přihlášení")


def test_the_one_shot_page_works_for_who_has_signed_in(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Ukázka: obec Vzorov").check()
    page.get_by_role("button", name="Zkontrolovat obsah").click()
    expect(page.locator("#vysledek")).to_have_text("Zkontrolováno: žádná chyba")


def test_without_javascript_the_whole_way_works(browser: Browser, served: tuple[str, Town], tmp_path: Path) -> None:
    page, said = opened(browser, WIDE, java_script_enabled=False, base_url=served[0])
    page.goto("/plany/novy")
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Heslo").fill(PASSWORD)
    page.get_by_role("button", name="Přihlásit se").click()
    page.get_by_label("Z ukázky").check()
    page.get_by_label("Ukázka", exact=True).select_option("minimal")
    page.get_by_role("button", name="Založit plán").click()
    page.get_by_role("link", name="Sestavit dokument").first.click()
    with page.expect_navigation():
        page.get_by_role("button", name="Sestavit dokument").click()
    for _ in range(60):
        if page.get_by_role("heading", level=1).inner_text() == "Dokument je hotový":
            break
        page.wait_for_timeout(1_000)
        with page.expect_navigation():
            page.get_by_role("link", name="Podívat se znovu").click()
    expect(page.get_by_role("link", name="Stáhnout PDF")).to_be_visible()
    page.context.close()
    assert said == []
