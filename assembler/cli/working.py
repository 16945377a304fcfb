"""The worker: the same jobs as in the serving process, in a process of its own."""

from __future__ import annotations

import argparse
import signal

from assembler.cli.failures import DONE
from assembler.cli.telling import tell
from assembler.jobs.runner import Runner
from assembler.notices.courier import delivering
from assembler.settings import Settings
from assembler.store.store import open_store
from assembler.web.server import log_as_json

GRACE_SECONDS = 10  # for steps in progress; what takes longer is left to another worker


def worker(given: argparse.Namespace) -> int:
    """Zpracovává úlohy, dokud ho někdo neukončí."""
    settings = Settings.from_environment()
    log_as_json()
    store = open_store(settings)
    runner = Runner(lambda: store, settings)
    runner.start()
    tell("Zpracovávám úlohy. Ukončíte mě klávesami Ctrl+C.")
    try:
        with delivering(lambda: store, settings):
            while True:
                signal.pause()
    finally:
        runner.stop(GRACE_SECONDS)
        tell("Konec; nedokončené úlohy počkají na dalšího.")
    return DONE
