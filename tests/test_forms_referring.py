"""What formatted texts can refer to, as the form offers it."""

from __future__ import annotations

from assembler.documents import references
from assembler.forms import referable
from schemas.plan import Plan
from tests.examples import raw


def test_parts_are_offered_by_their_kind_and_name_tables_and_charts_first() -> None:
    names = {each.code: each.label for each in referable(raw("dacice"))}
    assert names["tab-vek"] == "tabulka: Obyvatelé podle věku v letech 2008 a 2018"
    assert [label.split(":")[0] for label in [*names.values()][:37]] == ["tabulka"] * 21 + ["graf"] * 16


def test_all_that_the_document_can_refer_to_is_offered_and_nothing_else() -> None:
    content = raw("dacice")
    assert {each.code for each in referable(content)} == set(references.targets(Plan.schema.load(content)))


def test_items_of_the_strategy_are_called_as_their_level_and_carry_their_codes() -> None:
    labels = [each.label for each in referable(raw("dacice"))]
    assert any(label.startswith("opatření: 1.1.1 ") for label in labels)
    assert any(label.startswith("priorita: 1 ") for label in labels)


def test_a_wrong_content_offers_what_can_be_read() -> None:
    assert referable({"analyses": [{"chapters": [{"id": "k"}, 7]}, None]})[0].label == "kapitola"
