"""Comments over REST: written down once, settled by who has seen them, names told to those who write."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from assembler.store.models import IdempotencyKey
from assembler.store.roles import Deed, Role
from tests.callers import Caller, body_of, caller
from tests.service import problem
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

RAW = {"submitter": "Jana Malá", "received": "2. 10. 2019", "proposed": "Rozšířit provoz.", "place": "/foreword"}
Answered = dict[str, Any]


@pytest.fixture
def there(call: Caller) -> str:
    """The address of the comments of a plan."""
    return f"{call.plan()[0]}/comments"


def added(call: Caller, there: str, **more: Any) -> Answered:
    found: Answered = body_of(call.post(there, {**RAW, **more}), 201)
    return found


def tag(found: Answered) -> str:
    return f'"{found["etag"]}"'


def patch(who: Caller, found: Answered, etag: str = "", **change: Any) -> Any:
    return who("PATCH", found["href"], change, If_Match=etag or tag(found))


def pointers(answered: Any) -> list[tuple[str, str]]:
    return [(each["pointer"], each["code"]) for each in problem(answered, 422, "refused")["errors"]]


def test_a_comment_is_written_down_and_found_again(call: Caller, there: str) -> None:
    made = call.post(there, RAW)
    found = body_of(call.get(made.headers["Location"]))
    assert made.headers["ETag"] == call.etag(found["href"]) == tag(found)
    assert found == body_of(made, 201)
    assert {name: found[name] for name in RAW} == {**RAW, "received": "2019-10-02"}
    assert (found["number"], found["place_title"], found["settlement"]) == (1, "Úvodní slovo", None)
    assert body_of(call.get(there))["items"] == [found]


def test_a_comment_that_is_sent_twice_is_written_down_once(call: Caller, there: str) -> None:
    first, again = (call.post(there, RAW, Idempotency_Key="podani-7") for _ in range(2))
    assert (first.data, again.headers["Idempotency-Replayed"]) == (again.data, "true")
    assert len(body_of(call.get(there))["items"]) == 1


def test_a_deleted_comment_is_in_no_kept_answer_and_its_request_does_not_bring_it_back(
    call: Caller, there: str, office: Office
) -> None:
    """Erasing means erasing: the answer of its Idempotency-Key would keep name and text for two days."""
    made = body_of(call.post(there, RAW, Idempotency_Key="podani-8"), 201)
    call("DELETE", made["href"], If_Match=tag(made))
    with office.store.reading() as tx:
        assert not [each for each in tx.db.scalars(select(IdempotencyKey.answer)) if RAW["submitter"] in str(each)]
    problem(call.post(there, RAW, Idempotency_Key="podani-8"), 404, "not-found")
    assert body_of(call.get(there))["items"] == []


def test_everything_that_is_wrong_is_told_at_once_with_its_place(call: Caller, there: str) -> None:
    wrong = {"received": "31. 2. 2020", "place": "/nic", "type": "jiná", "merged_with": 9, "jmeno": "x"}
    assert pointers(call.post(there, wrong)) == [
        ("/received", "no_such_day"),
        ("/proposed", "empty"),
        ("/type", "not_choice"),
        ("/jmeno", "unknown_key"),
        ("/merged_with", "unknown_comment"),
        ("/place", "unknown_place"),
    ]
    labels = [each["label"] for each in problem(call.post(there, {}), 422, "refused")["errors"]]
    assert labels == ["Připomínka › Připomínka nebo navrhované znění"]
    assert pointers(call.post(there, ["x"])) == [("", "not_part")]
    assert body_of(call.get(there))["items"] == []


def test_a_settlement_changes_only_what_is_sent(call: Caller, there: str) -> None:
    found = added(call, there)
    settled = body_of(patch(call, found, settlement="partly", justification="Od ledna.", place=None))
    assert (settled["settlement"], settled["justification"], settled["place"]) == ("partly", "Od ledna.", "")
    assert (settled["proposed"], settled["number"]) == (found["proposed"], 1)
    assert settled["etag"] != found["etag"]


def test_who_has_not_seen_the_last_state_changes_and_removes_nothing(call: Caller, there: str) -> None:
    found = added(call, there)
    newer = body_of(patch(call, found, settlement="noted"))
    refused = patch(call, found, settlement="refused")
    problem(refused, 412, "stale-comment")
    assert refused.headers["ETag"] == tag(newer)
    problem(call("PATCH", found["href"], {"settlement": "refused"}), 428, "no-condition")
    problem(call("DELETE", found["href"], If_Match=tag(found)), 412, "stale-comment")
    problem(call("DELETE", found["href"]), 428, "no-condition")
    assert body_of(call.get(found["href"])) == newer
    assert call("DELETE", found["href"], If_Match=tag(newer)).status_code == 204
    problem(call.get(found["href"]), 404, "not-found")
    assert added(call, there)["number"] == 2


def test_a_comment_is_merged_with_another_one_of_its_plan(call: Caller, there: str) -> None:
    first, second = added(call, there), added(call, there)
    assert pointers(patch(call, second, settlement="merged")) == [("/merged_with", "merged_with_what")]
    assert pointers(patch(call, second, settlement="merged", merged_with=2)) == [("/merged_with", "merged_with_itself")]
    assert pointers(patch(call, second, settlement="noted", merged_with=1)) == [("/merged_with", "not_merged")]
    assert body_of(patch(call, second, settlement="merged", merged_with=1))["merged_with"] == first["number"]


def test_lists_come_in_pages_and_settled_ones_apart(call: Caller, there: str) -> None:
    made = [added(call, there) for _ in range(3)]
    patch(call, made[1], settlement="noted")
    page = body_of(call.get(f"{there}?settled=false&limit=1"))
    assert [each["number"] for each in page["items"]] == [3]
    assert "settled=false" in page["next"]
    rest = body_of(call.get(page["next"]))
    assert ([each["number"] for each in rest["items"]], rest["next"]) == ([1], None)
    assert [each["number"] for each in body_of(call.get(f"{there}?settled=true"))["items"]] == [2]


def test_a_place_that_went_away_keeps_its_name(call: Caller) -> None:
    plan, etag = call.plan()
    found = added(call, f"{plan}/comments")
    call.put(plan, {"title": "Bez úvodu"}, etag)
    kept = body_of(patch(call, found, settlement="noted"))
    assert (kept["place"], kept["place_title"]) == ("/foreword", "Úvodní slovo")
    assert pointers(call.post(f"{plan}/comments", RAW)) == [("/place", "unknown_place")]


# ---------------------------------------------------------------- who may what


@pytest.mark.parametrize(
    ("role", "scopes"),
    [(Role.READER, tuple(Deed)), (Role.SECRETARY, tuple(Deed)), (Role.ADMINISTRATOR, (Deed.READ,))],
)
def test_who_only_reads_learns_no_name_that_is_not_to_be_told(
    app: Flask, office: Office, call: Caller, there: str, role: Role, scopes: tuple[Deed, ...]
) -> None:
    hidden, told = added(call, there), added(call, there, publish=True)
    reader = caller(app, office, role, scopes=scopes)
    assert body_of(reader.get(hidden["href"]))["submitter"] == "občan"
    assert body_of(reader.get(told["href"]))["submitter"] == "Jana Malá"
    assert "Malá" not in reader.get(f"{there}?limit=1&cursor=Mg").text
    for answered in (reader.post(there, RAW), patch(reader, hidden, settlement="noted")):
        problem(answered, 403, "not-allowed")
    problem(reader("DELETE", hidden["href"], If_Match=tag(hidden)), 403, "not-allowed")


def test_a_contributor_settles_what_concerns_his_parts_and_nothing_else(
    app: Flask, office: Office, call: Caller, there: str
) -> None:
    own, foreign, general = added(call, there), added(call, there, place="/period"), added(call, there, place="")
    contributor = caller(app, office, Role.CONTRIBUTOR, ["/foreword"])
    for answered in (
        patch(contributor, foreign, settlement="noted"),
        patch(contributor, general, settlement="noted"),
        patch(contributor, own, settlement="noted", submitter="Jiná"),
        patch(contributor, own, place="/period"),
        contributor.post(there, RAW),
        contributor("DELETE", own["href"], If_Match=tag(own)),
    ):
        problem(answered, 403, "not-allowed")
    settled = body_of(patch(contributor, own, settlement="explained", justification="Je to v kapitole 3."))
    assert (settled["settlement"], settled["submitter"]) == ("explained", "občan")
    assert body_of(call.get(own["href"]))["submitter"] == "Jana Malá"


def test_nothing_of_another_municipality_or_plan_is_there(call: Caller, stranger: Caller, there: str) -> None:
    found = added(call, there)
    other = call.plan()[0]
    for answered in (
        stranger.get(there),
        stranger.post(there, RAW),
        stranger.get(found["href"]),
        patch(stranger, found, settlement="noted"),
        call.get(f"{other}/comments/{found['id']}"),
    ):
        problem(answered, 404, "not-found")
