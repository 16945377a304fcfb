"""Pasting from a spreadsheet as a coordinator does it: series, whole tables with headings, sums, rows taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.examples import raw
from tests.test_browser import WIDE, browser, opened
from tests.test_editing_browser import MEASURE, begun, content, looked_at, paste, save, sign_in, usable
from tests.test_plan_pages_browser import served
from tests.visitors import Town

__all__ = ["browser", "served"]  # fixtures of other files
pytestmark = pytest.mark.slow

CHAPTER = "analyses/0/chapters/0"
FROM_EXCEL = (
    "Služba\t2020\t2021\tPodíl\r\nPečovatelská\t1 200\t1 350,5\t12,5 %\r\nOsobní asistence\t-\tn/a\t3 %\r\n"
    '"Raná\npéče"\t12\t15\t\r\nCelkem\t1212\t1365,5\t15,5 %\r\n'
)


@pytest.fixture(scope="module")
def session(browser: Browser, served: tuple[str, Town]) -> Any:
    made, _ = opened(browser, WIDE, base_url=served[0])
    sign_in(made)
    state = made.context.storage_state()
    made.context.close()
    return state


@pytest.fixture
def page(browser: Browser, served: tuple[str, Town], session: Any) -> Iterator[Page]:
    """A page of a coordinator, on whose console nothing may appear."""
    yield from looked_at(browser, served[0], session, WIDE)


def test_a_whole_table_is_pasted_as_a_person_means_it(page: Page, served: tuple[str, Town]) -> None:
    plan = begun(served[1], raw("dacice"))
    page.goto(f"{plan}/upravit/{CHAPTER}/tables/-")
    page.get_by_label("Titulek").fill("Klienti")
    paste(page, "1. sloupec, řádek 1", FROM_EXCEL)
    told = page.locator(".pasted")
    expect(told).to_contain_text("První řádek jsou nadpisy sloupců")
    expect(told).to_contain_text("„Celkem | 1212 | 1365,5 | 15,5 %“")
    usable(page, "tables-whole")
    save(page)
    expect(page.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    table = content(served[1], plan)["analyses"][0]["chapters"][0]["tables"][-1]
    assert [(each["name"], each.get("type")) for each in table["columns"]] == [
        ("Služba", "text"),
        ("2020", None),
        ("2021", None),
        ("Podíl", "percent"),
    ]
    assert [[str(cell) for cell in row] for row in table["rows"]] == [
        ["Pečovatelská", "1200", "1350.5", "12.5"],
        ["Osobní asistence", "None", "n/a", "3"],
        ["Raná péče", "12", "15", "None"],
    ]


def test_a_heading_pasted_among_the_columns_fills_their_headings_only(page: Page, served: tuple[str, Town]) -> None:
    page.goto(f"{begun(served[1], raw('dacice'))}/upravit/{CHAPTER}/tables/-")
    paste(page, "Nadpis, řádek 1", "Služba\tPočet\tPodíl\n")
    for number, name in enumerate(("Služba", "Počet", "Podíl"), 1):
        expect(page.get_by_label(f"Nadpis, řádek {number}", exact=True)).to_have_value(name)
    expect(page.get_by_label("Jednotka, řádek 1", exact=True)).to_have_value("")


def test_a_row_of_a_data_table_can_be_removed_and_taken_back(page: Page, served: tuple[str, Town]) -> None:
    plan = begun(served[1], raw("dacice"))
    page.goto(f"{plan}/upravit/{CHAPTER}/tables/0")
    before = content(served[1], plan)["analyses"][0]["chapters"][0]["tables"][0]["rows"]
    remove = page.get_by_role("button", name="Odebrat: řádek 1", exact=True).last
    remove.click()
    page.get_by_role("button", name="Vrátit zpět").click()
    expect(page.get_by_role("button", name="Vrátit zpět")).to_have_count(0)
    remove.click()
    usable(page, "tables-removed")
    save(page)
    expect(page.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    assert content(served[1], plan)["analyses"][0]["chapters"][0]["tables"][0]["rows"] == before[1:]


def test_a_row_of_costs_can_be_taken_back_before_saving(page: Page, served: tuple[str, Town]) -> None:
    plan = begun(served[1], raw("dacice"))
    page.goto(f"{plan}/upravit/{MEASURE}")
    year = page.get_by_label("Rok, řádek 1", exact=True)
    shown = year.input_value()
    page.locator('button[value="remove:costs/0"]').click()
    expect(year).to_have_count(0)
    page.get_by_role("button", name="Vrátit zpět").click()
    expect(year).to_have_value(shown)


def test_a_sum_among_pasted_costs_is_a_question_and_no_cost(page: Page, served: tuple[str, Town]) -> None:
    page.goto(f"{begun(served[1], raw('dacice'))}/upravit/{MEASURE}")
    paste(page, "Zdroj, řádek 1", "Město Dačice\t2021\t5 000\nNadace Via\t2022\t6 000\nCelkem\t\t11 000")
    told = page.locator(".pasted")
    expect(told).to_contain_text("Vloženo z tabulky, řádků: 2.")
    expect(told).to_contain_text("Zdroj, řádek 2: „Nadace Via“ není v nabídce")
    expect(told).to_contain_text("„Celkem | 11 000“")
    page.get_by_label("Poznámka k nákladům").fill("x")
    expect(told).to_be_visible()
    amounts = [page.get_by_label(f"Částka (Kč), řádek {row}", exact=True) for row in (1, 2)]
    assert [each.input_value() for each in amounts] == ["5 000", "6 000"]
    told.get_by_role("button", name="Přesto vložit").click()
    expect(page.get_by_label("Částka (Kč), řádek 3", exact=True)).to_have_value("11 000")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("1250\t1301,5\t\t7", "1250; 1301,5; –; 7"), ("1250\n1301,5\n\n7\n", "1250; 1301,5; –; 7")],
    ids=["row", "column"],
)
def test_a_row_or_a_column_of_a_spreadsheet_is_a_series(
    page: Page, served: tuple[str, Town], text: str, shown: str
) -> None:
    page.goto(f"{begun(served[1], raw('dacice'))}/upravit/{CHAPTER}/charts/-")
    paste(page, "Hodnoty, řádek 1", text)
    expect(page.get_by_label("Hodnoty, řádek 1", exact=True)).to_have_value(shown)
    expect(page.get_by_label("Hodnoty, řádek 2", exact=True)).to_have_value("")


def test_a_block_of_series_fills_their_names_values_and_categories(page: Page, served: tuple[str, Town]) -> None:
    page.goto(f"{begun(served[1], raw('dacice'))}/upravit/{CHAPTER}/charts/-")
    paste(page, "Název, řádek 1", "\t2018\t2019\nMuži\t10\t11\nŽeny\t12\t\nDěti\t1\t2\n")
    expect(page.get_by_label("Kategorie")).to_have_value("2018\n2019")
    for row, (name, series) in enumerate([("Muži", "10; 11"), ("Ženy", "12; –"), ("Děti", "1; 2")], 1):
        expect(page.get_by_label(f"Název, řádek {row}", exact=True)).to_have_value(name)
        expect(page.get_by_label(f"Hodnoty, řádek {row}", exact=True)).to_have_value(series)


def test_a_block_with_categories_in_its_first_column_is_turned_into_series(
    page: Page, served: tuple[str, Town]
) -> None:
    """Its heading names the series; a row of sums is told and left out; a new row can be taken away again."""
    page.goto(f"{begun(served[1], raw('dacice'))}/upravit/{CHAPTER}/charts/-")
    block = (
        "Obec\t65–79 let\t80 a více let\tPodíl\nDačice\t1200\t300\t12,5 %\nSlavonice\t400\t\t9 %\nCelkem\t1600\t300\t\n"
    )
    paste(page, "Název, řádek 1", block)
    expect(page.get_by_label("Kategorie")).to_have_value("Dačice\nSlavonice")
    expected = [("65–79 let", "1200; 400"), ("80 a více let", "300; –"), ("Podíl", "12,5 %; 9 %")]
    for row, (name, series) in enumerate(expected, 1):
        expect(page.get_by_label(f"Název, řádek {row}", exact=True)).to_have_value(name)
        expect(page.get_by_label(f"Hodnoty, řádek {row}", exact=True)).to_have_value(series)
    expect(page.locator(".pasted")).to_contain_text("„Celkem | 1600 | 300 | “")
    usable(page, "chart-turned")
    page.get_by_role("button", name="Odebrat: řádek 3", exact=True).click()
    expect(page.get_by_label("Název, řádek 3", exact=True)).to_have_count(0)
    save(page)
    expect(page.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")


def test_years_are_categories_wherever_they_stand(page: Page, served: tuple[str, Town]) -> None:
    page.goto(f"{begun(served[1], raw('dacice'))}/upravit/{CHAPTER}/charts/-")
    paste(page, "Název, řádek 1", "Rok\tMuži\tŽeny\n2018\t10\t11\n2019\t12\t13\n")
    expect(page.get_by_label("Kategorie")).to_have_value("2018\n2019")
    expect(page.get_by_label("Hodnoty, řádek 2", exact=True)).to_have_value("11; 13")
    paste(page, "Název, řádek 1", "Pohlaví\t2018\t2019\nDívky\t1\t2\n")
    expect(page.get_by_label("Název, řádek 1", exact=True)).to_have_value("Dívky")
    expect(page.get_by_label("Hodnoty, řádek 1", exact=True)).to_have_value("1; 2")


def test_a_column_is_added_and_taken_away_before_saving(page: Page, served: tuple[str, Town]) -> None:
    """The table of columns has a button of its own, and each new one its cross."""
    page.goto(f"{begun(served[1], raw('dacice'))}/upravit/{CHAPTER}/tables/-")
    last = page.locator('table[data-grid="columns"] tbody tr').count()
    page.get_by_role("button", name="Přidat sloupec").click()
    added = page.get_by_label(f"Nadpis, řádek {last + 1}", exact=True)
    expect(added).to_be_focused()
    page.locator(f'button[value="remove:columns/{last}"]').click()
    expect(added).to_have_count(0)


def test_what_a_row_is_about_has_the_widest_column(page: Page, served: tuple[str, Town]) -> None:
    """A name is long; a publisher or an address, often empty, need not be as wide."""
    page.goto(f"{begun(served[1], raw('pisek'))}/upravit/sources")
    headings = page.locator('table[data-grid="sources"] thead th')
    expect(headings.first).to_be_visible()
    widths = dict(headings.evaluate_all("all => all.map((each) => [each.innerText, each.offsetWidth])"))
    name = next(text for text in widths if text.startswith("Název"))
    assert widths[name] > 1.5 * widths["Vydavatel"]
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE
