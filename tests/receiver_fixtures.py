"""Fixtures of the tests of webhooks, on the store of tests/store_fixtures.py: a receiver, and who delivers to it.

pytest_plugins = ["tests.store_fixtures", "tests.receiver_fixtures"]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from assembler.notices.courier import Courier
from assembler.settings import Settings
from assembler.store.store import Store
from tests.receivers import Receiver, receiving


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, webhooks_to_this_machine=True, address="https://plany.vzorov.cz")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as made:
        yield made


@pytest.fixture
def courier(store: Store, settings: Settings) -> Courier:
    return Courier(lambda: store, settings)
