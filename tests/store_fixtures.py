"""Fixtures of the tests of the store: in SQLite (fast) and in a PostgreSQL on loopback (slow), the same tests for both.

pytest_plugins = ["tests.store_fixtures"]

def test_…(store: Store, office: Office) -> None: …
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from assembler.settings import Settings
from assembler.store.store import Store, open_store
from tests.stores import PROGRAMS, Office, Server, found_office, server

DATABASES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """One server for all tests of a process; each test has a database of its own."""
    if not PROGRAMS:
        pytest.skip("PostgreSQL is not installed")
    with server() as started:
        yield started


@pytest.fixture(scope="session")
def blank_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an empty store in SQLite, to be copied."""
    folder = tmp_path_factory.mktemp("blank") / "data"
    open_store(Settings(data=str(folder))).close()
    return folder


@pytest.fixture(scope="session")
def blank_database(postgresql: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of an empty store in PostgreSQL, to be copied."""
    address = postgresql.new_database()
    open_store(Settings(data=str(tmp_path_factory.mktemp("blank")), database=address)).close()
    return address.rpartition("/")[2]


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """Which one: sqlite or postgresql."""
    return str(request.param)


@pytest.fixture
def settings(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of an empty store, its tables already made."""
    folder = tmp_path / "data"
    if database == "sqlite":
        shutil.copytree(request.getfixturevalue("blank_folder"), folder)
        return Settings(data=str(folder))
    postgresql: Server = request.getfixturevalue("postgresql")
    address = postgresql.new_database(request.getfixturevalue("blank_database"))
    return Settings(data=str(folder), database=address)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


@pytest.fixture
def office(store: Store) -> Office:
    return found_office(store, "Dačice")


@pytest.fixture
def elsewhere(store: Store) -> Office:
    """Another municipality, which must not see anything of the first one."""
    return found_office(store, "Písek")
