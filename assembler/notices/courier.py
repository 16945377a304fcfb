"""Doručovatel: threads that claim deliveries and send them, beside those that do jobs.

    with delivering(store, settings): …

A row is claimed before its message is sent, and the outcome is written after it: where a process dies between the two,
the message is sent again, by whoever lives. A receiver knows it by its id.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from assembler.errors import AssemblerError, StorageError
from assembler.notices import addresses, message
from assembler.notices.post import Refused, post
from assembler.settings import Settings
from assembler.store import clock, webhooks
from assembler.store.store import Store
from assembler.store.webhooks import Held

COURIERS = 3  # messages on their way at the same time: a receiver that hangs keeps one of them
LOOK = 1.0  # seconds between looks into the table
TIDY = 3600.0  # seconds between clean-ups
GRACE = 1.0  # for messages on their way; others are sent again later
OURS = "Zprávu se nepodařilo odeslat pro chybu programu."

log = logging.getLogger(__name__)


@contextmanager
def delivering(store: Callable[[], Store], settings: Settings) -> Iterator[None]:
    """Messages are delivered in this block; raises AssemblerError for settings that do not fit."""
    addresses.own_networks(settings)
    stop = Event()
    couriers = [Thread(target=Courier(store, settings).work, args=(stop,), daemon=True) for _ in range(COURIERS)]
    for each in couriers:
        each.start()
    try:
        yield
    finally:
        stop.set()
        until = time.monotonic() + GRACE
        for each in couriers:
            each.join(max(0.0, until - time.monotonic()))


class Courier:
    """One of those who deliver."""

    def __init__(self, store: Callable[[], Store], settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self._away = False
        self._tidied = time.monotonic()

    def work(self, stop: Event) -> None:
        while not stop.is_set():
            if not self.one():
                stop.wait(LOOK)

    def one(self) -> bool:
        """Deliver the next message; False where there is none, or no store."""
        try:
            self.tidy()
            held = self.claim()
            self._away = False
            if held is not None:
                self.deliver(held)
            return held is not None
        except StorageError as failed:
            if not self._away:  # told once, not with each look
                log.warning("no store", exc_info=failed)
            self._away = True
        except Exception as failed:  # a thread that ended would never be missed
            log.error("failed", exc_info=failed)
        return False

    def claim(self) -> Held | None:
        with self.store().reading() as tx:
            if not webhooks.due(tx):
                return None
        with self.store().writing() as tx:
            return webhooks.claim(tx)

    def deliver(self, held: Held) -> None:
        try:
            self.send(held)
        except Exception as failed:  # of whatever kind: a row whose outcome is not written would be tried for ever
            log.warning("not delivered", exc_info=failed, extra={"data": {"delivery": str(held.delivery.id)}})
            told = failed.message if isinstance(failed, AssemblerError) else OURS
            with self.store().writing() as tx:
                webhooks.failed(tx, held, told, gone=isinstance(failed, Refused) and failed.gone)
        else:
            with self.store().writing() as tx:
                webhooks.delivered(tx, held)

    def send(self, held: Held) -> None:
        """Raises NotReached, and Unfit for an address to which the settings no longer allow to deliver."""
        where = addresses.target(held.webhook.url, self.settings)
        content = message.body(held.delivery, self.settings.address)
        signed = message.headers(held.delivery, held.webhook.secret, content, clock.now())
        post(where, signed, content, self.settings)

    def tidy(self) -> None:
        if time.monotonic() - self._tidied >= TIDY:
            self._tidied = time.monotonic()
            with self.store().writing() as tx:
                webhooks.tidy(tx)
