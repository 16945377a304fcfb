"""The pages of administration: members and their roles, access keys, the trail of who did what."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from flask import Flask
from lxml import html

from assembler.store import accounts
from assembler.store.roles import Role
from assembler.web.administration.trail import DEEDS
from schemas.plan import Plan
from tests.visitors import PLAN, Town, Visitor, signed_in, store_of, town

pytest_plugins = ["tests.town_fixtures"]

ROOT = Path(__file__).parents[1]


def test_a_new_member_gets_a_password_once_and_can_sign_in(app: Flask, visitor: Visitor) -> None:
    fields = {"name": "Petr Malý", "email": "Petr@Vzorov.cz", "role": "reader"}
    answer = visitor.post("/clenove", "/clenove", **fields)
    password = re.search(r'Heslo</dt><dd class="mono">([^<]+)<', answer.text)
    assert password
    assert password.group(1) not in visitor.get("/clenove").text
    petr = Visitor(app)
    assert petr.sign_in("petr@vzorov.cz", password.group(1)).status_code == 303
    petr.post("/ucet/heslo", password=password.group(1), new_password="heslo, které si zvolil")
    assert petr.get("/clenove").status_code == 403
    assert visitor.post("/clenove", "/clenove", **fields).status_code == 422


def test_who_has_an_account_joins_with_it(app: Flask, here: Town) -> None:
    town(app, "Zálesí", "spravce@zalesi.cz")
    visitor = signed_in(app)
    answer = visitor.post("/clenove", "/clenove", email="spravce@zalesi.cz", role="coordinator")
    assert answer.status_code == 303
    assert "přihlašuje se heslem, které už má" in visitor.get("/clenove").text


def test_a_member_changes_roles_and_leaves_but_one_administrator_stays(
    app: Flask, visitor: Visitor, here: Town
) -> None:
    jana = here.member("jana@vzorov.cz", Role.READER)
    visitor.post(f"/clenove/{jana}/role", "/clenove", role="contributor", parts=["/swot", "/nothing"])
    assert "přispěvatel" in visitor.get("/clenove").text
    alone = visitor.post(f"/clenove/{here.user}/odebrani", "/clenove")
    assert alone.status_code == 409
    assert "nezůstal žádný správce" in alone.text
    assert visitor.post(f"/clenove/{here.user}/role", "/clenove", role="reader").status_code == 409
    visitor.post(f"/clenove/{jana}/odebrani", "/clenove")
    assert "jana@vzorov.cz" not in visitor.get("/clenove").text
    assert visitor.post(f"/clenove/{jana}/role", "/clenove", role="reader").status_code == 404
    assert visitor.post(f"/clenove/{here.user}/role", "/clenove", role="king").status_code == 422


def test_the_list_names_what_a_contributor_edits_and_warns_when_it_is_nothing(visitor: Visitor, here: Town) -> None:
    jana = here.member("jana@vzorov.cz", Role.CONTRIBUTOR)
    assert "Zatím nemůže upravovat nic" in visitor.get("/clenove").text
    visitor.post(f"/clenove/{jana}/role", "/clenove", role="contributor", parts=["/swot", "/strategy"])
    told = visitor.get("/clenove").text
    assert "Upravuje: SWOT analýzy, Strategie." in told
    assert "Zatím nemůže upravovat nic" not in told


def test_a_key_is_shown_once_works_and_is_ended(app: Flask, visitor: Visitor, here: Town) -> None:
    issued = visitor.post("/klice", "/klice", name="Excel", scopes=["read"], lifetime="30")
    key = re.search(r"asm_[\w-]+", issued.text)
    assert key
    assert key.group() not in visitor.get("/klice").text
    headers = {"Authorization": f"Bearer {key.group()}"}
    assert app.test_client().get("/plany", headers=headers).status_code == 200
    revoke = re.search(r'action="(/klice/[^"]+/zruseni)"', issued.text)
    assert revoke
    visitor.post(revoke.group(1), "/klice")
    assert "zrušen" in visitor.get("/klice").text
    assert app.test_client().get("/api/v1/plans", headers=headers).status_code == 401


def test_nobody_issues_a_key_beyond_his_role_or_ends_that_of_another(app: Flask, visitor: Visitor, here: Town) -> None:
    visitor.post("/klice", "/klice", name="Správcův", scopes=["read"], lifetime="30")
    revoke = re.search(r'action="(/klice/[^"]+/zruseni)"', visitor.get("/klice").text)
    here.member("jana@vzorov.cz", Role.READER)
    jana = signed_in(app, "jana@vzorov.cz")
    assert "Správcův" not in jana.get("/klice").text
    assert revoke
    assert jana.post(revoke.group(1), "/klice").status_code == 404
    refused = jana.post("/klice", "/klice", name="Silný", scopes=["manage", "write"], lifetime="30")
    assert refused.status_code == 422
    assert 'value="Silný"' in refused.text
    assert jana.post("/klice", "/klice", name="Věčný", scopes=["read"], lifetime="9999").status_code == 422


def test_the_trail_says_who_did_what_and_never_what_a_plan_says(app: Flask, visitor: Visitor, here: Town) -> None:
    plan = here.plan(PLAN | {"foreword": {"text": "Tajné slovo."}})
    here.save(plan, {"title": "Plán obce Vzorov"}, 1)
    trail = visitor.get("/zaznam").text
    assert "uložil(a) verzi plánu" in trail
    assert "Plán obce Vzorov" in trail
    assert "Tajné slovo" not in trail


def test_the_trail_names_what_it_speaks_of_and_shows_no_codes(app: Flask, visitor: Visitor, here: Town) -> None:
    """Plans with their version, jobs by their plan, keys, and members who are gone."""
    plan = here.plan()
    here.save(plan, PLAN | {"subtitle": "Druhá"}, 1)
    visitor.post(
        f"/plany/{plan.id}/sestaveni", kind="medium_term_plan", state="draft", variant="public", template="standard"
    )
    visitor.post("/klice", "/klice", name="Tabulky", scopes=["read"], lifetime="30")
    jana = here.member("jana@vzorov.cz", Role.READER)
    visitor.post(f"/clenove/{jana}/odebrani", "/clenove")
    page: Any = html.fromstring(visitor.get("/zaznam").text)
    rows = [" ".join(each.text_content().split()) for each in page.xpath("//tbody/tr")]
    said = "\n".join(rows)
    assert re.search(r"uložil\(a\) verzi plánu Plán obce Vzorov \(verze 2\)", said)
    assert "zadal(a) sestavení" not in said
    technical: Any = html.fromstring(visitor.get("/zaznam?technicke=ano").text)
    rows = [" ".join(each.text_content().split()) for each in technical.xpath("//tbody/tr")]
    assert re.search(r"zadal\(a\) sestavení Plán obce Vzorov \(verze 2\)", "\n".join(rows))
    assert technical.xpath("//input[@name='technicke']/@checked")
    assert "vydal(a) přístupový klíč Tabulky" in said
    assert "odebral(a) člena jana" in said
    assert not re.search(r"\b[0-9a-f]{8}\b", said)


def test_every_deed_of_the_trail_has_a_czech_name() -> None:
    sources = (ROOT / "assembler/store").glob("*.py")
    recorded = {
        name
        for source in sources
        for name in re.findall(r'(?:record\(|tx, user_id, )"([a-z_.]+)"', source.read_text("utf-8"))
    }
    assert len(recorded) > 15
    assert recorded <= set(DEEDS)


def test_the_only_administrator_is_not_offered_to_leave_and_is_told_why(
    app: Flask, visitor: Visitor, here: Town
) -> None:
    page = visitor.get("/clenove").text
    assert f"/clenove/{here.user}/odebrani" not in page
    assert f"/clenove/{here.user}/role" not in page
    assert "jediným správcem" in page
    here.member("petr@vzorov.cz", Role.ADMINISTRATOR)
    assert f"/clenove/{here.user}/odebrani" in visitor.get("/clenove").text


# ---------------------------------------------------------------- names


def test_a_town_is_known_by_the_name_that_it_gives_itself(visitor: Visitor, here: Town) -> None:
    assert visitor.post("/clenove/obec", "/clenove", obec="  Město   Vzorov ").status_code == 303
    assert "<strong>Město Vzorov</strong>" in visitor.get("/plany").text
    refused = visitor.post("/clenove/obec", "/clenove", obec=" ")
    assert refused.status_code == 422
    assert "Obec musí mít název" in refused.text


def test_who_signs_in_says_his_name(visitor: Visitor, here: Town) -> None:
    assert visitor.post("/ucet/jmeno", "/ucet", name="Jana  Nová").status_code == 303
    assert "Jana Nová" in visitor.get("/plany").text
    assert visitor.post("/ucet/jmeno", "/ucet", name=" ").status_code == 422


def test_a_contributor_has_something_to_contribute_to(visitor: Visitor, here: Town) -> None:
    given = {"name": "Jan", "email": "jan@vzorov.cz", "role": "contributor"}
    refused = visitor.post("/clenove", "/clenove", **given)
    assert refused.status_code == 422
    page: Any = html.fromstring(refused.text)
    (summary,) = page.xpath("//*[@role='alert'][.//h2='Zkontrolujte, co jste vyplnili']//a")
    assert "aspoň jednu část plánu" in summary.text_content()
    box = page.get_element_by_id(summary.get("href").removeprefix("#"))
    assert (box.tag, box.get("open")) == ("details", "")
    assert page.xpath("//input[@name='name']/@value") == ["Jan"]
    assert visitor.post("/clenove", "/clenove", **given, parts="/swot").status_code == 200


def test_who_is_made_a_contributor_without_parts_keeps_his_role_and_its_box_is_open(
    visitor: Visitor, here: Town
) -> None:
    jana = here.member("jana@vzorov.cz", Role.READER)
    refused = visitor.post(f"/clenove/{jana}/role", "/clenove", role="contributor")
    assert refused.status_code == 422
    page: Any = html.fromstring(refused.text)
    (link,) = page.xpath("//*[@role='alert']//a/@href")
    assert link == f"#parts-{jana}"
    box = page.get_element_by_id(f"parts-{jana}")
    assert [each.get("open") for each in (box, *box.iterancestors("details"))] == ["", ""]
    assert "čtenář od" in visitor.get("/clenove").text


def test_an_address_that_no_mail_can_reach_makes_no_member(visitor: Visitor) -> None:
    for address in ("petr@lhota", "petr", "petr@", "petr@lhota.c"):
        refused = visitor.post("/clenove", "/clenove", name="Petr", email=address, role="reader")
        assert refused.status_code == 422, address
        assert 'href="#email">E-mail má mít tvar jmeno@domena.cz.</a>' in refused.text
    assert "Petr<" not in visitor.get("/clenove").text


def test_all_that_is_wrong_with_a_new_member_is_told_at_once(visitor: Visitor) -> None:
    """The summary has the focus of the page, each of its lines leads to a field."""
    page: Any = html.fromstring(visitor.post("/clenove", "/clenove", email="petr", role="contributor").text)
    assert [(each.get("role"), each.get("tabindex")) for each in page.xpath("//*[@autofocus]")] == [("alert", "-1")]
    assert page.xpath("//*[@role='alert']//a/@href") == ["#email", "#parts-novy"]


def test_the_parts_of_a_contributor_stand_in_the_order_of_the_plan_the_basic_data_in_a_group_of_their_own(
    visitor: Visitor,
) -> None:
    page: Any = html.fromstring(visitor.get("/clenove").text)
    box = page.get_element_by_id("parts-novy")
    groups = {each.findtext("legend"): each.xpath(".//input/@value") for each in box.iter("fieldset")}
    assert [*groups] == ["Základní údaje (titulní strana a nastavení)", "Části plánu"]
    basic, parts = groups.values()
    assert {"/title", "/period", "/layout"} <= set(basic)
    assert parts.index("/territory") < parts.index("/analyses") < parts.index("/strategy") < parts.index("/annexes")
    assert {*basic, *parts} == {f"/{name}" for name in Plan.fields}


def test_removing_a_member_says_first_what_happens(visitor: Visitor, here: Town) -> None:
    jana = here.member("jana@vzorov.cz", Role.READER)
    page: Any = html.fromstring(visitor.get("/clenove").text)
    (asked,) = page.xpath(f"//details[form[@action='/clenove/{jana}/odebrani']]")
    assert asked.get("open") is None
    assert asked.findtext("summary").startswith("Odebrat z obce")
    assert "Co napsal, zůstane." in asked.findtext("p")


def test_a_document_takes_one_line_of_the_trail_and_the_steps_to_it_only_where_one_asks(
    visitor: Visitor, here: Town
) -> None:
    plan = here.plan()
    with here.store.writing(here.actor) as tx:
        for deed in ("job.enqueue", "document.add", "job.finish"):
            tx.record(deed, plan.id)
    page: Any = html.fromstring(visitor.get("/zaznam").text)
    assert len(page.xpath("//tbody/tr[contains(., 'sestav')]")) == 1
    everything: Any = html.fromstring(visitor.get("/zaznam?technicke=ano").text)
    assert len(everything.xpath("//tbody/tr[contains(., 'sestav')]")) == 3


def test_the_page_of_notices_says_first_to_a_person_that_she_does_not_need_it(visitor: Visitor) -> None:
    page: Any = html.fromstring(visitor.get("/oznamovani").text)
    (lead,) = page.xpath("//p[@class='lead']/text()")
    assert "K práci s plány to nepotřebujete" in lead
    assert not re.search("webhook|podepsan", lead)


def test_an_empty_trail_says_what_will_stand_in_it(app: Flask) -> None:
    """Whoever has just signed in looks for it here: signing in is nothing that the town has done."""
    with store_of(app).writing() as tx:
        first = accounts.first(tx)
    assert first
    visitor = Visitor(app)
    visitor.sign_in(first[0].email, first[2])
    page: Any = html.fromstring(visitor.get("/zaznam").text)
    said = " ".join(page.xpath("string(//main)").split())
    assert "Přihlášení a co v plánech stojí se sem nezapisuje." in said
    assert "První řádek přibude, až někdo třeba založí plán nebo přidá člena." in said


def test_a_number_and_its_unit_stay_on_one_line(visitor: Visitor, here: Town) -> None:
    """How large a file may be, at every place where one is chosen, and how much room the town has."""
    plan = f"/plany/{here.plan().id}"
    for address in ("/plany/novy", plan, f"{plan}/sesit", f"{plan}/cizi-tabulka", "/sablony"):
        assert re.search(r"nejvýše \d+\xa0MB", visitor.get(address).text), address
    assert re.search(r"využito \d+\xa0B", visitor.get("/clenove").text)
