"""Many at once over REST: of two who save exactly one wins, a repeated request is done once, parts do not collide."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from tests.callers import CONTENT, PLANS, Caller, body_of, work_off

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

REQUESTS = 200
AT_ONCE = 16


def pairs(call: Caller, number: int) -> list[tuple[int, int]]:
    """The statuses of two saves on one ETag, so many times."""
    address, etag = call.plan()
    gate = threading.Barrier(2)

    def save(title: str) -> Any:
        gate.wait(30)
        return call.put(address, {**CONTENT, "title": title}, etag)

    statuses = []
    with ThreadPoolExecutor(2) as pool:
        for each in range(number):
            answers = list(pool.map(save, (f"A {each}", f"B {each}")))
            statuses.append((answers[0].status_code, answers[1].status_code))
            etag = next(answer.headers["ETag"] for answer in answers if answer.status_code == 200)
            assert call.etag(address) == etag
    assert body_of(call.get(f"{address}/revisions?limit=1"))["items"][0]["number"] == number + 1
    return statuses


@pytest.mark.parametrize("number", [20, pytest.param(1_000, marks=pytest.mark.slow)])
def test_of_two_who_save_on_one_etag_exactly_one_wins(call: Caller, number: int) -> None:
    statuses = pairs(call, number)
    assert len(statuses) == number
    assert {tuple(sorted(each)) for each in statuses} == {(200, 412)}


def test_two_hundred_posts_at_once_with_one_key_make_one_plan(call: Caller) -> None:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda _: call.post(PLANS, CONTENT, Idempotency_Key="k"), range(REQUESTS)))
    assert {each.status_code for each in answers} == {201}
    assert len({each.data for each in answers}) == 1
    assert len(body_of(call.get(PLANS))["items"]) == 1


def test_two_hundred_orders_at_once_with_one_key_make_one_document(app: Flask, call: Caller) -> None:
    address, _ = call.plan()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda _: call.post(f"{address}/documents", Idempotency_Key="k"), range(REQUESTS)))
    assert {each.status_code for each in answers} == {202}
    assert len({each.headers["Location"] for each in answers}) == 1
    assert work_off(app) == 1
    assert len(body_of(call.get(f"{address}/documents"))["items"]) == 1


def test_editors_of_many_parts_at_once_all_succeed(call: Caller) -> None:
    annexes = [{"title": f"Příloha {number}"} for number in range(8)]
    address, _ = call.plan({**CONTENT, "annexes": annexes})

    def edit(number: int) -> int:
        part = f"{address}/parts/annexes/{number}/title"
        return call.put(part, f"Nová {number}", call.etag(part)).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(edit, range(8))) == {200}
    saved = body_of(call.get(f"{address}/parts/annexes"))
    assert [each["title"] for each in saved] == [f"Nová {number}" for number in range(8)]
