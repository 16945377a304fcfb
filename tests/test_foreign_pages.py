"""A table of somebody else: brought, understood with its coordinator's help, taken over; nothing of it is lost."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assembler.store import plans, taken_tables
from assembler.store.models import Plan
from assembler.store.roles import Role
from tests.foreign_files import csv_of, xlsx_of
from tests.visitors import Town, Visitor, signed_in

pytest_plugins = ["tests.town_fixtures"]

CONTENT: dict[str, Any] = {
    "title": "Plán obce Vzorov",
    "strategy": {"nodes": [{"name": "Bydlení", "measures": [{"id": "o-byty", "name": "Sociální byty"}]}]},
    "network": {"services": [{"id": "s-1", "name": "Poradna", "identifier": "1234567", "provider": "Charita"}]},
}
HEADINGS = ("Název služby", "Identifikátor", "Poskytovatel", "IČO", "Úvazky v síti", "Poznámka")
SERVICES = csv_of(
    [
        ("Přehled služeb 2024",),
        HEADINGS,
        ("Poradna", "1234567", "Charita", "246476", "0,5 úv.", "volat ráno"),
        ("Domov pro seniory", "7654321", "Město", "00246476", "cca 12", None),
        ("Celkem", None, None, None, "12,5", None),
    ]
)


@pytest.fixture
def plan(here: Town) -> Plan:
    return here.plan(CONTENT)


def bring(visitor: Visitor, plan: Plan, data: bytes = SERVICES, name: str = "služby.csv", who: str = "Charita") -> Any:
    address = f"/plany/{plan.id}/cizi-tabulka"
    return visitor.post(address, address, od=who, file=(io.BytesIO(data), name))


def brought(visitor: Visitor, plan: Plan, data: bytes = SERVICES, name: str = "služby.csv") -> str:
    answer = bring(visitor, plan, data, name)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def fields_of(page: str) -> dict[str, str]:
    """What the form of a page would send, as a browser does."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'<input type="text" name="([^"]+)" id="[^"]+" value="([^"]*)"', page))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        values = re.findall(r'<option value="([^"]*)"( selected)?', options)
        found[name] = next((value for value, chosen in values if chosen), values[0][0] if values else "")
    return {unescape(name): unescape(value) for name, value in found.items() if name != "csrf_token"}


def go_on(visitor: Visitor, address: str, step: str, page: str, **more: str) -> TestResponse:
    return visitor.post(address, address.partition("?")[0], **(fields_of(page) | {"krok": step} | more))


def answers(page: str, said: str) -> dict[str, str]:
    return {name: said for name in fields_of(page) if name.startswith("otazka:")}


def content_of(here: Town, plan: Plan) -> Any:
    with here.store.reading(here.actor) as tx:
        return plans.content(tx, plans.revision(tx, plan.id))


def test_the_plan_and_its_workbook_lead_to_tables_of_others(visitor: Visitor, plan: Plan) -> None:
    for page in (f"/plany/{plan.id}", f"/plany/{plan.id}/sesit"):
        assert f'href="/plany/{plan.id}/cizi-tabulka"' in visitor.get(page).text


def test_a_table_is_taken_over_as_one_version_that_names_its_sender(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = brought(visitor, plan)
    page = visitor.get(address).text
    assert "Windows-1250, oddělovač středník" in page
    assert "cca 12" in page
    assert "volat ráno" in page
    assert content_of(here, plan) == CONTENT
    shown = go_on(visitor, address, "zmeny", page, **answers(page, "0")).text
    assert "Přibyla 1 služba" in shown.replace("\u00a0", " ")
    done = go_on(visitor, address, "prevzit", shown)
    assert done.status_code == 303, done.text
    services = content_of(here, plan)["network"]["services"]
    assert [each["name"] for each in services] == ["Poradna", "Domov pro seniory"]
    assert services[0]["ico"] == "00246476"
    assert str(services[0]["capacities"][0]["network"]) == "0.5"
    assert services[1]["capacities"][0]["network"] == 12
    with here.store.reading(here.actor) as tx:
        head = plans.revision(tx, plan.id)
    assert (head.number, "Charita" in head.note) == (2, True)


def test_the_page_of_changes_shows_every_value_that_would_be_written(visitor: Visitor, plan: Plan) -> None:
    table = csv_of([("Název služby", "Náklady 2026 (tis. Kč)", "Úvazky v síti"), ("Jídelna", "6 432", "4,5")])
    address = brought(visitor, plan, table)
    page = visitor.get(address).text.replace("\u00a0", " ")
    assert "6 432 tis. Kč → 6 432 000 Kč" in page
    shown = go_on(visitor, address, "zmeny", page).text.replace("\u00a0", " ")
    cells = re.findall(r'<td data-label="Po převzetí">([^<]*)</td>', shown)
    assert cells == ["Jídelna", "2026", "6 432 000 Kč", "4,5"]


def test_a_question_names_its_row_and_a_sender_has_one_dot(visitor: Visitor, plan: Plan) -> None:
    answer = bring(visitor, plan, who="Ledax o.p.s.")
    page = visitor.get(answer.headers["Location"]).text
    assert "řádek 4: Domov pro seniory" in page
    assert "Od koho: Ledax o.p.s. V plánu" in page


def test_what_found_no_place_is_kept_with_the_file_as_it_came(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = brought(visitor, plan)
    shown = go_on(visitor, address, "zmeny", visitor.get(address).text).text
    go_on(visitor, address, "prevzit", shown)
    with here.store.reading(here.actor) as tx:
        [table] = taken_tables.of_plan(tx, plan.id)
    page = visitor.get(f"/plany/{plan.id}/cizi-tabulka/prevzata/{table.id}").text
    assert "volat ráno" in page
    assert "cca 12" in page
    file = visitor.get(f"/plany/{plan.id}/cizi-tabulka/prevzata/{table.id}/soubor")
    assert file.data == SERVICES


def test_the_next_table_of_the_same_sender_is_read_as_the_last_one(visitor: Visitor, plan: Plan) -> None:
    address = brought(visitor, plan)
    page = visitor.get(address).text
    shown = go_on(visitor, address, "zmeny", page, **{"pole:5": "hours"}).text
    go_on(visitor, address, "prevzit", shown)
    again = csv_of([HEADINGS, ("Poradna", "1234567", "Charita", "00246476", "0,5", "volat odpoledne")])
    page = visitor.get(brought(visitor, plan, again)).text
    assert "už jsme podobnou tabulku přebírali" in page
    assert fields_of(page)["pole:5"] == "hours"


def test_the_next_table_proposes_the_answers_of_the_last_one(visitor: Visitor, plan: Plan) -> None:
    address = brought(visitor, plan)
    page = visitor.get(address).text
    assert "jako minule" not in page
    go_on(visitor, address, "prevzit", go_on(visitor, address, "zmeny", page, **answers(page, "0")).text)
    again = visitor.get(brought(visitor, plan)).text
    assert "jako minule" in again
    assert set(answers(again, "")) == set(answers(page, ""))
    assert {said for name, said in fields_of(again).items() if name.startswith("otazka:")} == {"0"}


def test_a_table_on_its_way_is_found_again_with_its_sender_and_answers(visitor: Visitor, plan: Plan) -> None:
    form, address = f"/plany/{plan.id}/cizi-tabulka", brought(visitor, plan).partition("?")[0]
    page = visitor.get(address).text
    assert "Od koho: Charita" in page
    go_on(visitor, address, "prepocitat", page, **answers(page, "0"), **{"pole:5": "hours"})
    listed = visitor.get(form).text
    assert "Tabulky na cestě" in listed
    assert f'href="{address}"' in listed
    assert "od koho: Charita" in listed
    assert ">na cestě: 1</a>" in visitor.get(f"/plany/{plan.id}").text
    again = visitor.get(address).text
    assert fields_of(again)["pole:5"] == "hours"
    assert "Otázky</h2>" not in again
    assert "rozepsan" not in visitor.get(f"/plany/{plan.id}/upravit").text
    go_on(visitor, address, "prevzit", go_on(visitor, address, "zmeny", again).text)
    assert "Tabulky na cestě" not in visitor.get(form).text


def test_a_newer_edit_of_the_plan_is_never_overwritten_unasked(visitor: Visitor, here: Town, plan: Plan) -> None:
    changed = CONTENT | {
        "network": {"services": [CONTENT["network"]["services"][0] | {"provider": "Diecézní charita"}]}
    }
    here.save(plan, changed, 1)
    address = brought(visitor, plan)
    shown = go_on(visitor, address, "zmeny", visitor.get(address).text).text
    assert "V plánu je něco jiného než v tabulce" in shown
    assert go_on(visitor, address, "prevzit", shown).status_code == 422
    [name] = re.findall(r'name="(stret:[^"]+)"', shown)[:1]
    done = go_on(visitor, address, "prevzit", shown, **{name: "plan"})
    assert done.status_code == 303
    assert content_of(here, plan)["network"]["services"][0]["provider"] == "Diecézní charita"


def test_a_measure_goes_where_its_coordinator_says(visitor: Visitor, here: Town, plan: Plan) -> None:
    table = xlsx_of([("Opatření", "Garant", "Termín"), ("Sociální byty", "OSV", "IV/2024"), ("Doprava", "MAS", "2025")])
    address = brought(visitor, plan, table, "opatření.xlsx")
    page = visitor.get(address).text
    assert "není jasné, kam řádek patří" in page
    shown = go_on(visitor, address, "zmeny", page, pod="/strategy/nodes/0").text
    assert go_on(visitor, address, "prevzit", shown).status_code == 303
    measures = content_of(here, plan)["strategy"]["nodes"][0]["measures"]
    assert [(each["name"], each["schedule"]) for each in measures] == [
        ("Sociální byty", "IV/2024"),
        ("Doprava", "2025"),
    ]


def test_pressed_twice_is_taken_over_once(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = brought(visitor, plan)
    shown = go_on(visitor, address, "zmeny", visitor.get(address).text).text
    for _ in range(2):
        assert go_on(visitor, address, "prevzit", shown).status_code == 303
    with here.store.reading(here.actor) as tx:
        assert plans.revision(tx, plan.id).number == 2


def test_a_table_can_be_thrown_away_until_it_is_taken_over(visitor: Visitor, here: Town, plan: Plan) -> None:
    address = brought(visitor, plan)
    assert go_on(visitor, address, "zrusit", visitor.get(address).text).status_code == 303
    assert visitor.get(address).status_code == 404
    assert content_of(here, plan) == CONTENT


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"%PDF-1.7 \n", "tabulka.pdf", "Z PDF"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "tabulka.xls", "Uložit jako → Sešit Excelu"),
        (b"", "prázdná.csv", "prázdný"),
        (b";;;\r\n;;\r\n", "nic.csv", "žádná tabulka není"),
    ],
)
def test_what_is_no_table_is_refused_with_the_steps_that_mend_it(
    visitor: Visitor, plan: Plan, data: bytes, name: str, said: str
) -> None:
    answer = bring(visitor, plan, data, name)
    assert answer.status_code in (400, 422)
    assert said in unescape(answer.text).replace("\u00a0", " ")


def test_it_must_be_said_who_sent_a_table(visitor: Visitor, plan: Plan) -> None:
    answer = bring(visitor, plan, who=" ")
    assert answer.status_code == 422
    assert "kdo tabulku poslal" in answer.text


def test_a_contributor_takes_over_only_into_his_parts(app: Flask, here: Town, plan: Plan) -> None:
    here.member("jana@vzorov.cz", Role.CONTRIBUTOR, ("/strategy",))
    visitor = signed_in(app, "jana@vzorov.cz")
    address = brought(visitor, plan)
    shown = go_on(visitor, address, "zmeny", visitor.get(address).text).text
    assert "Tuto tabulku převzít nemůžete" in shown
    assert go_on(visitor, address, "prevzit", shown).status_code == 403


def test_tables_of_one_plan_are_not_there_for_another(visitor: Visitor, here: Town, plan: Plan) -> None:
    address, other = brought(visitor, plan), here.plan(CONTENT)
    assert visitor.get(address.replace(str(plan.id), str(other.id))).status_code == 404


def test_another_sheet_of_the_same_file_is_taken_over_later(visitor: Visitor, here: Town, plan: Plan) -> None:
    parties = [("Název organizace", "Telefon"), ("Spolek", "777 111 222")]
    book = xlsx_of([("Název služby", "Poskytovatel"), ("Jídelna", "Město")], title="Služby", Organizace=parties)
    address = brought(visitor, plan, book, "vše.xlsx")
    for sheet, target in (("0", "network.services"), ("1", "parties")):
        page = go_on(visitor, address, "prepocitat", visitor.get(address).text, tabulka=sheet, seznam=target).text
        shown = go_on(visitor, address, "zmeny", page).text
        assert go_on(visitor, address, "prevzit", shown).status_code == 303
    content = content_of(here, plan)
    assert [each["name"] for each in content["network"]["services"]] == ["Poradna", "Jídelna"]
    assert content["parties"] == [{"name": "Spolek", "phone": "777 111 222"}]


def test_amounts_are_offered_for_the_years_of_the_plan(visitor: Visitor, here: Town) -> None:
    plan = here.plan(CONTENT | {"period": {"first_year": 2026, "last_year": 2027}})
    page = visitor.get(brought(visitor, plan)).text
    assert [year for year in (2025, 2026, 2027) if f'value="costs@{year}"' in page] == [2026, 2027]
