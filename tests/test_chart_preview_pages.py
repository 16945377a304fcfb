"""The preview of a chart on its form: what is typed is drawn before it is saved, and what is wrong is told in Czech."""

from __future__ import annotations

import re
from typing import Any

import lxml.html
import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from assembler.store.roles import Role
from tests.one_town import app, here, visitor
from tests.sent_forms import Editor, fields
from tests.visitors import PLAN, Town, Visitor, signed_in

__all__ = ["app", "here", "visitor"]  # fixtures of another file

CHART = {
    "id": "graf",
    "caption": "Vývoj počtu obyvatel",
    "type": "column",
    "unit": "osoby",
    "categories": ["2016", "2017"],
    "series": [{"name": "Obyvatelé", "values": [1200, 1180]}],
}
PLACE = "analyses/0/chapters/0/charts/0"


def content(*charts: dict[str, Any]) -> dict[str, Any]:
    return PLAN | {"analyses": [{"title": "Rozbor", "chapters": [{"heading": "Obyvatelé", "charts": [*charts]}]}]}


def address(plan: Any, way: str, place: str = PLACE) -> str:
    return f"/plany/{plan.id}/{way}/{place}"


def drawn(page: str) -> list[str]:
    """What stands at bars and points of the drawing."""
    svg: Any = lxml.html.fromstring(page).xpath("//svg")[0]  # type: ignore[index]
    return [(each.text or "").replace("\u00a0", " ") for each in svg.xpath(".//g[@class='series']//title")]


def preview(visitor: Visitor, plan: Any, typed: dict[str, str], place: str = PLACE) -> str:
    """What the service draws of a form, as a script asks for it."""
    sent = MultiDict(fields(visitor.get(address(plan, "upravit", place)).text))
    for name, text in typed.items():
        sent.setlist(name, [text])
    answer = visitor.client.post(address(plan, "nahled-grafu", place), data=sent, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    return answer.text


def test_the_form_of_a_chart_shows_the_saved_chart(visitor: Visitor, here: Town) -> None:
    page = visitor.get(address(here.plan(content(CHART)), "upravit")).text
    assert drawn(page) == ["Obyvatelé, 2016: 1 200", "Obyvatelé, 2017: 1 180"]
    assert "Sloupcový graf: Vývoj počtu obyvatel" in page


def test_other_forms_have_no_preview(visitor: Visitor, here: Town) -> None:
    page = visitor.get(address(here.plan(content(CHART)), "upravit", "analyses/0/chapters/0")).text
    assert "<svg" not in page
    assert "chart.js" not in page


def test_what_is_typed_is_drawn_and_not_saved(visitor: Visitor, here: Town) -> None:
    plan = here.plan(content(CHART))
    shown = preview(visitor, plan, {"series/0/values": "1 500; 1 600,5", "type": "bar"})
    assert drawn(shown) == ["Obyvatelé, 2016: 1 500,0", "Obyvatelé, 2017: 1 600,5"]
    assert "<html" not in shown
    assert here.content(plan.id)["analyses"][0]["chapters"][0]["charts"] == [CHART]


def test_a_chart_that_is_new_is_drawn_while_it_is_typed(visitor: Visitor, here: Town) -> None:
    plan, place = here.plan(content()), "analyses/0/chapters/0/charts/-"
    assert "Graf zatím nemá co ukázat" in visitor.get(address(plan, "upravit", place)).text
    typed = {"categories": "A\nB", "series/0/name": "Osoby", "series/0/values": "5; 7"}
    assert drawn(preview(visitor, plan, typed, place)) == ["Osoby, A: 5", "Osoby, B: 7"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"series/0/values": "5; sedm"}, "Řada 1 › Hodnota 2: Zde má být číslo, ne text."),
        ({"series/0/values": ""}, "Graf zatím nemá co ukázat."),
        ({"categories": ""}, "Graf zatím nemá co ukázat."),
        ({"type": "pie", "series/1/name": "Druhá", "series/1/values": "1; 2"}, "V dokumentu se nakreslí jako pruhový"),
        ({"series/0/values": "5"}, "Jiný počet hodnot než kategorií mají řady: Obyvatelé."),
        ({"categories": "\n".join(map(str, range(1600)))}, "náhled jich nakreslí nejvýše 1500"),
    ],
)
def test_wrong_data_give_a_czech_sentence(visitor: Visitor, here: Town, typed: dict[str, str], told: str) -> None:
    assert told in preview(visitor, here.plan(content(CHART)), typed).replace("\u00a0", " ")


