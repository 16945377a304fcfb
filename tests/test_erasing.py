"""A person is erased: no name, no e-mail, no way in; versions, the trail and the work of others stay as they were."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from assembler.errors import Missing, WrongState
from assembler.store import accounts, audit, erasing, plans, sign_ins, tokens
from assembler.store.models import Draft, IdempotencyKey, Row, User
from assembler.store.roles import Deed, Role
from assembler.store.store import Store
from assembler.store.verify import verify
from tests.callers import PLANS, caller
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

PASSWORD = "velmi tajné heslo"


@pytest.fixture
def petr(office: Office) -> User:
    """A coordinator who has saved a version of a plan."""
    with office.store.writing(office.actor) as tx:
        made = accounts.add_user(tx, "Petr Zmizelý", "petr@dacice.example", PASSWORD, ("https://idp", "77"))
        accounts.join(tx, made.id, Role.COORDINATOR)
    Office(office.store, office.municipality, made).plan()
    return made


def erased(office: Office, user: User) -> User:
    with office.store.writing() as tx:
        return erasing.erase(tx, user.id)


def everything(store: Store) -> str:
    """All rows of all tables, as text."""
    with store.reading() as tx:
        return "\n".join(str(row) for table in Row.metadata.sorted_tables for row in tx.db.execute(table.select()))


def test_nothing_by_which_he_could_be_known_is_left_in_any_table(office: Office, petr: User) -> None:
    assert "Zmizelý" in everything(office.store)
    gone = erased(office, petr)
    left = everything(office.store)
    for known in ("Zmizelý", "petr@", "https://idp"):
        assert known not in left
    assert gone.name == gone.email == f"smazaný uživatel č. {petr.seq}"
    assert verify(office.store) == []


def test_what_he_did_stays_and_is_told_of_nobody(office: Office, petr: User) -> None:
    gone = erased(office, petr)
    with office.store.reading(office.actor) as tx:
        head = plans.revision(tx, plans.newest_first(tx).items[0].id)
        trail = audit.newest_first(tx).items
        names = accounts.names(tx, [head.author_id])
    assert names == {petr.id: gone.name}
    assert "plan.create" in {each.deed for each in trail if each.user_id == petr.id}
    with office.store.reading() as tx:
        assert audit.newest_first(tx, subject=str(petr.id)).items[0].deed == "user.erase"


def test_sessions_passwords_providers_and_keys_end(office: Office, petr: User, store: Store) -> None:
    with store.writing(office.actor) as tx:
        session = sign_ins.begin(tx, petr)
        _, key = tokens.issue(tx, petr.id, "Petrův klíč", [Deed.READ], timedelta(days=1))
    erased(office, petr)
    with store.writing(office.actor) as tx:
        assert sign_ins.living(tx, session) is None
        assert tokens.holder(tx, key) is None
        assert accounts.by_password(tx, "petr@dacice.example", PASSWORD) is None
        assert accounts.by_oidc(tx, "https://idp", "77") is None
        assert [user.id for _, user in accounts.members(tx)] == [office.user.id]
        accounts.add_user(tx, "Někdo jiný", "petr@dacice.example", PASSWORD)


def test_the_only_administrator_is_not_erased(office: Office, store: Store) -> None:
    with pytest.raises(WrongState, match="žádný správce"):
        erased(office, office.user)
    with store.reading() as tx:
        assert accounts.user(tx, office.user.id).name == office.user.name
        with pytest.raises(Missing):
            accounts.user(tx, office.municipality.id)


def test_answers_that_were_kept_for_repetition_go_with_him(app: Flask, office: Office, store: Store) -> None:
    program = caller(app, office)
    assert program.post(PLANS, {"title": "Plán"}, Idempotency_Key="jednou").status_code == 201
    with store.writing(office.actor) as tx:
        user = next(each for _, each in accounts.members(tx) if each.id != office.user.id)
        assert tx.db.scalars(select(IdempotencyKey)).all()
        erasing.erase(tx, user.id)
        assert tx.db.scalars(select(IdempotencyKey)).all() == []
        assert tx.db.scalars(select(Draft)).all() == []
    assert program.get(PLANS).status_code == 401
