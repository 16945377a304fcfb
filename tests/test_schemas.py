"""Loading: raw content becomes a plan, or all of its problems at once, each with pointer, human path and sentence."""

from __future__ import annotations

import dataclasses
import time
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.base import Part, PartOf, PartsOf
from schemas.fields import HouseField
from schemas.findings import Finding, Location, Severity, error
from schemas.loading import MAX_FINDINGS, MAX_HINTS, MAX_MEASURES, MAX_UNKNOWN, load
from schemas.paths import human_path, pointer_of, steps_of
from schemas.plan import Plan
from schemas.strategy import MAX_DEPTH
from schemas.values import Rich


def findings(**raw: object) -> tuple[Finding, ...]:
    loaded = load({"title": "Plán", **raw})
    assert (loaded.plan is None) == bool(loaded.findings)
    return loaded.findings


def told(**raw: object) -> list[tuple[str, str]]:
    """(code, pointer) of every finding."""
    return [(finding.code, finding.pointer) for finding in findings(**raw)]


def plan(**raw: object) -> Plan:
    loaded = load({"title": "Plán", **raw})
    assert loaded.plan is not None, loaded.findings
    return loaded.plan


def with_measure(**measure: object) -> dict[str, Any]:
    return {"strategy": {"nodes": [{"name": "Cíl", "measures": [{"name": "Opatření", **measure}]}]}}


MEASURE = "/strategy/nodes/0/measures/0"


def nested(levels: int) -> dict[str, Any]:
    """A strategy of so many levels of nodes, one in the other."""
    node: dict[str, Any] = {"name": "Cíl"}
    for _ in range(levels - 1):
        node = {"name": "Cíl", "nodes": [node]}
    return {"strategy": {"nodes": [node]}}


# ---------------------------------------------------------------- what a plan is


def test_a_title_is_enough_for_a_plan_and_everything_else_is_empty() -> None:
    made = plan()
    assert (made.title, made.subtitle, made.territory, made.groups) == ("Plán", "", None, ())


def test_a_plan_is_typed_immutable_and_every_part_knows_its_pointer() -> None:
    made = plan(**with_measure(starts="1. 3. 2020", description="*Text*", costs=[{"amount": Decimal("0.10")}]))
    assert made.strategy
    measure = made.strategy.nodes[0].measures[0]
    assert (measure.starts, measure.costs[0].amount) == (date(2020, 3, 1), Decimal("0.10"))
    assert (measure.pointer, measure.costs[0].pointer) == (MEASURE, f"{MEASURE}/costs/0")
    assert measure.description == Rich("*Text*")
    assert measure.description.pointer == f"{MEASURE}/description"
    with pytest.raises(dataclasses.FrozenInstanceError):
        measure.name = "jiný"  # type: ignore[misc]


def test_a_blank_part_says_nothing_and_no_part_shares_anything_changeable() -> None:
    assert not any(getattr(Plan.blank(), name) for name in ("title", "groups", "territory"))
    for part_class in parts_of(Plan, set()):
        for name, field in part_class.fields.items():
            assert isinstance(hash(field.empty), int), name


def parts_of(part_class: type[Part], seen: set[type[Part]]) -> set[type[Part]]:
    seen.add(part_class)
    for field in part_class.fields.values():
        if isinstance(field, PartOf) and field.part_class not in seen:
            parts_of(field.part_class, seen)
    return seen


# ---------------------------------------------------------------- every problem at once


def test_every_problem_is_reported_at_once_in_the_order_of_the_schema() -> None:
    found = told(
        title=5,
        parties={"name": "Město"},
        territory={"name": "", "municipalities": [{"name": "Obec", "population": -1}, {"population": 1}]},
        period={"first_year": "2020"},
        date="31. 2. 2020",
        foreword=None,
        neznámý=1,
    )
    assert found == [
        ("not_text", "/title"),
        ("empty", "/territory/name"),
        ("too_small", "/territory/municipalities/0/population"),
        ("empty", "/territory/municipalities/1/name"),
        ("not_number", "/period/first_year"),
        ("no_such_day", "/date"),
        ("not_list", "/parties"),
        ("not_part", "/foreword"),
        ("unknown_key", "/neznámý"),
    ]


