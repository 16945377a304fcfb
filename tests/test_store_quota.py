"""The quota of a municipality: beyond it nothing is kept and 507 says so; what is there stays, and is counted once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from assembler.errors import AssemblerError, QuotaFull
from assembler.jobs.problems import problem_of, row_of
from assembler.options import Options
from assembler.settings import Settings
from assembler.store import documents, plans, quota, templates, uploads
from assembler.store.models import AuditEntry, Content, Document, Plan, Revision, Template, Upload
from assembler.store.store import MEGABYTE, Store, open_store
from assembler.store.uploads import Purpose
from tests.callers import PLANS, Caller
from tests.service import problem
from tests.stores import Office, found_office
from tests.visitors import quick_passwords, service, signed_in, town

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

PICTURE = "iVBORw0KGgo" * 60_000  # 660 kB: one fits, two do not
BYTES = b"x" * 600_000
COUNTED = (Content, Revision, Plan, Upload, Document, Template, AuditEntry)


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return replace(settings, municipality_files_mb=1)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    opened = open_store(settings)
    yield opened
    opened.close()


def used(office: Office) -> int:
    with office.store.reading(office.actor) as tx:
        return quota.used(tx)


def rows(store: Store) -> list[int]:
    with store.reading() as tx:
        return [tx.db.scalar(select(func.count()).select_from(table)) or 0 for table in COUNTED]


def uploaded(office: Office, data: bytes) -> None:
    [digest] = office.store.keep([data])
    with office.store.writing(office.actor) as tx:
        uploads.add(tx, digest, Purpose.ATTACHMENT, "x.bin", "application/x")


def with_template(office: Office, data: bytes) -> None:
    [digest] = office.store.keep([data])
    with office.store.writing(office.actor) as tx:
        templates.add(tx, "medium_term_plan", "Naše", digest)


def with_document(office: Office, data: bytes) -> None:
    [digest] = office.store.keep([data])
    with office.store.writing(office.actor) as tx:
        newest = plans.revision(tx, plans.newest_first(tx).items[0].id)
        made = documents.Made("medium_term_plan", "standard", "0" * 64, Options(), "0", "Plán", {"docx": digest})
        documents.add(tx, newest, made)


def with_picture(office: Office, data: bytes) -> None:
    office.plan({"title": "S obrázkem", "image": data.decode() * 2})


@pytest.mark.parametrize("deed", [uploaded, with_template, with_document, with_picture])
def test_beyond_the_quota_nothing_is_kept_and_reading_works(deed: Any, office: Office, store: Store) -> None:
    plan = office.plan({"title": "Plán", "image": PICTURE})
    before = rows(store)
    with pytest.raises(QuotaFull):
        deed(office, BYTES)
    assert rows(store) == before
    assert office.content(plan)["image"] == PICTURE
    assert used(office) == len(PICTURE) + 2  # with its quotes, as JSON


def test_a_file_counts_once_and_may_be_referred_to_again(office: Office, store: Store) -> None:
    plan = office.plan({"title": "Plán", "image": PICTURE})
    office.save(plan, {"title": "Jiný název", "image": PICTURE}, 1)
    office.plan({"title": "Druhý", "image": PICTURE})
    for _ in range(2):
        uploaded(office, b"y" * 1000)
    assert used(office) == len(PICTURE) + 2 + 1000


def test_a_quota_that_was_made_smaller_stops_only_what_is_new(settings: Settings, office: Office) -> None:
    plan = office.plan({"title": "Plán", "image": PICTURE})
    tight = Office(Store(office.store.engine, office.store.files, quota=1000), office.municipality, office.user)
    tight.save(plan, {"title": "Uloženo", "image": PICTURE}, 1)
    tight.save(plan, {"title": "Bez souborů"}, 2)
    with pytest.raises(QuotaFull):
        uploaded(tight, b"z")


def test_each_municipality_has_its_own(office: Office, elsewhere: Office) -> None:
    uploaded(office, BYTES)
    uploaded(elsewhere, BYTES)
    assert used(office) == used(elsewhere) == len(BYTES)


def test_without_a_setting_there_is_no_quota(settings: Settings) -> None:
    open_one = open_store(replace(settings, municipality_files_mb=0))
    office = found_office(open_one, "Bezmezí")
    for sign in (b"a", b"b"):
        uploaded(office, sign * 600_000)
    assert used(office) == 1_200_000
    open_one.close()


def test_the_api_answers_507_with_what_to_do(call: Caller) -> None:
    assert call.post(PLANS, {"title": "První", "image": PICTURE}).status_code == 201
    told = problem(call.post(PLANS, {"title": "Druhý", "image": PICTURE + "A"}), 507, "quota-full")
    assert "správce služby může obci přidat místo" in told["detail"]
    assert call.post(PLANS, {"title": "Bez obrázku"}).status_code == 201


def test_a_job_that_finds_no_room_is_not_tried_again() -> None:
    full = QuotaFull(quota.FULL)
    assert (problem_of(full)["code"], row_of(full).again) == ("quota-full", False)


def test_the_page_tells_how_much_is_used_and_that_it_is_full(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_passwords(monkeypatch)
    app: Flask = service(tmp_path / "data", municipality_files_mb=1)
    here = town(app)
    visitor = signed_in(app)
    [digest] = here.store.keep([b"x" * 950_000])
    with here.store.writing(here.actor) as tx:
        uploads.add(tx, digest, Purpose.ATTACHMENT, "x.bin", "application/x")
    page = visitor.get("/clenove").text.replace("\xa0", " ")
    assert "využito 950 kB z 1 MB." in page
    assert "Místo dochází." in page
    content = b'{"title": "Plan", "image": "' + b"A" * 200_000 + b'"}'
    answer = visitor.post("/plany/novy", "/plany/novy", way="file", file=(io.BytesIO(content), "x.json"))
    assert answer.status_code == 507
    assert "Místo pro soubory obce je plné" in answer.text


@pytest.mark.parametrize("text", ["-1", "mnoho", "1.5"])
def test_a_quota_is_a_whole_number(text: str) -> None:
    assert Settings.from_environment({"ASSEMBLER_MUNICIPALITY_FILES_MB": "0"}).municipality_files_mb == 0
    assert Settings.from_environment({"ASSEMBLER_MUNICIPALITY_FILES_MB": "500"}).municipality_files_mb * MEGABYTE == 5e8
    with pytest.raises(AssemblerError, match="MUNICIPALITY_FILES_MB"):
        Settings.from_environment({"ASSEMBLER_MUNICIPALITY_FILES_MB": text})
