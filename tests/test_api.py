"""The REST API, through a client: every call, every kind of problem, and that the description tells the truth."""

from __future__ import annotations

import hashlib
import io
import json
import logging
import zipfile
from collections.abc import Iterator
from threading import Semaphore
from typing import Any

import docx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from werkzeug.test import TestResponse

from assembler import documents, pipeline, resources
from assembler.convert.pdf import Conformance
from assembler.errors import AssemblerError, Faulty, TemplateError, Unavailable
from assembler.pipeline import Document, Paginated, Progress
from assembler.settings import Settings
from assembler.web import create_app
from assembler.web.errors import PROBLEM_JSON, TABLE
from assembler.web.service import NAME, Service
from assembler.web.tracing import JsonLines

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TITLE = "Plán rozvoje sociálních služeb"
CONTENT = {
    "title": TITLE,
    "territory": {"name": "obec Vzorov"},
    "period": {"first_year": 2025, "last_year": 2027},
    "foreword": {"text": "Plán na rok 2025 - 2027 má 3 cíle."},
}
MINIMAL = resources.examples()["minimal"].read_bytes()
SECRET = "rodné číslo 750101/1234"


@pytest.fixture(scope="module")
def app() -> Flask:
    return create_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def no_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable(document: Document, progress: Progress) -> Paginated:
        raise Unavailable("Na serveru není LibreOffice, proto nelze vytvořit PDF.")

    monkeypatch.setattr(pipeline, "paginate", unavailable)


@pytest.fixture
def quick_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    """A converter that takes no time; the real one is tried in the slow tests."""

    def paginated(document: Document, progress: Progress) -> Paginated:
        return Paginated(document.docx, b"%PDF-1.7 %%EOF", 7, Conformance(True, False, ("7.1-1: Failed",)))

    monkeypatch.setattr(pipeline, "paginate", paginated)


def assemble(client: FlaskClient, query: str = "", content: object = CONTENT, **headers: str) -> TestResponse:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post(f"/api/v1/assemblies{query}", json=content, headers=given)


def problem(response: TestResponse, status: int, name: str) -> dict[str, Any]:
    """The problem of an answer, after the checks that hold for all."""
    assert response.status_code == status
    assert response.content_type == PROBLEM_JSON
    body: dict[str, Any] = json.loads(response.data)
    assert body["status"] == status
    assert body["type"] == f"/api/v1/problems/{name}"
    assert body["instance"] == f"urn:uuid:{response.headers['X-Request-Id']}"
    assert body["title"]
    assert body["detail"].endswith((".", ")"))
    return body


# ---------------------------------------------------------------- one call gives a document


def test_json_in_docx_out_in_one_call(client: FlaskClient) -> None:
    answer = assemble(client)
    assert answer.status_code == 200
    assert answer.mimetype == DOCX
    texts = docx.Document(io.BytesIO(answer.data)).element.body.itertext()
    assert TITLE in "".join(texts)


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
        'attachment; filename="Plan rozvoje socialnich sluzeb 2025-2027.docx"; '
        "filename*=UTF-8''Pl%C3%A1n%20rozvoje%20soci%C3%A1ln%C3%ADch%20slu%C5%BEeb%202025%E2%80%932027.docx"
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
    assert report["file_name"] == f"{TITLE} 2025–2027"
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
    assert report["file_name"].endswith("2026")


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
    assert {each["code"] for each in body["findings"]} == {"unknown_key", "empty"}


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
        ("?template=../../secret", "template", "K dispozici: standard."),
        ("?state=final", "state", "Možnosti: draft, approval."),
        ("?variant=secret", "variant", "Možnosti: internal, public."),
        ("?year=20", "year", "Rok napište čtyřmi číslicemi"),
        ("?year=letos", "year", "Rok napište čtyřmi číslicemi"),
        ("?format=odt", "format", "Možnosti: docx, pdf, zip, report."),
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


