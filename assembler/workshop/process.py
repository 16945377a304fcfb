"""The process of a hand: python -m assembler.workshop.process NUMBER, the descriptor of its line.

It lives as long as the other end of the line is open: whoever asked is gone, or has given the work up, when it closes.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Thread

from assembler import products
from assembler.logs import log_as_json, places
from assembler.readers.json_file import unknown_places
from assembler.readers.source import Source
from assembler.workshop.task import Failed, Made, Step, Task, Told

OTHERS_END = (signal.SIGINT, signal.SIGTERM)  # are meant for the whole service, which lets work in progress end


def work(line: Connection[Told, Task]) -> None:
    """Task after task, until the line is closed."""
    with suppress(EOFError, OSError):
        while True:
            line.send(done(line.recv(), line))


def done(task: Task, line: Connection[Told, Task]) -> Told:
    source = Source(task.raw, unknown_places)
    try:
        return Made(
            products.assemble(source, task.order, task.pages, task.settings, lambda step: line.send(Step(step)))
        )
    except Exception as failed:  # whatever it is, who asked is told it, and this process does the next task
        return Failed(sendable(failed))


def sendable(failed: Exception) -> Exception:
    """The error as it can be sent, with its frames and causes as a note for the log, since they themselves cannot."""
    note = f"in a process of its own: {story(failed)}"
    try:
        pickle.loads(pickle.dumps(failed))  # noqa: S301 - what we have just written
    except Exception:  # what a foreign error holds may refuse in any way
        failed = RuntimeError(type(failed).__name__)
    failed.add_note(note)
    return failed


def story(failed: BaseException) -> str:
    """What failed and where, and because of what; of the texts nothing, they may repeat a part of the content."""
    here = f"{type(failed).__name__} ({'; '.join(places(failed.__traceback__))})"
    return f"{here} because of {story(failed.__cause__)}" if failed.__cause__ else here


def watch(number: int) -> None:
    """Ends this process as soon as the other end of its line is closed, whatever it is doing."""
    other_end = select.poll()
    other_end.register(number, select.POLLRDHUP)
    other_end.poll()
    os._exit(0)


def main(number: int) -> None:
    for each in OTHERS_END:
        signal.signal(each, signal.SIG_IGN)
    log_as_json()
    Thread(target=watch, args=(number,), daemon=True).start()
    products.prepare()
    work(Connection(number))


if __name__ == "__main__":
    main(int(sys.argv[1]))
