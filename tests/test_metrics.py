"""Metrics: what Prometheus is told, and who else is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from assembler.settings import Settings
from assembler.web import create_app
from tests.callers import CONTENT, Caller, work_off
from tests.service import SECRET, served

pytest_plugins = ["tests.store_fixtures", "tests.caller_fixtures"]

TOKEN = "a long and random token"
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


# ---------------------------------------------------------------- on the wire, where the server reads headers first


@pytest.fixture(scope="module", params=["", "127.0.0.1"], ids=["no proxy known", "proxy known"])
def port(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """A real server that a proxy on this machine may stand before, whether it was told of it or not."""
    folder = tmp_path_factory.mktemp("data")
    settings = Settings(
        data=str(folder), trusted_proxy=request.param, metrics_token=TOKEN, address="https://plany.example.cz"
    )
    with served(settings) as found:
        yield found


def status(port: int, **headers: str) -> int:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", "/metrics", headers=given)
        with connection.getresponse() as answer:
            return answer.status


def test_a_program_on_this_machine_reads_them_on_the_wire(port: int) -> None:
    assert status(port) == 200


@pytest.mark.parametrize(
    "forged",
    [
        {"X_Forwarded_For": "127.0.0.1"},
        {"X_Forwarded_For": "10.0.0.7, 127.0.0.1"},
        {"X_Forwarded_For": "127.0.0.1, 10.0.0.7"},
        {"X_Forwarded_For": "::1"},
        {"X_Forwarded_For": ""},
        {"Forwarded": "for=127.0.0.1"},
        {"X_Real_IP": "127.0.0.1"},
        {"X_Forwarded_For": "127.0.0.1", "Forwarded": "for=127.0.0.1", "X_Forwarded_Proto": "http"},
        {"Host": "plany.example.cz"},  # of a proxy that says nothing more
    ],
    ids=str,
)
def test_what_a_stranger_writes_into_headers_opens_nothing(port: int, forged: dict[str, str]) -> None:
    """A stranger comes through the proxy, so from this machine; his own words must not make him one of its programs."""
    assert status(port, **forged) == 404


def test_the_token_is_taken_through_a_proxy(port: int) -> None:
    assert status(port, Host="plany.example.cz", X_Forwarded_For="10.0.0.7", Authorization=f"Bearer {TOKEN}") == 200


def test_who_brings_the_token_of_the_settings_may_read_them_from_anywhere(tmp_path: Path) -> None:
    given = client(tmp_path, TOKEN)
    right, wrong = ({"Authorization": f"Bearer {token}"} for token in (TOKEN, "another"))
    assert given.get("/metrics", environ_base=ELSEWHERE, headers=right).status_code == 200
    assert given.get("/metrics", environ_base=ELSEWHERE, headers=wrong).status_code == 404
