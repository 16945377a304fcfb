"""Days as people write them: in numbers or with the name of the month, the same by every way into a plan."""

from __future__ import annotations

import re
from datetime import date

import pytest
from marshmallow import ValidationError

from assembler.foreign.meaning import day as foreign_day
from assembler.forms.reading import NOT_A_DAY
from assembler.forms.values import as_day
from schemas.comments import read_comment
from schemas.fields import Day
from schemas.refusals import NOT_DAY

DAY = Day("Den", "Kdy.", "2020-03-01")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10. října 2019", date(2019, 10, 10)),
        ("1.\xa0dubna\xa02020", date(2020, 4, 1)),
        ("7. červenec 2021", date(2021, 7, 7)),
        ("7. červen 2021", date(2021, 6, 7)),
        ("30. listopadu 2021", date(2021, 11, 30)),
        ("2.února 2024", date(2024, 2, 2)),
        ("10. 10. 2019", date(2019, 10, 10)),
        ("2019-10-10", date(2019, 10, 10)),
    ],
)
def test_a_day_is_read_the_same_by_every_way(text: str, expected: date) -> None:
    """In the schema (comments and the interface), in forms, and in tables of others."""
    assert DAY.deserialize(text) == expected
    assert as_day(text) == expected
    assert foreign_day(text).value == text
    comment = read_comment({"proposed": "Text.", "received": text}).comment
    assert comment is not None
    assert comment.received == expected


@pytest.mark.parametrize("text", ["31. února 2020", "1. brezna 2020", "1. března", "března 2020", "1. 3 2020"])
def test_what_is_no_day_stays_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        DAY.deserialize(text)


def test_who_is_told_what_is_no_day_is_shown_a_czech_one() -> None:
    """Who fills in a form or a table has never written a year first."""
    for rule in (NOT_DAY, NOT_A_DAY):
        for sentence in (rule.cs, rule.en):
            assert "1. 3. 2020" in sentence
            assert not re.search(r"\d{4}-\d{2}", sentence)
