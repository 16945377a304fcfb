"""One process of the workshop, as seen from the process that answers."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from assembler.pipeline import Progress
from assembler.products import Product
from assembler.workshop.task import Failed, Made, Step, Task, Told

COMMAND = (sys.executable, "-P", "-m", "assembler.workshop.process")  # -P: nothing is imported from where we stand


class Lost(Exception):
    """The process is gone."""


class Hand:
    """Starts at once and gets itself ready; does one task after another. It ends when nobody holds its line."""

    def __init__(self) -> None:
        """Raises Lost where no process can be started."""
        ours, theirs = socket.socketpair()
        with theirs:
            number = theirs.fileno()
            self.line: Connection[Task, Told] = Connection(ours.detach())
            try:
                self.process = subprocess.Popen([*COMMAND, str(number)], stdin=subprocess.DEVNULL, pass_fds=(number,))  # noqa: S603 - ours
            except OSError as wrong:
                raise Lost("not started") from wrong
        self.idle = True

    def make(self, task: Task, progress: Progress) -> Product:
        """Raises Lost, what the task raises there, and what `progress` raises here."""
        self.idle = False
        with self.lasting():
            self.line.send(task)
        while isinstance(told := self.heard(), Step):
            progress(told.name)
        self.idle = True
        return result(told)

    def heard(self) -> Told:
        with self.lasting():
            return self.line.recv()

    @contextmanager
    def lasting(self) -> Iterator[None]:
        """What fails in this block fails because the process is gone."""
        try:
            yield
        except (EOFError, OSError) as gone:
            raise Lost(f"exit code {self.process.poll()}") from gone

    def dismiss(self) -> None:
        self.line.close()
        self.process.kill()
        self.process.wait()


def result(told: Made | Failed) -> Product:
    if isinstance(told, Failed):
        raise told.error
    return told.product
