"""Half-written comments and settlements: kept as the forms of plans are, offered to their author, erased when sent."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assembler.store.models import Plan
from assembler.store.roles import Role
from tests.test_commenting_pages import CONTENT, page_of, plain, save, write_down, written
from tests.visitors import Town, Visitor, signed_in

pytest_plugins = ["tests.town_fixtures"]

OFFER, WORDS = "Vrátit rozepsané", "Delší otevírací doba."


@pytest.fixture
def plan(here: Town) -> Plan:
    return here.plan(CONTENT)


def rest(visitor: Visitor, form: str, **fields: Any) -> TestResponse:
    """The form is sent after a rest, as the script of the page does."""
    return visitor.post(f"{form}/rozepsat", form, **fields)


def test_a_new_comment_is_offered_again_and_brought_back_to_its_author(
    app: Flask, visitor: Visitor, here: Town, plan: Plan
) -> None:
    form = f"{page_of(plan)}/nova"
    assert rest(visitor, form, proposed=WORDS, publish="ano", received="1. 2. 2026").json["at"] > 0  # type: ignore[index]
    assert OFFER in visitor.get(form).text
    assert WORDS not in visitor.get(form).text
    back = plain(visitor.get(f"{form}?rozepsane=ano"))
    assert WORDS in back
    assert 'value="1. 2. 2026"' in back
    here.member("eva@vzorov.cz", Role.COORDINATOR)
    assert OFFER not in signed_in(app, "eva@vzorov.cz").get(form).text


def test_the_overview_leads_to_the_form_of_the_comment(visitor: Visitor, plan: Plan) -> None:
    form = f"{page_of(plan)}/nova"
    rest(visitor, form, proposed=WORDS)
    overview = visitor.get(f"/plany/{plan.id}/upravit").text
    address = overview.partition('id="rozepsane"')[2].partition('href="')[2].partition('"')[0]
    assert visitor.get(address).location == f"{form}?rozepsane=ano"


def test_what_the_form_says_by_itself_is_no_draft(visitor: Visitor, plan: Plan) -> None:
    form = f"{page_of(plan)}/nova"
    rest(visitor, form, proposed=WORDS)
    assert rest(visitor, form, received="1. 2. 2026", channel="post").json == {"at": 0, "clock": ""}
    assert OFFER not in visitor.get(form).text


def test_a_comment_that_is_written_down_leaves_no_draft_behind(visitor: Visitor, plan: Plan) -> None:
    form = f"{page_of(plan)}/nova"
    rest(visitor, form, proposed=WORDS)
    assert write_down(visitor, plan, proposed=WORDS).status_code == 303
    following = visitor.get(form).text
    assert OFFER not in following
    assert f'data-saved="{page_of(plan)}"' in following
    assert "data-saved" not in visitor.get(form).text


def test_a_comment_that_is_refused_keeps_its_draft(visitor: Visitor, plan: Plan) -> None:
    form = f"{page_of(plan)}/nova"
    rest(visitor, form, proposed=WORDS)
    assert write_down(visitor, plan, proposed=WORDS, received="31. 2. 2026").status_code == 422
    assert OFFER in visitor.get(form).text


def test_a_settlement_is_kept_beside_what_is_saved(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = written(here, visitor, plan)
    shown = {"verze": "1", "proposed": "Rozšířit provoz.", "submitter": "Jana Malá", "received": "2. 10. 2026"}
    assert rest(visitor, address, **shown, settlement="accepted").json["at"] > 0  # type: ignore[index]
    assert '<option value="accepted" selected>' not in visitor.get(address).text
    back = visitor.get(f"{address}?rozepsane=ano").text
    assert '<option value="accepted" selected>' in back
    assert "Mezitím ji změnil někdo jiný" not in back


def test_a_draft_of_a_comment_that_has_changed_says_so(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = written(here, visitor, plan)
    rest(visitor, address, verze="1", proposed="Rozšířit provoz.", settlement="accepted")
    assert save(visitor, address, 1, proposed="Zúžit provoz.").status_code == 303
    assert OFFER not in visitor.get(address).text  # it was saved by who had typed it
    rest(visitor, address, verze="1", proposed="Zúžit provoz.", settlement="accepted")
    assert "Mezitím ji změnil někdo jiný" in visitor.get(f"{address}?rozepsane=ano").text


def test_a_removed_comment_takes_everybodys_drafts_with_it(
    app: Flask, visitor: Visitor, here: Town, plan: Plan
) -> None:
    address = written(here, visitor, plan)
    here.member("ota@vzorov.cz", Role.COORDINATOR)
    other = signed_in(app, "ota@vzorov.cz")
    rest(other, address, verze="1", proposed=WORDS)
    assert "Vypořádání připomínky" in other.get(f"/plany/{plan.id}/upravit").text
    assert visitor.post(f"{address}/smazani", address, verze="1").status_code == 303
    assert "Vypořádání připomínky" not in other.get(f"/plany/{plan.id}/upravit").text


def test_a_contributor_drafts_only_settlements_of_his_own_parts(
    app: Flask, visitor: Visitor, here: Town, plan: Plan
) -> None:
    address = written(here, visitor, plan)
    here.member("petr.maly@vzorov.cz", Role.CONTRIBUTOR, ("/annexes",))
    other = signed_in(app, "petr.maly@vzorov.cz")
    token = {"verze": "1", "settlement": "accepted"}
    assert other.post(f"{address}/rozepsat", "/plany", **token).status_code == 403
    assert other.post(f"{page_of(plan)}/{uuid.uuid4()}/rozepsat", "/plany", **token).status_code == 404
