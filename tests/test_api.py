"""The REST API: content in, document out; what is told of the content, of page numbers, of wrong parameters."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assembler.web import create_app
from tests.service import CONTENT, MINIMAL, TITLE, absent, assemble, printed, problem, quick

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def no_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    absent(monkeypatch)


@pytest.fixture
def quick_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)


# ---------------------------------------------------------------- one call gives a document


def test_json_in_docx_out_in_one_call(client: FlaskClient) -> None:
    answer = assemble(client)
    assert answer.status_code == 200
    assert answer.mimetype == DOCX
    assert TITLE in printed(answer)


def test_yaml_and_json_of_the_same_content_give_the_same_bytes(client: FlaskClient) -> None:
    written = f"title: {TITLE}\nterritory: {{name: obec Vzorov}}\n".encode()
    from_yaml = client.post("/api/v1/assemblies", data=written, content_type="application/yaml")
    from_json = assemble(client, content={"title": TITLE, "territory": {"name": "obec Vzorov"}})
    assert from_yaml.data == from_json.data
    assert from_yaml.headers["ETag"] == from_json.headers["ETag"]


def test_the_etag_is_the_strong_sha256_of_the_document(client: FlaskClient) -> None:
    answer = assemble(client)
    assert answer.headers["ETag"] == f'"{hashlib.sha256(answer.data).hexdigest()}"'


def test_the_file_has_its_czech_name_and_one_in_ascii(client: FlaskClient) -> None:
    told = assemble(client).headers["Content-Disposition"]
    assert told == (
        'attachment; filename="Plan rozvoje socialnich sluzeb 2025-2027 - navrh.docx"; '
        "filename*=UTF-8''Pl%C3%A1n%20rozvoje%20soci%C3%A1ln%C3%ADch%20slu%C5%BEeb%202025%E2%80%932027%20%E2%80%93%20n%C3%A1vrh.docx"
    )


def test_headers_count_findings_repairs_and_what_was_not_printed(client: FlaskClient) -> None:
    headers = assemble(client, content={**CONTENT, "typography": {"repair": True}}).headers
    report = json.loads(assemble(client, "?format=report").data)
    assert headers["Assembly-Findings"] == ", ".join(f"{name}={count}" for name, count in report["counts"].items())
    assert headers["Assembly-Repairs"] == str(len(report["repairs"])) != "0"
    assert headers["Assembly-Unprinted"] == "0"
    assert headers["Assembly-Contents"] == "without_pages"
    assert "Assembly-PDF" not in headers


@pytest.mark.parametrize("asked", ["?format=report", "accept"])
def test_the_report_says_what_was_repaired_and_found(client: FlaskClient, asked: str) -> None:
    answer = assemble(client, Accept="application/json") if asked == "accept" else assemble(client, asked)
    report = json.loads(answer.data)
    assert report["contents"] == "without_pages"
    assert report["file_name"] == f"{TITLE} 2025–2027 – návrh"
    repair = next(each for each in report["repairs"] if each["pointer"] == "/foreword/text")
    assert repair["label"] == "Úvodní slovo › Text"
    assert "2025 - 2027" in repair["before"]
    assert "2025–2027" in repair["after"]
    assert report["sha256"] == hashlib.sha256(assemble(client).data).hexdigest()


def test_an_action_plan_lists_what_it_does_not_print_with_the_reason(client: FlaskClient) -> None:
    report = json.loads(assemble(client, "?kind=action_plan&format=report").data)
    assert {"pointer": "/foreword/text", "label": "Úvodní slovo › Text"}.items() <= report["unprinted"][0].items()
    assert report["unprinted"][0]["reason"] == "tento druh dokumentu tento údaj netiskne"


def test_the_year_chooses_the_action_plan(client: FlaskClient) -> None:
    content = {**CONTENT, "action_plans": [{"year": 2025}, {"year": 2026}]}
    report = json.loads(assemble(client, "?kind=action_plan&year=2026&format=report", content).data)
    assert report["file_name"].endswith("2026 – návrh")


def test_the_variant_decides_whether_confidential_annexes_are_printed(client: FlaskClient) -> None:
    content = {**CONTENT, "annexes": [{"title": "Adresář uživatelů", "confidential": True}]}
    withheld = json.loads(assemble(client, "?variant=public&format=report", content).data)["unprinted"]
    printed = json.loads(assemble(client, "?variant=internal&format=report", content).data)["unprinted"]
    assert [each["pointer"] for each in withheld] == ["/annexes/0/title"]
    assert printed == []


def test_accept_chooses_the_type_and_the_answer_says_so(client: FlaskClient, quick_converter: None) -> None:
    answer = assemble(client, Accept="text/html;q=0.4, application/pdf;q=0.9")
    assert answer.mimetype == "application/pdf"
    assert "Accept" in answer.headers["Vary"]


def test_no_acceptable_type_is_406(client: FlaskClient) -> None:
    problem(assemble(client, Accept="image/png"), 406, "not-offered")


# ---------------------------------------------------------------- page numbers and PDF


def test_the_pdf_says_which_norms_it_passes(client: FlaskClient, quick_converter: None) -> None:
    answer = assemble(client, "?format=pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Assembly-PDF"] == "pdf-a-2b=?1, pdf-ua-1=?0"
    assert answer.headers["Assembly-Contents"] == "filled"


def test_a_draft_gets_page_numbers_when_asked(client: FlaskClient, quick_converter: None) -> None:
    report = json.loads(assemble(client, "?pages=true&format=report").data)
    assert (report["contents"], report["pages"]) == ("filled", 7)
    assert report["pdf"]["failures"] == ["7.1-1: Failed"]


def test_the_zip_holds_both_documents_and_the_report(client: FlaskClient, quick_converter: None) -> None:
    answer = assemble(client, "?format=zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        assert archive.namelist() == ["dokument.docx", "dokument.pdf", "zprava.json"]
        assert archive.read("dokument.pdf").startswith(b"%PDF")
        assert json.loads(archive.read("zprava.json"))["contents"] == "filled"
    assert assemble(client, "?format=zip").data == answer.data


@pytest.mark.parametrize("query", ["?format=pdf", "?format=zip", "?pages=true"])
def test_without_a_converter_what_needs_it_is_503_with_retry_after(
    client: FlaskClient, no_converter: None, query: str
) -> None:
    answer = assemble(client, query)
    assert "LibreOffice" in problem(answer, 503, "machinery")["detail"]
    assert int(answer.headers["Retry-After"]) > 0


def test_without_a_converter_a_draft_still_comes(client: FlaskClient, no_converter: None) -> None:
    assert assemble(client).status_code == 200


def test_an_approval_copy_never_skips_page_numbers(
    client: FlaskClient, no_converter: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assembler.checks.run", lambda *_: ())
    problem(assemble(client, "?state=approval"), 503, "machinery")


@pytest.mark.parametrize("query", ["?state=approval&pages=false", "?format=pdf&pages=false", "?format=zip&pages=false"])
def test_a_wish_without_pages_that_cannot_be_granted_is_422(client: FlaskClient, query: str) -> None:
    assert problem(assemble(client, query), 422, "parameters")["errors"][0]["parameter"] == "pages"


@pytest.mark.slow
def test_the_real_converter_gives_a_pdf_and_filled_contents(client: FlaskClient) -> None:
    answer = client.post("/api/v1/assemblies?format=zip", data=MINIMAL, content_type="application/yaml")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        report = json.loads(archive.read("zprava.json"))
        pdf = archive.read("dokument.pdf")
    assert pdf.startswith(b"%PDF")
    assert pdf.rstrip().endswith(b"%%EOF")
    assert report["pages"] >= 3
    assert report["pdf"]["pdf_a_2b"] is True


# ---------------------------------------------------------------- wrong content


def test_an_approval_copy_of_content_with_errors_is_refused_with_all_of_them(client: FlaskClient) -> None:
    told = problem(assemble(client, "?state=approval"), 422, "refused")
    checked = json.loads(client.post("/api/v1/checks", json=CONTENT).data)
    errors = [each for each in checked["findings"] if each["severity"] == "error"]
    assert told["errors"] == errors
    assert len(errors) > 3


def test_every_problem_of_the_content_is_told_at_once_with_its_place(client: FlaskClient) -> None:
    wrong = b"title: 12\nperiod:\n  first_year: brzy\nstrategy:\n  nodes:\n    - nam: P\n"
    answer = client.post("/api/v1/assemblies", data=wrong, content_type="application/yaml")
    errors = problem(answer, 422, "refused")["errors"]
    places = {each["pointer"]: (each["code"], each.get("location", {}).get("line")) for each in errors}
    assert places == {
        "/title": ("not_text", 1),
        "/period/first_year": ("not_number", 3),
        "/strategy/nodes/0/name": ("empty", 6),
        "/strategy/nodes/0/nam": ("unknown_key", 6),
    }
    assert {each["label"] for each in errors} >= {"Název", "Období › První rok"}
    assert all(each["detail"] and each["detail_en"] for each in errors)


def test_a_check_lists_findings_and_says_whether_the_content_loads(client: FlaskClient) -> None:
    answer = client.post("/api/v1/checks", data=MINIMAL, content_type="application/yaml")
    body = json.loads(answer.data)
    assert answer.status_code == 200
    assert body["loads"] is True
    assert body["plan"] == {"title": TITLE, "territory": "obec Vzorov", "period": "2025–2027"}
    assert body["counts"]["error"] == sum(each["severity"] == "error" for each in body["findings"])
    sample = next(each for each in body["findings"] if each["code"] == "sample_plan")
    assert sample["location"] == {"line": 3, "column": 9}


def test_a_check_of_content_that_does_not_load_is_no_error_of_the_call(client: FlaskClient) -> None:
    body = json.loads(client.post("/api/v1/checks", json={"titel": "x"}).data)
    assert (body["loads"], body["plan"]) == (False, None)
    codes = {each["code"] for each in body["findings"]}
    assert {"unknown_key", "empty", "no_territory", "no_period"} <= codes  # what the checks say comes at once, too


def test_a_check_follows_the_kind_of_document(client: FlaskClient) -> None:
    plan = json.loads(client.post("/api/v1/checks?kind=medium_term_plan", json=CONTENT).data)
    action = json.loads(client.post("/api/v1/checks?kind=action_plan", json=CONTENT).data)
    assert any(each["code"].startswith("statutory") for each in plan["findings"])
    assert not any(each["code"].startswith("statutory") for each in action["findings"])


# ---------------------------------------------------------------- wrong parameters


@pytest.mark.parametrize(
    ("query", "parameter", "sentence"),
    [
        ("?kind=medium_term_plans", "kind", "Nejbližší je „medium_term_plan“."),
        ("?kind=" + "x" * 200, "kind", "Takový druh dokumentu neznáme."),
        ("?template=standart", "template", "Nejbližší je „standard“."),
        ("?template=../../secret", "template", "K dispozici: standard"),
        ("?state=final", "state", "Možnosti: draft, approval."),
        ("?variant=secret", "variant", "Možnosti: internal, public."),
        ("?year=20", "year", "Rok napište čtyřmi číslicemi"),
        ("?year=letos", "year", "Rok napište čtyřmi číslicemi"),
        ("?format=rtf", "format", "Možnosti: docx, pdf, "),
        ("?pages=1", "pages", "Možnosti: true, false."),
        ("?_method=DELETE", "_method", "Tento údaj neznáme."),
        ("?state=draft&state=approval", "state", "Tento údaj je v adrese dvakrát."),
    ],
)
def test_a_wrong_parameter_is_422_and_named(client: FlaskClient, query: str, parameter: str, sentence: str) -> None:
    told = problem(assemble(client, query), 422, "parameters")["errors"]
    assert [each["parameter"] for each in told] == [parameter]
    assert sentence in told[0]["detail"]


def test_all_wrong_parameters_are_told_at_once(client: FlaskClient) -> None:
    told = problem(assemble(client, "?state=x&variant=y&year=z"), 422, "parameters")["errors"]
    assert {each["parameter"] for each in told} == {"state", "variant", "year"}
