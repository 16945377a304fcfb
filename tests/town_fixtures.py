"""Fixtures of the tests of pages: a service with one town, and who is signed in there.

pytest_plugins = ["tests.town_fixtures"]

def test_…(app: Flask, here: Town, visitor: Visitor) -> None: …
"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.visitors import Town, Visitor, quick_passwords, service, signed_in, town


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    quick_passwords(monkeypatch)
    return service(tmp_path / "data")


@pytest.fixture
def here(app: Flask) -> Town:
    return town(app)


@pytest.fixture
def visitor(app: Flask, here: Town) -> Visitor:
    return signed_in(app)
