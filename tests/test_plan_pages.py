"""The pages of stored plans: begun, changed, in conflict, taken back, assembled, downloaded; by whom."""

from __future__ import annotations

import io
import re
import uuid
import zipfile

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from assembler.jobs.runner import Runner
from assembler.readers import json_file, yaml_file
from assembler.store import documents
from assembler.store.roles import Role
from assembler.web.working import NAME as WORKING
from tests import service as assembling
from tests.visitors import PLAN, Town, Visitor, signed_in, town

pytest_plugins = ["tests.town_fixtures"]

UNKNOWN = uuid.UUID(int=7)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    assembling.quick(monkeypatch)


def as_file(text: str, name: str = "plán.yaml") -> tuple[io.BytesIO, str]:
    return io.BytesIO(text.encode()), name


def begun(visitor: Visitor, **fields: object) -> TestResponse:
    return visitor.post("/plany/novy", "/plany/novy", **fields)


def upload(visitor: Visitor, plan: str, text: str, expected: int, note: str = "") -> TestResponse:
    return visitor.post(f"{plan}/verze", plan, file=as_file(text), expected=str(expected), note=note)


def plan_id(address: str) -> uuid.UUID:
    return uuid.UUID(address.split("/")[2])


# ---------------------------------------------------------------- beginnings


def test_a_plan_begins_blank_with_its_name(visitor: Visitor, here: Town) -> None:
    made = begun(visitor, way="blank", title="  Plán   Vzorova ")
    assert made.status_code == 303
    assert here.content(plan_id(made.location)) == {"title": "Plán Vzorova"}
    page = visitor.get(made.location).text
    assert "Plán je založený." in page
    assert "Do schválení zbývá" in page
    assert "Plán Vzorova" in visitor.get("/plany").text


def test_a_blank_plan_may_know_its_period(visitor: Visitor, here: Town) -> None:
    made = begun(visitor, way="blank", title="Plán", first_year="2027", last_year=" 2029 ")
    assert here.content(plan_id(made.location)) == {
        "title": "Plán",
        "period": {"first_year": 2027, "last_year": 2029},
    }


def test_a_plan_begins_as_a_sample(visitor: Visitor, here: Town) -> None:
    made = begun(visitor, way="sample", sample="minimal")
    assert here.content(plan_id(made.location))["territory"] == {"name": "obec Vzorov"}


def test_a_plan_begins_with_that_of_the_last_period(visitor: Visitor, here: Town) -> None:
    old = here.plan(PLAN | {"period": {"first_year": 2023, "last_year": 2025}, "foreword": {"text": "Slovo."}})
    made = begun(visitor, way="earlier", earlier=str(old.id))
    content = here.content(plan_id(made.location))
    assert content["period"] == {"first_year": 2026, "last_year": 2028}
    assert "foreword" not in content
    assert "Z plánu „Plán obce Vzorov“" in visitor.get(made.location).text


def test_a_plan_begins_with_a_file(visitor: Visitor, here: Town) -> None:
    made = begun(visitor, way="file", file=as_file("title: Ze souboru\nperiod: {first_year: 2025}\n"))
    assert here.content(plan_id(made.location)) == {"title": "Ze souboru", "period": {"first_year": 2025}}


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"way": "blank", "title": " "}, "Napište název plánu."),
        ({"way": "blank", "title": "Plán", "first_year": "2027"}, "Napište rok čtyřmi číslicemi."),
        ({"way": "blank", "title": "Plán", "first_year": "27", "last_year": "2029"}, "Napište rok čtyřmi číslicemi."),
        (
            {"way": "blank", "title": "Plán", "first_year": "2027", "last_year": "2026"},
            "Období nemůže skončit dřív než v roce 2027.",
        ),
        ({"way": "sample", "sample": "../x"}, "Vyberte ukázku."),
        ({"way": "earlier", "earlier": str(UNKNOWN)}, "Vyberte plán minulého období."),
        ({"way": "earlier", "earlier": "x"}, "Vyberte plán minulého období."),
        ({"way": "file"}, "Vyberte soubor s obsahem plánu."),
        ({"way": ""}, "Vyberte, z čeho má plán vzniknout."),
    ],
)
def test_a_beginning_that_cannot_be_is_told_at_its_field_and_keeps_the_rest(
    visitor: Visitor, fields: dict[str, str], told: str
) -> None:
    answer = begun(visitor, **({"title": "Vyplněný název"} | fields))
    assert answer.status_code == 422
    assert told in answer.text
    assert ("Vyplněný název" in answer.text) == ("title" not in fields)
    assert "Zatím tu žádný plán není" in visitor.get("/plany").text


