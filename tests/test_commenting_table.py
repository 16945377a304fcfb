"""Comments from somebody's table: shown before they are written, every wrong line told, nothing lost in silence."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assembler.store import comments
from assembler.store.models import Comment, Plan
from assembler.store.roles import Role
from assembler.web.commenting import places, rows
from assembler.web.commenting.places import Chapter, Place
from tests.visitors import PLAN, Town, Visitor, signed_in

pytest_plugins = ["tests.town_fixtures"]

BOX = re.compile(r'type="checkbox" name="(radek:[0-9]+)" value="([0-9]+)"[^>]*?( checked)?>')
CSV = """Připomínky k návrhu;;;;;
;;;;;
Č.;Předkladatel;Souhlas;Datum;Připomínka;Vypořádání;Barva
7;Jana Malá;ne;2. 10. 2026;Rozšířit provoz.;Akceptováno;modrá
;;;;;
8;Spolek;ano;;Totéž.;sloučeno s č. 7;
"""


@pytest.fixture
def plan(here: Town) -> Plan:
    return here.plan({**PLAN, "foreword": {"text": "Slovo."}})


def bring(visitor: Visitor, plan: Plan, data: bytes, name: str = "pripominky.csv") -> TestResponse:
    page = f"/plany/{plan.id}/pripominky/z-tabulky"
    return visitor.post(page, "/ucet", file=(io.BytesIO(data), name))


def taken(visitor: Visitor, answer: TestResponse, **more: str) -> TestResponse:
    """The page of what would be written, sent as it proposes."""
    assert answer.status_code == 303
    boxes = BOX.findall(visitor.get(answer.location).text)
    return visitor.post(answer.location, "/ucet", **{name: value for name, value, ticked in boxes if ticked}, **more)


def workbook(*lines: list[Any]) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.worksheets[0].append(line)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def kept(here: Town, plan: Plan) -> list[Comment]:
    with here.store.reading(here.actor) as tx:
        return comments.of_plan(tx, plan.id)


def plain(answer: TestResponse) -> str:
    return answer.text.replace("\xa0", " ")


def test_rows_become_comments_in_their_order_with_numbers_of_the_plan(visitor: Visitor, here: Town, plan: Plan) -> None:
    answer = taken(visitor, bring(visitor, plan, CSV.encode("cp1250")))
    assert answer.status_code == 200
    first, second = kept(here, plan)
    assert (first.number, first.submitter, first.publish, first.settlement) == (1, "Jana Malá", False, "accepted")
    assert comments.as_raw(first)["received"] == "2026-10-02"
    assert (second.number, second.publish, second.settlement, second.merged_with) == (2, True, "merged", 1)
    page = plain(answer)
    assert "Z tabulky jsme převzali nové připomínky: 2, změnili jsme: 0." in page
    assert "Z těchto sloupců jsme nic nepřevzali: Barva." in page


def test_nothing_is_written_before_it_was_shown(visitor: Visitor, here: Town, plan: Plan) -> None:
    answer = bring(visitor, plan, CSV.encode())
    assert "Zatím se nic nezapsalo. Nové: 2, změněné: 0" in plain(visitor.get(answer.location))
    assert kept(here, plan) == []


def test_good_rows_are_taken_and_bad_ones_stay_told(visitor: Visitor, here: Town, plan: Plan) -> None:
    """Each with its reason, also on the page of what was done."""
    table = "Připomínka;Datum;Kapitola;Kdo\nDobrá.;1. 3. 2026;celý plán;Jana\nŠpatná.;31. 2. 2026;9.9;Petr\n"
    answer = bring(visitor, plan, table.encode())
    for page in (visitor.get(answer.location), taken(visitor, answer)):
        assert "Den „31. 2. 2026“ v kalendáři není." in plain(page)
        assert "Část plánu „9.9“: Takové místo v plánu není." in plain(page)
        assert "Špatná." in page.text
    (only,) = kept(here, plan)
    assert (only.proposed, only.place, only.submitter) == ("Dobrá.", "", "Jana")


def test_a_row_merged_with_one_that_was_not_taken_is_refused(visitor: Visitor, here: Town, plan: Plan) -> None:
    answer = bring(visitor, plan, CSV.encode())
    refused = visitor.post(answer.location, "/ucet", **{"radek:6": "0"})
    assert refused.status_code == 422
    assert "Připomínka č. 7 v plánu není." in plain(refused)
    assert kept(here, plan) == []


def test_a_table_that_is_sent_twice_is_written_once(visitor: Visitor, here: Town, plan: Plan) -> None:
    answer = bring(visitor, plan, CSV.encode())
    for _ in range(2):
        visitor.post(answer.location, "/ucet", **{"radek:4": "0"})
    assert len(kept(here, plan)) == 1


def test_what_was_taken_home_comes_back_without_doubling(visitor: Visitor, here: Town, plan: Plan) -> None:
    taken(visitor, bring(visitor, plan, CSV.encode()))
    home = visitor.get(f"/plany/{plan.id}/pripominky.csv").data
    for extension in ("xlsx", "csv"):
        same = visitor.get(f"/plany/{plan.id}/pripominky.{extension}").data
        page = visitor.get(bring(visitor, plan, same, f"doma.{extension}").location)
        assert "Nové: 0, změněné: 0, beze změny: 2" in plain(page)
    answer = bring(visitor, plan, home.replace("Akceptováno".lower().encode(), b"vysv\xc4\x9btleno"))
    assert "Vypořádání: akceptováno → vysvětleno" in plain(visitor.get(answer.location))
    assert "změnili jsme: 1." in plain(taken(visitor, answer))
    first, second = kept(here, plan)
    assert (first.settlement, first.submitter, first.version) == ("explained", "Jana Malá", 2)
    assert (second.settlement, second.merged_with, second.version) == ("merged", 1, 1)


def test_a_number_with_another_wording_is_changed_only_if_somebody_says_so(
    visitor: Visitor, here: Town, plan: Plan
) -> None:
    taken(visitor, bring(visitor, plan, CSV.encode()))
    home = visitor.get(f"/plany/{plan.id}/pripominky.csv").data
    answer = bring(visitor, plan, home.replace("Rozšířit provoz.".encode(), b"Jina vec."))
    assert "Zní jinak." in plain(visitor.get(answer.location))
    taken(visitor, answer)
    assert kept(here, plan)[0].proposed == "Rozšířit provoz."


def test_a_comment_that_changed_meanwhile_is_not_overwritten(visitor: Visitor, here: Town, plan: Plan) -> None:
    taken(visitor, bring(visitor, plan, CSV.encode()))
    home = visitor.get(f"/plany/{plan.id}/pripominky.csv").data
    answer = bring(visitor, plan, home.replace("akceptováno".encode(), b"vysv\xc4\x9btleno"))
    refused = visitor.post(answer.location, "/ucet", **{"radek:2": "7"})
    assert refused.status_code == 412
    assert kept(here, plan)[0].settlement == "accepted"


def test_repeated_comments_are_told_and_not_ticked(visitor: Visitor, here: Town, plan: Plan) -> None:
    table = "Připomínka;Kdo\nTotéž.;Jana\ntotéž.;Jana\nTotéž.;Petr\n".encode()
    answer = bring(visitor, plan, table)
    assert "Opakuje se: totéž říká řádek 2." in plain(visitor.get(answer.location))
    taken(visitor, answer)
    assert [each.submitter for each in kept(here, plan)] == ["Jana", "Petr"]
    assert "opakované: 3" in plain(visitor.get(bring(visitor, plan, table).location))


def test_what_was_taken_home_can_be_brought_to_another_plan(visitor: Visitor, here: Town, plan: Plan) -> None:
    table = workbook(["Připomínka", "Část plánu"], ["Zkrátit.", "Úvodní slovo"], ["+ doplnit", None])
    taken(visitor, bring(visitor, plan, table, "x.xlsx"))
    for extension in ("xlsx", "csv"):
        other = here.plan({**PLAN, "foreword": {"text": "Jiné slovo."}})
        home = visitor.get(f"/plany/{plan.id}/pripominky.{extension}").data
        taken(visitor, bring(visitor, other, home, f"doma.{extension}"))
        first, second = kept(here, other)
        assert (first.proposed, first.place, first.place_title) == ("Zkrátit.", "/foreword", "Úvodní slovo")
        assert second.proposed == "+ doplnit"


def test_places_are_known_by_their_code_or_name_alone() -> None:
    inside = (Place("/a", "1.1 Bydlení"), Place("/b", "1.2 Péče"), Place("/c", "1.3 Péče"))
    found = rows.titles_of([Chapter(Place("/strategy", "Strategie"), inside)])
    assert (found["1.1"], found["bydlení"], found["1.1 bydlení"], found["celý plán"]) == ("/a", "/a", "/a", "")
    assert "péče" not in found  # there are two


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "", "Vyberte soubor s tabulkou"),
        (b"a;b\n1;2\n", "x.csv", "nevidíme řádek s názvy sloupců"),
        (b"%PDF-1.7 nic", "x.pdf", "Tabulku jsme nepřevzali"),
    ],
)
def test_what_is_no_such_table_is_told(
    visitor: Visitor, here: Town, plan: Plan, data: bytes, name: str, told: str
) -> None:
    answer = bring(visitor, plan, data, name)
    assert 400 <= answer.status_code < 500
    assert told in plain(answer)
    assert kept(here, plan) == []


def test_a_table_that_is_too_long_is_refused(
    visitor: Visitor, here: Town, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rows, "MOST", 1)
    assert "Rozdělte ji" in plain(bring(visitor, plan, CSV.encode()))
    assert kept(here, plan) == []


def test_only_those_who_write_bring_tables(app: Flask, here: Town, visitor: Visitor, plan: Plan) -> None:
    here.member("petr@vzorov.cz", Role.CONTRIBUTOR, ("/foreword",))
    assert bring(signed_in(app, "petr@vzorov.cz"), plan, CSV.encode()).status_code == 403
    assert kept(here, plan) == []


def test_the_plan_is_read_for_its_places_once_and_not_for_each_row(
    visitor: Visitor, here: Town, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[object] = []
    chapters = places.chapters

    def counted(content: object) -> list[Chapter]:
        read.append(content)
        return chapters(content)

    monkeypatch.setattr(places, "chapters", counted)

    def readings(rows: int) -> int:
        lines = (f"Spolek {number};Připomínka {number}.;Úvodní slovo" for number in range(rows))
        answer = bring(visitor, plan, "\n".join(("Předkladatel;Připomínka;Čeho se týká", *lines)).encode())
        read.clear()
        assert taken(visitor, answer).status_code == 200
        return len(read)

    assert readings(2) == readings(9) > 0
    assert {each.place for each in kept(here, plan)} == {"/foreword"}
