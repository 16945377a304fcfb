"""Nothing lost: one winner of two, whoever is killed; what was acknowledged is there, once and whole."""

from __future__ import annotations

import multiprocessing
import os
import random
import re
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from assembler.errors import Stale
from assembler.settings import Settings
from assembler.store.models import Plan, Revision
from assembler.store.store import Store
from assembler.store.sweep import sweep
from assembler.store.verify import verify
from tests.store_writer import content_of, race, save
from tests.stores import Office

pytest_plugins = ["tests.store_fixtures"]

FORKS = multiprocessing.get_context("forkserver")  # each process begins with everything imported
FORKS.set_forkserver_preload(["tests.store_writer"])
ROOT = Path(__file__).parent.parent
PAIRS = 500  # of threads, and as many of processes: 1,000 altogether
KILLS = int(os.environ.get("KILLS", "60"))  # more on demand: KILLS=500
WATCHED = int(os.environ.get("WATCHED", "20"))  # saves under strace
LAST = (["sync log", "answer"], ["sync database", "answer"])  # a thousand pages later SQLite empties its log, too
needs_strace = pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")


class Writer:
    """A process of tests/store_writer.py; what it says can be read while it runs, and after it was killed."""

    def __init__(self, deed: Callable[..., None], settings: Settings, office: Office, plan: Plan, number: int) -> None:
        self.ear, mouth = FORKS.Pipe(duplex=False)
        arguments = (mouth.send, settings, office.actor, plan.id, number)
        self.process = FORKS.Process(target=deed, args=arguments, daemon=True)
        self.process.start()
        mouth.close()  # the end of the process is the end of what can be heard

    def heard(self) -> Iterator[str]:
        """Everything it says, to its end."""
        with suppress(EOFError):
            while True:
                yield self.ear.recv()

    def kill(self) -> None:
        self.process.kill()
        self.process.join()


def revisions(store: Store) -> list[Revision]:
    with store.reading() as tx:
        return list(tx.db.query(Revision).order_by(Revision.number))


# ---------------------------------------------------------------- one winner


def test_of_two_threads_on_one_revision_exactly_one_wins(office: Office, store: Store) -> None:
    plan = office.plan()
    start = threading.Barrier(2)
    won: Counter[int] = Counter()
    lost: Counter[int] = Counter()

    def save(who: str) -> None:
        for expected in range(1, PAIRS + 1):
            start.wait(30)
            yours = {"title": f"{who} {expected}"}
            try:
                office.save(plan, yours, expected=expected)
                won[expected] += 1
            except Stale as stale:
                lost[expected] += stale.yours == yours

    both = [threading.Thread(target=save, args=(who,)) for who in "AB"]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert won == lost == Counter(range(1, PAIRS + 1))
    assert [each.number for each in revisions(store)] == list(range(1, PAIRS + 2))


def test_of_two_processes_on_one_revision_exactly_one_wins(settings: Settings, office: Office, store: Store) -> None:
    plan = office.plan()
    both = [Writer(race, settings, office, plan, PAIRS) for _ in range(2)]
    won = Counter(line for each in both for line in each.heard())
    assert won == Counter(f"won {expected}" for expected in range(1, PAIRS + 1))
    assert [each.number for each in revisions(store)] == list(range(1, PAIRS + 2))
    assert verify(store) == []


# ---------------------------------------------------------------- killed


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_loses_doubles_and_halves_nothing(
    settings: Settings, office: Office, store: Store
) -> None:
    """What was acknowledged is there once; what was not is there whole, or not at all."""
    chance = random.Random(1)
    plan = office.plan()
    acknowledged: list[tuple[str, int]] = []
    for number in range(KILLS):
        process = Writer(save, settings, office, plan, 10_000)
        process.ear.poll(10 if number % 4 else chance.uniform(0, 0.5))  # mostly after it has begun to save
        time.sleep(chance.uniform(0, 0.25))
        process.kill()
        acknowledged += [(name, int(number)) for _, name, number in map(str.split, process.heard())]
    kept = revisions(store)[1:]
    by_name = Counter(each.note for each in kept)
    assert len(acknowledged) > KILLS / 2, "the writers were killed before they had saved anything"
    assert [name for name, _ in acknowledged if not by_name[name]] == [], "lost"
    assert [name for name, count in by_name.items() if count > 1] == [], "doubled"
    assert {each.note: each.number for each in kept}.items() >= dict(acknowledged).items()
    assert all(office.content(plan, each.number) == content_of(each.note) for each in kept), "half a content"
    assert len(kept) - len(acknowledged) <= KILLS, "more than what each writer was about to acknowledge"
    assert verify(store) == []
    office.save(plan, {"title": "dál"}, expected=len(kept) + 1)
    assert sweep(store).files == 0, "what they left behind is not a day old"


# ---------------------------------------------------------------- the order of system calls

CALLS = "openat,pwrite64,write,fsync,fdatasync,rename,renameat,renameat2"
CALL = re.compile(r"^(?:\d+ +)?(?P<call>\w+)\((?P<rest>.*)$")


@pytest.mark.slow
@needs_strace
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_save_is_on_the_disk_before_it_is_acknowledged(settings: Settings, office: Office, tmp_path: Path) -> None:
    """File: fsync → rename → fsync of its folder; then the rows: written to the log, synced; then the answer."""
    plan = office.plan()
    trace = tmp_path / "trace"
    arguments = (settings.data, settings.database, office.municipality.id, plan.id, WATCHED)
    watch = ["strace", "-f", "-y", "-s", "40", "-e", f"trace={CALLS}", "-o", trace]
    command = [*watch, sys.executable, "-m", "tests.store_writer", *arguments]
    told = subprocess.run([*map(str, command)], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    assert told.stdout.count("saved ") == WATCHED
    saves = list(per_save([step for line in trace.read_text().splitlines() if (step := step_of(line))]))
    assert len(saves) == WATCHED
    for steps in saves:
        assert in_this_order(steps, "sync incoming", "rename", "sync folder", "write log", "sync log", "answer"), steps
        assert steps[-2:] in LAST, "something was written after the last sync"


def step_of(line: str) -> str:
    """What a system call does for a save; empty for everything else."""
    found = CALL.match(line)
    if found is None:
        return ""
    call, rest = found["call"], found["rest"]
    if call == "write" and '"saved ' in rest:
        return "answer"
    if call in ("fsync", "fdatasync"):
        return f"sync {place_of(rest)}"
    if call == "pwrite64":
        return "write log" if "sqlite-wal>" in rest else "write database" if ".sqlite>" in rest else ""
    return "rename" if call.startswith("rename") else ""


def place_of(rest: str) -> str:
    if "sqlite-wal>" in rest:
        return "log"
    if ".sqlite>" in rest:
        return "database"
    return "incoming" if "/incoming/" in rest else "folder"


def per_save(steps: list[str]) -> list[list[str]]:
    """The steps up to each answer."""
    saves: list[list[str]] = [[]]
    for step in steps:
        saves[-1].append(step)
        if step == "answer":
            saves.append([])
    return saves[:-1]


def in_this_order(steps: list[str], *wanted: str) -> bool:
    left = iter(steps)
    return all(step in left for step in wanted)
