"""A table of others in a real browser: brought, its columns and questions settled, compared, taken over; then kept."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from assembler.store import plans
from tests.foreign_files import csv_of, xlsx_of
from tests.foreign_reading import CONTENT
from tests.test_browser import NARROW, WIDE, browser, opened, seen
from tests.test_plan_pages_browser import served, sign_in
from tests.visitors import Town

__all__ = ["browser", "served"]  # fixtures of other files
pytestmark = pytest.mark.slow

MEASURES = xlsx_of(
    [
        ("Podklady pro akční plán 2025",),
        ("Kód", "Opatření", "Náklady (tis. Kč)", None, "Termín", "Poznámka"),
        (None, None, 2025, 2026, None, None),
        ("2.1", "Doprava k lékaři", 300, "1,2 mil.", "IV/2025", "jen středy"),
        ("2.2", "Dílna pro mladé", "cca 300 tis.", None, "průběžně", None),
        ("Celkem", None, 300, 1200, None, None),
    ],
    ["A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3"],
)


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, served: tuple[str, Town]) -> Iterator[Page]:
    """A page of the administrator, on whose console nothing may appear."""
    made, said = opened(browser, request.param, base_url=served[0])
    sign_in(made)
    yield made
    made.context.close()
    assert said == []


def content_of(here: Town, plan: uuid.UUID) -> Any:
    with here.store.reading(here.actor) as tx:
        return plans.content(tx, plans.revision(tx, plan))


def test_a_table_of_measures_goes_the_whole_way(page: Page, served: tuple[str, Town], tmp_path: Path) -> None:
    here = served[1]
    plan = here.plan(CONTENT)
    path = tmp_path / "podklady.xlsx"
    path.write_bytes(MEASURES)
    page.goto(f"/plany/{plan.id}")
    page.get_by_role("link", name="Převzít tabulku od jiných").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Převzít tabulku od jiných")
    seen(page, "foreign-1-form")
    page.get_by_label("Kdo tabulku poslal").fill(f"Diecézní charita {uuid.uuid4()}")  # one known of old is not asked so
    page.get_by_label("Soubor s tabulkou", exact=True).set_input_files(path)
    page.get_by_role("button", name="Nahrát a přečíst").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Co v tabulce je")
    page.get_by_label("Kam zařadit řádky").select_option(label="1 Bydlení")
    page.get_by_label("Pole pro sloupec F", exact=True).select_option(label="Poznámka k nákladům")
    page.get_by_role("button", name="Přečíst znovu").first.click()
    question = page.get_by_role("group", name="cca 300 tis.")
    expect(question).to_be_visible()
    seen(page, "foreign-2-read")
    question.get_by_label("Co má v plánu být").select_option(label="něco jiného, napíšu to vedle")
    question.get_by_label("Něco jiného").fill("280 tis. Kč")
    page.get_by_role("button", name="Ukázat, co se v plánu změní").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Co tabulka změní")
    seen(page, "foreign-3-difference")
    page.get_by_role("button", name="Převzít").click()
    expect(page.get_by_role("status")).to_contain_text("Převzato jako verze 2")
    measures = content_of(here, plan.id)["strategy"]["nodes"][0]["measures"]
    assert [each["name"] for each in measures] == ["Sociální byty", "Doprava k lékaři", "Dílna pro mladé"]
    assert [each["amount"] for each in measures[1]["costs"]] == [300_000, 1_200_000]
    assert measures[2]["costs"] == [{"year": 2025, "amount": 280_000}]


def test_a_collision_is_decided_and_what_is_left_over_is_kept(
    page: Page, served: tuple[str, Town], tmp_path: Path
) -> None:
    here = served[1]
    plan = here.plan(CONTENT)
    path = tmp_path / "služby.csv"
    rows = [("Název služby", "Identifikátor", "Poskytovatel", "Barva"), ("Poradna", "1234567", "Město Vzorov", "modrá")]
    path.write_bytes(csv_of(rows))
    page.goto(f"/plany/{plan.id}/cizi-tabulka")
    page.get_by_label("Kdo tabulku poslal").fill("Město")
    page.get_by_label("Soubor s tabulkou", exact=True).set_input_files(path)
    page.get_by_role("button", name="Nahrát a přečíst").click()
    expect(page.get_by_text("Windows-1250")).to_be_visible()
    page.get_by_role("button", name="Ukázat, co se v plánu změní").click()
    expect(page.get_by_role("heading", name="V plánu je něco jiného než v tabulce")).to_be_visible()
    seen(page, "foreign-4-collision")
    page.get_by_label("Z tabulky: Město Vzorov").check()
    page.get_by_role("button", name="Převzít").click()
    expect(page.get_by_role("status")).to_contain_text("Převzato jako verze 2")
    page.goto(f"/plany/{plan.id}/cizi-tabulka")
    seen(page, "foreign-5-taken")
    page.get_by_role("link", name="1 nezařazených údajů").click()
    expect(page.get_by_role("cell", name="modrá")).to_be_visible()
    seen(page, "foreign-6-kept")
