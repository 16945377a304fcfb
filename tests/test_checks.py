"""The checks: every rule against its cases (tests/content/invalid/<code>), silence where all is well, order and scope.

A case begins with `# expects:` and the pointers at which its rule speaks ("" is the whole plan), then perhaps with
`# year:` and the year whose action plan is wanted ("" is any); a valid plan may begin with `# silent:` and the codes of
rules that must not be misled by it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import schemas.base
import schemas.loading
import schemas.refusals
from assembler import checks
from assembler.checks import ALL_PARTS, MAX_FINDINGS, NO_RULESET, RULES, Scope, Variant, place, run
from assembler.checks.walk import CLASSES, TEXT_FIELDS
from assembler.errors import UnknownName
from assembler.readers import yaml_file
from schemas.fields import RichText
from schemas.findings import Finding, Rule, Severity, warning
from schemas.loading import load
from schemas.plan import Plan

ROOT = Path(__file__).parent.parent
CASES = sorted(path for code in RULES for path in (ROOT / "tests/content/invalid" / code).glob("*.yaml"))
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
VALID = sorted((ROOT / "tests/content/valid").glob("*.yaml"))
EVERYTHING = Scope()
LOGIC = Scope(ruleset=NO_RULESET)


def read(path: Path) -> tuple[Plan, object]:
    raw = yaml_file.read(path.read_bytes()).raw
    loaded = load(raw)
    assert loaded.plan is not None, [finding.message for finding in loaded.findings]
    return loaded.plan, raw


def plan_of(**raw: object) -> Plan:
    loaded = load({"title": "Plán", **raw})
    assert loaded.plan is not None, loaded.findings
    return loaded.plan


def header(path: Path, word: str) -> list[str]:
    found = re.search(rf"^# {word}: (.*)", path.read_text(encoding="utf-8"), re.MULTILINE)
    return [one.strip('"') for one in found[1].split()] if found else []


def scope_of(path: Path) -> Scope:
    """A case that names a year is a document of that year's action plan."""
    years = header(path, "year")
    return replace(EVERYTHING, yearly=bool(years), year=int(years[0]) if any(years) else None)


def codes(findings: tuple[Finding, ...]) -> set[str]:
    return {finding.code for finding in findings}


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


@pytest.mark.parametrize("path", CASES, ids=name)
def test_a_rule_speaks_exactly_where_its_case_says(path: Path) -> None:
    plan, raw = read(path)
    spoken = {finding.pointer for finding in run(plan, scope_of(path), raw) if finding.code == path.parent.name}
    assert spoken == set(header(path, "expects"))


@pytest.mark.parametrize("code", RULES)
def test_every_rule_has_a_case(code: str) -> None:
    assert list((ROOT / "tests/content/invalid" / code).glob("*.yaml"))


