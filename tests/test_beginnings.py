"""Beginnings: what a new plan may begin with can be loaded, and what belonged to the old period is gone."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from assembler.beginnings import blank, example, next_period
from assembler.errors import UnknownName
from schemas.loading import load
from tests.examples import EXAMPLES


def test_a_blank_plan_has_its_name_and_can_be_loaded() -> None:
    assert load(blank("Komunitní plán")).findings == ()


def test_a_blank_plan_may_know_its_period() -> None:
    assert blank("Plán", (2027, 2029))["period"] == {"first_year": 2027, "last_year": 2029}


def test_the_next_period_of_a_sample_is_still_a_sample() -> None:
    assert next_period(example("minimal"))["sample"] == example("minimal")["sample"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_a_complete_plan_with_its_pictures(name: str) -> None:
    assert load(example(name)).findings == ()


def test_an_example_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(UnknownName, match="dacice"):
        example("../dacice")


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_next_period_can_be_loaded_and_leaves_the_old_plan_as_it_was(name: str) -> None:
    old = example(name)
    kept = copy.deepcopy(old)
    assert load(next_period(old)).findings == ()
    assert old == kept


def test_years_move_on_by_the_length_of_the_period() -> None:
    assert next_period({"period": {"first_year": 2020, "last_year": 2022}})["period"] == {
        "first_year": 2023,
        "last_year": 2025,
    }
    odd: list[Any] = [None, {}, [], {"first_year": 2022, "last_year": 2020}, {"first_year": "2020", "last_year": 2022}]
    for period in odd:
        assert "period" not in next_period({"period": period})


def test_costs_terms_and_reached_values_of_the_old_years_are_gone_and_promises_stay() -> None:
    old = example("dacice")
    new = next_period(old)
    measures = [each for top in new["strategy"]["nodes"] for goal in top["nodes"] for each in goal["measures"]]
    assert len(measures) == 40
    assert not any(key in each for each in measures for key in ("costs", "starts", "ends", "schedule", "stated_total"))
    assert not any("actual" in each for measure in measures for each in measure.get("indicators", []))
    assert not any("costs" in service for service in new["network"]["services"])
    assert not any(key in new for key in ("approvals", "action_plans", "foreword", "process", "date", "version"))
    assert [new[key] for key in ("territory", "groups", "swot", "terms")] == [
        old[key] for key in ("territory", "groups", "swot", "terms")
    ]


def test_the_old_measures_stand_among_the_evaluated_ones_with_their_codes() -> None:
    previous = next_period(example("dacice"))["previous_plan"]
    assert previous["title"] == "Střednědobý plán rozvoje sociálních služeb ORP Dačice 2020–2022"
    assert len(previous["measures"]) == 40
    assert all(each["code"] and each["name"] for each in previous["measures"])


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"strategy": {"nodes": [{"measures": [{"name": "A"}, {"name": 5}, "x"], "nodes": "y"}]}, "unknown": 1},
        {"strategy": [], "network": {"services": {}}, "title": None},
    ],
)
def test_an_unfinished_plan_can_be_taken_over_too(content: dict[str, Any]) -> None:
    names = [each["name"] for each in next_period(content)["previous_plan"]["measures"]]
    assert names == (["A"] if "unknown" in content else [])
