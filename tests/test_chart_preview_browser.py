"""The preview of a chart in a real browser: it follows what is typed, nothing on the console, nothing against axe."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.examples import raw
from tests.test_browser import WIDE, browser, opened
from tests.test_editing_browser import begun, content, page, save, session, usable, wide
from tests.test_plan_pages_browser import served
from tests.visitors import Town

__all__ = ["browser", "page", "served", "session", "wide"]  # fixtures of other files
pytestmark = pytest.mark.slow


def charts() -> list[tuple[str, str]]:
    """Where the example has a chart of each type."""
    found: dict[str, str] = {}
    for a, analysis in enumerate(raw("dacice")["analyses"]):
        for c, chapter in enumerate(analysis.get("chapters", [])):
            for n, chart in enumerate(chapter.get("charts", [])):
                found.setdefault(chart["type"], f"analyses/{a}/chapters/{c}/charts/{n}")
    return sorted(found.items())


@pytest.mark.parametrize(("kind", "place"), charts())
def test_every_type_of_chart_is_shown_beside_its_form(
    page: Page, served: tuple[str, Town], kind: str, place: str
) -> None:
    page.goto(f"{begun(served[1], raw('dacice'))}/upravit/{place}")
    expect(page.get_by_role("img").last).to_be_visible()
    usable(page, f"chart-{kind}")


def test_the_drawing_follows_what_is_typed_and_is_saved_only_by_its_button(
    page: Page, served: tuple[str, Town]
) -> None:
    place = dict(charts())["line"]
    plan = begun(served[1], raw("dacice"))
    page.goto(f"{plan}/upravit/{place}")
    shown = page.locator("#nahled-grafu")
    before = shown.inner_html()
    field = page.get_by_label("Hodnoty, řádek 1", exact=True)
    values = field.input_value()
    field.fill("osm; devět")
    expect(shown).to_contain_text("Zde má být číslo, ne text.")
    usable(page, "chart-wrong")
    field.fill(values.replace(values.split(";")[0], "7777", 1))
    expect(shown.locator(".series title").first).to_contain_text("7\u00a0777")
    assert shown.inner_html() != before
    expect(page.locator("#stav")).to_have_text("Neuložené změny")
    save(page)
    expect(page.locator("main .gov-message")).to_contain_text("Uloženo jako verze 2.")
    assert "7777" in str(content(served[1], plan)["analyses"])


def test_without_scripts_a_button_draws_what_was_typed(
    browser: Browser, served: tuple[str, Town], session: object
) -> None:
    made, said = opened(browser, WIDE, base_url=served[0], storage_state=session, java_script_enabled=False)
    made.goto(f"{begun(served[1], raw('dacice'))}/upravit/{dict(charts())['line']}")
    made.get_by_label("Hodnoty, řádek 1", exact=True).fill("1; 2; 3")
    made.get_by_role("button", name="Obnovit náhled").click()
    expect(made.get_by_label("Hodnoty, řádek 1", exact=True)).to_have_value("1; 2; 3")
    expect(made.locator("#nahled-grafu .series title").first).to_contain_text(": 1")
    made.context.close()
    assert said == []
