"""Files: whole and on the disk before anyone hears of them, in a folder as in S3; what nobody needs is swept away."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from assembler.errors import AssemblerError, Damaged, StorageError, StorageFull
from assembler.settings import Settings
from assembler.store import clock, plans, uploads
from assembler.store.files import INCOMING, LEFT_SECONDS, Files, in_folder, in_s3, open_files, place, sha256
from assembler.store.models import File
from assembler.store.store import KEPT, Store, open_store
from assembler.store.sweep import sweep, sweep_files
from assembler.store.uploads import Purpose
from assembler.store.verify import verify
from tests.s3 import BUCKET, environment, stand_in
from tests.stores import Office, found_office

pytest_plugins = ["tests.store_fixtures"]

DATA = b"docx" * 10_000
DIGEST = sha256(DATA)
PATIENCE = 30.0  # seconds


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with stand_in() as address:
        yield address


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.slow)])
def files_address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The setting `files`: empty for the folder."""
    if request.param == "folder":
        return ""
    for name, value in environment(request.getfixturevalue("s3")).items():
        monkeypatch.setenv(name, value)
    return f"s3://{BUCKET}/{tmp_path.name}"


@pytest.fixture
def files(files_address: str, tmp_path: Path) -> Files:
    return open_files(Settings(data=str(tmp_path / "data"), files=files_address))


# ---------------------------------------------------------------- in a folder and in S3 alike


def test_a_file_comes_back_as_it_was(files: Files) -> None:
    files.put(DIGEST, DATA)
    files.put(DIGEST, DATA)
    assert files.get(DIGEST) == DATA
    assert files.get_range(DIGEST, 4, 9) == DATA[4:9]
    assert files.size(DIGEST) == len(DATA)
    assert [tuple(each) for each in files.all()] == [(DIGEST, len(DATA))]


def test_an_empty_file_is_a_file(files: Files) -> None:
    files.put(sha256(b""), b"")
    assert files.get(sha256(b"")) == b""


def test_a_file_that_is_not_there_is_told_as_lost(files: Files) -> None:
    assert files.size(DIGEST) is None
    with pytest.raises(Damaged, match="is gone"):
        files.get(DIGEST)
    with pytest.raises(Damaged, match="is gone"):
        files.get_range(DIGEST, 0, 1)


def test_a_file_that_is_not_itself_is_never_delivered(files: Files) -> None:
    files.put(DIGEST, b"something else")
    with pytest.raises(Damaged, match="another hash"):
        files.get(DIGEST)


def test_a_file_can_be_removed_twice(files: Files) -> None:
    files.put(DIGEST, DATA)
    files.delete(DIGEST)
    files.delete(DIGEST)
    assert list(files.all()) == []


def test_plans_with_pictures_live_in_any_files(files_address: str, tmp_path: Path) -> None:
    store = open_store(Settings(data=str(tmp_path / "data"), files=files_address))
    office = found_office(store, "Dačice")
    content = {"title": "Plán", "image": "iVBORw0KGgo" * 20_000}
    plan = office.plan(content)
    assert office.content(plan) == content
    assert verify(store) == []
    assert sweep(store).files == 0
    store.close()


# ---------------------------------------------------------------- the folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


def test_a_file_that_could_not_be_written_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = in_folder(folder)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFull):
        files.put(DIGEST, DATA)
    assert files.size(DIGEST) is None
    assert list((folder / INCOMING).iterdir()) == []


def test_a_file_cut_short_is_replaced_when_it_comes_again(folder: Path) -> None:
    files = in_folder(folder)
    files.put(DIGEST, DATA)
    (folder / "files" / place(DIGEST)).write_bytes(DATA[:100])
    files.put(DIGEST, DATA)
    assert files.get(DIGEST) == DATA


def test_what_a_dead_process_left_half_written_is_removed_after_a_day(folder: Path) -> None:
    files = in_folder(folder)
    old, fresh = (folder / INCOMING / name for name in ("old", "fresh"))
    for path in (old, fresh):
        path.write_bytes(b"half")
    yesterday = time.time() - LEFT_SECONDS - 1
    os.utime(old, (yesterday, yesterday))
    assert files.clear_incoming() == 1
    assert list((folder / INCOMING).iterdir()) == [fresh]


@pytest.mark.parametrize("address", ["http://bucket", "s3://", "bucket", "s3:/bucket"])
def test_an_address_that_is_no_bucket_stops_the_start(address: str) -> None:
    with pytest.raises(AssemblerError, match="ASSEMBLER_FILES"):
        in_s3(address)


@pytest.mark.slow
def test_s3_that_is_down_is_told_in_time_and_nothing_is_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with stand_in() as address:
        for name, value in environment(address).items():
            monkeypatch.setenv(name, value)
        store = open_store(Settings(data=str(tmp_path), files=f"s3://{BUCKET}"))
        office = found_office(store, "Dačice")
        plan = office.plan({"image": "x" * 100_000})
    began = time.monotonic()
    with pytest.raises(StorageError):
        office.save(plan, {"image": "y" * 100_000}, expected=1)
    assert time.monotonic() - began < 30
    assert office.head(plan) == 1
    assert office.save(plan, {"title": "bez obrázku"}, expected=1).number == 2
    store.close()


# ---------------------------------------------------------------- the sweep


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    return lambda by: monkeypatch.setattr(clock, "now", lambda: datetime.now(UTC) + by)


