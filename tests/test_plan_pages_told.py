"""What the pages of stored plans tell besides that something went well or wrong: where, how much, and what next."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from lxml import html

from assembler.store.roles import Role
from tests.test_plan_pages import as_file, assembled, begun, quick, upload
from tests.visitors import Town, Visitor, signed_in

pytest_plugins = ["tests.town_fixtures"]

__all__ = ["quick"]  # a fixture of another file

BROKEN = "title: Plán\nperiod:\n  first_year: 2025\n last_year: 2027\nforeword:\n  text: x\n"


def rows(page: str) -> list[tuple[str, bool]]:
    """The lines of the file that the page shows, each with whether it is marked as the wrong one."""
    tree: Any = html.fromstring(page)
    found = tree.xpath("//*[@role='alert']//table[@class='lines']//tr[td]")
    return [(each.xpath("string(td)"), each.get("class") == "wrong-line") for each in found]


def test_a_file_that_cannot_be_read_is_shown_around_its_wrong_line(visitor: Visitor, here: Town) -> None:
    saved = upload(visitor, f"/plany/{here.plan().id}", BROKEN, 1)
    assert saved.status_code == 400
    assert [line for line, wrong in rows(saved.text) if wrong] == [" last_year: 2027"]
    assert ("title: Plán", False) in rows(saved.text)
    assert rows(begun(visitor, way="file", file=as_file(BROKEN)).text) == rows(saved.text)


def test_lines_of_a_file_are_never_markup(visitor: Visitor, here: Town) -> None:
    evil = "<script>alert(1)</script>: [\n"
    assert "<script>alert" not in upload(visitor, f"/plany/{here.plan().id}", evil, 1).text


def test_no_lines_are_shown_where_the_file_could_be_read(visitor: Visitor, here: Town) -> None:
    assert rows(upload(visitor, f"/plany/{here.plan().id}", "- 1", 1).text) == []


@pytest.mark.parametrize("fields", [{"way": "blank"}, {"way": "file"}])
def test_a_form_asks_for_its_file_again_only_where_one_was_sent(visitor: Visitor, fields: dict[str, str]) -> None:
    page = begun(visitor, **fields).text
    assert "Zkontrolujte, co jste vyplnili" in page
    assert ("soubor vyberte znovu" in page) == (fields["way"] == "file")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"title": "Plán", "titel": "x"}, "nejde sestavit ani návrh"),
        ({"title": "Plán"}, "Ke schválení je třeba chyby opravit"),
    ],
)
def test_a_plan_says_what_its_faults_stop(visitor: Visitor, here: Town, content: dict[str, str], told: str) -> None:
    page = visitor.get(f"/plany/{here.plan(content).id}").text
    assert told in page
    assert ("brání sestavení" in page) == ("ani návrh" in told)


def test_a_plan_says_beforehand_who_will_be_printed_without_a_name(visitor: Visitor, here: Town) -> None:
    groups = [{"name": "Řídicí skupina", "members": [{"person": {"first_name": "Jana", "last_name": "Tajná"}}]}]
    page = visitor.get(f"/plany/{here.plan({'title': 'Plán', 'groups': groups}).id}").text.replace("\xa0", " ")
    assert "K osobě „Jana Tajná“ není souhlas se zveřejněním jména." in page


def test_a_finished_job_tells_what_it_has_made_and_what_was_found(app: Flask, visitor: Visitor, here: Town) -> None:
    content = {"title": "Plán obce Vzorov", "foreword": {"text": "Na rok 2025 - 2027, viz TSK."}}
    plan = f"/plany/{here.plan(content).id}"
    tree: Any = html.fromstring(visitor.get(assembled(app, visitor, plan)).text)
    facts = {" ".join(each.text_content().split()) for each in tree.xpath("//dl[@class='facts']/div")}
    page = " ".join(tree.text_content().split())
    assert facts >= {
        "PodobaStřednědobý plán rozvoje sociálních služeb, návrh, veřejná varianta",
        "ŠablonaStandardní",
    }
    assert "Otištěno bylo vše, co v obsahu je." in page
    assert "Typografie: 1 oprava" in page
    assert "Stáhnout dokument Word: Plán obce Vzorov – návrh DOCX, " in page
    assert "Nálezy" in page
    assert "brání schválení" in page


def test_what_a_document_does_not_print_is_told_with_the_reason_to_people(
    app: Flask, visitor: Visitor, here: Town
) -> None:
    content = {"title": "Plán obce Vzorov", "annexes": [{"title": "Smlouvy", "confidential": True}]}
    made = assembled(app, visitor, f"/plany/{here.plan(content).id}")
    listing: Any = html.fromstring(visitor.get(f"{made.partition('/ulohy')[0]}/dokumenty").text)
    (way,) = listing.xpath("//a[starts-with(., 'Co jsme našli')]/@href")
    for address in (made, way):
        tree: Any = html.fromstring(visitor.get(address).text)
        (told,) = tree.xpath("//details[contains(summary, 'Neotištěno')]")
        assert (
            " ".join(told.text_content().split())
            == "Neotištěno: 1 text – neveřejná příloha Přílohy (1) Příloha 1 › Název"
        )
    assert not tree.xpath("//*[contains(text(), 'JSON')]")
    assert visitor.get(way.replace(way.split("/")[2], str(here.plan().id))).status_code == 404


def test_a_finished_job_of_a_document_without_report_is_shown_all_the_same(
    app: Flask, visitor: Visitor, here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assembler.web.plans.outcome.REPORT", "kept by no one")
    page = visitor.get(assembled(app, visitor, f"/plany/{here.plan().id}")).text
    assert "Dokument je hotový" in page
    assert "Typografie" not in page


@pytest.mark.parametrize(
    ("more", "greeted"),
    [({}, True), ({"period": {"first_year": 2026}}, True), ({"foreword": {"text": "x"}}, False), ({"x": 1}, False)],
)
def test_a_plan_that_has_only_begun_is_greeted_kindly(
    visitor: Visitor, here: Town, more: dict[str, object], greeted: bool
) -> None:
    page = visitor.get(f"/plany/{here.plan({'title': 'Plán'} | more).id}").text.replace("\xa0", " ")
    assert bool(re.search(r"Plán je zatím prázdný. Do schválení zbývá \d+ věc", page)) == greeted
    assert bool(re.search(r"Do schválení zbývá: \d+ chyb", page)) != greeted
    assert re.search(r"gov-tag[^>]*>\d+ chyb", page)


@pytest.mark.parametrize("sample", ["Ukázka", ""])
def test_a_sample_says_that_its_documents_are_marked_as_one(
    app: Flask, visitor: Visitor, here: Town, sample: str
) -> None:
    plan = f"/plany/{here.plan({'title': 'Plán', 'sample': sample}).id}"
    assert ("Je to ukázka." in visitor.get(plan).text) == bool(sample)
    assert ("Je to ukázka." in visitor.get(assembled(app, visitor, plan)).text) == bool(sample)


@pytest.mark.parametrize(
    ("role", "parts", "deleted", "mended_by"),
    [
        (Role.COORDINATOR, (), True, None),
        (Role.CONTRIBUTOR, ("/analyses",), False, "Opravte nálezy ve svých částech plánu, ostatní opraví koordinátor."),
        (Role.CONTRIBUTOR, ("/sample",), True, "Opravte nálezy ve svých částech plánu"),
        (Role.READER, (), False, "Nálezy opraví koordinátor"),
        (Role.SECRETARY, (), False, "Nálezy opraví koordinátor"),
    ],
)
def test_nobody_is_told_to_mend_what_he_may_not(
    app: Flask, here: Town, role: Role, parts: tuple[str, ...], deleted: bool, mended_by: str | None
) -> None:
    """The mark of a sample is deleted by who may; every finding says its place, also where it is no link."""
    here.member("jana@vzorov.cz", role, parts)
    plan = here.plan({"title": "Plán", "sample": "Ukázka"})
    page = signed_in(app, "jana@vzorov.cz").get(f"/plany/{plan.id}").text
    tree: Any = html.fromstring(page)
    said = tree.xpath("string(//main)").replace("\xa0", " ")
    assert "Je to ukázka." in said
    assert ("smažte" in said) == deleted
    told = tree.xpath("//*[@id='nalezy']/p/text()")
    assert [each.startswith(str(mended_by)) for each in told] == ([True] if mended_by else [])
    assert [each.text_content() for each in tree.xpath("//p[@class='path']")].count("Označení ukázky") == 1
