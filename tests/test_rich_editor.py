"""Formatted texts in a real browser: the editor as a coordinator uses it, nothing on the console."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.test_browser import browser
from tests.test_editing_browser import page, session, usable, wide
from tests.test_plan_pages_browser import served
from tests.visitors import PLAN, Town

__all__ = ["browser", "page", "served", "session", "wide"]  # fixtures of other files
pytestmark = pytest.mark.slow

PLACE = "upravit/action_plans/0"


def plan_with(here: Town, **texts: Any) -> str:
    content = PLAN | {"action_plans": [{"id": "rok", "year": 2026, **texts}]}
    return f"/plany/{here.plan(content).id}/{PLACE}"


def stored(here: Town, address: str, name: str = "introduction") -> Any:
    return here.content(uuid.UUID(address.split("/")[2]))["action_plans"][0].get(name)


def editor(page: Page, name: str = "Úvod") -> Locator:
    found = page.get_by_role("textbox", name=name, exact=False).and_(page.locator(".rich-text"))
    expect(found).to_be_visible()
    return found


def area(page: Page) -> Locator:
    return page.locator("textarea[name$='introduction']")


def test_words_are_formatted_as_in_word_and_saved_as_commonmark(page: Page, served: tuple[str, Town]) -> None:
    """Keys, buttons, lists that nest, quotes and headings."""
    address = plan_with(served[1])
    page.goto(address)
    text = editor(page)
    text.click()
    page.keyboard.type("Plán je ")
    page.keyboard.press("Control+b")
    page.keyboard.type("nový")
    page.keyboard.press("Control+b")
    page.keyboard.type(" a *bez* hvězd.")
    page.keyboard.press("Enter")
    page.keyboard.type("- první")
    page.keyboard.press("Enter")
    page.keyboard.type("druhá")
    page.keyboard.press("Alt+Shift+ArrowRight")
    bar = page.get_by_role("toolbar", name="Formátování: Úvod")
    expect(bar.get_by_role("button", name="Odrážky")).to_have_attribute("aria-pressed", "true")
    usable(page, "rich")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("status").filter(has_text="Uloženo").first).to_be_visible()
    assert stored(served[1], address) == "Plán je **nový** a \\*bez\\* hvězd.\n\n- první\n\n  - druhá"


KINDS = [
    "Věta **tučně** a *kurzívou*, ~~pryč~~.\nDruhý řádek\\\nzlom   mezery.  \n",
    "5. března 2026 začneme.\n\n* a\n* b\n\n1) x\n2) y",
    "| a | b |\n|---|--:|\n| 1 | 2 |\n\n> citát\n\nNadpis\n======\n\nviz https://www.a.cz/b_c a [](#oznaceni)",
    "",
]


@pytest.mark.parametrize("source", KINDS)
def test_a_text_that_nobody_touched_stays_to_the_letter(wide: Page, served: tuple[str, Town], source: str) -> None:
    """Even when it was changed and changed back, or another field was changed."""
    address = plan_with(served[1], introduction=source)
    wide.goto(address)
    text = editor(wide)
    before = area(wide).input_value()
    text.click()
    wide.keyboard.type("x")
    assert area(wide).input_value() != before
    wide.keyboard.press("Backspace")
    assert area(wide).input_value() == before
    wide.get_by_label("Název").fill("Jiný")
    wide.keyboard.press("Control+s")
    expect(wide.get_by_role("status").filter(has_text="Uloženo").first).to_be_visible()
    assert (stored(served[1], address) or "") == source


REFUSED = {
    "Text s <b>HTML</b>.": "Text obsahuje značky HTML nebo komentář",
    "<!-- pro nás -->": "Text obsahuje značky HTML nebo komentář",
    "Věta.[^1]\n\n[^1]: Poznámka.": "Text obsahuje poznámku pod čarou",
    "![Mapa](mapa.png)": "Text obsahuje obrázek",
    "[a]: https://a.cz\n\nViz [a].": "Text má adresy odkazů vypsané zvlášť",
    "| a | b |\n|---|---|\n| 1 | 2 | 3 |": "Řádky tabulky v textu nejsou stejně dlouhé",
    "```python\nx\n```": "Text obsahuje ukázku programu",
}


def test_what_the_editor_does_not_know_stays_a_plain_field_that_says_why(wide: Page, served: tuple[str, Town]) -> None:
    for source, why in REFUSED.items():
        wide.goto(plan_with(served[1], introduction=source))
        expect(wide.get_by_text(f"{why}, proto se upravuje jako prostý text.")).to_be_visible()
        expect(area(wide)).to_be_visible()
        assert area(wide).input_value() == source
    wide.goto(plan_with(served[1], introduction={"text": "a", "format": "plain"}))
    expect(wide.get_by_text("Text je v jiném formátu, proto se upravuje jako prostý text.")).to_be_visible()


def test_the_plain_field_is_one_click_away_and_what_is_written_there_comes_back_formatted(
    wide: Page, served: tuple[str, Town]
) -> None:
    """And whoever writes into the textarea, as a kept draft does, is seen in the editor at once."""
    wide.goto(plan_with(served[1], introduction="a"))
    editor(wide)
    wide.get_by_role("button", name="Upravit jako prostý text (Úvod)").click()
    expect(area(wide)).to_be_focused()
    area(wide).fill("**b**")
    wide.get_by_role("button", name="Upravit v editoru (Úvod)").click()
    expect(editor(wide).locator("strong")).to_have_text("b")
    area(wide).evaluate("field => { field.value = '*c*'; }")
    expect(editor(wide).locator("em")).to_have_text("c")


WORD = """<html><body><p class=MsoNormal style='mso-margin-top-alt:auto;color:red'>
<b><span style='font-size:20pt'>Tučně</span></b>
a <span style='font-style:italic'>kurzíva</span><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>
<!--[if !supportLists]--><span>·&nbsp;</span><!--[endif]-->jedna</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>
<!--[if !supportLists]--><span>1.&nbsp;</span><!--[endif]-->vnitřní</p>
<table><tr><td><p>A</p><p>B</p></td><td>C</td></tr><tr><td>1</td><td>2</td></tr></table>
<p><a href='javascript:alert(1)'>zlé</a> <a href='https://a.cz'>dobré</a><script>alert(1)</script></p></body></html>"""
PASTE = """(field, html) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def test_what_is_pasted_from_word_is_reduced_to_what_documents_print(wide: Page, served: tuple[str, Town]) -> None:
    """Lists become lists, tables tables; colours and scripts go, and a picture is refused with a sentence."""
    wide.goto(plan_with(served[1]))
    text = editor(wide)
    text.click()
    text.evaluate(PASTE, WORD)
    expect(wide.get_by_text("Obrázek se sem vložit nedá, vložte ho do části Obrázky.")).to_be_visible()
    assert area(wide).input_value() == (
        "**Tučně** a _kurzíva_\n\n- jedna\n\n  1. vnitřní\n\n| A B | C |\n| --- | --- |\n| 1 | 2 |\n\nzlé [dobré](https://a.cz)"
    )


