"""A service under load: a store with plans and people in it, and `assembler serve` beside this process, or several."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from assembler.settings import PREFIX, Settings
from assembler.store import accounts, plans, tokens
from assembler.store.roles import Deed, Role
from assembler.store.store import Actor, Store, open_store
from scripts.bench import workload

PASSWORD = "heslo-pro-mereni-zateze"
EMAIL = "jana@zatez.example"
READY_SECONDS = 60
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
FORM = "application/x-www-form-urlencoded"
ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A running service and what is in it."""

    ports: tuple[int, ...]  # of its serving processes
    pids: tuple[int, ...]
    key: str  # of a program that may do everything in the municipality
    cookie: str  # of a person who has signed in
    plans: tuple[uuid.UUID, ...]

    def memory_mb(self) -> float:
        """Resident memory of the serving processes and of those that they keep for assembling."""
        return sum(map(resident_kb, self.pids)) / 1024


def resident_kb(pid: int) -> int:
    """Of a process and all below it; what has just ended counts nothing."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
        below = [each.read_text().split() for each in Path(f"/proc/{pid}/task").glob("*/children")]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    own = int(status.split("VmRSS:")[1].split()[0]) if "VmRSS:" in status else 0
    return own + sum(resident_kb(int(child)) for children in below for child in children)


def filled(store: Store, count: int, measures: int) -> tuple[str, tuple[uuid.UUID, ...]]:
    """A municipality, its administrator with a key, and so many plans; only their titles differ."""
    with store.writing() as tx:
        user = accounts.add_user(tx, "Jana Zátěžová", EMAIL, PASSWORD)
        actor = Actor(accounts.add_municipality(tx, "Zátěžov").id, user.id)
    with store.writing(actor) as tx:
        accounts.join(tx, user.id, Role.ADMINISTRATOR)
        _, key = tokens.issue(tx, user.id, "zátěž", tuple(Deed), timedelta(days=1))
    return key, tuple(planned(store, actor, measures, number) for number in range(count))


def planned(store: Store, actor: Actor, measures: int, number: int) -> uuid.UUID:
    ready = store.ready({**workload.plan(measures), "title": f"Střednědobý plán č. {number + 1}"})
    with store.writing(actor) as tx:
        return plans.create(tx, ready).id


@contextmanager
def loaded(folder: Path, count: int, measures: int, processes: int = 1) -> Iterator[Loaded]:
    """The service with so many plans of so many measures; its settings are those of the environment, data apart."""
    environment = {**os.environ, f"{PREFIX}DATA": str(folder)}
    store = open_store(Settings.from_environment(environment))
    key, ids = filled(store, count, measures)
    store.close()
    with ExitStack() as stack:
        begun = [stack.enter_context(serving(folder, environment)) for _ in range(processes)]
        ports, pids = zip(*begun, strict=True)
        yield Loaded(ports, pids, key, signed_in(ports[0]), ids)


@contextmanager
def serving(folder: Path, environment: Mapping[str, str]) -> Iterator[tuple[int, int]]:
    """The port and the id of a serving process that is ready."""
    with (folder / "log").open("ab") as log:
        command = [sys.executable, "-c", "from assembler.cli import main; main(['serve'])"]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True)
        try:
            assert process.stdout is not None
            found = ADDRESS.search(process.stdout.readline())
            assert found, (folder / "log").read_text()
            wait_until_ready(int(found[1]))
            yield int(found[1]), process.pid
        finally:
            process.terminate()
            process.communicate()


def wait_until_ready(port: int) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        with closing(HTTPConnection("127.0.0.1", port, timeout=READY_SECONDS)) as connection:
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.1)
    raise TimeoutError("the service did not become ready")


def signed_in(port: int) -> str:
    """The cookie of a session, begun by the form as a browser would; one for all, because tries are counted."""
    with closing(HTTPConnection("127.0.0.1", port)) as connection:
        connection.request("GET", "/prihlaseni")
        form = connection.getresponse()
        token, cookie = TOKEN.search(form.read().decode()), form.headers["Set-Cookie"]
        assert token, form.status
        fields = urlencode({"email": EMAIL, "password": PASSWORD, "csrf_token": token[1]})
        connection.request("POST", "/prihlaseni", fields, {"Content-Type": FORM, "Cookie": cookie.partition(";")[0]})
        begun = connection.getresponse()
        assert begun.status == 303, begun.read().decode()
        return begun.headers["Set-Cookie"].partition(";")[0]
