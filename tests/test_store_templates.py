"""Templates of municipalities: versions only grow, others see nothing, their files stay as long as they are known."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from assembler.errors import Missing, Unfit
from assembler.store import sweep, templates
from assembler.store.files import sha256
from assembler.store.models import File, Row, TemplateVersion
from assembler.store.store import Store
from assembler.store.templates import Kept
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]

KIND = "medium_term_plan"


def add(office: Office, data: bytes = b"first", name: str = "Městská", kind: str = KIND) -> Kept:
    [digest] = office.store.keep([data])
    with office.store.writing(office.actor) as tx:
        return templates.add(tx, kind, name, digest)


def renew(office: Office, template_id: uuid.UUID, data: bytes) -> None:
    [digest] = office.store.keep([data])
    with office.store.writing(office.actor) as tx:
        templates.renew(tx, template_id, digest)


def test_documents_are_made_from_the_newest_version(office: Office, store: Store) -> None:
    made = add(office)
    renew(office, made.template.id, b"second")
    with store.reading(office.actor) as tx:
        found = templates.get(tx, made.template.id)
        newest = templates.version_hash(tx, KIND, str(made.template.id))
    assert [each.sha256 for each in found.versions] == [sha256(b"second"), sha256(b"first")]
    assert newest == found.sha256 == sha256(b"second")
    assert found.versions[0].author_id == office.user.id


def test_the_same_file_is_no_new_version(office: Office, store: Store) -> None:
    made = add(office)
    renew(office, made.template.id, b"first")
    with store.reading(office.actor) as tx:
        assert len(templates.get(tx, made.template.id).versions) == 1


def test_an_older_file_may_come_back_as_the_newest_version(office: Office, store: Store) -> None:
    made = add(office)
    renew(office, made.template.id, b"second")
    renew(office, made.template.id, b"first")
    with store.reading(office.actor) as tx:
        assert templates.get(tx, made.template.id).sha256 == sha256(b"first")


def test_a_name_is_given_once_for_a_kind(office: Office) -> None:
    add(office)
    with pytest.raises(Unfit, match="už pro tento druh dokumentu máte"):
        add(office, b"other")
    add(office, b"other", kind="action_plan")


def test_a_template_put_away_is_not_offered_and_keeps_its_versions(office: Office, store: Store) -> None:
    made = add(office)
    with store.writing(office.actor) as tx:
        templates.archive(tx, made.template.id)
    with store.reading(office.actor) as tx:
        assert templates.offered(tx, KIND) == []
        assert templates.version_hash(tx, KIND, str(made.template.id)) is None
        assert templates.get(tx, made.template.id).sha256 == made.sha256
        assert templates.names(tx) == {str(made.template.id): "Městská"}
    with store.writing(office.actor) as tx:
        templates.archive(tx, made.template.id, archived=False)
    with store.reading(office.actor) as tx:
        assert [each.template.id for each in templates.offered(tx, KIND)] == [made.template.id]


@pytest.mark.parametrize("kind", ["action_plan", ""])
def test_a_template_serves_its_own_kind_only(office: Office, store: Store, kind: str) -> None:
    made = add(office)
    with store.reading(office.actor) as tx:
        assert templates.version_hash(tx, kind, str(made.template.id)) is None


def test_another_municipality_sees_no_template(office: Office, elsewhere: Office, store: Store) -> None:
    made = add(office)
    with store.writing(elsewhere.actor) as tx:
        assert templates.all_kept(tx) == []
        assert templates.version_hash(tx, KIND, str(made.template.id)) is None
        for deed in (templates.get, templates.archive):
            with pytest.raises(Missing):
                deed(tx, made.template.id)
        with pytest.raises(Missing):
            templates.renew(tx, made.template.id, made.sha256)


def test_versions_cannot_be_changed(office: Office, store: Store) -> None:
    made = add(office)
    with pytest.raises(DBAPIError, match="only grows"), store.writing(office.actor) as tx:
        tx.db.execute(update(TemplateVersion).values(sha256=made.sha256))


def test_the_file_of_a_version_is_not_swept(office: Office, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made = add(office)
    renew(office, made.template.id, b"second")
    with store.writing() as tx:
        tx.db.execute(update(File).values(kept_until=tx.now))
    sweep.sweep(store)
    assert store.files.get(made.sha256) == b"first"


def test_every_column_that_refers_to_a_file_is_known_to_the_sweep() -> None:
    referring = {
        column
        for table in Row.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == "files" for key in column.foreign_keys)
    }
    assert {column.property.columns[0] for column in sweep.REFERENCES} == referring
