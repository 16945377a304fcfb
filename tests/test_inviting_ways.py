"""Invitations where a person stumbles: a cancelled link, a plan put aside, a hasty button, an older version."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from assembler.store import accounts, plans
from assembler.store.models import Plan
from assembler.store.roles import Role
from tests.test_inviting import CONTENT, decide, guest, invited, plan, proposal_of, send, typed
from tests.visitors import Town, Visitor, signed_in

__all__ = ["guest", "plan"]  # fixtures
pytest_plugins = ["tests.town_fixtures"]


def named(here: Town, name: str) -> None:
    with here.store.writing(here.actor) as tx:
        accounts.rename_user(tx, here.user, name)


def message(page: str) -> str:
    return typed(page)["zprava"]


# ---------------------------------------------------------------- asking


def test_all_cards_that_do_not_wait_yet_are_ticked_at_once(visitor: Visitor, plan: Plan) -> None:
    invited(visitor, plan)
    address, page = f"/plany/{plan.id}/vyzvy", f"/plany/{plan.id}/vyzvy/nove"
    shown = visitor.post(address, page, termin="31. 5. 2090", vychozi="1", vybrat="vse")
    assert shown.status_code == 200
    assert re.findall(r'value="([^"]+)" checked', shown.text) == ["/network/services/1"]
    assert 'value="31. 5. 2090"' in shown.text
    assert "Výzvy: 1," in visitor.get(address).text


def test_a_card_that_is_asked_about_anew_is_counted_once(visitor: Visitor, guest: Visitor, plan: Plan) -> None:
    address, link = invited(visitor, plan)
    send(guest, link, beze_zmeny="ano")
    visitor.post(f"{address}/zruseni", address)
    listed = visitor.get(f"/plany/{plan.id}/vyzvy").text
    assert "Výzvy: 1, odpovědi: 1." in listed
    assert "odkaz je zrušený" in listed
    invited(visitor, plan)
    assert "Výzvy: 1, odpovědi: 0. Chybí 1." in visitor.get(f"/plany/{plan.id}/vyzvy").text


# ---------------------------------------------------------------- the letter and the link


def test_the_letter_says_which_municipality_asks_and_who_signs_it(visitor: Visitor, here: Town, plan: Plan) -> None:
    named(here, "Jana Nová")
    address, _ = invited(visitor, plan)
    words = message(visitor.get(address).text)
    assert "Vzorov připravuje dokument" in words
    assert words.rstrip().endswith("Děkujeme\nJana Nová\nVzorov")


def test_the_letter_is_not_signed_by_the_name_of_a_role(visitor: Visitor, here: Town, plan: Plan) -> None:
    named(here, accounts.FIRST_NAME)
    address, _ = invited(visitor, plan)
    words = message(visitor.get(address).text)
    assert accounts.FIRST_NAME not in words
    assert words.rstrip().endswith("Děkujeme\nVzorov")


def test_a_link_is_cancelled_after_a_question_only(visitor: Visitor, plan: Plan) -> None:
    address, _ = invited(visitor, plan)
    asked = re.search(r"<summary>Zrušit odkaz…(.*?)</details>", visitor.get(address).text, re.DOTALL)
    assert asked
    assert "Opravdu ho chcete zrušit?" in asked[1]
    assert f'action="{address}/zruseni"' in asked[1]


def test_a_cancelled_link_says_kindly_whom_to_ask_and_nothing_of_the_plan(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    named(here, "Jana Nová")
    address, link = invited(visitor, plan)
    sent = typed(guest.get(link).text)
    visitor.post(f"{address}/zruseni", address)
    for page in (guest.get(link).text, guest.client.post(link, data=sent).text):
        assert "Odkaz už neplatí" in page
        assert "Vzorov" in page
        assert "Jana Nová" in page
        assert "Nic takového" not in page
        for secret in (CONTENT["title"], "Poradna", "Charita"):
            assert secret not in page


# ---------------------------------------------------------------- „beze změny“


def test_who_has_nothing_to_change_says_so_before_the_long_card(visitor: Visitor, guest: Visitor, plan: Plan) -> None:
    _, link = invited(visitor, plan)
    page = guest.get(link).text
    first, fields = page.index('name="beze_zmeny"'), page.index('class="fields"')
    assert page.index('tabindex="-1">Odeslat úpravy') < first < fields  # Enter in a field sends what was typed
    send(guest, link, beze_zmeny="ano")
    assert guest.get(link).text.count('name="beze_zmeny"') == 1


def test_without_change_throws_nothing_away_that_was_typed(visitor: Visitor, guest: Visitor, plan: Plan) -> None:
    address, link = invited(visitor, plan)
    answer = send(guest, link, hours="denně 7–19", beze_zmeny="ano")
    assert answer.status_code == 422
    assert 'value="denně 7–19"' in answer.text
    told = re.search(r"Změnili jste: ([^.]+)\.", html.unescape(answer.text))
    assert told
    assert told[1] == "Provozní doba"
    assert "Co přišlo" not in visitor.get(address).text
    again = typed(answer.text)
    assert guest.client.post(link, data=again).status_code == 303
    assert "denně 7–19" in visitor.get(address).text


def test_what_was_typed_is_dropped_by_who_says_so(visitor: Visitor, guest: Visitor, here: Town, plan: Plan) -> None:
    address, link = invited(visitor, plan)
    assert 'value="zahodit"' in send(guest, link, since="pozítří", beze_zmeny="ano").text
    assert send(guest, link, since="pozítří", beze_zmeny="zahodit").status_code == 303
    assert "Beze změny: údaje v plánu platí." in visitor.get(address).text
    assert here.content(plan.id) == CONTENT


def test_an_answer_that_was_taken_over_stays_so_when_nothing_changes_later(
    visitor: Visitor, guest: Visitor, plan: Plan
) -> None:
    address, link = invited(visitor, plan)
    send(guest, link, hours="denně", vzkaz="Prodloužili jsme.")
    decide(visitor, address)
    assert send(guest, link, beze_zmeny="ano").status_code == 303
    page = visitor.get(address).text
    for told in ("převzato", "Převzato do plánu", "Prodloužili jsme.", "přišlo potvrzení „beze změny“"):
        assert told in page
    assert "převzato" in visitor.get(f"/plany/{plan.id}/vyzvy").text


def test_an_answer_that_waits_still_waits_when_nothing_changes_later(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    address, link = invited(visitor, plan)
    send(guest, link, hours="denně")
    assert send(guest, link, beze_zmeny="ano").status_code == 303
    assert decide(visitor, address).status_code == 303
    assert here.content(plan.id)["network"]["services"][0]["hours"] == "denně"


def test_who_judges_is_told_what_would_have_to_be_mended_afterwards(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    address, link = invited(visitor, plan)
    send(guest, link, hours="denně")
    assert "třeba opravit" not in visitor.get(address).text
    send(guest, link, ico="1234567")
    page = html.unescape(visitor.get(address).text).replace("\xa0", " ")
    assert "bylo by v plánu třeba opravit:" in page
    assert re.search(r"<li>Síť služeb › [^<]*Poradna[^<]*› IČO: IČO „1234567“", page)


@pytest.mark.parametrize(("ico", "told"), [("1234567", "nemá osm číslic"), ("12345678", "správnou kontrolní číslici")])
def test_a_guest_is_told_of_a_wrong_number_beside_its_field_and_his_answer_is_sent_all_the_same(
    visitor: Visitor, guest: Visitor, plan: Plan, ico: str, told: str
) -> None:
    address, link = invited(visitor, plan)
    assert "told-warning" not in guest.get(link).text
    sent = send(guest, link, ico=ico)
    assert sent.status_code == 303
    page = html.unescape(guest.get(sent.location).text).replace("\xa0", " ")
    assert "Děkujeme, odpověď je odeslaná" in page
    assert re.search(rf'<a href="#p-ico">IČO</a>: IČO „{ico}“[^<]*{told}', page)
    assert re.search(rf'id="np-ico">\s*<p class="told-warning">.*?{told}', page)
    assert "k posouzení" in visitor.get(address).text
    assert "told-warning" not in guest.get(send(guest, link, ico="00246476").location).text


# ---------------------------------------------------------------- a plan that is put aside


def put_aside(here: Town, plan: Plan) -> None:
    with here.store.writing(here.actor) as tx:
        plans.archive(tx, plan.id)


def test_a_plan_put_aside_takes_no_answer_and_says_whom_to_ask(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    named(here, "Jana Nová")
    address, link = invited(visitor, plan)
    put_aside(here, plan)
    answer = send(guest, link, hours="denně 7–19")
    assert answer.status_code == 409
    for told in ("Odpovědi se teď nepřijímají", "Jana Nová", 'value="denně 7–19"'):
        assert told in answer.text
    assert "Co přišlo" not in visitor.get(address).text


def test_nothing_is_taken_over_into_a_plan_put_aside(visitor: Visitor, guest: Visitor, here: Town, plan: Plan) -> None:
    address, link = invited(visitor, plan)
    send(guest, link, hours="denně")
    put_aside(here, plan)
    page = visitor.get(address).text
    assert 'value="prevzit"' not in page
    assert "Plán je odložený" in page
    decide(visitor, address)
    assert "Nejdřív ho vraťte mezi ostatní plány." in html.unescape(visitor.get(address).text).replace("\xa0", " ")
    assert here.content(plan.id) == CONTENT


def test_a_plan_put_aside_offers_no_work(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = f"/plany/{plan.id}"
    assert "Upravit plán" in visitor.get(address).text
    put_aside(here, plan)
    page = visitor.get(address).text
    assert "Prohlédnout části" in page
    assert "Upravit plán" not in page
    assert page.count("Sestavit dokument") <= 1  # the tab
    assert "Nahrát novou verzi" not in page
    asked = visitor.get(f"{address}/vyzvy").text
    assert "/vyzvy/nove" not in asked
    assert "Vrátit mezi ostatní plány" in asked
    assert "Pošlete poskytovateli" not in asked


def test_a_plan_put_aside_has_no_letter_to_be_sent(visitor: Visitor, here: Town, plan: Plan) -> None:
    address, _ = invited(visitor, plan)
    put_aside(here, plan)
    page = visitor.get(address).text
    assert 'id="zprava"' not in page
    assert "Zprávu pošlete, až plán vrátíte" in html.unescape(page).replace("\xa0", " ")


# ---------------------------------------------------------------- what waits


def test_the_plan_says_how_many_answers_wait(
    app: Flask, visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    address, link = invited(visitor, plan)
    overview = f"/plany/{plan.id}"
    assert "na posouzení" not in visitor.get(overview).text
    send(guest, link, hours="denně")
    send(guest, link, beze_zmeny="ano")
    _, other = invited(visitor, plan, "/network/services/1")
    send(guest, other, hours="v úterý")
    page = visitor.get(overview).text
    assert f'<a href="{overview}/vyzvy">2 odpovědi čekají na posouzení</a>' in page
    tab = re.search(r"Výzvy k doplnění <span[^>]*>\((\d+)<", visitor.get(f"{overview}/verze").text)
    assert tab
    assert tab[1] == "2"
    decide(visitor, address)
    assert "1 odpověď čeká na posouzení" in visitor.get(overview).text
    here.member("prispevatel@vzorov.cz", Role.CONTRIBUTOR, ("/network",))
    assert "na posouzení" not in signed_in(app, "prispevatel@vzorov.cz").get(overview).text


# ---------------------------------------------------------------- back to an older version


def test_an_accepted_answer_is_taken_over_again_after_going_back(
    visitor: Visitor, guest: Visitor, here: Town, plan: Plan
) -> None:
    address, link = invited(visitor, plan)
    send(guest, link, hours="denně")
    sent = {"navrh": proposal_of(visitor.get(address).text), "rozhodnuti": "znovu"}
    decide(visitor, address)
    assert "Převzít znovu" not in visitor.get(address).text
    with here.store.writing(here.actor) as tx:
        plans.restore(tx, plan.id, 1, expected=2)
    assert "Převzít znovu" in visitor.get(address).text
    assert "převzata byla" in guest.get(link).text
    assert "do plánu je převzatá" not in guest.get(link).text
    assert visitor.post(f"{address}/rozhodnuti", address, **sent).status_code == 303
    assert here.content(plan.id)["network"]["services"][0]["hours"] == "denně"
    assert "Převzít znovu" not in visitor.get(address).text
