"""What a form says: each answer once, references by the names of what they lead to."""

from __future__ import annotations

import re

from tests.one_town import app, here, visitor
from tests.sent_forms import Editor
from tests.visitors import PLAN, Town, Visitor

__all__ = ["app", "here", "visitor"]  # fixtures of another file


def test_a_choice_that_has_a_usual_answer_offers_it_once(visitor: Visitor, here: Town) -> None:
    """„(číslo)“ beside „číslo“ would be two answers that mean the same."""
    columns = [{"name": "Obec"}, {"name": "Počet", "type": "number"}, {"name": "Slovy", "type": "text"}]
    table = {"caption": "T", "columns": columns, "rows": [["A", 1, "jedna"]]}
    content = PLAN | {"analyses": [{"title": "A", "chapters": [{"heading": "Úvod", "tables": [table]}]}]}
    plan = here.plan(content)
    form = Editor(visitor.client, f"/plany/{plan.id}/upravit/analyses/0/chapters/0/tables/0")
    offered = re.findall(r'<select name="columns/\d/type".*?</select>', form.page.text, re.S)
    assert len(offered) >= 3
    assert all(each.count(">text</option>") == 1 and "(text)" not in each for each in offered)
    assert form.save(caption="Jiný").status_code == 303
    saved = here.content(plan.id)["analyses"][0]["chapters"][0]["tables"][0]
    assert saved["columns"] == columns


def test_the_preview_of_a_text_names_what_its_references_lead_to(visitor: Visitor, here: Town) -> None:
    """A reference is known by the caption of its table, not by a mark with a hash."""
    table = {"id": "tab-vek", "caption": "Obyvatelé podle věku", "rows": [["1"]]}
    content = PLAN | {"analyses": [{"title": "A", "chapters": [{"heading": "Úvod", "tables": [table]}]}]}
    address = f"/nahled-textu?plan={here.plan(content).id}"
    shown = visitor.post(address, "/ucet", pole="text", text=["Viz [](#tab-vek), [](#nic).", "commonmark"]).text
    assert "Viz <u>tabulka: Obyvatelé podle věku</u>, <u>#nic</u>." in shown
