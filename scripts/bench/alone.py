"""One engine in a process of its own, for its memory and for its growth: python -m scripts.bench.alone ours 600.

Prints JSON: processor seconds of each round, the highest memory while rendering (the content included), and how many
faults the lint finds in the last document of our engine.
"""

from __future__ import annotations

import argparse
import gc
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from assembler.word.validate import lint
from scripts.bench import ordinary, rounds, workload
from scripts.bench.subject import Subject, prepare, template_bytes

OURS, DOCXTPL = "ours", "docxtpl"
STATUS, CLEAR = Path("/proc/self/status"), Path("/proc/self/clear_refs")
RESET_PEAK = "5"  # proc(5)


@dataclass(frozen=True, slots=True)
class Alone:
    """What one process found out."""

    seconds: list[float]
    peak_mb: float
    faults: int

    @property
    def best(self) -> float:
        return min(self.seconds)


class Failed(RuntimeError):
    """The process ended without a result."""


def run(engine: str, measures: int, times: int) -> Alone:
    """Measure in a fresh process; raises Failed."""
    command = [sys.executable, "-m", "scripts.bench.alone", engine, str(measures), "--rounds", str(times)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{engine} at {measures}: {done.stderr[-2000:]}")
    return Alone(**json.loads(done.stdout))


def peak_mb() -> float:
    """VmHWM: the highest resident memory of this process since the last reset."""
    found = re.search(r"VmHWM:\s*(\d+) kB", STATUS.read_text())
    return int(found[1]) / 1024 if found else 0.0


def measured(engine: Callable[[], bytes], times: int, checked: bool) -> Alone:
    engine()  # fills the caches
    gc.collect()
    CLEAR.write_text(RESET_PEAK)
    timings = rounds.in_turn({"it": engine}, times)
    peak = peak_mb()
    return Alone(timings.seconds["it"], peak, len(lint(engine())) if checked else 0)


def made_ready(subject: Subject, template: bytes, folder: Path) -> Callable[[], bytes]:
    """docxtpl, spared its subdocuments, with its context; our own is let go."""
    path = folder / "template.docx"
    path.write_bytes(template)
    context = subject.ordinary_context(spared=True)
    return lambda: ordinary.render(path, context)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=(OURS, DOCXTPL))
    parser.add_argument("measures", type=int)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    template = template_bytes()
    with tempfile.TemporaryDirectory() as folder:
        if wanted.engine == OURS:
            found = measured(prepare(workload.plan(wanted.measures), template).ours, wanted.rounds, checked=True)
        else:
            subject = prepare(workload.plan(wanted.measures), template)
            engine = made_ready(subject, template, Path(folder))
            del subject
            found = measured(engine, wanted.rounds, checked=False)
    print(json.dumps(asdict(found)))


if __name__ == "__main__":
    main()
