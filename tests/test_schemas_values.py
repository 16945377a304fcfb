"""Values of the content: what each kind of field takes, keeps to the letter, or refuses, and with which words."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from schemas.base import Part
from schemas.fields import MAX_DIGITS, MAX_TEXT
from schemas.finance import CostType
from schemas.findings import SHOWN
from schemas.plan import Plan
from schemas.values import Rich, TextFormat
from tests.test_schemas import MEASURE, findings, parts_of, plan, told, with_measure

# ---------------------------------------------------------------- text


@pytest.mark.parametrize("value", [5, Decimal("1.5"), True, None, [], {}, ["a"]])
def test_only_text_is_text(value: object) -> None:
    assert told(subtitle=value) == [("not_text", "/subtitle")]


@pytest.mark.parametrize("code", [0x00, 0x07, 0x0B, 0x0C, 0x1F, 0xD800, 0xDFFF, 0xFFFE, 0xFFFF])
@pytest.mark.parametrize(
    ("raw", "pointer"),
    [
        ({"subtitle": "ab{}"}, "/subtitle"),
        ({"strategy": {"vision": "ab{}"}}, "/strategy/vision"),
        ({"strategy": {"vision": {"text": "ab{}", "format": "html"}}}, "/strategy/vision"),
        ({"process": {"principles": ["a", "ab{}"]}}, "/process/principles/1"),
        ({"analyses": [{"title": "A", "chapters": [{"heading": "K", "tables": [{"rows": [["ab{}"]]}]}]}]},
         "/analyses/0/chapters/0/tables/0/rows/0/0"),
        ({"date": "ab{}"}, "/date"),
        ({"groups": [{"name": "A", "id": "ab{}"}]}, "/groups/0/id"),
    ],
)  # fmt: skip
def test_a_character_that_word_cannot_hold_is_refused_with_its_code_and_place(
    raw: dict[str, Any], pointer: str, code: int
) -> None:
    character = chr(code)
    written = json.loads(json.dumps(raw).replace("{}", json.dumps(character)[1:-1]))
    (finding,) = findings(**written)
    assert (finding.code, finding.pointer) == ("forbidden_character", pointer)
    assert f"U+{code:04X}" in finding.message
    assert "3. místě" in finding.message
    assert character not in finding.message


@pytest.mark.parametrize(
    "text", ["a\tb", "a\nb", "{{ x }}{% for %}", "</w:t> & ]]>", "🙂 \u202e \u200b\u00ad", "=cmd|x"]
)
def test_everything_that_word_can_hold_is_kept_to_the_letter(text: str) -> None:
    assert plan(subtitle=text).subtitle == text
    assert plan(strategy={"vision": text}).strategy.vision.text == text  # type: ignore[union-attr]


def test_line_ends_are_unified() -> None:
    assert plan(subtitle="a\r\nb\rc\nd").subtitle == "a\nb\nc\nd"


def test_the_longest_text_is_read_and_a_longer_one_refused() -> None:
    assert len(plan(subtitle="a" * MAX_TEXT).subtitle) == MAX_TEXT
    assert told(subtitle="a" * (MAX_TEXT + 1), strategy={"vision": "a" * (MAX_TEXT + 1)}) == [
        ("too_long", "/subtitle"),
        ("too_long", "/strategy/vision"),
    ]


@pytest.mark.parametrize("value", ["", "  ", "\n\t"])
def test_a_required_text_must_say_something(value: str) -> None:
    assert told(title=value) == [("empty", "/title")]


def test_no_message_grows_with_the_content_it_complains_about() -> None:
    for finding in findings(currency="x" * 100_000, date="y" * 90, groups=[{"name": "A", "id": "z" * 9_999}]):
        assert len(finding.message) < 2 * SHOWN + 200


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("*a*", Rich("*a*")),
        ({"text": "<b>a</b>", "format": "html"}, Rich("<b>a</b>", TextFormat.HTML)),
        ({"text": "a"}, Rich("a")),
        ({"format": "plain"}, Rich("", TextFormat.PLAIN)),
        ({}, Rich()),
    ],
)
def test_formatted_text_is_a_string_or_text_with_its_format(value: object, meant: Rich) -> None:
    assert plan(strategy={"vision": value}).strategy.vision == meant  # type: ignore[union-attr]


@pytest.mark.parametrize("value", [{"text": "a", "styl": "b"}, {"text": "a", "format": "rtf"}, {"format": None}])
def test_formatted_text_of_another_shape_is_refused(value: object) -> None:
    assert told(strategy={"vision": value}) == [("unknown_format", "/strategy/vision")]


@pytest.mark.parametrize("value", [5, None, [], {"text": 5}, {"text": None}])
def test_formatted_text_that_is_no_text_is_refused(value: object) -> None:
    assert told(strategy={"vision": value}) == [("not_text", "/strategy/vision")]


# ---------------------------------------------------------------- numbers, days, choices, lists


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("5", "not_number"),
        (True, "not_number"),
        (None, "not_number"),
        ([1], "not_number"),
        (Decimal("NaN"), "not_number"),
        (Decimal("Infinity"), "not_number"),
        (float("inf"), "not_number"),
        (-1, "too_small"),
        (Decimal("0.001"), "too_precise"),
        (10**MAX_DIGITS, "number_too_long"),
        (10**4_000, "number_too_long"),
        (Decimal("1e999999999"), "number_too_long"),
        (Decimal("1e-999"), "number_too_long"),
        (1e308, "number_too_long"),
        (Decimal("0." + "1" * 16), "number_too_long"),
    ],
)
def test_an_amount_is_an_exact_number_of_at_most_two_decimals(value: object, code: str) -> None:
    assert told(**with_measure(stated_total=value)) == [(code, f"{MEASURE}/stated_total")]


@pytest.mark.parametrize("value", [0, 250000, Decimal("34599028.74"), 0.1, 10**MAX_DIGITS - 1, Decimal("1E+3")])
def test_amounts_are_kept_exactly(value: Any) -> None:
    made = plan(**with_measure(stated_total=value))
    assert made.strategy
    assert made.strategy.nodes[0].measures[0].stated_total == Decimal(str(value))


@pytest.mark.parametrize(
    ("value", "code"),
    [(2019.5, "not_whole"), (1899, "too_small"), (2201, "too_large"), (20, "too_small"), ("2020", "not_number")],
)
def test_a_year_is_a_whole_number_of_our_era(value: object, code: str) -> None:
    assert told(period={"first_year": value}) == [(code, "/period/first_year")]
    assert plan(period={"first_year": Decimal("2020.0")}).period.first_year == 2020  # type: ignore[union-attr]


@pytest.mark.parametrize("written", ["2020-03-01", "1. 3. 2020", "01.03.2020", " 1.3.2020 ", "1.\u00a03.\u00a02020"])
def test_a_day_is_written_as_iso_or_as_czechs_do(written: str) -> None:
    assert plan(date=written).date == date(2020, 3, 1)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("31. 2. 2020", "no_such_day"),
        ("2020-13-01", "no_such_day"),
        ("1. 1. 1899", "no_such_day"),
        ("0000-01-01", "no_such_day"),
        ("99999-01-01", "not_day"),
        ("včera", "not_day"),
        ("", "not_day"),
        ("１. ３. ２０２０", "not_day"),
        ("3/1/2020", "not_day"),
        ("1" * 101, "too_long"),
        (20200301, "not_text"),
        (None, "not_text"),
    ],
)
def test_what_is_no_day_is_refused_with_what_was_written(value: object, code: str) -> None:
    assert told(date=value) == [(code, "/date")]


@pytest.mark.parametrize("value", ["true", "ano", 1, 0, None, []])
def test_only_true_and_false_are_yes_and_no(value: object) -> None:
    assert told(layout={"watermark": value}) == [("not_flag", "/layout/watermark")]


def test_a_choice_is_one_of_its_codes_and_the_refusal_lists_them_with_their_czech_names() -> None:
    made = plan(**with_measure(costs=[{"type": "investment"}]))
    assert made.strategy
    assert made.strategy.nodes[0].measures[0].costs[0].type is CostType.INVESTMENT
    (finding,) = findings(**with_measure(costs=[{"type": "Investiční"}]))
    assert "operating (provozní), investment (investiční)" in finding.message
    assert told(**with_measure(costs=[{"type": 1}])) == [("not_text", f"{MEASURE}/costs/0/type")]


@pytest.mark.parametrize("value", ["a", {"0": "a"}, None, 1, True])
def test_only_a_list_is_a_list(value: object) -> None:
    found = told(groups=value, process={"principles": value}, swot=[], **with_measure(links={"swot": value}))
    assert found == [
        ("not_list", "/groups"),
        ("not_list", "/process/principles"),
        ("not_list", f"{MEASURE}/links/swot"),
    ]


def test_every_wrong_item_of_a_list_is_named_by_its_index() -> None:
    forms = {"network": {"services": [{"name": "S", "forms": ["field", "denní", 5]}]}}
    assert told(process={"principles": ["a", 1, "b", None]}, **forms) == [
        ("not_text", "/process/principles/1"),
        ("not_text", "/process/principles/3"),
        ("not_choice", "/network/services/0/forms/1"),
        ("not_text", "/network/services/0/forms/2"),
    ]


def test_cells_of_a_table_are_texts_numbers_or_missing() -> None:
    def table(*rows: object) -> dict[str, Any]:
        return {"analyses": [{"title": "A", "chapters": [{"heading": "K", "tables": [{"rows": list(rows)}]}]}]}

    made = plan(**table(["a", 1, None], [Decimal("1.5")]))
    assert made.analyses[0].chapters[0].tables[0].rows == (("a", Decimal(1), None), (Decimal("1.5"),))
    at = "/analyses/0/chapters/0/tables/0/rows"
    assert told(**table([True], "a", [[1]], None)) == [
        ("not_number", f"{at}/0/0"),
        ("not_list", f"{at}/1"),
        ("not_number", f"{at}/2/0"),
        ("not_list", f"{at}/3"),
    ]
    assert told(**table(*[["a"]] * 5_001)) == [("too_many", at)]


def test_a_missing_value_is_left_out_never_null() -> None:
    for part_class in parts_of(Plan, set()):
        for name, field in part_class.fields.items():
            assert refuses_null(part_class, name), f"{part_class.__name__}.{name} ({field.kind})"


def refuses_null(part_class: type[Part], name: str) -> bool:
    return name in part_class.schema.validate({name: None})


@pytest.mark.parametrize("length", [51, 100_000])
def test_a_list_longer_than_its_limit_is_refused_whole(length: int) -> None:
    assert told(parties=[{"name": "A"}] * length) == [("too_many", "/parties")]
