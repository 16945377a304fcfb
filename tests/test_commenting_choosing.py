"""Columns and places of somebody's table of comments that are not known: chosen on the page, never guessed."""

from __future__ import annotations

import html
import re
from urllib.parse import urlencode

import pytest

from assembler.store.models import Plan
from assembler.web.commenting.rows import key_of
from tests.test_commenting_table import bring, kept, plain, taken
from tests.visitors import PLAN, Town, Visitor

pytest_plugins = ["tests.town_fixtures"]

CSV = """Připomínka;Kdo to říká;Kapitola;Barva
Rozšířit provoz.;Jana Malá;úvodník;modrá
Zkrátit.;Petr;ÚVODNÍK;
Přidat mapu.;;příloha s mapou;
"""


@pytest.fixture
def plan(here: Town) -> Plan:
    return here.plan({**PLAN, "foreword": {"text": "Slovo."}})


def chosen(visitor: Visitor, plan: Plan, **said: str) -> str:
    """The address of the page where it is said what the columns and the places are; with what it takes over."""
    answer = bring(visitor, plan, CSV.encode())
    return f"{answer.location}?{urlencode(said)}"


def offered(page: str, name: str) -> list[tuple[str, str]]:
    """The values of a control and whether they are selected."""
    control = page.partition(f'<select name="{html.escape(name)}"')[2].partition("</select>")[0]
    return re.findall(r'<option value="([^"]*)"( selected)?>', control)


def send(visitor: Visitor, address: str) -> str:
    page = visitor.get(address).text
    form = html.unescape(re.findall(r'<form action="([^"]+)" method="post"', page)[-1])
    ticked = re.findall(r'type="checkbox" name="(radek:[0-9]+)" value="([0-9]+)" checked', page)
    return plain(visitor.post(form, "/ucet", **dict(ticked)))


def test_a_column_that_is_not_known_is_given_a_field_by_who_brings_it(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = chosen(visitor, plan, **{"sloupec:1": "submitter", f"misto:{key_of('úvodník')}": "/foreword"})
    assert ("submitter", " selected") in offered(visitor.get(address).text, "sloupec:1")
    send(visitor, address)
    assert [each.submitter for each in kept(here, plan)] == ["Jana Malá", "Petr"]


def test_a_place_that_is_not_known_is_chosen_once_for_all_its_rows(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = chosen(visitor, plan, **{f"misto:{key_of('úvodník')}": "/foreword"})
    page = visitor.get(address).text
    assert "Řádky tabulky: 2, 3" in plain(visitor.get(address))
    assert ("/foreword", " selected") in offered(page, f"misto:{key_of('ÚVODNÍK')}")
    assert len(re.findall(r'class="long">Úvodní.slovo', page)) == 2, "rows are shown with the place that they get"
    left = send(visitor, address)
    assert [each.place for each in kept(here, plan)] == ["/foreword", "/foreword"]
    assert "Přidat mapu." in left


def test_the_whole_plan_can_be_meant(visitor: Visitor, here: Town, plan: Plan) -> None:
    send(visitor, chosen(visitor, plan, **{f"misto:{key_of('příloha s mapou')}": "-"}))
    assert [(each.proposed, each.place) for each in kept(here, plan)] == [("Přidat mapu.", "")]


@pytest.mark.parametrize("said", [{}, {"misto:x": "/foreword"}, {"sloupec:9": "submitter"}, {"sloupec:x": "submitter"}])
def test_what_nobody_has_chosen_is_not_guessed(visitor: Visitor, here: Town, plan: Plan, said: dict[str, str]) -> None:
    address = chosen(visitor, plan, **said)
    page = plain(visitor.get(address))
    assert page.count("Takové místo v plánu není") == 3
    assert "Sloupec „Kdo to říká“" in page
    assert "Sloupec „Barva“" in page
    assert kept(here, plan) == []


def test_a_place_that_the_plan_does_not_have_stays_wrong(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = chosen(visitor, plan, **{f"misto:{key_of('úvodník')}": "/strategy/priorities/7"})
    assert plain(visitor.get(address)).count("Takové místo v plánu není") == 3


def test_one_field_is_given_to_one_column_and_the_other_is_told(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = chosen(visitor, plan, **{"sloupec:1": "submitter", "sloupec:3": "submitter"})
    page = visitor.get(address).text
    assert ("submitter", " selected") in offered(page, "sloupec:1")
    assert ("submitter", " selected") not in offered(page, "sloupec:3")


def test_a_field_that_a_known_column_has_is_not_offered(visitor: Visitor, plan: Plan) -> None:
    names = [value for value, _ in offered(visitor.get(chosen(visitor, plan)).text, "sloupec:3")]
    assert "submitter" in names
    assert not {"proposed", "place"} & {*names}


def test_a_table_whose_columns_and_places_are_all_known_asks_nothing(visitor: Visitor, plan: Plan) -> None:
    answer = bring(visitor, plan, "Připomínka;Kdo\nZkrátit.;Jana\n".encode())
    assert "Co jsme v tabulce nepoznali" not in visitor.get(answer.location).text
    assert taken(visitor, answer).status_code == 200
