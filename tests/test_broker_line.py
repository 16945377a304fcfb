"""The line to a broker, and the herald who tells it what is due: what needs no worker."""

from __future__ import annotations

import signal
import time
import uuid
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from assembler.cli import main
from assembler.cli.failures import USAGE
from assembler.errors import AssemblerError, MachineryError, StorageError
from assembler.jobs.broker import Line
from assembler.jobs.herald import Herald
from assembler.settings import Settings
from assembler.store.store import Store
from assembler.web import create_app
from assembler.web.working import NAME
from tests.brokers import Broker
from tests.callers import body_of
from tests.hands import hand
from tests.ordered import enqueue
from tests.stores import Office, free_port

pytest_plugins = ["tests.store_fixtures", "tests.broker_fixtures"]

SQLITE = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
SOMEWHERE = "amqp://127.0.0.1:1//"  # nobody listens there


class Kept:
    """A broker of the memory: keeps messages, or is away."""

    name = "RabbitMQ"

    def __init__(self) -> None:
        self.messages: list[uuid.UUID] = []
        self.away = False

    def lying(self) -> int:
        if self.away:
            raise MachineryError("Zprostředkovatel neodpovídá.")
        return len(self.messages)

    def send(self, job_id: uuid.UUID) -> None:
        self.messages.append(job_id)

    def close(self) -> None:
        self.away = True


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def herald(store: Store, kept: Kept) -> Herald:
    made = Herald(lambda: store, Settings(broker=SOMEWHERE))
    made.line = kept  # type: ignore[assignment]
    return made


# ---------------------------------------------------------------- which broker


@pytest.mark.parametrize(
    "address", ["localhost", "amqp:/x", "http://broker", "pyamqp://x", "memory://", "redis+socket://[x"]
)
def test_an_address_that_is_of_no_broker_stops_the_start_and_names_the_variable(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with pytest.raises(AssemblerError) as raised:
        create_app(Settings(broker=address, data=str(tmp_path)))
    assert "ASSEMBLER_BROKER" in raised.value.message
    monkeypatch.setenv("ASSEMBLER_BROKER", address)
    monkeypatch.setenv("ASSEMBLER_DATA", str(tmp_path))
    assert main(["worker"]) == USAGE
    assert "ASSEMBLER_BROKER" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "name"),
    [("amqp://h", "RabbitMQ"), ("amqps://u:p@h:1/v", "RabbitMQ"), ("redis://h", "Redis"), ("rediss://:p@h/2", "Redis")],
)
def test_the_address_says_which_broker_it_is(address: str, name: str) -> None:
    assert Line(Settings(broker=address)).name == name


def test_a_password_is_in_no_message_about_a_broker_that_is_away() -> None:
    line = Line(Settings(broker=f"amqp://plans:hunter2@127.0.0.1:{free_port()}//"))
    with pytest.raises(MachineryError) as raised:
        line.lying()
    assert "hunter2" not in f"{raised.value} {raised.value.message}"


@pytest.mark.slow
def test_over_an_encrypted_line_the_broker_has_to_prove_who_it_is(
    mediator: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(MachineryError, match="certificate"):
        Line(Settings(broker=mediator.secure_address())).lying()
    monkeypatch.setenv("SSL_CERT_FILE", str(mediator.certificate))
    with pytest.raises(MachineryError, match="certificate"):
        Line(Settings(broker=mediator.secure_address("127.0.0.1"))).lying()
    line = Line(Settings(broker=mediator.secure_address()))
    assert line.lying() == 0
    line.close()


@pytest.mark.slow
def test_a_worker_whose_broker_is_away_says_so_and_ends_when_it_is_asked(tmp_path: Path) -> None:
    settings, log = Settings(data=str(tmp_path / "data"), broker=SOMEWHERE), tmp_path / "log"
    with hand(settings, log) as process:
        end = time.monotonic() + 60
        while "Cannot connect" not in log.read_text():
            assert time.monotonic() < end
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 128 + signal.SIGTERM
    assert "no broker" in log.read_text()


# ---------------------------------------------------------------- what is due


@SQLITE
def test_each_job_that_waits_is_told_once(office: Office, herald: Herald, kept: Kept) -> None:
    waiting = [enqueue(office).id for _ in range(3)]
    herald.tell()
    herald.tell()
    assert kept.messages == waiting
    waiting.append(enqueue(office).id)
    herald.tell()
    assert kept.messages == waiting


@SQLITE
def test_nothing_is_told_where_nothing_waits(store: Store, herald: Herald, kept: Kept) -> None:
    herald.tell()
    assert kept.messages == []


@SQLITE
def test_what_happens_while_the_broker_is_away_is_told_when_it_is_back(
    office: Office, herald: Herald, kept: Kept
) -> None:
    kept.away = True
    job = enqueue(office)
    herald.try_to_tell()
    assert (kept.messages, herald.why) == ([], "Zprostředkovatel neodpovídá.")
    kept.away = False
    herald.try_to_tell()
    assert (kept.messages, herald.why) == ([job.id], "")


@SQLITE
def test_a_herald_outlives_a_store_that_is_away(office: Office, herald: Herald, kept: Kept) -> None:
    job, there = enqueue(office), herald.store

    def gone() -> Store:
        raise StorageError("pryč")

    herald.store = gone
    herald.try_to_tell()
    herald.store = there
    herald.try_to_tell()
    assert kept.messages == [job.id]


@SQLITE
def test_who_is_woken_tells_at_once_and_ends_when_asked(
    office: Office, herald: Herald, kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assembler.jobs.herald.LOOK", 60.0)
    herald.start()
    time.sleep(0.1)  # the first look is over
    job = enqueue(office)
    herald.wake()
    end = time.monotonic() + 30
    while not kept.messages:
        assert time.monotonic() < end
        time.sleep(0.01)
    assert kept.messages == [job.id]
    assert herald.stop(10)
    assert kept.away, "the line is closed"


# ---------------------------------------------------------------- health


def health(client: FlaskClient) -> dict[str, object]:
    told: dict[str, object] = body_of(client.get("/health/ready"))["broker"]
    return told


@SQLITE
def test_health_tells_how_the_broker_was_found_and_stays_ready(settings: Settings, kept: Kept) -> None:
    app = create_app(Settings(data=settings.data, broker=SOMEWHERE))
    client, herald = app.test_client(), app.extensions[NAME]
    assert health(client)["ready"] is False, "nobody has looked yet"
    herald.try_to_tell()
    assert "neodpovídá" in str(health(client)["why"])
    herald.line = kept
    herald.try_to_tell()
    assert health(client) == {"name": "RabbitMQ", "ready": True, "why": ""}
    app.extensions["assembler.keeping"].store().close()


@SQLITE
def test_without_a_broker_health_has_nothing_against_it(settings: Settings) -> None:
    app = create_app(settings)
    assert health(app.test_client()) == {"name": "", "ready": True, "why": ""}
    app.extensions["assembler.keeping"].store().close()