def test_problems_of_fields_do_not_hide_those_of_identifiers_and_references() -> None:
    found = told(
        title=5, groups=[{"id": "a", "name": "A"}, {"id": "a", "name": "B"}], swot=[{"title": "S", "group": "b"}]
    )
    assert found == [("not_text", "/title"), ("duplicate_id", "/groups/1/id"), ("unknown_reference", "/swot/0/group")]


@pytest.mark.parametrize("raw", [None, [], "text", 5, True])
def test_content_that_is_no_object_is_refused_as_a_whole(raw: object) -> None:
    (finding,) = load(raw).findings
    assert (finding.code, finding.pointer, finding.label) == ("not_part", "", "Plán")


def test_at_most_so_many_findings_are_listed_and_the_rest_is_counted() -> None:
    found = findings(abbreviations=[{"short": 1, "long": 2}] * 300)
    assert len(found) == MAX_FINDINGS + 1
    assert found[-1].code == "more_findings"
    assert str(600 - MAX_FINDINGS) in found[-1].message


def test_every_finding_is_an_error_with_a_czech_and_an_english_sentence() -> None:
    for finding in findings(title=None, date="včera", currency="euro", analyses=[{"title": "A", "typ": 1}]):
        assert finding.severity is Severity.ERROR
        assert finding.message.endswith(".")
        assert finding.message != finding.message_en
        assert "{" not in finding.message + finding.message_en


# ---------------------------------------------------------------- places


@pytest.mark.parametrize(
    ("pointer", "path"),
    [
        ("", "Plán"),
        ("/title", "Název"),
        ("/territory/municipalities/2/population", "Území › Obec 3 › Počet obyvatel"),
        ("/strategy/nodes/1/nodes/0/measures/2/costs/0/amount",
         "Strategie › Priorita 2 › Cíl 1 › Opatření 3 › Náklad 1 › Částka"),
        ("/strategy/nodes", "Strategie › Položky"),
        ("/analyses/0/chapters/1/tables/0/rows/4/1",
         "Analýza 1 › Kapitola 2 › Tabulka 1 › Řádky › řádek 5 › sloupec 2"),
        ("/process/principles/0", "Průběh plánování › Zásada 1"),
        ("/swot/0/weaknesses/items/3/text", "SWOT analýza 1 › Slabé stránky › Položka SWOT 4 › Text"),
        ("/nic/tady", "„nic“ › „tady“"),
        ("/a~1b~0c", "„a/b~c“"),
    ],
)  # fmt: skip
def test_the_human_path_reads_like_a_way_through_the_document(pointer: str, path: str) -> None:
    assert human_path(pointer) == path


def test_levels_bear_the_names_that_the_content_gives_them() -> None:
    levels = {"strategy": {"levels": [{"name": "Oblast"}, {"name": "Záměr"}], "nodes": 1}}
    assert human_path("/strategy/nodes/0/nodes/1/name", levels) == "Strategie › Oblast 1 › Záměr 2 › Název"


@pytest.mark.parametrize("levels", [None, {}, [], [1], [{"name": 5}], [{"name": "x" * 41}], {"0": "a"}])
def test_the_human_path_survives_levels_that_are_wrong_themselves(levels: object) -> None:
    assert human_path("/strategy/nodes/0", {"strategy": {"levels": levels}}).startswith("Strategie › P")


@given(st.lists(st.text()))
def test_pointers_escape_and_unescape_any_key(keys: list[str]) -> None:
    pointer = ""
    for key in keys:
        pointer = pointer_of(pointer, key)
    assert steps_of(pointer) == keys


# ---------------------------------------------------------------- unknown keys


def test_an_unknown_key_is_refused_by_name_with_the_nearest_known_one() -> None:
    (finding,) = findings(**with_measure(garant="Město", guarantr="Město"))[:1]
    assert (finding.code, finding.pointer) == ("unknown_key", f"{MEASURE}/garant")
    assert "„garant“" in finding.message
    (_, near) = findings(**with_measure(garant="Město", guarantr="Město"))
    assert "nejbližší je „guarantor“ (Garant)" in near.message


