"""The API speaks Czech to every program, also to one that sends the cookie of who reads pages in English."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from assembler.errors import AssemblerError
from assembler.store.roles import Role
from assembler.web import create_app
from assembler.web.errors import TABLE, Row, answer
from assembler.web.language import COOKIE, ENGLISH
from tests.callers import CONTENT, Caller, caller
from tests.service import problem
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

DESCRIBED = ("/api/v1/problems", "/api/v1/kinds", "/api/v1/examples", "/api/v1/openapi.json")


@pytest.fixture(scope="module")
def service() -> Flask:
    return create_app()


def in_english(app: Flask) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(COOKIE, ENGLISH)
    return client


def told(app: Flask, row: Row, path: str) -> dict[str, Any]:
    """What is answered at the path to who has chosen English, where an error of this row was raised."""
    headers = {"Cookie": f"{COOKIE}={ENGLISH}", "Accept": "application/json"}
    with app.test_request_context(path, headers=headers):
        app.preprocess_request()
        made: dict[str, Any] = json.loads(app.make_response(answer(raised(row))).data)
        return made


def raised(row: Row) -> Exception:
    """An error of the row, with all that its answer needs."""
    if not issubclass(row.error, AssemblerError):
        return row.error()
    error = row.error.__new__(row.error)
    error.message = row.sentence
    for name, value in {"findings": (), "problems": {}, "place": ""}.items():
        setattr(error, name, value)
    return error


PLAIN = [row for row in TABLE if row.name not in ("unreadable", "stale", "stale-comment")]  # which carry more


@pytest.mark.parametrize("row", PLAIN, ids=lambda row: row.error.__name__)
def test_every_error_is_told_to_programs_in_czech_and_to_people_in_english(service: Flask, row: Row) -> None:
    to_program, to_person = told(service, row, "/api/v1/plans"), told(service, row, "/plany")
    assert to_program["title"] == row.title
    assert to_person["title"] != row.title


def test_a_contributor_is_told_in_czech_what_is_not_his(app: Flask, office: Office, call: Caller) -> None:
    address, _ = call.plan()
    contributor = caller(app, office, Role.CONTRIBUTOR, ["/foreword"])
    title = f"{address}/parts/title"
    headers = {"Authorization": f"Bearer {contributor.key}", "If-Match": contributor.etag(title)}
    refused = in_english(app).put(title, json="Můj", headers=headers)
    assert problem(refused, 403, "not-allowed")["detail"].startswith("Smíte upravovat jen své části plánu.")


@pytest.mark.parametrize("address", DESCRIBED)
def test_what_the_api_describes_is_the_same_with_the_cookie(service: Flask, address: str) -> None:
    plain = service.test_client().get(address)
    assert plain.status_code == 200
    assert in_english(service).get(address).data == plain.data


def test_what_was_found_in_a_content_is_told_the_same_with_the_cookie(service: Flask) -> None:
    wrong = {**CONTENT, "period": {"first_year": 2027, "last_year": 2025}}
    plain = service.test_client().post("/api/v1/checks", json=wrong).json
    assert plain
    assert "2025" in str(plain)
    assert in_english(service).post("/api/v1/checks", json=wrong).json == plain


def test_the_page_of_the_calls_is_for_people_and_speaks_english(service: Flask) -> None:
    assert '<html lang="en"' in in_english(service).get("/api/v1/docs").text
