"""Plans, their versions and documents, and the page of one document in English; what is kept of them stays Czech.

The contents of these tests have no letter with a Czech mark, so where such a letter stands, the page has said something
in Czech: only in what is marked as Czech (`lang="cs"`), in quotes, in names and in references to the law it may.
"""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assembler import documents as kinds
from assembler import report, writers
from assembler.documents import left_out
from assembler.jobs.runner import Runner
from assembler.options import Options
from assembler.readers import yaml_file
from assembler.store import documents, plans
from assembler.store.models import Plan
from assembler.store.roles import Role
from assembler.web.language import COOKIE, ENGLISH, spoken
from assembler.web.pages import form
from assembler.web.pages.running import STEPS
from assembler.web.plans import differing
from assembler.web.working import NAME as WORKING
from tests import service as converting
from tests.english_pages import CZECH, in_english, left, plain
from tests.one_town import app, here
from tests.pdf_files import blank_pdf
from tests.visitors import Town, Visitor, signed_in

__all__ = ["app", "here"]  # fixtures of another file

NAMES = re.compile(r"“[^”]*”|Správce Vzorov|ORP (Dačice|Písek)|správní obvod|ČSN|§ \d+ písm\. \w\) zákona č\.")
BARE: dict[str, Any] = plain(yaml_file.read(converting.MINIMAL).raw)
EMPTY = {"title": "Plan", "foreword": {"text": "Na rok 2025 - 2027, viz TSK."}}
BROKEN = "title: Plan\nperiod:\n  first_year: [2025\n"
SAMPLE = {"content": "file", "kind": "", "template": "standard", "state": "draft", "variant": "public", "year": ""}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    converting.quick(monkeypatch)


@pytest.fixture(scope="module")
def english(app: Flask, here: Town) -> Visitor:
    return in_english(signed_in(app))


@pytest.fixture
def stranger(app: Flask) -> FlaskClient:
    """Who is not signed in and has chosen English."""
    client = app.test_client()
    client.set_cookie(COOKIE, ENGLISH)
    return client


def read(answer: TestResponse, *sentences: str, status: int = 200) -> str:
    """The page, with spaces at which lines may break; it is English and says the sentences."""
    assert answer.status_code == status, answer.text
    assert '<html lang="en"' in answer.text
    assert [each for each in left(answer.text) if CZECH.search(NAMES.sub("", each))] == []
    page = answer.text.replace("\u00a0", " ")
    assert [each for each in sentences if each not in page] == []
    return page


def as_file(content: object, name: str = "plan.json") -> tuple[io.BytesIO, str]:
    text = content if isinstance(content, str) else json.dumps(content, default=str)
    return io.BytesIO(text.encode()), name


def press(client: FlaskClient, button: str, body: object = BARE, name: str = "plan.json", **fields: str) -> Any:
    """A button of the page of one document, with a content that is sent along."""
    sent = SAMPLE | {"file": as_file(body, name)} | fields
    return client.post(button, data=sent, content_type="multipart/form-data", follow_redirects=True)


def upload(english: Visitor, plan: Plan, content: object, expected: int, name: str = "plan.json") -> TestResponse:
    page = f"/plany/{plan.id}"
    return english.post(f"{page}/verze", page, file=as_file(content, name), expected=str(expected), note="")


def assembled(app: Flask, english: Visitor, plan: Plan, **fields: object) -> str:
    """The address of the job, after it was done."""
    given = {"kind": "medium_term_plan", "template": "standard", "state": "draft", "variant": "public"}
    page = f"/plany/{plan.id}/sestaveni"
    job = english.post(page, page, **(given | {"formats": ["pdf", "odt"]} | fields)).location
    read(english.get(job), "Waiting for the document")
    runner: Runner = app.extensions[WORKING]
    assert runner.one()
    return job


# ---------------------------------------------------------------- one document of one content


