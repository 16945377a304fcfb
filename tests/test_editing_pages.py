"""Editing a stored plan part by part: overview, forms, saving without JavaScript, two editors, who may."""

from __future__ import annotations

import base64
import io
from decimal import Decimal
from typing import Any

import lxml.html
import pytest
from flask import Flask

from assembler.store.models import Plan
from assembler.store.roles import Role
from tests.examples import raw
from tests.one_town import app, here, visitor
from tests.sent_forms import Editor
from tests.visitors import PLAN, Town, Visitor, signed_in
from tests.word_files import image

__all__ = ["app", "here", "visitor"]  # fixtures of another file


STRATEGY = {
    "nodes": [
        {
            "id": "p1",
            "name": "Dostupnost",
            "measures": [
                {"id": "o1", "name": "Rozvoz obědů", "costs": [{"source": "obec", "year": 2025, "amount": 420000}]}
            ],
        }
    ]
}
MEASURE = "strategy/nodes/0/measures/0"


def editor(visitor: Visitor, plan: Plan, place: str) -> Editor:
    return Editor(visitor.client, f"/plany/{plan.id}/upravit/{place}")


def measured(here: Town, **more: Any) -> Plan:
    return here.plan(PLAN | {"strategy": STRATEGY} | more)


def measure_of(here: Town, plan: Plan) -> dict[str, Any]:
    found: dict[str, Any] = here.content(plan.id)["strategy"]["nodes"][0]["measures"][0]
    return found


# ---------------------------------------------------------------- looking


def test_the_overview_names_every_part_with_what_is_in_it_and_what_it_lacks(visitor: Visitor, here: Town) -> None:
    page = visitor.get(f"/plany/{measured(here, groups=[{'name': 'Řídicí skupina'}]).id}/upravit").text
    for label in ("Základní údaje", "Území", "Skupiny", "Strategie", "Síť služeb", "Přílohy"):
        assert f">{label}</a>" in page
    assert "Opatření: 1" in page
    assert "chyb" in page


def test_every_finding_of_the_plan_leads_to_its_field(visitor: Visitor, here: Town) -> None:
    plan = measured(here, abbreviations=[{"short": "ORP"}], titel="x")
    page = visitor.get(f"/plany/{plan.id}/upravit").text
    assert "Do schválení zbývá: 2" in page.replace("\xa0", " ")
    place = f"/plany/{plan.id}/upravit"
    assert f'href="{place}/abbreviations#p-abbreviations-0-long"' in page
    assert 'id="p-abbreviations-0-long"' in visitor.get(f"{place}/abbreviations").text


def test_a_field_has_its_label_hint_example_and_finding(visitor: Visitor, here: Town) -> None:
    page = editor(visitor, measured(here), MEASURE).page.text
    assert "Stojí v nadpisu karty." in page
    assert "Např. Rozšíření terénních služeb" in page
    assert 'value="Rozvoz obědů"' in page
    assert "420\u00a0000" in page
    assert "Nálezy na této stránce" in page


@pytest.mark.parametrize(
    "place", ["nonsense", "strategy/nodes/7", "strategy/nodes/x", "title", "groups/-/members", "groups/01"]
)
def test_a_place_that_the_plan_does_not_have_is_not_found(visitor: Visitor, here: Town, place: str) -> None:
    assert visitor.get(f"/plany/{measured(here).id}/upravit/{place}").status_code == 404


@pytest.mark.parametrize("content", [[1, 2], {"strategy": [1], "groups": {"a": 1}, "foreword": "x"}])
def test_a_content_that_is_wrong_all_over_can_be_looked_at(visitor: Visitor, here: Town, content: Any) -> None:
    plan = here.plan(content)
    for place in ("", "/zakladni-udaje", "/strategy", "/groups", "/foreword"):
        assert visitor.get(f"/plany/{plan.id}/upravit{place}").status_code == 200, place
    assert visitor.get(f"/plany/{plan.id}/vsechna-opatreni").status_code == 200


def test_a_part_that_is_not_there_yet_can_be_begun(visitor: Visitor, here: Town) -> None:
    plan = here.plan()
    assert editor(visitor, plan, "foreword").save(signatory="Jana Vzorová").status_code == 303
    assert here.content(plan.id)["foreword"] == {"signatory": "Jana Vzorová"}


# ---------------------------------------------------------------- saving


