"""Invitations, comments, tables of others, the workbook and statistics in English; what goes to Czechs stays Czech.

The plans of these tests have no letter with a Czech mark, so where such a letter stands, the page has said something
in Czech: only in what is marked as Czech (`lang="cs"`) and in the name of a person it may.
"""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assembler.store import comments, plans, taken_tables
from assembler.store.models import Plan
from assembler.web.language import COOKIE, ENGLISH
from tests.foreign_files import csv_of
from tests.one_town import app, here, visitor
from tests.test_foreign_pages import answers, fields_of
from tests.test_inviting import send, typed
from tests.visitors import Town, Visitor
from tests.workbooks import opened, put, saved

__all__ = ["app", "here", "visitor"]  # fixtures of another file

CZECH = re.compile("[ěščřžýáíéůúťďňĚŠČŘŽÝÁÍÉŮÚŤĎŇ]")
QUOTED = re.compile(r"Správce Vzorov|IČO|“[^”]*”")  # persons, registers, what is quoted of Czech sheets
READ_OUT = ("aria-label", "alt", "title", "placeholder", "data-label", "label")

CONTENT: dict[str, Any] = {
    "title": "Plan obce Vzorov",
    "territory": {"name": "Vzorov"},
    "network": {"services": [{"id": "s-1", "name": "Poradna", "provider": "Charita", "identifier": "1234567"}]},
    "strategy": {"nodes": [{"name": "Bydleni", "measures": [{"id": "o-1", "name": "Byty", "guarantor": "Charita"}]}]},
    "analyses": [{"id": "rozbor", "title": "Rozbor", "chapters": [{"heading": "Obyvatele", "id": "obyvatele"}]}],
}
HEADINGS = ("Nazev sluzby", "Identifikator", "Poskytovatel", "ICO", "Uvazky v siti", "Barva")
SERVICES = csv_of(
    [
        ("Prehled sluzeb 2024",),
        HEADINGS,
        ("Poradna", "1234567", "Charita", "246476", "0,5", "modra"),
        ("Domov", "7654321", "Mesto", "00246476", "cca 12", None),
        ("Klub", "765", "Mesto", "1", "-", None),
        ("Mezititulek", None, None, None, None, None),
        ("Celkem", None, None, None, "12,5", None),
    ]
)
SHEET = """Tab. 2 Pocet obyvatel k 31. 12.;;
v osobach;;
Obec;2021;2022
Dacice;7 300;7 250
Slavonice;2 400;-
Studena;2 100;2 090 1)
Celkem;11 000;1
Zdroj: CSU;;
"""
COMMENTS = "Predkladatel;Pripominka\nJana;Rozsirit\n"


@pytest.fixture
def reader(visitor: Visitor) -> Iterator[Visitor]:
    """The coordinator, who has chosen English."""
    visitor.client.set_cookie(COOKIE, ENGLISH)
    yield visitor
    visitor.client.delete_cookie(COOKIE)


@pytest.fixture
def plan(here: Town) -> Plan:
    return here.plan(CONTENT)


def root_of(answer: TestResponse) -> Any:
    return lxml.html.fromstring(answer.text)


def left_czech(answer: TestResponse) -> list[str]:
    """What a page says in Czech without marking it as Czech."""
    root = root_of(answer)
    for element in [*root.xpath("//*[@lang='cs']"), *root.xpath("//script|//style|//svg")]:
        element.drop_tree()
    said = [*root.itertext(), *(each.get(name, "") for each in root.iter() for name in READ_OUT)]
    return [text.strip() for text in said if CZECH.search(QUOTED.sub("", text))]


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def english(answer: TestResponse, status: int = 200) -> TestResponse:
    assert answer.status_code == status, answer.text
    assert '<html lang="en"' in answer.text
    assert left_czech(answer) == []
    return answer


# ---------------------------------------------------------------- invitations