@pytest.mark.parametrize(
    ("text", "name", "status"), [("a: [", "x.yaml", 400), ("- 1", "x.yaml", 422), ("x", "x.docx", 422)]
)
def test_a_file_that_is_no_plan_is_refused(visitor: Visitor, text: str, name: str, status: int) -> None:
    assert begun(visitor, way="file", file=as_file(text, name)).status_code == status


# ---------------------------------------------------------------- a plan and its versions


def test_a_plan_shows_what_is_wrong_with_its_newest_version(visitor: Visitor, here: Town) -> None:
    plan = here.plan({"title": "Plán", "titel": "x"})
    page = visitor.get(f"/plany/{plan.id}").text
    assert "Klíč „titel“ tu neznáme" in page
    assert "Do schválení zbývá: 1" in page.replace("\u00a0", " ")


def test_content_goes_home_and_comes_back_the_same(visitor: Visitor, here: Town) -> None:
    plan = here.plan(json_file.read('{"title": "1:30", "a": [1.10, "no", "ž\\n\\"x\\""], "b": null}'.encode()).raw)
    for extension, reader in (("yaml", yaml_file), ("json", json_file)):
        answer = visitor.get(f"/plany/{plan.id}/obsah.{extension}")
        assert reader.read(answer.data).raw == here.content(plan.id)
        assert "1.10" in answer.text
        assert answer.text.startswith(("title:", '{\n  "title"'))
        assert f"1-30%20%E2%80%93%20verze%201.{extension}" in answer.headers["Content-Disposition"]
        etag = answer.headers["ETag"]
        assert visitor.get(f"/plany/{plan.id}/obsah.{extension}", headers={"If-None-Match": etag}).status_code == 304


def test_a_new_version_is_told_in_words_and_stands_in_the_history(visitor: Visitor, here: Town) -> None:
    plan = here.plan()
    address = f"/plany/{plan.id}"
    saved = upload(visitor, address, "title: Nový název\nperiod: {first_year: 2026}\n", 1, "Oprava roku")
    assert saved.location == address
    page = visitor.get(address).text
    assert "Uložili jsme verzi 2: " in page
    assert "Oprava roku" in page
    history = visitor.get(f"{address}/verze").text
    assert history.index("Oprava roku") < history.index('scope="row">1')
    shown = visitor.get(f"{address}/rozdil?od=1&do=2").text
    assert "Území" in shown
    assert "2025" in shown
    assert "2026" in shown
    assert here.content(plan.id)["title"] == "Nový název"


def test_an_older_version_comes_back_as_the_newest(visitor: Visitor, here: Town) -> None:
    plan = here.plan()
    here.save(plan, {"title": "Jinak"}, 1)
    history = f"/plany/{plan.id}/verze"
    assert visitor.post(f"{history}/1/obnoveni", history, expected="2").status_code == 303
    assert here.content(plan.id) == PLAN
    assert "uložili jsme ho jako verzi 3" in visitor.get(history).text
    visitor.post(f"{history}/2/obnoveni", history, expected="2")
    assert "Mezitím přibyla verze 3" in visitor.get(history).text
    assert here.content(plan.id) == PLAN


