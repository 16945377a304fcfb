"""Clients of a service that is killed under their hands: each asks one thing after another, over real HTTP.

What was asked and not answered is asked again, word for word, when the service is back; only forms are not, as people
cannot know whether theirs arrived.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import requests
from requests import RequestException, Response

from assembler.store.contents import LONG
from assembler.web.api.conditions import etag_of
from tests.visitors import PASSWORD, TOKEN

BUSY = (429, 503)  # nothing was done; to be asked again
BREATH = 0.02  # seconds between two questions, so that the service also gets to its jobs
REPEATED = 5  # every so many answers are asked for once more
FORM_SECONDS = 1200.0  # forms are good for an hour
WAIT = 30.0  # seconds for an answer

Fault = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a request under a name that no other one has."""

    name: str
    method: str
    path: str
    more: dict[str, Any]  # as `requests` takes it


@dataclass
class Client:
    """One who asks until the service is gone, or `enough` is set and an answer has come."""

    session: requests.Session
    asked: dict[str, Any] = field(default_factory=dict)  # by name: what was to be kept
    answered: dict[str, Any] = field(default_factory=dict)  # by name: what it was kept as
    unanswered: Question | None = None
    again: int = 0  # questions that were repeated because no answer came

    def work(self, address: str, enough: Event) -> None:
        with suppress(RequestException):
            self.begin(address)
            while self.unanswered or not self.answered or not enough.is_set():
                self.ask(address)
                time.sleep(BREATH)

    def begin(self, address: str) -> None:
        """What has to be done at the service's new address first."""

    def ask(self, address: str) -> None:
        self.again += self.unanswered is not None
        asked = self.unanswered = self.unanswered or self.question(len(self.asked))
        answer = self.send(address, asked)
        if answer.status_code not in BUSY:
            self.take(asked, answer)
            self.unanswered = None
            if asked.name in self.answered and len(self.answered) % REPEATED == 0:
                self.repeat(address, asked)

    def send(self, address: str, asked: Question) -> Response:
        return self.session.request(
            asked.method, address + asked.path, allow_redirects=False, timeout=WAIT, **asked.more
        )

    def question(self, number: int) -> Question:
        raise NotImplementedError

    def take(self, asked: Question, answer: Response) -> None:
        """Note the answer; an unexpected one raises."""
        raise NotImplementedError

    def repeat(self, address: str, asked: Question) -> None:
        """Ask once more what was answered: nothing may be done for a second time."""
        again = self.send(address, asked)
        self.take(asked, again)


@dataclass
class Saver(Client):
    """Saves one text of a plan again and again, each time over what it has seen."""

    plan: str = ""  # address
    place: str = ""  # where an empty text is at first
    etag: str = f'"{etag_of("")}"'

    def question(self, number: int) -> Question:
        text = name = f"{self.place} {number}"
        if number % 4 == 3:
            text = name.ljust(LONG + 1, ".")  # so long that it is kept as a file
        self.asked[name] = text
        more = {"json": text, "params": {"note": name}, "headers": {"If-Match": self.etag}}
        return Question(name, "PUT", f"{self.plan}/parts/{self.place}", more)

    def take(self, asked: Question, answer: Response) -> None:
        assert answer.status_code == 200, answer.text
        assert answer.headers["ETag"] == f'"{etag_of(self.asked[asked.name])}"'
        self.etag = answer.headers["ETag"]
        self.answered[asked.name] = answer.json()["number"]


@dataclass
class Founder(Client):
    """Founds plans, each under a key of its own."""

    def question(self, number: int) -> Question:
        name = f"Plán {number}"
        self.asked[name] = {"title": name, "foreword": {"text": "." * (LONG + 1 if number % 4 == 3 else 10) + name}}
        headers = {"Idempotency-Key": name.replace("á", "a")}
        return Question(name, "POST", "/api/v1/plans", {"json": self.asked[name], "headers": headers})

    def take(self, asked: Question, answer: Response) -> None:
        assert answer.status_code == 201, answer.text
        self.answered[asked.name] = answer.json()["id"]


@dataclass
class Orderer(Client):
    """Orders documents, each under a key of its own."""

    plan: str = ""

    def question(self, number: int) -> Question:
        name = self.asked[f"order {number}"] = f"order {number}"
        more = {"params": {"formats": "docx,pdf"}, "headers": {"Idempotency-Key": name}}
        return Question(name, "POST", f"{self.plan}/documents", more)

    def take(self, asked: Question, answer: Response) -> None:
        assert answer.status_code == 202, answer.text
        self.answered[asked.name] = answer.json()["id"]


@dataclass
class Bringer(Client):
    """A person who uploads tables through a form of a plan's pages."""

    email: str = ""
    page: str = ""
    token: str = ""
    opened: float = 0.0  # when the page with the form was opened (time.monotonic)

    def begin(self, address: str) -> None:
        self.unanswered = None
        if not self.token or time.monotonic() - self.opened > FORM_SECONDS:
            self.open_page(address)

    def open_page(self, address: str) -> None:
        """Signs in, where that was not done in an earlier life of the service."""
        form = self.session.get(address + self.page, timeout=WAIT)
        if "/prihlaseni" in form.url:
            given = {"csrf_token": found_token(form), "email": self.email, "password": PASSWORD}
            self.session.post(f"{address}/prihlaseni", given, timeout=WAIT)
            form = self.session.get(address + self.page, timeout=WAIT)
        self.token, self.opened = found_token(form), time.monotonic()

    def question(self, number: int) -> Question:
        name = f"tabulka {number}.csv"
        data = self.asked[name] = f"Služba;IČO\r\nPoradna {number};{number:08}\r\n".encode("cp1250")
        more = {"data": {"csrf_token": self.token, "od": "Charita"}, "files": {"file": (name, data)}}
        return Question(name, "POST", self.page, more)

    def take(self, asked: Question, answer: Response) -> None:
        assert answer.status_code == 303, answer.text
        found = re.search(r"cizi-tabulka/([0-9a-f-]{36})", answer.headers["Location"])
        assert found, answer.headers["Location"]
        self.answered[asked.name] = found[1]

    def repeat(self, address: str, asked: Question) -> None:
        """The same form once more would be another upload."""


def found_token(form: Response) -> str:
    found = TOKEN.search(form.text)
    assert found, form.url
    return found[1]