def invite(visitor: Visitor, plan: Plan, **fields: str) -> TestResponse:
    place = "/network/services/0"
    given = {"karta": place, f"komu:{place}": "Charita", "termin": "31. 5. 2090", "vychozi": "1"} | fields
    return visitor.post(f"/plany/{plan.id}/vyzvy", f"/plany/{plan.id}/vyzvy/nove", **given)


def invited(visitor: Visitor, plan: Plan) -> tuple[str, str]:
    """The address of the invitation, and the one that its guest gets."""
    address = invite(visitor, plan).headers["Location"]
    found = re.search(r"http://[^\s<]+(/vyzva/[^\s<]+)", visitor.get(address).text)
    assert found
    return address, found[1]


def test_invitations_are_listed_prepared_and_refused_in_english(reader: Visitor, plan: Plan) -> None:
    """The list, empty and full, the form for services and for measures, and what is wrong with it."""
    page = f"/plany/{plan.id}/vyzvy"
    english(reader.get(page))
    english(reader.get(f"{page}/nove"))
    english(reader.get(f"{page}/nove?co=opatreni"))
    for wrong in ({"termin": "zitra"}, {"termin": "1. 1. 2020"}, {"karta": ""}, {"komu:/network/services/0": ""}):
        english(invite(reader, plan, **wrong), 422)
    invited(reader, plan)
    assert "waiting" in english(reader.get(page)).text


def test_all_messages_and_the_moved_deadline_are_offered_in_english(reader: Visitor, plan: Plan) -> None:
    """The pages around the letters; the letters themselves stay Czech."""
    address, _ = invited(reader, plan)
    page = f"/plany/{plan.id}/vyzvy"
    english(reader.get(f"{page}/zpravy"))
    assert "Copy the message" in english(reader.get(f"{page}/zpravy?co=pripomenuti")).text
    for moved in (page, address):
        english(reader.post(f"{moved}/termin", moved, termin="zitra"), 422)
        reader.post(f"{moved}/termin", moved, termin="15. 6. 2090")
        assert "The deadline" in english(reader.get(moved)).text
    reader.post(f"{address}/zruseni", address)
    english(reader.get(f"{page}/zpravy"))


def test_the_message_to_the_guest_stays_czech_on_an_english_page(reader: Visitor, plan: Plan) -> None:
    """It goes to a provider, who did not choose English."""
    address, _ = invited(reader, plan)
    page = english(reader.get(address))
    [message] = root_of(page).xpath("//textarea[@id='zprava']")
    assert message.get("lang") == "cs"
    assert "Odpovězte prosím do 31. 5. 2090." in plain(message.text)


def test_a_guest_sees_czech_unless_he_chooses_english(app: Flask, reader: Visitor, plan: Plan) -> None:
    """What the coordinator chose is hers alone."""
    guest, link = Visitor(app), invited(reader, plan)[1]
    assert "Odeslat úpravy" in guest.get(link).text
    guest.client.set_cookie(COOKIE, ENGLISH)
    english(guest.get(link))
    english(send(guest, link, beze_zmeny="ano", hours="po-pa 8-16"), 422)
    english(send(guest, link, since="vcera"), 422)


def test_an_answer_is_judged_taken_over_and_its_link_cancelled_in_english(
    app: Flask, reader: Visitor, here: Town, plan: Plan
) -> None:
    """With a conflict, as everything stands on the page then; the version's note stays Czech, it is the plan's."""
    guest, (address, link) = Visitor(app), invited(reader, plan)
    assert send(guest, link, hours="po-pa 8-16", vzkaz="Volejte").status_code == 303
    here.save(plan, changed_hours("so 9-12"), 1)
    page = english(reader.get(address)).text
    proposal = typed(page)["navrh"]
    decided = reader.post(f"{address}/rozhodnuti", address, navrh=proposal, rozhodnuti="prevzit")
    assert "taken over into version 3" in english(reader.get(decided.headers["Location"])).text
    reader.post(f"{address}/zruseni", address)
    english(reader.get(address))
    guest.client.set_cookie(COOKIE, ENGLISH)
    english(guest.get(link), 404)
    assert here.content(plan.id)["network"]["services"][0]["hours"] == "po-pa 8-16"
    assert note_of(here, plan) == "Převzato od: Charita – Poradna"


