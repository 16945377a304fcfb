"""The pages of comments: written down many after each other, found, settled by those who may, taken home as a table."""

from __future__ import annotations

import csv
import io
import re
import uuid
from typing import Any

import openpyxl
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assembler import beginnings
from assembler.store import comments
from assembler.store.models import Comment, Plan
from assembler.store.roles import Role
from assembler.web.commenting import listing, places
from tests.visitors import Town, Visitor, signed_in

pytest_plugins = ["tests.town_fixtures"]

CONTENT = {
    "title": "Plán obce Vzorov",
    "foreword": {"text": "Slovo."},
    "strategy": {"nodes": [{"name": "Senioři", "measures": [{"name": "Poradna"}, {"name": "Taxi"}]}]},
    "annexes": [{"title": "Katalog"}],
}
POINTER = "/strategy/nodes/0/measures/1"
RAW = {"proposed": "Rozšířit provoz.", "submitter": "Jana Malá", "place": POINTER, "received": "2. 10. 2026"}


@pytest.fixture
def plan(here: Town) -> Plan:
    return here.plan(CONTENT)


def page_of(plan: Plan) -> str:
    return f"/plany/{plan.id}/pripominky"


def write_down(visitor: Visitor, plan: Plan, **fields: Any) -> TestResponse:
    return visitor.post(page_of(plan), f"{page_of(plan)}/nova", form=str(uuid.uuid4()), **{**RAW, **fields})


def kept(here: Town, plan: Plan) -> list[Comment]:
    with here.store.reading(here.actor) as tx:
        return comments.of_plan(tx, plan.id)


def written(here: Town, visitor: Visitor, plan: Plan, **fields: Any) -> str:
    """The address of a comment that was written down."""
    assert write_down(visitor, plan, **fields).status_code == 303
    return f"{page_of(plan)}/{kept(here, plan)[-1].id}"


def save(visitor: Visitor, address: str, version: int, **fields: Any) -> TestResponse:
    return visitor.post(address, address, verze=str(version), **fields)


def plain(answer: TestResponse) -> str:
    """The text of a page, its no-break spaces as spaces."""
    return answer.text.replace("\xa0", " ")


def shown(text: str) -> list[int]:
    """The numbers of the comments of a list."""
    return [int(each) for each in re.findall(r'data-label="Číslo">(\d+)', text)]


# ---------------------------------------------------------------- written down


def test_comments_are_written_down_one_after_another(visitor: Visitor, here: Town, plan: Plan) -> None:
    first = write_down(visitor, plan, dalsi="ano", channel="post", publish="ano")
    assert "/pripominky/nova" in first.location
    following = plain(visitor.get(first.location))
    assert "Připomínka č. 1 je zapsaná." in following
    assert 'value="2. 10. 2026"' in following
    assert '<option value="post" selected>' in following
    assert "Rozšířit provoz" not in following
    assert write_down(visitor, plan).location == page_of(plan)
    first_kept, second = kept(here, plan)
    assert (first_kept.submitter, first_kept.publish, second.publish) == ("Jana Malá", True, False)
    assert first_kept.place_title.endswith("Taxi")


def test_a_form_that_is_sent_twice_is_written_down_once(visitor: Visitor, here: Town, plan: Plan) -> None:
    form = str(uuid.uuid4())
    for _ in range(2):
        answer = visitor.post(page_of(plan), "/ucet", form=form, **RAW)
        assert answer.status_code == 303
    assert len(kept(here, plan)) == 1


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(visitor: Visitor, here: Town, plan: Plan) -> None:
    answer = write_down(visitor, plan, proposed=" ", received="31. 2. 2026", reason="Protože <b>")
    assert answer.status_code == 422
    assert "Tento údaj nesmí být prázdný." in answer.text
    assert "v kalendáři není" in answer.text
    assert "Protože &lt;b&gt;" in answer.text
    assert "Jana Malá" in answer.text
    assert kept(here, plan) == []


def test_the_parts_of_the_plan_are_offered_by_their_names(visitor: Visitor, plan: Plan) -> None:
    page = visitor.get(f"{page_of(plan)}/nova").text
    for pointer in ("/foreword", "/strategy", POINTER, "/annexes/0"):
        assert f'<option value="{pointer}">' in page
    assert "Taxi</option>" in page


# ---------------------------------------------------------------- found


