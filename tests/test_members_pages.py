"""Členové: the role and the parts that go with it, and what an administrator is told of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from assembler.store import accounts, tokens
from assembler.store.models import Membership
from assembler.store.roles import Deed, Role
from assembler.web.pages.words import role_name
from tests.visitors import PASSWORD, Town, Visitor, signed_in, town

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


# ---------------------------------------------------------------- a forgotten password


def given(answer: TestResponse) -> str:
    """The new password, which stands on this one answer."""
    assert answer.status_code == 200, words(answer.text)
    page: Any = html.fromstring(answer.text)
    (told,) = page.xpath("//*[@role='status']")
    (found,) = told.xpath(".//dd[@class='mono']/text()")
    assert "má nové heslo" in told.text_content()
    return str(found)


def test_a_forgotten_password_is_replaced_by_one_that_is_shown_once_and_ends_sessions_and_keys(
    app: Flask, visitor: Visitor, here: Town
) -> None:
    jana = here.member("jana@vzorov.cz", Role.READER)
    theirs = signed_in(app, "jana@vzorov.cz")
    with here.store.writing(here.actor) as tx:
        _, key = tokens.issue(tx, jana, "Excel", [Deed.READ], timedelta(days=1))
    password = given(visitor.post(f"{PAGE}/{jana}/heslo", PAGE, password=PASSWORD))
    assert password not in visitor.get(PAGE).text
    assert theirs.get("/plany").location == "/prihlaseni?next=/plany"
    called = app.test_client().get("/api/v1/plans", headers={"Authorization": f"Bearer {key}"})
    assert called.status_code == 401
    assert Visitor(app).sign_in("jana@vzorov.cz").status_code == 401
    trail: Any = html.fromstring(visitor.get("/zaznam").text)
    assert "nastavil(a) členovi nové heslo jana" in words(trail.xpath("string(//tbody/tr[1])"))


def test_who_signs_in_by_a_given_password_chooses_an_own_one_first(app: Flask, visitor: Visitor, here: Town) -> None:
    """The administrator knows it: nothing opens by it but the page where it is changed."""
    jana, plan = here.member("jana@vzorov.cz", Role.COORDINATOR), here.plan()
    password = given(visitor.post(f"{PAGE}/{jana}/heslo", PAGE, password=PASSWORD))
    theirs = Visitor(app)
    assert theirs.sign_in("jana@vzorov.cz", password).status_code == 303
    for address in ("/plany", f"/plany/{plan.id}", "/klice"):
        assert theirs.get(address).location == "/ucet", address
    assert theirs.get("/api/v1/plans").status_code == 403
    assert theirs.post(f"/plany/{plan.id}/odlozeni").status_code == 403
    assert "heslem, které vám nastavil správce" in words(theirs.get("/ucet").text)
    assert theirs.post("/ucet/heslo", password=password, new_password=password).status_code == 422
    chosen = theirs.post("/ucet/heslo", password=password, new_password="úplně jiné heslo")
    assert chosen.location == "/plany"
    assert theirs.get("/plany").status_code == 200
    again = Visitor(app)
    again.sign_in("jana@vzorov.cz", "úplně jiné heslo")
    assert again.get("/plany").status_code == 200


def test_a_new_password_is_confirmed_by_the_administrators_own(app: Flask, visitor: Visitor, here: Town) -> None:
    """Who finds his computer open cannot take over the accounts of others, nor learn the password by trying."""
    jana = here.member("jana@vzorov.cz", Role.READER)
    refused = visitor.post(f"{PAGE}/{jana}/heslo", PAGE, password="hádám heslo správce")
    assert refused.status_code == 422
    page: Any = html.fromstring(refused.text)
    assert page.xpath("//*[@role='alert']//a/@href") == [f"#password-{jana}"]
    assert page.get_element_by_id(f"password-{jana}").get("aria-invalid") == "true"
    assert Visitor(app).sign_in("jana@vzorov.cz").status_code == 303
    tries = [visitor.post(f"{PAGE}/{jana}/heslo", PAGE, password="x").status_code for _ in range(10)]
    assert tries[-1] == 429


def test_only_who_belongs_to_no_other_town_gets_a_password_from_its_administrator(
    app: Flask, visitor: Visitor, here: Town
) -> None:
    """Otherwise one town could open the plans of another by its own account of the same person."""
    there = town(app, "Zálesí", "spravce@zalesi.cz")
    visitor.post(PAGE, PAGE, email="spravce@zalesi.cz", role="reader")
    refused = visitor.post(f"{PAGE}/{there.user}/heslo", PAGE, password=PASSWORD)
    assert refused.status_code == 409
    assert "Nové heslo mu nastaví jen ten, kdo službu provozuje." in words(refused.text)
    assert Visitor(app).sign_in("spravce@zalesi.cz").status_code == 303


def test_accounts_without_a_password_closed_ones_and_ones_own_get_none(visitor: Visitor, here: Town) -> None:
    """Whoever signs in at the organization only, has no second way in; the own password has its own page."""
    jana, petr = here.member("jana@vzorov.cz", Role.READER), here.member("petr@vzorov.cz", Role.READER)
    with here.store.writing(here.actor) as tx:
        accounts.changed(tx, jana, "user.join_oidc", password=None)
        accounts.set_active(tx, petr, active=False)
    page = visitor.get(PAGE).text
    for user in (jana, petr, here.user):
        assert f"{PAGE}/{user}/heslo" not in page
        assert visitor.post(f"{PAGE}/{user}/heslo", PAGE, password=PASSWORD).status_code == 409


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("role", "address", "who"),
    [
        (Role.READER, "/clenove", "Smí to jen správce."),
        (Role.READER, "/plany/{plan}/sestaveni", "Smí to organizační oddělení (tajemník), přispěvatel, koordinátor"),
        (Role.SECRETARY, "/plany/novy", "Smí to koordinátor a správce."),
        (Role.SECRETARY, "/plany/{plan}/sesit", "Smí to přispěvatel ve svých částech plánu, koordinátor a správce."),
        (Role.CONTRIBUTOR, "/plany/{plan}/vyzvy", "Smí to koordinátor a správce."),
    ],
)
def test_who_may_not_is_told_who_may_and_which_role_he_has(
    app: Flask, here: Town, role: Role, address: str, who: str
) -> None:
    """A person has no key and is not told of one."""
    here.member("jana@vzorov.cz", role, ("/swot",))
    answer = signed_in(app, "jana@vzorov.cz").get(address.format(plan=here.plan().id))
    assert answer.status_code == 403
    page: Any = html.fromstring(answer.text)
    said = words(page.xpath("string(//main)"))
    assert who in said
    assert f"Vaše role: {role_name(role)} (Vzorov)." in said
    assert "klíč" not in said


# ---------------------------------------------------------------- what each role is offered


def test_access_keys_stand_in_the_bar_of_who_may_need_them_and_elsewhere_beside_the_password(
    app: Flask, here: Town
) -> None:
    """A reader who meets „klíče“ on every page takes them for the password; the account says what they are."""
    for email, role in (("spravce@vzorov.cz", Role.ADMINISTRATOR), ("jana@vzorov.cz", Role.COORDINATOR)):
        here.member(email, role)
        assert 'href="/klice"' in signed_in(app, email).get("/plany").text
    for email, role in (("cti@vzorov.cz", Role.READER), ("pis@vzorov.cz", Role.CONTRIBUTOR)):
        here.member(email, role, ("/swot",))
        reader = signed_in(app, email)
        assert 'href="/klice"' not in reader.get("/plany").text
        assert "Na těchto stránkách vám stačí heslo." in words(reader.get("/ucet").text)
        assert "Není to vaše heslo" in words(reader.get("/klice").text)


def test_a_contributor_is_told_before_uploading_that_only_his_parts_may_differ(app: Flask, here: Town) -> None:
    """The coordinator, who may change all, is not."""
    plan = f"/plany/{here.plan().id}"
    for email, role, told in (("pis@vzorov.cz", Role.CONTRIBUTOR, True), ("jana@vzorov.cz", Role.COORDINATOR, False)):
        here.member(email, role, ("/swot",))
        page = words(signed_in(app, email).get(plan).text)
        assert "Nahrát novou verzi" in page
        assert ("Změnit smíte jen své části plánu." in page) == told
