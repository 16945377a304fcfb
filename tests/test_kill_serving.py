"""The service killed by -9 under clients who save, upload and order: what was answered is there once, and whole."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
import requests
from sqlalchemy import select

from assembler.convert.process import FOLDER_PREFIX, processor_seconds, remove_left
from assembler.settings import Settings
from assembler.store import accounts, clock, plans, tokens
from assembler.store.files import INCOMING, LEFT_SECONDS
from assembler.store.models import Plan, Revision, Upload
from assembler.store.roles import Deed, Role
from assembler.store.store import Store
from assembler.store.sweep import sweep
from assembler.store.verify import referred, verify
from tests.asking_again import Bringer, Client, Founder, Orderer, Saver
from tests.hands import ASSEMBLER, QUICK_CONVERTER, Serving, environment_of, serving
from tests.ordered import CONTENT, count_of_documents
from tests.stores import Office
from tests.test_jobs_killed import READY_SECONDS, Toll, check_nothing_lost, open_jobs
from tests.visitors import PASSWORD

pytest_plugins = ["tests.store_fixtures"]

KILLS = int(os.environ.get("KILLS", "2"))  # more on demand: KILLS=500 takes 40 minutes of an idle machine
EARLY = 5  # of so many kills one comes before the service was ready
ANSWERED_SECONDS = 20.0  # until who was chosen has his first answer
LONGEST = 0.3  # seconds after it
PLACES = ("title", "foreword/text")
SAVED = {"title": "", "foreword": {"text": ""}}
EMAIL = "koordinatorka@dacice.example"
SETTLED_SECONDS = 120.0


@dataclass
class Town:
    """Those who work with the service, all for the same municipality."""

    savers: list[Saver]
    founder: Founder
    orderer: Orderer
    bringer: Bringer
    saved: Plan  # where savers and the bringer work
    printed: Plan  # what the orderer orders

    @property
    def all(self) -> list[Client]:
        return [*self.savers, self.founder, self.orderer, self.bringer]

    def __str__(self) -> str:
        told = (f"{type(each).__name__} {len(each.answered)} answers, {each.again} asked again" for each in self.all)
        return "; ".join(told)


@dataclass
class Lives:
    """How soon the service was ready after each kill."""

    seconds: list[float] = field(default_factory=list)  # of the clock
    busy: list[float] = field(default_factory=list)  # of the processor

    def __str__(self) -> str:
        (median, most), (busy, busiest) = ((statistics.median(each), max(each)) for each in (self.seconds, self.busy))
        return (
            f"ready {len(self.seconds)} times after {median:.2f} s (median), {most:.2f} s (most); "
            f"of the processor {busy:.2f} s, {busiest:.2f} s"
        )


# ---------------------------------------------------------------- who asks


def a_town(office: Office, stack: ExitStack) -> Town:
    saved, printed = office.plan(SAVED), office.plan(CONTENT)
    with office.store.writing(office.actor) as tx:
        person = accounts.add_user(tx, "Koordinátorka", EMAIL, PASSWORD)
        accounts.join(tx, person.id, Role.ADMINISTRATOR)
        _, key = tokens.issue(tx, office.user.id, "test", list(Deed), timedelta(days=1))

    def session(**headers: str) -> requests.Session:
        made = stack.enter_context(requests.Session())
        made.headers.update(headers)
        return made

    address, bearer = f"/api/v1/plans/{saved.id}", f"Bearer {key}"
    return Town(
        [Saver(session(Authorization=bearer), plan=address, place=place) for place in PLACES],
        Founder(session(Authorization=bearer)),
        Orderer(session(Authorization=bearer), plan=f"/api/v1/plans/{printed.id}"),
        Bringer(session(), email=EMAIL, page=f"/plany/{saved.id}/cizi-tabulka"),
        saved,
        printed,
    )


@dataclass
class Hours:
    """One life of the service: its town asks, until it is gone or has been answered."""

    pool: ThreadPoolExecutor
    town: Town
    enough: Event = field(default_factory=Event)
    asking: list[Future[None]] = field(default_factory=list)

    def open(self, address: str) -> None:
        self.asking = [self.pool.submit(each.work, address, self.enough) for each in self.town.all]

    def wait(self, chosen: Client) -> None:
        """Until the chosen one was answered once."""
        before, until = len(chosen.answered), time.monotonic() + ANSWERED_SECONDS
        while len(chosen.answered) == before:
            assert time.monotonic() < until, f"no answer to {chosen}"
            for each in self.asking:
                assert not each.done() or each.result(), "somebody is not served any more"
            time.sleep(0.005)

    def close(self) -> None:
        for each in self.asking:
            each.result(60)  # raises what a client did not expect


# ---------------------------------------------------------------- killed


@pytest.mark.slow
def test_a_service_killed_under_its_clients_loses_doubles_and_halves_nothing(
    office: Office, store: Store, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dice, lives = random.Random(5), Lives()
    (tmp_path / "temporary").mkdir()
    with ExitStack() as stack:
        town = a_town(office, stack)
        pool = stack.enter_context(ThreadPoolExecutor(len(town.all)))
        for number in range(KILLS):
            with serving(settings, tmp_path / "log", temporary(tmp_path), QUICK_CONVERTER) as service:
                die(service, Hours(pool, town), lives, dice, early=number % EARLY == 1)
        settle(settings, tmp_path, store, Hours(pool, town))
    sys.stdout.write(f"{lives!s}\n{town!s}\n")
    check_saved(office, town.saved, town.savers)
    check_founded(store, town.founder)
    check_brought(store, town.bringer)
    assert count_of_documents(store) > 0
    ordered = [uuid.UUID(each) for each in town.orderer.answered.values()]
    check_nothing_lost(office, Toll(ordered), tmp_path / "log")
    assert all(each.unanswered is None for each in town.all if each is not town.bringer)
    check_nothing_left(store, settings, tmp_path, monkeypatch)
    assert max(lives.busy) < READY_SECONDS


def die(service: Serving, hours: Hours, lives: Lives, dice: random.Random, *, early: bool) -> None:
    """Asked by everybody, killed: a moment after one of them was answered, or when it has hardly begun to listen."""
    hours.open(service.address)
    if not early:
        lives.seconds.append(service.ready())
        lives.busy.append(processor_seconds(service.process.pid))
        hours.wait(dice.choice(hours.town.all))
    time.sleep(dice.uniform(0, LONGEST))
    service.kill()
    hours.close()


def settle(settings: Settings, folder: Path, store: Store, hours: Hours) -> None:
    """A service that nobody kills answers everybody, and does all jobs."""
    hours.enough.set()
    until = time.monotonic() + SETTLED_SECONDS
    with serving(settings, folder / "log", temporary(folder), QUICK_CONVERTER) as service:
        hours.open(service.address)
        hours.close()
        while open_jobs(store):
            assert time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.1)
        service.process.terminate()
        assert service.process.wait(30) == 0


def temporary(folder: Path) -> dict[str, str]:
    return {"TMPDIR": str(folder / "temporary")}


# ---------------------------------------------------------------- once


def check_saved(office: Office, plan: Plan, savers: Sequence[Saver]) -> None:
    """Each text is one revision, in the order in which it was sent, and the answer named a revision with this text."""
    with office.store.reading(office.actor) as tx:
        kept = tx.db.scalars(select(Revision).where(Revision.plan_id == plan.id).order_by(Revision.number)).all()
    contents = {each.number: office.content(plan, each.number) for each in kept}
    for saver in savers:
        assert saver.answered, "killed before anything was saved"
        ours = [each for each in kept if each.note.startswith(f"{saver.place} ")]
        assert [each.note for each in ours] == list(saver.asked) == list(saver.answered)
        assert [text_at(contents[each.number], saver.place) for each in ours] == list(saver.asked.values())
        for name, number in saver.answered.items():
            assert text_at(contents[number], saver.place) == saver.asked[name]
    assert len(kept) == 1 + sum(len(each.asked) for each in savers)


def text_at(content: Any, place: str) -> Any:
    for step in place.split("/"):
        content = content[step]
    return content


def check_founded(store: Store, founder: Founder) -> None:
    with store.reading() as tx:
        kept = {each.title: each for each in tx.db.scalars(select(Plan)) if each.title in founder.asked}
        counts = Counter(tx.db.scalars(select(Plan.title).where(Plan.title.in_(founder.asked))))
    assert founder.answered
    assert counts == Counter(founder.asked.keys())
    assert {title: str(each.id) for title, each in kept.items()} == founder.answered
    with store.reading() as tx:
        for title, plan in kept.items():
            revision = tx.db.scalars(select(Revision).where(Revision.plan_id == plan.id)).one()
            assert plans.content(tx, revision) == founder.asked[title]


def check_brought(store: Store, bringer: Bringer) -> None:
    """What was answered is there once; what was not is there whole, or not at all."""
    with store.reading() as tx:
        kept = tx.db.scalars(select(Upload)).all()
    assert bringer.answered
    names = [each.file_name for each in kept]
    assert len(set(names)) == len(names)
    assert {each.file_name: str(each.id) for each in kept}.items() >= bringer.answered.items()
    assert all(store.files.get(each.sha256) == bringer.asked[each.file_name] for each in kept)


# ---------------------------------------------------------------- nothing left


def check_nothing_left(store: Store, settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is wrong; and when what was left is a day old, the sweep leaves only files that rows refer to."""
    assert verify(store) == []
    assert told_by_verify(settings).returncode == 0
    data, temporary = Path(settings.data), folder / "temporary"
    half_written = [*(data / INCOMING).iterdir()]
    for each in (*half_written, *temporary.iterdir()):
        os.utime(each, (0, time.time() - LEFT_SECONDS - 1))
    tomorrow = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: tomorrow)
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    assert sweep(store).half_written == len(half_written)
    remove_left()
    with store.reading() as tx:
        wanted = {digest for digest, _ in tx.db.execute(referred())}
    assert {each.sha256 for each in store.files.all()} == wanted
    assert verify(store) == []
    assert [*(data / INCOMING).iterdir(), *(data / "leases").iterdir()] == []
    assert [
        *temporary.glob(f"*{FOLDER_PREFIX}*")
    ] == []  # Python's own try whether it may write there can be killed, too


def told_by_verify(settings: Settings) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **environment_of(settings)}
    return subprocess.run([sys.executable, *ASSEMBLER, "verify"], env=environment, capture_output=True, check=False)