def test_comments_are_found_by_their_words_and_their_state(visitor: Visitor, here: Town, plan: Plan) -> None:
    written(here, visitor, plan)
    second = written(here, visitor, plan, proposed="Zřídit ŠKOLKU", place="")
    save(visitor, second, 1, proposed="Zřídit ŠKOLKU", settlement="refused")
    page = page_of(plan)
    assert shown(visitor.get(page).text) == [2, 1]
    assert "2 připomínky, k vypořádání zbývá 1" in plain(visitor.get(page))
    assert shown(visitor.get(f"{page}?stav=nevyporadane").text) == [1]
    assert shown(visitor.get(f"{page}?stav=vyporadane").text) == [2]
    assert shown(visitor.get(f"{page}?q=školku zřídit").text) == [2]
    assert "neodpovídá žádná připomínka" in visitor.get(f"{page}?q=nic").text


def test_long_lists_come_in_pages(visitor: Visitor, here: Town, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "AT_ONCE", 2)
    for _ in range(3):
        written(here, visitor, plan)
    first = visitor.get(f"{page_of(plan)}?q=provoz").text
    further = re.search(r'href="([^"]+)" rel="next"', first)
    assert further
    assert shown(first) == [3, 2]
    assert shown(visitor.get(further[1].replace("&amp;", "&")).text) == [1]


# ---------------------------------------------------------------- settled


def test_a_comment_is_settled_and_leads_to_the_next_one(visitor: Visitor, here: Town, plan: Plan) -> None:
    first, second = written(here, visitor, plan), written(here, visitor, plan)
    saved = save(visitor, first, 1, **RAW, settlement="partly", justification="Od ledna.", decided_on="4. 11. 2026")
    assert saved.status_code == 303
    page = visitor.get(first).text
    assert "Připomínka je uložená." in page
    assert "částečně akceptováno" in page
    assert f'href="{second}">Další nevypořádaná: č. 2</a>' in page
    assert "vypořádal(a)" in page
    found = kept(here, plan)[0]
    assert (found.settlement, found.justification, found.submitter) == ("partly", "Od ledna.", "Jana Malá")


