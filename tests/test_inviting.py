"""Invitations on their pages: asked for a card, completed without an account, taken over or not; nobody sees more."""

from __future__ import annotations

import html
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assembler.store.models import Plan
from assembler.store.roles import Role
from assembler.web.inviting.links import key_of
from tests.visitors import Town, Visitor, service, signed_in, town

pytest_plugins = ["tests.town_fixtures"]

CONTENT: dict[str, Any] = {
    "title": "Plán obce Vzorov",
    "network": {
        "services": [
            {
                "id": "s-poradna",
                "name": "Poradna Vzorov",
                "provider": "Charita Vzorov",
                "hours": "po–pá 8–16",
                "nezname": 1,
            },
            {"id": "s-klub", "name": "Klub Brána", "provider": "Spolek Brána"},
        ]
    },
    "strategy": {
        "nodes": [{"name": "Priorita", "measures": [{"name": "Auto pro službu", "guarantor": "Charita Vzorov"}]}]
    },
}
PLACE = "/network/services/0"


@pytest.fixture
def plan(here: Town) -> Plan:
    return here.plan(CONTENT)


@pytest.fixture
def guest(app: Flask) -> Visitor:
    return Visitor(app)


def invite(visitor: Visitor, plan: Plan, place: str = PLACE, **fields: str) -> TestResponse:
    given = {"karta": place, f"komu:{place}": "Charita Vzorov", "termin": "31. 5. 2090", "vychozi": "1"} | fields
    return visitor.post(f"/plany/{plan.id}/vyzvy", f"/plany/{plan.id}/vyzvy/nove", **given)


def invited(visitor: Visitor, plan: Plan, place: str = PLACE) -> tuple[str, str]:
    """The address of the invitation, and the one that its guest gets."""
    answer = invite(visitor, plan, place)
    assert answer.status_code == 303, answer.text
    found = re.search(r"http://[^\s<]+(/vyzva/[^\s<]+)", visitor.get(answer.location).text)
    assert found
    return answer.location, found[1]


def typed(page: str) -> dict[str, str]:
    """The fields of a page as a browser would send them unchanged."""
    page = re.sub(r'<input type="checkbox"(?:(?!checked)[^>])*>|<button[^>]*>', "", page)
    inputs = {name: html.unescape(value) for name, value in re.findall(r'name="([^"]+)"[^>]*? value="([^"]*)"', page)}
    areas = re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL)
    return inputs | {name: html.unescape(text) for name, text in areas}


def send(guest: Visitor, link: str, **fields: str) -> TestResponse:
    return guest.client.post(link, data=typed(guest.get(link).text) | fields)


def proposal_of(page: str) -> str:
    found = re.search(r'name="navrh" value="([^"]+)"', page)
    assert found
    return found[1]


def decide(visitor: Visitor, address: str, decision: str = "prevzit", **fields: str) -> TestResponse:
    given = {"navrh": proposal_of(visitor.get(address).text), "rozhodnuti": decision}
    return visitor.post(f"{address}/rozhodnuti", address, **(given | fields))


# ---------------------------------------------------------------- the way of one card


def test_cards_are_offered_with_who_knows_what_belongs_there(visitor: Visitor, plan: Plan) -> None:
    services = visitor.get(f"/plany/{plan.id}/vyzvy/nove").text
    assert "Poradna Vzorov" in services
    assert 'value="Spolek Brána"' in services
    assert "Auto pro službu" in visitor.get(f"/plany/{plan.id}/vyzvy/nove?co=opatreni").text


