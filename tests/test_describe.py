"""Descriptions of fields, and the JSON Schema made from them: complete, Czech, and in agreement with loading."""

from __future__ import annotations

import functools
import json
import math
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from assembler.documents import KINDS
from assembler.documents.kind import Kind
from assembler.readers import by_name
from schemas.base import Part
from schemas.comments import Comment
from schemas.describe import FieldDescription, PartDescription, all_parts, describe
from schemas.fields import FORBIDDEN, HouseField
from schemas.json_schema import PRINTABLE, SHAPES, json_schema
from schemas.loading import load
from schemas.measures import Measure
from schemas.plan import Plan
from tests.test_schemas import contents

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.yaml"))
PARTS = all_parts()
FIELDS = [pytest.param(part, name, id=f"{part.__name__}.{name}") for part in PARTS for name in part.fields]
# What loading refuses and a JSON Schema cannot see: days and digits, and what lies between fields.
UNSEEN = {
    "no_such_day",
    "too_precise",
    "number_too_long",
    "duplicate_id",
    "unknown_reference",
    "too_deep",
    "too_many_measures",
}
# English words that are Czech, too.
SHARED = {"body", "data", "lau", "swot", "text", "to", "web"}


def field_of(part: type[Part], name: str) -> FieldDescription:
    return next(field for field in describe(part).fields if field.name == name)


# ---------------------------------------------------------------- descriptions


def test_the_walk_meets_every_part_once_beginning_with_the_plan() -> None:
    assert PARTS[0] is Plan
    assert len(PARTS) == len(set(PARTS))
    assert set(PARTS) | {Comment} == subclasses(Part)  # comments on a plan are none of its content


def subclasses(of: type[Part]) -> set[type[Part]]:
    return {each for each in of.__subclasses__() if each.__module__.startswith("schemas.")}


def test_a_description_says_what_a_form_needs_to_draw_a_field() -> None:
    found = describe(Measure)
    assert (found.name, found.noun, found.noun_plural) == ("Measure", "Opatření", "Opatření")
    code, costs = field_of(Measure, "code"), field_of(Measure, "costs")
    assert (code.kind, code.label, code.example, code.most_characters, code.literal) == (
        "text",
        "Kód",
        "2.1.3",
        40,
        True,
    )
    assert (costs.kind, costs.part and costs.part.__name__, costs.item, costs.most_items) == (
        "parts",
        "Cost",
        "Náklad",
        500,
    )
    assert [option.label for option in field_of(Measure, "importance").options] == ["vysoká", "střední", "nízká"]
    assert field_of(Measure, "links").part is not None


def test_descriptions_of_special_fields_carry_their_limits_defaults_and_targets() -> None:
    parts = {part.__name__: part for part in PARTS}
    assert field_of(parts["Cost"], "source").refers_to == "FundingSource"
    assert field_of(parts["Links"], "swot").refers_to == "SwotItem"
    assert field_of(parts["Cost"], "counted").default is True
    assert field_of(parts["Plan"], "currency").default == "czk"
    assert (field_of(parts["Period"], "first_year").least, field_of(parts["Period"], "first_year").most) == (1900, 2200)
    assert field_of(parts["Table"], "rows").most_items == 5_000
    assert field_of(parts["Strategy"], "vision").multiline
    assert not field_of(parts["Group"], "id").printed
    assert len(field_of(parts["Plan"], "date").patterns) == 2


@pytest.mark.parametrize(("part", "name"), FIELDS)
def test_every_field_has_a_czech_label_and_hint_and_an_example_that_differs(part: type[Part], name: str) -> None:
    field = field_of(part, name)
    assert not field.label[:1].islower()
    assert field.hint.endswith((".", "?", "“", "…"))
    assert field.label != field.hint
    if field.part is None:
        assert field.example not in (None, "", [])
        assert field.example not in (field.hint, field.label)
    assert not english(f"{field.label} {field.hint}"), "an English word in a label or hint"


