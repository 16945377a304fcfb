"""Before a workbook is taken over its page says what will not be: doubtful values, and parts of the plan of others."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from lxml import html

from assembler.store.models import Plan
from assembler.store.roles import Role
from assembler.workbook.book import OWNER
from tests.test_workbook_pages import bring, brought, decide, doubtful, measure, plan, rename
from tests.visitors import Town, Visitor, signed_in
from tests.workbooks import FIRST, SMALL, as_read, column, put

pytest_plugins = ["tests.town_fixtures"]

__all__ = ["plan"]  # a fixture of another file

SWOT = ("/swot",)


def page_of(visitor: Visitor, address: str) -> tuple[str, Any]:
    text = visitor.get(address).text.replace("\xa0", " ")
    return text, html.fromstring(text)


@pytest.fixture
def petr(app: Flask, here: Town) -> Visitor:
    """A contributor whose part is the SWOT alone."""
    here.member("petr@vzorov.cz", Role.CONTRIBUTOR, SWOT)
    return signed_in(app, "petr@vzorov.cz")


def test_what_will_not_be_taken_over_stands_above_the_decision(visitor: Visitor, plan: Plan) -> None:
    text, _ = page_of(visitor, brought(visitor, plan, doubtful))
    assert 0 < text.index('id="nezarazene"') < text.index('value="prevzit"')


def test_a_row_with_an_unreadable_number_says_what_becomes_of_it(visitor: Visitor, plan: Plan) -> None:
    text, _ = page_of(visitor, brought(visitor, plan, doubtful))
    assert "V plánu zůstane dosavadní hodnota." in text

    def new_row(book: Any) -> None:
        sheet = book["Opatření"]
        above = sheet.cell(FIRST, column(sheet, OWNER)).value
        for key, value in {OWNER: above, "name": "Nové opatření", "stated_total": "asi 5"}.items():
            put(book, "Opatření", 3, key, value)

    text, _ = page_of(visitor, brought(visitor, plan, new_row))
    assert "Řádek převezmeme bez této hodnoty." in text


def test_errors_are_counted_as_on_the_page_of_the_plan(visitor: Visitor, plan: Plan) -> None:
    overview = re.search(r"zbývá:? (\d+ chyb\w?)", page_of(visitor, f"/plany/{plan.id}")[0])
    assert overview
    address = brought(visitor, plan, lambda book: put(book, "Náklady – opatření", 1, "source", "nadace"))
    accusative = overview[1].replace("chyba", "chybu")
    assert f"Plán má teď {accusative}, jak je počítá jeho přehled." in page_of(visitor, address)[0]


def test_a_contributor_is_told_of_foreign_changes_before_anything_is_decided(
    petr: Visitor, here: Town, plan: Plan
) -> None:
    address = brought(petr, plan, rename("Jinak"))
    text, tree = page_of(petr, address)
    assert "Mimo ně je změněno: Strategie" in text
    assert 'value="prevzit"' not in text
    assert tree.xpath(f"//*[@role='alert']//a[@href='/plany/{plan.id}']")
    refused = decide(petr, address, 1)
    assert (refused.status_code, "Tento sešit převzít nemůžete" in refused.text) == (403, True)


def test_a_contributor_settles_no_conflicts_of_other_peoples_parts(petr: Visitor, here: Town, plan: Plan) -> None:
    def both(book: Any) -> None:
        rename("Ze sešitu")(book)
        put(book, "Položky SWOT", 1, "text", "ochota sousedů")

    address = brought(petr, plan, both)
    newer = as_read(SMALL)
    measure(newer, 1)["name"] = "Z plánu"
    here.save(plan, newer, 1)
    text, _ = page_of(petr, address)
    assert "Mimo vaše části se sešit s plánem rozchází tady" in text
    assert 'name="stret:' not in text
    assert decide(petr, address, 2).status_code == 303
    saved = here.content(plan.id)
    assert measure(saved, 1)["name"] == "Z plánu"
    assert saved["swot"][0]["strengths"]["items"][0]["text"] == "ochota sousedů"


def test_a_coordinator_is_refused_nothing(visitor: Visitor, plan: Plan) -> None:
    text, _ = page_of(visitor, brought(visitor, plan, rename("Jinak")))
    assert "převzít nemůžete" not in text
    assert 'value="prevzit"' in text


def test_where_the_workbook_is_the_only_field_it_is_just_asked_for_again(visitor: Visitor, plan: Plan) -> None:
    for data, told in ((b"", "Vyberte vyplněný sešit (.xlsx)."), (b"hello", "není sešit XLSX")):
        text = bring(visitor, plan, data, "sešit.xlsx" if data else "").text.replace("\xa0", " ")
        assert told in text
        assert "Vyberte prosím soubor znovu." in text
        assert "zůstalo ve formuláři" not in text