def test_what_is_typed_is_saved_and_nothing_else_changes(visitor: Visitor, here: Town) -> None:
    plan = measured(here)
    answer = editor(visitor, plan, MEASURE).save(
        {"guarantor": "Město Vzorov", "costs/0/amount": "1 793 475,50 Kč", "target_groups": "senioři\r\nrodiny\r\n"}
    )
    assert answer.status_code == 303
    saved = measure_of(here, plan)
    assert saved.pop("guarantor") == "Město Vzorov"
    assert saved.pop("target_groups") == ["senioři", "rodiny"]
    assert saved.pop("costs") == [{"source": "obec", "year": 2025, "amount": Decimal("1793475.50")}]
    assert saved == {"id": "o1", "name": "Rozvoz obědů"}
    assert "Uloženo jako verze 2." in visitor.get(answer.location).text


def test_the_history_says_what_was_changed_where(visitor: Visitor, here: Town) -> None:
    plan = measured(here)
    editor(visitor, plan, MEASURE).save(guarantor="Město Vzorov")
    assert "Rozvoz obědů: Garant" in visitor.get(f"/plany/{plan.id}/verze").text


def test_saving_without_a_change_makes_no_version(visitor: Visitor, here: Town) -> None:
    plan = here.plan(raw("dacice"))
    for place in (
        "zakladni-udaje",
        "groups/0",
        "strategy/nodes/0/nodes/0/measures/0",
        "analyses/0/chapters/0/tables/0",
    ):
        answer = editor(visitor, plan, place).save()
        assert "Nic se nezměnilo" in visitor.get(answer.location).text, place
    assert here.content(plan.id) == raw("dacice")


def test_an_emptied_field_takes_its_key_away(visitor: Visitor, here: Town) -> None:
    plan = here.plan(PLAN | {"subtitle": "Podtitul", "period": {"first_year": 2025}})
    editor(visitor, plan, "zakladni-udaje").save({"subtitle": " ", "period/first_year": ""})
    assert here.content(plan.id) == {key: PLAN[key] for key in ("title", "territory")}


def test_what_no_form_knows_stays(visitor: Visitor, here: Town) -> None:
    plan = here.plan(PLAN | {"foreword": {"text": 5, "neznámé": [1], "function": {"x": 1}, "signatory": ""}})
    editor(visitor, plan, "foreword").save(signatory="Jana")
    kept = {"text": 5, "neznámé": [1], "function": {"x": 1}, "signatory": "Jana"}
    assert here.content(plan.id)["foreword"] == kept


def test_what_the_schema_refuses_comes_back_as_it_was_typed(visitor: Visitor, here: Town) -> None:
    plan = measured(here)
    answer = editor(visitor, plan, MEASURE).save(
        {"costs/0/amount": "asi 5 milionů", "name": "", "starts": "31. 2. 2025", "guarantor": "Zkouška"}
    )
    assert answer.status_code == 422
    for text in (
        "„asi 5 milionů“ tu jako číslo nepoznáme",
        'value="asi 5 milionů"',
        'value="31. 2. 2025"',
        'value="Zkouška"',
    ):
        assert text in answer.text.replace("\xa0", " ")
    assert "Tento údaj nesmí být prázdný." in answer.text.replace("\xa0", " ")
    assert here.content(plan.id)["strategy"] == STRATEGY


def test_the_summary_of_what_is_wrong_names_the_fields(visitor: Visitor, here: Town) -> None:
    typing = editor(visitor, measured(here), MEASURE)
    row = {"costs/1": "řádek", "costs/1/source": "obec", "costs/1/year": "příští", "costs/1/amount": "7 400"}
    answer = typing.save({"name": "", "starts": "března", **row})
    page: Any = lxml.html.fromstring(answer.text)
    told = [" ".join(each.text_content().split()) for each in page.xpath("//*[@id='nalezy']//a")]
    assert "Název: Tento údaj nesmí být prázdný." in told
    assert "Začátek: „března“ tu jako den nepoznáme. Napište ho třeba 1. 3. 2020." in told
    assert any(
        each.endswith("Rok: „příští“ tu jako rok nepoznáme. Napište ho čtyřmi číslicemi, třeba 2027.") for each in told
    )
    blank = editor(visitor, here.plan(), "groups/-").save(leader_label="x")
    assert ">Název: Tento údaj nesmí být prázdný.</a>" in blank.text.replace("\xa0", " ")