@pytest.mark.parametrize("path", [*VALID, *EXAMPLES], ids=name)
def test_a_valid_plan_has_no_error_of_logic(path: Path) -> None:
    plan, _ = read(path)
    assert [f.message for f in run(plan, LOGIC) if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_an_example_holds_what_the_law_asks_for(path: Path) -> None:
    plan, _ = read(path)
    asked = [finding for finding in run(plan, EVERYTHING) if finding.code.startswith("statutory")]
    assert [finding.message for finding in asked if finding.severity is not Severity.INFO] == []


@pytest.mark.parametrize("path", EXAMPLES, ids=name)
def test_an_example_can_be_approved(path: Path) -> None:
    plan, raw = read(path)
    assert [finding.message for finding in run(plan, EVERYTHING, raw) if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("path", [path for path in VALID if header(path, "silent")], ids=name)
def test_rules_are_not_misled(path: Path) -> None:
    plan, _ = read(path)
    misled = codes(run(plan, EVERYTHING)).intersection(header(path, "silent"))
    assert misled == set()


@pytest.mark.parametrize("code", [code for path in VALID for code in header(path, "silent")])
def test_silence_is_asked_of_rules_that_exist(code: str) -> None:
    assert code in RULES


def test_codes_of_checks_differ_from_those_of_the_loader() -> None:
    modules = (schemas.base, schemas.refusals, schemas.loading)
    loader = {rule.code for module in modules for rule in vars(module).values() if isinstance(rule, Rule)}
    assert loader.isdisjoint(RULES)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_every_sentence_is_a_sentence_in_both_languages(rule: Rule) -> None:
    for sentence in (rule.cs, rule.en):
        assert sentence[0].isupper() or sentence[0] in "{“"
        assert sentence.endswith((".", ".)"))
    assert set(re.findall(r"(?<!\{)\{(\w+)\}", rule.en)) - set(re.findall(r"(?<!\{)\{(\w+)\}", rule.cs)) <= {
        "nearest_en", "hint_en", "text_en", "advice_en", "ruleset_en",
    }  # fmt: skip


def test_every_finding_is_filled_in_and_says_where_in_words() -> None:
    for path in CASES:
        plan, raw = read(path)
        for finding in run(plan, EVERYTHING, raw):
            assert finding.label
            assert "{" not in finding.message or "mask" in finding.code
            assert "  " not in finding.message


def test_errors_come_first_then_the_order_of_the_content() -> None:
    plan = plan_of(strategy={"nodes": [{"name": "A"}, {"name": "B", "measures": [{"name": "C"}] * 11}]}, swot=[])
    findings = run(plan, EVERYTHING)
    ranks = [list(Severity).index(finding.severity) for finding in findings]
    errors = [place(finding.pointer) for finding in findings if finding.severity is Severity.ERROR]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == 3
    assert errors == sorted(errors)
    assert place("/strategy/nodes/9/name") < place("/strategy/nodes/10/name")


def test_severities_decide_what_stops_an_approval_copy() -> None:
    stops = {code for code, rule in RULES.items() if rule.severity is Severity.ERROR}
    assert {"goal_without_measure", "measure_without_cost", "image_without_alt", "statutory_missing"} <= stops
    assert stops.isdisjoint({"long_period", "person_without_consent", "statutory_unverified", "abbreviation_unused"})


def test_a_part_that_the_document_does_not_print_is_not_spoken_of() -> None:
    plan, _ = read(ROOT / "tests/content/invalid/goal_without_measure/goal.yaml")
    scope = Scope(parts=frozenset({"swot", "period"}))
    assert "goal_without_measure" in codes(run(plan, EVERYTHING))
    pointers = {finding.pointer for finding in run(plan, scope)}
    assert pointers == {"/period", "/date"}


def test_a_document_of_one_year_speaks_of_its_own_action_plan_only() -> None:
    plan = plan_of(action_plans=[{"year": 2025}, {"year": 2026, "introduction": "Viz ORP."}], abbreviations=[])
    yearly = replace(LOGIC, yearly=True)
    spoken = {year: codes(run(plan, replace(yearly, year=year))) for year in (None, 2025, 2026)}
    assert "action_plan_empty" in spoken[2025] & spoken[2026]
    assert "abbreviation_unexplained" in spoken[2026] - spoken[2025]
    assert spoken[None] == spoken[2025]


def test_texts_of_unprinted_parts_use_no_abbreviations() -> None:
    plan, _ = read(ROOT / "tests/content/invalid/abbreviation_unexplained/orp_and_opz.yaml")
    shown = [f.message for f in run(plan, Scope(parts=ALL_PARTS - {"foreword"})) if "unexplained" in f.code]
    assert len(shown) == 2
    assert not any("ORP" in message for message in shown)
    assert "abbreviation_unexplained" not in codes(run(plan, Scope(parts=ALL_PARTS - {"abbreviations"})))


def test_an_abbreviation_that_another_document_of_the_plan_uses_is_not_called_unused() -> None:
    abbreviations = [{"short": "DPČ", "long": "dohoda"}, {"short": "ORP", "long": "obec"}]
    plan = plan_of(abbreviations=abbreviations, action_plans=[{"year": 2025, "introduction": "Pět DPČ."}])
    findings = run(plan, Scope(parts=ALL_PARTS - {"action_plans"}))
    assert [f.pointer for f in findings if f.code == "abbreviation_unused"] == ["/abbreviations/1/short"]


@pytest.mark.parametrize(
    "code", ["person_without_consent", "person_left_out", "user_name_published", "small_numbers_in_table"]
)
def test_an_internal_document_may_name_people_and_small_numbers(code: str) -> None:
    for path in (ROOT / "tests/content/invalid" / code).glob("*.yaml"):
        plan, _ = read(path)
        assert code not in codes(run(plan, replace(EVERYTHING, variant=Variant.INTERNAL)))


def test_levels_are_named_as_the_plan_names_them() -> None:
    levels = [{"name": "Problémový strom"}, {"name": "Opatření"}]
    plan = plan_of(strategy={"levels": levels, "nodes": [{"name": "Bydlení"}]})
    finding = next(f for f in run(plan, LOGIC) if f.code == "goal_without_measure")
    assert finding.message == "Problémový strom „Bydlení“ nemá žádné opatření. Doplňte alespoň jedno."
    assert finding.label == "Strategie › Problémový strom 1 › Opatření"


def test_a_wrong_sum_names_both_numbers_and_their_difference() -> None:
    plan, raw = read(ROOT / "tests/content/invalid/stated_total_differs/measure.yaml")
    finding = next(f for f in run(plan, LOGIC, raw) if f.code == "stated_total_differs")
    assert "1\u00a0000\u00a0000\u00a0Kč" in finding.message
    assert "990\u00a0000,50\u00a0Kč" in finding.message
    assert "9\u00a0999,50\u00a0Kč" in finding.message


def test_a_person_without_consent_learns_what_is_printed_instead() -> None:
    plan, _ = read(ROOT / "tests/content/invalid/person_without_consent/role_instead.yaml")
    finding = next(f for f in run(plan, LOGIC) if f.code == "person_without_consent")
    assert "otiskne „jméno se nezveřejňuje“" in finding.message  # her role stands beside it


def test_a_lost_zero_of_a_company_number_is_offered_back() -> None:
    plan, _ = read(ROOT / "tests/content/invalid/ico_shape/lost_zero.yaml")
    assert any("má být „00246476“" in finding.message for finding in run(plan, LOGIC))


def test_a_broken_link_names_the_nearest_identifier() -> None:
    plan, _ = read(ROOT / "tests/content/invalid/unknown_link/typing_error.yaml")
    assert any("nejbližší je „o-doprava“" in finding.message for finding in run(plan, LOGIC))


@pytest.mark.parametrize(
    ("value", "cs", "en"),
    [
        (20000, "20\u00a0000", "20,000"),
        (Decimal("1.005"), "1,005", "1.005"),
        (Decimal("-1234567.50"), "\u22121\u00a0234\u00a0567,50", "\u22121,234,567.50"),
        (2020, "2020", "2020"),
        ("20000.5", "20000.5", "20000.5"),
        (True, "True", "True"),
    ],
)
def test_numbers_stand_as_the_language_of_the_message_writes_them(value: object, cs: str, en: str) -> None:
    """A text of the content is repeated as it is, and a year is not taken apart."""
    finding = warning("some", "Hodnota {value}.", "The value {value}.").at("", value=value)
    assert (finding.message, finding.message_en) == (f"Hodnota {cs}.", f"The value {en}.")


@pytest.mark.parametrize(
    ("value", "shown"),
    [("slovo " * 20, "slovo " * 12 + "slovo…"), ("x" * 100, "x" * 79 + "…"), ("a" + " x" * 5, "a x x x x x")],
)
def test_a_long_value_is_shortened_behind_a_word(value: str, shown: str) -> None:
    """No message grows with the content; only a word that is too long itself is cut."""
    assert warning("some", "„{value}“.", "“{value}”.").at("", value=value).message == f"„{shown}“."


def test_a_negative_slice_is_told_in_czech() -> None:
    series = [{"name": "Podíl", "values": [Decimal("-0.5"), 1]}]
    chart = {"caption": "Podíly", "type": "pie", "categories": ["a", "b"], "series": series}
    plan = plan_of(analyses=[{"title": "A", "chapters": [{"heading": "K", "charts": [chart]}]}])
    finding = next(f for f in run(plan, LOGIC) if f.code == "chart_pie_negative")
    assert "zápornou hodnotu (\u22120,5)" in finding.message


def test_findings_past_the_limit_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    plan, _ = read(ROOT / "tests/content/invalid/further_findings/rows.yaml")
    told = run(plan, LOGIC)
    monkeypatch.setattr(checks, "MAX_FINDINGS", 10_000)
    everything = run(plan, LOGIC)
    assert len(everything) > 1100
    assert told[:-1] == everything[:MAX_FINDINGS]
    assert told[-1].message.startswith(f"Nálezů je ještě {len(everything) - MAX_FINDINGS}.")


def test_every_kind_of_rich_text_is_read() -> None:
    rich = {(one, name) for one in CLASSES for name, field in one.fields.items() if isinstance(field, RichText)}
    assert rich
    assert rich <= {(one, name) for one, fields in TEXT_FIELDS.items() for name, _ in fields}


def test_an_unknown_rule_set_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="municipal-2015"):
        run(plan_of(), Scope(ruleset="obecni-2099"))
