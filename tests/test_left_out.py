"""What is left out: no list of nothing, no picture that is none, and a true reason for every text not printed."""

from __future__ import annotations

from typing import Any

import pytest

from assembler import documents, pipeline
from assembler.documents import left_out
from assembler.documents.views.media import NO_ALT, NO_FILE, UNREADABLE
from assembler.documents.views.people import NO_LEADER
from assembler.errors import Refused
from assembler.options import Options, State, Variant
from assembler.report import IN_CHART_DATA, NOT_IN_TEMPLATE
from tests.document_reading import read
from tests.small_content import COLUMN, PICTURES, PNG, SERIES, chapter_of
from tests.word_files import p, word_file

INTERNAL = Options(variant=Variant.INTERNAL)

# ---------------------------------------------------------------- lists at the end


@pytest.mark.parametrize(
    ("raw", "lists"),
    [
        ({"title": "Plán"}, []),
        (chapter_of(charts=[{"caption": "Bez údajů"}], tables=[{"caption": "Bez sloupců"}]), []),
        (chapter_of(tables=[{"caption": "T", "columns": [COLUMN], "rows": [["a"]]}]), ["Seznamy", "Tabulky"]),
        (chapter_of(charts=[{"caption": "G", "categories": ["a", "b"], "series": SERIES}]), ["Seznamy", "Grafy"]),
        (chapter_of(images=[{"caption": "M", "alt": "x", "data": PNG}]), ["Seznamy", "Obrázky"]),
        ({"title": "Plán", "strategy": {"nodes": [{"name": "Cíl"}]}}, ["Seznamy", "Tabulky"]),
        ({"title": "Plán", "sources": [{"title": "Databáze"}]}, ["Seznamy", "Prameny"]),
    ],
)
def test_a_list_of_nothing_is_not_printed(raw: dict[str, Any], lists: list[str]) -> None:
    """A list of captions has its heading only with something to list, the chapter only with a list."""
    headings = read(pipeline.assemble(raw, documents.DEFAULT, INTERNAL).docx).headings
    assert [each for each in headings if each in ("Seznamy", "Tabulky", "Grafy", "Obrázky", "Prameny")] == lists


@pytest.mark.parametrize("items", [[], [{"name": "Cíl roku"}]])
def test_an_action_plan_without_items_has_no_table_of_them(items: list[dict[str, Any]]) -> None:
    """Neither the overview nor the list of tables is printed empty."""
    raw = {"title": "Plán", "action_plans": [{"year": 2025, "items": items}]}
    headings = read(pipeline.assemble(raw, documents.kind("action_plan"), INTERNAL).docx).headings
    assert ("Seznam tabulek" in headings) == bool(items)


@pytest.mark.parametrize(
    ("plans", "year", "title", "code"),
    [
        ([], None, "Akční plán rozvoje sociálních služeb", "no_action_plan"),
        ([], 2027, "Akční plán rozvoje sociálních služeb na rok 2027", "no_action_plan"),
        ([{"year": 2026}], 2027, "Akční plán rozvoje sociálních služeb na rok 2027", "no_action_plan_of_year"),
    ],
)
def test_an_action_plan_that_the_content_lacks_is_a_finding(
    plans: list[dict[str, Any]], year: int | None, title: str, code: str
) -> None:
    """There is nothing to print: a draft says so, an approval copy is refused."""
    kind, raw = documents.kind("action_plan"), {"title": "Plán", "action_plans": plans}
    made = pipeline.assemble(raw, kind, Options(year=year))
    assert made.file_name == f"{title} – návrh"
    assert code in {finding.code for finding in made.report.findings}
    with pytest.raises(Refused) as refused:
        pipeline.assemble(raw, kind, Options(State.APPROVAL, year=year))
    assert code in {finding.code for finding in refused.value.findings}


# ---------------------------------------------------------------- pictures of drafts


@pytest.mark.parametrize("place", PICTURES)
def test_a_draft_with_a_picture_without_alternative_text_is_made(place: str) -> None:
    """A missing alternative text is an error of the checks; it stops an approval copy, not a draft."""
    raw = {"title": "Plán", **PICTURES[place]({"data": PNG})}
    made = pipeline.assemble(raw, documents.DEFAULT, INTERNAL)
    assert "image_without_alt" in {finding.code for finding in made.report.findings}
    assert NO_ALT in read(made.docx).descriptions


