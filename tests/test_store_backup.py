"""Backup, restore, verify: what was acknowledged is there again, elsewhere, whole, or there is no backup at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from assembler.errors import Damaged, Unfit, WrongState
from assembler.options import Options
from assembler.settings import Settings
from assembler.store import accounts, documents, drafts, jobs, plans, templates, uploads
from assembler.store.backup import backup, restore, verify_backup
from assembler.store.drafts import Typed
from assembler.store.files import FOLDER, place, sha256
from assembler.store.models import Row
from assembler.store.store import Store, open_store
from assembler.store.uploads import Purpose
from assembler.store.verify import verify
from tests.stores import Office, Server

pytest_plugins = ["tests.store_fixtures"]

PICTURE = "iVBORw0KGgo" * 20_000
DOCX = b"PK" + b"docx" * 1000


@pytest.fixture
def full(office: Office, elsewhere: Office, store: Store) -> Office:
    """A store with something in every table."""
    plan = office.plan({"title": "Plán", "image": PICTURE})
    office.save(plan, {"title": "Plán 2", "image": PICTURE}, expected=1)
    elsewhere.plan({"title": "Jiný"})
    [docx, template] = store.keep([DOCX, b"template"])
    with store.writing(office.actor) as tx:
        uploads.add(tx, template, Purpose.ATTACHMENT, "Příloha.docx", "application/x", plan.id)
        templates.add(tx, "medium_term_plan", "Naše šablona", template)
        newest = plans.revision(tx, plan.id)
        job = jobs.enqueue(tx, "assemble", {"state": "draft"}, newest)
        made = documents.Made("medium_term_plan", "standard", "0" * 64, Options(), "0.1", "Plán", {"docx": docx})
        documents.add(tx, newest, made, job)
        drafts.keep(tx, plan.id, "/title", Typed("", 2, "Základní údaje", ["Název"], {"title": ["Plán 3"]}))
    return office


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Another, empty store, to restore into."""
    address = ""
    if request.param == "postgresql":
        postgresql: Server = request.getfixturevalue("postgresql")
        address = postgresql.new_database()
    made = open_store(Settings(data=str(tmp_path / "elsewhere"), database=address))
    yield made
    made.close()


