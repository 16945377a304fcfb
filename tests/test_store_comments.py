"""Comments in the store: a number is given once, two who change one never overwrite each other, others see nothing."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assembler.errors import Missing, StaleComment, TooMany
from assembler.settings import Settings
from assembler.store import audit, comments, plans
from assembler.store.backup import backup, restore
from assembler.store.models import Comment, Plan
from assembler.store.store import Store, open_store
from assembler.store.verify import verify
from schemas.comments import read_comment
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]

RAW = {
    "received": "2019-10-02",
    "submitter": "Jana Malá",
    "channel": "email",
    "place": "/strategy",
    "proposed": "Rozšířit provoz.",
}


def values(**more: Any) -> comments.Values:
    read = read_comment({**RAW, **more})
    assert read.comment, read.findings
    return comments.values_of(read.comment)


def added(office: Office, plan: Plan, **more: Any) -> Comment:
    with office.store.writing(office.actor) as tx:
        return comments.add(tx, plans.revision(tx, plan.id), values(**more), "Strategie")


def changed(office: Office, comment: Comment, version: int, **more: Any) -> Comment:
    with office.store.writing(office.actor) as tx:
        seen = comments.seen(tx, comment.plan_id, comment.id, lambda each: each.version == version)
        return comments.change(tx, seen, plans.revision(tx, comment.plan_id), values(**more), "Síť")


def removed(office: Office, comment: Comment) -> None:
    with office.store.writing(office.actor) as tx:
        comments.remove(tx, comments.seen(tx, comment.plan_id, comment.id, lambda _: True))


def deeds(office: Office, comment: Comment) -> list[tuple[str, Any]]:
    with office.store.reading(office.actor) as tx:
        found = audit.newest_first(tx, subject=str(comment.id)).items
    return [(each.deed, each.details.get("fields")) for each in found]


def test_a_comment_is_kept_as_it_was_said(office: Office, store: Store) -> None:
    made = added(office, office.plan(), type="formal")
    with store.reading(office.actor) as tx:
        found = comments.get(tx, made.plan_id, made.id)
    assert comments.as_raw(found) == {**RAW, "type": "formal"}
    assert (found.number, found.version, found.received) == (1, 1, date(2019, 10, 2))
    assert (found.place_title, found.settlement, found.author_id) == ("Strategie", "", office.user.id)


def test_a_number_is_never_given_again_and_each_plan_counts_its_own(office: Office) -> None:
    plan, other = office.plan(), office.plan({"title": "Jiný"})
    first, second = added(office, plan), added(office, plan)
    removed(office, second)
    assert (first.number, added(office, plan).number, added(office, other).number) == (1, 3, 1)


def test_comments_that_come_at_once_get_numbers_of_their_own(office: Office, store: Store) -> None:
    plan = office.plan()
    threads = [threading.Thread(target=added, args=(office, plan)) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    with store.reading(office.actor) as tx:
        assert [each.number for each in comments.of_plan(tx, plan.id)] == [1, 2, 3, 4, 5, 6]


def test_of_two_who_settle_the_same_comment_the_second_is_told(office: Office, store: Store) -> None:
    made = added(office, office.plan())
    first = changed(office, made, 1, settlement="accepted")
    with pytest.raises(StaleComment) as stale:
        changed(office, made, 1, settlement="refused")
    with store.reading(office.actor) as tx:
        found = comments.get(tx, made.plan_id, made.id)
    assert (found.settlement, found.version) == ("accepted", 2)
    assert stale.value.etag == comments.etag(found) == comments.etag(first) != comments.etag(made)


def test_of_many_who_settle_it_at_once_one_wins(office: Office, store: Store) -> None:
    made = added(office, office.plan())
    told: list[str] = []

    def settle() -> None:
        try:
            told.append(f"version {changed(office, made, 1, settlement='noted').version}")
        except StaleComment:
            told.append("stale")

    threads = [threading.Thread(target=settle) for _ in range(5)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(told) == [*["stale"] * 4, "version 2"]
    assert [deed for deed, _ in deeds(office, made)] == ["comment.settle", "comment.add"]


def test_what_changes_nothing_is_no_change(office: Office) -> None:
    made = added(office, office.plan())
    assert changed(office, made, 1).version == 1
    assert deeds(office, made) == [("comment.add", None)]


def test_the_trail_tells_what_was_changed_and_never_what_it_says(office: Office, store: Store) -> None:
    made = added(office, office.plan())
    changed(office, made, 1, proposed="Jinak.", place="/network")
    changed(office, made, 2, proposed="Jinak.", place="/network", settlement="noted")
    removed(office, made)
    assert deeds(office, made) == [
        ("comment.remove", None),
        ("comment.settle", ["settlement"]),
        ("comment.change", ["place", "proposed"]),
        ("comment.add", None),
    ]
    with store.reading(office.actor) as tx:
        assert "Malá" not in str([each.details for each in audit.newest_first(tx).items])


def test_a_place_that_changes_is_known_by_its_new_title(office: Office) -> None:
    made = added(office, office.plan())
    assert changed(office, made, 1, submitter="Jana").place_title == "Strategie"
    assert changed(office, made, 2, submitter="Jana", place="/network").place_title == "Síť"


def test_settled_and_unsettled_ones_are_listed_apart(office: Office, store: Store) -> None:
    plan = office.plan()
    first, second, third = (added(office, plan) for _ in range(3))
    changed(office, second, 1, settlement="refused")
    with store.reading(office.actor) as tx:
        waiting = comments.newest_first(tx, plan.id, settled=False, limit=1)
        rest = comments.newest_first(tx, plan.id, settled=False, limit=1, cursor=waiting.cursor)
        done = comments.newest_first(tx, plan.id, settled=True)
        assert [each.id for each in (*waiting.items, *rest.items, *done.items)] == [third.id, first.id, second.id]
        assert comments.is_there(tx, plan.id, 3)
        assert not comments.is_there(tx, plan.id, 4)


def test_another_municipality_and_another_plan_see_nothing(office: Office, elsewhere: Office, store: Store) -> None:
    made, other = added(office, office.plan()), office.plan({"title": "Jiný"})
    with store.reading(office.actor) as tx, pytest.raises(Missing):
        comments.get(tx, other.id, made.id)
    with store.writing(elsewhere.actor) as tx:
        for read in (comments.of_plan, comments.newest_first):
            with pytest.raises(Missing):
                read(tx, made.plan_id)
        with pytest.raises(Missing):
            comments.seen(tx, made.plan_id, made.id, lambda _: True)


def test_a_plan_has_so_many_comments_at_most(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comments, "MOST", 1)
    plan = office.plan()
    added(office, plan)
    with pytest.raises(TooMany):
        added(office, plan)


def test_a_backup_brings_comments_back_and_their_numbers_go_on(office: Office, tmp_path: Path) -> None:
    plan = office.plan()
    made = added(office, plan)
    removed(office, added(office, plan))
    backup(office.store, tmp_path / "backup")
    empty = open_store(Settings(data=str(tmp_path / "elsewhere")))
    restore(tmp_path / "backup", empty)
    again = Office(empty, office.municipality, office.user)
    with empty.reading(again.actor) as tx:
        assert comments.as_raw(comments.get(tx, plan.id, made.id)) == RAW
    assert added(again, plan).number == 3
    assert verify(empty) == []
    empty.close()


def test_a_number_that_was_never_given_is_found_by_the_self_check(office: Office, store: Store) -> None:
    made = added(office, office.plan())
    with store.writing(office.actor) as tx:
        comments.found(tx, made.plan_id, made.id, locked=True).number = 7
    assert [(fault.code, fault.subject) for fault in verify(store)] == [("comment", str(made.id))]