def test_the_page_of_one_document_offers_and_checks_in_english(stranger: FlaskClient) -> None:
    read(stranger.get("/"), "1. Content of the plan", "Medium-term plan", "for approval")
    read(press(stranger, "/kontrola"), "Checked:")
    read(press(stranger, "/kontrola", {"titel": "x"}), "The content cannot be loaded", "stops assembling")
    read(press(stranger, "/kontrola", EMPTY), "A draft can be assembled", "stops approval")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"content": ""}, "Choose your own file or one of the samples."),
        ({"content": "kept", "kept": "x"}, "The file you uploaded earlier is no longer here."),
        ({"year": "27"}, "Enter the year in four digits (1900 to 2200)."),
    ],
)
def test_what_is_wrong_with_the_choice_is_told_in_english(
    stranger: FlaskClient, fields: dict[str, str], told: str
) -> None:
    read(press(stranger, "/sestaveni", **fields), told)


def test_a_file_that_cannot_be_read_is_told_in_english_with_its_lines(stranger: FlaskClient, english: Visitor) -> None:
    read(press(stranger, "/kontrola", BROKEN, "plan.yaml"), "Place in the file", "JSON or YAML", "Not valid YAML")
    read(press(stranger, "/kontrola", "x", "plan.docx"), "We cannot read files with the extension “.docx”.")
    read(english.post("/plany/novy", "/plany/novy", way="file", file=as_file(BROKEN, "plan.yaml")), status=400)


def test_what_was_made_is_told_in_english(stranger: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    made = read(
        press(stranger, "/sestaveni"),
        "The document is ready",
        "Download Word document",
        "Medium-term plan for the development of social services, draft, public variant",
        "Typography: ",
    )
    assert re.search(r"The table of contents has page numbers \(\d+ pages\)", made)
    read(press(stranger, "/sestaveni", EMPTY, state="approval"), "The content has errors", "stops approval")
    converting.absent(monkeypatch)
    read(press(stranger, "/sestaveni"), "There is no LibreOffice on the server, so a PDF cannot be made.")


def test_a_result_is_kept_in_no_language(app: Flask, stranger: FlaskClient) -> None:
    """It lies in the memory of the process: who reads it in Czech gets Czech, whoever made it."""
    address = press(stranger, "/sestaveni", EMPTY).request.path
    czech = app.test_client().get(address).text
    assert "Dokument je hotový" in czech
    assert "brání schválení" in czech
    assert "Neotištěno" in czech or "Otištěno bylo vše" in czech
    assert "The " not in re.sub(r"<[^>]+>", "", czech)


# ---------------------------------------------------------------- plans


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"way": ""}, "Choose what the plan is to be made from."),
        ({"way": "blank", "title": " "}, "Enter the name of the plan."),
        ({"way": "blank", "title": "P", "first_year": "27", "last_year": "2029"}, "Enter the year in four digits."),
        ({"way": "blank", "title": "P", "first_year": "2027", "last_year": "2026"}, "cannot end before 2027."),
        ({"way": "sample", "sample": "x"}, "Choose a sample."),
        ({"way": "earlier", "earlier": "x"}, "Choose the plan of the last period."),
        ({"way": "file"}, "Choose a file with the content of the plan."),
        ({"way": "blank", "title": "P", "sample": "minimal"}, "this was chosen as well: a sample."),
    ],
)
def test_a_beginning_that_cannot_be_is_told_in_english(english: Visitor, fields: dict[str, str], told: str) -> None:
    read(english.post("/plany/novy", "/plany/novy", **fields), told, status=422)


