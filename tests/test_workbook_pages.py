"""The workbook of a stored plan: taken home, filled in, brought back; what changes is seen before it is taken over."""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from openpyxl import Workbook
from werkzeug.test import TestResponse

from assembler import workbook
from assembler.store import uploads
from assembler.store.models import Plan
from assembler.store.roles import Deed, Role
from assembler.store.uploads import Purpose
from tests.visitors import Town, Visitor, signed_in
from tests.workbooks import SMALL, as_read, opened, parts_replaced, put, saved

pytest_plugins = ["tests.town_fixtures"]

CONTENT: dict[str, Any] = as_read(SMALL)


@pytest.fixture
def plan(here: Town) -> Plan:
    return here.plan(CONTENT)


def taken(visitor: Visitor, plan: Plan, change: Callable[[Workbook], object] = lambda _: None) -> bytes:
    """The workbook of the plan, as someone gives it back."""
    book = opened(visitor.get(f"/plany/{plan.id}/sesit.xlsx").data)
    change(book)
    return saved(book)


def bring(visitor: Visitor, plan: Plan, data: bytes, name: str = "vyplněno.xlsx") -> TestResponse:
    return visitor.post(f"/plany/{plan.id}/sesit", f"/plany/{plan.id}/sesit", file=(io.BytesIO(data), name))


def brought(visitor: Visitor, plan: Plan, change: Callable[[Workbook], object]) -> str:
    """The address of the page on which is decided."""
    answer = bring(visitor, plan, taken(visitor, plan, change))
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def decide(visitor: Visitor, address: str, expected: int, said: str = "prevzit", **more: str) -> TestResponse:
    return visitor.post(address, address, expected=str(expected), rozhodnuti=said, **more)


def rename(name: str) -> Callable[[Workbook], object]:
    return lambda book: put(book, "Opatření", 2, "name", name)


def measure(content: Any, number: int) -> Any:
    return content["strategy"]["nodes"][0]["nodes"][0]["measures"][number]


def kept(here: Town, plan: Plan) -> int:
    with here.store.reading(here.actor) as tx:
        return len(uploads.newest_first(tx, Purpose.WORKBOOK, plan.id).items)


# ---------------------------------------------------------------- the way


def test_the_page_of_a_plan_offers_its_workbook_and_to_bring_it_back(visitor: Visitor, plan: Plan) -> None:
    page = visitor.get(f"/plany/{plan.id}").text
    assert f'href="/plany/{plan.id}/sesit.xlsx"' in page
    assert f'href="/plany/{plan.id}/sesit"' in page


