"""Kdo se právě dívá: previews of pages that are being made, one for each person, and those that were made lately.

They lie in the memory of this process only: what is not saved is nobody else's, and a preview is made anew in seconds.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event, Lock, Thread

from flask import Flask, current_app

from assembler.errors import Refused, WrongState
from assembler.excerpts import Leaves
from assembler.web.errors import Problem, problem_of, record
from assembler.web.pages.shelf import Shelf
from schemas.findings import Finding, Severity

NAME = "assembler.looking"
MOST, MOST_BYTES, SECONDS = 100, 60_000_000, 1800
SIZE = 2_000  # bytes of a preview without its PDF, about
AT_ONCE = 1.0  # seconds for which a request waits


@dataclass(frozen=True, slots=True)
class Look:
    """A preview that was made, or why it was not."""

    user: uuid.UUID | None
    plan_id: uuid.UUID
    title: str
    leaves: Leaves | None = None
    problem: Problem | None = None
    findings: Sequence[Finding] = ()  # that stop it


@dataclass(frozen=True, slots=True)
class Running:
    name: str
    empty: Look
    done: Event


class Looking:
    """Previews by their names; who has one in the making, waits for it before the next."""

    def __init__(self) -> None:
        self.made: Shelf[Look] = Shelf(MOST, MOST_BYTES, SECONDS)
        self.running: dict[uuid.UUID | None, Running] = {}
        self.lock = Lock()

    def begin(self, name: str, empty: Look, work: Callable[[], Leaves], request_id: str) -> None:
        """Make a preview unless it is there, or in the making; raises WrongState while another one of the person is.

        What a machine could not do before, it may do now; what the content does not allow, it will not.
        """
        known = self.made.get(name)
        if known and (known.leaves or known.findings):
            return
        with self.lock:
            now = self.running.get(empty.user)
            if now and now.name == name:
                return
            if now:
                raise WrongState("Předchozí náhled se ještě připravuje. Zkuste to prosím za okamžik.")
            begun = self.running[empty.user] = Running(name, empty, Event())
        app = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy
        Thread(target=self.make, args=(app, begun, work, request_id), daemon=True, name="preview").start()

    def make(self, app: Flask, begun: Running, work: Callable[[], Leaves], request_id: str) -> None:
        with app.app_context():
            try:
                found = made(begun.empty, work, request_id)
                self.made.put(found, SIZE + len(found.leaves.pdf if found.leaves else b""), begun.name)
            finally:
                with self.lock:
                    del self.running[begun.empty.user]
                begun.done.set()

    def find(self, name: str, user: uuid.UUID | None, *, wait: float = 0) -> tuple[Look | None, bool]:
        """A preview of a person, and whether it is still in the making; (None, False) where there is none."""
        now = self.running.get(user)
        if now and now.name == name and not now.done.wait(wait):
            return now.empty, True
        found = self.made.get(name)
        return (found, False) if found and found.user == user else (None, False)


def made(empty: Look, work: Callable[[], Leaves], request_id: str) -> Look:
    """Whatever goes wrong is told in the preview."""
    try:
        return Look(empty.user, empty.plan_id, empty.title, work())
    except Exception as failed:
        problem = problem_of(failed)
        record(failed, problem, request_id)
        told = failed.findings if isinstance(failed, Refused) else ()
        errors = [each for each in told if each.severity is Severity.ERROR]
        return Look(empty.user, empty.plan_id, empty.title, problem=problem, findings=errors)


def register(app: Flask) -> None:
    app.extensions[NAME] = Looking()


def looking() -> Looking:
    found: Looking = current_app.extensions[NAME]
    return found
