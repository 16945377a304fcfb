"""What a coordinator hesitated about on pages of parts: the unit of amounts, false measures, what is left to mend."""

from __future__ import annotations

from typing import Any

import lxml.html

from assembler.web.pages.alike import alike
from schemas.findings import error
from tests.one_town import app, here, visitor
from tests.sent_forms import Editor
from tests.visitors import PLAN, Town, Visitor

__all__ = ["app", "here", "visitor"]  # fixtures of another file


def plan_with(*amounts: int, year: int = 2025, **more: Any) -> dict[str, Any]:
    costs = [{"source": "obec", "year": year, "amount": each} for each in amounts]
    measure = {"name": "Rozvoz obědů", "costs": costs}
    goal = {"name": "Cíl", "measures": [measure]}
    return PLAN | {"strategy": {"nodes": [{"name": "Priorita", "nodes": [goal]}]}} | more


def editor(visitor: Visitor, here: Town, content: Any, place: str) -> Editor:
    return Editor(visitor.client, f"/plany/{here.plan(content).id}/upravit/{place}")


def words(answer: Any) -> str:
    page: Any = lxml.html.fromstring(answer.text)
    return " ".join(page.text_content().split())


# ---------------------------------------------------------------- the unit of amounts


def test_the_unit_of_a_plan_with_amounts_changes_only_for_who_says_that_they_are_recounted(
    visitor: Visitor, here: Town
) -> None:
    form = editor(visitor, here, plan_with(420_000, 5), "zakladni-udaje")
    answer = form.save(currency="thousand_czk")
    assert answer.status_code == 422
    assert "Částek v plánu: 2. Změnou jednotky se nepřepočtou: 420 000 Kč by se četlo jako 420 000 tis. Kč." in words(
        answer
    )
    assert "Uložit i s chybami" not in words(answer)
    assert form.save(currency="thousand_czk", presto="ano").status_code == 422, "errors are one thing, this is another"
    saved = form.save(currency="thousand_czk", prepocteno="ano")
    assert saved.status_code == 303
    told = words(visitor.get(saved.location))
    assert "Částky plánu (2) se teď čtou v tis. Kč. Byl-li to omyl, vraťte jednotku částek na Kč." in told


def test_the_unit_of_a_plan_without_amounts_is_simply_chosen(visitor: Visitor, here: Town) -> None:
    assert editor(visitor, here, PLAN, "zakladni-udaje").save(currency="thousand_czk").status_code == 303


def test_an_amount_in_another_unit_is_refused_beside_its_field(visitor: Visitor, here: Town) -> None:
    content = plan_with(5, currency="thousand_czk")
    form = editor(visitor, here, content, "strategy/nodes/0/nodes/0/measures/0")
    assert "Částka (tis. Kč)" in form.page.text
    answer = form.save({"costs/0/amount": "4 250 000 Kč"})
    assert answer.status_code == 422
    assert "Plán je v tis. Kč: napište 4 250." in words(answer)


# ---------------------------------------------------------------- false measures


def test_a_goal_offers_to_add_a_measure_only_once(visitor: Visitor, here: Town) -> None:
    form = editor(visitor, here, plan_with(5), "strategy/nodes/0/nodes/0")
    assert words(form.page).count("Přidat opatření") == 1
    assert "/nodes/0/nodes/0/measures/-" in form.page.text
    assert "/nodes/0/nodes/0/nodes/-" not in form.page.text


def test_false_measures_that_are_there_can_be_edited_and_removed(visitor: Visitor, here: Town) -> None:
    content = plan_with(5)
    content["strategy"]["nodes"][0]["nodes"][0]["nodes"] = [{"name": "Omylem"}]
    page = editor(visitor, here, content, "strategy/nodes/0/nodes/0").page
    assert "Omylem" in page.text
    assert 'value="remove:nodes/0"' in page.text
    assert "/nodes/0/nodes/0/nodes/-" not in page.text


def test_a_level_below_goals_that_is_called_otherwise_is_added_as_before(visitor: Visitor, here: Town) -> None:
    content = plan_with(5)
    content["strategy"]["levels"] = [{"name": name} for name in ("Oblast", "Cíl", "Dílčí cíl")]
    assert "Přidat dílčí cíl" in words(editor(visitor, here, content, "strategy/nodes/0/nodes/0").page)


# ---------------------------------------------------------------- what is left to mend


def test_who_saves_a_period_that_ends_before_it_begins_learns_it_beside_the_button(
    visitor: Visitor, here: Town
) -> None:
    form = editor(visitor, here, plan_with(5, year=2020), "zakladni-udaje")
    saved = form.save({"period/first_year": "2023", "period/last_year": "2021"})
    page: Any = lxml.html.fromstring(visitor.get(saved.location).text)
    left = page.get_element_by_id("zbyva")
    assert "Období končí (2021) dříve, než začíná (2023)." in left.text_content()
    assert [each.get("href") for each in left.iter("a")] == ["#p-period-last_year"]


def test_many_findings_of_one_cause_are_told_as_one(visitor: Visitor, here: Town) -> None:
    content = plan_with(*range(1, 13), year=2019, period={"first_year": 2024, "last_year": 2026})
    for address in (f"/plany/{here.plan(content).id}", f"/plany/{here.plan(content).id}/upravit"):
        page = words(visitor.get(address))
        assert "Rok mimo období má údajů: 12. Příčinou je nejspíš období plánu v základních údajích." in page, address
        assert "A 9 dalších stejného druhu" in page, address


def test_few_findings_of_one_rule_stand_as_they_are() -> None:
    rule = error("x", "Chyba.", "Error.")
    few, many = ([rule.at(f"/{number}") for number in range(count)] for count in (5, 6))
    assert [(len(each.first), len(each.further)) for each in (*alike(few), *alike(many))] == [(5, 0), (3, 3)]