def test_files_without_references_are_swept_after_a_day_and_no_others(
    office: Office, store: Store, later: Callable[[timedelta], None]
) -> None:
    [orphan, upload] = store.keep([b"orphan", b"upload"])
    with store.writing(office.actor) as tx:
        uploads.add(tx, upload, Purpose.PICTURE, "a.png", "image/png")
    plan = office.plan({"image": "x" * 100_000})
    assert sweep(store).files == 0
    later(KEPT + timedelta(seconds=1))
    assert sweep(store).files == 1
    assert {each.sha256 for each in store.files.all()} == {upload, sha256(f'"{"x" * 100_000}"'.encode())}
    with store.reading() as tx:
        assert tx.db.get(File, orphan) is None
    assert verify(store) == []
    assert office.content(plan) == {"image": "x" * 100_000}


def test_a_table_of_comments_that_nobody_wrote_down_goes_after_a_month_and_nothing_else_that_was_brought(
    office: Office, store: Store, later: Callable[[timedelta], None]
) -> None:
    """Names of citizens stand in it; a table of a provider that waits stays."""
    [comments, table] = store.keep([b"comments", b"table"])
    with store.writing(office.actor) as tx:
        uploads.add(tx, comments, Purpose.COMMENTS, "a.csv", "text/csv")
        uploads.add(tx, table, Purpose.TABLE, "b.csv", "text/csv")
    later(uploads.KEPT - timedelta(days=1))
    assert sweep(store).tables == 0
    later(uploads.KEPT + timedelta(seconds=1))
    assert sweep(store).tables == 1
    later(uploads.KEPT + timedelta(days=2))
    assert sweep(store).files == 1
    assert {each.sha256 for each in store.files.all()} == {table}


def test_a_file_whose_last_reference_was_removed_has_a_day_for_who_has_read_the_reference(
    office: Office, store: Store, later: Callable[[timedelta], None]
) -> None:
    [digest] = store.keep([DATA])
    with store.writing(office.actor) as tx:
        upload = uploads.add(tx, digest, Purpose.PICTURE, "a.png", "image/png")
    later(timedelta(days=30))
    with store.writing(office.actor) as tx:
        uploads.discard(tx, uploads.get(tx, upload.id))
    assert sweep(store).files == 0
    assert store.files.get(digest) == DATA
    later(timedelta(days=31, seconds=1))
    assert sweep(store).files == 1


def test_files_that_no_row_knows_get_a_day_too_and_are_swept_then(
    files_address: str, tmp_path: Path, later: Callable[[timedelta], None]
) -> None:
    store = open_store(Settings(data=str(tmp_path / "data"), files=files_address))
    store.files.put(DIGEST, DATA)
    for minute in range(256):
        later(timedelta(minutes=minute))
        assert sweep(store).files == 0
    later(KEPT + timedelta(minutes=256))
    assert sweep(store).files == 1
    assert list(store.files.all()) == []
    store.close()


def test_the_same_file_twice_at_once_is_kept_once_and_named_twice(store: Store) -> None:
    assert store.keep([DATA, b"x", DATA]) == [DIGEST, sha256(b"x"), DIGEST]
    assert store.keep([]) == []
    assert sorted(each.size for each in store.files.all()) == [1, len(DATA)]


def test_a_file_that_is_wanted_again_is_kept_for_another_day(store: Store, later: Callable[[timedelta], None]) -> None:
    [digest] = store.keep([DATA])
    later(KEPT + timedelta(seconds=1))
    assert store.keep([DATA]) == [digest]
    assert sweep_files(store) == 0
    assert store.files.get(digest) == DATA


def test_a_sweep_beside_writers_of_the_same_files_loses_none(
    office: Office, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For this sweep a day takes 20 ms; who was allowed to refer to a file in spite of it must find it for ever."""
    monkeypatch.setattr("assembler.store.store.KEPT", timedelta(milliseconds=20))
    stop = threading.Event()
    swept = []

    def keep_sweeping() -> None:
        while not stop.is_set():
            swept.append(sweep_files(store))

    sweeper = threading.Thread(target=keep_sweeping)
    sweeper.start()
    try:
        referred = [data for number in range(150) if (data := kept_and_referred(office, store, number))]
        store.keep([b"nobody refers to this one"])  # where the sweep was never quick enough for one of theirs
        until = time.monotonic() + PATIENCE
        while not sum(swept) and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        stop.set()
        sweeper.join()
    assert sum(swept) > 0, "the sweep never removed anything"
    assert referred, "nobody was ever allowed to refer to a file"
    assert [data for data in referred if store.files.get(sha256(data)) != data] == []
    assert verify(store) == []


def kept_and_referred(office: Office, store: Store, number: int) -> bytes | None:
    """Keep a file; each fourth time it is the same one again, and then a row refers to it if it may."""
    data = b"file %d" % (number // 4)
    [digest] = store.keep([data])
    if number % 4 != 3:
        return None
    try:
        with store.writing(office.actor) as tx:
            uploads.add(tx, digest, Purpose.PICTURE, "a.png", "image/png")
    except IntegrityError:  # the day was over before
        return None
    return data


def test_a_swept_plan_list_is_whole(office: Office, store: Store, later: Callable[[timedelta], None]) -> None:
    made = [office.plan({"n": number, "image": "x" * 100_000 + str(number)}) for number in range(3)]
    later(timedelta(days=700))
    sweep(store)
    with store.reading(office.actor) as tx:
        assert len(plans.newest_first(tx).items) == 3
    assert [office.content(plan)["n"] for plan in made] == [0, 1, 2]