def test_a_plan_begins_is_listed_put_aside_and_brought_back_in_english(english: Visitor) -> None:
    read(english.get("/plany/novy"), "Create the plan")
    made = english.post("/plany/novy", "/plany/novy", way="blank", title="Vzorov").location
    read(english.get(made), "The plan has been created.", "The plan is still empty. Left before approval: ")
    read(english.get("/plany"), "Plans, last changed first", "Vzorov")
    aside = english.post(f"{made}/odlozeni", made).location
    read(english.get(aside), "The plan is put aside", "The plan has been put aside since ")
    read(english.get("/plany?odlozene=ano"), "Plans put aside, last changed first")
    read(english.get(english.post(f"{made}/odlozeni", made, zpet="ano").location), "The plan is back among the others.")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (BARE, "About the plan"),
        (BARE | {"sample": "Sample"}, "This is a sample."),
        (EMPTY, "For approval the errors must be corrected."),
        ({"title": "Plan", "titel": "x"}, "not even a draft can be assembled."),
        ({}, "Plan without a name"),
    ],
)
def test_a_plan_tells_its_findings_in_english(english: Visitor, here: Town, content: object, told: str) -> None:
    read(english.get(f"/plany/{here.plan(content).id}"), told)


def test_who_may_only_read_is_told_so_in_english(app: Flask, here: Town) -> None:
    here.member("reader@vzorov.cz", Role.READER)
    reader = in_english(signed_in(app, "reader@vzorov.cz"))
    read(reader.get(f"/plany/{here.plan(BARE).id}"), "Look at the parts")
    read(reader.get("/plany/novy"), status=403)


# ---------------------------------------------------------------- versions


def test_versions_and_their_difference_are_told_in_english(english: Visitor, here: Town) -> None:
    plan = here.plan(BARE)
    page = f"/plany/{plan.id}"
    saved = upload(english, plan, BARE | {"abbreviations": [{"short": "AB", "long": "Abeceda"}], "place": "Vzorov"}, 1)
    read(english.get(saved.location), "We have saved version 2: 1 abbreviation added, 1 value added (Place).")
    read(english.get(f"{page}/verze"), "Compare version", "Go back to version 1")
    read(english.get(f"{page}/rozdil?od=1&do=2"), "Difference of versions 1 and 2", "Changes by parts", "Abbreviation")
    read(english.get(f"{page}/rozdil?od=2&do=1"), "1 abbreviation removed")
    read(english.get(f"{page}/rozdil?od=1&do=1"), "No changes.")
    back = english.post(f"{page}/verze/1/obnoveni", f"{page}/verze", expected="2").location
    read(english.get(back), "The plan is back as it was in version 1; we have saved it as version 3.")
    late = english.post(f"{page}/verze/2/obnoveni", f"{page}/verze", expected="1").location
    read(english.get(late), "so we changed nothing.")


@pytest.mark.parametrize(("choice", "told"), [("moje", "saved as version 3."), ("zahodit", "You have discarded")])
def test_two_who_saved_one_version_decide_in_english(english: Visitor, here: Town, choice: str, told: str) -> None:
    plan = here.plan(BARE)
    upload(english, plan, EMPTY, 1)
    conflict = upload(english, plan, {"title": "Jiny"}, 1).location
    read(english.get(conflict), "Nothing was overwritten", "How your version differs from version 2", "Your version")
    done = english.post(conflict.partition("?")[0], "/ucet", expected="2", rozhodnuti=choice).location
    read(english.get(done), told)


def test_a_version_that_cannot_be_saved_is_told_in_english(english: Visitor, here: Town) -> None:
    plan = here.plan(BARE)
    read(upload(english, plan, "[1]", 1), "There is no plan in the file", status=422)
    read(upload(english, plan, "x", 1, "plan.xlsx"), "Upload a filled-in workbook", status=422)
    read(english.post(f"/plany/{plan.id}/verze", "/ucet", file=as_file(BARE)), "Open the plan again.", status=422)


def told_in_english(app: Flask, old: object, new: object) -> str:
    with app.test_request_context(headers={"Cookie": f"{COOKIE}={ENGLISH}"}):
        return differing.in_words(old, new).replace("\u00a0", " ")


