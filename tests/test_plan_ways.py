"""From a finding of a stored plan to the field in which it is mended: for whom, from where, and when not."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from lxml import html

from assembler.store import plans
from assembler.store.roles import Role
from tests.test_plan_pages import assembled, quick
from tests.visitors import PLAN, Town, Visitor, signed_in

pytest_plugins = ["tests.town_fixtures"]

__all__ = ["quick"]  # a fixture of another file

DETAILED = PLAN | {
    "strategy": {"nodes": [{"name": "Péče doma", "measures": [{"name": "Terén"}]}]},
    "period": {"first_year": 2025, "last_year": 2027},
}


def ways(page: str) -> dict[str, str]:
    """The links that stand at findings: their texts and addresses."""
    tree: Any = html.fromstring(page)
    return {each.text_content(): each.get("href") for each in tree.xpath("//li/p[@class='path']/a")}


def fields(page: str) -> set[str]:
    tree: Any = html.fromstring(page)
    return set(tree.xpath("//@id"))


def test_every_finding_of_a_plan_leads_to_its_field(visitor: Visitor, here: Town) -> None:
    found = ways(visitor.get(f"/plany/{here.plan(DETAILED).id}").text)
    assert len(found) > 5
    for text, address in found.items():
        page, _, anchor = address.partition("#")
        answer = visitor.get(page)
        assert answer.status_code == 200, text
        assert not anchor or anchor in fields(answer.text), address


@pytest.mark.parametrize(
    ("role", "parts", "led"),
    [(Role.READER, (), "none"), (Role.CONTRIBUTOR, ("/analyses",), "own"), (Role.COORDINATOR, (), "all")],
)
def test_findings_lead_only_where_one_may_mend(
    app: Flask, here: Town, role: Role, parts: tuple[str, ...], led: str
) -> None:
    plan = f"/plany/{here.plan(DETAILED).id}"
    here.member("nekdo@vzorov.cz", role, parts)
    page = signed_in(app, "nekdo@vzorov.cz").get(plan).text
    assert "Nálezy" in page
    addresses = set(ways(page).values())
    if led == "all":
        assert len(addresses) > 5
    else:
        assert addresses == ({f"{plan}/upravit/analyses#p-analyses"} if led == "own" else set())


def test_a_plan_put_aside_leads_nowhere(visitor: Visitor, here: Town) -> None:
    plan = here.plan(DETAILED)
    with here.store.writing(here.actor) as tx:
        plans.archive(tx, plan.id, archived=True)
    assert ways(visitor.get(f"/plany/{plan.id}").text) == {}


def test_what_stopped_an_approval_copy_leads_to_its_fields(app: Flask, visitor: Visitor, here: Town) -> None:
    plan = f"/plany/{here.plan(DETAILED).id}"
    page = visitor.get(assembled(app, visitor, plan, state="approval")).text
    assert "nepodařilo" in page
    assert f"{plan}/upravit/analyses#p-analyses" in ways(page).values()
    assert f'href="{plan}/upravit">Upravit plán</a>' in page


def test_findings_of_a_finished_document_lead_to_their_fields(app: Flask, visitor: Visitor, here: Town) -> None:
    plan = f"/plany/{here.plan(DETAILED).id}"
    assert f"{plan}/upravit/analyses#p-analyses" in ways(visitor.get(assembled(app, visitor, plan)).text).values()


@pytest.mark.parametrize("state", ["draft", "approval"])
def test_findings_of_an_older_version_lead_to_those_of_today(
    app: Flask, visitor: Visitor, here: Town, state: str
) -> None:
    plan = here.plan(DETAILED)
    address = assembled(app, visitor, f"/plany/{plan.id}", state=state)
    assert "novější verzi" not in visitor.get(address).text
    here.save(plan, PLAN, 1)
    page = visitor.get(address).text
    assert ways(page) == {}
    assert "Plán má od té doby novější verzi" in page
