"""Who may do what with stored plans over REST: municipalities, roles, scopes of keys, parts of contributors."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from flask import Flask

from assembler.store.roles import Deed, Role
from tests.callers import CONTENT, PLANS, Caller, body_of, caller
from tests.service import problem
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

NOBODYS = f"{PLANS}/{uuid.UUID(int=7)}"


def calls_of(address: str, etag: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Every call about one plan."""
    plan = address.rsplit("/", 1)[1]
    write: dict[str, Any] = {"content": {"title": "Cizí"}, "If_Match": etag}
    return [
        ("GET", address, {}),
        ("PUT", address, write),
        ("GET", f"{address}/parts/title", {}),
        ("PUT", f"{address}/parts/title", write),
        ("GET", f"{address}/revisions", {}),
        ("GET", f"{address}/revisions/1", {}),
        ("POST", f"{address}/revisions/1/restore", {"If_Match": etag}),
        ("GET", f"{address}/difference", {}),
        ("GET", f"{address}/findings", {}),
        ("GET", f"{address}/documents", {}),
        ("POST", f"{address}/documents", {}),
        ("POST", f"{address}/archive", {}),
        ("POST", f"{address}/return", {}),
        ("POST", f"{PLANS}?plan={plan}", {}),
    ]


def told(answer: Any) -> dict[str, Any]:
    """A problem without the number of its request."""
    return {**json.loads(answer.data), "instance": ""}


def test_a_plan_of_another_municipality_is_404_with_the_body_of_a_missing_one(call: Caller, stranger: Caller) -> None:
    address, etag = call.plan()
    for (method, theirs, more), (_, nobodys, _) in zip(calls_of(address, etag), calls_of(NOBODYS, etag), strict=True):
        foreign, missing = stranger(method, theirs, **more), stranger(method, nobodys, **more)
        assert (foreign.status_code, told(foreign)) == (404, told(missing)), (method, theirs)
    assert body_of(stranger.get(PLANS))["items"] == []
    assert call.etag(address) == etag


def test_without_a_key_or_with_a_wrong_one_everything_is_401(app: Flask, call: Caller) -> None:
    address, etag = call.plan()
    for key in ("", "asm_wrong", call.key + "x"):
        for method, target, more in calls_of(address, etag):
            answer = Caller(app, key)(method, target, **more)
            problem(answer, 401, "not-signed-in")
            assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("role", "may_write", "may_assemble", "may_create", "may_manage"),
    [
        (Role.ADMINISTRATOR, True, True, True, True),
        (Role.COORDINATOR, True, True, True, False),
        (Role.SECRETARY, False, True, False, False),
        (Role.READER, False, False, False, False),
    ],
)
def test_each_role_may_do_what_is_its_own(
    app: Flask,
    office: Office,
    call: Caller,
    role: Role,
    may_write: bool,
    may_assemble: bool,
    may_create: bool,
    may_manage: bool,
) -> None:
    address, etag = call.plan()
    member = caller(app, office, role)
    assert member.get(address).status_code == 200
    assert member.put(address, {"title": "Nový"}, etag).status_code == (200 if may_write else 403)
    assert member.post(f"{address}/documents").status_code == (202 if may_assemble else 403)
    assert member.post(PLANS, {"title": "Další"}).status_code == (201 if may_create else 403)
    assert member.get("/api/v1/tokens").status_code == (200 if may_manage else 403)


@pytest.mark.parametrize("scope", list(Deed))
def test_a_key_does_no_more_than_its_scopes_say(app: Flask, office: Office, call: Caller, scope: Deed) -> None:
    address, etag = call.plan()
    key = caller(app, office, scopes=[scope])
    allowed = {
        Deed.READ: key.get(address),
        Deed.WRITE: key.put(address, {"title": "Nový"}, etag),
        Deed.ASSEMBLE: key.post(f"{address}/documents"),
        Deed.CREATE: key.post(PLANS, {"title": "Další"}),
        Deed.MANAGE: key.get("/api/v1/tokens"),
    }
    assert {deed for deed, answer in allowed.items() if answer.status_code != 403} == {scope}


