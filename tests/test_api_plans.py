"""Stored plans over REST: created, read, saved whole and in parts, compared, taken back."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from assembler import resources
from assembler.readers import json_file, yaml_file
from tests.callers import CONTENT, PLANS, Caller, body_of
from tests.service import problem

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]


def raw(answer: Any) -> Any:
    """The content of an answer, its numbers exact."""
    return json_file.read(answer.data).raw


# ---------------------------------------------------------------- created


def test_a_plan_is_created_from_content_and_read_back(call: Caller) -> None:
    made = call.post(PLANS, CONTENT)
    told = body_of(made, 201)
    assert (told["title"], told["revision"], told["archived"]) == (CONTENT["title"], 1, False)
    assert made.headers["Location"] == told["content"]
    assert made.headers["ETag"] == f'"{told["etag"]}"'
    read = call.get(told["content"])
    assert (raw(read), read.headers["ETag"], read.headers["Plan-Revision"]) == (CONTENT, made.headers["ETag"], "1")


def test_content_comes_and_goes_as_yaml_too_and_is_the_same_to_the_last_digit(call: Caller) -> None:
    given = b'title: "Pl\xc3\xa1n 1:30"\ncosts: 1250000.50\nnone: ~\nno: "no"\nlines: "a\\nb"\n'
    address = call.post(PLANS, given, Content_Type="application/yaml").headers["Location"]
    expected = yaml_file.read(given).raw
    assert yaml_file.read(call.get(address, Accept="application/yaml").data).raw == expected
    assert raw(call.get(address)) == expected
    assert str(raw(call.get(address))["costs"]) == "1250000.50"
    assert isinstance(raw(call.get(address))["costs"], Decimal)


def test_a_plan_begins_blank(call: Caller) -> None:
    made = call.post(f"{PLANS}?title=Plán 2026")
    assert raw(call.get(made.headers["Location"])) == {"title": "Plán 2026"}


def test_a_plan_begins_as_an_example(call: Caller) -> None:
    made = call.post(f"{PLANS}?example=minimal")
    expected = yaml_file.read(resources.examples()["minimal"].read_bytes()).raw
    assert raw(call.get(made.headers["Location"]))["title"] == expected["title"]  # type: ignore[index]


def test_a_plan_begins_with_that_of_the_last_period_or_as_its_copy(call: Caller) -> None:
    _, plan = call.plan()[0].rsplit("/", 1)
    following = raw(call.get(call.post(f"{PLANS}?plan={plan}").headers["Location"]))
    assert following["period"] == {"first_year": 2028, "last_year": 2030}
    assert "foreword" not in following
    copy = raw(call.get(call.post(f"{PLANS}?plan={plan}&copy=true&revision=1").headers["Location"]))
    assert copy == CONTENT


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("?title=", "title"),
        ("?example=nothing", "example"),
        ("?plan=dacice", "plan"),
        ("?title=a&example=minimal", "example"),
        ("?copy=1", "copy"),
        ("?municipality=x", "municipality"),
    ],
)
def test_a_wrong_beginning_is_422_and_named(call: Caller, query: str, parameter: str) -> None:
    told = problem(call.post(PLANS + query), 422, "parameters")["errors"]
    assert parameter in {each["parameter"] for each in told}


def test_a_plan_begins_with_one_thing_only(call: Caller) -> None:
    problem(call.post(f"{PLANS}?title=a", CONTENT), 422, "parameters")


@pytest.mark.parametrize("content", [[], "text", 5, None, True])
def test_a_content_that_is_no_object_is_422(call: Caller, content: object) -> None:
    answer = call.post(PLANS, json.dumps(content).encode(), Content_Type="application/json")
    problem(answer, 422, "unfit")


def test_what_cannot_be_read_is_refused_as_everywhere(call: Caller) -> None:
    problem(call.post(PLANS, b"{", Content_Type="application/json"), 400, "unreadable")
    problem(call.post(PLANS, b"<plan/>", Content_Type="application/xml"), 415, "wrong-type")
    problem(call.post(PLANS, b"{}"), 415, "wrong-type")
    problem(call.post(PLANS, b"x" * 40_000_001, Content_Type="application/json"), 413, "too-big")


def test_a_plan_that_is_still_wrong_can_be_kept_and_its_findings_are_told(call: Caller) -> None:
    address, _ = call.plan({"title": 12, "strategy": {"nodes": [{"nam": "P"}]}})
    found = body_of(call.get(f"{address}/findings"))
    assert found["loads"] is False
    assert {"/title", "/strategy/nodes/0/nam"} <= {each["pointer"] for each in found["findings"]}


def test_findings_are_those_of_the_kind_and_of_the_revision(call: Caller) -> None:
    address, etag = call.plan()
    call.put(address, {**CONTENT, "foreword": {"text": 5}}, etag)
    assert body_of(call.get(f"{address}/findings"))["loads"] is False
    old = body_of(call.get(f"{address}/findings?revision=1&kind=action_plan"))
    assert old["loads"] is True
    assert not any(each["code"].startswith("statutory") for each in old["findings"])


# ---------------------------------------------------------------- saved


def test_a_save_is_a_new_revision_with_its_author_and_note(call: Caller) -> None:
    address, etag = call.plan()
    saved = call.put(f"{address}?note=po%20jednání", {**CONTENT, "title": "Nový"}, etag)
    told = body_of(saved)
    assert (told["number"], told["title"], told["note"]) == (2, "Nový", "po jednání")
    assert told["author"].startswith("Člen")
    assert saved.headers["ETag"] == call.etag(address) != etag
    assert raw(call.get(told["content"]))["title"] == "Nový"


def test_a_save_without_if_match_is_428_and_changes_nothing(call: Caller) -> None:
    address, etag = call.plan()
    problem(call.put(address, {"title": "Jiný"}), 428, "no-condition")
    problem(call.put(address, {"title": "Jiný"}, "*"), 428, "no-condition")
    assert call.etag(address) == etag


def test_who_saves_second_gets_412_with_both_texts_and_nothing_is_overwritten(call: Caller) -> None:
    address, etag = call.plan()
    call.put(address, {**CONTENT, "title": "První"}, etag)
    second = call.put(address, {**CONTENT, "title": "Druhý"}, etag)
    conflict = problem(second, 412, "stale")["conflict"]
    assert second.headers["ETag"] == call.etag(address)
    assert conflict["expected"] == 1
    changed = {each["pointer"]: (each.get("old"), each.get("new")) for each in conflict["changes"]}
    assert changed["/title"] == ("První", "Druhý")
    assert "Název" in conflict["words"]
    assert raw(call.get(address))["title"] == "První"


@pytest.mark.parametrize("etag", ['"0"', f'"{"f" * 64}"', "nonsense"])
def test_an_etag_that_never_was_is_412(call: Caller, etag: str) -> None:
    address, _ = call.plan()
    assert problem(call.put(address, {"title": "Jiný"}, etag), 412, "stale")["conflict"]["expected"] is None


def test_a_weak_etag_matches_nothing(call: Caller) -> None:
    address, etag = call.plan()
    problem(call.put(address, {"title": "Jiný"}, f"W/{etag}"), 412, "stale")


def test_the_same_content_again_makes_no_revision_whatever_the_client_has_seen(call: Caller) -> None:
    address, etag = call.plan()
    changed = {**CONTENT, "title": "Nový"}
    assert body_of(call.put(address, changed, etag))["number"] == 2
    assert body_of(call.put(address, changed, etag))["number"] == 2, "the answer was lost, the client repeats"


def test_who_has_it_already_gets_304(call: Caller) -> None:
    address, etag = call.plan()
    answer = call.get(address, If_None_Match=etag)
    assert (answer.status_code, answer.data) == (304, b"")


def test_a_type_that_is_not_offered_is_406(call: Caller) -> None:
    problem(call.get(call.plan()[0], Accept="text/csv"), 406, "not-offered")


# ---------------------------------------------------------------- parts


def test_a_part_is_read_and_saved_by_its_pointer(call: Caller) -> None:
    address, _ = call.plan()
    part = f"{address}/parts/foreword/text"
    read = call.get(part)
    assert raw(read) == "Vážení spoluobčané."
    saved = call.put(part, b'"Nov\xc3\xbd text"', read.headers["ETag"], Content_Type="application/json")
    assert body_of(saved)["number"] == 2
    assert saved.headers["ETag"] == call.etag(part)
    assert raw(call.get(address)) == {**CONTENT, "foreword": {"text": "Nový text"}}


def test_editors_of_different_parts_do_not_collide(call: Caller) -> None:
    address, _ = call.plan()
    title, text = f"{address}/parts/title", f"{address}/parts/foreword/text"
    seen_title, seen_text = call.etag(title), call.etag(text)
    assert call.put(title, "Jiný název", seen_title).status_code == 200
    assert call.put(text, "Jiný text", seen_text).status_code == 200
    assert raw(call.get(address)) == {**CONTENT, "title": "Jiný název", "foreword": {"text": "Jiný text"}}


def test_editors_of_the_same_part_do(call: Caller) -> None:
    address, _ = call.plan()
    title = f"{address}/parts/title"
    etag = call.etag(title)
    call.put(title, "První", etag)
    told = call.put(title, "Druhý", etag)
    assert problem(told, 412, "stale")["conflict"]["changes"][0]["pointer"] == "/title"
    assert told.headers["ETag"] == call.etag(title)
    problem(call.put(title, "Třetí"), 428, "no-condition")


def test_the_same_part_again_makes_no_revision_whatever_the_client_has_seen(call: Caller) -> None:
    address, _ = call.plan({**CONTENT, "annexes": [{"title": "První"}]})
    title, annex = f"{address}/parts/title", f"{address}/parts/annexes/1"
    etag = call.etag(title)
    for _ in range(2):
        saved = call.put(title, "Nový", etag)
        assert body_of(saved)["number"] == 2, "the answer was lost, the client repeats"
        assert saved.headers["ETag"] == call.etag(title)
    for _ in range(2):
        assert body_of(call.put(annex, {"title": "Druhá"}, If_None_Match="*"))["number"] == 3


def test_a_new_part_says_that_it_is_new(call: Caller) -> None:
    address, _ = call.plan()
    part = f"{address}/parts/territory"
    problem(call.get(part), 404, "not-found")
    problem(call.put(part, {"name": "Vzorov"}, '"x"'), 412, "stale")
    assert body_of(call.put(part, {"name": "Vzorov"}, If_None_Match="*"))["number"] == 2
    problem(call.put(part, {"name": "Jinde"}, If_None_Match="*"), 412, "stale")


def test_an_item_is_added_at_the_end_of_its_list(call: Caller) -> None:
    address, _ = call.plan({**CONTENT, "annexes": [{"title": "První"}]})
    assert call.put(f"{address}/parts/annexes/1", {"title": "Druhá"}, If_None_Match="*").status_code == 200
    assert [each["title"] for each in raw(call.get(f"{address}/parts/annexes"))] == ["První", "Druhá"]
    problem(call.put(f"{address}/parts/annexes/7", {}, If_None_Match="*"), 404, "not-found")


@pytest.mark.parametrize("place", ["nothing/below", "annexes/x", "annexes/01", "annexes/-1", "title/0"])
def test_a_place_that_leads_nowhere_is_no_place(call: Caller, place: str) -> None:
    address, _ = call.plan({**CONTENT, "annexes": [{"title": "První"}]})
    problem(call.get(f"{address}/parts/{place}"), 404, "not-found")
    assert call.put(f"{address}/parts/{place}", 1, If_None_Match="*").status_code in (404, 422)


def test_escaped_names_of_keys_are_read_as_rfc_6901_says(call: Caller) -> None:
    address, _ = call.plan({"title": "x", "a/b": {"c~d": 1}})
    assert raw(call.get(f"{address}/parts/a~1b/c~0d")) == 1


# ---------------------------------------------------------------- revisions


def test_revisions_are_listed_with_the_newest_first_and_each_can_be_read(call: Caller) -> None:
    address, etag = call.plan()
    for title in ("B", "C"):
        etag = call.put(address, {**CONTENT, "title": title}, etag).headers["ETag"]
    listed = body_of(call.get(f"{address}/revisions"))
    assert [each["number"] for each in listed["items"]] == [3, 2, 1]
    assert [raw(call.get(each["content"]))["title"] for each in listed["items"]] == ["C", "B", CONTENT["title"]]
    problem(call.get(f"{address}/revisions/4"), 404, "not-found")
    problem(call.get(f"{address}/revisions/99999999999999999999"), 404, "not-found")


def test_a_plan_goes_back_to_an_older_revision_as_a_new_one(call: Caller) -> None:
    address, etag = call.plan()
    newest = call.put(address, {"title": "Omyl"}, etag).headers["ETag"]
    problem(call.post(f"{address}/revisions/1/restore"), 428, "no-condition")
    back = call.post(f"{address}/revisions/1/restore?note=zpět", If_Match=newest)
    assert (body_of(back)["number"], body_of(back)["note"], back.headers["ETag"]) == (3, "zpět", etag)
    assert raw(call.get(address)) == CONTENT
    problem(call.post(f"{address}/revisions/2/restore", If_Match=newest), 412, "stale")


def test_the_difference_is_told_in_words_and_as_data(call: Caller) -> None:
    address, etag = call.plan()
    call.put(address, {**CONTENT, "title": "Nový", "annexes": [{"title": "Příloha"}]}, etag)
    told = body_of(call.get(f"{address}/difference"))
    assert (told["from"], told["to"]) == (1, 2)
    assert "Název" in told["words"]
    kinds = {each["pointer"]: (each["kind"], each.get("old"), each.get("new")) for each in told["changes"]}
    assert kinds["/title"] == ("changed", CONTENT["title"], "Nový")
    assert kinds["/annexes"][0] == "added"
    assert body_of(call.get(f"{address}/difference?from=2&to=2"))["changes"] == []
    problem(call.get(f"{address}/difference?from=1&to=9"), 404, "not-found")
    problem(call.get(f"{address}/difference?from=první"), 422, "parameters")


# ---------------------------------------------------------------- lists


def test_plans_are_listed_the_last_changed_first(call: Caller) -> None:
    first, etag = call.plan({"title": "A"})
    call.plan({"title": "B"})
    call.put(first, {"title": "A2"}, etag)
    listed = body_of(call.get(PLANS))
    assert [(each["title"], each["revision"]) for each in listed["items"]] == [("A2", 2), ("B", 1)]
    assert listed["next"] is None


def test_paging_is_stable_while_plans_are_added(call: Caller) -> None:
    known = {call.plan({"title": f"Plán {number}"})[0] for number in range(7)}
    seen: list[str] = []
    address = f"{PLANS}?limit=3"
    while address:
        page = body_of(call.get(address))
        seen += [each["content"] for each in page["items"]]
        call.plan({"title": "Přibyl mezitím"})
        address = page["next"]
    assert len(seen) == len(set(seen)) == 7
    assert set(seen) == known


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=;;;", "cursor=MTA9", "sort=title"])
def test_a_wrong_page_is_422(call: Caller, query: str) -> None:
    assert call.get(f"{PLANS}?{query}").status_code == 422


def test_a_plan_put_aside_is_listed_apart_and_comes_back(call: Caller) -> None:
    address, _ = call.plan()
    assert body_of(call.post(f"{address}/archive"))["archived"] is True
    assert body_of(call.get(PLANS))["items"] == []
    assert [each["content"] for each in body_of(call.get(f"{PLANS}?archived=true"))["items"]] == [address]
    assert call.get(address).status_code == 200
    assert body_of(call.post(f"{address}/return"))["archived"] is False


def test_a_plan_put_aside_refuses_every_way_of_saving(call: Caller) -> None:
    address, etag = call.plan()
    assert call.post(f"{address}/archive").status_code == 200
    part = call.etag(f"{address}/parts/title")
    for answer in (
        call.put(address, {"title": "Jiný"}, etag),
        call.put(f"{address}/parts/title", "Jiný", part),
        call.post(f"{address}/revisions/1/restore", If_Match=etag),
    ):
        told = problem(answer, 409, "wrong-state")
        assert told["detail"] == "Plán je odložený. Nejdřív ho vraťte mezi ostatní plány."
    assert call.etag(address) == etag
    assert call.post(f"{address}/return").status_code == 200
    assert call.put(address, {"title": "Jiný"}, etag).status_code == 200
