"""The REST API describes itself: what there is to choose from, and that its OpenAPI description tells the truth."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from assembler import documents, resources
from assembler.settings import Settings
from assembler.web import create_app
from assembler.web.errors import TABLE
from tests.service import CONTENT, MINIMAL


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Settings(data=str(tmp_path_factory.mktemp("data"))))


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


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


def test_health_tells_the_state_of_the_converter(
    client: FlaskClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = client.get("/health/live")
    assert (live.status_code, json.loads(live.data)) == (200, {"live": True})
    absent = create_app(Settings(soffice="no-such-office", data=str(tmp_path))).test_client()
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
        (method.lower(), re.sub(r"<(?:[^<>:]+:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(("/api/", "/health")) and not rule.rule.endswith(("/docs", "/openapi.json"))
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
    ("get", "/health", "", 200),
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
    monkeypatch.setattr("assembler.web.api.try_out.vendored", lambda *_: True)
    assert 'id="vyzkouseni"' in app.test_client().get("/api/v1/docs").text
    monkeypatch.setattr("assembler.web.api.try_out.vendored", lambda *_: False)
    page = app.test_client().get("/api/v1/docs").text
    assert "/api/v1/assemblies" in page
    assert "make setup" in page
    assert "swagger" not in page.lower()
