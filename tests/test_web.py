"""The coordinator's page without JavaScript: check, assemble, download; nothing that was chosen is lost."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import docx
import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from assembler import pipeline, resources
from assembler.web import create_app
from assembler.web.pages.running import STEPS
from assembler.writers import WRITERS
from tests.service import MINIMAL, absent, quick

BROKEN = b"title: Pl\xc3\xa1n\nperiod:\n  first_year: [2025\n"
INCOMPLETE = MINIMAL.partition(b"groups:")[0]  # it loads, yet lacks what the law asks for
WRONG = b"titel: Plan\nperiod:\n  first_year: text\n"
ENGLISH = re.compile(
    r"\b(the|and|of|or|error|errors|warning|check|choose|file|upload|submit|download|draft|approval|public|internal|"
    r"template|state|variant|year|kind|plan|content|result|not|yes|no|page|pages|document|service|back)\b",
    re.IGNORECASE,
)


@pytest.fixture
def client() -> FlaskClient:
    return create_app().test_client()


@pytest.fixture
def converter(monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)


@pytest.fixture
def no_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    absent(monkeypatch)


def press(client: FlaskClient, button: str, follow: bool = True, **fields: Any) -> TestResponse:
    """The form as a browser without JavaScript sends it; `file` is (name, bytes)."""
    given: dict[str, Any] = {"content": "sample:minimal", "kind": "medium_term_plan", "template": "standard"}
    given |= {"state": "draft", "variant": "public", "year": "", "kept": "", **fields}
    if isinstance(given.get("file"), tuple):
        name, data = given["file"]
        given["file"] = (io.BytesIO(data), name)
    return client.post(button, data=given, content_type="multipart/form-data", follow_redirects=follow)


def tree(answer: TestResponse) -> Any:
    assert answer.status_code == 200
    return html.fromstring(answer.data.decode())


def words(page: Any) -> str:
    """What can be read on a page, one space between words."""
    for hidden in page.xpath("//script | //style"):
        hidden.drop_tree()
    return " ".join(page.text_content().split())


def chosen(page: Any) -> dict[str, str]:
    """What the form says."""
    form = page.get_element_by_id("zakazka")
    return {name: form.fields[name] for name in ("content", "kept", "kind", "template", "state", "variant", "year")}


def links(page: Any) -> list[str]:
    return list(page.xpath("//a/@href"))


# ---------------------------------------------------------------- the page itself


def pages(client: FlaskClient) -> Iterator[Any]:
    """Every state of the page."""
    yield tree(client.get("/"))
    yield tree(press(client, "/kontrola"))
    yield tree(press(client, "/kontrola", content="file", file=("plan.yaml", BROKEN)))
    yield tree(press(client, "/kontrola", content="file", file=("plan.yaml", WRONG)))
    yield tree(press(client, "/kontrola", kind="none", year="x", content="file"))
    yield tree(press(client, "/sestaveni"))
    yield tree(press(client, "/sestaveni", state="approval"))
    yield tree(press(client, "/sestaveni", state="approval", content="file", file=("plan.yaml", INCOMPLETE)))


def test_every_choice_has_a_visible_label_and_every_help_exists(client: FlaskClient, converter: None) -> None:
    for page in pages(client):
        for field in page.xpath("//form//input[@type != 'hidden'] | //form//select"):
            label = page.xpath(f"//label[@for='{field.get('id')}']")
            assert len(label) == 1, field.get("id")
            assert label[0].text_content().strip()
            assert label[0].get("class", "") != "unseen"
        referred = " ".join(page.xpath("//@aria-describedby | //@aria-labelledby")).split()
        assert all(page.xpath(f"//*[@id='{name}']") for name in referred), referred
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))


def test_headings_follow_each_other_and_the_page_is_czech(client: FlaskClient, converter: None) -> None:
    for page in pages(client):
        levels = [int(each.tag[1]) for each in page.xpath("//h1|//h2|//h3|//h4|//h5")]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
        assert page.get("lang") == "cs"


def test_there_is_no_english_word_on_the_page(client: FlaskClient, converter: None) -> None:
    for page in pages(client):
        for content in page.xpath("//*[@class='lines'] | //*[@class='name'] | //*[contains(@class, 'file-name')]"):
            content.drop_tree()
        assert not ENGLISH.search(words(page).replace("titel", ""))


def test_the_page_brings_everything_along_and_no_code_inside(client: FlaskClient, converter: None) -> None:
    for page in pages(client):
        outside = [each for each in page.xpath("//@src | //link/@href") if not each.startswith("/static/")]
        assert outside == []
        assert page.xpath("//@style | //@onclick | //style | //script[not(@src)]") == []


def test_help_stands_under_every_choice_of_the_form(client: FlaskClient) -> None:
    page = tree(client.get("/"))
    for group in page.xpath("//form//fieldset[contains(@class, 'group')] | //form//div[contains(@class, 'field')]"):
        assert group.xpath(".//*[contains(@class, 'gov-form-message')]"), group.text_content()


def test_samples_are_offered_by_their_territory_and_period(client: FlaskClient) -> None:
    page = tree(client.get("/"))
    values = page.xpath("//input[@name='content']/@value")
    assert values[0] == "file"
    assert set(values[1:]) == {f"sample:{name}" for name in resources.examples()}
    assert "Ukázka: obec Vzorov 2025–2027" in words(page)


# ---------------------------------------------------------------- checking


def test_a_check_shows_the_plan_and_its_findings_by_severity_and_part(client: FlaskClient) -> None:
    page = tree(press(client, "/kontrola", content="file", file=("plan.yaml", INCOMPLETE)))
    assert words(page.get_element_by_id("vysledek")) == "Zkontrolováno: 8 chyb"
    facts = [words(each) for each in page.xpath("//dl[@class='facts']//dd")]
    assert facts == ["Plán rozvoje sociálních služeb", "obec Vzorov", "2025–2027"]
    tags = [words(each) for each in page.xpath("//*[@id='nalezy']//h4/span[1]")]
    assert tags == ["8 chyb", "4 upozornění", "1 poznámka"]
    assert "řádek 3, sloupec 9" in words(page)


def test_the_summary_leads_to_every_part_that_has_findings(client: FlaskClient) -> None:
    page = tree(press(client, "/kontrola", content="file", file=("plan.yaml", INCOMPLETE)))
    targets = [each.removeprefix("#") for each in page.xpath("//ul[@class='places']//a/@href")]
    assert len(targets) >= 5
    assert all(page.xpath(f"//h5[@id='{target}']") for target in targets)


def test_content_that_does_not_load_says_that_not_even_a_draft_can_be_made(client: FlaskClient) -> None:
    page = tree(press(client, "/kontrola", content="file", file=("plan.yaml", WRONG)))
    text = words(page)
    assert "Obsah nelze načíst: 3 chyby" in text
    assert "brání sestavení" in text
    assert "Klíč „titel“ tu neznáme; nejbližší je „title“ (Název)." in text
    assert "Období › První rok řádek 3, sloupec 15" in text


def test_a_broken_file_shows_the_line_and_its_neighbours(client: FlaskClient) -> None:
    page = tree(press(client, "/kontrola", content="file", file=("plán.yaml", BROKEN)))
    assert "Soubor není platný YAML: chyba je na řádku 4" in words(page)
    rows = [words(each) for each in page.xpath("//table[@class='lines']//tbody/tr")]
    assert rows == ["1title: Plán", "2period:", "3 (zde je chyba) first_year: [2025"]


def test_a_good_plan_is_told_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assembler.checks.run", lambda *_: ())
    assert "Zkontrolováno: vše je v pořádku" in words(tree(press(client, "/kontrola")))


# ---------------------------------------------------------------- nothing is lost


def test_an_uploaded_file_need_not_be_chosen_again(client: FlaskClient, converter: None) -> None:
    first = tree(press(client, "/kontrola", content="file", file=("můj plán.yaml", WRONG)))
    said = chosen(first)
    assert said["content"] == "kept"
    assert "můj plán.yaml" in words(first)
    again = tree(press(client, "/sestaveni", content="kept", kept=said["kept"]))
    assert "Klíč „titel“ tu neznáme" in words(again)
    assert chosen(again)["kept"] == said["kept"]


def test_what_was_chosen_stays_chosen_after_an_error(client: FlaskClient) -> None:
    fields: dict[str, Any] = {"kind": "action_plan", "state": "approval", "variant": "internal", "year": "99"}
    page = tree(press(client, "/sestaveni", content="file", file=("a.yaml", WRONG), **fields))
    assert {name: chosen(page)[name] for name in fields} == fields
    assert chosen(page)["content"] == "kept"


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"content": "file"}, "file", "Vyberte soubor s obsahem plánu."),
        ({"content": ""}, "content-file", "Vyberte vlastní soubor, nebo některou z ukázek."),
        ({"content": "sample:../../secret"}, "content-file", "Vyberte vlastní soubor, nebo některou z ukázek."),
        ({"content": "file", "file": ("plan.docx", b"PK")}, "file", "Soubor s příponou „.docx“ neumíme číst."),
        ({"content": "file", "file": ("tmp", b"PK")}, "file", "Soubor „tmp“ nemá příponu"),
        ({"content": "kept", "kept": "x"}, "file", "Dříve nahraný soubor už tu není."),
        ({"year": "20"}, "year", "Rok napište čtyřmi číslicemi"),
        ({"kind": "x"}, "kind-", "Druh dokumentu „x“ neznáme."),
        ({"template": "x"}, "template", "Šablona „x“ pro tento druh dokumentu není."),
        ({"state": "x"}, "state-draft", "Možnosti: draft, approval."),
    ],
)
def test_a_wrong_field_is_told_beside_it_and_linked_from_the_summary(
    client: FlaskClient, fields: dict[str, Any], field: str, sentence: str
) -> None:
    page = tree(press(client, "/kontrola", **fields))
    told = page.xpath("//*[contains(@class, 'wrong')]")
    assert sentence in words(told[0])
    assert f"#{field}" in links(page)
    assert page.xpath(f"//*[@id='{field}']")


def test_content_in_the_form_is_never_markup(client: FlaskClient, converter: None) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    plan = json.dumps({"title": evil, "territory": {"name": evil}, evil: 1}).encode()
    page = press(client, "/kontrola", content="file", file=(f"{evil}.json", plan), year=evil)
    good = json.dumps({"title": evil, "subtitle": f"{evil} 1 - 2"}).encode()
    made = press(client, "/sestaveni", content="file", file=(f"{evil}.json", good))
    for answer in (page, press(client, "/kontrola", content="file", file=("a.json", plan)), made):
        assert "<script>alert" not in answer.text
        assert "<img src=x" not in answer.text
    assert evil in words(tree(made))


# ---------------------------------------------------------------- assembling


def test_a_finished_document_can_be_downloaded_as_word_and_pdf(client: FlaskClient, converter: None) -> None:
    page = tree(press(client, "/sestaveni"))
    text = words(page)
    assert "Dokument je hotový" in text
    assert "Obsah dokumentu má čísla stran (7 stran)." in text
    assert (
        "Prošlo kontrolou PDF/A-2b (trvalé uchování). Neprošlo kontrolou PDF/UA-1. Nesplněná pravidla: 7.1-1." in text
    )
    word, pdf, *_ = (each for each in links(page) if "/dokument." in each)
    saved = client.get(word)
    assert "Plán rozvoje sociálních služeb" in "".join(docx.Document(io.BytesIO(saved.data)).element.body.itertext())
    assert saved.headers["Content-Disposition"].endswith("%202025%E2%80%932027%20%E2%80%93%20n%C3%A1vrh.docx")
    assert client.get(pdf).data.startswith(b"%PDF")


def test_the_report_can_be_unfolded_and_downloaded(client: FlaskClient, converter: None) -> None:
    page = tree(press(client, "/sestaveni", kind="action_plan"))
    folded = [words(each) for each in page.xpath("//details/summary")]
    assert folded[0].startswith("Typografie: ")
    assert any(each.startswith("Neotištěno: ") and "tento druh dokumentu" in each for each in folded)
    report = client.get(next(each for each in links(page) if each.endswith("zprava.json")))
    assert json.loads(report.data)["kind"] == "action_plan"
    assert "zpr%C3%A1va" in report.headers["Content-Disposition"]


def test_without_a_converter_a_draft_comes_and_says_what_is_missing(client: FlaskClient, no_converter: None) -> None:
    page = tree(press(client, "/sestaveni"))
    assert "Obsah dokumentu čísla stran nemá. Na serveru není LibreOffice" in words(page)
    offered = [each.rpartition("/")[2] for each in links(page) if "/dokument." in each]
    assert offered == [f"dokument.{writer.EXTENSION}" for writer in WRITERS if not writer.PAGES]


def test_without_a_converter_an_approval_copy_is_a_problem(client: FlaskClient, no_converter: None) -> None:
    text = words(tree(press(client, "/sestaveni", state="approval")))
    assert "Na serveru není LibreOffice" in text
    assert "Dokument je hotový" not in text


def test_an_approval_copy_with_errors_lists_them(client: FlaskClient, converter: None) -> None:
    fields: dict[str, Any] = {"state": "approval", "content": "file", "file": ("plan.yaml", INCOMPLETE)}
    text = words(tree(press(client, "/sestaveni", **fields)))
    assert "Obsah má chyby, dokument se nesestavil." in text
    assert "8 chyb" in text


def test_the_smallest_sample_can_be_approved(client: FlaskClient, converter: None) -> None:
    assert "Dokument je hotový" in words(tree(press(client, "/sestaveni", state="approval")))


def test_a_fault_of_ours_is_told_without_details_and_nothing_is_lost(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(pipeline, "assemble", fail)
    page = tree(press(client, "/sestaveni", year="2026"))
    text = words(page)
    assert "Chyba programu" in text
    assert "Číslo požadavku" in text
    assert "secret" not in text
    assert chosen(page)["year"] == "2026"


def test_progress_is_told_line_by_line_and_ends_at_the_result(client: FlaskClient, converter: None) -> None:
    answer = client.post(
        "/sestaveni",
        data={"content": "sample:minimal", "kind": "medium_term_plan", "state": "draft", "variant": "public"},
        headers={"Accept": "application/x-ndjson"},
    )
    assert answer.mimetype == "application/x-ndjson"
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert [line["step"] for line in lines[:-1]] == list(STEPS)
    place = lines[-1]["location"]
    assert place.endswith("#vysledek")
    assert "Dokument je hotový" in client.get(place.partition("#")[0]).text


def test_a_problem_is_told_in_the_stream_as_a_result(client: FlaskClient) -> None:
    answer = client.post("/sestaveni", data={"content": "file"}, headers={"Accept": "application/x-ndjson"})
    lines = [json.loads(line) for line in answer.text.splitlines()]
    assert list(lines[0]) == ["location"]
    assert "Vyberte soubor s obsahem plánu." in client.get(lines[0]["location"].partition("#")[0]).text


def test_a_reload_of_the_result_sends_nothing_again(client: FlaskClient) -> None:
    answer = press(client, "/kontrola", follow=False)
    assert answer.status_code == 303
    place = answer.headers["Location"].partition("#")[0]
    assert client.get(place).data.count(b"Zkontrolov") == client.get(place).data.count(b"Zkontrolov") > 0


# ---------------------------------------------------------------- downloads


@pytest.fixture
def word(client: FlaskClient, converter: None) -> str:
    return next(each for each in links(tree(press(client, "/sestaveni"))) if each.endswith("dokument.docx"))


def test_a_download_can_be_continued_and_is_not_sent_twice(client: FlaskClient, word: str) -> None:
    whole = client.get(word)
    part = client.get(word, headers={"Range": "bytes=10-19"})
    assert (part.status_code, part.data) == (206, whole.data[10:20])
    assert client.get(word, headers={"If-None-Match": whole.headers["ETag"]}).status_code == 304
    assert client.get(word, headers={"Range": "bytes=99999999-"}).status_code == 416


@pytest.mark.parametrize("path", ["", "/dokument.docx", "/dokument.pdf", "/zprava.json"])
def test_a_result_that_is_gone_is_404_with_advice(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/vysledek/neni{path}")
    assert answer.status_code == 404
    assert "Sestavte dokument znovu." in answer.text
    assert answer.mimetype == "text/html"


def test_a_check_has_nothing_to_download(client: FlaskClient) -> None:
    place = press(client, "/kontrola", follow=False).headers["Location"].partition("#")[0]
    assert client.get(f"{place}/dokument.docx").status_code == 404


def test_a_draft_without_pages_has_no_pdf_to_download(client: FlaskClient, no_converter: None) -> None:
    place = press(client, "/sestaveni", follow=False).headers["Location"].partition("#")[0]
    assert client.get(f"{place}/dokument.docx").status_code == 200
    assert client.get(f"{place}/dokument.pdf").status_code == 404
