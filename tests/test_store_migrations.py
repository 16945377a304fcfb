"""Migrations: one process makes them, whole or not at all; a database of a newer program is left alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from assembler.errors import StorageError
from assembler.settings import Settings
from assembler.store.models import Row
from assembler.store.store import Store, open_store
from tests.stores import Server, found_office

pytest_plugins = ["tests.store_fixtures"]


@pytest.fixture
def fresh(database: str, request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of a database in which nothing is."""
    if database == "sqlite":
        return Settings(data=str(tmp_path / "data"))
    postgresql: Server = request.getfixturevalue("postgresql")
    return Settings(data=str(tmp_path / "data"), database=postgresql.new_database())


def test_the_migrations_make_the_tables_that_the_program_knows(fresh: Settings) -> None:
    store = open_store(fresh)
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []
    store.close()


def test_eight_processes_that_start_at_once_migrate_once(fresh: Settings) -> None:
    opened: list[Any] = []
    start = threading.Barrier(8)

    def begin() -> None:
        start.wait(20)
        opened.append(open_store(fresh))

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(opened) == 8
    assert found_office(opened[0], "Dačice").municipality.seq == 1
    for each in opened:
        each.close()


def test_a_migration_cut_in_the_middle_leaves_nothing_and_is_made_again(
    fresh: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(config: Any, revision: str) -> None:
        whole(config, revision)
        raise KeyboardInterrupt

    whole: Callable[..., None] = command.upgrade
    with monkeypatch.context() as patched:
        patched.setattr(command, "upgrade", cut)
        with pytest.raises(KeyboardInterrupt):
            open_store(fresh)
    store = open_store(fresh)
    assert set(inspect(store.engine).get_table_names()) == {*Row.metadata.tables, "alembic_version"}
    store.close()


def test_a_store_of_a_newer_program_is_left_alone(settings: Settings, store: Store) -> None:
    with store.writing() as tx:
        tx.db.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="9999"):
        open_store(settings)
    with store.reading() as tx:
        assert tx.db.scalar(text("SELECT version_num FROM alembic_version")) == "9999"
