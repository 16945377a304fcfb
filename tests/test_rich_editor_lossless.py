"""What the editor writes, our reader finds again: documents at random, through the real editor and the real pandoc."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from playwright.sync_api import Page

from assembler.convert import pandoc
from tests.rich_documents import Json, documents, shown, told
from tests.test_browser import browser
from tests.test_editing_browser import session, wide
from tests.test_plan_pages_browser import served
from tests.test_rich_editor import area, editor, plan_with
from tests.visitors import Town

__all__ = ["browser", "served", "session", "wide"]  # fixtures of other files
pytestmark = pytest.mark.slow

COUNT = 320
THROUGH = """async (field, documents) => {
  const { editorOf } = await import("/static/rich/field.js");
  return documents.map((each) => {
    const { state } = editorOf(field);
    const made = state.schema.nodeFromJSON(each);
    made.check();
    editorOf(field).dispatch(state.tr.replaceWith(0, state.doc.content.size, made.content));
    const text = field.value;
    field.value = text; // as when the page is opened again
    return [text, Boolean(editorOf(field))];
  });
}"""


def made(count: int) -> list[Json]:
    """Documents at random, the same ones each time."""
    found: list[Json] = []

    @seed(2026)
    @settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(documents)
    def collect(document: Any) -> None:
        found.append(document)

    collect()
    return found


def test_every_document_of_the_editor_is_found_again_by_our_reader(wide: Page, served: tuple[str, Town]) -> None:
    """Whatever stands in it: marks of Markdown, HTML, addresses, dates, no-break spaces, empty paragraphs."""
    given_documents = made(COUNT)
    assert len(given_documents) >= 300
    wide.goto(plan_with(served[1]))
    editor(wide)
    written = area(wide).evaluate(THROUGH, given_documents)
    trees = pandoc.read_all([(text, "commonmark") for text, _ in written])
    for document, (text, opens), tree in zip(given_documents, written, trees, strict=True):
        assert told(tree) == shown(document["content"]), text
        assert opens, f"the editor refuses what it has written: {text!r}"
