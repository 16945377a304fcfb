"""The workshop: documents made in processes of their own are those that would be made here, whoever is killed."""

from __future__ import annotations

import os
import pickle
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from assembler import documents, errors, products, resources
from assembler.errors import AssemblerError, MachineryError, Overrun, Refused, Starved, TemplateError
from assembler.options import Options
from assembler.pipeline import Progress, silent
from assembler.products import Order, Pages, Product
from assembler.readers import yaml_file
from assembler.readers.source import Source
from assembler.settings import DEFAULTS, Settings
from assembler.workshop import Interrupted, Workshop
from assembler.workshop.hand import Hand
from assembler.workshop.process import sendable
from schemas.findings import Location
from tests.hands import Serving, serving

PATIENCE = 60.0  # seconds, on a machine that others use
ORDER = Order(documents.KINDS[0], "standard", Options())
WRONG = yaml_file.read(b"title: [1]\nterritory: {name: obec Vzorov}\n")
WORKSHOP = "assembler.workshop.process"
OPENED = """
import time
from assembler.workshop import Workshop
workshop = Workshop(2)
workshop.prepare()
print(*(each.process.pid for each in workshop.taken()), flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def workshop() -> Iterator[Workshop]:
    made = Workshop(1)
    yield made
    made.close()


def source(name: str = "minimal") -> Source:
    return yaml_file.read(resources.examples()[name].read_bytes())


def assembled(workshop: Workshop, order: Order = ORDER, progress: Progress = silent) -> Product:
    return workshop.assemble(source(), order, Pages.NO, DEFAULTS, progress)


def at_work(workshop: Workshop) -> Hand:
    """The one that is free now."""
    with workshop.hand() as hand:
        return hand


def gone(pid: int) -> bool:
    """Has it ended within a minute, reaped or not?"""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            if re.search(r"^State:\s+Z", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE):
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.02)
    return False


def posted(service: Serving) -> bytes:
    """The document that the service makes of the smallest sample."""
    data, headers = resources.examples()["minimal"].read_bytes(), {"Content-Type": "application/yaml"}
    request = urllib.request.Request(f"{service.address}/api/v1/assemblies", data, headers)
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        made: bytes = answer.read()
    return made


def processes_of(service: Serving) -> set[int]:
    """Those of its workshop that live."""
    living = {int(each): told(int(each)) for each in filter(str.isdecimal, os.listdir("/proc"))}
    return {pid for pid, (parent, line) in living.items() if parent == service.process.pid and WORKSHOP in line}


def told(pid: int) -> tuple[int, str]:
    """The parent and the command line of a process; nothing of one that has just ended."""
    with suppress(FileNotFoundError, ProcessLookupError):
        parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
        return int(parent), Path(f"/proc/{pid}/cmdline").read_text()
    return 0, ""


# ---------------------------------------------------------------- the same work


def test_the_product_is_the_one_that_would_be_made_here(workshop: Workshop) -> None:
    steps: list[str] = []
    there = assembled(workshop, progress=steps.append)
    assert there == products.assemble(source(), ORDER, Pages.NO, DEFAULTS)
    assert there.order is ORDER
    assert steps == ["validate", "check", "typeset", "render"]


def test_findings_have_their_places_in_the_delivered_file(workshop: Workshop) -> None:
    there = assembled(workshop)
    assert any(each.location != Location() for each in there.report.findings)


def test_wrong_content_is_refused_with_its_places(workshop: Workshop) -> None:
    with pytest.raises(Refused) as here:
        products.assemble(WRONG, ORDER, Pages.NO, DEFAULTS)
    with pytest.raises(Refused) as there:
        workshop.assemble(WRONG, ORDER, Pages.NO, DEFAULTS)
    assert there.value.findings == here.value.findings


def test_a_fault_of_the_template_is_told_as_it_is_and_the_log_learns_where(workshop: Workshop) -> None:
    with pytest.raises(TemplateError) as found:
        assembled(workshop, Order(ORDER.kind, "own", ORDER.options, b"no template"))
    assert "nedá otevřít" in found.value.message
    assert any("compile_template" in each and "because of BadZipFile" in each for each in found.value.__notes__)


def test_a_hand_that_failed_at_a_task_does_the_next_one(workshop: Workshop) -> None:
    before = at_work(workshop).process.pid
    with pytest.raises(Refused):
        workshop.assemble(WRONG, ORDER, Pages.NO, DEFAULTS)
    assert assembled(workshop).docx
    assert at_work(workshop).process.pid == before


# ---------------------------------------------------------------- errors on their way


def everything_below(kind: type[AssemblerError]) -> Iterator[type[AssemblerError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from everything_below(each)


def test_every_error_of_ours_comes_through_whole() -> None:
    for kind in everything_below(AssemblerError):
        failed = kind.__new__(kind, "for the log")
        failed.__dict__.update(message="Pro člověka.", anything=[1])
        failed.add_note("content 123")
        came = pickle.loads(pickle.dumps(failed))
        assert type(came) is kind
        assert (str(came), came.__dict__) == (str(failed), failed.__dict__)


def test_an_error_that_cannot_be_sent_says_what_it_was_and_nothing_of_the_content() -> None:
    class Local(Exception):
        """Of no module, so it cannot be found again."""

    came = sendable(Local("a piece of the content"))
    assert (type(came), str(came)) == (RuntimeError, "Local")


def test_an_error_within_an_error_of_the_machinery_keeps_its_kind() -> None:
    for kind in (MachineryError, Overrun, Starved):
        assert type(pickle.loads(pickle.dumps(errors.__dict__[kind.__name__]("Trvalo to dlouho.", "60 s")))) is kind


# ---------------------------------------------------------------- killed


def test_a_hand_that_was_killed_while_it_waited_is_replaced_unnoticed(workshop: Workshop) -> None:
    at_work(workshop).process.kill()
    assert assembled(workshop).docx


def test_a_hand_that_is_killed_at_its_work_is_replaced_and_the_work_is_done_again(workshop: Workshop) -> None:
    before = assembled(workshop).docx
    pid, steps = at_work(workshop).process.pid, []

    def killing(step: str) -> None:
        steps.append(step)
        if steps.count("typeset") == 1 and step == "typeset":
            os.kill(pid, signal.SIGKILL)

    assert assembled(workshop, progress=killing).docx == before
    assert at_work(workshop).process.pid != pid


def test_a_document_that_kills_every_hand_is_given_up(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assembler.workshop.hand.COMMAND", (sys.executable, "-c", "raise SystemExit(9)"))
    at_work(workshop).process.kill()
    with pytest.raises(Interrupted, match="hands lost"):
        assembled(workshop)
    monkeypatch.undo()
    assert assembled(workshop).docx


def test_where_no_process_can_be_started_the_document_is_given_up_and_the_next_one_is_made(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workshop = Workshop(1)
    monkeypatch.setattr("assembler.workshop.hand.COMMAND", ("/nowhere",))
    workshop.prepare()
    with pytest.raises(Interrupted):
        assembled(workshop)
    monkeypatch.undo()
    assert assembled(workshop).docx
    workshop.close()


def test_work_that_nobody_waits_for_any_more_ends_at_once(workshop: Workshop) -> None:
    class Enough(Exception):
        """Whoever asked is to stop."""

    pid = at_work(workshop).process.pid

    def stopping(_: str) -> None:
        raise Enough

    with pytest.raises(Enough):
        assembled(workshop, progress=stopping)
    assert gone(pid)
    assert assembled(workshop).docx


def test_a_signal_that_ends_the_service_lets_work_in_progress_end(workshop: Workshop) -> None:
    pid = at_work(workshop).process.pid
    assembled(workshop)
    for each in (signal.SIGINT, signal.SIGTERM):
        os.kill(pid, each)
    assembled(workshop)
    assert at_work(workshop).process.pid == pid


def test_when_the_service_is_killed_its_hands_end() -> None:
    service = subprocess.Popen([sys.executable, "-c", OPENED], stdout=subprocess.PIPE)
    with service:
        assert service.stdout
        hands = [int(each) for each in service.stdout.readline().split()]
        service.kill()
    assert len(hands) == 2
    assert [gone(each) for each in hands] == [True, True]


def test_the_service_assembles_in_processes_of_its_own_and_does_without_killed_ones(tmp_path: Path) -> None:
    with serving(Settings(data=str(tmp_path / "data")), tmp_path / "log") as service:
        made = posted(service)
        hands = processes_of(service)
        assert hands
        for each in hands:
            os.kill(each, signal.SIGKILL)
        assert posted(service) == made
        assert processes_of(service) - hands


def test_a_workshop_that_closes_leaves_no_process() -> None:
    workshop = Workshop(1)
    workshop.prepare()
    pid = at_work(workshop).process.pid
    workshop.close()
    assert not Path(f"/proc/{pid}").exists()
