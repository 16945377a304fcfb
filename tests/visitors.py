"""People in front of the service: towns with their members, and browsers that sign in, fill in forms and look."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from assembler.settings import Settings
from assembler.store import accounts, passwords, plans, tokens
from assembler.store.models import Plan
from assembler.store.roles import Deed, Role
from assembler.store.store import Actor, Store
from assembler.web import create_app
from assembler.web.keeping import NAME

PASSWORD = "velmi tajné heslo"
PLAN = {"title": "Plán obce Vzorov", "territory": {"name": "obec Vzorov"}, "period": {"first_year": 2025}}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality with an administrator."""

    store: Store
    id: uuid.UUID
    user: uuid.UUID

    @property
    def actor(self) -> Actor:
        return Actor(self.id, self.user)

    def member(self, email: str, role: Role, parts: tuple[str, ...] = ()) -> uuid.UUID:
        with self.store.writing(self.actor) as tx:
            found = accounts.by_email(tx, email) or accounts.add_user(tx, email.split("@")[0], email, PASSWORD)
            accounts.join(tx, found.id, role, parts)
            return found.id

    def plan(self, content: Any = PLAN) -> Plan:
        ready = self.store.ready(content)
        with self.store.writing(self.actor) as tx:
            return plans.create(tx, ready)

    def save(self, plan: Plan, content: Any, expected: int) -> None:
        ready = self.store.ready(content)
        with self.store.writing(self.actor) as tx:
            plans.save(tx, plan.id, ready, expected=expected)

    def content(self, plan_id: uuid.UUID) -> Any:
        with self.store.reading(self.actor) as tx:
            return plans.content(tx, plans.revision(tx, plan_id))

    def key(self, *scopes: Deed) -> str:
        with self.store.writing(self.actor) as tx:
            return tokens.issue(tx, self.user, "test", scopes, timedelta(days=1))[1]


class Visitor:
    """A browser of someone."""

    def __init__(self, app: Flask) -> None:
        self.client: FlaskClient = app.test_client()

    def get(self, address: str, **more: Any) -> TestResponse:
        return self.client.get(address, **more)

    def token(self, address: str = "/prihlaseni") -> str:
        """The token that stands in the forms of a page."""
        found = TOKEN.search(self.get(address, follow_redirects=True).text)
        assert found, address
        return found.group(1)

    def post(self, address: str, page: str = "/ucet", **fields: Any) -> TestResponse:
        """A form that stands on a page."""
        return self.client.post(address, data={"csrf_token": self.token(page), **fields})

    def sign_in(self, email: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        return self.post("/prihlaseni", "/prihlaseni", email=email, password=password, **fields)


def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashing costs time on purpose; only how much of it is left out here."""
    monkeypatch.setattr(passwords, "METHOD", "scrypt:1024:8:1")


def service(data: Any, **settings: Any) -> Flask:
    return create_app(Settings(data=str(data), **settings))


def store_of(app: Flask) -> Store:
    found: Store = app.extensions[NAME].store()
    return found


def town(app: Flask, name: str = "Vzorov", email: str = "spravce@vzorov.cz") -> Town:
    store = store_of(app)
    with store.writing() as tx:
        made = accounts.add_municipality(tx, name)
        user = accounts.add_user(tx, f"Správce {name}", email, PASSWORD)
    with store.writing(Actor(made.id)) as tx:
        accounts.join(tx, user.id, Role.ADMINISTRATOR)
    return Town(store, made.id, user.id)


def signed_in(app: Flask, email: str = "spravce@vzorov.cz") -> Visitor:
    visitor = Visitor(app)
    assert visitor.sign_in(email).status_code == 303
    return visitor