def test_a_choice_of_nothing_says_what_it_waits_for(visitor: Visitor, here: Town) -> None:
    plan = here.plan(PLAN | {"groups": [{"name": "Senioři"}], "swot": [{"title": "S"}]})
    told = "Nabídnou se tu skupiny, které v plánu jsou a mají vyplněné označení."
    assert told in editor(visitor, plan, "swot/0").page.text
    named = here.plan(PLAN | {"groups": [{"id": "a", "name": "Senioři"}], "swot": [{"title": "S"}]})
    assert told not in editor(visitor, named, "swot/0").page.text


def test_who_insists_saves_also_what_is_wrong_yet(visitor: Visitor, here: Town) -> None:
    plan = measured(here)
    typing = editor(visitor, plan, MEASURE)
    typing.again(typing.save({"costs/0/amount": "asi 5 milionů"}))
    assert typing.save(presto="ano").status_code == 303
    assert measure_of(here, plan)["costs"][0]["amount"] == "asi 5 milionů"
    assert 'value="asi 5 milionů"' in editor(visitor, plan, MEASURE).page.text


def test_findings_of_checks_do_not_stop_saving(visitor: Visitor, here: Town) -> None:
    plan = measured(here)
    assert editor(visitor, plan, MEASURE).save(stated_total="1").status_code == 303


def test_an_identifier_that_another_has_is_refused(visitor: Visitor, here: Town) -> None:
    answer = editor(visitor, measured(here), MEASURE).save(id="p1")
    assert answer.status_code == 422
    assert "Označení „p1“ už má" in answer.text.replace("\xa0", " ")


def test_a_form_may_be_larger_than_those_of_other_pages(visitor: Visitor, here: Town) -> None:
    plan = measured(here)
    text = "Dlouhý text. " * 15_000
    assert editor(visitor, plan, MEASURE).save(description=text).status_code == 303
    assert measure_of(here, plan)["description"] == text


def test_a_picture_is_sent_as_a_file_and_taken_away_again(visitor: Visitor, here: Town) -> None:
    plan = here.plan()
    typing = editor(visitor, plan, "territory/arms")
    sent = dict(typing.fields) | {"alt": "Znak", "data": (io.BytesIO(image()), "znak.png")}
    assert visitor.client.post(typing.address, data=sent, content_type="multipart/form-data").status_code == 303
    arms = here.content(plan.id)["territory"]["arms"]
    assert arms == {"alt": "Znak", "data": base64.b64encode(image()).decode()}
    again = editor(visitor, plan, "territory/arms")
    assert 'src="data:image/png;base64,' in again.page.text
    again.save(data="")
    assert here.content(plan.id)["territory"]["arms"] == {"alt": "Znak"}


def test_a_formatted_text_is_shown_as_it_will_be_read(visitor: Visitor) -> None:
    text = "# A\n\n**b** [c](https://d.example)\n\n| e | f |\n|---|---|\n| g | h |\n\n<script>i</script>"
    shown = visitor.post("/nahled-textu", "/ucet", pole="text", text=[text, "commonmark"]).text
    for part in ("<h4>A</h4>", "<strong>b</strong>", "<u>c</u>", "<td>g</td>", "&lt;script&gt;i"):
        assert part in shown
    assert "<script>" not in shown
    assert visitor.post("/nahled-textu", "/ucet", pole="text", text=["x", "docx"]).status_code == 200


# ---------------------------------------------------------------- lists


def test_a_new_item_comes_to_the_end_of_its_list_with_an_identifier(visitor: Visitor, here: Town) -> None:
    plan = measured(here)
    answer = editor(visitor, plan, "strategy/nodes/0/measures/-").save(name="Terénní služby")
    assert answer.location.endswith("/strategy/nodes/0/measures/1")
    measures = here.content(plan.id)["strategy"]["nodes"][0]["measures"]
    assert measures[1] == {"id": "terenni-sluzby", "name": "Terénní služby"}


def test_a_new_item_without_what_it_must_have_is_not_made(visitor: Visitor, here: Town) -> None:
    plan = measured(here)
    answer = editor(visitor, plan, "strategy/nodes/0/measures/-").save(guarantor="Město")
    assert answer.status_code == 422
    assert 'value="Město"' in answer.text
    assert here.content(plan.id)["strategy"] == STRATEGY


