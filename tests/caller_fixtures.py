"""Fixtures of the tests of the API of stored plans, on the store of tests/store_fixtures.py.

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

def test_…(app: Flask, call: Caller, stranger: Caller) -> None: …
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from assembler.settings import Settings
from assembler.store.store import Store
from assembler.web import create_app
from tests.callers import Caller, caller
from tests.stores import Office


@pytest.fixture
def app(settings: Settings, store: Store) -> Iterator[Flask]:
    """The service on the same store as the fixture `store`."""
    made = create_app(settings)
    yield made
    made.extensions["assembler.keeping"].store().close()


@pytest.fixture
def call(app: Flask, office: Office) -> Caller:
    """A program that may do everything in its municipality."""
    return caller(app, office)


@pytest.fixture
def stranger(app: Flask, elsewhere: Office) -> Caller:
    """A program that may do everything in another municipality."""
    return caller(app, elsewhere)
