"""Sending bad input to the API, and what holds for every refusal of it."""

from __future__ import annotations

import json
import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.service import JSON

ENGLISH = re.compile(r"\b(the|error|invalid|expected|line|column|not|unknown|field|value|failed)\b", re.IGNORECASE)
BASE = {"title": "Plán"}
UNREPAIRED = {"repair": False}


def send(client: FlaskClient, body: object, media_type: str = JSON, query: str = "") -> TestResponse:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(f"/api/v1/assemblies{query}", data=data, content_type=media_type)


def refused(answer: TestResponse, status: int) -> list[dict[str, Any]]:
    """The single errors of a refusal, after what holds for each: Czech, no word of the machinery, a place or a line."""
    assert answer.status_code == status, answer.text[:500]
    body = json.loads(answer.data)
    errors: list[dict[str, Any]] = body["errors"]
    for sentence in [body["title"], body["detail"], *(each["detail"] for each in errors)]:
        assert not ENGLISH.search(sentence.replace("not_", "")), sentence
        assert len(sentence) < 700
    assert not re.search(r"Traceback|marshmallow|yaml\.|\.py\b|File \"", answer.text)
    return errors


def first(client: FlaskClient, content: object, status: int = 422) -> dict[str, Any]:
    return refused(send(client, content), status)[0]


def measures(*items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**BASE, "strategy": {"nodes": [{"id": "p", "name": "P", "measures": list(items)}]}, **more}