@pytest.mark.parametrize(("expected", "status"), [("", 422), ("x", 422), ("9", 404), ("1\r\nX: y", 422), ("²", 422)])
def test_a_version_that_began_nowhere_is_refused(visitor: Visitor, here: Town, expected: str, status: int) -> None:
    address = f"/plany/{here.plan().id}"
    answer = visitor.post(f"{address}/verze", address, file=as_file("title: x"), expected=expected, note="Poznámka")
    assert answer.status_code == status
    assert status == 404 or "Poznámka" in answer.text


@pytest.mark.parametrize("query", ["", "?od=1", "?od=1&do=x", "?od=-1&do=1", "?od=1&do=99999999999"])
def test_a_difference_of_versions_that_are_none_is_refused(visitor: Visitor, here: Town, query: str) -> None:
    assert visitor.get(f"/plany/{here.plan().id}/rozdil{query}").status_code == 422


def test_who_has_put_all_plans_aside_is_not_told_to_begin_the_first(visitor: Visitor, here: Town) -> None:
    made = here.plan({"title": "Jediný plán."})
    visitor.post(f"/plany/{made.id}/odlozeni", f"/plany/{made.id}")
    page = visitor.get("/plany").text
    assert "Všechny plány jsou odložené." in page
    assert "Založit první plán" not in page


def test_plans_come_in_pages_and_can_be_put_aside_and_taken_back(visitor: Visitor, here: Town) -> None:
    made = [here.plan({"title": f"Plán číslo {number}."}) for number in range(22)]
    first = visitor.get("/plany").text
    assert first.count('scope="row"') == 20
    following = re.search(r'href="([^"]+)" rel="next"', first)
    assert following
    assert visitor.get(following.group(1)).text.count('scope="row"') == 2
    address = f"/plany/{made[-1].id}"
    visitor.post(f"{address}/odlozeni", address)
    assert "Plán číslo 21." not in visitor.get("/plany").text
    assert "Plán číslo 21." in visitor.get("/plany?odlozene=ano").text
    visitor.post(f"{address}/odlozeni", address, zpet="ano")
    assert "Plán číslo 21." in visitor.get("/plany").text
    assert visitor.get("/plany?dal=nonsense").status_code == 422


# ---------------------------------------------------------------- two editors


def conflicting(visitor: Visitor, here: Town) -> tuple[str, str]:
    """A plan that was saved by another meanwhile, and where its second editor decides."""
    plan = here.plan()
    here.save(plan, PLAN | {"subtitle": "Od kolegyně"}, 1)
    address = f"/plany/{plan.id}"
    answer = upload(visitor, address, "title: Můj název\n", 1, "Moje práce")
    assert answer.status_code == 303
    return address, answer.location


def test_who_comes_second_sees_both_and_loses_nothing(visitor: Visitor, here: Town) -> None:
    address, place = conflicting(visitor, here)
    page = visitor.get(place).text
    assert "Nic se nepřepsalo" in page
    assert "Od kolegyně" in page
    assert "Můj název" in page
    assert 'value="Moje práce"' in page
    assert here.content(plan_id(address))["subtitle"] == "Od kolegyně"
    mine = visitor.get(f"{place.partition('?')[0]}/obsah.json")
    assert json_file.read(mine.data).raw == {"title": "Můj název"}
    assert "moje%20verze.json" in mine.headers["Content-Disposition"]


def test_who_comes_second_may_save_it_as_the_newest(visitor: Visitor, here: Town) -> None:
    address, place = conflicting(visitor, here)
    target = place.partition("?")[0]
    answer = visitor.post(target, place, expected="2", rozhodnuti="moje", note="Moje práce")
    assert answer.location == address
    assert here.content(plan_id(address)) == {"title": "Můj název"}
    assert visitor.get(place).status_code == 404


def test_who_comes_second_may_throw_it_away(visitor: Visitor, here: Town) -> None:
    address, place = conflicting(visitor, here)
    visitor.post(place.partition("?")[0], place, expected="2", rozhodnuti="zahodit")
    assert here.content(plan_id(address))["subtitle"] == "Od kolegyně"
    assert visitor.get(place).status_code == 404


