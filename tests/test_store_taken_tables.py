"""Tables of others in the store: what they meant is known to their municipality, for each sender, the newest first."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assembler.errors import Missing
from assembler.store import taken_tables, uploads
from assembler.store.models import Plan, TakenTable
from assembler.store.store import Store
from assembler.store.sweep import sweep
from assembler.store.taken_tables import Taken
from assembler.store.uploads import Purpose
from tests.stores import Office, found_office

pytest_plugins = ["tests.store_fixtures"]

FIELDS = {"nazev": "name", "kapacita": ""}


def taken(office: Office, plan: Plan, sender: str = "Charita", target: str = "parties", **said: Any) -> TakenTable:
    (digest,) = office.store.keep([b"nazev;kapacita"])
    with office.store.writing(office.actor) as tx:
        upload = uploads.add(tx, digest, Purpose.TABLE, "služby.csv", "text/csv", plan.id)
        table = Taken(sender, target, "List1", {"fields": FIELDS}, {"name:a": said}, [{"text": "x", "reason": "y"}])
        return taken_tables.add(tx, upload, 2, table)


def test_what_a_sender_meant_is_known_for_his_next_table_however_he_is_written(office: Office, store: Store) -> None:
    plan = office.plan()
    taken(office, plan, "Charita  Dačice")
    newest = taken(office, plan, "charita dačice")
    taken(office, plan, "Město")
    with store.reading(office.actor) as tx:
        found = taken_tables.former(tx, "CHARITA Dačice ")
        names = taken_tables.senders(tx)
    assert (len(found), found[0].id, found[0].meaning) == (2, newest.id, {"fields": FIELDS})
    assert names == ["Město", "charita dačice"]


def test_what_was_said_last_is_told_by_plan_sender_and_list_with_its_digits(office: Office, store: Store) -> None:
    plan, other = office.plan(), office.plan()
    taken(office, plan, amount=Decimal("1.50"))
    taken(office, plan, target="network.services", amount=2)
    taken(office, other, amount=3)
    with store.reading(office.actor) as tx:
        said = taken_tables.said_last(tx, plan.id, "Charita", "parties")
        assert taken_tables.said_last(tx, plan.id, "Město", "parties") == {}
    assert str(said["name:a"]["amount"]) == "1.50"


def test_what_found_no_place_is_kept_with_its_file(office: Office, store: Store) -> None:
    plan = office.plan()
    table = taken(office, plan)
    sweep(store)
    with store.reading(office.actor) as tx:
        found = taken_tables.get(tx, plan.id, table.id)
        assert taken_tables.aside_of(found) == [{"text": "x", "reason": "y"}]
        upload = uploads.get(tx, found.upload_id)
        assert taken_tables.is_taken(tx, upload)
        assert tx.files.get(upload.sha256) == b"nazev;kapacita"


def test_another_municipality_knows_nothing_of_it(office: Office, store: Store) -> None:
    plan, other = office.plan(), found_office(store, "Zálesí")
    table = taken(office, plan)
    with store.reading(other.actor) as tx:
        assert taken_tables.former(tx, "Charita") == []
        assert taken_tables.senders(tx) == []
        with pytest.raises(Missing):
            taken_tables.get(tx, plan.id, table.id)
        assert taken_tables.of_plan(tx, plan.id) == []
