"""How forms call things: no word twice, and the name before the code."""

from __future__ import annotations

import pytest

from assembler.forms import form_of
from assembler.forms.layout import on_page
from assembler.forms.naming import called, title_of
from schemas.action_plan import ActionItem
from schemas.measures import Measure
from schemas.plan import Plan
from schemas.strategy import Node
from tests.one_town import app, here, visitor
from tests.visitors import PLAN, Town, Visitor

__all__ = ["app", "here", "visitor"]  # fixtures of another file


@pytest.mark.parametrize(
    ("noun", "name", "code", "told"),
    [
        ("Analýza", "Sociodemografická analýza", "", "Sociodemografická analýza"),
        ("Analýza", "Analýza poskytovatelů", "", "Analýza poskytovatelů"),
        ("Analýza", "Demografie", "", "Analýza Demografie"),
        ("Opatření", "Rozvoz obědů", "1.1.1", "Opatření 1.1.1 Rozvoz obědů"),
        ("Opatření", "Opatření pro seniory", "1.1.1", "1.1.1 Opatření pro seniory"),
        ("Cíl", "Cílová skupina senioři", "2", "Cíl 2 Cílová skupina senioři"),
        ("Skupina", "", "", "Skupina"),
    ],
)
def test_a_title_says_what_it_is_once(noun: str, name: str, code: str, told: str) -> None:
    assert called(noun, name, code) == told


def test_the_form_of_an_analysis_has_a_natural_title() -> None:
    form = form_of({"analyses": [{"title": "Sociodemografická analýza"}]}, ("analyses", "0"))
    assert form is not None
    assert form.title == "Sociodemografická analýza"


def test_the_history_says_a_new_analysis_once(here: Town, visitor: Visitor) -> None:
    plan = here.plan(PLAN)
    form = {"title": "Sociodemografická analýza", "vychozi": "1"}
    assert visitor.post(f"/plany/{plan.id}/upravit/analyses/-", "/ucet", **form).status_code == 303
    assert "Přidáno: Sociodemografická analýza<" in visitor.get(f"/plany/{plan.id}/verze").text


def test_an_item_of_an_action_plan_is_not_called_by_the_sum_of_its_costs() -> None:
    assert title_of({"measure": "Rozvoz obědů", "stated_total": 970}, ActionItem) == "Rozvoz obědů"


@pytest.mark.parametrize("part", [Measure, Node])
def test_forms_ask_for_the_name_before_the_code(part: type[Measure | Node]) -> None:
    names = [field.name for field in on_page(part)]
    assert names[:2] == ["name", "code"]
    assert len(names) == len(set(names)) == len(part.fields)


def test_parts_without_a_code_keep_their_order() -> None:
    assert [field.name for field in on_page(Plan)][:2] == ["title", "subtitle"]


def test_the_neighbours_of_an_item_are_called_as_the_item_itself() -> None:
    measures = [{"id": "o-obedy", "name": "Rozvoz obědů"}, {"id": "o-doprava", "name": "Doprava k lékaři"}]
    items = [{"measure": "o-obedy"}, {"measure": "o-doprava"}]
    content = {
        "strategy": {"nodes": [{"name": "Péče", "measures": measures}]},
        "action_plans": [{"year": 2027, "items": items}],
    }
    form = form_of(content, ("action_plans", "0", "items", "0"))
    assert form is not None
    assert form.title.endswith("Rozvoz obědů")
    assert form.following is not None
    assert form.following.title.endswith("Doprava k lékaři")
