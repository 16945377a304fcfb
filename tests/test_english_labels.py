"""The English of the schemas: labels, hints and choices of fields, and the paths of places that are made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask

from assembler.forms import form_of
from assembler.web import create_app
from assembler.web.editing.words import speaker
from assembler.web.language import COOKIE, ENGLISH, way
from assembler.web.plans import telling
from schemas.base import Part
from schemas.describe import describe
from schemas.paths import human_path
from schemas.values import Choice
from scripts.messages import kept
from scripts.messages.schemas import PARTS, one_or_many, said_by_schemas

CATALOGUE = kept()
SAME = {"Text", "text", "Partner", "partner", "9:15", "9.15"}  # in both languages
NAMED_LEVELS = {"strategy": {"levels": [{"name": "Oblast"}, {"name": "Krok"}], "nodes": [{"name": "Doprava"}]}}


def english(sentence: str, context: str | None = None) -> str:
    message = CATALOGUE.get(sentence, context)
    return str(message.string) if message else ""


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app()


@pytest.fixture
def reading_english(app: Flask) -> Iterator[None]:
    with app.test_request_context(headers={"Cookie": f"{COOKIE}={ENGLISH}"}):
        yield


def test_whatever_people_read_of_the_schemas_has_its_english() -> None:
    """A new field needs a label and a hint in both languages."""
    assert [each.sentence for each in said_by_schemas() if not english(each.sentence, each.context)] == []


def test_english_is_not_the_czech_once_more() -> None:
    """A Czech word copied into the place of its translation would pass for one; the list of exceptions is exact."""
    copied = {each.sentence for each in said_by_schemas() if english(each.sentence, each.context) == each.sentence}
    assert copied == SAME


@pytest.mark.parametrize("choice", Choice.__subclasses__(), ids=lambda choice: choice.__name__)
def test_the_values_of_a_choice_are_as_many_in_english(choice: type[Choice]) -> None:
    """Who chooses in English must be able to tell any two possibilities apart."""
    labels = [english(member.label) for member in choice]
    assert all(labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_fields_with_labels_of_their_own_keep_them_apart_in_english(part: type[Part]) -> None:
    """Two Czech labels of one form that are the same in English could be mixed up."""
    labels = Counter(map(english, {each.label for each in describe(part).fields}))
    assert [label for label, times in labels.items() if times > 1] == []


def test_sentences_end_as_the_czech_ones_do() -> None:
    """A hint is a sentence with a full stop, a label is none."""
    told = [(each.sentence, english(each.sentence, each.context)) for each in said_by_schemas()]
    assert [(czech, said) for czech, said in told if czech.endswith(".") is not said.endswith(".")] == []


def test_a_noun_that_is_one_and_many_in_czech_is_told_apart_in_english() -> None:
    """„Opatření“ is the heading of a list and the name of each of its items."""
    pairs = [(english(noun, "one"), english(noun)) for noun in one_or_many()]
    assert ("Measure", "Measures") in pairs
    assert all(one != many for one, many in pairs)


@pytest.mark.parametrize(
    ("pointer", "told"),
    [
        ("", "Plan"),
        ("/title", "Name"),
        ("/strategy/nodes/0/nodes/1/measures/2/name", "Strategy › Priority 1 › Goal 2 › Measure 3 › Name"),
        ("/strategy/nodes/0/measures", "Strategy › Priority 1 › Measures"),
        ("/process/meetings/11/date", "Planning process › Meeting 12 › Date"),
        ("/parties/0/ico", "Organisation 1 › Organisation ID (IČO)"),
        ("/groups/0/target_groups/1", "Group 1 › Target group 2"),
        ("/analyses/0/chapters/0/charts/0/categories/2", "Analysis 1 › Chapter 1 › Chart 1 › Category 3"),
        ("/analyses/0/chapters/0/tables/1/rows/2/1", "Analysis 1 › Chapter 1 › Table 2 › Rows › row 3 › column 2"),
        ("/network/services/35/capacities/0/unit", "Network of services › Service 36 › Capacity 1 › Unit"),
        ("/strategy/nodes/0/poznamka", "Strategy › Priority 1 › „poznamka“"),
    ],
)
@pytest.mark.usefixtures("reading_english")
def test_the_path_of_a_place_is_told_in_english(pointer: str, told: str) -> None:
    """Labels are English, numbers stand where they stood, a key that nobody knows stays as it was written."""
    assert way(human_path(pointer)) == told


@pytest.mark.usefixtures("reading_english")
def test_levels_that_a_plan_named_itself_keep_their_names() -> None:
    """They are content."""
    path = human_path("/strategy/nodes/0/nodes/1/description", NAMED_LEVELS)
    assert way(path) == "Strategy › Oblast 1 › Krok 2 › Description"


@pytest.mark.usefixtures("reading_english")
def test_a_path_with_names_instead_of_numbers_has_the_names_of_the_plan() -> None:
    """„Opatření Rozvoz obědů“: the label is English, the name is content."""
    content = {"strategy": {"nodes": [{"name": "Senioři", "measures": [{"name": "Rozvoz obědů"}]}]}}
    side = telling.side_of(content)
    assert telling.place("/strategy/nodes/0/measures/0/guarantor", side) == (
        "Strategy › Priority Senioři › Measure Rozvoz obědů › Guarantor"
    )


@pytest.mark.usefixtures("reading_english")
def test_a_form_says_one_measure_where_it_asks_for_one_and_the_unit_of_amounts() -> None:
    """The label of a reference is the same word as that of a list of measures."""
    content = {"currency": "thousand_czk", "action_plans": [{"items": [{"name": "Rozvoz obědů"}]}]}
    form = form_of(content, ("action_plans", "0", "items", "0"), speak=speaker())
    assert form is not None
    assert form.title == "Action plan item Rozvoz obědů"
    assert {"Measure", "Stated total (thousand CZK)"} <= {each.about.label for each in form.controls}


@pytest.mark.parametrize("pointer", ["", "/strategy/nodes/0/measures/2/name", "/parties/0/ico"])
def test_whoever_reads_czech_gets_the_path_as_it_is(app: Flask, pointer: str) -> None:
    """What findings hold, and what is kept, is Czech."""
    with app.test_request_context():
        assert way(human_path(pointer)) == human_path(pointer)
