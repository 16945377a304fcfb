"""Webhooks over REST: made, listed, tried, removed; what is told of them, and to whom."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from flask import Flask

from assembler.store import webhooks
from assembler.store.roles import Deed, Role
from assembler.store.store import Store
from tests.callers import Caller, body_of, caller
from tests.service import problem
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

HOOKS = "/api/v1/webhooks"
ORDER = {"url": "https://spisovka.vzorov.cz/plany", "events": ["plan.saved", "document.finished"]}


def hook(call: Caller, **changed: Any) -> Any:
    return body_of(call.post(HOOKS, ORDER | changed), 201)


def test_the_secret_is_shown_once_and_has_the_form_of_the_standard(call: Caller) -> None:
    made = hook(call)
    assert len(base64.b64decode(made["secret"].removeprefix("whsec_"), validate=True)) == 32
    (listed,) = body_of(call.get(HOOKS))
    assert listed == {name: value for name, value in made.items() if name != "secret"}
    assert (listed["off_at"], listed["off_reason"], listed["waiting"], listed["last"]) == (None, "", 0, None)


def test_a_repeated_request_makes_one_webhook_and_does_not_tell_its_secret_again(call: Caller) -> None:
    first, again = (body_of(call.post(HOOKS, ORDER, Idempotency_Key="jednou"), 201) for _ in range(2))
    assert first["secret"]
    assert again == first | {"secret": None}
    assert len(body_of(call.get(HOOKS))) == 1


def test_two_webhooks_have_two_secrets(call: Caller) -> None:
    assert hook(call)["secret"] != hook(call)["secret"]


@pytest.mark.parametrize(
    ("order", "parameter"),
    [
        ({"events": ["plan.saved"]}, "url"),
        ({"url": 7, "events": ["plan.saved"]}, "url"),
        ({"url": ORDER["url"]}, "events"),
        ({"url": ORDER["url"], "events": []}, "events"),
        ({"url": ORDER["url"], "events": ["plan.read"]}, "events"),
        ({"url": ORDER["url"], "events": "plan.saved"}, "events"),
        (ORDER | {"municipality_id": "x"}, "municipality_id"),
    ],
)
def test_an_order_that_does_not_fit_is_refused_by_the_name_of_what_is_wrong(
    call: Caller, order: Any, parameter: str
) -> None:
    told = problem(call.post(HOOKS, order), 422, "parameters")
    assert [each["parameter"] for each in told["errors"]] == [parameter]
    assert body_of(call.get(HOOKS)) == []


def test_a_municipality_has_a_bounded_number_of_them(call: Caller) -> None:
    for _ in range(webhooks.MOST):
        hook(call)
    assert "nejvýše 10" in problem(call.post(HOOKS, ORDER), 422, "unfit")["detail"]


def test_who_does_not_manage_the_municipality_neither_sees_nor_makes_them(app: Flask, office: Office) -> None:
    for role, scopes in ((Role.COORDINATOR, tuple(Deed)), (Role.ADMINISTRATOR, (Deed.READ, Deed.WRITE))):
        one = caller(app, office, role, scopes=scopes)
        problem(one.get(HOOKS), 403, "not-allowed")
        problem(one.post(HOOKS, ORDER), 403, "not-allowed")


def test_those_of_another_municipality_are_not_there(call: Caller, stranger: Caller) -> None:
    address = f"{HOOKS}/{hook(call)['id']}"
    assert body_of(stranger.get(HOOKS)) == []
    problem(stranger("DELETE", address), 404, "not-found")
    problem(stranger.post(f"{address}/test"), 404, "not-found")
    assert len(body_of(call.get(HOOKS))) == 1


def test_what_is_removed_is_gone_with_what_waited_for_it(call: Caller, store: Store) -> None:
    address = f"{HOOKS}/{hook(call)['id']}"
    assert body_of(call.post(f"{address}/test"), 202)["waiting"] == 1
    assert call("DELETE", address).status_code == 204
    problem(call("DELETE", address), 404, "not-found")
    assert body_of(call.get(HOOKS)) == []
    with store.reading() as tx:
        assert not webhooks.due(tx)


def test_of_test_messages_one_waits_at_most(call: Caller) -> None:
    address = f"{HOOKS}/{hook(call)['id']}/test"
    assert [body_of(call.post(address), 202)["waiting"] for _ in range(3)] == [1, 1, 1]


def test_the_trail_says_who_made_one_and_who_removed_it_without_its_address(call: Caller, store: Store) -> None:
    made = hook(call)
    call("DELETE", f"{HOOKS}/{made['id']}")
    with store.reading() as tx:
        rows = tx.db.connection().exec_driver_sql("SELECT deed, details FROM audit_entries ORDER BY seq").all()
    told = [(deed, str(details)) for deed, details in rows if deed.startswith("webhook.")]
    assert [deed for deed, _ in told] == ["webhook.add", "webhook.remove"]
    assert not any("spisovka" in details or "whsec" in details for _, details in told)
