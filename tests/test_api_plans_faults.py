"""When the store or the converter fails: 503 or 507 that says so, nothing half kept, and recovery without a restart."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from flask import Flask

from assembler.jobs.runner import Runner
from assembler.settings import Settings
from assembler.store.database import FILE_NAME
from assembler.store.jobs import ATTEMPTS
from assembler.store.store import Store, open_store
from assembler.store.verify import verify
from assembler.web import create_app
from assembler.web.working import NAME
from tests.callers import CONTENT, PLANS, Caller, body_of, caller
from tests.left_behind import nothing_left, running
from tests.service import problem
from tests.stores import found_office, open_to_read
from tests.test_store_faults import fill, needs_root, small_disk, without_rights

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

STUBS = Path(__file__).parent / "stubs"
SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def serving(settings: Settings) -> tuple[Flask, Caller, Store]:
    """A service of its own, and a program with a key."""
    store = open_store(settings)
    app = create_app(settings)
    return app, caller(app, found_office(store, "Dačice")), store


def closed(app: Flask, store: Store) -> None:
    app.extensions["assembler.keeping"].store().close()
    store.close()


# ---------------------------------------------------------------- the store


def test_a_locked_database_is_503_with_retry_after_and_all_goes_on_when_it_is_free(tmp_path: Path) -> None:
    app, call, store = serving(Settings(data=str(tmp_path), database_seconds=1))
    address, etag = call.plan()
    with sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        for answer in (call.put(address, {"title": "Jiný"}, etag), call.post(f"{address}/documents")):
            problem(answer, 503, "storage")
            assert int(answer.headers["Retry-After"]) > 0
        assert call.get(address).status_code == 200, "reading goes on"
        other.execute("ROLLBACK")
    other.close()
    assert call.etag(address) == etag
    assert call.put(address, {"title": "Jiný"}, etag).status_code == 200
    assert body_of(call.get("/api/v1/jobs"))["items"] == []
    closed(app, store)


@needs_root
def test_a_full_disk_is_507_and_all_goes_on_when_there_is_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "6m") as disk:
        app, call, store = serving(Settings(data=str(disk / "data")))
        address, etag = call.plan()
        filler = disk / "filler"
        fill(filler)
        picture = {**CONTENT, "cover": {"image": "iVBORw0KGgo" * 20_000}}
        told = problem(call.put(address, picture, etag), 507, "storage-full")
        assert str(disk) not in str(told)
        assert call.etag(address) == etag
        filler.unlink()
        assert call.put(address, picture, etag).status_code == 200
        assert verify(store) == []
        closed(app, store)


@needs_root
@SQLITE
def test_a_folder_that_may_only_be_read_is_503_and_reading_goes_on(settings: Settings) -> None:
    app, call, store = serving(settings)  # whose connection keeps the database's files in their places
    address, etag = call.plan()
    app.extensions["assembler.keeping"].store().engine.dispose()  # the next connection is made without rights
    open_to_read(Path(settings.data))
    with without_rights():
        assert call.get(address).status_code == 200
        told = problem(call.put(address, {"title": "Jiný"}, etag), 503, "storage")
        problem(call.post(f"{address}/documents"), 503, "storage")
    assert "zapisovat" in told["detail"]
    assert settings.data not in str(told)
    app.extensions["assembler.keeping"].store().engine.dispose()
    assert call.put(address, {"title": "Jiný"}, etag).status_code == 200, "the administrator has mended it"
    closed(app, store)


def test_a_store_that_is_away_is_told_by_health_and_found_again_without_a_restart(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.write_text("not a folder")
    app = create_app(Settings(data=str(data)))
    client = app.test_client()
    ready = client.get("/health/ready")
    assert body_of(ready, 503)["store"]["ready"] is False
    assert client.get("/health/live").status_code == 200
    problem(client.get(PLANS, headers={"Authorization": "Bearer asm_x"}), 503, "storage")
    assert "assembler_store_up 0.0" in client.get("/metrics").text
    data.unlink()
    assert body_of(client.get("/health/ready"))["store"] == {"ready": True, "why": ""}
    assert "assembler_store_up 1.0" in client.get("/metrics").text
    app.extensions["assembler.keeping"].store().close()


# ---------------------------------------------------------------- the converter


@pytest.fixture
def office_that(tmp_path: Path) -> Callable[[str], Settings]:
    """Settings of a service whose LibreOffice misbehaves in some way."""
    folder = tmp_path / "stubs"
    shutil.copytree(STUBS, folder)
    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    document.save(folder / "whole.pdf")
    document.close()
    return lambda name: Settings(
        data=str(tmp_path / "data"),
        soffice=str(folder / name),
        conversion_seconds=2,
        conversion_output_mb=1,
    )


FAKES = {  # how often a conversion is tried: what exceeds its limits once, would do so again
    "hangs": 1,
    "ignores_sigterm": 1,
    "fills_output": 1,
    "crashes": ATTEMPTS,
    "exits_without_file": ATTEMPTS,
    "leaves_children": ATTEMPTS,
    "writes_garbage": ATTEMPTS,
    "writes_half": ATTEMPTS,
}


@pytest.mark.slow
@pytest.mark.parametrize(("name", "attempts"), FAKES.items())
def test_a_converter_that_misbehaves_costs_the_pdf_and_nothing_else(
    name: str,
    attempts: int,
    office_that: Callable[[str], Settings],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = office_that(name)
    app, call, store = serving(settings)
    runner: Runner = app.extensions[NAME]
    address, _ = call.plan()
    with nothing_left(tmp_path / "temporary", monkeypatch):
        job = call.post(f"{address}/documents?formats=docx,pdf").headers["Location"]
        done = 0
        while runner.one():
            done += 1
        told = body_of(call.get(job), 303)
        assert (done, told["attempts"]) == (attempts, attempts)
        assert told["result"]["formats"] == ["docx", "report"]
        assert "DOCX je v pořádku" in told["result"]["missing"]["pdf"]
        assert call.get(told["result"]["document"]).data.startswith(b"PK")
        assert runner.settings == settings
        next_job = call.post(f"{address}/documents").headers["Location"]
        assert runner.one()
        assert body_of(call.get(next_job), 303)["attempts"] == 1, "the next one is not harmed"
    assert running(settings.soffice) == []
    assert verify(store) == []
    closed(app, store)
