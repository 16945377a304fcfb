"""Forms lose nothing: what nobody has touched comes back as the very same content, whatever it is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assembler.forms import merged, read
from schemas.base import Part, PartOf, PartsOf
from schemas.plan import Plan
from tests.examples import EXAMPLES, raw
from tests.filled_forms import opened, places, untouched
from tests.generated_content import Author


def returned(content: Any) -> list[Any]:
    """What every form of a content makes of it when it is sent as it was shown: edits, which there should not be."""
    edits = []
    for steps in places(content):
        form = opened(content, *steps)
        typed = read(form, content, untouched(form))
        edits += [(steps, each.name, each.old, each.new) for each in typed.edits]
        assert merged(content, form.steps, typed.edits).content is content
    return edits


SAMPLES = [pytest.param(name, marks=[] if name == "minimal" else pytest.mark.slow) for name in EXAMPLES]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_form_of_a_sample_plan_returns_it_unchanged(name: str) -> None:
    """Nothing of a real plan is rewritten by being looked at and saved."""
    assert returned(raw(name)) == []


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([0.1, 0.5]), st.sampled_from(["plain", "commonmark"]))
def test_every_form_of_a_generated_plan_returns_it_unchanged(seed: int, density: float, kind: str) -> None:
    """Hostile texts, every kind of field, parts present or absent."""
    assert returned(Author(seed, density, kind).plan()) == []


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.decimals(allow_nan=True, allow_infinity=True),
    st.text(st.characters(), max_size=30),
    st.sampled_from(["", " ", "\n", "a\r\nb", "\ra", "1 000", "1.3.2020", "\x00", "\u2028", Decimal("1.10"), "high"]),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["id", "text", "format", "x"]), inner),
    max_leaves=8,
)


def wrong_part(part_class: type[Part], depth: int) -> st.SearchStrategy[Any]:
    """A part whose keys are known and whose values are anything, of the right shape or not."""
    return st.dictionaries(st.sampled_from([*part_class.fields, "neznámé"]), st.just(None)).flatmap(
        lambda keys: st.fixed_dictionaries({key: value_of(part_class, key, depth) for key in keys})
    )


def value_of(part_class: type[Part], key: str, depth: int) -> st.SearchStrategy[Any]:
    field = part_class.fields.get(key)
    if isinstance(field, PartOf) and depth:
        inner = wrong_part(field.part_class, depth - 1)
        return ANYTHING | (st.lists(inner, max_size=3) if isinstance(field, PartsOf) else inner)
    return ANYTHING


@settings(max_examples=40, deadline=None)
@given(wrong_part(Plan, 3))
def test_every_form_of_a_wrong_content_returns_it_unchanged(content: Any) -> None:
    """Values of wrong types, unknown keys, signs that no page can hold: kept as they are."""
    assert returned(content) == []