def test_the_summary_of_changes_counts_parts_values_and_money_in_english(app: Flask) -> None:
    """The same facts as in the Czech sentence, in the same order."""

    def plan(*amounts: int, **more: object) -> dict[str, object]:
        costs = [{"source": "obec", "year": 2020 + index, "amount": each} for index, each in enumerate(amounts)]
        return {"strategy": {"nodes": [{"name": "A", "measures": [{"name": "B", "costs": costs}]}]}, **more}

    assert told_in_english(app, plan(), plan(100_000, 20_000)) == "2 costs added, budget +120,000 CZK"
    assert told_in_english(app, plan(100_000), {}).startswith("1 strategy item removed, 1 measure removed")
    assert told_in_english(app, plan(10), plan(10, currency="thousand_czk")).endswith("budget 10 CZK → 10 thousand CZK")
    assert told_in_english(app, plan(title="a"), plan(title="b", subtitle="c")) == (
        "1 value added (Subtitle), 1 value changed (Name)"
    )


# ---------------------------------------------------------------- documents


def test_an_order_is_asked_for_and_refused_in_english(english: Visitor, here: Town) -> None:
    page = f"/plany/{here.plan(BARE).id}/sestaveni"
    read(english.get(page), "Formats", "Action plan for the development of social services", "Standard")
    given = {"kind": "medium_term_plan", "state": "draft", "variant": "public"}
    read(english.post(page, page, **given, formats="exe"), "We do not know the format “exe”.", status=422)
    read(english.post(page, page, **given, year="1"), "Enter the year in four digits", status=422)


def test_a_document_is_made_and_reported_in_english(app: Flask, english: Visitor, here: Town) -> None:
    plan = here.plan(EMPTY | {"annexes": [{"title": "Smlouvy", "confidential": True}]})
    page = f"/plany/{plan.id}"
    read(english.get(f"{page}/dokumenty"), "There are no documents here yet")
    done = read(english.get(assembled(app, english, plan)), "The document is ready", "Not printed: 1 text – an annex")
    assert "Visible repairs (1)" in done
    listed = read(english.get(f"{page}/dokumenty"), "From version 1, ", "Checksums of the files for the archive")
    (way,) = re.findall(rf'href="({page}/dokumenty/[^"]+/zprava)"', listed)
    read(english.get(way), "Report on the document", "What we repaired and what was left out")
    upload(english, plan, BARE, 1)
    read(english.get(way), "The plan has had a newer version since; ")


def test_a_document_that_cannot_be_says_why_in_english(
    app: Flask, english: Visitor, here: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = here.plan(EMPTY)
    failed = assembled(app, english, plan, state="approval")
    read(english.get(failed), "The document could not be assembled", "The content has errors; ", "Order again")
    converting.absent(monkeypatch)
    read(english.get(assembled(app, english, plan)), "PDF: not made. There is no LibreOffice on the server")


def test_the_pages_of_a_document_are_looked_at_in_english(english: Visitor, here: Town) -> None:
    plan = here.plan(BARE)
    (digest,) = here.store.keep([blank_pdf(30)])
    with here.store.writing(here.actor) as tx:
        made = documents.Made("medium_term_plan", "standard", "0" * 64, Options(), "0", "Plan", {"pdf": digest})
        kept = documents.add(tx, plans.revision(tx, plan.id), made).id
    shown = english.get(f"/plany/{plan.id}/dokumenty/{kept}/strany?od=13")
    read(shown, "Pages 13–24 of 30.", "Page 13, enlarge", "Previous pages", "Next pages")


def test_every_kind_format_state_step_and_reason_has_its_english(app: Flask) -> None:
    """They come from lists of lower layers: what is added there needs its English, too."""
    reasons = (
        text
        for module in (report, left_out)
        for name, text in vars(module).items()
        if name.isupper() and isinstance(text, str) and " " in text
    )
    offered = (text for each in (*form.STATES, *form.VARIANTS) for text in (each.title, each.help))
    others = (*(each.title for each in kinds.KINDS), *(each.LABEL for each in writers.WRITERS if each.NAME != "pdf"))
    with app.test_request_context(headers={"Cookie": f"{COOKIE}={ENGLISH}"}):
        assert [text for text in (*reasons, *offered, *others, *STEPS.values()) if spoken(text) == text] == []