def test_without_a_script_the_page_comes_back_with_what_was_typed_and_its_drawing(visitor: Visitor, here: Town) -> None:
    plan = here.plan(content(CHART))
    editor = Editor(visitor.client, address(plan, "upravit"))
    sent = MultiDict(editor.fields)
    sent.setlist("series/0/values", ["7; 8"])
    answer = visitor.client.post(address(plan, "nahled-grafu"), data=sent)
    assert drawn(answer.text) == ["Obyvatelé, 2016: 7", "Obyvatelé, 2017: 8"]
    assert fields(answer.text)["series/0/values"] == "7; 8"
    assert here.content(plan.id)["analyses"][0]["chapters"][0]["charts"] == [CHART]


def test_a_form_that_is_refused_comes_back_with_the_drawing_of_what_was_typed(visitor: Visitor, here: Town) -> None:
    editor = Editor(visitor.client, address(here.plan(content(CHART)), "upravit"))
    answer = editor.save({"series/0/values": "7; 8", "year": "rok"})
    assert answer.status_code == 422
    assert drawn(answer.text) == ["Obyvatelé, 2016: 7", "Obyvatelé, 2017: 8"]


def test_a_reader_sees_the_chart_too(app: Flask, here: Town) -> None:
    here.member("ctenar@vzorov.cz", Role.READER)
    page = signed_in(app, "ctenar@vzorov.cz").get(address(here.plan(content(CHART)), "upravit")).text
    assert len(drawn(page)) == 2
    assert "Obnovit náhled" not in page


def test_texts_are_escaped_and_set_as_in_the_document(visitor: Visitor, here: Town) -> None:
    typed = {"categories": "0-14 let\n<script>alert(1)</script>"}
    shown = preview(visitor, here.plan(content(CHART)), typed)
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert "0–14" in shown
    assert "0-14" not in shown


def test_a_drawing_carries_no_styles_that_the_service_forbids(visitor: Visitor, here: Town) -> None:
    """style-src 'self' refuses both; attributes of presentation are none."""
    shown = preview(visitor, here.plan(content(CHART)), {})
    assert " style=" not in shown
    assert "<style" not in shown


def test_only_charts_are_drawn(visitor: Visitor, here: Town) -> None:
    plan = here.plan(content(CHART))
    token = visitor.token("/ucet")
    for place in ("analyses/0/chapters/0", "analyses/0/chapters/0/charts", "analyses/9/chapters/0/charts/0", "neni"):
        answer = visitor.client.post(address(plan, "nahled-grafu", place), data={"csrf_token": token})
        assert answer.status_code == 404, place


def test_without_its_token_nothing_is_drawn(visitor: Visitor, here: Town) -> None:
    assert visitor.client.post(address(here.plan(content(CHART)), "nahled-grafu"), data={}).status_code == 400


def test_a_chart_that_was_not_finished_is_drawn_when_it_is_brought_back(visitor: Visitor, here: Town) -> None:
    """A new one, too, and one that somebody removed meanwhile does not break the page."""
    plan = here.plan(content())
    form = address(plan, "upravit", "analyses/0/chapters/0/charts/-")
    sent = MultiDict(fields(visitor.get(form).text))
    for name, text in {"categories": "A\nB", "series/0/name": "Osoby", "series/0/values": "5 %; 7"}.items():
        sent.setlist(name, [text])
    headers = {"Accept": "application/json"}
    assert visitor.client.post(form.replace("/upravit/", "/rozepsat/"), data=sent, headers=headers).status_code == 200
    offered = re.search(r'href="([^"]+/rozepsane/[^"]+)"', visitor.get(form).text)
    assert offered
    assert drawn(visitor.get(offered.group(1)).text) == ["Osoby, A: 5", "Osoby, B: 7"]


def test_the_help_of_a_chart_says_how_its_values_and_categories_are_written(visitor: Visitor, here: Town) -> None:
    page = visitor.get(address(here.plan(content(CHART)), "upravit")).text
    assert "Hodnoty oddělte středníkem, chybějící nahraďte pomlčkou.</p>" in page
    assert "Např.<br>2016<br>2017<br>2018" in page
