"""Webhooks before a real receiver: what is sent, how it is signed, how often it is tried, when it is given up."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from assembler.errors import Missing, Stale
from assembler.notices import message
from assembler.notices.courier import Courier
from assembler.store import clock, jobs, plans, webhooks
from assembler.store.roles import Role
from assembler.store.store import Store
from assembler.store.webhooks import ATTEMPTS, WAITS
from assembler.web import create_app
from tests.callers import PLANS, Caller, body_of, caller
from tests.ordered import enqueue
from tests.receivers import ALL, Received, Receiver, all_of, hook, receiving, state
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures", "tests.receiver_fixtures"]

TITLE = "Tajný plán obce Vzorov"
DAY = timedelta(days=1)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Sets the clock on."""
    began, passed = clock.now(), [timedelta()]
    monkeypatch.setattr(clock, "now", lambda: began + passed[0])

    def go(by: timedelta) -> None:
        passed[0] += by

    return go


def archive(office: Office, *ids: uuid.UUID) -> None:
    with office.store.writing(office.actor) as tx:
        for each in ids:
            plans.archive(tx, each)


def described(told: Any) -> bool:
    """Whether the description of the API (of a service that nobody else reaches) tells of such a message's shape."""
    page = json.loads(create_app().test_client().get("/api/v1/openapi.json").data)
    shape = page["webhooks"][told["type"]]["post"]["requestBody"]["content"]["application/json"]["schema"]
    return bool(Draft202012Validator({"components": page["components"], **shape}).is_valid(told))


def verified(secret: str, received: Received) -> bool:
    """As a receiver would do it, from the words of the specification alone."""
    head = [received.headers["webhook-id"], received.headers["webhook-timestamp"]]
    signed = b".".join([*(each.encode() for each in head), received.body])
    mac = hmac.new(base64.b64decode(secret.split("_")[1]), signed, hashlib.sha256).digest()
    return received.headers["webhook-signature"] == f"v1,{base64.b64encode(mac).decode()}"


# ---------------------------------------------------------------- what is sent


def test_the_signature_is_that_of_the_example_of_the_specification() -> None:
    secret, signed = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    told = message.signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, signed)
    assert told == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_happens_to_a_plan_is_told_in_its_order_by_ids_and_links_alone(
    office: Office, courier: Courier, receiver: Receiver
) -> None:
    made = hook(office, receiver)
    plan = office.plan({"title": TITLE})
    office.save(plan, {"title": TITLE, "foreword": {"text": "Tajné"}}, 1, note="tajná poznámka")
    with office.store.writing(office.actor) as tx:
        plans.restore(tx, plan.id, 1, expected=2)
        plans.archive(tx, plan.id)
        plans.archive(tx, plan.id, archived=False)
    all_of(courier)
    link = f"https://plany.vzorov.cz/api/v1/plans/{plan.id}"
    told = [each.message for each in receiver.received]
    assert [each["type"] for each in told] == [*ALL[:2], *ALL[1:4]]
    assert told[1]["data"] == {"id": str(plan.id), "href": link, "revision": 2}
    assert told[3]["data"] == {"id": str(plan.id), "href": link}
    assert all(datetime.fromisoformat(each["timestamp"]).tzinfo for each in told)
    assert all(verified(made.secret, each) for each in receiver.received)
    assert b"ajn" not in b"".join(each.body for each in receiver.received)


