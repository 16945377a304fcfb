"""Documents of stored plans over REST: ordered, followed, downloaded whole and in parts, under their Czech names."""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
from typing import Any

import pytest
from flask import Flask
from jsonschema import Draft202012Validator

from assembler import pipeline
from assembler.jobs.runner import Runner
from assembler.store.jobs import SHARE
from assembler.web.working import NAME
from tests.callers import CONTENT, PLANS, Caller, body_of, work_off
from tests.service import problem, quick

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NAME_OF_FILE = (
    'attachment; filename="Plan rozvoje socialnich sluzeb 2025-2027 - navrh.docx"; '
    "filename*=UTF-8''Pl%C3%A1n%20rozvoje%20soci%C3%A1ln%C3%ADch%20slu%C5%BEeb%202025%E2%80%932027%20%E2%80%93%20n%C3%A1vrh.docx"
)


@pytest.fixture
def document(app: Flask, call: Caller, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a document in DOCX and PDF."""
    quick(monkeypatch)
    ordered = call.post(f"{call.plan()[0]}/documents?formats=docx,pdf")
    work_off(app)
    return call.get(ordered.headers["Location"]).headers["Location"]


# ---------------------------------------------------------------- ordered and followed


def test_an_order_is_a_job_that_leads_to_the_document(app: Flask, call: Caller) -> None:
    ordered = call.post(f"{call.plan()[0]}/documents")
    told = body_of(ordered, 202)
    assert (told["state"], told["progress"], told["result"], told["problem"]) == ("queued", 0, None, None)
    waiting = call.get(ordered.headers["Location"])
    assert (body_of(waiting)["id"], waiting.headers["Retry-After"]) == (told["id"], "1")
    assert work_off(app) == 1
    done = call.get(ordered.headers["Location"])
    result = body_of(done, 303)["result"]
    assert (result["formats"], result["missing"]) == (["docx", "report"], {})
    assert done.headers["Location"] == result["document"]
    assert call.get(done.headers["Location"]).data == pipeline.assemble(CONTENT).docx


def test_a_job_that_failed_says_why_with_every_place(app: Flask, call: Caller) -> None:
    ordered = call.post(f"{call.plan()[0]}/documents?state=approval")
    work_off(app)
    failed = body_of(call.get(ordered.headers["Location"]))
    assert (failed["state"], failed["problem"]["code"]) == ("failed", "refused")
    assert all(each["pointer"] is not None and each["detail"] for each in failed["problem"]["errors"])


def test_who_would_wait_gets_the_document_as_soon_as_it_is_made(app: Flask, call: Caller) -> None:
    runner: Runner = app.extensions[NAME]
    runner.start()
    try:
        ordered = call.post(f"{call.plan()[0]}/documents", Prefer="wait=15")
    finally:
        runner.stop(10)
    assert body_of(ordered, 201)["state"] == "done"
    assert ordered.headers["Preference-Applied"] == "wait=15"
    assert call.get(ordered.headers["Location"]).mimetype == DOCX


def test_who_would_not_wait_longer_gets_the_job(call: Caller) -> None:
    address, _ = call.plan()
    assert call.post(f"{address}/documents", Prefer="wait=1").status_code == 202
    assert call.post(f"{address}/documents", Prefer="respond-async, wait=10").status_code == 202


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("formats=rtf", "formats"),
        ("formats=", "formats"),
        ("formats=docx,,pdf", "formats"),
        ("kind=nothing", "kind"),
        ("template=../x", "template"),
        ("formats=pdf&pages=false", "pages"),
        ("revision=0", "revision"),
        ("format=pdf", "format"),
    ],
)
def test_a_wrong_order_is_422_and_named(call: Caller, query: str, parameter: str) -> None:
    address, _ = call.plan()
    errors = problem(call.post(f"{address}/documents?{query}"), 422, "parameters")["errors"]
    assert [each["parameter"] for each in errors] == [parameter]


def test_an_older_revision_can_be_assembled_and_one_that_is_not_there_cannot(app: Flask, call: Caller) -> None:
    address, etag = call.plan()
    call.put(address, {"title": "Jiný"}, etag)
    ordered = call.post(f"{address}/documents?revision=1")
    work_off(app)
    assert call.get(call.get(ordered.headers["Location"]).headers["Location"]).data == pipeline.assemble(CONTENT).docx
    problem(call.post(f"{address}/documents?revision=3"), 404, "not-found")


def test_a_plan_put_aside_is_not_assembled_and_its_documents_stay(app: Flask, call: Caller) -> None:
    """Nor has a repeated order another answer than it had before."""
    (address, _), again = call.plan(), {"Idempotency_Key": "pred-odlozenim"}
    first = call.post(f"{address}/documents", **again)
    work_off(app)
    document = call.get(first.headers["Location"]).headers["Location"]
    assert call.post(f"{address}/archive").status_code == 200
    told = problem(call.post(f"{address}/documents"), 409, "wrong-state")
    assert told["detail"] == "Plán je odložený. Nejdřív ho vraťte mezi ostatní plány."
    assert call.get(f"{document}.docx").status_code == 200
    assert call.post(f"{address}/documents", **again).headers["Location"] == first.headers["Location"]
    assert call.post(f"{address}/return").status_code == 200
    assert call.post(f"{address}/documents").status_code == 202


def test_a_municipality_that_floods_gets_429_and_others_do_not(call: Caller, stranger: Caller) -> None:
    address, _ = call.plan()
    for _ in range(SHARE):
        assert call.post(f"{address}/documents").status_code == 202
    refused = call.post(f"{address}/documents")
    problem(refused, 429, "too-many")
    assert int(refused.headers["Retry-After"]) > 0
    assert stranger.post(f"{stranger.plan()[0]}/documents").status_code == 202


# ---------------------------------------------------------------- listed


def test_documents_are_listed_with_all_they_were_made_of(app: Flask, call: Caller, document: str) -> None:
    plan = body_of(call.get(PLANS))["items"][0]
    [found] = body_of(call.get(f"{plan['content']}/documents"))["items"]
    assert document.endswith(found["id"])
    assert (found["plan"], found["revision"], found["state"], found["variant"]) == (plan["id"], 1, "draft", "public")
    assert found["version"] == pipeline.VERSION
    assert [each["format"] for each in found["files"]] == ["docx", "pdf", "report"]
    for each in found["files"]:
        file = call.get(each["href"])
        assert (hashlib.sha256(file.data).hexdigest(), len(file.data)) == (each["etag"], each["size"])


def test_jobs_are_listed_page_by_page(call: Caller) -> None:
    address, _ = call.plan()
    ordered = [body_of(call.post(f"{address}/documents"), 202)["id"] for _ in range(3)]
    first = body_of(call.get("/api/v1/jobs?limit=2"))
    second = body_of(call.get(first["next"]))
    assert [each["id"] for each in first["items"] + second["items"]] == ordered[::-1]
    assert second["next"] is None


# ---------------------------------------------------------------- downloaded


def test_a_document_comes_under_its_czech_name(call: Caller, document: str) -> None:
    answer = call.get(document)
    assert (answer.mimetype, answer.headers["Content-Disposition"]) == (DOCX, NAME_OF_FILE)
    assert answer.headers["ETag"] == f'"{hashlib.sha256(answer.data).hexdigest()}"'


@pytest.mark.parametrize(
    ("accept", "suffix", "begins"),
    [(DOCX, "docx", b"PK"), ("application/pdf", "pdf", b"%PDF"), ("application/json", "json", b"{")],
)
def test_the_format_is_chosen_by_accept_or_by_suffix(
    call: Caller, document: str, accept: str, suffix: str, begins: bytes
) -> None:
    accepted, suffixed = call.get(document, Accept=accept), call.get(f"{document}.{suffix}")
    assert accepted.data == suffixed.data
    assert accepted.data.startswith(begins)
    assert accepted.mimetype == suffixed.mimetype == accept
    assert "Accept" in accepted.headers["Vary"]


def test_a_format_that_was_not_made_is_406_by_accept_and_404_by_suffix(call: Caller, document: str) -> None:
    problem(call.get(document, Accept="application/vnd.oasis.opendocument.text"), 406, "not-offered")
    for suffix in ("odt", "exe", "docx.docx"):
        problem(call.get(f"{document}.{suffix}"), 404, "not-found")


def test_a_download_goes_on_where_it_was_cut_and_is_not_repeated_in_vain(call: Caller, document: str) -> None:
    whole = call.get(f"{document}.docx")
    etag = whole.headers["ETag"]
    rest = call.get(f"{document}.docx", Range="bytes=1000-", If_Range=etag)
    assert (rest.status_code, rest.data) == (206, whole.data[1000:])
    changed = call.get(f"{document}.docx", Range="bytes=1000-", If_Range='"another"')
    assert (changed.status_code, changed.data) == (200, whole.data)
    assert call.get(f"{document}.docx", If_None_Match=etag).status_code == 304
    beyond = call.get(f"{document}.docx", Range="bytes=99999999-")
    problem(beyond, 416, "range")


def test_the_report_is_the_one_of_the_assembly(call: Caller, document: str) -> None:
    report = json.loads(call.get(f"{document}.json").data)
    assert (report["kind"], report["pages"]) == ("medium_term_plan", 7)


def test_documents_and_jobs_of_another_municipality_are_404_with_the_body_of_missing_ones(
    call: Caller, stranger: Caller, document: str
) -> None:
    job = body_of(call.get("/api/v1/jobs"))["items"][0]["id"]
    nobodys = uuid.UUID(int=7)

    def told(address: str) -> dict[str, Any]:
        return {**problem(stranger.get(address), 404, "not-found"), "instance": ""}

    assert told(document) == told(f"/api/v1/documents/{nobodys}")
    assert told(f"{document}.docx") == told(f"/api/v1/documents/{nobodys}.docx")
    assert told(f"/api/v1/jobs/{job}") == told(f"/api/v1/jobs/{nobodys}")
    assert body_of(stranger.get("/api/v1/jobs"))["items"] == []


# ---------------------------------------------------------------- repeated


def test_a_repeated_order_makes_one_job_and_gets_the_same_answer(app: Flask, call: Caller) -> None:
    address, _ = call.plan()
    first = call.post(f"{address}/documents", Idempotency_Key="objednávka 1".encode().decode("latin-1"))
    again = call.post(f"{address}/documents", Idempotency_Key="objednávka 1".encode().decode("latin-1"))
    assert (again.status_code, again.data, again.headers["Location"]) == (202, first.data, first.headers["Location"])
    assert (first.headers.get("Idempotency-Replayed"), again.headers["Idempotency-Replayed"]) == (None, "true")
    assert work_off(app) == 1


def test_a_key_with_another_body_address_or_type_is_422(call: Caller) -> None:
    call.post(PLANS, CONTENT, Idempotency_Key="k")
    problem(call.post(PLANS, {"title": "Jiný"}, Idempotency_Key="k"), 422, "key-reused")
    problem(call.post(f"{PLANS}?note=x", CONTENT, Idempotency_Key="k"), 422, "key-reused")
    assert len(body_of(call.get(PLANS))["items"]) == 1


def test_a_refused_request_leaves_its_key_free(call: Caller) -> None:
    problem(call.post(f"{PLANS}/{uuid.UUID(int=7)}/documents", Idempotency_Key="k"), 404, "not-found")
    assert call.post(PLANS, CONTENT, Idempotency_Key="k").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 201])
def test_a_key_that_is_none_is_422(call: Caller, key: str) -> None:
    problem(call.post(PLANS, CONTENT, Idempotency_Key=key), 422, "unfit")


def test_the_waiting_do_not_hold_all_threads_of_the_server(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assembler.web.api.documents.WAITERS", threading.BoundedSemaphore(1))
    address, _ = call.plan()
    answers: list[Any] = []
    first = threading.Thread(target=lambda: answers.append(call.post(f"{address}/documents", Prefer="wait=2")))
    first.start()
    while not body_of(call.get("/api/v1/jobs"))["items"]:
        pass
    second = call.post(f"{address}/documents", Prefer="wait=20")
    assert first.is_alive(), "who came second, did not wait"
    first.join()
    assert "Preference-Applied" not in second.headers
    assert answers[0].headers["Preference-Applied"] == "wait=2"


# ---------------------------------------------------------------- as described


def test_answers_about_documents_and_jobs_have_the_shapes_of_the_description(
    app: Flask, call: Caller, document: str
) -> None:
    description = body_of(call.get("/api/v1/openapi.json"))
    address = body_of(call.get(PLANS))["items"][0]["content"]
    failed = call.post(f"{address}/documents?state=approval").headers["Location"]
    work_off(app)
    job = body_of(call.get("/api/v1/jobs?limit=2"))["items"][1]["id"]
    answers = {
        "Documents": body_of(call.get(f"{address}/documents")),
        "Jobs": body_of(call.get("/api/v1/jobs")),
        "Report": body_of(call.get(f"{document}.json")),
        "Problem": json.loads(call.put(address, {"title": "Jiný"}, '"x"').data),
        "Difference": body_of(call.get(f"{address}/difference")),
    }
    for name, answer in answers.items():
        conforms(description, name, answer)
    conforms(description, "Job", body_of(call.get(failed)))
    conforms(description, "Job", body_of(call.get(f"/api/v1/jobs/{job}"), 303))


def conforms(description: dict[str, Any], name: str, answer: object) -> None:
    schema = {"$ref": f"#/components/schemas/{name}", "components": description["components"]}
    Draft202012Validator(schema).validate(answer)