@pytest.mark.parametrize("part", PARTS, ids=lambda part: str(part.__name__))
def test_every_part_and_choice_is_named_in_czech(part: type[Part]) -> None:
    found = describe(part)
    assert found.about.strip()
    assert not english(f"{found.noun} {found.noun_plural}")
    for field in found.fields:
        labels = [option.label for option in field.options]
        assert not english(" ".join([field.item, *labels]))
        assert len(set(labels)) == len(labels)


def english(text: str) -> set[str]:
    """Words of the schemas' own English vocabulary, and the commonest others, that stand in a Czech text."""
    return {word.lower() for word in re.findall(r"[^\W\d_]+", text)} & (VOCABULARY - SHARED)


VOCABULARY = {word for part in PARTS for name in part.fields for word in name.split("_")} | {
    *("the", "of", "and", "is", "are", "which", "what", "where", "not", "or", "for", "with", "from", "this", "that"),
}


@pytest.mark.parametrize(("part", "name"), FIELDS)
def test_every_example_passes_its_own_field(part: type[Part], name: str) -> None:
    field = part.fields[name]
    if field_of(part, name).part is None:
        field.deserialize(field_of(part, name).example)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: str(part.__name__))
def test_two_fields_of_one_part_never_share_their_label(part: type[Part]) -> None:
    fields = describe(part).fields
    assert len({field.label for field in fields}) == len(fields)


# ---------------------------------------------------------------- JSON Schema


SCHEMA = json_schema()
ECMA: dict[str, Any] = json.loads(json.dumps(SCHEMA).replace('$"', '\\\\Z"'))  # its $ is Python's \\Z


@functools.cache
def validator(name: str) -> Draft202012Validator:
    """The validator of one part's schema."""
    if name == Plan.__name__:
        return Draft202012Validator(ECMA)
    return Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": ECMA["$defs"]})


@pytest.mark.parametrize("kind", [None, *KINDS], ids=lambda kind: kind.code if kind else "whole")
def test_the_schema_is_a_valid_json_schema_and_can_be_written_as_json(kind: Kind | None) -> None:
    schema = json_schema(kind.parts if kind else None)
    Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema, ensure_ascii=False).encode()) == schema


def test_every_kind_of_field_has_its_shape_and_every_shape_is_used() -> None:
    assert {field.kind for part in PARTS for field in describe(part).fields} == set(SHAPES)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.stem))
def test_every_example_plan_fits_the_schema(path: Path) -> None:
    assert list(validator("Plan").iter_errors(as_json(by_name(path.name).read(path.read_bytes()).raw))) == []


def as_json(value: Any) -> Any:
    """The content as JSON's own reader would give it: jsonschema does not take a Decimal for a whole number."""
    return json.loads(json.dumps(value, default=float))


def test_the_schema_marks_what_a_kind_does_not_print() -> None:
    schema = json_schema(frozenset({"title", "strategy"}))
    marked = {name for name, field in schema["properties"].items() if field.get("x-printed") is False}
    assert marked == set(Plan.fields) - {"title", "strategy"}
    assert schema["$defs"]["Measure"]["properties"]["id"]["x-printed"] is False
    assert "x-printed" not in schema["$defs"]["Measure"]["properties"]["name"]


def test_the_schema_speaks_czech_and_shows_examples_that_fit() -> None:
    measure = SCHEMA["$defs"]["Measure"]
    assert measure["title"] == "Opatření"
    assert measure["properties"]["guarantor"] == {
        "title": "Garant",
        "description": "Kdo za opatření odpovídá.",
        "$ref": "#/$defs/Text",
        "maxLength": 200_000,
        "examples": ["Město Dačice, odbor sociálních věcí"],
    }
    assert {"const": "routine", "title": "v rámci běžné činnosti"} in measure["properties"]["cost_statement"]["oneOf"]
    for part in PARTS:
        for field in describe(part).fields:
            errors = validator(part.__name__).iter_errors({field.name: field.example})
            assert field.part or not [error for error in errors if error.validator != "required"], field.name


def test_the_schema_carries_the_limits_of_lists_and_the_encoding_of_pictures() -> None:
    for part in PARTS:
        schema = SCHEMA if part is Plan else SCHEMA["$defs"][part.__name__]
        for field in describe(part).fields:
            assert schema["properties"][field.name].get("maxItems") == field.most_items
    assert SCHEMA["$defs"]["Image"]["properties"]["data"]["contentEncoding"] == "base64"


