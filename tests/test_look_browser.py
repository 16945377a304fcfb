"""Every page in a real browser: at three widths and enlarged twice, by keyboard, on paper.

Nothing on the console, nothing against axe, no sideways scrolling, headings in order, the focus always in sight.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from assembler import resources
from assembler.readers import yaml_file
from assembler.settings import Settings
from assembler.store.roles import Role
from assembler.web import statics
from tests import axe
from tests.service import served_app
from tests.test_browser import NARROW, RULES, WIDE, browser, opened, seen
from tests.test_plan_pages_browser import sign_in
from tests.visitors import Town, town

__all__ = ["browser"]  # a fixture of another file
pytestmark = pytest.mark.slow

MIDDLE = 768
TWICE = 640  # CSS pixels of a window of 1280 that is enlarged to 200 %
MOST_STOPS = 80  # of the Tab key that are looked at
OPEN = ["/", "/o-sluzbe", "/prihlaseni"]
KEPT = [
    *("/plany", "/plany?odlozene=ano", "/plany/novy"),
    *("{plan}", "{plan}/verze", "{plan}/rozdil?od=1&do=2", "{plan}/sestaveni", "{plan}/dokumenty"),
    *("/clenove", "/klice", "/zaznam", "/ucet", "/obec", "/sablony", "{plan}/upravit"),
]
HEADINGS = "[...document.querySelectorAll('main h1, main h2, main h3, main h4, main h5')].map(each => +each.tagName[1])"
FOCUSED = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;
  const ringed = (each) => {
    const look = each && getComputedStyle(each);
    return look && look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2;
  };
  const box = here.getBoundingClientRect();
  return {
    what: here.outerHTML.slice(0, 120),
    ring: [here, here.nextElementSibling, here.parentElement].some(ringed),
    place: [...document.querySelectorAll("*")].indexOf(here),
    tabindex: here.tabIndex,
    inside: box.right > 0 && box.left < innerWidth,
  };
}"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Town, str, str]]:
    """A town with a long plan in two versions; its address, and that of the plan."""
    with served_app(Settings(data=str(tmp_path_factory.mktemp("data")))) as (app, port):
        made, plan = furnished(app)
        yield made, f"http://127.0.0.1:{port}", f"/plany/{plan}"


def furnished(app: Flask) -> tuple[Town, str]:
    made = town(app)
    made.member("jana@vzorov.cz", Role.READER)
    content: Any = yaml_file.read(resources.examples()["dacice"].read_bytes()).raw
    plan = made.plan({"title": "Komunitní plán sociálních služeb města Vzorov a okolí na léta 2026–2028", "titel": "x"})
    made.save(plan, {**content, "titel": "Klíč, který tu není"}, 1)
    return made, str(plan.id)


@pytest.fixture(scope="module")
def visit(browser: Browser, service: tuple[Town, str, str]) -> Iterator[tuple[Page, list[str]]]:
    """A page of the administrator for all tests: signing in costs more than looking; and what its console says."""
    page, said = opened(browser, WIDE, base_url=service[1])
    sign_in(page)
    yield page, said
    page.context.close()


def settled(visit: tuple[Page, list[str]], address: str) -> Page:
    page, said = visit
    said.clear()
    page.set_viewport_size({"width": WIDE, "height": 900})
    page.goto(address)
    return page


def looked_at(page: Page, said: list[str], name: str) -> None:
    for width in (WIDE, MIDDLE, TWICE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        seen(page, f"look-{name}")
    levels: list[int] = page.evaluate(HEADINGS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert said == []


@pytest.mark.parametrize("address", KEPT)
def test_every_page_of_stored_plans_fits_every_window(
    visit: tuple[Page, list[str]], service: tuple[Town, str, str], address: str
) -> None:
    page = settled(visit, address.format(plan=service[2]))
    for summary in page.locator("main summary").all():
        summary.evaluate("each => each.parentElement.open = true")
    looked_at(page, visit[1], address.format(plan="plan").strip("/").replace("/", "-").partition("?")[0])


@pytest.mark.parametrize("address", OPEN)
def test_every_open_page_fits_every_window(browser: Browser, service: tuple[Town, str, str], address: str) -> None:
    page, said = opened(browser, WIDE, base_url=service[1])
    page.goto(address)
    looked_at(page, said, address.strip("/") or "home")
    page.context.close()


@pytest.mark.parametrize("address", ["/", *KEPT])
def test_the_focus_is_always_in_sight_and_goes_down_the_page(
    visit: tuple[Page, list[str]], service: tuple[Town, str, str], address: str
) -> None:
    page = settled(visit, address.format(plan=service[2]))
    stops: list[dict[str, Any]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUSED)
        if found is None or (stops and found["place"] <= stops[-1]["place"]):
            break
        stops.append(found)
    assert len(stops) > 5
    assert "Přeskočit na obsah" in stops[0]["what"]
    assert [each["what"] for each in stops if not each["ring"] or not each["inside"] or each["tabindex"] > 0] == []


def test_the_page_of_the_interface_fits_and_lists_its_calls_beside_the_form_of_others(
    browser: Browser, service: tuple[Town, str, str]
) -> None:
    """Swagger UI is what it is: interactive parts inside each other; what it offers stands in our list, too."""
    page, said = opened(browser, WIDE, base_url=service[1])
    page.goto("/api/v1/docs")
    page.locator("#vyzkouseni .opblock").first.wait_for()
    page.locator("main summary").first.click()
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        found = axe.against(page, {"runOnly": {"type": "tag", "values": RULES}}, {"exclude": ["#vyzkouseni"]})
        assert {each["id"] for each in found.response["violations"]} <= {
            "landmark-no-duplicate-main",
            "landmark-unique",
        }
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        contrast = axe.against(page, {"runOnly": ["color-contrast"]})
        assert contrast.violations_count == 0, contrast.generate_report()
    assert page.locator("tr", has_text="/api/v1/assemblies").first.is_visible()
    page.context.close()
    assert said == []


def test_the_keyboard_skips_to_the_content(visit: tuple[Page, list[str]]) -> None:
    page = settled(visit, "/plany")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_on_paper_there_is_the_content_and_no_buttons(
    visit: tuple[Page, list[str]], service: tuple[Town, str, str]
) -> None:
    page = settled(visit, service[2])
    page.emulate_media(media="print")
    try:
        assert page.get_by_role("heading", level=1).is_visible()
        assert page.locator("#nalezy").is_visible()
        assert not any(each.is_visible() for each in page.locator(".gov-button, .person, .tabs, .bottom").all())
        if folder := os.environ.get("ASSEMBLER_SCREENSHOTS"):
            page.screenshot(path=Path(folder) / "look-print.png", full_page=True)
    finally:
        page.emulate_media(media="screen")


def test_without_the_design_system_pages_are_usable_all_the_same(
    visit: tuple[Page, list[str]],
    service: tuple[Town, str, str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    for path in statics.FOLDER.glob("*.*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(statics, "FOLDER", tmp_path)
    for address in ("/", "/plany/novy", service[2], "/clenove"):
        page = settled(visit, address)
        assert page.locator("link[href*='plain.css']").count() == 1
        looked_at(page, visit[1], f"plain-{address.strip('/').replace('/', '-') or 'home'}"[:20])