def test_who_comes_third_decides_once_more(visitor: Visitor, here: Town) -> None:
    address, place = conflicting(visitor, here)
    target = place.partition("?")[0]
    answer = visitor.post(target, place, expected="1", rozhodnuti="moje")
    assert answer.location.startswith(target)
    assert here.content(plan_id(address))["subtitle"] == "Od kolegyně"
    assert "rozhodněte znovu" in visitor.get(answer.location).text


# ---------------------------------------------------------------- documents


def assembled(app: Flask, visitor: Visitor, plan: str, **fields: object) -> str:
    """The address of the job, after it was done."""
    given = {"kind": "medium_term_plan", "template": "standard", "state": "draft", "variant": "public"}
    answer = visitor.post(f"{plan}/sestaveni", f"{plan}/sestaveni", **(given | {"formats": ["pdf"]} | fields))
    assert answer.status_code == 303, answer.text
    assert "přijde řada" in visitor.get(answer.location).text
    runner: Runner = app.extensions[WORKING]
    assert runner.one()
    return answer.location


def test_a_document_is_assembled_kept_and_downloaded(app: Flask, visitor: Visitor, here: Town) -> None:
    plan = f"/plany/{here.plan().id}"
    done = visitor.get(assembled(app, visitor, plan)).text
    assert "Dokument je hotový" in done
    links = re.findall(rf'href="({plan}/dokumenty/[^"]+[.][a-z]+)"', visitor.get(f"{plan}/dokumenty").text)
    assert [link.rpartition(".")[2] for link in links] == ["docx", "pdf"]
    (whole,) = re.findall(rf'href="({plan}/dokumenty/[^"]+[.]json)"', done)
    word, pdf, report = (visitor.get(link) for link in (*links, whole))
    assert zipfile.ZipFile(io.BytesIO(word.data)).testzip() is None
    assert "Pl%C3%A1n%20obce%20Vzorov" in word.headers["Content-Disposition"]
    assert pdf.data.startswith(b"%PDF")
    assert report.json
    assert report.json["pages"] == 7
    part = visitor.get(links[0], headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.data) == (206, b"PK")
    again = visitor.get(links[0], headers={"If-None-Match": word.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert visitor.get(links[0].replace(".docx", ".odt")).status_code == 404
    assert visitor.get(links[0].replace(".docx", ".exe")).status_code == 404


def test_a_document_belongs_to_its_plan(app: Flask, visitor: Visitor, here: Town) -> None:
    plan, other = here.plan(), here.plan({"title": "Jiný"})
    job = assembled(app, visitor, f"/plany/{plan.id}")
    with here.store.reading(here.actor) as tx:
        (made,) = documents.newest_first(tx, plan.id).items
    assert visitor.get(f"/plany/{other.id}/dokumenty/{made.id}/dokument.docx").status_code == 404
    assert visitor.get(job.replace(str(plan.id), str(other.id))).status_code == 404


def test_a_document_that_cannot_be_says_why(app: Flask, visitor: Visitor, here: Town) -> None:
    plan = f"/plany/{here.plan({'title': 'Plán'}).id}"
    job = assembled(app, visitor, plan, state="approval")
    told, number = visitor.get(job).text, job.rpartition("/")[2]
    assert (
        f'title="{number}">{number[:8]}</span>' in told
    )  # short to be said on the telephone, whole where it is sought
    assert "Dokument se nepodařilo sestavit" in told
    assert "Obsah má chyby" in told


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"year": "99"}, "Rok napište čtyřmi číslicemi"),
        ({"kind": "novel"}, "novel"),
        ({"formats": ["exe"]}, "Formát „exe“ neumíme"),
    ],
)
def test_a_wrong_order_is_told_at_its_field(visitor: Visitor, here: Town, fields: dict[str, object], told: str) -> None:
    page = f"/plany/{here.plan().id}/sestaveni"
    answer = visitor.post(page, page, **({"kind": "medium_term_plan", "state": "approval"} | fields))
    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="approval" checked' in answer.text


