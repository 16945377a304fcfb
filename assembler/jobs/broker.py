"""Zprostředkovatel: Celery over RabbitMQ or Redis; it carries „a job is due“, and nothing else. The one door to Celery.

    line = Line(celery(settings))
    line.lying()          how many messages wait
    line.send(job_id)     one more

A message holds the id of a job and no content, as JSON. It may be lost or come twice: the job's row is the truth.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import SplitResult, urlsplit

from celery import Celery
from kombu import Connection
from kombu.exceptions import OperationalError
from kombu.transport.base import StdChannel

from assembler.errors import AssemblerError, MachineryError
from assembler.settings import Settings

QUEUE = "assembler.jobs"
TASK = "assembler.job"
SECONDS = 5  # for one exchange with the broker
NAMES = {"amqp": "RabbitMQ", "amqps": "RabbitMQ", "redis": "Redis", "rediss": "Redis"}
AWAY = "Zprostředkovatel úloh ({}) neodpovídá. Objednané dokumenty počkají, až se ozve; nic se neztratí."

SENDING: dict[str, dict[str, Any]] = {  # options of a connection by which messages are sent
    "RabbitMQ": {"confirm_publish": True, "read_timeout": SECONDS, "write_timeout": SECONDS},
    "Redis": {"socket_timeout": SECONDS, "socket_connect_timeout": SECONDS},
}
CONFIGURATION: dict[str, Any] = {
    "task_default_queue": QUEUE,
    "task_serializer": "json",
    "accept_content": ["json"],
    "task_ignore_result": True,  # there is no result backend: what came of a job stands in its row
    "task_publish_retry": False,  # who sends, tries again by itself
    "task_acks_late": True,
    "worker_pool": "solo",
    "worker_prefetch_multiplier": 1,
    "worker_enable_remote_control": False,
    "broker_connection_timeout": SECONDS,
    "broker_connection_retry_on_startup": True,
    "broker_connection_max_retries": None,  # for ever
    "broker_heartbeat": 0,  # a conversion holds the only thread for longer; the kernel looks after the connection
}


def parts(settings: Settings) -> SplitResult:
    """The address of the broker in its parts; raises AssemblerError for one that is neither RabbitMQ's nor Redis's."""
    with suppress(ValueError):
        found = urlsplit(settings.broker)
        if found.scheme in NAMES and found.hostname:
            return found
    raise AssemblerError(
        "Nastavení ASSEMBLER_BROKER má být adresa amqp://uživatel:heslo@počítač/jméno, "
        "nebo redis://:heslo@počítač/číslo.",
        "ASSEMBLER_BROKER is no address of RabbitMQ or Redis",
    )


def encryption(address: SplitResult) -> dict[str, Any] | None:
    """The broker has to prove that it is the host of the address, to authorities as usual or of SSL_CERT_FILE."""
    if address.scheme == "amqps":
        return {"context": {"check_hostname": True}, "server_hostname": address.hostname}
    if address.scheme == "rediss":
        return {"ssl_cert_reqs": "required", "ssl_check_hostname": True}
    return None


def celery(settings: Settings) -> Celery:
    """Celery of the settings' broker; nothing is connected yet. Raises AssemblerError for a wrong address."""
    address = parts(settings)
    options = {"socket_keepalive": True} if NAMES[address.scheme] == "Redis" else {}
    made = Celery("assembler", broker=settings.broker, set_as_current=False)
    made.conf.update(CONFIGURATION, broker_transport_options=options, broker_use_ssl=encryption(address))
    return made


class Line:
    """A connection by which messages are sent: made at the first need, and anew once it broke. For one thread."""

    def __init__(self, settings: Settings) -> None:
        self.name = NAMES[parts(settings).scheme]
        self.app = celery(settings)
        self._connection: Connection | None = None
        self._channel: StdChannel | None = None

    def lying(self) -> int:
        """How many messages wait for a worker; raises MachineryError."""
        with self.channel() as channel:
            return int(channel.queue_declare(queue=QUEUE, durable=True, auto_delete=False).message_count)

    def send(self, job_id: uuid.UUID) -> None:
        """Durable in the broker when it returns, as far as the broker keeps anything; raises MachineryError."""
        with self.channel() as channel:
            producer = self.app.amqp.Producer(channel, auto_declare=False)
            self.app.send_task(TASK, [str(job_id)], task_id=str(job_id), producer=producer, ignore_result=True)

    @contextmanager
    def channel(self) -> Iterator[Any]:
        connection = self._connection or self.app.connection_for_write(transport_options=SENDING[self.name])
        self._connection = connection
        try:
            if self._channel is None:
                connection.ensure_connection(max_retries=1, interval_start=0)
                self._channel = connection.channel()
            yield self._channel
        except errors_of(connection) as failed:
            self.close()
            raise MachineryError(AWAY.format(self.name), f"{type(failed).__name__}: {failed}") from failed
        except BaseException:  # whatever it was, it may have left the connection in the middle of something
            self.close()
            raise

    def close(self) -> None:
        if self._connection is not None:
            with suppress(*errors_of(self._connection)):
                self._connection.release()
        self._connection = self._channel = None


def errors_of(connection: Connection) -> tuple[type[BaseException], ...]:
    """What its library raises where the broker is away, or refuses us."""
    return (*connection.connection_errors, *connection.channel_errors, OperationalError)
