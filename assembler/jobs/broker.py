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
from urllib.parse import urlsplit

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


def name_of(settings: Settings) -> str:
    """RabbitMQ or Redis; raises AssemblerError for an address that is neither's."""
    try:
        found = NAMES.get(urlsplit(settings.broker).scheme)
    except ValueError:
        found = None
    if found is None:
        raise AssemblerError(
            "Nastavení ASSEMBLER_BROKER má být adresa amqp://uživatel:heslo@počítač/jméno, "
            "nebo redis://:heslo@počítač/číslo.",
            "ASSEMBLER_BROKER is no address of RabbitMQ or Redis",
        )
    return found


def celery(settings: Settings) -> Celery:
    """Celery of the settings' broker; nothing is connected yet. Raises AssemblerError for a wrong address."""
    options = {"socket_keepalive": True} if name_of(settings) == "Redis" else {}
    made = Celery("assembler", broker=settings.broker, set_as_current=False)
    made.conf.update(CONFIGURATION, broker_transport_options=options)
    return made


class Line:
    """A connection by which messages are sent: made at the first need, and anew once it broke. For one thread."""

    def __init__(self, settings: Settings) -> None:
        self.name = name_of(settings)
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
            self._channel = self._channel or connection.channel()
            yield self._channel
        except errors_of(connection) as failed:
            self.close()
            raise MachineryError(AWAY.format(self.name), f"{type(failed).__name__}: {failed}") from failed

    def close(self) -> None:
        if self._connection is not None:
            with suppress(*errors_of(self._connection)):
                self._connection.release()
        self._connection = self._channel = None


def errors_of(connection: Connection) -> tuple[type[BaseException], ...]:
    """What its library raises where the broker is away, or refuses us."""
    return (*connection.connection_errors, *connection.channel_errors, OperationalError)