def test_a_document_and_a_job_that_failed_are_told_with_links_that_lead_to_them(
    app: Flask, office: Office, courier: Courier, receiver: Receiver
) -> None:
    hook(office, receiver, "document.finished", "job.failed")
    enqueue(office, content={"title": TITLE})
    failed = enqueue(office)
    runner = app.extensions["assembler.working"]
    assert runner.one()
    with office.store.writing(office.actor) as tx:
        held = jobs.claim(tx)
        assert held
        jobs.fail(tx, held, {"code": "content", "detail": TITLE})
    all_of(courier)
    document, job = (each.message for each in receiver.received)
    assert all(described(each) for each in (document, job))
    assert (document["type"], document["data"]["state"]) == ("document.finished", "draft")
    assert (job["type"], job["data"]["id"], job["data"]["code"]) == ("job.failed", str(failed.id), "content")
    program = caller(app, office, Role.READER)
    for each in (document, job):
        path = each["data"]["href"].removeprefix("https://plany.vzorov.cz")
        assert program.get(path).status_code == 200
    assert not any(TITLE.encode() in each.body for each in receiver.received)


def test_a_save_over_rest_is_told_with_the_link_under_which_it_was_saved(
    call: Caller, office: Office, courier: Courier, receiver: Receiver
) -> None:
    hook(office, receiver, "plan.saved")
    location, etag = call.plan({"title": TITLE})
    call.put(location, {"title": TITLE + " 2"}, etag)
    all_of(courier)
    (only,) = receiver.received
    assert only.message["data"]["href"].endswith(location)
    assert location.startswith(PLANS)


def test_who_did_not_ask_and_who_is_another_municipality_hears_nothing(
    office: Office, elsewhere: Office, courier: Courier, receiver: Receiver
) -> None:
    hook(office, receiver, "plan.archived")
    hook(elsewhere, receiver)
    office.plan()
    all_of(courier)
    assert receiver.received == []


def test_what_was_not_done_is_not_told(office: Office, courier: Courier, receiver: Receiver) -> None:
    hook(office, receiver, "plan.saved", "plan.archived")
    plan = office.plan()
    with pytest.raises(Stale):
        office.save(plan, {"title": "x"}, 7)
    with pytest.raises(Missing):
        archive(office, plan.id, uuid.uuid4())
    all_of(courier)
    assert receiver.received == []


def test_the_metrics_count_what_waits(call: Caller, office: Office, courier: Courier, receiver: Receiver) -> None:
    hook(office, receiver)
    call.plan()
    assert "assembler_undelivered 1.0" in call.get("/metrics").text
    all_of(courier)
    assert "assembler_undelivered 0.0" in call.get("/metrics").text


# ---------------------------------------------------------------- again, and no more


def test_a_message_is_the_same_at_each_attempt_but_for_its_time(
    office: Office, courier: Courier, receiver: Receiver, later: Callable[[timedelta], None]
) -> None:
    made = hook(office, receiver)
    receiver.answers = [500, 503, 204]
    office.plan()
    for wait in WAITS[:3]:
        all_of(courier)
        later(wait)
    first, second, third = receiver.received
    assert first.body == second.body == third.body
    assert len({each.headers["webhook-id"] for each in receiver.received}) == 1
    assert len({each.headers["webhook-timestamp"] for each in receiver.received}) == 3
    assert all(verified(made.secret, each) for each in receiver.received)
    found, how = state(office)
    assert (how.waiting, found.off_at) == (0, None)
    assert how.last
    assert (how.last.attempts, how.last.problem) == (3, "")


def test_attempts_grow_apart_and_after_a_day_the_webhook_is_off_with_the_reason(
    office: Office, courier: Courier, receiver: Receiver, later: Callable[[timedelta], None]
) -> None:
    hook(office, receiver)
    receiver.answers = [500]
    office.plan()
    all_of(courier)
    for number, wait in enumerate(WAITS, 1):
        later(wait - timedelta(seconds=1))
        all_of(courier)
        assert len(receiver.received) == number
        assert state(office)[0].off_at is None
        later(timedelta(seconds=1))
        all_of(courier)
    assert len(receiver.received) == ATTEMPTS
    assert sum(WAITS, timedelta()) > DAY
    found, how = state(office)
    assert (found.off_reason, how.waiting) == ("Příjemce odpověděl 500.", 0)
    assert found.off_at
    office.plan()
    later(2 * DAY)
    all_of(courier)
    assert len(receiver.received) == ATTEMPTS


