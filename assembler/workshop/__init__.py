"""Dílna: documents are assembled in processes of their own, beside the one that answers.

Assembling is pure computing. In the process that answers, all requests would wait for it in turn (one interpreter, one
lock), and a second processor would stand idle; a document that exhausts the memory would take the whole service along.

    with opened(settings) as workshop:
        workshop.assemble(source, order, pages, settings)       as products.assemble
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from queue import Empty, LifoQueue

from assembler.errors import MachineryError, Refused
from assembler.pipeline import Progress, silent
from assembler.products import Order, Pages, Product, located
from assembler.readers.source import Source
from assembler.settings import Settings
from assembler.workshop.hand import Hand, Lost
from assembler.workshop.task import Task

TRIES = 2  # a hand that was killed is not its document's fault; two of them may be

log = logging.getLogger(__name__)


class Interrupted(MachineryError):
    """The processes that assembled the document were killed."""


class Workshop:
    """So many hands; each starts at its first work, or when `prepare` asks for it, and is replaced when it is lost."""

    def __init__(self, hands: int) -> None:
        self._free: LifoQueue[Hand | None] = LifoQueue()  # who worked last has warm caches; None is yet to be started
        for _ in range(hands):
            self._free.put(None)

    def assemble(
        self, source: Source, order: Order, pages: Pages, settings: Settings, progress: Progress = silent
    ) -> Product:
        """As products.assemble; also raises Interrupted, and whatever `progress` raises: then the work is given up."""
        task = Task(source.raw, order, pages, settings)
        try:
            product = self.made(task, progress)
        except Refused as refused:
            raise Refused(source.locate(refused.findings)) from None
        return replace(product, order=order, report=located(product.report, source))

    def made(self, task: Task, progress: Progress) -> Product:
        for _ in range(TRIES):
            try:
                with self.hand() as hand:
                    return hand.make(task, progress)
            except Lost as lost:
                log.warning("hand lost", exc_info=lost)
        raise Interrupted("Sestavování se na serveru přerušilo. Zkuste to prosím znovu.", "hands lost")

    @contextmanager
    def hand(self) -> Iterator[Hand]:
        """A free one, alone; one whose work did not come to its end is dismissed, and what it does ends with it."""
        hand = self._free.get()
        try:
            hand = hand or Hand()
            yield hand
        finally:
            if hand and not hand.idle:
                hand.dismiss()
                hand = None
            self._free.put(hand)

    def prepare(self) -> None:
        """Start the hands that are free, so that the first documents need not wait for it."""
        waiting = self.taken()
        try:
            waiting = [hand or Hand() for hand in waiting]
        except Lost as lost:  # they are tried again at their first work
            log.warning("hand lost", exc_info=lost)
        for hand in waiting:
            self._free.put(hand)

    def close(self) -> None:
        """Dismiss the free hands; those at work end when this process does."""
        for hand in filter(None, self.taken()):
            hand.dismiss()

    def taken(self) -> list[Hand | None]:
        found: list[Hand | None] = []
        with suppress(Empty):
            while True:
                found.append(self._free.get_nowait())
        return found


@contextmanager
def opened(settings: Settings) -> Iterator[Workshop]:
    """As many hands as documents may be assembled at once."""
    workshop = Workshop(settings.documents_at_once)
    try:
        yield workshop
    finally:
        workshop.close()