# ---------------------------------------------------------------- wrong requests


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [
        ({}, "Chybí hlavička Content-Type."),
        ({"Content-Type": "text/plain"}, "Typ obsahu „text/plain“ neumíme číst."),
        ({"Content-Type": "multipart/form-data"}, "Typ obsahu „multipart/form-data“ neumíme číst."),
        ({"Content-Type": "application/json; charset=utf-7"}, "UTF-8"),
        ({"Content-Type": "application/json; charset=windows-1250"}, "UTF-8"),
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, "bez hlavičky Content-Encoding"),
    ],
)
def test_another_type_or_encoding_is_415_before_the_body_is_read(
    client: FlaskClient, headers: dict[str, str], sentence: str
) -> None:
    class Unread(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise AssertionError("the body was read")

    for address in ("/api/v1/assemblies", "/api/v1/checks"):
        answer = client.post(address, input_stream=Unread(), headers={"Content-Length": "10", **headers})
        assert sentence in problem(answer, 415, "wrong-type")["detail"]


@pytest.mark.parametrize("content_type", ["application/json; charset=UTF-8", 'application/json; charset="utf-8"'])
def test_utf_8_may_be_declared(client: FlaskClient, content_type: str) -> None:
    answer = client.post("/api/v1/assemblies", data=json.dumps(CONTENT), content_type=content_type)
    assert answer.status_code == 200


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_the_limit_is_413_with_and_without_its_length(chunked: bool) -> None:
    client = create_app(Settings(request_mb=1)).test_client()
    body = io.BytesIO(b'{"title": "' + b"x" * 1_100_000 + b'"}')
    environ: dict[str, Any] = {"wsgi.input_terminated": True} if chunked else {"CONTENT_LENGTH": "1100013"}
    answer = client.post(
        "/api/v1/assemblies", input_stream=body, content_type="application/json", environ_overrides=environ
    )
    assert "nejvýše 1 MB" in problem(answer, 413, "too-big")["detail"]
    assert body.tell() <= 1_000_001


@pytest.mark.parametrize(
    ("method", "path", "status", "name"),
    [
        ("GET", "/api/v1/nothing", 404, "not-found"),
        ("GET", "/api/v1/kinds/nothing/templates", 404, "not-found"),
        ("GET", "/api/v1/schemas/nothing", 404, "not-found"),
        ("GET", "/api/v1/examples/..%2f..%2fpyproject", 404, "not-found"),
        ("GET", "/api/v1/problems/nothing", 404, "not-found"),
        ("GET", "/api/v1/assemblies", 405, "method"),
        ("TRACE", "/api/v1/kinds", 405, "method"),
        ("DELETE", "/api/v1/kinds", 405, "method"),
    ],
)
def test_an_unknown_address_or_method_is_a_problem_too(
    client: FlaskClient, method: str, path: str, status: int, name: str
) -> None:
    answer = client.open(path, method=method)
    problem(answer, status, name)
    assert ("Allow" in answer.headers) == (status == 405)


# ---------------------------------------------------------------- our own faults


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[list[str]]:
    """The lines that the service would write."""
    lines: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(JsonLines().format(record))

    logger, handler = logging.getLogger("assembler"), Collect()
    logger.addHandler(handler)
    caplog.set_level(logging.INFO, "assembler")
    yield lines
    logger.removeHandler(handler)


def failing(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(pipeline, "assemble", fail)


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (RuntimeError(f"KeyError: {SECRET}"), "internal"),
        (Faulty("Dokument se nepodařilo sestavit: je to chyba programu. Nic se neztratilo.", "lint: x"), "faulty"),
    ],
)
def test_a_fault_of_ours_is_500_without_details_and_logged_with_the_hash_of_the_content(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, log: list[str], error: Exception, name: str
) -> None:
    failing(monkeypatch, error)
    answer = assemble(client)
    body = problem(answer, 500, name)
    assert "Nic se neztratilo" in body["detail"]
    assert not {"RuntimeError", "Traceback", "assembler/", SECRET} & set(answer.text.split('"'))
    assert SECRET not in answer.text
    line = json.loads(next(line for line in log if '"failed"' in line))
    assert line["request_id"] == answer.headers["X-Request-Id"]
    assert f"content {pipeline.content_hash(CONTENT)}" in line["notes"]
    assert line["trace"]
    assert SECRET not in "".join(log)


def test_a_wrong_template_is_422_with_its_place(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, TemplateError("Jméno „titel“ neznáme.", "odstavec 12: {{ titel }}"))
    told = problem(assemble(client), 422, "template")["errors"]
    assert told[0]["location"] == {"place": "odstavec 12: {{ titel }}"}


def test_any_other_error_of_ours_is_422_with_its_sentence(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, AssemblerError("Text je příliš složitý."))
    assert problem(assemble(client), 422, "content")["detail"] == "Text je příliš složitý."


def test_when_all_places_are_taken_the_answer_is_503() -> None:
    app = create_app()
    app.extensions[NAME] = Service(Settings(), Semaphore(0), patience=0.01)
    answer = assemble(app.test_client())
    assert "Zkuste to za chvíli" in problem(answer, 503, "machinery")["detail"]
    assert int(answer.headers["Retry-After"]) > 0


