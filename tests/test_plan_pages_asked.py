"""Before what is not easily undone there is a question; and it is asked only of whom the deed is allowed."""

from __future__ import annotations

import io
import re
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


def changed(here: Town, titles: str) -> Plan:
    """A plan with a version for each letter, after the first."""
    plan = here.plan()
    for number, letter in enumerate(titles, start=1):
        here.save(plan, PLAN | {"title": f"Plán {letter}"}, number)
    return plan


def restorable(visitor: Visitor, plan: Plan) -> list[str]:
    page: Any = lxml.html.fromstring(visitor.get(f"/plany/{plan.id}/verze").text)
    return [str(each).split("/")[-2] for each in page.xpath("//form[contains(@action, '/obnoveni')]/@action")]


def test_going_back_to_a_version_says_first_what_happens(visitor: Visitor, here: Town) -> None:
    plan = changed(here, "B")
    page: Any = lxml.html.fromstring(visitor.get(f"/plany/{plan.id}/verze").text)
    (asked,) = page.xpath("//details[form[contains(@action, '/verze/1/obnoveni')]]")
    assert asked.get("open") is None
    assert "dosavadní verze zůstanou v historii" in asked.text_content()
    assert asked.xpath("string(.//button)").strip() == "Vrátit se k verzi 1"


def test_who_only_reads_is_not_offered_to_go_back(app: Flask, here: Town) -> None:
    plan = changed(here, "BC")
    for role in (Role.READER, Role.SECRETARY):
        here.member(f"{role}@vzorov.cz", role)
        assert restorable(signed_in(app, f"{role}@vzorov.cz"), plan) == []


def test_a_plan_put_aside_does_not_offer_to_go_back(visitor: Visitor, here: Town) -> None:
    plan = changed(here, "B")
    assert restorable(visitor, plan) == ["1"]
    with here.store.writing(here.actor) as tx:
        plans.archive(tx, plan.id)
    assert restorable(visitor, plan) == []


def test_a_contributor_goes_back_only_over_his_own_versions_and_there_it_works(app: Flask, here: Town) -> None:
    here.member("jana@vzorov.cz", Role.CONTRIBUTOR, ("/territory",))
    jana, plan = signed_in(app, "jana@vzorov.cz"), changed(here, "B")
    assert restorable(jana, plan) == []
    for number, name in ((2, "obec Nový Vzorov"), (3, "město Vzorov")):
        address = f"/plany/{plan.id}/upravit/territory"
        assert jana.post(address, "/ucet", name=name, vychozi=str(number)).status_code == 303
    assert restorable(jana, plan) == ["3", "2"]
    history = f"/plany/{plan.id}/verze"
    assert jana.post(f"{history}/2/obnoveni", history, expected="4").status_code == 303
    assert here.content(plan.id)["territory"] == PLAN["territory"]


# ---------------------------------------------------------------- who was quicker


def overtaken(visitor: Visitor, plan: Plan) -> str:
    """The page on which one decides, whose file began from the first version."""
    file = (io.BytesIO(b"title: Moje\n"), "moje.yaml")
    token = visitor.token()
    data = {"csrf_token": token, "expected": "1", "file": file}
    answer = visitor.client.post(f"/plany/{plan.id}/verze", data=data, follow_redirects=True)
    return " ".join(answer.text.replace("\xa0", " ").split())


def test_who_was_overtaken_sees_who_saved_and_when(app: Flask, here: Town) -> None:
    here.member("eva@vzorov.cz", Role.COORDINATOR)
    plan = changed(here, "B")
    page = overtaken(signed_in(app, "eva@vzorov.cz"), plan)
    assert "Plán mezitím uložil někdo jiný</h1>" in page
    assert re.search(r"Verze 2, Správce Vzorov, \d+\. \d+\. \d{4} v \d+\.\d\d: ", page)


def test_who_overtook_himself_is_told_so(visitor: Visitor, here: Town) -> None:
    page = overtaken(visitor, changed(here, "B"))
    assert "Plán jste mezitím uložili v jiném okně</h1>" in page
    assert re.search(r"Verze 2, vy v jiném okně, \d+\. \d+\. \d{4} v \d+\.\d\d: ", page)
    assert "někdo jiný" not in page


@pytest.mark.parametrize(
    ("who", "heading", "whom"),
    [
        ("eva@vzorov.cz", "Mezitím to změnil i někdo jiný", "Správce Vzorov"),
        ("spravce@vzorov.cz", "Mezitím jste to změnili i v jiném okně", "vy v jiném okně"),
    ],
)
def test_a_form_in_which_two_changed_a_field_says_who_was_quicker(
    app: Flask, here: Town, who: str, heading: str, whom: str
) -> None:
    here.member("eva@vzorov.cz", Role.COORDINATOR)
    plan = changed(here, "B")
    address = f"/plany/{plan.id}/upravit/zakladni-udaje"
    answer = signed_in(app, who).post(address, "/ucet", title="Můj plán", vychozi="1")
    assert answer.status_code == 409
    page = answer.text.replace("\xa0", " ")
    assert heading in page
    assert f"Nejnovější je verze 2 ({whom}, " in page
