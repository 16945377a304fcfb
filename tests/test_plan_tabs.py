"""The ways between the pages of a plan stand on every one of them, and say where one is."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from flask import Flask

from assembler.store import jobs, plans
from assembler.store.models import Plan
from assembler.store.roles import Role
from tests.one_town import app, here, visitor
from tests.visitors import PLAN, Town, Visitor, signed_in

__all__ = ["app", "here", "visitor"]  # fixtures of another file

ANALYSED = PLAN | {"analyses": [{"title": "Demografie", "chapters": [{"heading": "Obyvatelé"}]}]}
WAYS = [
    ("", "Přehled", "page"),
    ("/upravit", "Části plánu", "page"),
    ("/upravit/zakladni-udaje", "Části plánu", "true"),
    ("/upravit/analyses/0", "Části plánu", "true"),
    ("/vsechna-opatreni", "Části plánu", "true"),
    ("/tabulka-ze-souboru/analyses/0", "Části plánu", "true"),
    ("/verze", "Historie verzí", "page"),
    ("/rozdil?od=1&do=1", "Historie verzí", "true"),
    ("/dokumenty", "Dokumenty", "page"),
    ("/pripominky", "Připomínky", "page"),
    ("/pripominky/nova", "Připomínky", "true"),
    ("/pripominky/z-tabulky", "Připomínky", "true"),
    ("/vyzvy", "Výzvy k doplnění", "page"),
    ("/vyzvy/nove", "Výzvy k doplnění", "true"),
    ("/sestaveni", "Sestavit dokument", "page"),
]


@pytest.fixture(scope="module")
def plan(here: Town) -> Plan:
    return here.plan(ANALYSED)


def tabs(visitor: Visitor, address: str) -> Any:
    answer = visitor.get(address)
    assert answer.status_code == 200, address
    page: Any = lxml.html.fromstring(answer.text)
    (found,) = page.xpath("//nav[@aria-label='Plán']")
    return found


@pytest.mark.parametrize(("page", "tab", "current"), WAYS)
def test_every_page_of_a_plan_has_its_tabs_and_one_of_them_is_the_current_one(
    visitor: Visitor, plan: Plan, page: str, tab: str, current: str
) -> None:
    found = tabs(visitor, f"/plany/{plan.id}{page}")
    assert len(found.xpath(".//a")) == 7
    assert {each.text_content(): each.get("aria-current") for each in found.xpath(".//a[@aria-current]")} == {
        tab: current
    }


def test_the_tabs_offer_only_what_who_looks_may_do(app: Flask, here: Town, plan: Plan) -> None:
    here.member("ctenar@vzorov.cz", Role.READER)
    names = [each.text_content() for each in tabs(signed_in(app, "ctenar@vzorov.cz"), f"/plany/{plan.id}").iter("a")]
    assert names == ["Přehled", "Části plánu", "Historie verzí", "Dokumenty", "Připomínky"]


@pytest.mark.parametrize("page", ["", "/upravit", "/upravit/territory", "/dokumenty", "/verze", "/vyzvy", "/sestaveni"])
def test_no_page_of_a_plan_put_aside_offers_to_assemble_it(visitor: Visitor, here: Town, page: str) -> None:
    aside = here.plan()
    with here.store.writing(here.actor) as tx:
        plans.archive(tx, aside.id)
    shown: Any = lxml.html.fromstring(visitor.get(f"/plany/{aside.id}{page}").text)
    offered = [each.text_content() for each in shown.xpath("//main//a | //main//button")]
    assert not [each for each in offered if "Sestavit" in each]


def test_the_address_of_assembling_a_plan_put_aside_says_why_not_and_leads_back(visitor: Visitor, here: Town) -> None:
    aside = here.plan()
    with here.store.writing(here.actor) as tx:
        plans.archive(tx, aside.id)
    page = visitor.get(f"/plany/{aside.id}/sestaveni").text
    assert "Plán je odložený. Nejdřív ho vraťte mezi ostatní plány." in page
    assert "Vrátit mezi ostatní plány</button>" in page


def test_an_order_of_a_plan_put_aside_that_comes_all_the_same_is_refused_with_the_reason(
    visitor: Visitor, here: Town
) -> None:
    """From a page that was opened before."""
    aside = here.plan()
    way = f"/plany/{aside.id}/sestaveni"
    form = {"kind": "medium_term_plan", "template": "standard", "state": "draft", "variant": "public"}
    with here.store.writing(here.actor) as tx:
        plans.archive(tx, aside.id)
    answer = visitor.post(way, way, **form)
    assert answer.status_code == 409
    assert "Plán je odložený. Nejdřív ho vraťte mezi ostatní plány." in answer.text
    with here.store.reading(here.actor) as tx:
        assert not jobs.newest_first(tx).items
