"""The workbook in a real browser: taken home, changed with a program for sheets, brought back, compared, taken over."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from assembler import beginnings
from tests.test_browser import NARROW, WIDE, browser, opened, seen
from tests.test_plan_pages_browser import served, sign_in
from tests.visitors import Town
from tests.workbooks import opened as sheets
from tests.workbooks import put, saved

__all__ = ["browser", "served"]  # fixtures of other files
pytestmark = pytest.mark.slow


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def page(request: pytest.FixtureRequest, browser: Browser, served: tuple[str, Town]) -> Iterator[Page]:
    """A page of the administrator, on whose console nothing may appear."""
    made, said = opened(browser, request.param, base_url=served[0])
    sign_in(made)
    yield made
    made.context.close()
    assert said == []


def test_a_plan_is_changed_in_a_workbook(page: Page, served: tuple[str, Town], tmp_path: Path) -> None:
    here = served[1]
    plan = here.plan(beginnings.example("minimal"))
    page.goto(f"/plany/{plan.id}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Stáhnout sešit").click()
    assert download.value.suggested_filename.endswith("– sešit verze 1.xlsx")
    path = tmp_path / "vyplněno.xlsx"
    path.write_bytes(filled_in(Path(download.value.path()).read_bytes()))

    page.get_by_role("link", name="Nahrát vyplněný sešit").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sešit plánu")
    seen(page, "workbook-1-form")
    page.get_by_label("Vyplněný sešit", exact=True).set_input_files(path)
    page.get_by_role("button", name="Nahrát a porovnat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Co sešit změní")
    expect(page.get_by_role("cell", name="Nový název opatření").first).to_be_visible()
    expect(page.get_by_text("list Opatření, buňka").first).to_be_visible()
    seen(page, "workbook-2-difference")
    with page.expect_download() as download:
        page.get_by_role("link", name="Stáhnout sešit s vyznačenými chybami").click()
    marked = sheets(Path(download.value.path()).read_bytes())
    assert "Nezařazené" in marked.sheetnames

    page.get_by_role("button", name="Převzít").click()
    expect(page.get_by_role("status")).to_contain_text("Převzato jako verze 2")
    assert first_measure(here, plan.id)["name"] == "Nový název opatření"


def filled_in(data: bytes) -> bytes:
    """The workbook as someone sends it back: a new name, and a cost that is no number."""
    book = sheets(data)
    put(book, "Opatření", 1, "name", "Nový název opatření")
    put(book, "Opatření", 1, "stated_total", "cca 300 tis.")
    return saved(book)


def first_measure(here: Town, plan: uuid.UUID) -> dict[str, object]:
    """The first measure in the strategy, however deep it lies."""
    nodes = here.content(plan)["strategy"]["nodes"]
    while "measures" not in nodes[0]:
        nodes = nodes[0]["nodes"]
    found: dict[str, object] = nodes[0]["measures"][0]
    return found
