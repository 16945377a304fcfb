"""Metrics: what Prometheus is told, and who else is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from assembler.settings import Settings
from assembler.web import create_app
from tests.callers import CONTENT, Caller, work_off
from tests.service import SECRET

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

ELSEWHERE = {"REMOTE_ADDR": "10.0.0.7"}


def client(tmp_path: Path, token: str = "") -> FlaskClient:
    return create_app(Settings(data=str(tmp_path), metrics_token=token)).test_client()


def values(text: str) -> dict[str, float]:
    """The samples by their names and labels."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


def test_requests_and_jobs_are_counted_by_their_rules_and_states(call: Caller) -> None:
    address, _ = call.plan()
    call.post(f"{address}/documents")
    call.post(f"{address}/documents?state=approval")
    before = values(call.get("/metrics").text)
    assert before['assembler_jobs{state="queued"}'] == 2
    assert before["assembler_oldest_waiting_seconds"] > 0
    work_off(call.app)
    after = values(call.get("/metrics").text)
    assert [after[f'assembler_jobs{{state="{state}"}}'] for state in ("queued", "running", "done", "failed")] == [
        0,
        0,
        1,
        1,
    ]
    assert after['assembler_job_seconds_count{outcome="done"}'] == 1
    assert after['assembler_job_seconds_count{outcome="failed"}'] == 1
    rule = "/api/v1/plans/<uuid:plan_id>/documents"
    assert after[f'assembler_requests_total{{method="POST",rule="{rule}",status="202"}}'] == 2
    assert after["assembler_store_up"] == 1


def test_metrics_tell_nothing_of_contents_addresses_and_names(call: Caller) -> None:
    address, _ = call.plan({**CONTENT, "title": SECRET})
    call.get(f"/api/v1/{SECRET}")
    told = call.get("/metrics").text
    assert SECRET not in told
    assert "750101" not in told
    assert address.rsplit("/", 1)[1] not in told


def test_to_other_machines_metrics_are_not_there(tmp_path: Path) -> None:
    here = client(tmp_path)
    assert here.get("/metrics").status_code == 200
    assert here.get("/metrics", environ_base=ELSEWHERE).status_code == 404
    assert here.get("/metrics", environ_base=ELSEWHERE, headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_a_proxy_on_this_machine_is_not_this_machine(tmp_path: Path, header: str) -> None:
    assert client(tmp_path).get("/metrics", headers={header: "10.0.0.7"}).status_code == 404


def test_who_brings_the_token_of_the_settings_may_read_them_from_anywhere(tmp_path: Path) -> None:
    given = client(tmp_path, "a long and random token")
    right, wrong = ({"Authorization": f"Bearer {token}"} for token in ("a long and random token", "another"))
    assert given.get("/metrics", environ_base=ELSEWHERE, headers=right).status_code == 200
    assert given.get("/metrics", environ_base=ELSEWHERE, headers=wrong).status_code == 404
