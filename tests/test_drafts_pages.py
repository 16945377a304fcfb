"""Unfinished forms: kept on the server after a rest, offered to their author anywhere, merged when they are saved."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from assembler.forms.lasting import lasting
from assembler.store import drafts
from assembler.store.models import Plan
from assembler.store.roles import Role
from tests.one_town import app, visitor
from tests.sent_forms import Editor, fields
from tests.visitors import PLAN, Town, Visitor, signed_in, town

__all__ = ["app", "visitor"]  # fixtures of another file

GROUPS = [{"id": "a", "name": "Skupina A"}, {"id": "b", "name": "Skupina B"}]
PLACE = "groups/0"
OFFER = "Vrátit rozepsané"


@pytest.fixture(scope="module")
def here(app: Flask) -> Town:
    made = town(app)
    made.member("jana@vzorov.cz", Role.COORDINATOR)
    made.member("petr@vzorov.cz", Role.CONTRIBUTOR, ("/groups",))
    return made


@pytest.fixture
def plan(here: Town) -> Plan:
    return here.plan(PLAN | {"groups": GROUPS, "strategy": {"nodes": [{"id": "p", "name": "Priorita"}]}})


def editor(visitor: Visitor, plan: Plan, place: str = PLACE) -> Editor:
    return Editor(visitor.client, f"/plany/{plan.id}/upravit/{place}")


def rest(form: Editor, **typed: Any) -> TestResponse:
    """The form is sent after a rest, as the script of the page does."""
    sent = MultiDict(form.fields)
    for name, text in typed.items():
        sent.setlist(name, text if isinstance(text, list) else [text])
    headers = {"Accept": "application/json"}
    return form.client.post(form.address.replace("/upravit/", "/rozepsat/"), data=sent, headers=headers)


def way_back(page: str) -> str:
    found = re.search(r'href="([^"]+/rozepsane/[^"]+)"', page)
    assert found, "nothing is offered"
    return found.group(1)


def offered(visitor: Visitor, plan: Plan, place: str = PLACE) -> bool:
    return OFFER in visitor.get(f"/plany/{plan.id}/upravit/{place}").text


# ---------------------------------------------------------------- kept, offered, brought back


def test_what_rests_is_kept_with_its_time_and_is_no_version(visitor: Visitor, here: Town, plan: Plan) -> None:
    answer = rest(editor(visitor, plan), name="Nový název")
    assert answer.status_code == 200
    assert re.fullmatch(r"\d{1,2}\.\d\d", answer.json["clock"])  # type: ignore[index]
    assert answer.json["at"] > 1_600_000_000_000  # type: ignore[index]
    assert here.content(plan.id)["groups"] == GROUPS


def test_the_overview_of_the_plan_says_that_something_is_unfinished(visitor: Visitor, plan: Plan) -> None:
    """Who comes back after a week does not look among the parts for it."""
    address, told = f"/plany/{plan.id}", "Rozepsané a neuložené formuláře: 1"
    assert told not in visitor.get(address).text
    rest(editor(visitor, plan), name="Nový název")
    page = visitor.get(address).text
    assert told in page
    assert f'href="{address}/upravit#rozepsane"' in page
    assert 'id="rozepsane"' in visitor.get(f"{address}/upravit").text


def test_my_plans_say_in_which_something_is_unfinished(app: Flask, visitor: Visitor, plan: Plan) -> None:
    """Only to who has typed it."""
    link = f'href="/plany/{plan.id}/upravit#rozepsane"'
    assert link not in visitor.get("/plany").text
    rest(editor(visitor, plan), name="Nový název")
    assert link in visitor.get("/plany").text
    assert link not in signed_in(app, "jana@vzorov.cz").get("/plany").text


def test_the_form_offers_what_was_typed_and_names_its_fields(app: Flask, visitor: Visitor, plan: Plan) -> None:
    rest(editor(visitor, plan), name="Nový název")
    elsewhere = signed_in(app)  # the same person at another computer
    page = elsewhere.get(f"/plany/{plan.id}/upravit/{PLACE}").text
    assert 'value="Skupina A"' in page
    assert re.search(r"Zůstal tu váš text z .+, který není uložený: Název\.", page)
    brought = elsewhere.get(way_back(page)).text
    assert 'value="Nový název"' in brought
    assert "Zatím není uložený." in brought
    assert OFFER not in brought


def test_the_draft_that_was_brought_back_is_saved_and_gone(visitor: Visitor, here: Town, plan: Plan) -> None:
    form = editor(visitor, plan)
    rest(form, name="Nový název")
    page = visitor.get(way_back(visitor.get(form.address).text)).text
    assert visitor.client.post(form.address, data=fields(page)).status_code == 303
    assert here.content(plan.id)["groups"][0]["name"] == "Nový název"
    assert not offered(visitor, plan)


def test_a_form_that_was_saved_leaves_no_draft(visitor: Visitor, plan: Plan) -> None:
    form = editor(visitor, plan)
    rest(form, name="Nový název")
    assert form.save({"name": "Nový název"}).status_code == 303
    assert not offered(visitor, plan)
    assert rest(form, name="Nový název").json == {"at": 0, "clock": ""}, "it came late, after the form itself"
    assert not offered(visitor, plan)


def test_a_form_that_was_refused_keeps_its_draft(visitor: Visitor, plan: Plan) -> None:
    form = editor(visitor, plan)
    rest(form, name="")
    assert form.save({"name": ""}).status_code == 422
    assert offered(visitor, plan)


def test_what_is_typed_back_leaves_no_draft(visitor: Visitor, plan: Plan) -> None:
    form = editor(visitor, plan)
    rest(form, name="Nový název")
    assert rest(form, name="Skupina A").json == {"at": 0, "clock": ""}
    assert not offered(visitor, plan)


def test_a_draft_is_thrown_away_without_a_script(visitor: Visitor, plan: Plan) -> None:
    form = editor(visitor, plan)
    rest(form, name="Nový název")
    answer = visitor.post(way_back(visitor.get(form.address).text) + "/zahozeni")
    assert (answer.status_code, answer.location) == (303, form.address)
    assert "Rozepsaný text jsme zahodili" in visitor.get(form.address).text
    assert not offered(visitor, plan)


def test_a_table_and_an_item_that_is_not_there_yet_come_back_too(visitor: Visitor, plan: Plan) -> None:
    form = editor(visitor, plan, "strategy/nodes/0/measures/-")
    rest(form, **{"name": "Třetí", "steps/0/text": "Průzkum"})
    brought = visitor.get(way_back(visitor.get(form.address).text)).text
    assert 'value="Třetí"' in brought
    assert "Průzkum" in brought
    assert visitor.client.post(form.address, data=fields(brought)).status_code == 303
    assert not offered(visitor, plan, "strategy/nodes/0/measures/-")


def test_the_basics_of_a_plan_have_a_draft_like_any_part(visitor: Visitor, plan: Plan) -> None:
    rest(editor(visitor, plan, "zakladni-udaje"), subtitle="Podtitul")
    assert offered(visitor, plan, "zakladni-udaje")


def test_the_overview_names_the_forms_with_unfinished_texts(app: Flask, visitor: Visitor, plan: Plan) -> None:
    rest(editor(visitor, plan), name="Nový název")
    overview = f"/plany/{plan.id}/upravit"
    page = visitor.get(overview).text
    assert "Rozepsáno a neuloženo" in page
    assert "Skupina A</a>" in page
    assert "Rozepsáno a neuloženo" not in signed_in(app, "jana@vzorov.cz").get(overview).text


# ---------------------------------------------------------------- others change the plan meanwhile


def test_a_draft_follows_its_item_when_others_move_it(visitor: Visitor, here: Town, plan: Plan) -> None:
    rest(editor(visitor, plan), name="Nový název")
    here.save(plan, PLAN | {"groups": [GROUPS[1], GROUPS[0]]}, 1)
    assert not offered(visitor, plan, "groups/0")
    assert offered(visitor, plan, "groups/1")


def test_an_item_without_an_identifier_gets_no_draft_of_another(visitor: Visitor, here: Town) -> None:
    nameless = [{"name": "První"}, {"name": "Druhá"}]
    plan = here.plan(PLAN | {"groups": nameless})
    rest(editor(visitor, plan), name="Nový název")
    here.save(plan, PLAN | {"groups": nameless[::-1]}, 1)
    assert not offered(visitor, plan, "groups/0")
    assert "Rozepsáno a neuloženo" in visitor.get(f"/plany/{plan.id}/upravit").text


def test_both_who_changed_the_same_field_are_asked(visitor: Visitor, here: Town, plan: Plan) -> None:
    form = editor(visitor, plan)
    rest(form, name="Moje znění")
    here.save(plan, PLAN | {"groups": [{"id": "a", "name": "Znění kolegyně"}, GROUPS[1]]}, 1)
    brought = visitor.get(way_back(visitor.get(form.address).text)).text
    assert "Mezitím přibyla verze 2" in brought
    answer = visitor.client.post(form.address, data=fields(brought))
    assert answer.status_code == 409
    assert "Znění kolegyně" in answer.text
    assert offered(visitor, plan)


def test_a_place_lasts_by_identifiers_and_else_by_indices() -> None:
    content = {"groups": [{"id": "a", "members": [{"name": "x"}]}]}
    assert lasting(content, ("groups", "0", "members", "0")) == "/groups/@a/members/0"
    assert lasting(content, ("groups", "-")) == "/groups/-"


# ---------------------------------------------------------------- who may, and how much


def test_nobody_else_comes_to_a_draft(app: Flask, visitor: Visitor, plan: Plan) -> None:
    rest(editor(visitor, plan), name="Tajné")
    address = way_back(visitor.get(f"/plany/{plan.id}/upravit/{PLACE}").text)
    colleague = signed_in(app, "jana@vzorov.cz")
    assert not offered(colleague, plan)
    assert colleague.get(address).status_code == 404
    assert colleague.post(f"{address}/zahozeni").status_code == 404
    assert offered(visitor, plan)


def test_a_contributor_keeps_drafts_of_the_own_parts_only(app: Flask, plan: Plan) -> None:
    contributor = signed_in(app, "petr@vzorov.cz")
    assert rest(editor(contributor, plan), name="Jeho").status_code == 200
    foreign = rest(editor(contributor, plan, "zakladni-udaje"), subtitle="Cizí")
    assert (foreign.status_code, foreign.json["status"]) == (403, 403)  # type: ignore[index]


def test_who_is_signed_out_is_told_so_and_nothing_is_kept(app: Flask, visitor: Visitor, plan: Plan) -> None:
    form = editor(visitor, plan)
    form.client = app.test_client()
    assert rest(form, name="Nový název").status_code == 401
    assert not offered(visitor, plan)


def test_too_much_text_is_refused_with_what_to_do(visitor: Visitor, plan: Plan) -> None:
    answer = rest(editor(visitor, plan, "zakladni-udaje"), legal_basis="x" * drafts.MOST_BYTES)
    assert answer.status_code == 422
    assert "Uložte formulář" in answer.json["detail"]  # type: ignore[index]


def test_a_part_or_a_version_that_is_not_there_is_missing(visitor: Visitor, plan: Plan) -> None:
    form = editor(visitor, plan)
    form.address = f"/plany/{plan.id}/upravit/groups/7"
    assert rest(form).status_code == 404
    assert rest(editor(visitor, plan), vychozi="9").status_code == 404
    assert visitor.get(f"/plany/{plan.id}/rozepsane/{uuid.UUID(int=7)}").status_code == 404