def test_items_are_moved_copied_removed_and_taken_back(visitor: Visitor, here: Town) -> None:
    plan = here.plan(PLAN | {"groups": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}]})

    def names() -> list[str]:
        return [each["name"] for each in here.content(plan.id)["groups"]]

    editor(visitor, plan, "groups").save(ukon="down:groups/0")
    assert names() == ["B", "A"]
    editor(visitor, plan, "groups").save(ukon="copy:groups/1")
    assert names() == ["B", "A", "A"]
    assert here.content(plan.id)["groups"][2]["id"] == "a-2"
    removed = editor(visitor, plan, "groups").save(ukon="remove:groups/0")
    assert names() == ["A", "A"]
    assert "Vrátit zpět" in visitor.get(removed.location).text
    visitor.post(f"/plany/{plan.id}/vraceni", removed.location.partition("#")[0], expected="4", next="/plany")
    assert names() == ["B", "A", "A"]


def test_after_a_deed_one_is_at_the_item_that_was_moved_or_at_the_copy_wherever_it_is_listed(
    visitor: Visitor, here: Town
) -> None:
    plan = here.plan(PLAN | {"groups": [{"id": f"g{n}", "name": f"Skupina {n}"} for n in range(51)]})
    for deed, led in (
        ("up:groups/2", "groups#p-groups-1"),
        ("down:groups/49", "groups?strana=2#p-groups-50"),
        ("copy:groups/0", "groups#p-groups-1"),
    ):
        location = editor(visitor, plan, "groups").save(ukon=deed).location
        assert location.endswith(f"/{led}")
        address, anchor = location.split("#")
        assert f'<a id="{anchor}" href=' in visitor.get(address).text


def test_a_deed_beside_an_item_saves_what_was_typed_too(visitor: Visitor, here: Town) -> None:
    plan = here.plan(PLAN | {"process": {"meetings": [{"place": "A"}, {"place": "B"}]}})
    editor(visitor, plan, "process").save(narrative="Příprava.", ukon="up:meetings/1")
    assert here.content(plan.id)["process"] == {"narrative": "Příprava.", "meetings": [{"place": "B"}, {"place": "A"}]}


def test_rows_of_a_table_are_added_moved_and_removed(visitor: Visitor, here: Town) -> None:
    plan = here.plan(PLAN | {"abbreviations": [{"short": "A", "long": "a"}, {"short": "B", "long": "b"}]})
    address = f"/plany/{plan.id}/upravit/abbreviations"
    typed = {"abbreviations/2/short": "C", "abbreviations/2/long": "c", "ukon": "up:abbreviations/1"}
    Editor(visitor.client, address).save(typed)
    assert [each["short"] for each in here.content(plan.id)["abbreviations"]] == ["B", "A", "C"]
    Editor(visitor.client, address).save(ukon="remove:abbreviations/0")
    assert [each["short"] for each in here.content(plan.id)["abbreviations"]] == ["A", "C"]


def test_a_data_table_takes_numbers_as_they_are_written(visitor: Visitor, here: Town) -> None:
    table = {"caption": "T", "columns": [{"name": "Věk", "type": "text"}, {"name": "Osob"}], "rows": [["0–14", 2810]]}
    plan = here.plan(PLAN | {"analyses": [{"title": "A", "chapters": [{"heading": "K", "tables": [table]}]}]})
    typing = editor(visitor, plan, "analyses/0/chapters/0/tables/0")
    typing.save({"rows/0/1": "2 811", "rows/1/0": "15", "rows/1/1": "34 599 028,74"})
    saved = here.content(plan.id)["analyses"][0]["chapters"][0]["tables"][0]["rows"]
    assert saved == [["0–14", 2811], ["15", Decimal("34599028.74")]]


def test_a_long_list_comes_in_pages_and_is_searched(visitor: Visitor, here: Town) -> None:
    plan = here.plan(PLAN | {"groups": [{"name": f"Skupina {number:03}"} for number in range(120)]})
    address = f"/plany/{plan.id}/upravit/groups"
    first = visitor.get(address).text
    assert ("Skupina 049" in first, "Skupina 050" in first) == (True, False)
    assert "Skupina 119" in visitor.get(f"{address}?strana=3").text
    found = visitor.get(f"{address}?hledat=skupina+07").text
    assert ("Skupina 077" in found, "Skupina 080" in found) == (True, False)