def test_the_workbook_has_a_czech_name_and_says_its_version(visitor: Visitor, plan: Plan) -> None:
    answer = visitor.get(f"/plany/{plan.id}/sesit.xlsx")
    assert "se%C5%A1it%20verze%201.xlsx" in answer.headers["Content-Disposition"]
    origin = workbook.deliver(answer.data).origin
    assert (origin.plan, origin.revision, origin.title) == (str(plan.id), 1, "Plán obce Vzorov")
    again = visitor.get(f"/plany/{plan.id}/sesit.xlsx", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_rest_gives_the_same_workbook_of_any_version(visitor: Visitor, here: Town, plan: Plan) -> None:
    here.save(plan, as_read(SMALL) | {"title": "Nový název"}, 1)
    key = {"Authorization": f"Bearer {here.key(Deed.READ)}"}
    newest = visitor.get(f"/api/v1/plans/{plan.id}/workbook", headers=key)
    assert newest.mimetype == workbook.MEDIA_TYPE
    assert newest.data == visitor.get(f"/plany/{plan.id}/sesit.xlsx").data
    first = visitor.get(f"/api/v1/plans/{plan.id}/workbook?revision=1", headers=key)
    assert workbook.deliver(first.data).origin.revision == 1


def test_a_change_is_shown_and_only_then_taken_over(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = brought(visitor, plan, rename("Doprava k lékaři"))
    page = visitor.get(address).text
    assert "Doprava k lékaři" in page
    assert "upraven 1 údaj" in page.lower().replace("\xa0", " ")
    assert here.content(plan.id) == CONTENT
    done = decide(visitor, address, 1)
    assert done.headers["Location"] == f"/plany/{plan.id}"
    assert measure(here.content(plan.id), 1)["name"] == "Doprava k lékaři"
    assert kept(here, plan) == 0


def test_an_untouched_workbook_changes_nothing(visitor: Visitor, here: Town, plan: Plan) -> None:
    page = visitor.get(brought(visitor, plan, lambda _: None)).text
    assert "Beze změny" in page
    assert "Nezařazené" not in page
    assert "Poznámka k verzi" not in page  # there will be no version


def test_a_workbook_that_is_thrown_away_leaves_nothing_behind(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = brought(visitor, plan, rename("Jinak"))
    assert decide(visitor, address, 1, "zrusit").status_code == 303
    assert here.content(plan.id) == CONTENT
    assert (kept(here, plan), visitor.get(address).status_code) == (0, 404)


# ---------------------------------------------------------------- someone was quicker


def test_what_others_saved_meanwhile_stays(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = brought(visitor, plan, rename("Doprava k lékaři"))
    newer = as_read(SMALL) | {"title": "Nový název"}
    here.save(plan, newer, 1)
    page = visitor.get(address).text
    assert "poslední je 2" in page
    assert decide(visitor, address, 2).status_code == 303
    saved_as = here.content(plan.id)
    assert (saved_as["title"], measure(saved_as, 1)["name"]) == ("Nový název", "Doprava k lékaři")


def test_what_both_changed_is_asked_about_and_nothing_is_saved_without_an_answer(
    visitor: Visitor, here: Town, plan: Plan
) -> None:
    address = brought(visitor, plan, rename("Ze sešitu"))
    newer = as_read(SMALL)
    measure(newer, 1)["name"] = "Z plánu"
    here.save(plan, newer, 1)
    page = visitor.get(address).text
    pointer = "/strategy/nodes/0/nodes/0/measures/1/name"
    assert f'name="stret:{pointer}"' in page
    unanswered = decide(visitor, address, 2)
    assert (unanswered.status_code, here.content(plan.id)) == (422, newer)
    assert "vyberte, co má platit" in unanswered.text
    decide(visitor, address, 2, **{f"stret:{pointer}": "sesit"})
    assert measure(here.content(plan.id), 1)["name"] == "Ze sešitu"


def test_a_version_that_came_while_one_was_deciding_is_looked_at_first(
    visitor: Visitor, here: Town, plan: Plan
) -> None:
    address = brought(visitor, plan, rename("Ze sešitu"))
    newer = as_read(SMALL) | {"title": "Nový název"}
    here.save(plan, newer, 1)
    assert decide(visitor, address, 1).headers["Location"] == address
    assert here.content(plan.id) == newer


# ---------------------------------------------------------------- what is wrong


def doubtful(book: Workbook) -> None:
    put(book, "Náklady – opatření", 1, "amount", "cca 300 tis.")
    put(book, "Opatření", 2, "name", "Doprava k lékaři")
    book.create_sheet("Poznámky")["B2"] = "Zavolat paní Novou"


def test_what_is_in_doubt_is_told_with_its_cell_and_the_rest_can_be_taken_over(
    visitor: Visitor, here: Town, plan: Plan
) -> None:
    address = brought(visitor, plan, doubtful)
    page = visitor.get(address).text
    assert "list Náklady – opatření, buňka E4" in page
    assert "cca 300 tis." in page
    assert "Zavolat paní Novou" in page
    decide(visitor, address, 1)
    content = here.content(plan.id)
    assert measure(content, 1)["name"] == "Doprava k lékaři"
    assert measure(content, 0)["costs"][0]["amount"] == 250000


def test_the_delivered_workbook_comes_back_with_its_errors_marked(visitor: Visitor, plan: Plan) -> None:
    address = brought(visitor, plan, doubtful)
    book = opened(visitor.get(f"{address}/chyby.xlsx").data)
    cell = book["Náklady – opatření"]["E4"]
    assert (cell.value, cell.fill.start_color.rgb) == ("cca 300 tis.", "FFFFC7CE")
    assert book["Nezařazené"]["C2"].value == "Zavolat paní Novou"


def test_an_error_of_the_content_is_told_with_its_cell(visitor: Visitor, plan: Plan) -> None:
    address = brought(visitor, plan, lambda book: put(book, "Náklady – opatření", 1, "source", "nadace"))
    page = visitor.get(address).text
    assert "Na „nadace“ se odkazuje" in page
    assert "list Náklady – opatření, buňka C4" in page


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "Vyberte vyplněný sešit"),
        (b"hello", "není sešit XLSX"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "starý formát .xls"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(visitor: Visitor, plan: Plan, data: bytes, told: str) -> None:
    answer = bring(visitor, plan, data, "sešit.xlsx" if data else "")
    assert answer.status_code in (400, 422)
    assert told in answer.text


def test_a_workbook_of_another_plan_is_refused(visitor: Visitor, here: Town, plan: Plan) -> None:
    other = here.plan({"title": "Jiný plán"})
    answer = bring(visitor, plan, taken(visitor, other))
    assert answer.status_code == 422
    assert "Jiný plán" in answer.text


def test_a_workbook_of_no_version_says_that_it_replaces_everything(visitor: Visitor, here: Town, plan: Plan) -> None:
    answer = bring(visitor, plan, workbook.write({"title": "Z jiného programu"}))
    address = answer.headers["Location"]
    assert "nahradí celý obsah" in visitor.get(address).text
    decide(visitor, address, 1)
    assert here.content(plan.id) == {"title": "Z jiného programu"}


def test_a_plan_can_begin_with_a_workbook_and_is_told_what_was_in_doubt(visitor: Visitor, here: Town) -> None:
    book = opened(workbook.write(CONTENT))
    put(book, "Náklady – opatření", 1, "amount", "cca 300 tis.")
    file = (io.BytesIO(saved(book)), "plán.xlsx")
    made = visitor.post("/plany/novy", "/plany/novy", way="file", file=file)
    assert made.status_code == 303
    told = visitor.get(made.headers["Location"]).text.replace("\xa0", " ")
    assert "Ověřte v sešitu: list Náklady – opatření, buňka E4." in told
    assert measure(here.content(uuid.UUID(made.headers["Location"].split("/")[2])), 1)["name"] == "Doprava"


def test_a_workbook_sent_as_a_new_version_is_told_where_it_belongs(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = f"/plany/{plan.id}"
    answer = visitor.post(f"{address}/verze", address, file=(io.BytesIO(b"PK"), "x.xlsx"), expected="1")
    assert (answer.status_code, here.content(plan.id)) == (422, CONTENT)
    assert "Nahrát vyplněný sešit" in answer.text


def test_a_workbook_with_too_many_rows_is_told_its_limit(visitor: Visitor, plan: Plan) -> None:
    rows = "".join(f'<row r="{number}"><c><v>1</v></c></row>' for number in range(1, 25_000))
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    xml = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    answer = bring(visitor, plan, parts_replaced(taken(visitor, plan), {"xl/worksheets/sheet2.xml": xml.encode()}))
    assert answer.status_code == 413
    assert "má přes 20\xa0000 řádků" in answer.text


# ---------------------------------------------------------------- who may


def test_a_contributor_takes_over_only_changes_of_his_own_parts(app: Flask, here: Town, plan: Plan) -> None:
    here.member("petr@vzorov.cz", Role.CONTRIBUTOR, ("/swot",))
    petr = signed_in(app, "petr@vzorov.cz")
    foreign = brought(petr, plan, rename("Jinak"))
    assert decide(petr, foreign, 1).status_code == 403
    own = brought(petr, plan, lambda book: put(book, "Položky SWOT", 1, "text", "ochota sousedů"))
    assert decide(petr, own, 1).status_code == 303
    assert here.content(plan.id)["swot"][0]["strengths"]["items"][0]["text"] == "ochota sousedů"