def test_what_a_guest_completes_is_in_the_plan_once_it_is_taken_over(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    address, link = invited(visitor, plan)
    assert 'value="po–pá 8–16"' in guest.get(link).text
    sent = send(guest, link, hours="denně 7–19", vzkaz="Nový telefon doplníme později.")
    assert sent.status_code == 303, sent.text
    assert "Děkujeme, odpověď je odeslaná" in guest.get(sent.location).text
    assert here.content(plan.id) == CONTENT
    page = visitor.get(address).text
    for told in ("Nový telefon doplníme později.", "po–pá 8–16", "denně 7–19", "k posouzení"):
        assert told in page
    assert decide(visitor, address).status_code == 303
    service = CONTENT["network"]["services"][0] | {"hours": "denně 7–19"}
    assert here.content(plan.id)["network"]["services"] == [service, CONTENT["network"]["services"][1]]
    assert "Převzato od: Charita Vzorov" in visitor.get(f"/plany/{plan.id}/verze").text
    assert "převzato" in visitor.get(f"/plany/{plan.id}/vyzvy").text


def test_without_change_one_press_is_enough(visitor: Visitor, guest: Visitor, here: Town, plan: Plan) -> None:
    address, link = invited(visitor, plan)
    assert send(guest, link, beze_zmeny="ano").status_code == 303
    assert "Beze změny: údaje v plánu platí." in visitor.get(address).text
    assert "beze změny" in visitor.get(f"/plany/{plan.id}/vyzvy").text
    assert here.content(plan.id) == CONTENT


def test_what_is_not_taken_over_changes_nothing_and_stays_readable(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    address, link = invited(visitor, plan)
    send(guest, link, hours="nonstop", vzkaz="Prosíme o změnu.")
    decide(visitor, address, "ne")
    assert here.content(plan.id) == CONTENT
    page = visitor.get(address).text
    assert "Nepřevzato" in page
    assert "Prosíme o změnu." in page


def test_a_guest_may_mend_his_answer_until_it_is_decided(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    address, link = invited(visitor, plan)
    send(guest, link, hours="první")
    assert 'value="první"' in guest.get(link).text
    send(guest, link, address="Náměstí 1")
    decide(visitor, address)
    service = here.content(plan.id)["network"]["services"][0]
    assert (service["hours"], service["address"]) == ("první", "Náměstí 1")


def test_an_answer_is_merged_with_what_others_changed_meanwhile(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    address, link = invited(visitor, plan)
    page = guest.get(link).text
    services = CONTENT["network"]["services"]
    moved = [services[1], services[0] | {"fees": "zdarma"}]
    here.save(plan, CONTENT | {"network": {"services": moved}}, 1)
    guest.client.post(link, data=typed(page) | {"hours": "denně"})
    decide(visitor, address)
    assert here.content(plan.id)["network"]["services"] == [
        services[1],
        services[0] | {"fees": "zdarma", "hours": "denně"},
    ]


@pytest.mark.parametrize(("choice", "holds"), [({}, "od hosta"), ({"stret": "plan"}, "od koordinátorky")])
def test_where_both_changed_the_same_the_coordinator_decides(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan, choice: dict[str, str], holds: str
) -> None:
    address, link = invited(visitor, plan)
    page = guest.get(link).text
    services = CONTENT["network"]["services"]
    here.save(plan, CONTENT | {"network": {"services": [services[0] | {"hours": "od koordinátorky"}, services[1]]}}, 1)
    guest.client.post(link, data=typed(page) | {"hours": "od hosta"})
    assert "novější text plánu přepsali" in visitor.get(address).text
    decide(visitor, address, **choice)
    assert here.content(plan.id)["network"]["services"][0]["hours"] == holds


def test_where_the_plan_has_changed_all_that_an_answer_changes_nothing_is_said_to_be_taken_over(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    address, link = invited(visitor, plan)
    page = guest.get(link).text
    services = CONTENT["network"]["services"]
    here.save(plan, CONTENT | {"network": {"services": [services[0] | {"hours": "od koordinátorky"}, services[1]]}}, 1)
    guest.client.post(link, data=typed(page) | {"hours": "od hosta"})
    assert "Převzít jen to" not in visitor.get(address).text
    decide(visitor, address, stret="plan")
    told = html.unescape(visitor.get(address).text).replace("\xa0", " ")
    assert "Všechno, co návrh mění, plán mezitím změnil." in told
    assert "k posouzení" in told
    assert "převzata byla" not in guest.get(link).text


def test_a_card_that_is_gone_says_so_to_both(visitor: Visitor, guest: Visitor, here: Town, plan: Plan) -> None:
    address, link = invited(visitor, plan)
    send(guest, link, hours="denně")
    here.save(plan, CONTENT | {"network": {"services": CONTENT["network"]["services"][1:]}}, 1)
    page = visitor.get(address).text
    assert "nejde převzít" in page
    assert "Tato karta v plánu už není" in page
    assert 'id="zprava"' not in page
    _, other = invited_later(visitor, plan)
    here.save(plan, CONTENT | {"network": {"services": []}}, 2)
    assert "Tato karta už v plánu není" in guest.get(other).text


def invited_later(visitor: Visitor, plan: Plan) -> tuple[str, str]:
    answer = invite(visitor, plan, vychozi="2")
    found = re.search(r"http://[^\s<]+(/vyzva/[^\s<]+)", visitor.get(answer.location).text)
    assert found
    return answer.location, found[1]


def test_a_row_is_removed_before_anything_is_sent(visitor: Visitor, guest: Visitor, here: Town, plan: Plan) -> None:
    costs = [{"year": 2025 + index, "amount": index} for index in range(3)]
    services = [CONTENT["network"]["services"][0] | {"costs": costs}]
    here.save(plan, CONTENT | {"network": {"services": services}}, 1)
    address, link = invited_later(visitor, plan)
    shown = send(guest, link, ukon="remove:costs/1", hours="denně")
    assert shown.status_code == 200
    assert 'value="denně"' in shown.text
    assert "Co přišlo" not in visitor.get(address).text
    assert guest.client.post(link, data=typed(shown.text)).status_code == 303
    decide(visitor, address)
    service = here.content(plan.id)["network"]["services"][0]
    assert (service["costs"], service["hours"]) == ([costs[0], costs[2]], "denně")


# ---------------------------------------------------------------- what a guest may not


def test_a_guest_sees_his_card_only(visitor: Visitor, guest: Visitor, plan: Plan) -> None:
    page = guest.get(invited(visitor, plan)[1]).text
    assert "Klub Brána" not in page
    assert "Auto pro službu" not in page
    assert 'name="id"' not in page
    assert "noindex" in page


def test_a_guest_changes_nothing_that_his_form_does_not_show(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    address, link = invited(visitor, plan)
    send(guest, link, id="podvrh", hours="denně", **{"../title": "Podvrh", "nezname": "2"})
    decide(visitor, address)
    content = here.content(plan.id)
    assert content["title"] == CONTENT["title"]
    assert content["network"]["services"][0] == CONTENT["network"]["services"][0] | {"hours": "denně"}


def test_what_is_wrong_is_told_and_stays_typed(visitor: Visitor, guest: Visitor, plan: Plan) -> None:
    _, link = invited(visitor, plan)
    answer = send(guest, link, since="pozítří", hours="denně")
    assert answer.status_code == 422
    assert 'value="pozítří"' in answer.text
    assert 'value="denně"' in answer.text
    assert "Poskytuje se od" in answer.text


def test_an_amount_in_another_unit_than_the_plan_has_is_refused_with_the_number_to_write(
    visitor: Visitor, guest: Visitor, here: Town
) -> None:
    _, link = invited(visitor, here.plan(CONTENT | {"currency": "thousand_czk"}))
    assert "Částka (tis. Kč)" in guest.get(link).text
    answer = send(guest, link, **{"costs/0/source": "obec", "costs/0/year": "2025", "costs/0/amount": "4 250 000 Kč"})
    assert answer.status_code == 422
    assert "Plán je v tis. Kč: napište 4 250." in answer.text.replace("\u00a0", " ")
    assert 'value="4 250 000 Kč"' in answer.text


def test_a_key_cannot_be_guessed(app: Flask, visitor: Visitor, guest: Visitor, plan: Plan) -> None:
    _, link = invited(visitor, plan)
    with app.test_request_context():
        unknown = key_of(uuid.UUID(int=7))
    for wrong in (
        link[:-1] + ("A" if link[-1] != "A" else "B"),
        link[:-1],
        f"{link}A",
        f"/vyzva/{unknown}",
        "/vyzva/x",
        "/vyzva/é",
    ):
        assert guest.get(wrong).status_code == 404, wrong
        assert guest.client.post(wrong, data={"vychozi": "1"}).status_code == 404, wrong


def test_a_cancelled_link_leads_nowhere(visitor: Visitor, guest: Visitor, plan: Plan) -> None:
    address, link = invited(visitor, plan)
    page = guest.get(link).text
    visitor.post(f"{address}/zruseni", address)
    assert guest.get(link).status_code == 404
    assert guest.client.post(link, data=typed(page)).status_code == 404
    assert "Odkaz byl zrušen" in visitor.get(address).text


def test_a_guest_cannot_send_more_than_a_card(visitor: Visitor, guest: Visitor, plan: Plan) -> None:
    _, link = invited(visitor, plan)
    assert send(guest, link, mission="x" * 3_000_000).status_code == 413


def test_a_link_works_where_everything_else_needs_an_account(tmp_path: Path) -> None:
    app = service(tmp_path / "data", host="0.0.0.0", trusted_hosts="plany.example")
    here = town(app)
    _, link = invited(signed_in(app), here.plan(CONTENT))
    assert Visitor(app).get(link).status_code == 200
    assert Visitor(app).get("/plany").status_code == 303


def test_a_guest_is_not_asked_what_the_coordinator_decides(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    services = [CONTENT["network"]["services"][0] | {"costs": [{"year": 2025, "amount": 1, "counted": False}]}]
    here.save(plan, CONTENT | {"network": {"services": services}}, 1)
    address, link = invited_later(visitor, plan)
    page = guest.get(link).text
    assert 'name="costs/0/amount"' in page
    for field in ("support", "costs/0/counted", "costs/0/certainty", "costs/0/owner"):
        assert f'name="{field}"' not in page
    send(guest, link, **{"costs/0/amount": "2"})
    decide(visitor, address)
    assert here.content(plan.id)["network"]["services"][0]["costs"] == [{"year": 2025, "amount": 2, "counted": False}]


def test_a_guest_who_comes_back_is_told_that_he_has_answered(visitor: Visitor, guest: Visitor, plan: Plan) -> None:
    _, link = invited(visitor, plan)
    assert "Odpověď jste už odeslali" not in guest.get(link).text
    send(guest, link, beze_zmeny="ano")
    assert "Odpověď jste už odeslali" in guest.get(link).text


def test_a_place_that_is_wrong_is_told_within_the_card(visitor: Visitor, guest: Visitor, plan: Plan) -> None:
    _, link = invited(visitor, plan)
    told = send(guest, link, since="pozítří").text
    link_to_field = re.search(r'<li><a href="#([^"]+)">Poskytuje se od</a>:', told)
    assert link_to_field
    assert f'id="{link_to_field[1]}"' in told
    assert "Služba 1" not in told


# ---------------------------------------------------------------- asking


def test_several_are_asked_at_once_and_who_is_missing_is_counted(visitor: Visitor, guest: Visitor, plan: Plan) -> None:
    page = f"/plany/{plan.id}/vyzvy/nove"
    other = "/network/services/1"
    both = {"karta": [PLACE, other], f"komu:{PLACE}": "Charita", f"komu:{other}": "Spolek"}
    answer = visitor.post(f"/plany/{plan.id}/vyzvy", page, termin="31. 5. 2090", vychozi="1", **both)
    assert answer.location.endswith("/vyzvy")
    listed = visitor.get(answer.location).text
    assert "Výzvy: 2, odpovědi: 0. Chybí 2" in listed
    assert "Výzva k této kartě už čeká" in visitor.get(page).text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"termin": "zítra"}, "Napište den"),
        ({"termin": "31. 2. 2090"}, "Den 31. 2. 2090 v kalendáři není"),
        ({"termin": "1. 1. 2001"}, "Termín už uplynul"),
        ({"karta": "/title"}, "Vyberte aspoň jednu kartu"),
        ({f"komu:{PLACE}": " "}, "komu výzva jde: Poradna Vzorov"),
    ],
)
def test_a_wrong_order_keeps_what_was_typed(visitor: Visitor, plan: Plan, fields: dict[str, str], told: str) -> None:
    answer = invite(visitor, plan, **fields)
    assert answer.status_code == 422
    assert told in html.unescape(answer.text).replace("\xa0", " ")
    if "karta" not in fields:
        assert re.search(rf'value="{PLACE}" checked', answer.text)


def test_only_those_who_lead_the_plan_ask_and_decide(app: Flask, visitor: Visitor, here: Town, plan: Plan) -> None:
    address, _ = invited(visitor, plan)
    here.member("prispevatel@vzorov.cz", Role.CONTRIBUTOR, ("/network",))
    contributor = signed_in(app, "prispevatel@vzorov.cz")
    assert contributor.get(address).status_code == 403
    assert "Výzvy k doplnění" not in contributor.get(f"/plany/{plan.id}").text
    assert "Výzvy k doplnění" in visitor.get(f"/plany/{plan.id}").text
