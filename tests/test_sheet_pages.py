"""A table from a file: brought, understood, corrected, and saved into the newest content of the plan."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import lxml.html
import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from assembler.store.models import Plan
from assembler.store.roles import Role
from tests.one_town import app, here, visitor
from tests.visitors import PLAN, Town, Visitor, signed_in, town

__all__ = ["app", "here", "visitor"]  # fixtures of another file


SHEET = """Tab. 2 Počet obyvatel k 31. 12.;;
v osobách;;
Obec;2021;2022
Dačice;7 300;7 250
Slavonice;2 400;-
Studená;2 100;2 090 1)
Zdroj: ČSÚ;;
1) předběžný údaj;;
"""
PLACE = "analyses/0/chapters/0"


def begun(here: Town) -> Plan:
    chapter = {"heading": "Obyvatelé", "id": "obyvatele"}
    return here.plan(PLAN | {"analyses": [{"id": "rozbor", "title": "Rozbor", "chapters": [chapter]}]})


class Sheet:
    """Someone who has brought a file and looks at how it was understood."""

    def __init__(self, visitor: Visitor, plan: Plan, text: str = SHEET, place: str = PLACE) -> None:
        self.visitor, self.plan = visitor, plan
        way = f"/plany/{plan.id}/tabulka-ze-souboru/{place}"
        file = (io.BytesIO(text.encode()), "obyvatelé.csv")
        sent = {"file": file, "csrf_token": visitor.token(way)}
        self.answer = visitor.client.post(way, data=sent)
        assert self.answer.status_code == 303
        self.address = self.answer.headers["Location"]
        self.seen = visitor.get(self.address)
        assert self.seen.status_code == 200

    @property
    def root(self) -> Any:
        return lxml.html.fromstring(self.seen.text)

    def fields(self) -> MultiDict[str, str]:
        form = self.root.xpath("//form[@id='pochopeni']")[0]
        for area in form.iter("textarea"):  # the first line end of an area is none of its text
            area.text = (area.text or "").removeprefix("\n")
        return MultiDict([(name, text) for name, text in form.form_values() if text is not None])

    def send(self, deed: str, **typed: Any) -> TestResponse:
        sent = self.fields()
        for name, text in typed.items():
            sent.setlist(name, text if isinstance(text, list) else [text])
        sent["rozhodnuti"] = deed
        return self.visitor.client.post(self.address, data=sent)

    def again(self, **typed: Any) -> None:
        """The page with other choices."""
        self.seen = self.send("prepocitat", **typed)
        assert self.seen.status_code == 200

    def save(self, **typed: Any) -> TestResponse:
        return self.send("ulozit", **typed)


def chapters(here: Town, plan: Plan) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = here.content(plan.id)["analyses"][0]["chapters"]
    return found


def words(page: str) -> str:
    root: Any = lxml.html.fromstring(page)
    return " ".join(str(root.text_content()).split())


# ---------------------------------------------------------------- the whole way


def test_the_forms_of_an_analysis_and_of_its_chapter_lead_to_it(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    for place in ("analyses/0", PLACE):
        page = visitor.get(f"/plany/{plan.id}/upravit/{place}").text
        assert f"/plany/{plan.id}/tabulka-ze-souboru/{place}" in page
    assert "tabulka-ze-souboru" not in visitor.get(f"/plany/{plan.id}/upravit/territory").text


def test_the_page_shows_how_the_sheet_was_understood(visitor: Visitor, here: Town) -> None:
    sheet = Sheet(visitor, begun(here))
    sent = sheet.fields()
    assert sent["titulek"] == "Počet obyvatel k 31. 12."
    assert (sent["jednotka"], sent["zdroj"], sent["poznamka"]) == ("osoby", "ČSÚ", "1) předběžný údaj")
    assert (sent["hlavicka-od"], sent["hlavicka-radku"], sent["udaje-od"], sent["udaje-do"]) == ("3", "1", "4", "6")
    assert sent["znak:-"] == "nula"
    assert sent["znak:2 090 1)"] == "cislo"
    assert "Navržený graf: spojnicový" in words(sheet.seen.text)
    assert len(sheet.root.xpath("//svg")) == 1


def test_a_table_and_a_chart_are_saved_as_one_version(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    answer = Sheet(visitor, plan).save()
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/upravit/{PLACE}/tables/0")
    (chapter,) = chapters(here, plan)
    round_it = {"caption": "Počet obyvatel k 31. 12.", "unit": "osoby", "source": "ČSÚ"}
    assert chapter["tables"] == [
        round_it
        | {
            "id": "pocet-obyvatel-k-31-12",
            "note": "1) předběžný údaj",
            "columns": [
                {"name": "Obec", "type": "text"},
                {"name": "2021", "type": "number"},
                {"name": "2022", "type": "number"},
            ],
            "rows": [["Dačice", 7300, 7250], ["Slavonice", 2400, 0], ["Studená", 2100, 2090]],
        }
    ]
    assert chapter["charts"][0] == round_it | {
        "id": "pocet-obyvatel-k-31-12-2",
        "type": "line",
        "categories": ["2021", "2022"],
        "series": [
            {"name": "Dačice", "values": [7300, 7250]},
            {"name": "Slavonice", "values": [2400, 0]},
            {"name": "Studená", "values": [2100, 2090]},
        ],
    }
    page = visitor.get(answer.headers["Location"]).text
    assert "Ze souboru je v plánu tabulka a graf, uloženo jako verze 2." in words(page)
    assert "Počet obyvatel k 31. 12." in page


@pytest.mark.parametrize(
    ("result", "lists"), [("tabulka", {"tables"}), ("graf", {"charts"}), ("oboji", {"tables", "charts"})]
)
def test_only_what_was_chosen_is_saved(visitor: Visitor, here: Town, result: str, lists: set[str]) -> None:
    plan = begun(here)
    assert Sheet(visitor, plan).save(vysledek=result).status_code == 303
    assert {"tables", "charts"} & set(chapters(here, plan)[0]) == lists


def test_an_analysis_without_the_chapter_gets_one(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    answer = Sheet(visitor, plan, place="analyses/0").save()
    assert answer.headers["Location"].endswith("/upravit/analyses/0/chapters/1/tables/0")
    assert [each["heading"] for each in chapters(here, plan)] == ["Obyvatelé", "Počet obyvatel k 31. 12."]


def test_a_chapter_of_the_analysis_can_be_chosen(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    Sheet(visitor, plan, place="analyses/0").save(kapitola="0")
    assert len(chapters(here, plan)) == 1
    assert len(chapters(here, plan)[0]["tables"]) == 1


# ---------------------------------------------------------------- corrected


def test_everything_that_was_understood_can_be_corrected(visitor: Visitor, here: Town) -> None:
    plan, typed = begun(here), {"titulek": "Lidé", "rok": "2022", "nazev:1": "Rok 2021"}
    sheet = Sheet(visitor, plan)
    sheet.again(**typed, **{"vynechat-radek": ["5"], "vynechat-sloupec": ["2"]})
    assert sheet.save().status_code == 303
    table = chapters(here, plan)[0]["tables"][0]
    assert (table["caption"], table["year"]) == ("Lidé", 2022)
    assert [each["name"] for each in table["columns"]] == ["Obec", "Rok 2021"]
    assert table["rows"] == [["Dačice", 7300], ["Slavonice", 2400]]


def test_an_answer_holds_for_its_text(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    Sheet(visitor, plan).save(**{"znak:-": "nula", "znak:2 090 1)": "text"})
    rows = chapters(here, plan)[0]["tables"][0]["rows"]
    assert rows[1:] == [["Slavonice", 2400, 0], ["Studená", 2100, "2 090 1)"]]


def test_a_text_among_numbers_must_be_decided(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    sheet = Sheet(visitor, plan, SHEET.replace("2 400", "cca 2400"))
    assert "Rozhodněte prosím." in sheet.seen.text
    refused = sheet.save()
    assert refused.status_code == 422
    assert "Rozhodněte, co znamená: „cca 2400“." in words(refused.text)
    assert "tables" not in chapters(here, plan)[0]
    sheet.seen = refused
    assert sheet.save(**{"znak:cca 2400": "cislo", "cislo:cca 2400": "2 400,5"}).status_code == 303
    assert chapters(here, plan)[0]["tables"][0]["rows"][1][1] == Decimal("2400.5")


def test_other_heads_are_read_anew_and_old_ticks_hold_no_more(visitor: Visitor, here: Town) -> None:
    sheet = Sheet(visitor, begun(here))
    sheet.again(**{"vynechat-radek": ["3"]})
    sheet.again(**{"udaje-od": "5"})
    assert sheet.fields().getlist("vynechat-radek") == []
    assert [each.text_content() for each in sheet.root.xpath("//table[contains(@class, 'made')]/tbody//th")] == [
        "Slavonice",
        "Studená",
    ]


def test_a_turned_table_is_shown_and_saved_turned(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    sheet = Sheet(visitor, plan, SHEET.replace("2 400;-", "2 400;."))
    sheet.again(otocit="ano")
    assert sheet.save().status_code == 303
    table = chapters(here, plan)[0]["tables"][0]
    assert [each["name"] for each in table["columns"]] == ["Obec", "Dačice", "Slavonice", "Studená"]
    assert table["rows"] == [["2021", 7300, 2400, 2100], ["2022", 7250, None, 2090]]


def test_another_type_of_chart_can_be_chosen(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    Sheet(visitor, plan).save(typ="column", rady="sloupce")
    chart = chapters(here, plan)[0]["charts"][0]
    assert chart["type"] == "column"
    assert chart["categories"] == ["Dačice", "Slavonice", "Studená"]
    assert [each["name"] for each in chart["series"]] == ["2021", "2022"]


def test_only_the_wanted_rows_are_taken_and_the_others_are_told(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    sheet = Sheet(visitor, plan)
    sheet.again(jen="dačice\nStudená")
    assert "Řádky, které nejsou mezi vybranými: 1." in words(sheet.seen.text)
    answer = sheet.save()
    assert [row[0] for row in chapters(here, plan)[0]["tables"][0]["rows"]] == ["Dačice", "Studená"]
    assert "které nejsou mezi vybranými: 1" in words(visitor.get(answer.headers["Location"]).text)


def test_of_a_long_table_the_municipalities_of_the_plan_are_offered_and_the_others_counted(
    visitor: Visitor, here: Town
) -> None:
    plan = begun(here)
    named = [{"name": "Obec 7"}, {"name": "Obec 9"}, {"name": "Jinde"}]
    here.save(plan, here.content(plan.id) | {"territory": {"name": "Území", "municipalities": named}}, 1)
    sheet = Sheet(visitor, plan, "Obec;Počet\n" + "\n".join(f"Obec {n};{n}" for n in range(1, 100)))
    assert sheet.fields()["jen"] == "Obec 7\nObec 9"
    assert "Řádky, které nejsou mezi vybranými: 97." in words(sheet.seen.text)
    sheet.again(jen="")
    assert sheet.save().status_code == 303
    assert len(chapters(here, plan)[0]["tables"][0]["rows"]) == 99


def test_the_preview_writes_numbers_as_the_document(visitor: Visitor, here: Town) -> None:
    sheet = Sheet(visitor, begun(here), SHEET.replace("2 400;-", "2 400;."))
    shown = [each.text_content() for each in sheet.root.xpath("//table[contains(@class, 'made')]/tbody/tr/td")]
    assert shown == ["7\u00a0300", "7\u00a0250", "2\u00a0400", "–", "2\u00a0100", "2\u00a0090"]


def test_a_sum_that_agrees_is_left_to_the_document(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    Sheet(visitor, plan, "Zdroj;Kč\nMPSV;5\nKraj;3\nCelkem;8").save()
    table = chapters(here, plan)[0]["tables"][0]
    assert table["total_label"] == "Celkem"
    assert table["columns"][1] == {"name": "Kč", "type": "number", "total": True}
    assert table["rows"] == [["MPSV", 5], ["Kraj", 3]]
    assert chapters(here, plan)[0]["charts"][0]["type"] == "pie"


# ---------------------------------------------------------------- refused


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"rok": "loni"}, "Rok: "),
        ({"udaje-od": "1", "udaje-do": "0"}, "Tabulka nemá žádné řádky"),
    ],
)
def test_what_the_plan_would_refuse_is_told_and_not_saved(
    visitor: Visitor, here: Town, typed: dict[str, str], told: str
) -> None:
    plan = begun(here)
    refused = Sheet(visitor, plan).save(**typed)
    assert refused.status_code == 422
    assert told in words(refused.text)
    assert "tables" not in chapters(here, plan)[0]


@pytest.mark.parametrize(
    ("data", "name"), [(b"", "a.csv"), (b"%PDF-1.4", "a.pdf"), (b"\xd0\xcf\x11\xe0" * 200, "a.xls")]
)
def test_a_file_without_tables_is_refused_in_words(visitor: Visitor, here: Town, data: bytes, name: str) -> None:
    way = f"/plany/{begun(here).id}/tabulka-ze-souboru/{PLACE}"
    sent = {"file": (io.BytesIO(data), name), "csrf_token": visitor.token(way)}
    answer = visitor.client.post(way, data=sent)
    assert 400 <= answer.status_code < 500
    assert "Soubor jsme nepřijali" in answer.text


def test_a_sheet_that_is_too_big_is_refused_with_what_to_do(visitor: Visitor, here: Town) -> None:
    way = f"/plany/{begun(here).id}/tabulka-ze-souboru/{PLACE}"
    data = ("Obec;Počet\n" + "A;1\n" * 1_998 + ";" * 150 + "x\n").encode()
    answer = visitor.client.post(way, data={"file": (io.BytesIO(data), "a.csv"), "csrf_token": visitor.token(way)})
    assert "je moc velký (302\u00a0000 buněk)" in answer.text
    assert answer.status_code == 422


def test_without_a_file_nothing_is_brought(visitor: Visitor, here: Town) -> None:
    way = f"/plany/{begun(here).id}/tabulka-ze-souboru/{PLACE}"
    answer = visitor.client.post(way, data={"csrf_token": visitor.token(way)})
    assert "Vyberte soubor s tabulkou" in answer.text


def test_a_sheet_without_numbers_says_so_and_can_still_be_told_where_they_are(visitor: Visitor, here: Town) -> None:
    sheet = Sheet(visitor, begun(here), "Obec;Okres\nA;JH\nB;JH")
    assert "Tabulku s čísly jsme v tomto listu nenašli." in words(sheet.seen.text)
    sheet.again(**{"hlavicka-od": "1", "hlavicka-radku": "1", "udaje-od": "2", "udaje-do": "3"})
    assert sheet.save(vysledek="oboji").status_code == 422
    assert sheet.save(vysledek="tabulka").status_code == 303


def test_a_thrown_away_file_changes_nothing(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    sheet = Sheet(visitor, plan)
    assert sheet.send("zahodit").status_code == 303
    assert visitor.get(sheet.address).status_code == 404
    assert "tables" not in chapters(here, plan)[0]


def test_a_contributor_adds_only_to_his_own_parts(app: Flask, here: Town) -> None:
    here.member("pomocnice@vzorov.cz", Role.CONTRIBUTOR, ("/foreword",))
    plan = begun(here)
    answer = Sheet(signed_in(app, "pomocnice@vzorov.cz"), plan).save()
    assert answer.status_code == 403
    assert "tables" not in chapters(here, plan)[0]


def test_other_towns_see_neither_the_page_nor_the_file(app: Flask, visitor: Visitor, here: Town) -> None:
    sheet = Sheet(visitor, begun(here))
    town(app, "Zálesí", "spravce@zalesi.cz")
    assert signed_in(app, "spravce@zalesi.cz").get(sheet.address).status_code == 404


# ---------------------------------------------------------------- together


def test_two_people_add_to_one_chapter_and_nothing_is_overwritten(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    sheet, other = Sheet(visitor, plan), Sheet(visitor, plan)
    content = here.content(plan.id)
    here.save(plan, content | {"analyses": [{"title": "Jiná", "chapters": []}, *content["analyses"]]}, 1)
    for each in (sheet, other):
        place = each.address.replace("analyses/0", "analyses/1")
        each.address = place
        assert each.save().status_code == 303
    analyses = here.content(plan.id)["analyses"]
    assert "tables" not in str(analyses[0])
    tables = analyses[1]["chapters"][0]["tables"]
    assert [each["id"] for each in tables] == ["pocet-obyvatel-k-31-12", "pocet-obyvatel-k-31-12-3"]


def test_a_second_press_of_the_button_is_one(visitor: Visitor, here: Town) -> None:
    plan = begun(here)
    sheet = Sheet(visitor, plan)
    first, second = sheet.save(), sheet.save()
    assert first.headers["Location"] == second.headers["Location"]
    assert len(chapters(here, plan)[0]["tables"]) == 1
