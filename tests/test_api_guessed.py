"""Requests that were guessed from the description (schemathesis): whatever is sent, no answer is a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assembler.settings import Settings
from assembler.store.store import open_store
from assembler.web import create_app
from tests.callers import CONTENT, caller
from tests.stores import found_office

EXAMPLES = 40  # of each call
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
STORED = r"/(plans|jobs|documents|tokens|webhooks)"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, str, str]]:
    """The application, a key that may do everything, the id of a plan."""
    kept = Settings(data=str(tmp_path_factory.mktemp("data")))
    store = open_store(kept)
    app = create_app(kept)
    call = caller(app, found_office(store, "Vzorov"))
    yield app, call.key, call.plan(CONTENT)[0].rsplit("/", 1)[1]
    app.extensions["assembler.keeping"].store().close()
    store.close()


@pytest.mark.slow
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
def test_no_request_that_can_be_guessed_is_answered_by_a_fault(service: tuple[Flask, str, str], method: str) -> None:
    app, key, plan = service
    description = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app).include(path_regex=STORED, method=method)
    found: Any = description.get_all_operations()
    operations = [each.ok() for each in found]
    assert operations
    for operation in operations:
        guess(operation, key, plan)


def guess(operation: Any, key: str, plan: str) -> None:
    """Requests of one call; the plan is one that is there, a guessed one would always be 404."""

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
    @given(operation.as_strategy())
    def asked(case: Any) -> None:
        if "plan_id" in case.path_parameters:
            case.path_parameters["plan_id"] = plan
        case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, checks=CHECKS)

    asked()
