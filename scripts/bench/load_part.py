"""Load: python -m scripts.bench.load_part [--minutes 30] [--processes 2]. Many users, as ratios to a single one.

    reading     1, then 32 readers of pages and of the API over 50 plans of 60 measures
    assembling  1, then 8 users, each of whom assembles 120 measures, without page numbers
    mixed       readers, assemblers and savers together for so many minutes: does memory grow?

Between two requests a reader rests about a second and who assembles about ten, as people do; --no-rest shows what the
service can do at most. Before the clock starts every plan was looked at once. The settings of the environment hold
(ASSEMBLER_DATABASE …); the data folder is a fresh one. The clients share the machine with the service, so the figures
are of a machine that does both.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scripts.bench.load_clients import Client, Crowd, Seen, assembling, percentile, read, save, together
from scripts.bench.load_service import Loaded, loaded
from scripts.bench.rounds import short
from scripts.bench.tables import Bar, Part

PLANS, MEASURES, LARGE = 50, 60, 120
READERS, ASSEMBLERS, SAVERS = 32, 8, 2
READING_REST, ASSEMBLING_REST = 1.0, 10.0
READING_BAR, ASSEMBLING_BAR, MEMORY_BAR = 150.0, 1000.0, 1.0  # ms, ms, MB a minute
WARM_SECONDS = 5.0  # of documents, one after another
WARM = 1 / 3  # of the samples of memory: caches fill
SAMPLE_SECONDS = 2.0
HEADS = ("who", "requests", "p50 ms", "p99 ms", "× one, p50", "× one, p99")


def row(name: str, seen: Seen, alone: Seen | None = None) -> list[str]:
    ratios = [short(many / one) for many, one in zip(figures(seen), figures(alone or seen), strict=True)]
    return [name, str(len(seen.all())), *map(short, figures(seen)), *ratios]


def figures(seen: Seen) -> list[float]:
    """p50 and p99 in milliseconds."""
    return [1000 * percentile(seen.all(), share) for share in (0.5, 0.99)]


def compared(title: str, service: Loaded, crowd: Crowd, seconds: float, most: float) -> Part:
    """One of a crowd, then all of them."""
    alone = together(service, [Crowd(1, crowd.deed, min(crowd.rest, 0.2))], seconds)
    many = together(service, [crowd], seconds)
    rows = [row("1", alone), row(str(crowd.count), many, alone), *by_name(many, alone)]
    bars = [
        Bar(f"p99 of {crowd.count}, ms", figures(many)[1], most=most),
        Bar("answers that were wrong", float(sum(many.wrong.values())), most=0),
    ]
    return Part(title, HEADS, rows, bars, remarks(many), {"many": dict(many.seconds), "one": dict(alone.seconds)})


def by_name(many: Seen, alone: Seen) -> list[list[str]]:
    """A row for each thing that was asked for, where there were several."""
    if len(many.seconds) == 1:
        return []
    return [row(f"  {name}", many.only(name), alone.only(name)) for name in sorted(many.seconds)]


def remarks(seen: Seen) -> list[str]:
    return [f"wrong: {name} ({count} ×)" for name, count in sorted(seen.wrong.items())]


# ---------------------------------------------------------------- memory


@contextmanager
def sampled(service: Loaded) -> Iterator[list[tuple[float, float]]]:
    """Minutes and MB of the serving process while the block runs."""
    samples: list[tuple[float, float]] = []
    over, began = threading.Event(), time.monotonic()

    def look() -> None:
        while not over.wait(SAMPLE_SECONDS):
            samples.append(((time.monotonic() - began) / 60, service.memory_mb()))

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield samples
    finally:
        over.set()
        thread.join()


def slope(samples: list[tuple[float, float]]) -> float:
    """MB a minute, by least squares; 0 for fewer than two samples."""
    if len(samples) < 2:
        return 0.0
    minutes, memory = (sum(column) / len(samples) for column in zip(*samples, strict=True))
    spread = sum((minute - minutes) ** 2 for minute, _ in samples)
    rise: float = sum((minute - minutes) * (value - memory) for minute, value in samples) / spread
    return rise


def mixed(service: Loaded, minutes: float, rests: tuple[float, float]) -> Part:
    crowds = [
        Crowd(READERS // 2, read, rests[0]),
        Crowd(ASSEMBLERS // 4, assembling(MEASURES), rests[1]),
        Crowd(SAVERS, save, rests[1]),
    ]
    with sampled(service) as samples:
        seen = together(service, crowds, 60 * minutes)
    steady = samples[int(len(samples) * WARM) :]
    rows = [row(name, seen.only(name)) for name in sorted(seen.seconds)]
    late = seen.wrong.pop("save: 412", 0)  # another one was first: the right answer
    bars = [
        Bar("memory, MB a minute", slope(steady), most=MEMORY_BAR),
        Bar("answers that were wrong", float(sum(seen.wrong.values())), most=0),
    ]
    told = f"memory {short(samples[0][1])} → {short(samples[-1][1])} MB; too late to save: {late}"
    title = f"Mixed load, {minutes:g} minutes; memory after the first third"
    return Part(title, HEADS[:4], [each[:4] for each in rows], bars, [told, *remarks(seen)], {"memory": samples})


# ---------------------------------------------------------------- the whole


def warm(service: Loaded) -> None:
    """Every plan looked at once, and a document made by everyone who assembles: what is found out about a content is
    kept after its first look.
    """
    for number in range(len(service.ports)):
        client = Client(service, Seen(), number)
        for plan in service.plans:
            client.get("page", f"/plany/{plan}")
        client.connection.close()
    together(service, [Crowd(ASSEMBLERS, assembling(LARGE), 0.0)], WARM_SECONDS)


def parts(service: Loaded, seconds: float, minutes: float, rests: tuple[float, float]) -> Iterator[Part]:
    warm(service)
    reading, large = Crowd(READERS, read, rests[0]), Crowd(ASSEMBLERS, assembling(LARGE), rests[1])
    about = f"{PLANS} plans of {MEASURES} measures"
    yield compared(f"Reading: {about}, a rest of {rests[0]:g} s", service, reading, seconds, READING_BAR)
    title = f"Assembling {LARGE} measures, a rest of {rests[1]:g} s"
    yield compared(title, service, large, seconds, ASSEMBLING_BAR)
    if minutes:
        yield mixed(service, minutes, rests)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench.load_part", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="of each crowd (60)")
    parser.add_argument("--minutes", type=float, default=30, help="of mixed load (30); 0: none")
    parser.add_argument("--no-rest", action="store_true", help="everybody asks again at once")
    parser.add_argument("--processes", type=int, default=1, help="that serve the same store (1)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures into a file")
    wanted = parser.parse_args()
    rests = (0.0, 0.0) if wanted.no_rest else (READING_REST, ASSEMBLING_REST)
    print(f"{os.cpu_count()} cores, load {', '.join(f'{each:.1f}' for each in os.getloadavg())}", flush=True)
    measured = []
    with (
        tempfile.TemporaryDirectory(prefix="assembler-load-") as folder,
        loaded(Path(folder), PLANS, MEASURES, wanted.processes) as service,
    ):
        for part in parts(service, wanted.seconds, wanted.minutes, rests):
            print(part, flush=True)
            measured.append(part)
    if wanted.json:
        whole = {"load": os.getloadavg(), "parts": [part.as_json() for part in measured]}
        wanted.json.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
