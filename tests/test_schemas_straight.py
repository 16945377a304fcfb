"""The straight way of reading: for content without faults it is the schema's way, and nothing else comes through it."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow import ValidationError

from assembler import resources
from assembler.readers import by_name
from schemas.base import Part
from schemas.describe import describe
from schemas.plan import Plan
from tests.test_describe import FIELDS, SCRAPS, field_of


def straight(part: type[Part], content: dict[str, Any]) -> str:
    """The part as text, every value with its type; empty when it is refused."""
    try:
        return repr(part.straight(content))
    except ValidationError:
        return ""


def by_schema(part: type[Part], content: dict[str, Any]) -> str:
    try:
        return repr(part.schema.load(content))
    except ValidationError:
        return ""


@pytest.mark.parametrize(("part", "name"), FIELDS)
def test_any_value_of_any_field_is_read_or_refused_as_by_the_schema(part: type[Part], name: str) -> None:
    """Else a fault would come through unseen, or a good content be refused without a word."""
    required = {field.name: field.example for field in describe(part).fields if field.required}
    contents = [{**required, name: value} for value in [*SCRAPS, field_of(part, name).example]]
    assert [straight(part, each) for each in contents] == [by_schema(part, each) for each in contents]


@pytest.mark.parametrize("content", [{}, {"title": "Plán", "titel": "x"}, {"title": "Plán", 5: "x"}])
def test_a_missing_text_and_an_unknown_key_are_refused(content: dict[Any, Any]) -> None:
    """The keys are judged all at once, before any value."""
    assert (straight(Plan, content), by_schema(Plan, content)) == ("", "")


@pytest.mark.parametrize("name", sorted(resources.examples()))
def test_the_examples_are_read_as_by_the_schema(name: str) -> None:
    """Whole contents, with every kind of field at every depth."""
    path = resources.examples()[name]
    raw: Any = by_name(path.name).read(path.read_bytes()).raw
    assert straight(Plan, raw) == by_schema(Plan, raw) != ""


def test_a_part_read_straight_is_like_any_other() -> None:
    """Equal to the schema's, immutable, and no part shares anything changeable with another."""
    made, other = Plan.straight({"title": "Plán"}), Plan.schema.load({"title": "Plán"})
    assert made == other
    assert made.__dict__ == other.__dict__
    assert made.__dict__ is not Plan.straight({"title": "Plán"}).__dict__
    with pytest.raises(AttributeError):
        made.title = "jiný"  # type: ignore[misc]
