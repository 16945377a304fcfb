"""The worker: the same jobs as in the serving process, in a process of its own."""

from __future__ import annotations

import argparse
import signal
from typing import NoReturn

from assembler import products
from assembler.cli.telling import tell
from assembler.jobs.runner import Runner
from assembler.logs import log_as_json
from assembler.notices.courier import delivering
from assembler.settings import Settings
from assembler.store.store import open_store

SIGNALLED = 128  # and the number of the signal: the exit code of who was asked to end
GRACE_SECONDS = 10  # for steps in progress; what takes longer is left to another worker


def worker(given: argparse.Namespace) -> int:
    """Zpracovává úlohy, dokud ho někdo neukončí."""
    settings = Settings.from_environment()
    log_as_json()
    store = open_store(settings)
    products.prepare()
    runner = Runner(lambda: store, settings)
    tell("Zpracovávám úlohy. Ukončíte mě klávesami Ctrl+C.")
    try:
        with delivering(lambda: store, settings):
            return woken(runner, settings) if settings.broker else unbidden(runner)
    finally:
        tell("Konec; nedokončené úlohy počkají na dalšího.")


def unbidden(runner: Runner) -> NoReturn:
    """Looks for jobs by itself; a signal ends it by what it raises."""
    runner.start()
    try:
        while True:
            signal.pause()
    finally:
        runner.stop(GRACE_SECONDS)


def woken(runner: Runner, settings: Settings) -> int:
    """Does what a broker says to be due, until a signal asks for the end."""
    from assembler.jobs.consumer import consume  # Celery, which only those need who have a broker

    return SIGNALLED + consume(runner, settings)