def test_a_failed_assembly_gives_its_place_back(app: Flask, client: FlaskClient) -> None:
    for _ in range(2 * app.extensions[NAME].settings.documents_at_once):
        problem(assemble(client, "?state=approval"), 422, "refused")
    assert assemble(client).status_code == 200


def test_the_log_says_what_happened_and_not_what_the_content_is(client: FlaskClient, log: list[str]) -> None:
    answer = assemble(client, content={**CONTENT, "subtitle": SECRET})
    line = json.loads(log[-1])
    assert {key: line[key] for key in ("method", "path", "status", "request_id")} == {
        "method": "POST",
        "path": "/api/v1/assemblies",
        "status": 200,
        "request_id": answer.headers["X-Request-Id"],
    }
    assert line["ms"] >= 0
    assert SECRET not in "".join(log)


# ---------------------------------------------------------------- who may ask


@pytest.mark.parametrize("host", ["localhost", "localhost:8080", "127.0.0.1:1", "[::1]", "[::1]:8080", "LOCALHOST:80"])
def test_the_names_of_this_machine_are_hosts_on_any_port(client: FlaskClient, host: str) -> None:
    assert client.get("/health/live", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil:80", "", "[::2]", "127.0.0.1:80:80"]
)
def test_another_host_is_400_so_that_dns_rebinding_does_not_work(client: FlaskClient, host: str) -> None:
    problem(client.get("/health/live", headers={"Host": host}), 400, "foreign-host")


