"""One part of a plan as its pages: only it is printed, with the codes and numbers of the whole plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from assembler import documents, excerpts, pipeline
from assembler.convert import pdf
from assembler.documents import action_plan
from assembler.documents.excerpt import Excerpt, kind_of
from assembler.errors import Refused
from assembler.options import Options, State, Variant
from assembler.products import Order
from assembler.settings import DEFAULTS
from schemas.loading import load
from tests.document_reading import read
from tests.examples import raw

OPTIONS = Options(State.DRAFT, Variant.INTERNAL)
MEASURE = ("strategy", "nodes", "0", "nodes", "1", "measures", "1")
FRONT = {"cover", "lists", "approved", "undecided", "measures_in_contents"}


@cache
def plan() -> Any:
    return load(raw("dacice")).plan


def context(*steps: str, options: Options = OPTIONS) -> Mapping[str, Any]:
    return Excerpt(steps, kind_of(steps, documents.DEFAULT)).view(plan(), options).context


def printed(shown: Mapping[str, Any]) -> set[str]:
    return {name for name, value in shown.items() if value} - FRONT


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("", {"legal_basis"}),
        ("territory", {"territory"}),
        ("groups/0", {"process"}),
        ("process", {"process"}),
        ("previous_plan", {"previous"}),
        ("analyses/0", {"analyses"}),
        ("swot/1", {"swot"}),
        ("network/services/0", {"network"}),
        ("funding_sources/0", {"financing"}),
        ("financing", {"financing"}),
        ("annexes/0", {"annexes"}),
        ("foreword", {"foreword"}),
        ("pipeline", {"pipeline"}),
    ],
)
def test_only_the_chapter_of_the_part_is_printed(place: str, names: set[str]) -> None:
    steps = tuple(place.split("/")) if place else ()
    assert printed(context(*steps)) <= names


def test_a_measure_comes_with_its_code_and_the_headings_above_it() -> None:
    shown = context(*MEASURE)["strategy"]
    assert [(str(each["code"]), bool(each["description"])) for each in shown["nodes"][:-1]] == [
        ("1", False),
        ("1.2", False),
    ]
    assert (str(shown["nodes"][-1]["code"]), bool(shown["nodes"][-1]["measure"])) == ("1.2.2", True)
    assert [str(row[0].text) for row in shown["overview"].rows] == ["1", "1.2", "1.2.2"]
    assert not shown["overview"].total, "the sum of the whole plan would be no sum of these rows"


def test_a_field_of_a_measure_is_shown_with_its_card() -> None:
    whole, below = (context(*MEASURE, *more)["strategy"]["nodes"] for more in ((), ("links",)))
    assert [each["name"] for each in whole] == [each["name"] for each in below]


def test_the_card_of_the_excerpt_is_the_card_of_the_whole_document() -> None:
    whole = documents.DEFAULT.view(plan(), OPTIONS).context["strategy"]["nodes"]
    [card] = [each for each in whole if str(each["code"]) == "1.2.2"]
    assert context(*MEASURE)["strategy"]["nodes"][-1] == card


def test_the_strategy_itself_comes_without_its_items() -> None:
    shown = context("strategy", "levels")["strategy"]
    assert shown["nodes"] == []
    assert shown["vision"]
    assert len(shown["overview"].rows) > 40


def test_of_lists_the_one_item_is_printed() -> None:
    assert len(context("swot", "1")["swot"]) == len(context("analyses", "2")["analyses"]) == 1
    assert [each["heading"] for each in context("analyses", "1", "chapters", "1")["analyses"][0]["chapters"]] == [
        "Kapacita pobytových služeb"
    ]
    assert len(context("network", "services", "3")["network"]["services"]) == 1
    assert len(context("groups", "1")["process"]["groups"]) == 1
    assert len(context("annexes", "1")["annexes"]) == 1


def test_an_item_that_is_not_there_yet_leaves_the_rest_of_its_list() -> None:
    assert len(context("swot", "-")["swot"]) == len(plan().swot)


def test_a_part_of_an_action_plan_is_printed_by_the_action_plan_of_its_year() -> None:
    steps = ("action_plans", "0", "items", "2")
    year = replace(OPTIONS, year=plan().action_plans[0].year)
    assert kind_of(steps, documents.DEFAULT) is action_plan.KIND
    assert len(context(*steps, options=year)["items"]) == 1
    assert kind_of(("strategy",), action_plan.KIND) is documents.DEFAULT
    assert kind_of(("parties", "0"), action_plan.KIND) is action_plan.KIND


@pytest.mark.parametrize(
    "place", ["/".join(MEASURE), "network/services/0", "swot/0", "analyses/1/chapters/1", "sources"]
)
def test_the_shipped_template_prints_the_part_and_nothing_of_other_chapters(place: str) -> None:
    part = Excerpt(place.split("/"), documents.DEFAULT)
    found = read(pipeline.assemble(raw("dacice"), part.kind, OPTIONS).docx).controls
    chapters = {pointer.split("/")[1] for pointer in found} & {"strategy", "network", "swot", "analyses", "process"}
    assert any(pointer.startswith(f"/{place}/") for pointer in found)
    assert chapters <= {place.split("/")[0], "swot"}, "a measure names the items of SWOT that it comes from"


def test_what_cannot_be_loaded_is_refused_with_its_findings() -> None:
    wrong = raw("minimal") | {"period": {"first_year": "letos"}}
    with pytest.raises(Refused) as refused:
        excerpts.leaves(wrong, Order(documents.DEFAULT, "standard", OPTIONS), ("territory",), DEFAULTS)
    assert [each.pointer for each in refused.value.findings] == ["/period/first_year"]


@pytest.mark.slow
def test_the_pages_of_a_measure_begin_with_its_heading_and_hold_the_texts_of_the_whole_document() -> None:
    order = Order(documents.DEFAULT, "standard", OPTIONS)
    found = excerpts.leaves(raw("dacice"), order, MEASURE, DEFAULTS)
    texts = [" ".join(each.split()) for each in pdf.page_texts(found.pdf)]
    assert (found.last, found.further) == (len(texts), 0)
    assert "Opatření 1.2.2 –" in texts[found.first - 1]
    whole = pipeline.paginate(pipeline.assemble(raw("dacice"), options=OPTIONS)).pdf
    assert {word for word in card(texts[found.first - 1]) if word.isdecimal()} <= {
        word for text in pdf.page_texts(whole) for word in text.split()
    }


def card(text: str) -> list[str]:
    return text[text.index("Opatření 1.2.2 –") :].split()
