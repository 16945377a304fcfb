"""Differences: what is told is what changed, and put on the old content it gives the new one, to the last digit."""

from __future__ import annotations

import copy
import json
import random
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.differences import Change, Kind, apply, difference, in_words
from assembler.differences.nouns import NOUNS
from assembler.differences.words import field_at
from assembler.store.contents import canonical
from schemas.base import PartsOf
from schemas.describe import all_parts
from tests.examples import EXAMPLES, raw
from tests.generated_content import Author

NB = "\u00a0"


def told(old: Any, new: Any) -> set[tuple[str, str | None, str | None]]:
    """The changes, after it was proved that they lead from one content to the other."""
    changes = difference(old, new)
    before = canonical(old)
    assert canonical(apply(changes, old)) == canonical(new)
    assert canonical(old) == before, "the old content was changed"
    return {(each.kind.value, each.before, each.after) for each in changes}


def words(old: Any, new: Any) -> str:
    return in_words(difference(old, new), old, new).replace(NB, " ")


def plan(*measures: Any, **more: Any) -> dict[str, Any]:
    return {"strategy": {"nodes": [{"id": "c1", "name": "Cíl", "measures": list(measures)}]}, **more}


def measure(name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, **more}


# ---------------------------------------------------------------- as data


@pytest.mark.parametrize(
    ("old", "new"),
    [(1, True), (1, Decimal("1.0")), ("5", 5), (Decimal("1.1"), Decimal("1.10")), (None, ""), ([], {}), (0, False)],
)
def test_values_that_only_look_alike_differ(old: Any, new: Any) -> None:
    assert told({"x": old}, {"x": new}) == {("changed", "/x", "/x")}
    assert told([old], [new]) != set()
    assert told(old, new) == {("changed", "", "")}


def test_equal_contents_have_no_difference() -> None:
    for name in EXAMPLES:
        assert told(raw(name), raw(name)) == set()
    assert words(raw("minimal"), raw("minimal")) == "beze změny"


def test_fields_are_added_removed_and_changed_at_their_places() -> None:
    old = {"a": 1, "b/ř": {"c~": 2}, "d": 3}
    new = {"a": 1, "b/ř": {"c~": 4}, "e": 5}
    assert told(old, new) == {
        ("changed", "/b~1ř/c~0", "/b~1ř/c~0"),
        ("removed", "/d", None),
        ("added", None, "/e"),
    }


def test_an_item_put_first_moves_none_of_the_others() -> None:
    old = plan(measure("A"), measure("B"))
    new = plan(measure("Nové"), measure("A"), measure("B"))
    assert told(old, new) == {("added", None, "/strategy/nodes/0/measures/0")}


def test_items_in_another_order_have_moved_as_few_as_possible() -> None:
    names = ["A", "B", "C", "D", "E"]
    old = plan(*map(measure, names))
    new = plan(*map(measure, ["B", "C", "D", "E", "A"]))
    assert told(old, new) == {("moved", "/strategy/nodes/0/measures/0", "/strategy/nodes/0/measures/4")}


def test_a_measure_put_under_another_goal_has_moved_and_what_changed_in_it_is_told_beside() -> None:
    old = {"nodes": [{"id": "a", "measures": [{"id": "m", "name": "Staré", "code": "1"}]}, {"id": "b"}]}
    new = {"nodes": [{"id": "a", "measures": []}, {"id": "b", "measures": [{"id": "m", "name": "Nové", "code": "1"}]}]}
    assert told(old, new) == {
        ("moved", "/nodes/0/measures/0", "/nodes/1/measures/0"),
        ("changed", "/nodes/0/measures/0/name", "/nodes/1/measures/0/name"),
        ("added", None, "/nodes/1/measures"),
    }


def test_a_goal_and_what_lay_in_it_can_change_places() -> None:
    old = {"nodes": [{"id": "a", "nodes": [{"id": "b", "nodes": [{"id": "c"}]}]}]}
    new = {"nodes": [{"id": "c", "nodes": [{"id": "b", "nodes": [{"id": "a", "nodes": []}]}]}]}
    assert {kind for kind, _, _ in told(old, new)} >= {"moved"}
    assert {kind for kind, _, _ in told(new, old)} >= {"moved"}


def test_a_measure_saved_from_a_removed_goal_has_moved() -> None:
    old = {"nodes": [{"id": "a", "measures": [{"id": "m"}]}, {"id": "b", "measures": []}]}
    new = {"nodes": [{"id": "b", "measures": [{"id": "m"}]}]}
    assert told(old, new) == {("removed", "/nodes/0", None), ("moved", "/nodes/0/measures/0", "/nodes/0/measures/0")}