def rows(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in every table."""
    with store.reading() as tx:
        return {
            table.name: [tuple(row) for row in tx.db.execute(table.select().order_by(*table.primary_key))]
            for table in Row.metadata.sorted_tables
        }


def test_a_restored_store_is_the_same_to_the_last_row_and_file(full: Office, empty: Store, tmp_path: Path) -> None:
    summary = backup(full.store, tmp_path / "backup")
    assert (summary.plans, summary.revisions, summary.documents, summary.files) == (2, 3, 1, 3)
    assert restore(tmp_path / "backup", empty) == summary
    assert rows(empty) == rows(full.store)
    assert all(rows(empty)[name] for name in ("plans", "uploads", "documents", "jobs", "audit_entries", "users"))
    assert verify(empty) == []


def test_work_goes_on_in_a_restored_store(full: Office, empty: Store, tmp_path: Path) -> None:
    backup(full.store, tmp_path / "backup")
    restore(tmp_path / "backup", empty)
    again = Office(empty, full.municipality, full.user)
    with empty.reading(again.actor) as tx:
        plan = plans.newest_first(tx).items[0]
    again.save(plan, {"title": "Po obnově"}, expected=2)
    again.plan({"title": "Nový"})
    with empty.writing() as tx:
        accounts.add_user(tx, "Nová", "nova@x.example")
    assert verify(empty) == []


def test_a_backup_is_a_data_folder_that_can_be_opened_as_a_store(full: Office, tmp_path: Path) -> None:
    backup(full.store, tmp_path / "backup")
    opened = open_store(Settings(data=str(tmp_path / "backup")))
    assert rows(opened) == rows(full.store)
    opened.close()


def test_every_write_acknowledged_before_a_backup_under_load_is_in_it(office: Office, tmp_path: Path) -> None:
    acknowledged: list[tuple[Any, int]] = []
    stop = threading.Event()

    def write(number: int) -> None:
        plan = office.plan({"n": 0, "image": PICTURE + str(number)})
        count = 1
        while not stop.is_set():
            office.save(plan, {"n": count, "image": PICTURE + str(number * 1000 + count % 7)}, expected=count)
            count += 1
            acknowledged.append((plan, count))

    writers = [threading.Thread(target=write, args=(number,)) for number in range(3)]
    for writer in writers:
        writer.start()
    try:
        while len(acknowledged) < 20:
            stop.wait(0.01)
        before = list(acknowledged)
        backup(office.store, tmp_path / "backup")
        during = len(acknowledged) - len(before)
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert during > 0, "nothing was written while the backup was made"
    assert verify_backup(tmp_path / "backup") == []
    opened = open_store(Settings(data=str(tmp_path / "backup")))
    with opened.reading(office.actor) as tx:
        for plan, number in before:
            assert plans.content(tx, plans.revision(tx, plan.id, number))["n"] == number - 1
    opened.close()


# ---------------------------------------------------------------- refusals


def test_a_backup_never_writes_over_anything(full: Office, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(WrongState):
        backup(full.store, tmp_path / "there")
    assert list((tmp_path / "there").iterdir()) == []


def test_a_backup_is_never_mixed_into_a_store_that_is_in_use(full: Office, empty: Store, tmp_path: Path) -> None:
    backup(full.store, tmp_path / "backup")
    with empty.writing() as tx:
        accounts.add_municipality(tx, "Už tu je")
    before = rows(empty)
    with pytest.raises(WrongState):
        restore(tmp_path / "backup", empty)
    assert rows(empty) == before


def test_a_folder_that_is_no_backup_is_refused(empty: Store, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        with pytest.raises(Unfit):
            restore(folder, empty)


def test_a_damaged_store_gives_no_backup_and_leaves_nothing(full: Office, tmp_path: Path) -> None:
    damage_file(Path(full.store.files.folder or ""), sha256(DOCX))
    (tmp_path / "backups").mkdir()
    with pytest.raises(Damaged):
        backup(full.store, tmp_path / "backups" / "today")
    assert list((tmp_path / "backups").iterdir()) == []


def remove_file(folder: Path, digest: str) -> None:
    (folder / place(digest)).unlink()


def damage_file(folder: Path, digest: str) -> None:
    path = folder / place(digest)
    path.write_bytes(path.read_bytes()[:-1] + b"!")


def cut_file(folder: Path, digest: str) -> None:
    path = folder / place(digest)
    path.write_bytes(path.read_bytes()[:-1])


DAMAGES: list[Callable[[Path, str], None]] = [remove_file, damage_file, cut_file]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_backup_is_refused_before_anything_is_restored(
    damage: Callable[[Path, str], None], full: Office, empty: Store, tmp_path: Path
) -> None:
    backup(full.store, tmp_path / "backup")
    damage(tmp_path / "backup" / FOLDER, sha256(DOCX))
    assert [fault.subject for fault in verify_backup(tmp_path / "backup")] == [sha256(DOCX)]
    with pytest.raises(Damaged):
        restore(tmp_path / "backup", empty)
    assert not any(rows(empty).values())


# ---------------------------------------------------------------- verify


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_gone_or_not_itself_is_found(damage: Callable[[Path, str], None], full: Office) -> None:
    assert verify(full.store) == []
    damage(Path(full.store.files.folder or ""), sha256(DOCX))
    assert [(fault.code, fault.subject) for fault in verify(full.store)] == [("file", sha256(DOCX))]


def test_a_content_whose_picture_is_gone_is_found(full: Office) -> None:
    picture = sha256(f'"{PICTURE}"'.encode())
    remove_file(Path(full.store.files.folder or ""), picture)
    assert sorted(fault.code for fault in verify(full.store)) == ["content", "content", "file"]


TAMPERED = {
    "content": "UPDATE contents SET packed = (SELECT packed FROM contents LIMIT 1)",
    "revisions": "UPDATE plans SET head = head + 1 WHERE seq = 1",
    "document": "DELETE FROM document_files",
}


@pytest.mark.parametrize("code", TAMPERED)
def test_rows_that_do_not_agree_are_found(code: str, full: Office) -> None:
    with full.store.writing() as tx:
        without_guards(tx.db.get_bind().dialect.name, tx)
        tx.db.execute(text(TAMPERED[code]))
    assert code in {fault.code for fault in verify(full.store)}


def without_guards(dialect: str, tx: Any) -> None:
    """The tables that only grow, unguarded: the test does what no program of ours can."""
    for table in ("contents", "document_files"):
        if dialect == "postgresql":
            tx.db.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        else:
            for deed in ("update", "delete"):
                tx.db.execute(text(f"DROP TRIGGER {table}_no_{deed}"))


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # PostgreSQL looks after its own pages
def test_a_damaged_database_is_told_as_such(full: Office) -> None:
    full.store.close()
    path = Path(full.store.files.folder or "").parent / "assembler.sqlite"
    data = bytearray(path.read_bytes())
    data[4096 * 10 : 4096 * 40] = bytes(4096 * 30)
    path.write_bytes(data)
    try:
        found = [fault.code for fault in verify(full.store)]
    except Damaged:
        found = ["database"]
    assert "database" in found
