"""What the tests of the store need: a PostgreSQL server of their own, and an office with its people."""

from __future__ import annotations

import itertools
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from assembler.store import accounts, plans
from assembler.store.models import Municipality, Plan, Revision, User
from assembler.store.roles import Role
from assembler.store.store import Actor, Store

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
UNPRIVILEGED = "nobody"  # initdb refuses to run as root
NAMES = itertools.count()
PLAN = {"title": "Plán"}


def open_to_read(folder: Path) -> None:
    """Let everybody read a folder of a test, and come there: pytest keeps the folders above it for their owner."""
    top = Path(tempfile.gettempdir())
    for path in (folder, *folder.parents):
        if path == top or top not in path.parents:
            return
        path.chmod(0o755)


# ---------------------------------------------------------------- a server of our own


class Server:
    """A PostgreSQL of the tests: on loopback, in a folder of its own, with a password of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.password = secrets.token_hex(8)
        self.process: subprocess.Popen[bytes] | None = None

    def address(self, database: str) -> str:
        return f"postgresql://tests:{self.password}@127.0.0.1:{self.port}/{database}"

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.address("postgres"), autocommit=True, connect_timeout=5) as connection:
            connection.execute(statement)

    def new_database(self, template: str = "template1") -> str:
        """The address of a fresh database."""
        name = f"tests_{next(NAMES)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.address(name)

    def make(self) -> None:
        (self.folder / "password").write_text(self.password)
        (self.folder / "password").chmod(0o444)
        arguments = ["--username=tests", "--auth=scram-sha-256", f"--pwfile={self.folder / 'password'}", "--no-sync"]
        initdb = [
            PROGRAMS[-1] / "initdb",
            "-D",
            self.folder / "data",
            "--encoding=UTF8",
            "--locale=C.UTF-8",
            *arguments,
        ]
        assert run_unprivileged(initdb, self.folder).wait(60) == 0, (self.folder / "log").read_text()

    def start(self) -> None:
        options = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": "", "fsync": "off"}
        given = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
        self.process = run_unprivileged([PROGRAMS[-1] / "postgres", "-D", self.folder / "data", *given], self.folder)
        for _ in range(400):
            with suppress(psycopg.OperationalError):
                self.execute("SELECT 1")
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def kill(self) -> None:
        """At once, as a crash would end it."""
        assert self.process is not None
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(20)


def run_unprivileged(command: list[Any], folder: Path) -> subprocess.Popen[bytes]:
    user = UNPRIVILEGED if os.getuid() == 0 else None
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [*map(str, command)], cwd=folder, stdout=log, stderr=log, env={"LANG": "C.UTF-8"}, user=user
        )


@contextmanager
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="assembler-postgresql-", dir=roomy_memory()))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, UNPRIVILEGED)
        made = Server(folder)
        made.make()
        try:
            made.start()
            yield made
        finally:
            made.kill()
    finally:
        shutil.rmtree(folder)


def roomy_memory() -> str | None:
    """A folder in memory where there is much of it: a hundred small databases are made and dropped."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 4_000_000_000 else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# ---------------------------------------------------------------- people in them


@dataclass(frozen=True, slots=True)
class Office:
    """Úřad: a municipality with one user, and in whose name the tests act."""

    store: Store
    municipality: Municipality
    user: User

    @property
    def actor(self) -> Actor:
        return Actor(self.municipality.id, self.user.id, request="test")

    def plan(self, content: Any = PLAN) -> Plan:
        ready = self.store.ready(content)
        with self.store.writing(self.actor) as tx:
            return plans.create(tx, ready)

    def save(self, plan: Plan, content: Any, expected: int, note: str = "") -> Revision:
        ready = self.store.ready(content)
        with self.store.writing(self.actor) as tx:
            return plans.save(tx, plan.id, ready, expected=expected, note=note)

    def content(self, plan: Plan, number: int | None = None) -> Any:
        with self.store.reading(self.actor) as tx:
            return plans.content(tx, plans.revision(tx, plan.id, number))

    def head(self, plan: Plan) -> int:
        with self.store.reading(self.actor) as tx:
            return plans.get(tx, plan.id).head


def found_office(store: Store, name: str) -> Office:
    with store.writing() as tx:
        user = accounts.add_user(tx, f"Jana {name}", f"jana@{name.lower()}.example")
        municipality = accounts.add_municipality(tx, name)
    with store.writing(Actor(municipality.id)) as tx:
        accounts.join(tx, user.id, Role.ADMINISTRATOR)
    return Office(store, municipality, user)
