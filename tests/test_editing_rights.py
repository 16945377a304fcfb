"""Who may edit which part of a plan: the form says so before anything is typed, and the server holds to it."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from flask import Flask

from assembler.store import plans
from assembler.store.models import Plan
from assembler.store.roles import Role
from tests.one_town import app, here, visitor
from tests.visitors import PLAN, Town, Visitor, signed_in

__all__ = ["app", "here", "visitor"]  # fixtures of another file

WHOLE = PLAN | {"groups": [{"name": "Řídicí skupina"}, {"name": "Triáda"}], "swot": {"strengths": ["ochota"]}}
FORMS = ("zakladni-udaje", "territory", "groups", "groups/0", "swot", "strategy")


def contributor(app: Flask, here: Town, *parts: str) -> Visitor:
    here.member("jana@vzorov.cz", Role.CONTRIBUTOR, parts)
    return signed_in(app, "jana@vzorov.cz")


def aside(here: Town, content: Any = WHOLE) -> Plan:
    plan = here.plan(content)
    with here.store.writing(here.actor) as tx:
        plans.archive(tx, plan.id)
    return plan


def tree(page: str) -> Any:
    return lxml.html.fromstring(page)


def said(page: str) -> str:
    return " ".join(tree(page).xpath("string(//main)").replace("\xa0", " ").split())


def can_save(page: str) -> bool:
    """Whether the page has a button that saves, not counting those that are disabled."""
    return bool(tree(page).xpath("//form[@id='cast']//button[@type='submit'][not(ancestor::fieldset[@disabled])]"))


def test_a_contributor_saves_only_in_forms_of_his_parts_and_the_others_say_why(app: Flask, here: Town) -> None:
    jana, plan = contributor(app, here, "/territory"), here.plan(WHOLE)
    pages = {place: jana.get(f"/plany/{plan.id}/upravit/{place}").text for place in FORMS}
    assert [place for place in FORMS if can_save(pages[place])] == ["territory"]
    for place in set(FORMS) - {"territory"}:
        assert "Jako přispěvatel upravujete: Území. O další části požádejte správce obce." in said(pages[place]), place


def test_a_contributor_without_parts_is_told_so_in_every_form(app: Flask, here: Town) -> None:
    jana, plan = contributor(app, here), here.plan(WHOLE)
    page = jana.get(f"/plany/{plan.id}/upravit/zakladni-udaje").text
    assert not can_save(page)
    assert "Zatím nemáte v plánu žádnou část k úpravám; požádejte správce obce." in said(page)


def test_of_the_basic_data_a_contributor_can_type_only_into_fields_that_are_his(app: Flask, here: Town) -> None:
    jana, plan = contributor(app, here, "/title"), here.plan(WHOLE)
    page = tree(jana.get(f"/plany/{plan.id}/upravit/zakladni-udaje").text)
    typed = "//form[@id='cast']//*[@name and @id][not(ancestor::fieldset[@disabled])]/@name"
    assert set(page.xpath(typed)) == {"title"}
    assert can_save(lxml.html.tostring(page, encoding="unicode"))


def test_lists_that_are_not_his_have_no_buttons_and_the_server_takes_none(app: Flask, here: Town) -> None:
    jana, plan = contributor(app, here, "/swot"), here.plan(WHOLE)
    page = jana.get(f"/plany/{plan.id}/upravit/groups").text
    assert "Přidat skupinu" not in page
    assert not tree(page).xpath("//button[@name='ukon'][not(ancestor::fieldset[@disabled])]")
    for deed in ("remove:groups/0", "copy:groups/0", "down:groups/0", "up:groups/1"):
        answer = jana.post(f"/plany/{plan.id}/upravit/groups", "/ucet", ukon=deed, vychozi="1")
        assert answer.status_code == 403, deed
    added = jana.post(f"/plany/{plan.id}/upravit/groups/-", "/ucet", name="Cizí", vychozi="1")
    assert added.status_code == 403
    kept = jana.post(f"/plany/{plan.id}/rozepsat/groups/0", "/ucet", name="Cizí", vychozi="1")
    assert kept.status_code == 403
    assert here.content(plan.id) == WHOLE


@pytest.mark.parametrize(
    ("role", "told"),
    [(Role.READER, "Máte roli čtenář"), (Role.SECRETARY, "Máte roli organizační oddělení (tajemník)")],
)
def test_who_only_reads_is_told_his_role_and_whom_to_ask(app: Flask, here: Town, role: Role, told: str) -> None:
    here.member(f"{role}@vzorov.cz", role)
    page = signed_in(app, f"{role}@vzorov.cz").get(f"/plany/{here.plan(WHOLE).id}/upravit/groups").text
    assert not can_save(page)
    assert told in said(page)
    assert "požádejte správce obce" in said(page)


def test_a_form_of_a_plan_put_aside_says_why_and_offers_the_way_back_to_who_may(
    app: Flask, here: Town, visitor: Visitor
) -> None:
    address = f"/plany/{aside(here).id}/upravit/territory"
    page = visitor.get(address).text
    assert not can_save(page)
    assert "Plán je odložený, proto se dá jen číst." in said(page)
    assert "Vrátit mezi ostatní plány" in said(page)
    theirs = contributor(app, here, "/territory").get(address).text
    assert "Vrátit mezi ostatní ho může koordinátor nebo správce obce." in said(theirs)
    assert not tree(theirs).xpath("//main//button[contains(., 'Vrátit mezi')]")


def test_the_overview_speaks_of_reading_to_who_only_reads_and_of_filling_in_to_who_edits(
    app: Flask, here: Town, visitor: Visitor
) -> None:
    here.member("ctenar@vzorov.cz", Role.READER)
    plan = here.plan(WHOLE)
    page = signed_in(app, "ctenar@vzorov.cz").get(f"/plany/{plan.id}/upravit").text
    assert "<title>Části plánu: Plán obce Vzorov" in page
    assert "Vyberte část, kterou si chcete přečíst." in said(page)
    assert "Vyberte část a vyplňte ji." not in page
    mine = visitor.get(f"/plany/{plan.id}/upravit").text
    assert "<title>Upravit: Plán obce Vzorov" in mine
    assert "Vyberte část a vyplňte ji." in said(mine)


def test_the_history_names_a_new_item_by_what_it_is_and_its_name(here: Town, visitor: Visitor) -> None:
    plan = here.plan(WHOLE)
    for place in ("groups/-", "strategy/nodes/-"):
        answer = visitor.post(f"/plany/{plan.id}/upravit/{place}", "/ucet", name="Dostupnost péče", vychozi="1")
        assert answer.status_code == 303, said(answer.text)
    history = said(visitor.get(f"/plany/{plan.id}/verze").text)
    assert "Přidáno: Skupina Dostupnost péče" in history
    assert "Přidáno: Priorita Dostupnost péče" in history