def test_further_hosts_can_be_set() -> None:
    client = create_app(Settings(trusted_hosts="plany.mesto.cz, intranet")).test_client()
    assert client.get("/health/live", headers={"Host": "plany.mesto.cz:443"}).status_code == 200
    assert client.get("/health/live", headers={"Host": "Intranet"}).status_code == 200
    assert client.get("/health/live", headers={"Host": "mesto.cz"}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/api/v1/assemblies", "/api/v1/checks"])
def test_a_page_of_another_site_cannot_post(client: FlaskClient, headers: dict[str, str], path: str) -> None:
    problem(client.post(path, json=CONTENT, headers=headers), 403, "foreign-origin")


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}]
)
def test_own_pages_and_programs_can_post(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.post("/api/v1/checks", json=CONTENT, headers=headers).status_code == 200


def test_every_answer_carries_the_protecting_headers_and_no_cookie(client: FlaskClient) -> None:
    paths = ["/", "/nothing", "/api/v1/kinds", "/api/v1/nothing", "/static/app.css", "/api/v1/docs", "/health/live"]
    answers = [*(client.get(path) for path in paths), assemble(client), assemble(client, "?state=x")]
    for answer in answers:
        answer.close()
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Request-Id"]
        assert "Set-Cookie" not in answer.headers
        assert "Access-Control-Allow-Origin" not in answer.headers


# ---------------------------------------------------------------- what there is


def test_the_catalogue_leads_from_kinds_to_templates_and_schemas(client: FlaskClient) -> None:
    kinds = json.loads(client.get("/api/v1/kinds").data)
    assert [each["code"] for each in kinds] == [each.code for each in documents.KINDS]
    for kind in kinds:
        templates = json.loads(client.get(kind["templates"]).data)
        shipped = resources.template(kind["code"])
        assert {"name": "standard", "sha256": hashlib.sha256(shipped).hexdigest()} in templates
        schema = json.loads(client.get(kind["schema"]).data)
        Draft202012Validator.check_schema(schema)
        assert "title" in {each["name"] for each in kind["parts"]}


def test_the_schema_of_the_content_accepts_the_samples(client: FlaskClient) -> None:
    answer = client.get("/api/v1/schemas/medium_term_plan")
    assert answer.mimetype == "application/schema+json"
    Draft202012Validator(json.loads(answer.data)).validate(CONTENT)


def test_samples_come_as_yaml_and_assemble(client: FlaskClient) -> None:
    listed = json.loads(client.get("/api/v1/examples").data)
    assert {each["name"] for each in listed} == set(resources.examples())
    minimal = next(each for each in listed if each["name"] == "minimal")
    sample = client.get(minimal["content"])
    assert (sample.content_type, sample.data) == ("application/yaml; charset=utf-8", MINIMAL)
    assert client.get(minimal["content"], headers={"If-None-Match": sample.headers["ETag"]}).status_code == 304
    assert client.post("/api/v1/assemblies", data=sample.data, content_type="application/yaml").status_code == 200


def test_health_tells_the_state_of_the_converter(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    live = client.get("/health/live")
    assert (live.status_code, json.loads(live.data)) == (200, {"live": True})
    absent = create_app(Settings(soffice="no-such-office")).test_client()
    answer = absent.get("/health/ready")
    body = json.loads(answer.data)
    assert (answer.status_code, body["ready"], body["converter"]["ready"]) == (200, True, False)
    assert "LibreOffice" in body["converter"]["why"]
    monkeypatch.setattr(resources, "template_names", lambda kind: [])
    assert absent.get("/health/ready").status_code == 503


def test_every_type_of_problem_has_a_description_at_its_own_address(client: FlaskClient) -> None:
    listed = json.loads(client.get("/api/v1/problems").data)
    assert {each["type"] for each in listed} == {f"/api/v1/problems/{row.name}" for row in TABLE}
    for each in listed:
        assert json.loads(client.get(each["type"]).data) == each


# ---------------------------------------------------------------- the description


@pytest.fixture(scope="module")
def description(app: Flask) -> dict[str, Any]:
    answer = app.test_client().get("/api/v1/openapi.json")
    described: dict[str, Any] = json.loads(answer.data)
    return described


def test_the_description_is_openapi_3_1_and_names_every_call(app: Flask, description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    rules = {
        (method.lower(), rule.rule.replace("<", "{").replace(">", "}"))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(("/api/", "/health/")) and not rule.rule.endswith(("/docs", "/openapi.json"))
    }
    described = {(method, path) for path, calls in description["paths"].items() for method in calls}
    assert {each for each in described if each[0] != "parameters"} == rules


def test_every_shape_of_the_description_is_a_schema_without_loose_ends(description: dict[str, Any]) -> None:
    for shape in description["components"]["schemas"].values():
        Draft202012Validator.check_schema(shape)
    names = description["components"]["schemas"]
    references = [each.split('"')[0] for each in json.dumps(description).split('"#/components/schemas/')[1:]]
    assert set(references) <= set(names)
    assert references


def test_every_parameter_is_described_with_its_possibilities(description: dict[str, Any]) -> None:
    parameters = {each["name"]: each for each in description["paths"]["/api/v1/assemblies"]["post"]["parameters"]}
    assert set(parameters) == {"kind", "template", "state", "variant", "year", "format", "pages"}
    assert parameters["state"]["schema"]["enum"] == ["draft", "approval"]
    assert parameters["kind"]["schema"]["enum"] == [each.code for each in documents.KINDS]
    assert all(each.get("description") or each["schema"].get("description") for each in parameters.values())


CALLS = [
    ("post", "/api/v1/assemblies", "?format=report", 200),
    ("post", "/api/v1/assemblies", "?state=approval", 422),
    ("post", "/api/v1/assemblies", "?state=none", 422),
    ("post", "/api/v1/checks", "", 200),
    ("get", "/api/v1/kinds", "", 200),
    ("get", "/api/v1/kinds/{kind}/templates", "medium_term_plan", 200),
    ("get", "/api/v1/kinds/{kind}/templates", "nothing", 404),
    ("get", "/api/v1/schemas/{kind}", "action_plan", 200),
    ("get", "/api/v1/examples", "", 200),
    ("get", "/api/v1/problems", "", 200),
    ("get", "/api/v1/problems/{name}", "refused", 200),
    ("get", "/health/live", "", 200),
    ("get", "/health/ready", "", 200),
]


@pytest.mark.parametrize(("method", "path", "more", "status"), CALLS)
def test_answers_have_the_shape_that_the_description_promises(
    client: FlaskClient, description: dict[str, Any], method: str, path: str, more: str, status: int
) -> None:
    query = more if more.startswith("?") else ""
    address = path.replace("{kind}", more).replace("{name}", more) + query
    answer = client.open(address, method=method.upper(), json=CONTENT if method == "post" else None)
    assert answer.status_code == status
    promised = description["paths"][path][method]["responses"][str(status)]["content"][answer.mimetype]["schema"]
    schema = {"$schema": Draft202012Validator.META_SCHEMA["$id"], "components": description["components"], **promised}
    Draft202012Validator(schema).validate(json.loads(answer.data))


def test_the_page_to_try_it_has_a_form_or_the_list_of_calls(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assembler.web.api.try_out.SWAGGER", ("app.css",))
    assert 'id="vyzkouseni"' in app.test_client().get("/api/v1/docs").text
    monkeypatch.setattr("assembler.web.api.try_out.SWAGGER", ("vendor/not-there.js",))
    page = app.test_client().get("/api/v1/docs").text
    assert "/api/v1/assemblies" in page
    assert "make setup" in page
    assert "<script" not in page
