"""The proof: the service starts in the tree as the user without rights, is healthy, makes documents, stands kill -9."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assembler import resources
from assembler.convert import pdf
from assembler.word.validate import lint
from scripts.containers.containerfile import Instruction, health_command, start_command
from scripts.containers.tree import ENTER, PATH, Tree

ADDRESS = "http://127.0.0.1:8080"
PATIENCE = 60  # seconds until it is healthy
FIRST_ACCOUNT = re.compile(r"e-mail (\S+),")
SCOPES = ("read", "create", "assemble")


@dataclass(frozen=True)
class Running:
    """The service in its tree: what an engine's `exec` does, is done by nsenter."""

    process: subprocess.Popen[bytes]
    tree: Tree
    log: Path

    @property
    def pid(self) -> int:
        """Of the first process inside; `unshare` is only its parent."""
        outer = self.process.pid
        return int(Path(f"/proc/{outer}/task/{outer}/children").read_text().split()[0])

    def kill(self) -> None:
        """By -9, as a machine would; with the first process inside end all others there."""
        with suppress(IndexError, ProcessLookupError, FileNotFoundError):
            os.kill(self.pid, signal.SIGKILL)
        self.process.wait()

    def enter(self, *command: str, user: bool = True) -> subprocess.CompletedProcess[str]:
        who = ["--setuid", self.tree.user, "--setgid", self.tree.user] if user else []
        entered = ["nsenter", "--target", str(self.pid), "--mount", "--pid", "--net", *who, "--", *command]
        return subprocess.run(entered, env=environment(self.tree), capture_output=True, text=True, check=False)

    def curl(self, *words: str) -> str:
        """The machine's curl in the network of the tree; its status, what was answered is in a file of the caller."""
        command = ["nsenter", "--target", str(self.pid), "--net", "--", "curl", "-sS", "-w", "%{http_code}", *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def environment(tree: Tree) -> dict[str, str]:
    return {"PATH": PATH, **tree.environment}


@contextmanager
def running(tree: Tree, found: Sequence[Instruction], data: Path) -> Iterator[Running]:
    """Started as the image says, in processes, mounts and a network of its own; killed by -9 at the end."""
    log = data.with_name("log")
    unshared = ["unshare", "--mount", "--pid", "--net", "--fork", "--"]
    command = [*unshared, str(ENTER), str(tree.root), "run", "--data", str(data), tree.user, "--"]
    with log.open("wb") as told:
        started = [*command, *start_command(list(found))]
        process = subprocess.Popen(started, env=environment(tree), stdout=told, stderr=subprocess.STDOUT)
    service = Running(process, tree, log)
    try:
        yield service
    finally:
        service.kill()


def healthy(service: Running, command: Sequence[str], began: float) -> float:
    """Seconds until the command of HEALTHCHECK ends well."""
    while time.monotonic() - began < PATIENCE:
        if service.process.poll() is not None:
            break
        try:
            if service.enter(*command).returncode == 0:
                return time.monotonic() - began
        except (IndexError, FileNotFoundError):  # no process inside yet
            time.sleep(0.02)
    raise AssertionError(service.log.read_text(errors="replace"))


def prove(tree: Tree, found: Sequence[Instruction], data: Path) -> None:
    """Raises AssertionError, or CalledProcessError, at the first step that does not hold."""
    check, folder = health_command(list(found)), data.parent
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir()
    with running(tree, found, data) as service:
        say("healthy after", healthy(service, check, time.monotonic()))
        alone(service)
        key = key_of(service)
        documents(service, key, folder)
    with running(tree, found, data) as service:
        say("after kill -9 healthy again after", healthy(service, check, time.monotonic()))
        assert service.curl("-o", "/dev/null", f"{ADDRESS}/api/v1/plans", "-H", bearer(key)) == "200"
    print("Everything holds.")


def alone(service: Running) -> None:
    """Without rights, on a root that nobody can write."""
    status = Path(f"/proc/{service.pid}/status").read_text()
    assert re.search(rf"^Uid:\s+{service.tree.user}\b", status, re.MULTILINE), status
    for name in ("CapEff", "CapPrm", "CapBnd"):
        assert re.search(rf"^{name}:\s+0+$", status, re.MULTILINE), status
    assert service.enter("touch", "/data/.proof").returncode == 0
    assert "Read-only" in service.enter("touch", "/opt/assembler/x", user=False).stderr
    print("  runs as", service.tree.user, "without capabilities; the root is read-only, /data is not")


def key_of(service: Running) -> str:
    """A key of the first account, which the start has told."""
    account = None
    until = time.monotonic() + PATIENCE
    while account is None and time.monotonic() < until:
        account = FIRST_ACCOUNT.search(service.log.read_text())
        time.sleep(0.1)
    assert account, service.log.read_text()
    scopes = [word for scope in SCOPES for word in ("--scope", scope)]
    issued = service.enter("assembler", "token", "add", account[1], "--name", "proof", *scopes)
    assert issued.returncode == 0, issued.stderr
    return issued.stdout.split()[-1]


def bearer(key: str) -> str:
    return f"Authorization: Bearer {key}"


def documents(service: Running, key: str, folder: Path) -> None:
    """A DOCX by one call; a PDF where the converter is ready, and it says why where it is not."""
    content = resources.examples()["minimal"]
    made = folder / "made"
    sent = ["-H", bearer(key), "-H", "Content-Type: application/yaml", "--data-binary", f"@{content}", "-o", str(made)]
    assert service.curl(f"{ADDRESS}/api/v1/assemblies", *sent) == "200", made.read_text()
    assert lint(made.read_bytes()) == ()
    print("  a DOCX of", made.stat().st_size, "bytes, without a fault")
    converter = ready(service, folder)["converter"]
    print("  converter:", converter)
    if converter["ready"]:
        wanted = ["-L", "-H", "Accept: application/pdf", "-H", "Prefer: wait=60", *sent]
        assert service.curl(f"{ADDRESS}/api/v1/assemblies", *wanted) == "200", made.read_text()
        print("  a PDF of", pdf.page_count(made.read_bytes()), "pages")


def ready(service: Running, folder: Path) -> dict[str, Any]:
    told = folder / "ready.json"
    assert service.curl(f"{ADDRESS}/health/ready", "-o", str(told)) == "200", told.read_text()
    found: dict[str, Any] = json.loads(told.read_text())
    return found


def say(what: str, seconds: float) -> None:
    print(f"  {what} {seconds:.1f} s", flush=True)