@pytest.mark.parametrize("place", PICTURES)
@pytest.mark.parametrize(
    ("picture", "code"),
    [
        ({"alt": "x"}, "image_without_data"),
        ({"alt": "x", "file": "x.png"}, "image_file_not_delivered"),
        ({"alt": "x", "data": "AAAA"}, "image_unreadable"),
        ({"alt": "x", "data": "není base64"}, "image_unreadable"),
    ],
)
def test_a_draft_with_a_picture_that_is_none_is_made(place: str, picture: dict[str, Any], code: str) -> None:
    """Without data, or with data that are no picture: a finding, and the report says why its texts are missing."""
    raw = {"title": "Plán", **PICTURES[place](picture)}
    made = pipeline.assemble(raw, documents.DEFAULT, INTERNAL)
    assert code in {finding.code for finding in made.report.findings}
    reasons = {each.pointer.rpartition("/")[2]: each.reason for each in made.report.unprinted}
    assert reasons["alt"] == (UNREADABLE if "data" in picture else NO_FILE)


# ---------------------------------------------------------------- reasons

LEFT_OUT: dict[str, tuple[str, dict[str, Any]]] = {
    "a chart without values": (
        left_out.NO_VALUES,
        chapter_of(charts=[{"caption": "Graf", "comment": "Komentář", "categories": ["a"]}]),
    ),
    "the name of a single series": (
        IN_CHART_DATA,
        chapter_of(charts=[{"caption": "Graf", "categories": ["a", "b"], "series": SERIES}]),
    ),
    "a table without columns": (
        left_out.NO_COLUMNS,
        chapter_of(tables=[{"caption": "Tabulka", "source": "ČSÚ", "note": "Pozn."}]),
    ),
    "a row that is too long": (
        left_out.ROW_TOO_LONG,
        chapter_of(tables=[{"caption": "T", "columns": [COLUMN], "rows": [["a", "navíc"]]}]),
    ),
    "a caption of a portrait": (
        left_out.ONLY_PICTURE,
        {"title": "P", "foreword": {"text": "x", "photo": {"alt": "x", "data": PNG, "caption": "c"}}},
    ),
    "a source of arms": (
        left_out.ONLY_PICTURE,
        {"title": "P", "territory": {"name": "x", "arms": {"alt": "x", "data": PNG, "source": "s"}}},
    ),
    "an alternative text of blanks": (
        left_out.ONLY_BLANKS,
        {"title": "P", "territory": {"name": "x", "arms": {"alt": "  ", "data": PNG}}},
    ),
    "a source of no municipalities": (
        left_out.NO_MUNICIPALITIES,
        {"title": "P", "territory": {"name": "x", "source": "ČSÚ"}},
    ),
    "a level that nothing bears": (
        left_out.NO_ITEMS_OF_LEVEL,
        {"title": "P", "strategy": {"levels": [{"name": "Priorita", "plural": "Priority"}]}},
    ),
    "a quadrant without items": (
        left_out.NO_ITEMS_OF_QUADRANT,
        {"title": "P", "swot": [{"title": "S", "rendering": "list", "strengths": {"heading": "Silné"}}]},
    ),
    "a label of no leader": (NO_LEADER, {"title": "P", "groups": [{"name": "Skupina", "leader_label": "garantka"}]}),
    "a source that pays nothing": (
        left_out.NOTHING_PAID,
        {"title": "P", "funding_sources": [{"id": "kraj", "name": "Kraj"}]},
    ),
}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_what_is_left_out_has_its_true_reason(name: str) -> None:
    """A text that is not printed is named with why: no data, another column, something else stands for it."""
    reason, raw = LEFT_OUT[name]
    made = pipeline.assemble(raw, documents.DEFAULT, INTERNAL)
    assert {each.reason for each in made.report.unprinted} == {reason}


def test_a_template_that_leaves_something_out_is_told_so() -> None:
    """A chart that could be drawn, under a template that prints no chapter: here the template is the reason."""
    raw = chapter_of(charts=[{"caption": "Graf", "categories": ["a", "b"], "series": SERIES}])
    made = pipeline.assemble(raw, documents.DEFAULT, INTERNAL, word_file(p("{{ cover.title }}")))
    assert {each.reason for each in made.report.unprinted} == {NOT_IN_TEMPLATE}


@pytest.mark.parametrize("title", ["Plán Lhoty 2027–2029", "Plán Lhoty na roky 2027 - 2029"])
def test_a_period_that_stands_in_the_title_is_not_told_twice_in_the_name_of_the_file(title: str) -> None:
    raw = {"title": title, "period": {"first_year": 2027, "last_year": 2029}}
    assert pipeline.assemble(raw, documents.kind("medium_term_plan")).file_name.count("2029") == 1
