"""Webhooks before receivers that mean no good, or do not know how; and before a fault of ours."""

from __future__ import annotations

from typing import Any

import pytest

from assembler.notices import message, post
from assembler.notices.courier import Courier
from tests.receivers import Receiver, hook, state
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures", "tests.receiver_fixtures"]


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (
            [b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"],
            "Přesměrování nenásleduj",
        ),
        ([b"nonsense\r\n\r\n"], "neodpověděl podle HTTP"),
        ([b"HTTP/1.1 204 No Content\r\n" + b"X-Padding: 0\r\n" * 10_000], "neodpověděl podle HTTP"),
        ([b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000, b"HTTP/1.1 204 No Content\r\n\r\n"], "neodpověděl"),
        ([5.0], "neodpověděl do"),
        ([part for sign in b"HTTP/1.1 204 No Content" for part in (bytes([sign]), 0.1)], "neodpověděl do"),
        ([b""], "neodpověděl podle HTTP"),
    ],
)
def test_no_answer_keeps_a_courier_longer_than_the_limit_or_leads_it_elsewhere(
    office: Office,
    courier: Courier,
    receiver: Receiver,
    monkeypatch: pytest.MonkeyPatch,
    raw: list[bytes | float],
    told: str,
) -> None:
    monkeypatch.setattr(post, "SECONDS", 0.5)
    receiver.raw = raw
    hook(office, receiver)
    office.plan()
    assert courier.one()
    last = state(office)[1].last
    assert last
    assert told in last.problem
    assert len(receiver.received) == 1


def test_of_an_endless_answer_only_its_beginning_is_read(office: Office, courier: Courier, receiver: Receiver) -> None:
    receiver.raw = [b"HTTP/1.1 200 OK\r\nContent-Length: 900000000\r\n\r\n", *[b"x" * 65_536] * 200]
    hook(office, receiver)
    office.plan()
    assert courier.one()
    assert state(office)[1].last.delivered_at  # type: ignore[union-attr]


def test_a_fault_of_ours_is_told_as_such_and_given_up_in_time_like_others(
    office: Office, courier: Courier, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> bytes:
        raise KeyError("title")

    monkeypatch.setattr(message, "body", broken)
    hook(office, receiver)
    office.plan()
    assert courier.one()
    assert state(office)[1].last.problem == "Zprávu se nepodařilo odeslat pro chybu programu."  # type: ignore[union-attr]
