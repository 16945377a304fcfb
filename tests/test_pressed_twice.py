"""A button that is pressed twice does its deed once, and the second press lands where the first one does."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from werkzeug.test import TestResponse

from assembler.store import plans
from assembler.store.models import Plan
from tests.test_browser import WIDE, browser, opened
from tests.test_plan_pages import begun, upload
from tests.test_plan_pages_browser import served, sign_in
from tests.test_workbook_pages import brought, kept, plan, rename
from tests.visitors import PLAN, Town, Visitor

pytest_plugins = ["tests.town_fixtures"]

__all__ = ["browser", "plan", "served"]  # fixtures of other files


def versions(here: Town, plan: Plan) -> int:
    with here.store.reading(here.actor) as tx:
        return plans.revision(tx, plan.id).number


def told(visitor: Visitor, answer: TestResponse) -> str:
    assert answer.status_code == 303, answer.text
    return visitor.get(answer.headers["Location"]).text.replace("\xa0", " ")


def test_taking_over_a_workbook_twice_makes_one_version_and_says_so_twice(
    visitor: Visitor, here: Town, plan: Plan
) -> None:
    address = brought(visitor, plan, rename("Doprava k lékaři"))
    token = visitor.token(address)
    fields = {"csrf_token": token, "expected": "1", "rozhodnuti": "prevzit"}
    first, second = (visitor.client.post(address, data=fields) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"] == f"/plany/{plan.id}"
    page = told(visitor, second)
    assert page.count("Převzato jako verze 2: upraven 1 údaj (Strategie).") == 2
    assert "Mezitím" not in page
    assert versions(here, plan) == 2


def test_throwing_a_workbook_away_twice_says_so_twice(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = brought(visitor, plan, rename("Jinak"))
    fields = {"csrf_token": visitor.token(address), "expected": "1", "rozhodnuti": "zrusit"}
    answers = [visitor.client.post(address, data=fields) for _ in range(2)]
    assert told(visitor, answers[1]).count("Ze sešitu jsme nic nepřevzali") == 2
    assert (versions(here, plan), kept(here, plan)) == (1, 0)


def test_a_workbook_that_never_was_is_still_not_found(visitor: Visitor, plan: Plan) -> None:
    address = f"/plany/{plan.id}/sesit/{uuid.uuid4()}"
    fields = {"expected": "1", "rozhodnuti": "prevzit", "csrf_token": visitor.token("/ucet")}
    assert visitor.client.post(address, data=fields).status_code == 404


def test_a_conflict_that_is_decided_twice_makes_one_version(visitor: Visitor, here: Town) -> None:
    plan = here.plan()
    here.save(plan, PLAN | {"title": "Jejich"}, 1)
    conflict = upload(visitor, f"/plany/{plan.id}", "title: Můj\n", 1).headers["Location"]
    address = conflict.partition("?")[0]
    fields = {"csrf_token": visitor.token(conflict), "expected": "2", "rozhodnuti": "moje"}
    answers = [visitor.client.post(address, data=fields) for _ in range(2)]
    assert told(visitor, answers[1]).count("Vaše verze je uložená jako verze 3") == 2
    assert versions(here, plan) == 3


def test_going_back_to_an_older_version_twice_goes_back_once(visitor: Visitor, here: Town) -> None:
    plan = here.plan()
    here.save(plan, PLAN | {"title": "Novější"}, 1)
    fields = {"csrf_token": visitor.token(f"/plany/{plan.id}/verze"), "expected": "2"}
    answers = [visitor.client.post(f"/plany/{plan.id}/verze/1/obnoveni", data=fields) for _ in range(2)]
    assert told(visitor, answers[1]).count("uložili jsme ho jako verzi 3") == 2
    assert versions(here, plan) == 3


def test_the_form_of_a_new_plan_makes_one_plan(visitor: Visitor, here: Town) -> None:
    form = str(uuid.uuid4())
    addresses = {begun(visitor, way="blank", title="Plán", form=form).headers["Location"] for _ in range(2)}
    assert len(addresses) == 1
    assert f'name="form" value="{form}"' not in visitor.get("/plany/novy").text
    assert begun(visitor, way="blank", title="Plán", form=str(uuid.uuid4())).headers["Location"] not in addresses


@pytest.mark.slow
def test_the_browser_sends_a_form_once_and_again_after_going_back(
    browser: Browser, served: tuple[str, Town], tmp_path: Path
) -> None:
    page, said = opened(browser, WIDE, base_url=served[0])
    sign_in(page)
    page.goto("/plany/novy")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_label("Název plánu").fill("Plán na dva stisky")
    page.get_by_role("button", name="Založit plán").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Plán na dva stisky")
    assert len(sent) == 1
    page.go_back()
    expect(page.get_by_role("button", name="Založit plán")).to_be_enabled()
    page.context.close()
    assert said == []
