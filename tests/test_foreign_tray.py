"""Nezařazené as it is read: a row that stays as a whole is one line, and nothing of it is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from assembler.web import create_app
from assembler.web.plans.foreign_tray import LONGEST, Line, lines

SUM, UNKNOWN = "Součet", "Nemá kam"


@pytest.fixture(autouse=True)
def app() -> Iterator[Flask]:
    made = create_app()
    with made.test_request_context():
        yield made


def cell(place: str, text: str, reason: str, column: str = "Kč") -> dict[str, str]:
    return {"place": place, "column": column, "text": text, "reason": reason}


def test_a_row_that_stays_for_one_reason_is_one_line_with_all_its_cells() -> None:
    row = [cell("A12", "Celkem", SUM, ""), cell("B12", "5 000", SUM, "Město"), cell("AA12", "7", SUM, "Rok")]
    assert lines(row) == [Line("A12–AA12", "více sloupců", "Celkem; Město: 5 000; Rok: 7", SUM)]


def test_cells_of_other_rows_or_with_other_reasons_stay_apart_in_their_order() -> None:
    cells = [cell("A2", "a", SUM), cell("B2", "b", UNKNOWN), cell("B12", "c", UNKNOWN), cell("B2", "d", UNKNOWN)]
    assert [(each.place, each.text) for each in lines(cells)] == [("A2", "a"), ("B2", "b"), ("B12", "c"), ("B2", "d")]


def test_a_long_text_is_cut_and_does_not_push_its_neighbours_out() -> None:
    (line,) = lines([cell("A2", "x" * 2 * LONGEST, SUM), cell("B2", "soused", SUM)])
    assert line.text == f"Kč: {'x' * LONGEST}…; Kč: soused"
