"""One service with one town for all tests of a file, where each test has a plan of its own.

from tests.one_town import app, here, visitor

Import them by name, not as a plug-in: there is the same in `town_fixtures`, anew for each test.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.visitors import Town, Visitor, quick_passwords, service, signed_in, town


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with pytest.MonkeyPatch.context() as patch:
        quick_passwords(patch)
        yield service(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def here(app: Flask) -> Town:
    return town(app)


@pytest.fixture(scope="module")
def visitor(app: Flask, here: Town) -> Visitor:
    return signed_in(app)
