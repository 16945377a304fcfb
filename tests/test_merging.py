"""Three versions become one: everyone's changes hold, and what both changed is asked about, never decided silently."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.differences import merge
from tests.generated_content import Author

BASE: dict[str, Any] = {
    "title": "Plán",
    "terms": [{"term": "a", "definition": "1"}, {"term": "b", "definition": "2"}, {"term": "c", "definition": "3"}],
    "strategy": {"nodes": [{"id": "n", "name": "Cíl", "measures": [{"id": "m", "name": "Opatření", "risks": ["x"]}]}]},
}


def changed(**values: Any) -> dict[str, Any]:
    """The base with values put at paths: "strategy/nodes/0/name"."""
    made = copy.deepcopy(BASE)
    for path, value in values.items():
        *steps, last = path.split("__")
        here: Any = made
        for step in steps:
            here = here[int(step) if step.isdigit() else step]
        if value is None:
            del here[int(last) if last.isdigit() else last]
        else:
            here[int(last) if last.isdigit() else last] = value
    return made


def test_changes_of_both_in_different_places_hold() -> None:
    mine = changed(title="Můj", strategy__nodes__0__measures__0__name="Mé")
    theirs = changed(version="2", strategy__nodes__0__measures__0__code="1.1")
    merged = merge(BASE, mine, theirs)
    assert merged.collisions == ()
    measure = merged.content["strategy"]["nodes"][0]["measures"][0]
    assert (merged.content["title"], merged.content["version"]) == ("Můj", "2")
    assert (measure["name"], measure["code"]) == ("Mé", "1.1")


def test_what_both_changed_is_a_collision_and_theirs_holds_until_mine_is_chosen() -> None:
    mine, theirs = changed(title="Můj"), changed(title="Jejich")
    merged = merge(BASE, mine, theirs)
    (found,) = merged.collisions
    assert (found.pointer, found.base, found.mine, found.theirs) == ("/title", "Plán", "Můj", "Jejich")
    assert merged.content["title"] == "Jejich"
    assert merge(BASE, mine, theirs, {"/title"}).content["title"] == "Můj"


def test_the_same_change_of_both_is_no_collision() -> None:
    both = changed(title="Nový", terms=[*BASE["terms"], {"term": "d", "definition": "4"}])
    merged = merge(BASE, both, copy.deepcopy(both))
    assert (merged.content, merged.collisions) == (both, ())


def test_items_that_both_added_stand_there_once_each_behind_its_neighbour() -> None:
    mine = changed(terms=[BASE["terms"][0], {"term": "můj"}, *BASE["terms"][1:]])
    theirs = changed(terms=[*BASE["terms"], {"term": "jejich"}])
    merged = merge(BASE, mine, theirs)
    assert [each["term"] for each in merged.content["terms"]] == ["a", "můj", "b", "c", "jejich"]
    assert merged.collisions == ()


@pytest.mark.parametrize(("mine_wins", "kept"), [((), True), (("/terms/1",), False)])
def test_an_item_that_one_removed_and_the_other_changed_is_asked_about(mine_wins: tuple[str, ...], kept: bool) -> None:
    mine, theirs = changed(terms__1=None), changed(terms__1__definition="nový")
    merged = merge(BASE, mine, theirs, mine_wins)
    assert [each.pointer for each in merged.collisions] == ["/terms/1"]
    assert (merged.collisions[0].mine, merged.collisions[0].theirs["definition"]) == (None, "nový")
    assert ("b" in [each["term"] for each in merged.content["terms"]]) is kept


def test_an_item_that_one_removed_and_the_other_left_alone_is_gone() -> None:
    merged = merge(BASE, changed(terms__1=None), changed(title="Jejich"))
    assert [each["term"] for each in merged.content["terms"]] == ["a", "c"]
    assert (merged.content["title"], merged.collisions) == ("Jejich", ())


def test_who_moved_items_gives_their_order() -> None:
    mine = changed(terms=[*reversed(BASE["terms"])])
    merged = merge(BASE, mine, changed(terms__0__definition="nový"))
    assert [(each["term"], each["definition"]) for each in merged.content["terms"]] == [
        ("c", "3"),
        ("b", "2"),
        ("a", "nový"),
    ]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 500), st.integers(501, 1_000))
def test_where_only_one_changed_anything_his_version_is_the_result(one: int, other: int) -> None:
    base, new = Author(one, 0.4).plan(), Author(other, 0.4).plan()
    assert merge(base, new, base).content == new
    assert merge(base, base, new).content == new
    assert merge(base, new, base).collisions == ()
