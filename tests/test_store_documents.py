"""Documents and uploads: kept with everything they were made from, seen by their own municipality only."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy.exc import DBAPIError, NoResultFound

from assembler.errors import Missing, Unfit
from assembler.options import Options, State, Variant
from assembler.store import documents, plans, uploads
from assembler.store.documents import Made
from assembler.store.files import sha256
from assembler.store.models import Document
from assembler.store.store import Store
from assembler.store.uploads import Purpose
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]

NAME = "Střednědobý plán rozvoje sociálních služeb 2020–2022 „žluťoučký kůň“"


def made(**formats: str) -> Made:
    options = Options(State.APPROVAL, Variant.INTERNAL, 2021)
    return Made("action_plan", "standard", "a" * 64, options, "0.1.0", NAME, formats)


def add(office: Office, **formats: bytes) -> Document:
    plan = office.plan()
    hashes = dict(zip(formats, office.store.keep(formats.values()), strict=True))
    with office.store.writing(office.actor) as tx:
        return documents.add(tx, plans.revision(tx, plan.id), made(**hashes))


def test_a_document_says_what_it_was_made_from(office: Office, store: Store) -> None:
    document = add(office, docx=b"docx", pdf=b"%PDF")
    with store.reading(office.actor) as tx:
        found = documents.get(tx, document.id)
        files = documents.formats(tx, document.id)
        revision = plans.revision(tx, found.plan_id)
    assert (found.kind, found.state, found.variant, found.year) == ("action_plan", "approval", "internal", 2021)
    assert (found.template, found.template_hash, found.version) == ("standard", "a" * 64, "0.1.0")
    assert (found.file_name, found.author_id, found.revision_id) == (NAME, office.user.id, revision.id)
    assert {name: (file.sha256, file.size) for name, file in files.items()} == {
        "docx": (sha256(b"docx"), 4),
        "pdf": (sha256(b"%PDF"), 4),
    }
    assert store.files.get(files["pdf"].sha256) == b"%PDF"
    assert store.files.get_range(files["pdf"].sha256, 1, 3) == b"PD"


def test_documents_are_listed_by_plan_the_newest_first(office: Office, store: Store) -> None:
    first = add(office, docx=b"1")
    [digest] = store.keep([b"2"])
    with store.writing(office.actor) as tx:
        second = documents.add(tx, plans.revision(tx, first.plan_id), made(docx=digest))
    add(office, docx=b"another plan")
    with store.reading(office.actor) as tx:
        found = documents.newest_first(tx, first.plan_id)
        assert [each.id for each in found.items] == [second.id, first.id]


def test_others_find_no_document_and_make_none(office: Office, elsewhere: Office, store: Store) -> None:
    document = add(office, docx=b"docx")
    with store.reading(office.actor) as tx:
        revision = plans.revision(tx, document.plan_id)
    with store.writing(elsewhere.actor) as tx:
        for wanted in (document.id, uuid.uuid4()):
            for read in (documents.get, documents.formats):
                with pytest.raises(Missing):
                    read(tx, wanted)
        with pytest.raises(Missing):
            documents.newest_first(tx, document.plan_id)
        with pytest.raises(Missing):
            documents.add(tx, revision, made())


def test_a_document_of_a_file_that_was_not_kept_is_not_made(office: Office, store: Store) -> None:
    plan = office.plan()
    with store.reading(office.actor) as tx:
        revision = plans.revision(tx, plan.id)
    with pytest.raises(NoResultFound), store.writing(office.actor) as tx:
        documents.add(tx, revision, made(docx="0" * 64))
    with store.reading(office.actor) as tx:
        assert documents.newest_first(tx, plan.id).items == ()


# ---------------------------------------------------------------- uploads


def test_an_upload_keeps_its_name_and_its_bytes(office: Office, store: Store) -> None:
    name = 'Příloha č. 1 – žluťoučký kůň "/../x".docx'
    [digest] = store.keep([b"template"])
    with store.writing(office.actor) as tx:
        upload = uploads.add(tx, digest, Purpose.ATTACHMENT, name, "application/octet-stream")
    with store.reading(office.actor) as tx:
        found = uploads.get(tx, upload.id)
        assert (found.file_name, found.sha256, found.plan_id) == (name, digest, None)
    assert store.files.get(digest) == b"template"


def test_uploads_are_listed_by_purpose_and_plan(office: Office, store: Store) -> None:
    plan = office.plan()
    [digest] = store.keep([b"x"])
    with store.writing(office.actor) as tx:
        ours = uploads.add(tx, digest, Purpose.PICTURE, "a.png", "image/png")
        of_plan = uploads.add(tx, digest, Purpose.PICTURE, "b.png", "image/png", plan.id)
        uploads.add(tx, digest, Purpose.ATTACHMENT, "c.pdf", "application/pdf", plan.id)
    with store.reading(office.actor) as tx:
        assert [each.id for each in uploads.newest_first(tx, Purpose.PICTURE).items] == [ours.id]
        assert [each.id for each in uploads.newest_first(tx, Purpose.PICTURE, plan.id).items] == [of_plan.id]


def test_others_see_no_upload_and_add_none_to_a_foreign_plan(office: Office, elsewhere: Office, store: Store) -> None:
    plan = office.plan()
    [digest] = store.keep([b"x"])
    with store.writing(office.actor) as tx:
        upload = uploads.add(tx, digest, Purpose.PICTURE, "a.png", "image/png", plan.id)
    with store.writing(elsewhere.actor) as tx:
        assert uploads.newest_first(tx, Purpose.PICTURE, plan.id).items == ()
        with pytest.raises(Missing):
            uploads.get(tx, upload.id)
        with pytest.raises(Missing):
            uploads.add(tx, digest, Purpose.PICTURE, "a.png", "image/png", plan.id)
    with pytest.raises(Missing), store.writing() as tx:
        uploads.add(tx, digest, Purpose.PICTURE, "a.png", "image/png")


@pytest.mark.parametrize("name", ["x" * 301, "a\0b", "\ud800"])
def test_a_name_that_cannot_be_kept_is_refused(name: str, office: Office, store: Store) -> None:
    [digest] = store.keep([b"x"])
    with pytest.raises(Unfit), store.writing(office.actor) as tx:
        uploads.add(tx, digest, Purpose.PICTURE, name, "image/png")


def test_a_row_cannot_refer_to_a_file_that_was_never_announced(office: Office, store: Store) -> None:
    with pytest.raises(DBAPIError), store.writing(office.actor) as tx:
        uploads.add(tx, "0" * 64, Purpose.PICTURE, "a.png", "image/png")
