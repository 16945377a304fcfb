"""The statutory rule sets: what they ask for, what they say of themselves, and that a senseless one is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assembler.checks import DEFAULT_RULESET, NO_RULESET, RULESETS, Scope, run
from assembler.checks.statutory import ruleset, service_kinds
from assembler.checks.statutory.ruleset import built, filled, follow
from schemas.findings import Finding, Severity
from schemas.loading import load
from schemas.plan import Plan
from tests.examples import raw

FOLDER = Path(ruleset.__file__).parent


def plan_of(**raw: object) -> Plan:
    loaded = load({"title": "Plán", **raw})
    assert loaded.plan is not None, loaded.findings
    return loaded.plan


def statutory(plan: Plan, **scope: Any) -> list[Finding]:
    return [finding for finding in run(plan, Scope(**scope)) if finding.code.startswith("statutory")]


def municipal() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((FOLDER / "municipal_2015.yaml").read_text(encoding="utf-8"))
    return data


def test_the_default_checks_the_wording_of_2015_and_says_so() -> None:
    chosen = RULESETS[DEFAULT_RULESET]
    assert chosen.citation == "§ 3 písm. h) zákona č. 108/2006 Sb."
    assert chosen.valid_from == date(2015, 1, 1)
    assert "300/2025" in chosen.note
    assert [item.number for item in chosen.items] == list("123456789")
    assert [item.number for item in chosen.items if item.verified] == list("1234")


@pytest.mark.parametrize("id_", RULESETS)
def test_every_finding_names_rule_set_and_citation(id_: str) -> None:
    findings = statutory(plan_of(), ruleset=id_)
    assert findings
    for finding in findings:
        assert RULESETS[id_].citation in finding.message
        assert RULESETS[id_].title in finding.message
        assert RULESETS[id_].title_en in finding.message_en


def test_a_finding_says_first_what_to_do_and_last_what_asks_for_it() -> None:
    for finding in statutory(plan_of()):
        begins = "Plán může" if finding.severity is Severity.INFO else ("Doplňte", "Popište", "Vyplňte")
        assert finding.message.startswith(begins)
        assert finding.message.index("(") < finding.message.index("§ 3 písm. h)")
        assert finding.message.endswith(".)")


def test_verified_items_are_errors_and_unverified_ones_warnings_that_say_so() -> None:
    by_severity = {severity: [f for f in statutory(plan_of()) if f.severity is severity] for severity in Severity}
    assert len(by_severity[Severity.ERROR]) == 8
    assert len(by_severity[Severity.WARNING]) == 4
    told = "jsme neověřili, proto jde jen o doporučení"
    assert all(told in finding.message for finding in by_severity[Severity.WARNING])
    assert [finding.pointer for finding in by_severity[Severity.INFO]] == ["/action_plans"]


def test_a_regional_plan_is_measured_by_its_five_parts() -> None:
    plan = plan_of(
        process={"narrative": "Tak.", "events": [{"name": "Setkání"}]},
        analyses=[{"title": "Analýza"}],
        previous_plan={"summary": "Splněno."},
        network={"introduction": "Síť."},
    )
    assert [finding.pointer for finding in statutory(plan, ruleset="regional-2018")] == ["/strategy/nodes"]


def test_an_analysis_counts_by_its_type() -> None:
    finance = plan_of(analyses=[{"title": "Finance", "type": "finance"}])
    missing = [finding.message for finding in statutory(finance)]
    assert not any("Financování" in message for message in missing)
    assert any("analýzu potřeb" in message for message in missing)


def test_a_document_without_a_rule_set_is_measured_by_no_law() -> None:
    plan = plan_of(period={"first_year": 2020, "last_year": 2030}, date="2010-01-01")
    assert statutory(plan, ruleset=NO_RULESET) == []
    assert not {"long_period", "ruleset_not_in_force"} & {f.code for f in run(plan, Scope(ruleset=NO_RULESET))}


def test_an_item_is_not_missed_where_none_of_its_places_is_printed() -> None:
    findings = statutory(plan_of(), parts=frozenset({"strategy", "network"}))
    assert {finding.pointer for finding in findings} == {
        "/strategy/vision",
        "/strategy/nodes",
        "/network/services",
        "/network/introduction",
    }


def test_a_place_that_another_part_fills_satisfies_though_unprinted() -> None:
    findings = statutory(plan_of(analyses=[{"title": "A", "type": "other"}]), parts=frozenset({"network"}))
    assert not any("Doplňte analýzu zdrojů" in finding.message for finding in findings)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/analyses", True),
        ("/analyses/type=needs", True),
        ("/analyses/type=finance", False),
        ("/analyses/*/summary", False),
        ("/process/narrative", False),
        ("/financing/introduction", False),
    ],
)
def test_paths_find_content(path: str, expected: bool) -> None:
    plan = plan_of(analyses=[{"title": "Potřeby", "type": "needs", "summary": " "}], process={})
    assert filled(plan, path.split("/")[1:]) is expected


@pytest.mark.parametrize(
    "path",
    ["/analysis", "/process", "/strategy/vision/text", "/analyses/type=nedds", "/analyses/title=x", "/analyses/0"],
)
def test_a_path_that_leads_nowhere_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="/"):
        follow(path)


def without_note(data: dict[str, Any]) -> None:
    del data["note"]


def with_unknown_key(data: dict[str, Any]) -> None:
    data["item"] = []


def with_text_for_a_day(data: dict[str, Any]) -> None:
    data["valid_from"] = "od ledna"


def with_an_empty_item(data: dict[str, Any]) -> None:
    data["items"][0]["requirements"] = []


def with_a_number_twice(data: dict[str, Any]) -> None:
    data["items"][1]["number"] = "1"


def with_an_empty_choice(data: dict[str, Any]) -> None:
    data["items"][0]["requirements"][0]["any_of"] = []


@pytest.mark.parametrize(
    "spoil",
    [
        without_note,
        with_unknown_key,
        with_text_for_a_day,
        with_an_empty_item,
        with_a_number_twice,
        with_an_empty_choice,
    ],
)
def test_a_senseless_rule_set_is_refused(spoil: Callable[[dict[str, Any]], None]) -> None:
    data = municipal()
    built(data)
    spoil(data)
    with pytest.raises((ValueError, TypeError)):
        built(data)


def test_a_refusal_names_the_file(tmp_path: Path) -> None:
    (tmp_path / "mistake.yaml").write_text("id: x\nitems: []\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"mistake\.yaml"):
        ruleset.read(tmp_path)


def test_two_files_cannot_share_an_id(tmp_path: Path) -> None:
    text = (FOLDER / "municipal_2015.yaml").read_text(encoding="utf-8")
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="already taken"):
        ruleset.read(tmp_path)


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        ("domovy pro seniory", "49"),
        ("Domov  pro seniory (§ 48)", "49"),
        ("intervenční centra (§ 60a)", "60a"),
        ("intervenční centra, § 60a", "60a"),
        ("dům dobré vůle", ""),
        ("", ""),
    ],
)
def test_the_section_of_a_kind_of_service_is_known_only_where_the_act_names_the_kind(kind: str, section: str) -> None:
    """A kind that is written otherwise is not guessed at."""
    assert service_kinds.governing(kind) == section


@pytest.mark.parametrize("name", ["dacice", "pisek"])
def test_kinds_of_services_in_real_plans_have_the_sections_that_the_table_says(name: str) -> None:
    services = raw(name)["network"]["services"]
    kinds = [each["type"] for each in services]
    assert all(service_kinds.claimed(kind) == [service_kinds.governing(kind)] for kind in kinds)