@pytest.mark.parametrize("key", ["__class__", "__proto__", "pointer", "schema", "fields", "owner_id", "id ", "Title"])
def test_no_key_of_the_programme_can_be_set_from_the_content(key: str) -> None:
    assert told(**{key: "x"}) == [("unknown_key", f"/{key}")]


def test_unknown_keys_stand_after_the_known_ones_sorted_and_at_most_twenty() -> None:
    unknown = {f"klíč {number:02}": 1 for number in range(50)}
    found = findings(date=1, **unknown)
    assert [finding.pointer for finding in found[1:-1]] == [f"/{key}" for key in sorted(unknown)[:MAX_UNKNOWN]]
    assert (found[0].pointer, found[-1].code) == ("/date", "more_findings")


def test_two_hundred_thousand_unknown_keys_are_refused_in_seconds() -> None:
    started = time.perf_counter()
    assert len(findings(**{f"unknown_{number}": 1 for number in range(200_000)})) == MAX_UNKNOWN + 1
    assert time.perf_counter() - started < 15  # 35 s and more when each looks for the nearest one


def test_a_key_that_no_message_could_hold_is_shown_without_its_harm() -> None:
    (finding,) = findings(**{"\ud800\x1b[31m\n" + "k" * 500: 1})
    for shown in (finding.pointer, finding.label, finding.message, finding.message_en):
        assert len(shown.encode()) < 400
        assert "\x1b" not in shown
    assert "\n" not in finding.label + finding.message


# ---------------------------------------------------------------- identifiers and references


@pytest.mark.parametrize("value", ["a", "A1", "o-2.1_b", "0", "x" * 64])
def test_an_identifier_is_a_short_plain_name(value: str) -> None:
    assert plan(groups=[{"id": value, "name": "A"}]).groups[0].id == value


@pytest.mark.parametrize("value", ["", " a", "é", "a b", "../a", "a/b", "-a", "a\n", "<b>", "x" * 65, "#a", "a\r\nb"])
def test_an_identifier_is_never_a_path_a_markup_or_a_line_break(value: str) -> None:
    assert told(groups=[{"id": value, "name": "A"}]) == [("not_identifier", "/groups/0/id")]


def test_an_identifier_used_twice_names_both_places_whatever_they_are() -> None:
    (finding,) = findings(sources=[{"id": "a", "title": "T"}], groups=[{"name": "B"}, {"id": "a", "name": "C"}])
    places = {finding.pointer, *[word.strip("().") for word in finding.message.split() if word.startswith("(/")]}
    assert places == {"/sources/0/id", "/groups/1/id"}
    assert "Skupina 2" in finding.message + finding.label
    assert "Pramen 1" in finding.message + finding.label


def test_identifiers_that_differ_in_case_are_different() -> None:
    made = plan(groups=[{"id": "a", "name": "A"}, {"id": "A", "name": "B"}], swot=[{"title": "S", "group": "A"}])
    assert made.swot[0].group == "A"


def test_a_reference_to_nothing_names_the_nearest_identifier_of_its_kind() -> None:
    raw = with_measure(id="o-doprava", links={"measures": ["o-doprva"], "swot": ["o-doprava"]})
    measures, swot = sorted(findings(**raw), key=lambda finding: finding.pointer)
    assert "žádné opatření s tímto označením v obsahu není; nejbližší je „o-doprava“" in measures.message
    assert "žádná položka SWOT" in swot.message  # a measure is no item of a SWOT
    assert "nejbližší" not in swot.message


def test_the_usual_funding_sources_can_be_referred_to_unless_the_content_has_its_own() -> None:
    cost = with_measure(costs=[{"source": "kraj"}])
    assert told(**cost) == []
    own = [{"id": "obec", "name": "Obec"}]
    assert told(**cost, funding_sources=own) == [("unknown_reference", f"{MEASURE}/costs/0/source")]
    assert told(**cost, funding_sources=[]) == []