def test_of_two_who_settle_it_the_second_sees_both_and_loses_nothing(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = written(here, visitor, plan)
    save(visitor, address, 1, **RAW, settlement="accepted", justification="První.")
    second = save(visitor, address, 1, **RAW, settlement="refused", justification="Druhá.")
    assert second.status_code == 412
    assert "Mezitím ji změnil někdo jiný" in second.text
    assert "První." in second.text
    assert "Druhá.</textarea>" in second.text
    assert 'name="verze" value="2"' in second.text
    assert kept(here, plan)[0].justification == "První."
    assert save(visitor, address, 2, **RAW, settlement="refused", justification="Druhá.").status_code == 303
    assert kept(here, plan)[0].justification == "Druhá."


def test_a_comment_leads_to_its_part_also_where_that_has_moved(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = written(here, visitor, plan, place="/annexes/0")
    assert f'href="/plany/{plan.id}/upravit/annexes/0"' in visitor.get(address).text
    here.save(plan, {**CONTENT, "annexes": [{"title": "Nová"}, {"title": "Katalog"}]}, 1)
    assert f'href="/plany/{plan.id}/upravit/annexes/1"' in visitor.get(address).text
    here.save(plan, {"title": "Bez příloh"}, 2)
    gone = visitor.get(address).text
    assert "Katalog (v plánu už není)" in gone
    assert save(visitor, address, 1, **{**RAW, "place": "/annexes/0"}, settlement="noted").status_code == 303
    assert kept(here, plan)[0].place_title == "Katalog"


def test_places_are_chapters_of_analyses_and_no_abbreviations_and_none_is_called_as_another(here: Town) -> None:
    """Who writes down comments looks for what is in the document, and has to tell two services apart."""
    content = beginnings.example("dacice")
    services = content["network"]["services"]
    services[1] = {**services[1], "name": services[0]["name"]}
    found = {each.place.pointer: [place.title for place in each.inside] for each in places.chapters(content)}
    assert "Sociodemografická analýza › Věková struktura" in found["/analyses"]
    assert found["/abbreviations"] == found["/terms"] == []
    assert not {"/layout", "/typography"} & found.keys()
    assert found["/network"][:2] == [services[0]["name"], f"{services[0]['name']} (2.)"]
    assert all(len(set(titles)) == len(titles) for titles in found.values())


def test_a_place_that_is_not_offered_stays_where_a_comment_has_it(visitor: Visitor, here: Town, plan: Plan) -> None:
    """A program may name any place; whoever settles the comment on the page does not move it to the whole plan."""
    address = written(here, visitor, plan, place="/title")
    assert '<option value="/title" selected>' in visitor.get(address).text


@pytest.mark.slow
def test_every_part_that_is_offered_has_its_page(visitor: Visitor, here: Town) -> None:
    content = beginnings.example("dacice")
    plan, pointers = here.plan(content), [each.place.pointer for each in places.chapters(content)]
    inside = [each.inside[-1].pointer for each in places.chapters(content) if each.inside]
    for pointer in (*pointers, *inside, "/title", "/foreword/text"):
        page = visitor.get(written(here, visitor, plan, place=pointer)).text
        way = re.search(r'<dt>Část plánu</dt><dd><a href="([^"]+)"', page)
        assert way, pointer
        assert visitor.get(way[1].replace("&amp;", "&")).status_code == 200, pointer
    assert len(inside) > 5


def test_a_comment_is_removed_only_as_it_was_seen(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = written(here, visitor, plan)
    save(visitor, address, 1, **RAW, settlement="noted")
    visitor.post(f"{address}/smazani", address, verze="1")
    assert len(kept(here, plan)) == 1
    visitor.post(f"{address}/smazani", address, verze="2")
    assert kept(here, plan) == []
    assert "Připomínka č. 1 je smazaná." in plain(visitor.get(page_of(plan)))


# ---------------------------------------------------------------- by whom


def test_readers_see_no_name_without_consent_and_nothing_to_change(
    app: Flask, visitor: Visitor, here: Town, plan: Plan
) -> None:
    address = written(here, visitor, plan)
    written(here, visitor, plan, submitter="Spolek rodičů", publish="ano")
    here.member("jana@vzorov.cz", Role.READER)
    reader = signed_in(app, "jana@vzorov.cz")
    listed, one, table = (reader.get(each).text for each in (page_of(plan), address, f"{page_of(plan)}.csv"))
    for text in (listed, one, table):
        assert "Malá" not in text
        assert "občan" in text
    assert "Spolek rodičů" in listed
    assert shown(reader.get(f"{page_of(plan)}?q=malá").text) == []
    assert "Zapsat připomínku" not in listed
    assert ">Uložit</button>" not in one
    assert "Kdo a kdy s ní pracoval" not in one


def test_a_contributor_settles_comments_on_his_parts(app: Flask, visitor: Visitor, here: Town, plan: Plan) -> None:
    own, foreign = written(here, visitor, plan), written(here, visitor, plan, place="/foreword")
    here.member("petr@vzorov.cz", Role.CONTRIBUTOR, ("/strategy",))
    petr = signed_in(app, "petr@vzorov.cz")
    assert "Malá" not in petr.get(own).text
    assert save(petr, own, 1, settlement="explained", proposed="Přepsáno").status_code == 303
    assert save(petr, foreign, 1, settlement="explained").status_code == 403
    first, second = kept(here, plan)
    assert (first.settlement, first.proposed, first.submitter) == ("explained", "Rozšířit provoz.", "Jana Malá")
    assert second.settlement == ""
    assert ">Uložit</button>" not in petr.get(foreign).text


# ---------------------------------------------------------------- taken home


def test_the_table_holds_everything_and_no_formula(visitor: Visitor, here: Town, plan: Plan) -> None:
    first = written(here, visitor, plan, proposed="=1+1", reason="@SUM(A1)\nDruhý; řádek")
    save(visitor, first, 1, **{**RAW, "proposed": "=1+1", "reason": "@SUM(A1)"}, settlement="accepted")
    book = openpyxl.load_workbook(io.BytesIO(visitor.get(f"{page_of(plan)}.xlsx").data))
    heading, row = book["Připomínky"].iter_rows()
    found = {title.value: cell for title, cell in zip(heading, row, strict=True)}
    wording = found["Připomínka nebo navrhované znění"]
    assert (wording.value, wording.data_type) == ("=1+1", "s")
    assert (found["Číslo"].value, found["Přišla dne"].value) == ("1", "2. 10. 2026")
    assert found["Vypořádání"].value == "akceptováno"

    answer = visitor.get(f"{page_of(plan)}.csv")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="Plan obce Vzorov - pripominky.csv"')
    (line,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    assert (line["Připomínka nebo navrhované znění"], line["Důvod"]) == ("'=1+1", "'@SUM(A1)")
