"""Přidávání: buttons and pages of new items say in whole Czech words what is added, in English, too."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.forms import form_of
from assembler.forms.adding import add_at, new_at
from assembler.forms.model import Items, czech
from schemas.base import PartsOf
from schemas.describe import all_parts
from schemas.strategy import DEFAULT_LEVELS, LEVELS_ADDED, Node
from tests.one_town import app, here, visitor
from tests.visitors import PLAN, Town, Visitor

__all__ = ["app", "here", "visitor"]  # fixtures of another file

NEW_ENDINGS = {"Nová ", "Nový ", "Nové "}
ITEMS = sorted(
    {field.part_class for part in all_parts() for field in part.fields.values() if isinstance(field, PartsOf)},
    key=lambda each: each.noun,
)


@pytest.mark.parametrize("item", ITEMS, ids=lambda each: each.__name__)
def test_every_item_of_a_list_says_how_it_is_added(item: Any) -> None:
    """The page of a new one is called by its noun; the button by its accusative, which begins as the noun does."""
    adjective, _, noun = item.new.partition(" ")
    assert f"{adjective} " in NEW_ENDINGS
    assert noun.casefold() == item.noun.casefold()
    assert item.add.startswith("Přidat ")
    stem = item.noun.casefold()[:3]
    assert item.add.removeprefix("Přidat ").casefold().startswith(stem)


def test_only_items_of_lists_are_added() -> None:
    assert {each for each in all_parts() if each.add or each.new} == {*ITEMS}


def leveled(*names: str) -> dict[str, Any]:
    return {"title": "Plán", "strategy": {"levels": [{"name": each} for each in names]}}


@pytest.mark.parametrize(
    ("name", "add", "new"),
    [
        ("Priorita", "Přidat prioritu", "Nová priorita"),
        ("Strategický cíl", "Přidat strategický cíl", "Nový strategický cíl"),
        ("  CÍLOVÁ skupina ", "Přidat cílovou skupinu", "Nová cílová skupina"),
        ("Okruh podpory", "Přidat: Okruh podpory", "Nová položka: Okruh podpory"),
    ],
)
def test_levels_of_the_strategy_are_added_by_the_names_that_the_plan_gives_them(name: str, add: str, new: str) -> None:
    """A name that nobody has put into the accusative is not guessed at."""
    content, steps = leveled(name), ("strategy", "nodes", "-")
    assert (add_at(content, steps, Node, czech), new_at(content, steps, Node, czech)) == (add, new)


def test_the_usual_levels_are_known() -> None:
    assert {each["name"].casefold() for each in DEFAULT_LEVELS} <= LEVELS_ADDED.keys()
    assert all(name == name.casefold() for name in LEVELS_ADDED)


def test_a_level_without_a_name_is_an_item_of_the_strategy() -> None:
    content = {"strategy": {"levels": ["x"]}}
    assert add_at(content, ("strategy", "nodes", "-"), Node, czech) == "Přidat položku strategie"


def test_a_list_and_the_page_of_its_new_item_say_the_same_thing() -> None:
    lists = form_of(leveled("Oblast"), ("strategy",))
    page = form_of(leveled("Oblast"), ("strategy", "nodes", "-"))
    assert lists is not None
    assert page is not None
    assert [each.add for each in lists.controls if isinstance(each, Items)] == ["Přidat oblast"]
    assert page.title == "Nová oblast"


def test_in_english_an_item_is_added_in_english_words(visitor: Visitor, here: Town) -> None:
    plan = here.plan(PLAN)
    visitor.client.set_cookie("language", "en")
    start = f"/plany/{plan.id}/upravit"
    assert "Add an analysis" in visitor.get(f"{start}/analyses").text
    assert "<h1>New analysis" in visitor.get(f"{start}/analyses/-").text