def test_a_contributor_changes_only_the_parts_that_are_his(app: Flask, office: Office, call: Caller) -> None:
    address, etag = call.plan()
    contributor = caller(app, office, Role.CONTRIBUTOR, ["/foreword"])
    title, text = f"{address}/parts/title", f"{address}/parts/foreword/text"
    problem(contributor.put(title, "Můj", contributor.etag(title)), 403, "not-allowed")
    problem(contributor.put(address, {**CONTENT, "title": "Můj"}, etag), 403, "not-allowed")
    assert contributor.put(text, "Můj text", contributor.etag(text)).status_code == 200
    whole = {**CONTENT, "foreword": {"text": "Celý"}}
    assert contributor.put(address, whole, contributor.etag(address)).status_code == 200
    other = call.put(address, {"title": "Jiný"}, call.etag(address)).headers["ETag"]
    problem(contributor.post(f"{address}/revisions/1/restore", If_Match=other), 403, "not-allowed")


# ---------------------------------------------------------------- keys


def test_a_key_is_issued_works_and_ends_when_it_is_revoked(app: Flask, call: Caller) -> None:
    issued = body_of(call.post("/api/v1/tokens", {"name": "Evidence", "scopes": ["read"], "days": 30}), 201)
    program = Caller(app, issued["key"])
    assert program.get(PLANS).status_code == 200
    problem(program.post(PLANS, CONTENT), 403, "not-allowed")
    listed = body_of(call.get("/api/v1/tokens"))
    assert listed[0]["name"] == "Evidence"
    assert issued["key"] not in json.dumps(listed)
    assert call("DELETE", f"/api/v1/tokens/{issued['id']}").status_code == 204
    problem(program.get(PLANS), 401, "not-signed-in")
    problem(call("DELETE", f"/api/v1/tokens/{issued['id']}"), 404, "not-found")


def test_a_key_of_another_municipality_cannot_be_revoked(call: Caller, stranger: Caller) -> None:
    mine = body_of(call.get("/api/v1/tokens"))[0]["id"]
    problem(stranger("DELETE", f"/api/v1/tokens/{mine}"), 404, "not-found")


@pytest.mark.parametrize(
    ("order", "parameters"),
    [
        ({}, {"name", "scopes", "days"}),
        ({"name": "", "scopes": [], "days": 0}, {"name", "scopes", "days"}),
        ({"name": "a", "scopes": ["root"], "days": 401}, {"scopes", "days"}),
        ({"name": "a", "scopes": ["read"], "days": 1, "user": "x"}, {"user"}),
        ({"name": 5, "scopes": "read", "days": "1"}, {"name", "scopes", "days"}),
    ],
)
def test_a_wrong_order_of_a_key_is_422_with_every_field_named(
    call: Caller, order: dict[str, Any], parameters: set[str]
) -> None:
    errors = problem(call.post("/api/v1/tokens", order), 422, "parameters")["errors"]
    assert {each["parameter"] for each in errors} == parameters


def test_a_key_issues_no_key_that_may_do_more_than_itself(app: Flask, office: Office) -> None:
    program = caller(app, office, scopes=[Deed.MANAGE, Deed.READ])
    order = {"name": "a", "scopes": ["write"], "days": 1}
    problem(program.post("/api/v1/tokens", order), 422, "parameters")
    assert program.post("/api/v1/tokens", {**order, "scopes": ["read"]}).status_code == 201


def test_a_repeated_order_of_a_key_gives_no_second_key_and_not_the_first_one_again(call: Caller) -> None:
    order = {"name": "a", "scopes": ["read"], "days": 1}
    first = body_of(call.post("/api/v1/tokens", order, Idempotency_Key="k"), 201)
    again = body_of(call.post("/api/v1/tokens", order, Idempotency_Key="k"), 201)
    assert (again["id"], again["key"]) == (first["id"], None)
    assert len([each for each in body_of(call.get("/api/v1/tokens")) if each["name"] == "a"]) == 1
