"""Those who call the API of stored plans in tests: programs with a key, of a role, in a municipality."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from assembler.store import accounts, tokens
from assembler.store.roles import Deed, Role
from assembler.web.working import NAME
from tests.stores import Office

PLANS = "/api/v1/plans"
CONTENT: dict[str, Any] = {
    "title": "Plán rozvoje sociálních služeb",
    "period": {"first_year": 2025, "last_year": 2027},
    "foreword": {"text": "Vážení spoluobčané."},
}


@dataclass(frozen=True, slots=True)
class Caller:
    """A program with a key."""

    app: Flask
    key: str

    def __call__(self, method: str, address: str, content: object = None, **headers: str) -> TestResponse:
        """A request; `If_Match="…"` is a header. Content goes as JSON, bytes as they are."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        body: dict[str, Any] = {"data": content} if isinstance(content, bytes) else {"json": content}
        return self.app.test_client().open(
            address,
            method=method,
            headers={"Authorization": f"Bearer {self.key}", **given},
            **(body if content is not None else {}),
        )

    def get(self, address: str, **headers: str) -> TestResponse:
        return self("GET", address, **headers)

    def post(self, address: str, content: object = None, **headers: str) -> TestResponse:
        return self("POST", address, content, **headers)

    def put(self, address: str, content: object, etag: str = "", **headers: str) -> TestResponse:
        return self("PUT", address, content, **({"If_Match": etag} if etag else {}), **headers)

    def plan(self, content: object = CONTENT) -> tuple[str, str]:
        """The address of a new plan, and its ETag."""
        made = self.post(PLANS, content)
        assert made.status_code == 201, made.text
        return made.headers["Location"], made.headers["ETag"]

    def etag(self, address: str) -> str:
        return self.get(address).headers["ETag"]


def body_of(answer: TestResponse, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text[:2000]
    return json.loads(answer.data)


def caller(
    app: Flask,
    office: Office,
    role: Role = Role.ADMINISTRATOR,
    parts: Sequence[str] = (),
    scopes: Sequence[Deed] = tuple(Deed),
) -> Caller:
    """A program that acts for a new member of the office, of a role."""
    with office.store.writing(office.actor) as tx:
        number = len(accounts.members(tx))
        user = accounts.add_user(tx, f"Člen {number}", f"clen{number}@{office.municipality.id}.example")
        accounts.join(tx, user.id, role, parts)
        _, key = tokens.issue(tx, user.id, "test", list(scopes), timedelta(days=1))
    return Caller(app, key)


def work_off(app: Flask) -> int:
    """Does all jobs that wait; returns how many."""
    done = 0
    while app.extensions[NAME].one():
        done += 1
    return done