UNCOMMENTED = """<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>
<![if !supportLists]><span style='font-family:Symbol'>
<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span></span>
<![endif]>jedna</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]>1.&nbsp;<![endif]>vnitřní</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list: Ignore'>·&nbsp;</span>dvě</p>
<p>Věta.</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>ii.&nbsp;</span>číslo</p>"""


def test_marks_of_lists_of_word_go_however_word_fences_them_in(wide: Page, served: tuple[str, Town]) -> None:
    """Conditions without a comment, or only a style that says what is to be left out; levels stay."""
    wide.goto(plan_with(served[1]))
    text = editor(wide)
    text.click()
    text.evaluate(PASTE, UNCOMMENTED)
    assert area(wide).input_value() == "- jedna\n\n  1. vnitřní\n\n- dvě\n\nVěta.\n\n1. číslo"


def test_the_bar_is_one_stop_of_tab_and_arrows_go_along_it(wide: Page, served: tuple[str, Town]) -> None:
    wide.goto(plan_with(served[1], introduction="slovo"))
    text = editor(wide)
    text.click()
    wide.keyboard.press("Control+a")
    wide.keyboard.press("Shift+Tab")
    expect(wide.get_by_role("button", name="Tučně (Ctrl+B)").first).to_be_focused()
    wide.keyboard.press("ArrowRight")
    wide.keyboard.press("Enter")
    expect(text).to_be_focused()
    assert area(wide).input_value() == "*slovo*"
    wide.keyboard.press("Tab")
    assert not text.evaluate("field => field.contains(document.activeElement)")
    assert area(wide).input_value() == "*slovo*"


HELD = "() => [...(CSS.highlights.get('rich-held') ?? [])].map(String)"  # words that stay marked


def test_a_link_is_given_its_address_and_a_table_its_rows(page: Page, served: tuple[str, Town]) -> None:
    page.goto(plan_with(served[1], introduction="web"))
    text = editor(page)
    text.click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.get_by_label("Kam odkaz vede").first.fill("mpsv.cz")
    assert page.evaluate(HELD) == ["web"]  # seen while the focus is elsewhere
    page.keyboard.press("Enter")
    assert page.evaluate(HELD) == []
    assert area(page).input_value() == "[web](https://mpsv.cz)"
    page.keyboard.press("ArrowRight")
    bar = page.get_by_role("toolbar", name="Formátování: Úvod")
    bar.get_by_role("button", name="Vložit tabulku").click()
    page.keyboard.type("Rok")
    bar.get_by_role("button", name="Přidat sloupec tabulky").click()
    bar.get_by_role("button", name="Přidat řádek tabulky").click()
    expect(text.locator("tr")).to_have_count(3)
    usable(page, "rich-table")
    assert area(page).input_value().split("\n\n")[1].split("\n")[:2] == ["| Rok |  |  |", "| --- | --- | --- |"]


def test_a_label_a_jump_and_a_draft_find_the_editor(wide: Page, served: tuple[str, Town]) -> None:
    """The textarea keeps its place behind the editor."""
    address = plan_with(served[1], introduction="slovo")
    wide.goto(address)
    text = editor(wide)
    wide.locator("label", has_text="Úvod").click()
    expect(text).to_be_focused()
    wide.keyboard.type("x")
    expect(wide.locator("#stav")).to_have_text("Neuložené změny")
    wide.goto(f"{address}#{area(wide).get_attribute('id')}")
    expect(text).to_be_in_viewport()