def test_an_item_without_an_identifier_is_known_by_its_code_although_its_name_changed() -> None:
    old = plan(measure("Staré jméno", code="1.1"), measure("Druhé", code="1.2"))
    new = plan(measure("Druhé", code="1.2"), measure("Docela jiné", code="1.1"))
    assert told(old, new) == {
        ("moved", "/strategy/nodes/0/measures/0", "/strategy/nodes/0/measures/1"),
        ("changed", "/strategy/nodes/0/measures/0/name", "/strategy/nodes/0/measures/1/name"),
    }


def test_a_rewritten_text_is_changed_and_another_one_in_its_place_is_not() -> None:
    steps = [{"text": "Průzkum dopravní dostupnosti v obcích"}, {"text": "Smlouva s dopravcem"}]
    mended = [{"text": "Průzkum dopravní dostupnosti v malých obcích"}, {"text": "Nákup vozidla"}]
    assert told({"steps": steps}, {"steps": mended}) == {
        ("changed", "/steps/0/text", "/steps/0/text"),
        ("removed", "/steps/1", None),
        ("added", None, "/steps/1"),
    }


def test_costs_are_known_by_source_and_year() -> None:
    old = plan(measure("A", costs=[{"source": "obec", "year": 2020, "amount": 1}, {"source": "kraj", "year": 2020}]))
    new = plan(measure("A", costs=[{"source": "kraj", "year": 2020}, {"source": "obec", "year": 2020, "amount": 2}]))
    base = "/strategy/nodes/0/measures/0/costs"
    assert ("changed", f"{base}/0/amount", f"{base}/1/amount") in told(old, new)


def test_rows_of_tables_come_and_go_and_their_cells_change() -> None:
    old = {"rows": [["Dačice", 7000, 7100], ["Slavonice", 2300, 2310], ["Budíškovice", 700, None]]}
    new = {"rows": [["Kraj", 1, 2], ["Dačice", 7000, 7150], ["Slavonice", 2300, 2310]]}
    assert ("changed", "/rows/0/2", "/rows/1/2") not in told(old, new)  # rows have no names: by place only
    assert told({"rows": [[1, 2], [3, 4]]}, {"rows": [[1, 2], [3, 5]]}) == {("changed", "/rows/1/1", "/rows/1/1")}


def test_identifiers_that_two_items_bear_are_none() -> None:
    told({"x": [{"id": "a", "n": 1}, {"id": "a", "n": 2}]}, {"x": [{"id": "a", "n": 2}], "y": [{"id": "a"}]})


def test_the_data_of_a_change_say_where_and_what() -> None:
    old, new = plan(measure("A", guarantor="Město")), plan(measure("A", guarantor="Kraj"), measure("B"))
    first, second = (each.as_dict(old, new) for each in difference(old, new))
    place = "/strategy/nodes/0/measures/0/guarantor"
    label = "Strategie › Priorita 1 › Opatření 1 › Garant"
    assert first == {
        "kind": "changed",
        "pointer": place,
        "before": place,
        "after": place,
        "label": label,
        "old": "Město",
        "new": "Kraj",
    }
    assert (second["kind"], second["before"], second["new"]) == ("added", None, {"name": "B"})
    removed = difference(new, old)[-1].as_dict(new, old)
    assert (removed["kind"], removed["pointer"], removed["after"]) == (
        "removed",
        "/strategy/nodes/0/measures/1",
        None,
    )
    json.dumps([first, second, removed])


def test_changes_of_another_content_do_not_apply_in_silence() -> None:
    with pytest.raises(LookupError):
        apply([Change(Kind.MOVED, "/a/7", "/a/0")], {"a": []})


# ---------------------------------------------------------------- any two contents

KEYS = st.sampled_from(["a", "b", "id", "name", "code", "x/y~", ""])
IDS = st.sampled_from(["m1", "m2", "m3", "", "0"])
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 3), st.decimals(-2, 2, places=1), st.text(max_size=3), IDS
)
CONTENTS = st.recursive(
    SCALARS,
    lambda below: st.one_of(st.lists(below, max_size=5), st.dictionaries(KEYS, below, max_size=4)),
    max_leaves=40,
)


@given(CONTENTS, CONTENTS)
@settings(max_examples=600, deadline=None)
def test_the_difference_put_on_the_old_content_gives_the_new_one(old: Any, new: Any) -> None:
    told(old, new)


TREES = st.recursive(
    st.builds(lambda name: {"id": name}, IDS),
    lambda below: st.builds(
        lambda name, nodes, measures: {"id": name, "nodes": nodes, "measures": measures},
        IDS,
        st.lists(below, max_size=3),
        st.lists(st.builds(lambda name, code: {"id": name, "code": code}, IDS, IDS), max_size=3),
    ),
    max_leaves=8,
)


