"""Členové: the role and the parts that go with it, and what an administrator is told of them."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from lxml import html

from assembler.store import accounts
from assembler.store.models import Membership
from assembler.store.roles import Role
from tests.visitors import Town, Visitor, town

pytest_plugins = ["tests.town_fixtures"]

PAGE = "/clenove"
NEW = {"name": "Eva Nová", "email": "eva@vzorov.cz"}


def membership(here: Town, email: str) -> Membership | None:
    with here.store.reading(here.actor) as tx:
        found = accounts.by_email(tx, email)
        return accounts.membership(tx, found.id) if found else None


def words(text: str) -> str:
    return " ".join(text.replace("\xa0", " ").split())


@pytest.mark.parametrize("role", ["coordinator", "reader", "secretary", "administrator"])
def test_parts_ticked_with_another_role_are_refused_with_both_ways_out(visitor: Visitor, here: Town, role: str) -> None:
    """Whoever ticks parts means a contributor: nobody gets more by a forgotten role, nothing typed is lost."""
    refused = visitor.post(PAGE, PAGE, **NEW, role=role, parts=["/analyses"])
    assert refused.status_code == 422
    page: Any = html.fromstring(refused.text)
    (link,) = page.xpath("//*[@role='alert']//a")
    assert "Vyberte roli přispěvatel, nebo zaškrtnutí u částí zrušte." in words(link.text_content())
    box = page.get_element_by_id(link.get("href").removeprefix("#"))
    assert box.get("open") == ""
    assert box.xpath(".//input[@checked]/@value") == ["/analyses"]
    assert page.xpath("//*[@id='role-novy']/option[@selected]/@value") == [role]
    assert page.xpath("//input[@name='email']/@value") == ["eva@vzorov.cz"]
    assert membership(here, "eva@vzorov.cz") is None


def test_who_is_added_is_told_of_with_the_role_and_the_parts(app: Flask, visitor: Visitor, here: Town) -> None:
    made: Any = html.fromstring(visitor.post(PAGE, PAGE, **NEW, role="contributor", parts=["/analyses"]).text)
    (told,) = made.xpath("//*[@role='status']")
    assert "Role: přispěvatel. Upravuje: Analýzy." in words(told.text_content())
    town(app, "Zálesí", "spravce@zalesi.cz")
    visitor.post(PAGE, PAGE, email="spravce@zalesi.cz", role="coordinator")
    assert "je mezi členy, role: koordinátor; přihlašuje se heslem, které už má" in words(visitor.get(PAGE).text)


def test_the_role_of_a_contributor_may_change_and_takes_his_parts_with_it(visitor: Visitor, here: Town) -> None:
    """His form has them ticked already; parts ticked besides are asked about."""
    jana = here.member("jana@vzorov.cz", Role.CONTRIBUTOR, ("/swot",))
    asked = visitor.post(f"{PAGE}/{jana}/role", PAGE, role="coordinator", parts=["/swot", "/strategy"])
    assert asked.status_code == 422
    assert visitor.post(f"{PAGE}/{jana}/role", PAGE, role="coordinator", parts=["/swot"]).status_code == 303
    assert "jana: koordinátor." in words(visitor.get(PAGE).text)
    found = membership(here, "jana@vzorov.cz")
    assert found
    assert (found.role, found.parts) == ("coordinator", [])


def test_the_page_says_how_far_parts_reach_and_leads_to_the_new_member(visitor: Visitor, here: Town) -> None:
    """However many members there are, the form is one click away, and it stands before the name of the town."""
    page: Any = html.fromstring(visitor.get(PAGE).text)
    box = page.get_element_by_id("parts-novy")
    assert "každou celou a ve všech plánech obce" in words(box.text_content())
    assert page.xpath("//main//a[@href='#novy']")
    assert page.xpath("//section/@aria-labelledby") == ["novy", "obec-nazev"]