def test_the_pattern_of_text_refuses_exactly_the_characters_that_loading_refuses() -> None:
    pattern = re.compile(PRINTABLE)
    for code in [*range(0x3000), *range(0xD700, 0x10100), 0x1F600, 0x10FFFF]:
        assert bool(FORBIDDEN.search(chr(code))) != bool(pattern.search(chr(code))), hex(code)


# ---------------------------------------------------------------- schema and loading agree


SCRAPS: list[Any] = [
    *(None, True, False, 0, 1, -1, 5, 2020, 2.0, 2.5, -0.5, 3000, 10**14, 10**16, 1e300),
    *("", " ", "x", "ž", "1", "a b", "text\n", "a\x00", "a\x0b", "2020-01-01", " 1. 2. 2020 ", "31. 2. 2020"),
    *(" " * 100 + "2020-01-01", "x" * 70, "x" * 200_001, "commonmark", "orp", "czk", "field"),
    *([], [None], [1], [1.5], ["x"], [""], ["field"], ["field", "x"], [["x", 1, None]], [["x"], [[1]]]),
    *([True], [{}], [[]], {}, {"x": 1}, {"name": "x"}, {"text": "x"}, {"text": 1}),
    *({"text": "x", "format": "html"}, {"format": "rtf"}),
    *([{"name": "x"}], [{"name": "x", "y": 1}], {"name": ""}, [{"text": "a", "title": "b"}], [{"name": 5}]),
]  # fmt: skip


@pytest.mark.parametrize(("part", "name"), FIELDS)
def test_schema_and_loading_agree_on_any_value_of_any_field(part: type[Part], name: str) -> None:
    required = {field.name: field.example for field in describe(part).fields if field.required}
    for value in [*SCRAPS, field_of(part, name).example]:
        content = {**required, name: value}
        assert agree(part, content, codes(part.schema.validate(content))), f"{str(value)[:50]!r}"


def agree(part: type[Part], content: dict[str, Any], refused: set[str]) -> bool:
    """Does the schema say what loading said? What loading refuses for reasons unseen by a schema may go either way."""
    fits = validator(part.__name__).is_valid(content)
    return not fits if refused - UNSEEN else fits or bool(refused)


def codes(messages: Any) -> set[str]:
    if isinstance(messages, dict):
        return {code for below in messages.values() for code in codes(below)}
    return {problem.rule.code for problem in messages}


@settings(deadline=None, max_examples=300)
@given(contents(Plan, 3))
def test_schema_and_loading_agree_on_whole_contents(raw: dict[str, Any]) -> None:
    content = finite({"title": "Plán", **raw})
    found = {finding.code for finding in load(content).findings}
    assert agree(Plan, content, found), found


def finite(value: Any) -> Any:
    """The content as a reader of JSON can give it: no number is infinite."""
    if isinstance(value, dict):
        return {key: finite(item) for key, item in value.items()}
    if isinstance(value, list):
        return [finite(item) for item in value]
    if isinstance(value, Decimal):
        return float(value) if value.is_finite() else 0
    return 0 if isinstance(value, float) and not math.isfinite(value) else value


def test_a_plan_without_title_and_a_measure_without_name_are_refused_by_both() -> None:
    for content in ({}, {"title": "A", "strategy": {"nodes": [{"name": "A", "measures": [{}]}]}}):
        assert not validator("Plan").is_valid(content)
        assert load(content).plan is None


def test_the_description_of_a_new_kind_of_field_is_not_forgotten() -> None:
    kinds = {each.kind for each in every_subclass(HouseField) if "kind" in vars(each)}
    assert kinds <= set(SHAPES)


def every_subclass(of: type[HouseField]) -> list[type[HouseField]]:
    return [each for child in of.__subclasses__() for each in (child, *every_subclass(child))]


def test_descriptions_are_values_that_compare() -> None:
    assert describe(Measure) == describe(Measure)
    assert isinstance(describe(Measure), PartDescription)