def test_the_last_documents_stand_beside_the_plan(app: Flask, visitor: Visitor, here: Town) -> None:
    plan = f"/plany/{here.plan().id}"
    assert "Poslední dokumenty" not in visitor.get(plan).text
    assembled(app, visitor, plan)
    assert "Poslední dokumenty" in visitor.get(plan).text


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize(
    ("role", "seen", "hidden"),
    [
        (
            Role.READER,
            ["Obsah pro jiné programy"],
            ["Nahrát novou verzi", "Sestavit dokument", "Odložit plán", "Členové"],
        ),
        (Role.SECRETARY, ["Sestavit dokument"], ["Nahrát novou verzi", "Odložit plán", "Členové"]),
        (Role.CONTRIBUTOR, ["Nahrát novou verzi", "Sestavit dokument"], ["Odložit plán", "Členové"]),
        (Role.COORDINATOR, ["Nahrát novou verzi", "Odložit plán"], ["Členové", "Záznam o činnosti"]),
        (Role.ADMINISTRATOR, ["Odložit plán", "Členové", "Záznam o činnosti"], []),
    ],
)
def test_everyone_is_offered_what_his_role_allows(
    app: Flask, here: Town, role: Role, seen: list[str], hidden: list[str]
) -> None:
    here.member("jana@vzorov.cz", role)
    page = signed_in(app, "jana@vzorov.cz").get(f"/plany/{here.plan().id}").text
    assert [each for each in seen if each not in page] == []
    assert [each for each in hidden if each in page] == []


def test_a_contributor_changes_only_the_parts_that_are_his(app: Flask, here: Town) -> None:
    here.member("jana@vzorov.cz", Role.CONTRIBUTOR, ("/territory",))
    visitor, plan = signed_in(app, "jana@vzorov.cz"), here.plan()
    address = f"/plany/{plan.id}"
    own = "title: Plán obce Vzorov\nterritory: {name: obec Nový Vzorov}\nperiod: {first_year: 2025}\n"
    assert upload(visitor, address, own, 1).status_code == 303
    foreign = upload(visitor, address, own.replace("2025", "2026"), 2, "Zkouším")
    assert foreign.status_code == 403
    assert "Mimo ně je změněno: Období › První rok" in foreign.text
    assert "Zkouším" in foreign.text
    history = f"{address}/verze"
    assert visitor.post(f"{history}/1/obnoveni", history, expected="2").status_code == 303
    here.save(plan, PLAN | {"title": "Jinak"}, 3)
    assert visitor.post(f"{history}/1/obnoveni", history, expected="4").status_code == 403


def test_a_contributor_without_parts_is_told_whom_to_ask(app: Flask, here: Town) -> None:
    here.member("jana@vzorov.cz", Role.CONTRIBUTOR)
    visitor, plan = signed_in(app, "jana@vzorov.cz"), here.plan()
    refused = upload(visitor, f"/plany/{plan.id}", "title: Jiný plán\n", 1)
    assert refused.status_code == 403
    told = refused.text.replace("\xa0", " ")
    assert "Zatím nemáte v plánu žádnou část k úpravám. Požádejte správce obce" in told


def test_what_belongs_to_another_town_is_told_in_the_words_of_what_is_missing(app: Flask, here: Town) -> None:
    there = town(app, "Zálesí", "spravce@zalesi.cz")
    foreign = there.plan()
    visitor = signed_in(app)
    for way in ("", "/verze", "/dokumenty", "/sestaveni", "/obsah.json", "/rozdil?od=1&do=1"):
        answers = [visitor.get(f"/plany/{one}{way}") for one in (foreign.id, UNKNOWN)]
        assert [answer.status_code for answer in answers] == [404, 404]
        texts = {re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "", answer.text) for answer in answers}
        assert len({re.sub(r'name="csrf_token" value="[^"]+"', "", text) for text in texts}) == 1
