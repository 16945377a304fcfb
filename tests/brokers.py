"""RabbitMQ and Redis of the tests: on loopback, each in a folder of its own, with a password of its own."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from assembler.jobs.broker import QUEUE, Line
from assembler.settings import Settings
from tests.stores import free_port, roomy_memory

SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
PROGRAMS = {"rabbitmq": SERVER.exists(), "redis": shutil.which("redis-server") is not None}
START_SECONDS = 120.0  # Erlang takes 10 s of an idle machine
ONE_CORE = "+S 1 +sbwt none"
CONFIGURATION = """
listeners.tcp.1 = 127.0.0.1:{port}
listeners.ssl.1 = 127.0.0.1:{secure_port}
ssl_options.certfile = {certificate}
ssl_options.keyfile = {key}
default_user = tests
default_pass = {password}
disk_free_limit.absolute = 50MB
log.file = false
log.console = true
log.console.level = warning
"""


class Broker:
    """A broker that can be stopped, killed and started again; what it keeps on the disk, it finds again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.secure_port = free_port(), free_port()
        self.password = secrets.token_hex(8)
        self.certificate, self.key = certify(folder)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        raise NotImplementedError

    def secure_address(self, host: str = "localhost") -> str:
        """The same, encrypted; its certificate is for localhost, and signed by itself."""
        scheme, _, rest = self.address.partition("://")
        return f"{scheme}s://{rest.replace(f'127.0.0.1:{self.port}', f'{host}:{self.secure_port}')}"

    def command(self) -> tuple[Sequence[str], dict[str, str]]:
        """The program with its arguments, and its environment."""
        raise NotImplementedError

    def start(self) -> None:
        command, environment = self.command()
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, env={**os.environ, **environment}, stdout=log, stderr=log
            )
        until = time.monotonic() + START_SECONDS
        while not answers(self.port):
            told = (self.folder / "log").read_text("utf-8", "replace")
            assert self.process.poll() is None, told
            assert time.monotonic() < until, told
            time.sleep(0.1)

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        """In order, or as a crash would end it."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            self.process.send_signal(number)
        self.process.wait(60)


class RabbitMQ(Broker):
    def __init__(self, folder: Path, names: int) -> None:
        super().__init__(folder)
        self.names = names  # the port of the daemon by which nodes of Erlang find each other
        self.node = f"tests-{secrets.token_hex(4)}@localhost"
        self.cookie = secrets.token_hex(16)
        (folder / "rabbitmq.conf").write_text(CONFIGURATION.format(**vars(self)))
        (folder / "plugins").write_text("[].\n")

    @property
    def address(self) -> str:
        return f"amqp://tests:{self.password}@127.0.0.1:{self.port}//"

    def command(self) -> tuple[Sequence[str], dict[str, str]]:
        erlang = f"{ONE_CORE} -kernel inet_dist_use_interface {{127,0,0,1}} -setcookie {self.cookie}"
        return [str(SERVER)], {
            "HOME": str(self.folder),
            "RUNNING_UNDER_SYSTEMD": "yes",  # the program itself, without a shell before it that signals would end
            "ERL_EPMD_PORT": str(self.names),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": self.node,
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_CONFIG_FILE": str(self.folder / "rabbitmq.conf"),
            "RABBITMQ_CONF_ENV_FILE": os.devnull,
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(self.folder / "plugins"),
            "RABBITMQ_MNESIA_BASE": str(self.folder / "mnesia"),
            "RABBITMQ_LOG_BASE": str(self.folder / "logs"),
            "RABBITMQ_PID_FILE": str(self.folder / "pid"),
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": erlang,
        }


class Redis(Broker):
    @property
    def address(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"

    def command(self) -> tuple[Sequence[str], dict[str, str]]:
        options = {"bind": "127.0.0.1", "port": self.port, "dir": self.folder, "requirepass": self.password}
        durable = {"save": "", "appendonly": "yes", "appendfsync": "always"}
        secure = {"tls-port": self.secure_port, "tls-cert-file": self.certificate, "tls-key-file": self.key}
        every = {**options, **durable, **secure, "tls-auth-clients": "no", "tls-ca-cert-file": self.certificate}
        given = [part for name, value in every.items() for part in (f"--{name}", str(value))]
        return ["redis-server", *given], {}


def certify(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost, signed by itself, and its key."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", *names]
    subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key


def answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True


@contextmanager
def broker(name: str) -> Iterator[Broker]:
    """A broker that runs, by its name: rabbitmq or redis."""
    folder = Path(tempfile.mkdtemp(prefix=f"assembler-{name}-", dir=roomy_memory()))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        made: Broker = RabbitMQ(folder, stack.enter_context(names_of_nodes())) if name == "rabbitmq" else Redis(folder)
        stack.callback(made.end, signal.SIGKILL)
        made.start()
        yield made


@contextmanager
def names_of_nodes() -> Iterator[int]:
    """The daemon that Erlang would otherwise start by itself and leave behind; its port."""
    port = free_port()
    quiet = subprocess.DEVNULL
    daemon = subprocess.Popen(["epmd", "-port", str(port), "-address", "127.0.0.1"], stdout=quiet, stderr=quiet)
    try:
        yield port
    finally:
        daemon.kill()
        daemon.wait()


def empty(mediator: Broker) -> None:
    """Without messages, as a broker is that has lost them."""
    line = Line(Settings(broker=mediator.address))
    line.lying()
    with line.channel() as channel:
        channel.queue_purge(QUEUE)
    line.close()
