"""Plans: every save is a revision, nothing is overwritten, and nobody sees what is another municipality's."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from assembler.errors import Missing, Stale, Unfit, WrongState
from assembler.store import plans
from assembler.store.contents import LONG, canonical, pack
from assembler.store.models import Content, ContentFile
from assembler.store.store import Actor, Store, Transaction
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]

PICTURE = "iVBORw0KGgo" * 20_000


def test_a_plan_begins_with_its_first_revision(office: Office) -> None:
    plan = office.plan({"title": "Komunitní plán"})
    assert (plan.title, plan.head) == ("Komunitní plán", 1)
    assert office.content(plan) == {"title": "Komunitní plán"}


def test_a_save_is_a_new_revision_and_the_old_one_stays(office: Office) -> None:
    plan = office.plan({"title": "První"})
    saved = office.save(plan, {"title": "Druhý"}, expected=1, note="po poradě")
    assert (saved.number, saved.title, saved.note, saved.author_id) == (2, "Druhý", "po poradě", office.user.id)
    assert office.content(plan, 1) == {"title": "První"}
    assert office.content(plan) == {"title": "Druhý"}


def test_who_saves_over_a_newer_revision_is_refused_and_gets_both_texts(office: Office) -> None:
    plan = office.plan({"title": "Společný"})
    office.save(plan, {"title": "Jejich"}, expected=1)
    with pytest.raises(Stale) as raised:
        office.save(plan, {"title": "Náš", "obrázek": PICTURE}, expected=1)
    assert (raised.value.expected, raised.value.current) == (1, 2)
    assert raised.value.theirs == {"title": "Jejich"}
    assert raised.value.yours == {"title": "Náš", "obrázek": PICTURE}
    assert office.head(plan) == 2


def test_a_restored_revision_is_a_new_one_with_the_old_content(office: Office, store: Store) -> None:
    plan = office.plan({"title": "Původní"})
    office.save(plan, {"title": "Pokažený"}, expected=1)
    with store.writing(office.actor) as tx:
        restored = plans.restore(tx, plan.id, 1, expected=2)
        first = plans.revision(tx, plan.id, 1)
    assert (restored.number, restored.title, restored.source_id) == (3, "Původní", first.id)
    assert office.content(plan) == {"title": "Původní"}


def test_a_plan_taken_from_another_one_says_from_which_revision(office: Office, store: Store) -> None:
    old = office.plan({"title": "2020–2022"})
    with store.writing(office.actor) as tx:
        source = plans.revision(tx, old.id)
        new = plans.create(tx, pack({"title": "2023–2025"}), source=source.id)
        assert plans.revision(tx, new.id).source_id == source.id


def test_a_plan_cannot_be_taken_from_another_municipality(office: Office, elsewhere: Office, store: Store) -> None:
    foreign = elsewhere.plan()
    with store.reading(elsewhere.actor) as tx:
        source = plans.revision(tx, foreign.id).id
    with pytest.raises(Missing), store.writing(office.actor) as tx:
        plans.create(tx, pack({}), source=source)


# ---------------------------------------------------------------- lists


def test_lists_are_paged_the_last_changed_first(office: Office, store: Store) -> None:
    made = [office.plan({"title": str(number)}) for number in range(5)]
    office.save(made[0], {"title": "změněný"}, expected=1)
    titles, cursor = [], ""
    while True:
        with store.reading(office.actor) as tx:
            page = plans.newest_first(tx, limit=2, cursor=cursor)
        titles.append([plan.title for plan in page.items])
        cursor = page.cursor
        if not cursor:
            break
    assert titles == [["změněný", "4"], ["3", "2"], ["1"]]


def test_revisions_are_paged_the_newest_first(office: Office, store: Store) -> None:
    plan = office.plan()
    for number in range(1, 5):
        office.save(plan, {"n": number}, expected=number)
    with store.reading(office.actor) as tx:
        first = plans.revisions(tx, plan.id, limit=3)
        second = plans.revisions(tx, plan.id, limit=3, cursor=first.cursor)
    assert [[each.number for each in page.items] for page in (first, second)] == [[5, 4, 3], [2, 1]]
    assert second.cursor == ""


@pytest.mark.parametrize("cursor", ["x", "''", "MTsgRFJPUA", "-1", "é", "\0", "A" * 200])
def test_a_cursor_that_we_did_not_give_is_refused(office: Office, store: Store, cursor: str) -> None:
    with pytest.raises(Unfit), store.reading(office.actor) as tx:
        plans.newest_first(tx, cursor=cursor)


def test_an_archived_plan_is_put_aside_and_comes_back_whole(office: Office, store: Store) -> None:
    plan = office.plan({"title": "Starý"})
    with store.writing(office.actor) as tx:
        plans.archive(tx, plan.id)
    with store.writing(office.actor) as tx:
        assert plans.newest_first(tx).items == ()
        assert [each.id for each in plans.newest_first(tx, archived=True).items] == [plan.id]
        assert plans.archive(tx, plan.id, archived=False).archived_at is None
    assert office.content(plan) == {"title": "Starý"}


@pytest.mark.parametrize("deed", ["save", "restore"])
def test_a_plan_put_aside_takes_no_new_revision_until_it_is_taken_back(deed: str, office: Office, store: Store) -> None:
    plan = office.plan({"title": "Starý"})
    with store.writing(office.actor) as tx:
        plans.archive(tx, plan.id)
    with pytest.raises(WrongState) as refused, store.writing(office.actor) as tx:
        DEEDS[deed](tx, plan.id)
    assert refused.value.message == "Plán je odložený. Nejdřív ho vraťte mezi ostatní plány."
    assert (office.head(plan), office.content(plan)) == (1, {"title": "Starý"})
    with store.writing(office.actor) as tx:
        plans.archive(tx, plan.id, archived=False)
        DEEDS[deed](tx, plan.id)
    assert office.head(plan) == 2


# ---------------------------------------------------------------- tenants


DEEDS: dict[str, Callable[[Transaction, uuid.UUID], object]] = {
    "get": plans.get,
    "revision": plans.revision,
    "revisions": plans.revisions,
    "save": lambda tx, plan: plans.save(tx, plan, pack({}), expected=1),
    "restore": lambda tx, plan: plans.restore(tx, plan, 1, expected=1),
    "archive": plans.archive,
}


@pytest.mark.parametrize("deed", DEEDS)
def test_others_find_the_same_nothing_as_where_nothing_is(
    deed: str, office: Office, elsewhere: Office, store: Store
) -> None:
    plan = office.plan()
    told = set()
    for actor in (elsewhere.actor, Actor(), Actor(user=office.user.id)):
        for wanted in (plan.id, uuid.uuid4()):
            with pytest.raises(Missing) as raised, store.writing(actor) as tx:
                DEEDS[deed](tx, wanted)
            told.add(raised.value.message)
    assert told == {"Nic takového tu není."}
    assert office.head(plan) == 1


def test_lists_hold_nothing_of_others(office: Office, elsewhere: Office, store: Store) -> None:
    office.plan()
    for actor in (elsewhere.actor, Actor(), Actor(user=office.user.id)):
        with store.reading(actor) as tx:
            assert plans.newest_first(tx).items == ()


def test_nobody_in_particular_cannot_create_a_plan(store: Store) -> None:
    with pytest.raises(Missing), store.writing() as tx:
        plans.create(tx, pack({}))


# ---------------------------------------------------------------- contents

ODD: list[Any] = [
    {"n": [Decimal("1.10"), Decimal("1E+3"), 0, -5, 10**15, Decimal("1E+999999"), True, False, None]},
    {"text": "nul \0, půl znaku \ud800, řádky \r\n\u2028, 👩‍🦽"},
    {"cesta/s~vlnkou": {"": ["x" * (LONG + 1), "y" * LONG]}},
    {"d": "ž" * (LONG + 1), "e": "\ud800" * (LONG + 1)},
    "x" * (LONG + 1),
    [],
    {},
    None,
]


@pytest.mark.parametrize("content", ODD, ids=range(len(ODD)))
def test_a_content_comes_back_exactly_as_it_was(content: Any, office: Office) -> None:
    plan = office.plan(content)
    again = office.content(plan)
    assert again == content
    assert canonical(again) == canonical(content)


def test_the_order_of_keys_does_not_change_the_hash_and_the_digits_of_numbers_do() -> None:
    assert pack({"a": 1, "b": 2}).hash == pack({"b": 2, "a": 1}).hash
    hashes = {pack(value).hash for value in (1, "1", True, Decimal("1.0"), Decimal("1.00"), [1], None)}
    assert len(hashes) == 7


@pytest.mark.parametrize(
    "content", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"), {1: 2}, {"x": {3}}, b"x", object()]
)
def test_what_json_cannot_hold_is_refused(content: Any) -> None:
    with pytest.raises(Unfit):
        pack({"x": content})


def test_nesting_without_end_is_refused() -> None:
    deep: Any = {}
    for _ in range(50_000):
        deep = {"x": deep}
    with pytest.raises(Unfit):
        pack(deep)


@pytest.mark.parametrize("title", ["a" * 5000, "ř\0á\ud800d\nek", 5, None, ["x"]])
def test_a_title_that_is_no_line_does_not_stop_a_save(title: Any, office: Office) -> None:
    plan = office.plan({"title": title})
    assert len(plan.title) <= 300
    assert office.content(plan) == {"title": title}


@pytest.mark.parametrize("note", ["nul \0", "\ud800", "x" * 2001])
def test_a_note_that_cannot_be_kept_is_refused_and_nothing_is_saved(note: str, office: Office) -> None:
    plan = office.plan()
    with pytest.raises(Unfit):
        office.save(plan, {"title": "x"}, expected=1, note=note)
    assert office.head(plan) == 1


def test_pictures_are_kept_once_however_often_words_beside_them_are_saved(office: Office, store: Store) -> None:
    plan = office.plan({"image": PICTURE, "text": ""})
    for number in range(1, 4):
        office.save(plan, {"image": PICTURE, "text": "x" * number}, expected=number)
    assert len(list(store.files.all())) == 1
    with store.reading() as tx:
        sizes = [len(row.packed) for row in tx.db.query(Content)]
        assert tx.db.query(ContentFile).count() == 4
    assert max(sizes) < 1000
    assert office.content(plan, 2) == {"image": PICTURE, "text": "x"}


def test_a_content_saved_again_takes_no_second_row(office: Office, store: Store) -> None:
    plan = office.plan({"title": "a"})
    office.save(plan, {"title": "b"}, expected=1)
    office.save(plan, {"title": "a"}, expected=2)
    with store.reading() as tx:
        assert tx.db.query(Content).count() == 2
    assert office.content(plan) == {"title": "a"}


# ---------------------------------------------------------------- append-only


@pytest.mark.parametrize("table", ["revisions", "contents", "content_files", "audit_entries"])
@pytest.mark.parametrize("statement", ["DELETE FROM {table}", "UPDATE {table} SET {column} = {column}"])
def test_the_database_itself_refuses_to_change_what_only_grows(
    table: str, statement: str, office: Office, store: Store
) -> None:
    plan = office.plan({"image": PICTURE})
    column = {"revisions": "note", "contents": "packed", "content_files": "sha256", "audit_entries": "deed"}[table]
    with pytest.raises(DBAPIError, match="only grows"), store.writing() as tx:
        tx.db.execute(text(statement.format(table=table, column=column)))
    assert office.content(plan) == {"image": PICTURE}
