"""The parts of a plan in English: their forms, what they answer, and what stays Czech."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from assembler.store import drafts, plans
from assembler.store.models import Plan
from assembler.store.roles import Role
from tests.english_pages import addresses, in_english, left, plain
from tests.examples import raw
from tests.one_town import app, here
from tests.sent_forms import Editor
from tests.visitors import PLAN, Town, Visitor, signed_in

__all__ = ["app", "here"]  # fixtures of another file

GROUPS = [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]
SMALL = plain(PLAN) | {"groups": GROUPS, "strategy": {"nodes": [{"name": "X", "measures": [{"name": "Y"}]}]}}
LEGAL = ("IČO", "ČSN", "NÁVRH", "Správce")  # names of things that have no other, and of who is signed in


@pytest.fixture(scope="module")
def english(app: Flask, here: Town) -> Visitor:
    return in_english(signed_in(app))


@pytest.fixture
def small(here: Town) -> Plan:
    return here.plan(SMALL)


def editor(visitor: Visitor, plan: Plan, place: str = "groups/0") -> Editor:
    return Editor(visitor.client, f"/plany/{plan.id}/upravit/{place}")


def czech(page: str) -> list[str]:
    """What is Czech in the middle of a page: the frame is not of these pages; Czech in quotes is meant so."""
    main = page[page.index("<main") : page.index("</main>")]
    unquoted = ((re.sub("“[^”]*”", "", each), each) for each in left(main))
    return [whole for rest, whole in unquoted if left(f"<p>{re.sub('|'.join(LEGAL), '', rest)}</p>")]


def kinds_of_pages(visitor: Visitor, plan: Plan) -> Iterator[tuple[str, str]]:
    """The address and the text of one page of each kind, found as a person finds them: by links."""
    start = f"/plany/{plan.id}/"
    waiting, seen = [f"{start}upravit", f"{start}upravit/zakladni-udaje"], set[str]()
    while waiting:
        address = waiting.pop(0)
        kind = re.sub(r"\d+", "0", address.removeprefix(start))
        if kind in seen or not re.match("upravit|vsechna", kind):
            continue
        seen.add(kind)
        page = visitor.get(address).text
        waiting += addresses(page, start)
        yield kind, page


def test_no_czech_is_left_on_any_page_of_a_plan_whose_content_has_none(here: Town, english: Visitor) -> None:
    """Labels, hints, buttons, findings, ways; only examples are Czech, and say so."""
    plan = here.plan(plain(raw("dacice")))
    found = {kind: czech(page) for kind, page in kinds_of_pages(english, plan)}
    assert len(found) > 60
    assert {kind: texts for kind, texts in found.items() if texts} == {}


def test_the_same_page_is_czech_for_who_has_not_chosen_english(app: Flask, here: Town, english: Visitor) -> None:
    """Nothing that is kept in the process remembers the language of who came first."""
    plan = here.plan(SMALL)
    address = f"/plany/{plan.id}/upravit/groups"
    before = signed_in(app).get(address).text
    assert "Add a group" in english.get(address).text
    after = signed_in(app).get(address).text
    token = re.compile(r'name="csrf_token" value="[^"]+"')
    assert token.sub("", before) == token.sub("", after)
    assert czech(after)


def test_what_cannot_be_read_is_told_in_english_beside_its_field(english: Visitor, small: Plan) -> None:
    """A finding brings its own English."""
    answer = editor(english, small, "strategy/nodes/0/measures/0").save({"costs/0/year": "brzy"})
    assert answer.status_code == 422
    assert "“brzy” is not understood as a year" in answer.text
    assert not czech(answer.text)


def test_what_somebody_else_changed_meanwhile_is_told_in_english(english: Visitor, small: Plan) -> None:
    """Both wordings are shown, none of them translated."""
    second = editor(english, small)
    assert editor(english, small).save(name="First", leader_label="Boss").status_code == 303
    answer = second.save(name="Second", leader_label="Chief")
    assert answer.status_code == 409
    assert "in another window" in answer.text
    assert not czech(answer.text)


def test_a_removed_item_is_told_in_english_with_the_way_back(english: Visitor, small: Plan) -> None:
    """The page after a removal, and after it was undone."""
    listed = editor(english, small, "groups")
    answer = english.client.post(
        listed.address, data=listed.fields | {"ukon": "remove:groups/1"}, follow_redirects=True
    )
    assert "The item is removed. Was it a mistake?" in answer.text
    assert not czech(answer.text)
    back = english.post(f"/plany/{small.id}/vraceni", expected="2", next=listed.address)
    assert "The last change was undone." in english.get(back.location).text


def test_what_is_kept_of_an_english_form_is_czech(here: Town, english: Visitor, small: Plan) -> None:
    """Notes of versions belong to the plan; the page tells in English that they were made."""
    answer = editor(english, small).save(name="Else")
    assert "Saved as version 2." in english.get(answer.location).text
    with here.store.reading(here.actor) as tx:
        assert plans.revision(tx, small.id).note == "Skupina A: Název"


def test_unfinished_texts_are_offered_in_english_and_kept_under_czech_names(
    here: Town, english: Visitor, small: Plan
) -> None:
    """Somebody may look at them in the other language later."""
    form = editor(english, small)
    kept = english.client.post(
        f"/plany/{small.id}/rozepsat/groups/0", data=MultiDict(form.fields) | MultiDict({"name": "Typed"})
    )
    assert kept.json
    assert kept.json["at"]
    offered = english.get(form.address).text
    assert "that is not saved was kept here: Name." in " ".join(offered.split())
    assert not czech(offered)
    with here.store.reading(here.actor) as tx:
        (draft,) = drafts.of_plan(tx, small.id)
    assert (draft.title, draft.labels) == ("Skupina A", ["Název"])
    assert not czech(english.get(f"/plany/{small.id}/rozepsane/{draft.id}").text)


def test_who_may_only_read_is_told_why_in_english(app: Flask, here: Town, small: Plan) -> None:
    """A reader, and a contributor without a part."""
    for name, role in (("reader", Role.READER), ("helper", Role.CONTRIBUTOR)):
        here.member(f"{name}@vzorov.cz", role)
        page = in_english(signed_in(app, f"{name}@vzorov.cz")).get(f"/plany/{small.id}/upravit/groups/0").text
        assert "You can only read this part." in page
        assert not czech(page)


def test_a_refused_saving_is_told_in_english(app: Flask, here: Town, small: Plan) -> None:
    """A contributor who changes what is not his."""
    here.member("guest@vzorov.cz", Role.CONTRIBUTOR, ("/groups",))
    helper = in_english(signed_in(app, "guest@vzorov.cz"))
    form = editor(helper, small)
    typed = {"csrf_token": form.fields["csrf_token"], "name": "Z", "vychozi": "1"}
    answer = helper.client.post(f"/plany/{small.id}/upravit/strategy/nodes/0", data=typed)
    assert answer.status_code == 403
    assert "Nothing was saved." in answer.text
    assert not czech(answer.text)


def test_what_a_script_of_a_page_shows_is_told_in_english_and_the_api_stays_czech(
    english: Visitor, small: Plan
) -> None:
    """Scripts put the sentence of a refused request into their page; other programs know the Czech ones."""
    told = problem(english, f"/plany/{small.id}/upravit/groups/9")
    assert (told["title"], told["detail"]) == ("Not found", "There is nothing like that here.")
    assert problem(english, "/api/v1/plans/nic")["title"] == "Nenalezeno"


def problem(visitor: Visitor, address: str) -> Any:
    return visitor.get(address, headers={"Accept": "application/json"}).json