def test_a_receiver_that_is_gone_for_good_is_asked_once(office: Office, courier: Courier, receiver: Receiver) -> None:
    hook(office, receiver)
    receiver.answers = [410]
    office.plan()
    office.plan()
    all_of(courier)
    assert len(receiver.received) == 1
    assert state(office)[0].off_reason == "Příjemce odpověděl 410."


def test_a_test_message_that_arrives_switches_a_webhook_on_again(
    call: Caller, office: Office, courier: Courier, receiver: Receiver
) -> None:
    made = hook(office, receiver)
    receiver.answers = [410, 500, 204]
    office.plan()
    all_of(courier)
    for off in (True, False):
        body_of(call.post(f"/api/v1/webhooks/{made.id}/test"), 202)
        all_of(courier)
        (told,) = body_of(call.get("/api/v1/webhooks"))
        assert (told["off_at"] is not None, told["last"]["event"]) == (off, "webhook.test")
        assert (told["last"]["delivered"], bool(told["last"]["problem"])) == (not off, off)
    href = receiver.received[-1].message["data"]["href"]
    assert href == f"https://plany.vzorov.cz/api/v1/webhooks/{made.id}"
    office.plan()
    all_of(courier)
    assert receiver.received[-1].message["type"] == "plan.created"


def test_one_message_that_is_refused_does_not_keep_the_others(
    office: Office, courier: Courier, receiver: Receiver, later: Callable[[timedelta], None]
) -> None:
    hook(office, receiver)
    receiver.answers = [400, 204]
    office.plan()
    office.plan()
    all_of(courier)
    assert len(receiver.received) == 1, "who has just failed gets a moment"
    later(webhooks.PAUSE)
    all_of(courier)
    assert len({each.headers["webhook-id"] for each in receiver.received}) == 2


def test_a_webhook_that_fails_takes_no_turn_of_the_others(
    office: Office, elsewhere: Office, courier: Courier, receiver: Receiver
) -> None:
    with receiving() as dead:
        hook(office, dead)
    hook(elsewhere, receiver)
    for _ in range(5):
        office.plan()
    elsewhere.plan()
    assert [courier.one() for _ in range(3)] == [True, True, False]
    assert len(receiver.received) == 1
    assert state(office)[1].last.problem == "S příjemcem se nejde spojit."  # type: ignore[union-attr]


def test_what_an_attempt_says_that_was_overtaken_by_another_does_not_count(
    office: Office, store: Store, receiver: Receiver, later: Callable[[timedelta], None]
) -> None:
    hook(office, receiver)
    office.plan()
    with store.writing() as tx:
        slow = webhooks.claim(tx)
    later(WAITS[0])
    with store.writing() as tx:
        quick = webhooks.claim(tx)
    assert slow
    assert quick
    with store.writing() as tx:
        webhooks.failed(tx, slow, "x", gone=True)
    assert state(office)[0].off_at is None
    with store.writing() as tx:
        webhooks.delivered(tx, quick)
    assert state(office)[1].waiting == 0


def test_deliveries_are_forgotten_a_week_after_they_ended(
    office: Office, store: Store, courier: Courier, receiver: Receiver, later: Callable[[timedelta], None]
) -> None:
    hook(office, receiver)
    office.plan()
    all_of(courier)
    receiver.answers = [500]
    office.plan()
    later(webhooks.KEPT + DAY)
    with store.writing() as tx:
        assert webhooks.tidy(tx) == 1
    assert state(office)[1].waiting == 1


def test_the_links_of_messages_are_those_of_the_api(app: Flask) -> None:
    rules = {str(rule).split("<")[0] for rule in app.url_map.iter_rules() if "<uuid:" in str(rule)}
    assert set(message.PATHS.values()) <= rules
    assert json.loads(json.dumps(sorted(message.PATHS))) == sorted(
        {each.split(".")[0] for each in [*ALL, webhooks.TEST]}
    )
