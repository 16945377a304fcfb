"""Drafts in the store: one for each form of each person, seen by nobody else, bounded, gone after a month."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from assembler.errors import Missing, TooMany, Unfit
from assembler.settings import Settings
from assembler.store import accounts, audit, clock, drafts, plans
from assembler.store.backup import backup, restore
from assembler.store.drafts import MOST, MOST_BYTES, Typed, fields_of
from assembler.store.models import Draft, Plan
from assembler.store.store import Actor, Store, open_store
from assembler.store.sweep import sweep
from assembler.store.verify import verify
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]

FORM = "/groups/@a"


def typed(text: str, number: int = 1) -> Typed:
    return Typed("/groups/0", number, "Skupina A", ["Název"], {"name": [text]})


def kept(office: Office, plan: Plan, text: str, form: str = FORM, actor: Actor | None = None) -> Draft:
    with office.store.writing(actor or office.actor) as tx:
        return drafts.keep(tx, plan.id, form, typed(text))


def texts(office: Office, plan: Plan, actor: Actor | None = None) -> list[str]:
    with office.store.reading(actor or office.actor) as tx:
        return [fields_of(each)["name"][0] for each in drafts.of_plan(tx, plan.id)]


def colleague(office: Office) -> Actor:
    with office.store.writing(office.actor) as tx:
        user = accounts.add_user(tx, "Petr", "petr@example.cz")
    return Actor(office.municipality.id, user.id)


def test_what_is_typed_later_takes_the_place_of_what_was_typed_before(office: Office) -> None:
    plan = office.plan()
    first, second = kept(office, plan, "první"), kept(office, plan, "druhé")
    assert texts(office, plan) == ["druhé"]
    assert (first.id, second.number, second.labels, second.title) == (second.id, 1, ["Název"], "Skupina A")


def test_nobody_sees_the_draft_of_another_person(office: Office, elsewhere: Office) -> None:
    plan, other = office.plan(), colleague(office)
    mine = kept(office, plan, "moje")
    kept(office, plan, "jeho", actor=other)
    assert (texts(office, plan), texts(office, plan, other)) == (["moje"], ["jeho"])
    for stranger in (other, elsewhere.actor, Actor(elsewhere.municipality.id, office.user.id)):
        with office.store.reading(stranger) as tx, pytest.raises(Missing):
            drafts.get(tx, plan.id, mine.id)


def test_a_draft_needs_a_person_and_a_plan_that_the_person_sees(office: Office, elsewhere: Office) -> None:
    plan = office.plan()
    for stranger in (elsewhere.actor, Actor(office.municipality.id)):
        with office.store.writing(stranger) as tx, pytest.raises(Missing):
            drafts.keep(tx, plan.id, FORM, typed("x"))


def test_a_form_that_was_saved_or_thrown_away_has_no_draft(office: Office) -> None:
    plan = office.plan()
    kept(office, plan, "uložené")
    other = kept(office, plan, "zahozené", "/groups/@b")
    with office.store.writing(office.actor) as tx:
        drafts.forget(tx, plan.id, FORM)
    assert texts(office, plan) == ["zahozené"]
    with office.store.writing(office.actor) as tx:
        drafts.throw_away(tx, plan.id, other.id)
    assert texts(office, plan) == []


def test_a_draft_is_no_version_and_the_trail_does_not_tell_of_it(office: Office) -> None:
    plan = office.plan()
    kept(office, plan, "tajné")
    with office.store.reading(office.actor) as tx:
        assert plans.get(tx, plan.id).head == 1
        assert [each.deed for each in audit.newest_first(tx).items if each.deed.startswith("draft")] == []


def test_too_long_a_text_is_refused_and_what_was_kept_stays(office: Office) -> None:
    plan = office.plan()
    kept(office, plan, "krátké")
    with pytest.raises(Unfit, match="příliš dlouhý"):
        kept(office, plan, "x" * MOST_BYTES)
    assert texts(office, plan) == ["krátké"]


def test_one_person_has_so_many_drafts_and_no_more(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "MOST", 2)
    plan = office.plan()
    for form in ("/a", "/b", "/b"):
        kept(office, plan, form, form)
    with pytest.raises(TooMany, match="2 rozepsaných"):
        kept(office, plan, "c", "/c")
    kept(office, plan, "kolegův", "/c", colleague(office))
    assert sorted(texts(office, plan)) == ["/a", "/b"]
    assert MOST >= 100


def test_drafts_that_nobody_has_touched_for_a_month_are_swept_and_counted(
    office: Office, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, began = office.plan(), clock.now()
    kept(office, plan, "staré")
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(days=20))
    kept(office, plan, "nové", "/groups/@b")
    monkeypatch.setattr(clock, "now", lambda: began + timedelta(days=31))
    assert (sweep(store).drafts, sweep(store).drafts) == (1, 0)
    assert texts(office, plan) == ["nové"]
    with store.reading() as tx:
        [told] = [each for each in audit.newest_first(tx).items if each.deed == "draft.sweep"]
    assert told.details == {"count": 1}


def test_drafts_are_backed_up_verified_and_restored(office: Office, tmp_path: Path) -> None:
    plan = office.plan()
    kept(office, plan, "rozepsané")
    backup(office.store, tmp_path / "backup")
    there = open_store(Settings(data=str(tmp_path / "elsewhere")))
    restore(tmp_path / "backup", there)
    assert texts(Office(there, office.municipality, office.user), plan) == ["rozepsané"]
    with there.writing() as tx:
        tx.db.query(Draft).update({"typed": b"rozbite"})
    assert [each.code for each in verify(there)] == ["draft"]
    there.close()