@given(TREES, TREES)
@settings(max_examples=600, deadline=None)
def test_the_same_holds_for_trees_whose_items_bear_identifiers(old: Any, new: Any) -> None:
    told(old, new)
    in_words(difference({"strategy": old}, {"strategy": new}), {"strategy": old}, {"strategy": new})


@pytest.mark.parametrize("seed", range(12))
def test_the_same_holds_for_generated_plans_of_the_whole_schema(seed: int) -> None:
    old, new = (Author(each, 0.7).plan() for each in (seed, seed + 100))
    told(old, new)
    assert words(old, new) != "beze změny"


@pytest.mark.parametrize("seed", range(8))
def test_the_same_holds_for_real_plans_whose_measures_were_shuffled_among_goals(seed: int) -> None:
    chance = random.Random(seed)
    old = raw(chance.choice(["dacice", "pisek"]))
    new = copy.deepcopy(old)
    goals = [goal for top in new["strategy"]["nodes"] for goal in (top, *top.get("nodes", []))]
    measures = [each for goal in goals for each in goal.pop("measures", [])]
    chance.shuffle(measures)
    for each in measures[2:]:
        chance.choice(goals).setdefault("measures", []).append(each)
    kinds = {kind for kind, _, _ in told(old, new)}
    assert "moved" in kinds
    assert "ubyla 2 opatření" in words(old, new)
    assert "přibyl" not in words(old, new).replace("přibylo", "")


# ---------------------------------------------------------------- in words


def costs(*amounts: Any) -> list[dict[str, Any]]:
    return [{"source": "obec", "year": 2020 + index, "amount": each} for index, each in enumerate(amounts)]


def test_the_sentence_counts_measures_and_sums_the_budget() -> None:
    old = plan(measure("A", costs=costs(100_000)))
    new = plan(
        measure("A", costs=costs(100_000)),
        measure("B", costs=costs(50_000, 50_000)),
        measure("C"),
        measure("D", costs=costs(20_000)),
    )
    assert words(old, new) == "přibyla 3 opatření, rozpočet +120 000 Kč"
    assert words(new, old) == "ubyla 3 opatření, rozpočet −120 000 Kč"


def test_the_budget_leaves_out_what_sums_leave_out_and_what_is_no_number() -> None:
    odd: list[Any] = [None, "100", True, {}, Decimal("NaN"), Decimal("1E+999999"), [1]]
    old = plan(measure("A", costs=costs(Decimal("10.50"))))
    new = plan(measure("A", costs=[*costs(*odd, Decimal("10.50")), {"amount": 7, "counted": False}, None, "x"]))
    assert "rozpočet" not in words(old, new)


def test_the_budget_is_told_in_the_unit_of_the_plan_and_twice_where_the_unit_changed() -> None:
    old, new = (plan(measure("A", costs=costs(amount)), currency="thousand_czk") for amount in (10, 12))
    assert words(old, new) == "upraven 1 údaj (Strategie), rozpočet +2 tis. Kč"
    other = plan(measure("A", costs=costs(10_000)))
    assert words(old, other).endswith("rozpočet 10 tis. Kč → 10 000 Kč")


def test_the_money_for_services_is_told_beside_the_budget() -> None:
    old, new = ({"network": {"services": [{"name": "Terén", "costs": costs(amount)}]}} for amount in (10_000, 4_000))
    assert words(old, new).endswith("upraven 1 údaj (Síť služeb), financování služeb −6 000 Kč")


def test_what_was_rewritten_is_counted_with_the_names_of_its_parts() -> None:
    old = {"title": "a", "place": "b", "version": "c", "date": "2020-01-01", "foreword": {"text": "x"}}
    new = {"title": "A", "place": "B", "version": "C", "date": "2021-01-01", "foreword": {"text": "y"}}
    assert words(old, new) == "upraveno 5 údajů (Název, Místo, Verze, …)"


def test_texts_that_came_and_went_are_not_told_as_rewritten() -> None:
    """What was removed is no mere edit, whether its key went with it or stays empty."""
    old = {"title": "a", "subtitle": "b", "version": "c", "place": "", "legal_basis": "d", "foreword": {"text": "e"}}
    new = {"title": "A", "version": "", "place": "Písek", "legal_basis": None, "date": "2020-01-01", "sample": "x"}
    came, went = (
        "přibyly 3 údaje (Místo, Datum, Označení ukázky)",
        "ubyly 4 údaje (Podtitul, Verze, Právní základ, …)",
    )
    assert words(old, new) == f"{came}, {went}, upraven 1 údaj (Název)"


