"""Tries of a password, counted for several processes together, and what happens without the place where they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from redis import Redis as Client

from assembler.errors import AssemblerError
from assembler.settings import Settings
from assembler.store import accounts
from assembler.web import create_app
from assembler.web.accounts import limits
from tests.brokers import PROGRAMS, Broker, broker
from tests.visitors import Visitor, service

EMAIL = "spravce@vzorov.cz"


@pytest.fixture
def redis() -> Iterator[Broker]:
    if not PROGRAMS["redis"]:
        pytest.skip("Redis is not installed")
    with broker("redis") as made:
        yield made


@pytest.fixture(autouse=True)
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """No password is right; hashing takes its time on purpose."""
    monkeypatch.setattr(accounts, "by_password", lambda *_: None)


class Guesser:
    """Someone who tries passwords at one of the processes."""

    def __init__(self, app: Flask) -> None:
        self.visitor = Visitor(app)
        self.token = self.visitor.token()

    def tries(self, count: int, email: str = EMAIL) -> list[int]:
        fields = {"csrf_token": self.token, "email": email, "password": "x"}
        return [self.visitor.client.post("/prihlaseni", data=fields).status_code for _ in range(count)]


def processes(data: Path, storage: str) -> tuple[Guesser, Guesser]:
    """Two processes of one service, as far as limits know."""
    one, other = (service(data, limits_storage=storage) for _ in range(2))
    return Guesser(one), Guesser(other)


def test_an_account_is_tried_ten_times_however_many_processes_there_are(tmp_path: Path, redis: Broker) -> None:
    one, other = processes(tmp_path / "data", redis.address)
    assert one.tries(6) == [401] * 6
    assert other.tries(5) == [401] * 4 + [429]
    assert one.tries(1) == [429]
    assert one.tries(1, "jiny@vzorov.cz") == [401]


def test_an_address_is_counted_over_all_processes_too(tmp_path: Path, redis: Broker) -> None:
    one, other = processes(tmp_path / "data", redis.address)
    answers = [each.tries(1, f"{number}@vzorov.cz") for number in range(26) for each in (one, other)]
    assert answers == [[401]] * 50 + [[429]] * 2


def test_counts_outlive_a_process(tmp_path: Path, redis: Broker) -> None:
    one, _ = processes(tmp_path / "data", redis.address)
    assert one.tries(10) == [401] * 10
    again, _ = processes(tmp_path / "data", redis.address)
    assert again.tries(1) == [429]


def test_without_a_shared_place_each_process_counts_its_own(tmp_path: Path) -> None:
    one, other = processes(tmp_path / "data", "")
    assert one.tries(11) == other.tries(11) == [401] * 10 + [429]


def test_while_the_shared_place_is_away_people_sign_in_and_guessing_is_still_bounded(
    tmp_path: Path, redis: Broker
) -> None:
    one, other = processes(tmp_path / "data", redis.address)
    assert one.tries(2) == [401] * 2
    redis.end()
    assert one.tries(11)[-1] == 429
    assert other.tries(1) == [401]


def test_a_service_starts_although_the_shared_place_is_away(tmp_path: Path) -> None:
    guesser = Guesser(service(tmp_path / "data", limits_storage="redis://127.0.0.1:9/0"))
    assert guesser.tries(11) == [401] * 10 + [429]


@pytest.mark.parametrize("address", ["127.0.0.1:6379", "memcached://127.0.0.1", "http://127.0.0.1", "memory://"])
def test_an_address_of_something_else_stops_the_start(tmp_path: Path, address: str) -> None:
    with pytest.raises(AssemblerError, match="LIMITS_STORAGE"):
        create_app(Settings(data=str(tmp_path), limits_storage=address))


def test_a_redis_of_others_too_gets_only_keys_of_our_name_that_end_by_themselves(tmp_path: Path, redis: Broker) -> None:
    processes(tmp_path / "data", redis.address)[0].tries(1)
    with Client.from_url(redis.address) as client:
        keys = list(client.scan_iter())
        assert keys
        assert all(f"/{limits.PREFIX}/".encode() in each and 0 < client.ttl(each) <= 300 for each in keys)
