"""Skupiny a lidé: what a document says of a group beside its name."""

from __future__ import annotations

import pytest

from assembler.documents.views.people import type_of
from schemas.people import Group


@pytest.mark.parametrize(
    ("name", "told"),
    [("Pracovní skupina Senioři", ""), ("Senioři", "pracovní skupina"), ("Skupina Senioři", "pracovní skupina")],
)
def test_the_type_of_a_group_is_told_where_its_name_does_not_begin_with_it(name: str, told: str) -> None:
    """„2.1.2 Pracovní skupina Senioři“ and beneath „Typ skupiny: pracovní skupina“ says the same twice."""
    assert type_of(Group.schema.load({"name": name, "type": "working"})) == told


def test_a_group_without_a_type_is_told_none() -> None:
    assert type_of(Group.schema.load({"name": "Senioři"})) == ""
