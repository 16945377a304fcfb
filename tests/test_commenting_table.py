"""Comments from somebody's table: all rows or none, every wrong line told, nothing guessed, nothing lost in silence."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assembler.store import comments
from assembler.store.models import Comment, Plan
from assembler.store.roles import Role
from assembler.web.commenting import rows
from tests.visitors import PLAN, Town, Visitor, signed_in

pytest_plugins = ["tests.town_fixtures"]

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
    answer = bring(visitor, plan, CSV.encode("cp1250"))
    assert answer.status_code == 303
    first, second = kept(here, plan)
    assert (first.number, first.submitter, first.publish, first.settlement) == (1, "Jana Malá", False, "accepted")
    assert comments.as_raw(first)["received"] == "2026-10-02"
    assert (second.number, second.publish, second.settlement, second.merged_with) == (2, True, "merged", 1)
    page = plain(visitor.get(answer.location))
    assert "Z tabulky jsme převzali připomínky: 2." in page
    assert "Sloupce, které neznáme, jsme nepřevzali: Barva." in page


def test_one_wrong_row_keeps_all_out_and_every_one_is_told_with_its_line(
    visitor: Visitor, here: Town, plan: Plan
) -> None:
    answer = bring(visitor, plan, CSV.replace("2. 10. 2026", "31. 2. 2026").replace(";ano;", ";snad;").encode())
    assert answer.status_code == 422
    page = plain(answer)
    assert "Řádek 4: Přišla dne: Den „31. 2. 2026“ v kalendáři není." in page
    assert "Řádek 6: Souhlas se zveřejněním jména:" in page
    assert "č. 1 v plánu není" not in page  # it only is not there because its own row is wrong
    assert kept(here, plan) == []


def test_what_was_taken_home_can_be_brought_to_another_plan(visitor: Visitor, here: Town, plan: Plan) -> None:
    bring(
        visitor,
        plan,
        workbook(["Připomínka", "Část plánu"], ["Zkrátit.", "Úvodní slovo"], ["+ doplnit", None]),
        "x.xlsx",
    )
    other = here.plan({**PLAN, "foreword": {"text": "Jiné slovo."}})
    for extension in ("xlsx", "csv"):
        home = visitor.get(f"/plany/{plan.id}/pripominky.{extension}").data
        assert bring(visitor, other, home, f"doma.{extension}").status_code == 303
    first, second, third, fourth = kept(here, other)
    assert (first.proposed, first.place, first.place_title) == ("Zkrátit.", "/foreword", "Úvodní slovo")
    assert (second.proposed, third.proposed, fourth.proposed) == ("+ doplnit", "Zkrátit.", "+ doplnit")


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "", "Vyberte soubor s tabulkou"),
        (b"a;b\n1;2\n", "x.csv", "nevidíme řádek s názvy sloupců"),
        (b"%PDF-1.7 nic", "x.pdf", "Tabulku jsme nepřevzali"),
        ("Připomínka;Kapitola\nText;Neznámá\n".encode(), "x.csv", "Takové místo v plánu není"),
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
