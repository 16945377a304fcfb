"""Fixtures of tests with a broker: RabbitMQ and Redis, the same tests for both; each test finds it running and empty.

pytest_plugins = ["tests.store_fixtures", "tests.broker_fixtures"]

def test_…(office: Office, brokered: Settings) -> None: …
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assembler.settings import Settings
from tests.brokers import PROGRAMS, Broker, broker, empty


@pytest.fixture(scope="session", params=[*PROGRAMS])
def started(request: pytest.FixtureRequest) -> Iterator[Broker]:
    """One of each for all tests of a process."""
    if not PROGRAMS[request.param]:
        pytest.skip(f"{request.param} is not installed")
    with broker(request.param) as made:
        yield made


@pytest.fixture
def mediator(started: Broker) -> Broker:
    """The broker, without messages; one that a test has stopped runs again for the next one."""
    if not started.running():
        started.start()
    empty(started)
    return started


@pytest.fixture
def brokered(settings: Settings, mediator: Broker) -> Settings:
    """The settings of the store, with the broker."""
    return replace(settings, broker=mediator.address)