def note_of(here: Town, plan: Plan) -> str:
    """What the history says of the newest version."""
    with here.store.reading(here.actor) as tx:
        return plans.revision(tx, plan.id).note


def changed_hours(hours: str) -> dict[str, Any]:
    [service] = CONTENT["network"]["services"]
    return CONTENT | {"network": {"services": [service | {"hours": hours}]}}


# ---------------------------------------------------------------- comments


def write_down(visitor: Visitor, plan: Plan, **fields: str) -> TestResponse:
    page, given = (
        f"/plany/{plan.id}/pripominky",
        {"proposed": "Rozsirit provoz.", "submitter": "Jana", "channel": "post"},
    )
    return visitor.post(page, f"{page}/nova", form=str(uuid.uuid4()), **given, **fields)


def test_comments_are_written_down_and_listed_in_english(reader: Visitor, plan: Plan) -> None:
    """The list, empty, full and without a hit, the form, and what is wrong with it."""
    page = f"/plany/{plan.id}/pripominky"
    english(reader.get(page))
    english(reader.get(f"{page}/nova"))
    english(write_down(reader, plan, received="31. 2. 2026", place="/nowhere"), 422)
    assert write_down(reader, plan, received="2. 10. 2026", place="/strategy/nodes/0/measures/0").status_code == 303
    assert write_down(reader, plan).status_code == 303
    assert "2 comments" in plain(english(reader.get(page)).text)
    english(reader.get(f"{page}?q=nic+takoveho"))


def test_a_comment_is_settled_in_english_and_its_annex_is_czech(reader: Visitor, here: Town, plan: Plan) -> None:
    """What is written into the plan is read by its council."""
    page = f"/plany/{plan.id}/pripominky"
    write_down(reader, plan)
    write_down(reader, plan)
    with here.store.reading(here.actor) as tx:
        first, second = comments.of_plan(tx, plan.id)
    english(save(reader, f"{page}/{second.id}", second.version, settlement="merged"), 422)
    assert save(reader, f"{page}/{second.id}", second.version, settlement="merged", merged_with="1").status_code == 303
    assert save(reader, f"{page}/{first.id}", first.version, settlement="accepted").status_code == 303
    english(save(reader, f"{page}/{first.id}", first.version, settlement="refused"), 412)
    for address in (page, f"{page}/{first.id}", f"{page}/{second.id}"):
        english(reader.get(address))
    reader.post(f"{page}/do-planu", page)
    assert "version 2" in english(reader.get(page)).text
    assert "Uplatněny byly 2 připomínky. Vypořádání: akceptováno 1" in here.content(plan.id)["annexes"][0]["text"]
    assert "akceptováno" in reader.get(f"{page}.csv").data.decode("utf-8-sig")


def save(visitor: Visitor, address: str, version: int, **fields: str) -> TestResponse:
    return visitor.post(address, address, verze=str(version), proposed="Rozsirit provoz.", **fields)


@pytest.mark.parametrize("table", [COMMENTS, "Barva\nmodra\n", ""])
def test_a_table_of_comments_is_refused_in_english(reader: Visitor, plan: Plan, table: str) -> None:
    """Without a column of comments, without anything."""
    page = f"/plany/{plan.id}/pripominky/z-tabulky"
    english(reader.get(page))
    answer = reader.post(page, page, file=(io.BytesIO(table.encode()), "pripominky.csv"))
    english(answer, answer.status_code)
    assert answer.status_code in (400, 422)


# ---------------------------------------------------------------- tables of others