def test_a_part_in_which_several_things_happened_is_named_once() -> None:
    old = {"title": "a", "network": {"services": [{"name": "Poradna", "hours": "a", "fees": "b", "address": "c"}]}}
    card = {"name": "Poradna", "hours": "A", "fees": "B", "address": "", "ages": "e"}
    new: dict[str, Any] = {"title": "a", "network": {"services": [card]}}
    assert words(old, new) == "přibyl 1 údaj, ubyl 1 údaj, upraveny 2 údaje (Síť služeb)"
    assert words(old, new | {"place": "Písek"}) == (
        "přibyly 2 údaje (Síť služeb, Místo), ubyl 1 údaj, upraveny 2 údaje (Síť služeb)"
    )


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("text", None, "ubyl 1 údaj"),
        ("text", " ", "ubyl 1 údaj"),
        ([], ["a"], "přibyl 1 údaj"),
        (["a", "b", "c"], ["a", "c"], "ubyl 1 údaj"),
        (5, 0, "upraven 1 údaj"),
        (True, False, "upraven 1 údaj"),
        (None, False, "přibyl 1 údaj"),
        (Decimal("1.5"), None, "ubyl 1 údaj"),
        ("", None, "upraven 1 údaj"),
        ({"text": "a"}, {}, "ubyl 1 údaj"),
    ],
)
def test_a_value_that_was_emptied_went(old: object, new: object, told: str) -> None:
    """Zero and „ne“ say something, blanks do not."""
    assert words({"x": old}, {"x": new}) == told


def test_a_whole_strategy_is_told_by_its_goals_and_measures() -> None:
    whole = {"nodes": [{"name": "P", "nodes": [{"name": "C", "measures": [measure("A"), measure("B")]}]}]}
    assert words({}, {"strategy": whole}).startswith("přibyly 2 položky strategie, přibyla 2 opatření")
    assert words({"strategy": whole}, {}).startswith("ubyly 2 položky strategie, ubyla 2 opatření")


def test_a_measure_inside_a_new_goal_that_only_moved_there_is_not_told_as_new() -> None:
    old = {"strategy": {"nodes": [{"id": "a", "measures": [{"id": "m", "name": "M"}]}]}}
    new = {"strategy": {"nodes": [{"id": "a"}, {"id": "b", "name": "N", "measures": [{"id": "m", "name": "M"}]}]}}
    assert words(old, new).startswith("přibyla 1 položka strategie, přesunuto 1 opatření")


@pytest.mark.parametrize(
    ("path", "one", "two", "five"),
    [
        ("network/services", "přibyla 1 služba", "přibyly 2 služby", "přibylo 5 služeb"),
        ("groups", "přibyla 1 skupina", "přibyly 2 skupiny", "přibylo 5 skupin"),
        ("analyses", "přibyla 1 analýza", "přibyly 2 analýzy", "přibylo 5 analýz"),
        ("terms", "přibyl 1 pojem", "přibyly 2 pojmy", "přibylo 5 pojmů"),
        ("approvals", "přibylo 1 schválení", "přibyla 2 schválení", "přibylo 5 schválení"),
    ],
)
def test_verbs_and_nouns_agree_with_the_count(path: str, one: str, two: str, five: str) -> None:
    for count, expected in ((1, one), (2, two), (5, five)):
        items: Any = [{"name": f"Jméno {index}", "id": f"x{index}"} for index in range(count)]
        old: dict[str, Any] = {}
        new: dict[str, Any] = {}
        steps = path.split("/")
        for holder, value in ((old, []), (new, items)):
            for step in steps[:-1]:
                holder = holder.setdefault(step, {})  # noqa: PLW2901 - goes down
            holder[steps[-1]] = value
        assert words(old, new) == expected


def test_members_are_people() -> None:
    members = [{"person": {"surname": str(number)}} for number in range(2)]
    old = {"groups": [{"name": "Triáda", "members": []}]}
    new = {"groups": [{"name": "Triáda", "members": members}]}
    assert words(old, new) == "přibyli 2 členové"


def test_every_part_that_stands_in_a_list_has_its_noun_in_counts() -> None:
    listed = {field.part_class for part in all_parts() for field in part.fields.values() if isinstance(field, PartsOf)}
    assert set(NOUNS) == listed


def test_places_that_the_schema_does_not_know_are_no_parts() -> None:
    for pointer in ("", "/unknown/0", "/strategy/nodes/x", "/title/0", "/strategy/0/nodes"):
        assert not isinstance(field_at(pointer), PartsOf)
    assert words({"unknown": [{"name": "a"}]}, {"unknown": []}) == "ubyl 1 údaj"


def test_contents_that_are_no_plans_are_told_too() -> None:
    odd: list[Any] = [None, [], "x", {"strategy": []}, {"strategy": {"nodes": {"measures": 5}}}, {"currency": ["x"]}]
    for old in odd:
        for new in odd:
            told(old, new)
            words(old, new)