def test_all_measures_stand_in_one_list(visitor: Visitor, here: Town) -> None:
    plan = here.plan(raw("dacice"))
    page = visitor.get(f"/plany/{plan.id}/vsechna-opatreni?hledat=víkendu").text
    assert "1.1.1 Pečovatelská služba i večer a o víkendu" in page
    assert "Nalezeno 1 z" in page.replace("\xa0", " ")


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize("role", [Role.READER, Role.SECRETARY])
def test_who_only_reads_sees_the_form_and_cannot_save(app: Flask, here: Town, role: Role) -> None:
    here.member(f"{role}@vzorov.cz", role)
    reader, plan = signed_in(app, f"{role}@vzorov.cz"), here.plan()
    page = reader.get(f"/plany/{plan.id}/upravit/territory").text
    assert "Tuto část můžete jen číst." in page
    assert ">Uložit</button>" not in page
    address = f"/plany/{plan.id}/upravit/territory"
    assert reader.post(address, "/ucet", name="Jinde", vychozi="1").status_code == 403


def test_a_contributor_sees_what_is_hers_and_is_offered_nothing_else(app: Flask, here: Town) -> None:
    here.member("eva@vzorov.cz", Role.CONTRIBUTOR, ("/territory",))
    eva, plan = signed_in(app, "eva@vzorov.cz"), measured(here)
    page: Any = lxml.html.fromstring(eva.get(f"/plany/{plan.id}/upravit").text)
    read_only = {row.xpath("string(.//th/a)"): "jen ke čtení" in row.text_content() for row in page.xpath("//tbody/tr")}
    assert not read_only["Území"]
    assert read_only["Strategie"]
    strategy = eva.get(f"/plany/{plan.id}/upravit/strategy/nodes/0").text
    assert "Přidat " not in strategy
    assert "Odebrat: " not in strategy
    assert "Vyplnit: " not in strategy


def test_a_contributor_saves_his_parts_only_and_keeps_what_he_typed(app: Flask, here: Town) -> None:
    here.member("jana@vzorov.cz", Role.CONTRIBUTOR, ("/territory",))
    jana, plan = signed_in(app, "jana@vzorov.cz"), here.plan()
    own = editor(jana, plan, "territory")
    assert own.save(name="obec Nový Vzorov").status_code == 303
    foreign = jana.post(f"/plany/{plan.id}/upravit/zakladni-udaje", "/ucet", title="Cizí název", vychozi="2")
    assert foreign.status_code == 403
    assert 'value="Cizí název"' in foreign.text
    assert here.content(plan.id)["title"] == PLAN["title"]


def test_a_form_without_its_token_is_refused_and_offered_again(visitor: Visitor, here: Town) -> None:
    plan = here.plan()
    answer = visitor.client.post(f"/plany/{plan.id}/upravit/territory", data={"name": "Jinde", "vychozi": "1"})
    assert answer.status_code == 400
    assert "Jinde" in answer.text
    assert here.content(plan.id) == PLAN


def test_a_lost_session_offers_what_was_typed_after_signing_in(app: Flask, here: Town) -> None:
    visitor, plan = signed_in(app), here.plan()
    typing = editor(visitor, plan, "territory")
    visitor.post("/odhlaseni")
    answer = typing.save(name="Nově napsané")
    assert answer.status_code == 401
    kept: Any = lxml.html.fromstring(answer.text).xpath("//input[@name='kept']/@value")
    offered = visitor.sign_in("spravce@vzorov.cz", kept=kept[0], next=typing.address)
    assert 'name="name" value="Nově napsané"' in offered.text


def test_a_form_to_be_sent_again_shows_nothing_of_its_machinery(visitor: Visitor, here: Town) -> None:
    plan = measured(here)
    typing = editor(visitor, plan, MEASURE)
    sent = {name: texts for name, texts in typing.fields.lists() if name != "csrf_token"}
    page: Any = lxml.html.fromstring(visitor.client.post(typing.address, data=sent).text)
    told = " ".join(page.xpath("//main")[0].text_content().split())
    assert "Vyplněných polí: 5." in told  # name, identifier, and a row of costs
    assert not any(word in told for word in ("vychozi", "commonmark", "costs", "řádek"))
