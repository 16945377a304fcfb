"""Which kind of document: an explicit choice wins, else the kind that the content names, else the usual one."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html

from assembler import documents
from assembler.documents import action_plan, medium_term_plan
from assembler.errors import UnknownName
from assembler.web import create_app
from tests.service import TITLE, absent, problem

ACTION, MEDIUM = action_plan.KIND, medium_term_plan.KIND
NAMED = {"title": TITLE, "kind": "action_plan", "action_plans": [{"year": 2026, "items": [{"name": "Jediná"}]}]}
UNNAMED = {name: value for name, value in NAMED.items() if name != "kind"}
CASES: list[tuple[dict[str, Any], str, str]] = [  # content, choice, kind that comes of them
    (NAMED, "", "action_plan"),
    (NAMED, "medium_term_plan", "medium_term_plan"),
    (UNNAMED, "", "medium_term_plan"),
    (UNNAMED, "action_plan", "action_plan"),
]
every_case = pytest.mark.parametrize(("content", "choice", "kind"), CASES)


@pytest.fixture
def client() -> FlaskClient:
    return create_app().test_client()


def query(choice: str) -> str:
    return f"?kind={choice}" if choice else "?"


@every_case
def test_the_choice_wins_then_the_content_then_the_usual_kind(content: dict[str, Any], choice: str, kind: str) -> None:
    """One rule for all callers: documents.wanted."""
    assert documents.wanted(choice, content).code == kind


@pytest.mark.parametrize("raw", [None, [], "action_plan", {"kind": None}, {"kind": 7}, {"kind": ""}])
def test_a_content_that_names_no_kind_is_of_the_usual_one(raw: object) -> None:
    """What is no name of a kind is told by loading the content, not here."""
    assert documents.wanted(None, raw) is documents.DEFAULT


def test_a_kind_of_the_content_that_does_not_exist_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match=r"„action_plans“ neznáme\. Nejbližší je „action_plan“\."):
        documents.wanted(None, {"kind": "action_plans"})


@every_case
def test_an_assembly_over_the_api_follows_the_rule(
    client: FlaskClient, content: dict[str, Any], choice: str, kind: str
) -> None:
    """POST /assemblies makes the kind that the command line would make."""
    answer = client.post(f"/api/v1/assemblies{query(choice)}&format=report", json=content)
    assert json.loads(answer.data)["kind"] == kind


@every_case
def test_a_check_over_the_api_follows_the_rule(
    client: FlaskClient, content: dict[str, Any], choice: str, kind: str
) -> None:
    """Only a plan is measured by the statutory checklist, only an action plan says that an item lacks activities."""
    answer = json.loads(client.post(f"/api/v1/checks{query(choice)}", json=content).data)
    found = {each["code"] for each in answer["findings"]}
    assert ("action_item_without_activities" in found) == (kind == "action_plan")
    assert ("statutory_missing" in found) == (kind == "medium_term_plan")


def test_an_unknown_kind_of_the_content_is_refused_over_the_api(client: FlaskClient) -> None:
    for address in ("/api/v1/assemblies", "/api/v1/checks"):
        told = problem(client.post(address, json={**NAMED, "kind": "action_plans"}), 422, "parameters")
        assert told["errors"][0]["parameter"] == "kind"
        assert "Nejbližší je „action_plan“." in told["errors"][0]["detail"]


@every_case
def test_the_page_follows_the_rule(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, content: dict[str, Any], choice: str, kind: str
) -> None:
    """The form leaves the kind to the content unless one is chosen."""
    absent(monkeypatch)
    file = (io.BytesIO(json.dumps(content).encode()), "plan.json")
    fields = {"content": "file", "kind": choice, "template": "standard", "state": "draft", "variant": "public"}
    form = {**fields, "file": file}
    place = client.post("/sestaveni", data=form, content_type="multipart/form-data").headers["Location"]
    report = client.get(f"{place.partition('#')[0]}/zprava.json")
    assert json.loads(report.data)["kind"] == kind


def test_the_page_offers_first_what_the_content_says(client: FlaskClient) -> None:
    """At first nothing is chosen: „Podle obsahu“; a template that every kind has goes with it."""
    page: Any = html.fromstring(client.get("/").text)
    assert page.xpath("//input[@name='kind']/@value") == ["", *(each.code for each in documents.KINDS)]
    assert page.xpath("//input[@name='kind'][@checked]/@value") == [""]
    (standard,) = page.xpath("//option[@value='standard']")
    assert "" in str(standard.get("data-kinds")).split(" ")
