"""A table from a file in a real browser: brought, corrected with its preview, saved; with scripts and without."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import Browser, Page, expect

from tests.examples import raw
from tests.test_browser import NARROW, UNLABELLED, browser, opened
from tests.test_editing_browser import begun, content, page, session, usable, wide
from tests.test_plan_pages_browser import served
from tests.visitors import Town

__all__ = ["browser", "page", "served", "session", "wide"]  # fixtures of other files
pytestmark = pytest.mark.slow

PLACE = "analyses/0/chapters/0"
ROWS: list[list[str | int | None]] = [
    ["Tab. 1.2 Obyvatelé podle věku a pohlaví k 31. 12. 2023"],
    ["Měřicí jednotka: osoby"],
    [],
    ["Věk", "Počet obyvatel", None, None],
    [None, "Celkem", "Muži", "Ženy"],
    ["0–14", 2810, 1450, 1360],
    ["15–64", 11900, 6100, 5800],
    ["65–79", 3000, 1400, 1600],
    ["80 a více", "i. d.", "cca 300", 600],
    ["Zdroj: Český statistický úřad"],
    ["i. d. – individuální údaj"],
]


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A sheet as the statistical office hands it out."""
    book = Workbook()
    assert book.active is not None
    for row in ROWS:
        book.active.append(row)
    book.active.merge_cells("B4:D4")
    book.create_sheet("Vysvětlivky").append(["Bez čísel"])
    path = tmp_path / "věk a pohlaví.xlsx"
    book.save(path)
    return path


def bring(page: Page, plan: str, sheet: Path) -> None:
    page.goto(f"{plan}/upravit/{PLACE}")
    page.get_by_role("link", name="Vložit tabulku ze souboru").click()
    page.get_by_label("Soubor s tabulkou", exact=True).set_input_files(sheet)


def test_a_sheet_of_the_office_becomes_a_table_and_a_pyramid(page: Page, served: tuple[str, Town], sheet: Path) -> None:
    plan = begun(served[1], raw("dacice"))
    before = content(served[1], plan)["analyses"][0]["chapters"][0]
    bring(page, plan, sheet)
    usable(page, "sheet-1-bring")
    page.get_by_role("button", name="Nahrát a podívat se").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jak jsme tabulku pochopili")
    expect(page.get_by_label("Titulek")).to_have_value("Obyvatelé podle věku a pohlaví k 31. 12. 2023")
    expect(page.get_by_text("Navržený graf: věková pyramida.")).to_be_visible()
    assert (
        page.evaluate(
            UNLABELLED.replace("form input", "form input:not([aria-label])").replace(
                "form select", "form select:not([aria-label])"
            )
        )
        == []
    )
    usable(page, "sheet-2-understood")

    page.get_by_role("group", name="cca 300").get_by_label("je to číslo:").check()
    page.get_by_label("Číslo místo „cca 300“").fill("300")
    page.keyboard.press("Tab")
    expect(page.locator("#nahled table")).to_contain_text("300")
    expect(page.locator("#cast-textu")).not_to_contain_text("Rozhodněte prosím.")
    page.get_by_label("Nadpis 3. sloupce").fill("Muži")
    page.keyboard.press("Tab")
    expect(page.locator("#nahled table thead")).not_to_contain_text("Počet obyvatel, Muži")
    usable(page, "sheet-3-corrected")
    page.get_by_role("button", name="Uložit do plánu").click()
    expect(page.locator("main .gov-message").first).to_contain_text("Ze souboru je v plánu tabulka a graf")
    expect(page.get_by_label("Titulek")).to_have_value("Obyvatelé podle věku a pohlaví k 31. 12. 2023")
    usable(page, "sheet-4-saved")
    chapter = content(served[1], plan)["analyses"][0]["chapters"][0]
    assert chapter["tables"][:-1] == before.get("tables", [])
    assert chapter["tables"][-1]["rows"][3] == ["80 a více", None, 300, 600]
    assert chapter["charts"][-1]["type"] == "pyramid"


def test_what_is_undecided_is_asked_before_anything_is_saved(page: Page, served: tuple[str, Town], sheet: Path) -> None:
    plan = begun(served[1], raw("dacice"))
    bring(page, plan, sheet)
    page.get_by_role("button", name="Nahrát a podívat se").click()
    page.get_by_role("button", name="Uložit do plánu").click()
    expect(page.get_by_role("alert")).to_contain_text("Rozhodněte, co znamená: „cca 300“.")
    usable(page, "sheet-5-asked")


def test_without_scripts_the_whole_way_can_be_gone(
    browser: Browser, served: tuple[str, Town], session: object, sheet: Path
) -> None:
    made, said = opened(browser, NARROW, base_url=served[0], storage_state=session, java_script_enabled=False)
    plan = begun(served[1], raw("dacice"))
    bring(made, plan, sheet)
    made.get_by_role("button", name="Nahrát a podívat se").click()
    made.get_by_role("group", name="cca 300").get_by_label("údaj chybí").check()
    made.get_by_label("Otočit: z řádků udělat sloupce").check()
    made.get_by_role("button", name="Přepočítat náhled").click()
    expect(made.locator("#nahled table thead")).to_contain_text("80 a více")
    made.get_by_label("tabulku", exact=True).check()
    made.get_by_role("button", name="Uložit do plánu").click()
    expect(made.locator("main .gov-message").first).to_contain_text(
        "Ze souboru je v plánu tabulka, uloženo jako verze 2."
    )
    table = content(served[1], plan)["analyses"][0]["chapters"][0]["tables"][-1]
    assert [each["name"] for each in table["columns"]] == ["Věk", "0–14", "15–64", "65–79", "80 a více"]
    made.context.close()
    assert said == []
