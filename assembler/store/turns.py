"""Pořadí: who writes to SQLite in one process takes turns, in the order in which they came.

SQLite lets one write at a time. Those who wait look again and again, in the end each 100 ms, and whoever happens to
look at the right moment is next: where several write all the time, someone may find the door shut until the end of
their patience, though nobody holds it for long. Measured with eight threads on a busy disk: transactions of at most
0.4 s, waits of up to 1.5 s; in turns, no wait is longer than the work of those who came before.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Lock

from assembler.errors import StorageBusy
from assembler.store.faults import BUSY


class Turns:
    """A lock that is handed over in order."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._lock = Lock()
        self._taken = False
        self._waiting: deque[Event] = deque()

    @contextmanager
    def mine(self) -> Iterator[None]:
        """Nobody else is in this block; raises StorageBusy."""
        self.take()
        try:
            yield
        finally:
            self.hand_over()

    def take(self) -> None:
        turn = Event()
        with self._lock:
            if not self._taken:
                self._taken = True
                return
            self._waiting.append(turn)
        if turn.wait(self.seconds):
            return
        with self._lock:
            if turn.is_set():  # it came in this very moment
                return
            self._waiting.remove(turn)
        raise StorageBusy(BUSY, f"others in this process write for {self.seconds} s")

    def hand_over(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False
