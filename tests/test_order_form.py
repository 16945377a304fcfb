"""The form of an order, however many kinds of documents there are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from assembler.settings import Settings
from assembler.web import create_app
from assembler.web.pages import form
from assembler.web.pages.form import OfferedKind


def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, **sent: str) -> Any:
    """The page with so many kinds to choose from, perhaps after something wrong was sent."""
    kinds = [OfferedKind(f"kind{number}", f"Druh {number}") for number in range(count)]
    monkeypatch.setattr(form, "kinds", lambda: kinds)
    client = create_app(Settings(data=str(tmp_path / "data"))).test_client()
    answer = client.post("/kontrola", data=sent, follow_redirects=True) if sent else client.get("/")
    return html.fromstring(answer.text)


@pytest.mark.parametrize(("count", "listed"), [(6, False), (7, True), (25, True)])
def test_few_kinds_are_seen_at_once_and_many_are_a_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, listed: bool
) -> None:
    shown = page(tmp_path, monkeypatch, count)
    assert len(shown.xpath("//input[@name='kind']")) == (0 if listed else count)
    assert len(shown.xpath("//select[@name='kind']/option")) == (count if listed else 0)
    assert bool(shown.xpath("//label[@for='kind']")) == listed


@pytest.mark.parametrize("count", [3, 25])
def test_a_wrong_kind_is_told_and_its_link_leads_to_the_field(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    shown = page(tmp_path, monkeypatch, count, content="sample:minimal", kind="x", state="draft", variant="public")
    (link,) = shown.xpath("//*[@id='vysledek']/..//li/a[contains(., 'Druh dokumentu „x“')]/@href")
    assert shown.xpath(f"//*[@id='{link[1:]}' and @name='kind']")
