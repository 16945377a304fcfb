"""LibreOffice killed by -9, or what is above it up to the service: no job is lost, no PDF is half of one."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlalchemy import select

from assembler import resources
from assembler.convert import pdf
from assembler.convert.process import FOLDER_PREFIX
from assembler.jobs.orders import KIND
from assembler.options import State
from assembler.pipeline import assemble
from assembler.readers.yaml_file import read
from assembler.settings import Settings
from assembler.store import documents, jobs, plans
from assembler.store.jobs import JobState
from assembler.store.models import Document, Job, Plan
from assembler.store.store import Store, Transaction
from assembler.store.verify import verify
from tests.hands import Serving, serving
from tests.left_behind import needs_libreoffice
from tests.ordered import an_order
from tests.stores import Office
from tests.test_jobs_killed import open_jobs

pytest_plugins = ["tests.store_fixtures"]

KILLS = int(os.environ.get("KILLS", "6"))  # more on demand: KILLS=200 takes ten minutes
OF_ONE_SERVICE = 6  # kills of converters, the last one of which is of the service itself
LONGEST = 3.0  # seconds since a conversion was seen; then it, or the next one, is killed
WAITING = 3  # jobs that are always there for the taking
SETTLED_SECONDS = 120.0
GONE_SECONDS = 10.0  # until a whole conversion is gone of which one process was killed
CONVERTING = ("-m", "tests.converting_process")
HAND = "hand"  # the role of a process of the workshop
STATES = (State.DRAFT, State.APPROVAL)

Stat = tuple[str, list[str]]  # the name of a process, and the fields after it


class Running(NamedTuple):
    """A process of a conversion."""

    pid: int
    began: str  # tells it from a later one that gets the same number
    role: str  # its name, and how many processes of the conversion are above it
    hand: int  # the process of the service's workshop that waits for the conversion


@dataclass
class Toll:
    """What happened."""

    ordered: dict[uuid.UUID, State] = field(default_factory=dict)
    killed: Counter[str] = field(default_factory=Counter)  # by role
    ended: Counter[str] = field(default_factory=Counter)  # jobs, by how they ended


# ---------------------------------------------------------------- processes


def stat(pid: int) -> Stat:
    """The name of a process, and what follows it (proc(5), stat); nothing for one that is gone or a zombie."""
    with suppress(OSError):
        name, _, rest = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").partition("(")[2].rpartition(")")
        if (fields := rest.split())[0] != "Z":
            return name, fields
    return "", []


def conversions(service: int) -> list[Running]:
    """The processes of all conversions of a service."""
    living = {pid: found for pid in map(int, filter(str.isdecimal, os.listdir("/proc"))) if (found := stat(pid))[0]}
    made = []
    for pid, (name, fields) in living.items():
        chain = up_to(service, pid, living)
        if chain and converts(pid):
            made.append(Running(pid, fields[19], f"{name} {len(chain) - 1}", chain[-1]))
    return made


def up_to(service: int, pid: int, living: dict[int, Stat]) -> list[int]:
    """The process and those above it, up to the hand, a child of the service; nothing for processes of others."""
    chain = []
    while pid in living and pid != service:
        chain.append(pid)
        pid = int(living[pid][1][1])
    return chain if pid == service else []


def converts(pid: int) -> bool:
    with suppress(OSError):
        return b"--convert-to" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def wait_until_gone(processes: Iterable[Running]) -> None:
    until = time.monotonic() + GONE_SECONDS
    while left := [each for each in processes if stat(each.pid)[1][19:20] == [each.began]]:
        assert time.monotonic() < until, f"orphans: {left}"
        time.sleep(0.01)


# ---------------------------------------------------------------- killed


def keep_ordering(office: Office, plan: Plan, toll: Toll) -> None:
    """Keeps the queue filled, with drafts and with copies for approval."""
    while open_jobs(office.store) < WAITING:
        order(office, plan, toll, STATES[len(toll.ordered) % 2])


def order(office: Office, plan: Plan, toll: Toll, state: State) -> None:
    with office.store.writing(office.actor) as tx:
        made = jobs.enqueue(tx, KIND, an_order("pdf", state=state).plain(), plans.revision(tx, plan.id))
    toll.ordered[made.id] = state


def in_the_middle(service: Serving, dice: random.Random, more: Callable[[], None]) -> list[Running]:
    """The processes of conversions that are under way, at some moment of them; `more` keeps them coming."""
    until = time.monotonic() + SETTLED_SECONDS
    while True:
        more()
        while not conversions(service.process.pid):
            assert time.monotonic() < until, "nothing is converted"
            time.sleep(0.02)
        time.sleep(dice.uniform(0, LONGEST))
        if found := conversions(service.process.pid):
            return found


def kill_converter(found: list[Running], dice: random.Random, toll: Toll) -> None:
    """One process of one conversion, or who waits for it, each role as often as others; the rest of the conversion goes
    with it.
    """
    role = dice.choice([HAND, *sorted({each.role for each in found})])
    victim = next(each for each in found if role in (HAND, each.role))
    with suppress(ProcessLookupError):
        os.kill(victim.hand if role == HAND else victim.pid, signal.SIGKILL)
        toll.killed[role] += 1
    wait_until_gone(each for each in found if each.hand == victim.hand)


def kill_service(service: Serving, found: list[Running], toll: Toll) -> None:
    service.kill()
    toll.killed["service"] += 1
    wait_until_gone(found)


@pytest.mark.slow
@needs_libreoffice
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_converter_killed_at_any_moment_loses_no_job_and_leaves_no_half_of_a_pdf_and_nothing_else(
    office: Office, store: Store, settings: Settings, tmp_path: Path
) -> None:
    dice, toll = random.Random(7), Toll()
    content = read(resources.examples()["minimal"].read_bytes()).raw
    plan, temporary = office.plan(content), tmp_path / "temporary"
    temporary.mkdir()
    more = partial(keep_ordering, office, plan, toll)
    while sum(toll.killed.values()) < KILLS:
        with serving(settings, tmp_path / "log", {"TMPDIR": str(temporary)}, CONVERTING) as service:
            for _ in range(OF_ONE_SERVICE - 1):
                kill_converter(in_the_middle(service, dice, more), dice, toll)
            assert service.status("/health/ready") == 200
            kill_service(service, in_the_middle(service, dice, more), toll)
    settle(office, plan, settings, tmp_path, toll)
    check_jobs(office, content, toll)
    sys.stdout.write(f"killed {dict(toll.killed)}, ended {dict(toll.ended)}\n")
    assert verify(store) == []


def settle(office: Office, plan: Plan, settings: Settings, folder: Path, toll: Toll) -> None:
    """A service whose conversions nobody kills ends all jobs, makes one of each kind more, and has nothing left."""
    temporary = folder / "temporary"
    with serving(settings, folder / "log", {"TMPDIR": str(temporary)}, CONVERTING) as service:
        until = time.monotonic() + SETTLED_SECONDS
        for state in STATES:
            order(office, plan, toll, state)
        while open_jobs(office.store):
            assert time.monotonic() < until, (folder / "log").read_text()
            time.sleep(0.1)
        assert service.status("/health/ready") == 200
        assert conversions(service.process.pid) == []
        assert [*temporary.glob(f"{FOLDER_PREFIX}*")] == []


# ---------------------------------------------------------------- whole or honest


def check_jobs(office: Office, content: object, toll: Toll) -> None:
    """Each job gave all of its document, or a draft says what is missing, or an approval copy was given up."""
    draft, texts = assemble(content).docx, set()
    with office.store.reading(office.actor) as tx:
        found = {each.id: each for each in tx.db.scalars(select(Job))}
        made = {each.job_id: each for each in tx.db.scalars(select(Document))}
        assert set(found) == set(toll.ordered)
        assert set(made) == {each.id for each in found.values() if each.state == JobState.DONE}
        for job in found.values():
            files = files_of(tx, made.get(job.id))
            toll.ended[how(job, toll.ordered[job.id], files)] += 1
            if "pdf" in files:
                assert pdf.is_whole(files["pdf"])
                texts.add((toll.ordered[job.id], files["docx"], *pdf.page_texts(files["pdf"])))
            elif files:
                assert files["docx"] == draft
    assert {state for state, *_ in texts} == set(STATES)
    assert len(texts) == len(STATES), "one document of each state, whatever happened on the way to it"


def files_of(tx: Transaction, document: Document | None) -> dict[str, bytes]:
    if document is None:
        return {}
    return {name: tx.files.get(each.sha256) for name, each in documents.formats(tx, document.id).items()}


def how(job: Job, state: State, files: dict[str, bytes]) -> str:
    """How a job ended, in one of the few ways in which it may."""
    if "pdf" in files:
        assert sorted(files) == ["docx", "pdf", "report"]
        return f"whole at attempt {job.attempts}"
    assert job.attempts == jobs.ATTEMPTS, f"given up too soon: {job.problem} {job.result}"
    if files:
        assert (state, sorted(files)) == (State.DRAFT, ["docx", "report"])
        assert "DOCX je v pořádku" in (job.result or {})["missing"]["pdf"]
        return "without PDF"
    problem = job.problem or {}
    hands_died = problem["code"] == "machinery" and "přerušilo" in problem["detail"]
    assert problem["code"] == "worker_died" or hands_died or (problem["code"], state) == ("machinery", State.APPROVAL)
    return f"failed: {'hands died' if hands_died else problem['code']}"