def test_a_table_of_others_is_read_asked_about_and_taken_over_in_english(
    reader: Visitor, here: Town, plan: Plan
) -> None:
    """Each reading, question, and row left out is a sentence of a lower layer: they are told in English, too."""
    way = f"/plany/{plan.id}/cizi-tabulka"
    english(reader.get(way))
    english(reader.post(way, way, od=""), 422)
    file = (io.BytesIO(SERVICES), "sluzby.csv")
    address = reader.post(way, way, od="Charita", file=file).headers["Location"]
    page = english(reader.get(address)).text
    for sentence in ("CSV, encoding UTF-8, delimiter semicolon", "There is a dash here instead of a number."):
        assert sentence in plain(page)
    given = fields_of(page) | answers(page, "0")
    shown = english(reader.post(address, address.partition("?")[0], **(given | {"krok": "zmeny"}))).text
    reader.post(address, address.partition("?")[0], **(fields_of(shown) | {"krok": "prevzit"}))
    with here.store.reading(here.actor) as tx:
        [table] = taken_tables.of_plan(tx, plan.id)
    english(reader.get(f"{way}/prevzata/{table.id}"))
    english(reader.get(way))


# ---------------------------------------------------------------- the workbook


def test_a_workbook_is_brought_and_compared_in_english_and_itself_stays_czech(reader: Visitor, plan: Plan) -> None:
    """Its sheets are sent round in Czech offices, whoever has downloaded them."""
    way = f"/plany/{plan.id}/sesit"
    english(reader.get(way))
    english(reader.post(way, way), 422)
    book = opened(reader.get(f"{way}.xlsx").data)
    assert "Opatření" in book.sheetnames
    put(book, "Opatření", 2, "name", "Jine byty")
    put(book, "Opatření", 2, "stated_total", "asi dost")
    book.create_sheet("Navic").append(["neco"])
    address = reader.post(way, way, file=(io.BytesIO(saved(book)), "sesit.xlsx")).headers["Location"]
    english(reader.get(address))
    in_english = [reader.get(each).data for each in (f"{way}.xlsx", f"{address}/chyby.xlsx")]
    reader.client.delete_cookie(COOKIE)
    assert [reader.get(each).data for each in (f"{way}.xlsx", f"{address}/chyby.xlsx")] == in_english


# ---------------------------------------------------------------- statistics


def test_a_statistical_table_is_understood_and_saved_in_english(reader: Visitor, here: Town, plan: Plan) -> None:
    """The marks of the office, the suggested chart, and what is left out are explained in English."""
    way = f"/plany/{plan.id}/tabulka-ze-souboru/analyses/0/chapters/0"
    english(reader.get(way))
    english(reader.post(way, way), 422)
    address = reader.post(way, way, file=(io.BytesIO(SHEET.encode()), "obyvatele.csv")).headers["Location"]
    page = english(reader.get(address))
    assert "a dash means that the phenomenon did not occur" in page.text
    [form] = root_of(page).xpath("//form[@id='pochopeni']")
    given = {name: text or "" for name, text in form.form_values()}
    english(reader.client.post(address, data=given | {"rozhodnuti": "prepocitat", "otocit": "ano"}))
    done = reader.client.post(address, data=given | {"rozhodnuti": "ulozit"})
    assert done.status_code == 303, left_czech(done)
    assert "saved as version 2" in reader.get(done.headers["Location"]).text
    assert note_of(here, plan) == "Ze souboru obyvatele.csv: tabulka a graf"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"hello", "it is another kind of file. Open it in Excel and save it: File → Save As"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "it is the old format .xls."),
        (b"PK\x03\x04" + b"x" * 600, "The workbook is damaged (the archive is incomplete). Open it in Excel"),
    ],
)
def test_why_a_file_is_no_workbook_is_told_in_english_with_what_to_do(
    reader: Visitor, plan: Plan, data: bytes, told: str
) -> None:
    way = f"/plany/{plan.id}/sesit"
    answer = english(reader.post(way, way, file=(io.BytesIO(data), "vyplneno.xlsx")), 400)
    assert told in answer.text.replace("\xa0", " ")