def test_a_measure_may_refer_to_itself_and_in_circles() -> None:
    first = {"id": "a", "name": "A", "links": {"measures": ["a", "b"]}}
    second = {"id": "b", "name": "B", "links": {"measures": ["a"]}}
    assert told(strategy={"nodes": [{"name": "Cíl", "measures": [first, second]}]}) == []


def test_thousands_of_wrong_references_are_refused_in_seconds() -> None:
    measures = [
        {"id": f"opatreni-{number}", "name": "M", "links": {"measures": [f"opatreni-x{number}"]}}
        for number in range(3_000)
    ]
    started = time.perf_counter()
    found = findings(strategy={"nodes": [{"name": "Cíl", "measures": measures}]})
    assert len(found) == MAX_FINDINGS + 1
    assert sum("nejbližší" in finding.message for finding in found) == MAX_HINTS
    assert time.perf_counter() - started < 30  # minutes when each looks for the nearest one


# ---------------------------------------------------------------- limits of the strategy


def test_the_strategy_has_at_most_five_levels_measures_included() -> None:
    assert told(**nested(MAX_DEPTH)) == []
    assert told(**nested(MAX_DEPTH + 1)) == [("too_deep", "/strategy/nodes")]
    deepest = nested(MAX_DEPTH)
    node = deepest["strategy"]["nodes"][0]
    while "nodes" in node:
        node = node["nodes"][0]
    node["measures"] = [{"name": "Opatření"}]
    assert told(**deepest) == [("too_deep", "/strategy/nodes")]


def test_a_strategy_nested_without_end_is_refused_and_nothing_overflows() -> None:
    assert told(**nested(100_000)) == [("too_deep", "/strategy/nodes")]


def test_more_measures_than_the_limit_are_refused_with_their_number() -> None:
    half: list[dict[str, str]] = [{"name": "M"}] * (MAX_MEASURES // 2 + 1)
    (finding,) = findings(strategy={"nodes": [{"name": "A", "measures": half}, {"name": "B", "measures": half}]})
    assert finding.code == "too_many_measures"
    assert "10\u00a0002" in finding.message


# ---------------------------------------------------------------- findings, and anything at all


def test_a_finding_as_data_has_all_that_an_interface_shows() -> None:
    rule = error("code", "Česky {value}.", "English {value}.")
    found = rule.at("/a", value="x\n\x07y").located("A", Location(line=3, column=4))
    assert found.as_dict() == {
        "severity": "error",
        "code": "code",
        "pointer": "/a",
        "label": "A",
        "detail": "Česky x \ufffdy.",
        "detail_en": "English x \ufffdy.",
        "location": {"line": 3, "column": 4},
    }
    assert [str(place) for place in (Location(line=3), Location(sheet="Opatření", cell="E17"))] == [
        "řádek 3",
        "list Opatření, buňka E17",
    ]


def keys_of(part_class: type[Part]) -> st.SearchStrategy[str]:
    return st.sampled_from([*part_class.fields, "neznámý"])


def values(field: HouseField | None, depth: int) -> st.SearchStrategy[Any]:
    if isinstance(field, PartsOf) and depth:
        return st.lists(contents(field.part_class, depth - 1), max_size=2) | SCRAPS
    if isinstance(field, PartOf) and depth:
        return contents(field.part_class, depth - 1) | SCRAPS
    return SCRAPS


def contents(part_class: type[Part], depth: int) -> st.SearchStrategy[dict[str, Any]]:
    return st.lists(keys_of(part_class), max_size=4, unique=True).flatmap(
        lambda keys: st.fixed_dictionaries({key: values(part_class.fields.get(key), depth) for key in keys})
    )


SCRAPS: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=5)
    | st.just("2020-01-01"),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
    max_leaves=4,
)


@settings(deadline=None, max_examples=200)
@given(contents(Plan, 4) | SCRAPS)
def test_whatever_the_content_is_loading_gives_a_plan_or_findings_with_places(raw: Any) -> None:
    loaded = load(raw)
    assert (loaded.plan is None) == bool(loaded.findings)
    for finding in loaded.findings:
        assert finding.label
        assert finding.message.encode()
        assert finding.pointer == "" or finding.pointer.startswith("/")
    assert all(first != second for first, second in pairwise(loaded.findings))
