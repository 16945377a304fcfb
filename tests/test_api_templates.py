"""Templates of municipalities over REST: kept once they can be used, in versions, ordered by their id."""

from __future__ import annotations

import hashlib
import io
import uuid

import docx
import pytest
from flask import Flask

from assembler import resources
from tests.callers import Caller, body_of, work_off
from tests.service import problem, quick

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

TEMPLATES = "/api/v1/templates"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHIPPED = resources.template("medium_term_plan")


def with_words(words: str) -> bytes:
    document = docx.Document(io.BytesIO(SHIPPED))
    document.add_paragraph(words)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def added(call: Caller, data: bytes = SHIPPED, name: str = "Město") -> str:
    made = call.post(f"{TEMPLATES}?kind=medium_term_plan&name={name}", data, Content_Type=WORD)
    assert made.status_code == 201, made.text
    return made.headers["Location"]


def test_a_template_is_kept_listed_and_downloaded(call: Caller) -> None:
    address = added(call)
    [told] = body_of(call.get(TEMPLATES))
    digest = hashlib.sha256(SHIPPED).hexdigest()
    assert (told["kind"], told["name"], told["archived_at"]) == ("medium_term_plan", "Město", None)
    assert [each["sha256"] for each in told["versions"]] == [digest]
    assert body_of(call.get(address)) == told
    answer = call.get(f"{address}/versions/{digest}")
    assert (answer.data, answer.headers["ETag"]) == (SHIPPED, f'"{digest}"')
    assert call.get(f"{address}/versions/{'0' * 64}").status_code == 404


def test_a_document_is_made_from_it_and_names_it(app: Flask, call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    quick(monkeypatch)
    data = with_words("Vlastní závěr")
    own = added(call, data).rpartition("/")[2]
    plan = call.plan()[0]
    ordered = call.post(f"{plan}/documents?template={own}")
    work_off(app)
    made = call.get(ordered.headers["Location"]).headers["Location"]
    text = "\n".join(each.text for each in docx.Document(io.BytesIO(call.get(made).data)).paragraphs)
    assert "Vlastní závěr" in text
    report = body_of(call.get(f"{made}.json"))
    assert report["template"] == own
    listed = body_of(call.get(f"{plan}/documents"))["items"]
    assert [(each["template"], each["template_sha256"]) for each in listed] == [(own, hashlib.sha256(data).hexdigest())]


def test_an_unusable_template_is_refused_with_every_fault_and_its_place(call: Caller) -> None:
    data = with_words("{{ prvni_neznamy }} a {{ druhy_neznamy }}")
    told = problem(call.post(f"{TEMPLATES}?name=Město", data, Content_Type=WORD), 422, "template")
    said = " ".join(each["detail"] for each in told["errors"])
    assert "prvni_neznamy" in said
    assert "druhy_neznamy" in said
    assert all(each["location"]["place"] for each in told["errors"])
    assert body_of(call.get(TEMPLATES)) == []


def test_a_new_version_comes_first_and_the_old_one_stays(call: Caller) -> None:
    address, newer = added(call), with_words("Druhá verze")
    told = body_of(call.post(f"{address}/versions", newer, Content_Type=WORD), 201)
    assert [each["sha256"] for each in told["versions"]] == [
        hashlib.sha256(newer).hexdigest(),
        hashlib.sha256(SHIPPED).hexdigest(),
    ]


def test_what_is_not_offered_cannot_be_ordered(call: Caller) -> None:
    address, plan = added(call), call.plan()[0]
    own = address.rpartition("/")[2]
    assert body_of(call.post(f"{address}/archive"))["archived_at"]
    problem(call.post(f"{plan}/documents?template={own}"), 422, "parameters")
    assert body_of(call.post(f"{address}/return"))["archived_at"] is None
    assert call.post(f"{plan}/documents?template={own}").status_code == 202


def test_wrong_orders_are_refused(call: Caller) -> None:
    problem(call.post(f"{TEMPLATES}?name=x", b"{}", Content_Type="application/json"), 415, "wrong-type")
    problem(call.post(f"{TEMPLATES}?name=%20", SHIPPED, Content_Type=WORD), 422, "parameters")
    problem(call.post(f"{TEMPLATES}?name=x&kind=neni", SHIPPED, Content_Type=WORD), 422, "parameters")
    problem(call.post(f"{TEMPLATES}?name=x", b"PK", Content_Type=WORD), 422, "template")
    problem(call.post(f"{call.plan()[0]}/documents?template={uuid.uuid4()}"), 422, "parameters")
    added(call)
    problem(call.post(f"{TEMPLATES}?name=Město", SHIPPED, Content_Type=WORD), 422, "unfit")
