"""Faults: a full disk, a held or missing database, a folder without rights. Told in our words, nothing left behind."""

from __future__ import annotations

import multiprocessing
import os
import resource
import sqlite3
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import IntegrityError

from assembler.errors import AssemblerError, Damaged, StorageBusy, StorageError, StorageFull
from assembler.settings import Settings
from assembler.store import plans
from assembler.store.database import FILE_NAME
from assembler.store.files import INCOMING
from assembler.store.models import Content, Revision
from assembler.store.store import Actor, Store, open_store
from assembler.store.verify import verify
from tests.stores import Office, found_office, open_to_read, server

pytest_plugins = ["tests.store_fixtures"]

PICTURE = "iVBORw0KGgo" * 20_000
NOBODY = 65534
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
POSTGRESQL = pytest.mark.parametrize("database", [pytest.param("postgresql", marks=pytest.mark.slow)], indirect=True)
needs_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can mount, and become somebody else")


def unchanged(office: Office, plan: Any, number: int) -> bool:
    """The plan is at this revision, and the store agrees with itself."""
    return office.head(plan) == number and verify(office.store) == []


# ---------------------------------------------------------------- a full disk


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of its own, in memory."""
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


@needs_root
@pytest.mark.parametrize("content", ["picture", "words"])
def test_a_full_disk_is_told_reading_goes_on_and_so_does_all_when_there_is_room_again(
    content: str, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk", "4m") as disk:
        store = open_store(Settings(data=str(disk / "data")))
        office = found_office(store, "Dačice")
        plan = office.plan({"title": "Plán"})
        filler = disk / "filler"
        fill(filler)
        offered = {"title": "Nový", "x": PICTURE if content == "picture" else os.urandom(30_000).hex()}
        with pytest.raises(StorageFull) as raised:
            office.save(plan, offered, expected=1)
        assert "místo" in raised.value.message
        assert str(disk) not in raised.value.message
        assert list((disk / "data" / INCOMING).iterdir()) == []
        assert unchanged(office, plan, 1)
        filler.unlink()
        assert office.save(plan, offered, expected=1).number == 2
        assert unchanged(office, plan, 2)
        store.close()


def fill(path: Path) -> None:
    with path.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return


def test_a_quota_of_file_sizes_is_told_as_a_full_disk(tmp_path: Path) -> None:
    """In a process of its own: the limit holds for all that it writes."""
    process = multiprocessing.get_context("spawn").Process(target=save_under_a_limit, args=(str(tmp_path / "data"),))
    process.start()
    process.join(60)
    assert process.exitcode == 0


def save_under_a_limit(data: str) -> None:
    store = open_store(Settings(data=data))
    office = found_office(store, "Dačice")
    plan = office.plan({"title": "Plán"})
    limit = (Path(data) / f"{FILE_NAME}-wal").stat().st_size + 20_000
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    with pytest.raises(StorageFull):
        office.save(plan, {"x": os.urandom(30_000).hex()}, expected=1)
    assert unchanged(office, plan, 1)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    assert office.save(plan, {"x": "y"}, expected=1).number == 2
    store.close()


# ---------------------------------------------------------------- rights


@contextmanager
def without_rights() -> Iterator[None]:
    """As somebody who may read what lies here, and write nothing."""
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@needs_root
@SQLITE
def test_a_folder_that_may_only_be_read_is_told_when_saving(settings: Settings, office: Office) -> None:
    plan = office.plan()
    open_to_read(Path(settings.data))
    with without_rights():
        other = Office(open_store(settings), office.municipality, office.user)
        assert other.content(plan) == {"title": "Plán"}, "reading goes on"
    for content in ({"title": "slova"}, {"image": PICTURE}):
        with without_rights(), pytest.raises(StorageError) as raised:
            other.save(plan, content, expected=1)
        assert "zapisovat" in raised.value.message
        assert settings.data not in raised.value.message
    other.store.close()
    assert unchanged(office, plan, 1)


@needs_root
def test_a_folder_without_rights_stops_the_start_with_a_reason(tmp_path: Path) -> None:
    open_to_read(tmp_path)
    with without_rights(), pytest.raises(StorageError, match="Permission denied"):
        open_store(Settings(data=str(tmp_path / "data")))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_told_as_damaged(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(b"not a database, but long enough to look like one" * 100)
    with pytest.raises(Damaged):
        open_store(Settings(data=str(tmp_path)))


# ---------------------------------------------------------------- a database that others hold


@SQLITE
def test_a_held_sqlite_is_waited_for_and_then_told(settings: Settings, office: Office) -> None:
    plan = office.plan()
    other = Office(open_store(impatient(settings)), office.municipality, office.user)
    holder = sqlite3.connect(Path(settings.data) / FILE_NAME, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with pytest.raises(StorageBusy):
        other.save(plan, {"title": "x"}, expected=1)
    assert 0.9 < time.monotonic() - began < 5
    assert office.content(plan) == {"title": "Plán"}, "reading goes on"
    holder.execute("ROLLBACK")
    assert other.save(plan, {"title": "x"}, expected=1).number == 2
    holder.close()
    other.store.close()


def impatient(settings: Settings) -> Settings:
    return Settings(data=settings.data, database=settings.database, database_seconds=1)


@POSTGRESQL
def test_a_row_that_another_transaction_holds_is_waited_for_and_then_told(
    settings: Settings, office: Office, store: Store
) -> None:
    plan = office.plan()
    other = Office(open_store(impatient(settings)), office.municipality, office.user)
    with store.writing() as tx:
        tx.db.execute(text("SELECT * FROM plans FOR UPDATE"))
        with pytest.raises(StorageBusy):
            other.save(plan, {"title": "x"}, expected=1)
        assert other.content(plan) == {"title": "Plán"}, "reading goes on"
    assert other.save(plan, {"title": "x"}, expected=1).number == 2
    other.store.close()


def test_more_requests_than_connections_wait_and_are_told(settings: Settings) -> None:
    store = open_store(impatient(settings))
    open_ones = [store.reading() for _ in range(31)]
    for each in open_ones[:30]:
        each.__enter__().db.execute(text("SELECT 1"))
    with pytest.raises(StorageBusy), open_ones[30] as tx:
        tx.db.execute(text("SELECT 1"))
    for each in open_ones[:30]:
        each.__exit__(None, None, None)
    with store.reading() as tx:
        assert tx.db.query(Content).count() == 0
    store.close()


# ---------------------------------------------------------------- a database that is not there


@pytest.mark.slow
def test_a_postgresql_that_is_down_is_told_and_found_again_without_a_restart(tmp_path: Path) -> None:
    with server() as started:
        store = open_store(Settings(data=str(tmp_path), database=started.new_database(), database_seconds=2))
        office = found_office(store, "Dačice")
        plan = office.plan()
        started.kill()
        began = time.monotonic()
        with pytest.raises(StorageError):
            office.save(plan, {"title": "x"}, expected=1)
        with pytest.raises(StorageError):
            office.content(plan)
        assert time.monotonic() - began < 10
        started.start()
        assert office.save(plan, {"title": "x"}, expected=1).number == 2
        assert unchanged(office, plan, 2)
        store.close()


@pytest.mark.slow
def test_a_transaction_cut_in_the_middle_leaves_nothing(tmp_path: Path) -> None:
    with server() as started:
        store = open_store(Settings(data=str(tmp_path), database=started.new_database(), database_seconds=2))
        office = found_office(store, "Dačice")
        plan = office.plan()
        ready = store.ready({"title": "x"})

        def cut() -> None:
            with store.writing(office.actor) as tx:
                plans.save(tx, plan.id, ready, expected=1)
                started.kill()

        with pytest.raises(StorageError):
            cut()
        started.start()
        assert unchanged(office, plan, 1)
        store.close()


@POSTGRESQL
def test_a_read_only_postgresql_is_told(settings: Settings, office: Office, store: Store) -> None:
    plan = office.plan()
    name = settings.database.rpartition("/")[2]
    with store.writing() as tx:
        tx.db.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    other = Office(open_store(settings), office.municipality, office.user)
    with pytest.raises(StorageError, match="read-only"):
        other.save(plan, {"title": "x"}, expected=1)
    other.store.close()


@pytest.mark.parametrize("address", ["mysql://x/y", "sqlite:///x", "nothing", "postgresql"])
def test_an_address_that_is_no_postgresql_stops_the_start(address: str, tmp_path: Path) -> None:
    with pytest.raises(AssemblerError, match="ASSEMBLER_DATABASE"):
        open_store(Settings(data=str(tmp_path), database=address))


def test_a_postgresql_that_nobody_has_started_is_told_without_its_password(tmp_path: Path) -> None:
    address = "postgresql://tests:secret@127.0.0.1:1/none"
    with pytest.raises(StorageError) as raised:
        open_store(Settings(data=str(tmp_path), database=address, database_seconds=1))
    assert "secret" not in f"{raised.value} {raised.value.message}"


# ---------------------------------------------------------------- transactions


def test_a_block_that_raises_leaves_nothing(office: Office, store: Store) -> None:
    plan = office.plan()
    ready = store.ready({"title": "x"})

    def interrupted() -> None:
        with store.writing(office.actor) as tx:
            plans.save(tx, plan.id, ready, expected=1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert unchanged(office, plan, 1)


def test_what_is_changed_while_reading_is_not_kept(office: Office, store: Store) -> None:
    plan = office.plan()
    ready = store.ready({"title": "x"})
    try:
        with store.reading(office.actor) as tx:
            plans.save(tx, plan.id, ready, expected=1)
    except StorageError:
        pass  # PostgreSQL refuses it, SQLite forgets it
    assert unchanged(office, plan, 1)


def test_a_reader_sees_one_moment_however_others_write(office: Office, store: Store) -> None:
    plan = office.plan({"title": "a"})
    with store.reading(office.actor) as tx:
        before = plans.get(tx, plan.id).head
        office.save(plan, {"title": "b"}, expected=1)
        assert plans.get(tx, plan.id).head == before
        assert plans.revisions(tx, plan.id).items[0].number == before


@SQLITE
def test_sqlite_keeps_what_it_has_committed(store: Store) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
    with store.reading() as tx:
        assert {name: tx.db.scalar(text(f"PRAGMA {name}")) for name in wanted} == wanted


@POSTGRESQL
def test_postgresql_keeps_what_it_has_committed(store: Store) -> None:
    wanted = {"synchronous_commit": "on", "lock_timeout": "5s", "TimeZone": "UTC"}
    with store.writing(Actor()) as tx:
        assert {name: tx.db.scalar(text(f"SHOW {name}")) for name in wanted} == wanted


def test_messages_of_the_database_say_nothing_of_what_plans_say(office: Office, store: Store) -> None:
    """They go to the log."""
    plan = office.plan()
    with store.reading(office.actor) as tx:
        first = plans.revision(tx, plan.id)
    again = {"plan_id": plan.id, "number": 1, "title": "Tajné", "content_hash": first.content_hash}
    with pytest.raises(IntegrityError) as raised, store.writing(office.actor) as tx:
        tx.db.execute(insert(Revision).values(id=uuid.uuid4(), at=tx.now, note="Tajné", **again))
    assert "Tajné" not in str(raised.value)
