"""Timing on a machine that others use, too: engines in turn, round after round; ratios within a round, their median.

The clock is the processor time of this process, which counts neither other programs nor waiting for a processor.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

Engine = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Ratio:
    """The median of ratios, and the quartiles around it."""

    median: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{short(self.median)} ({short(self.low)}–{short(self.high)})"


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds of each engine, round by round."""

    seconds: Mapping[str, list[float]]

    def milliseconds(self, name: str) -> float:
        return statistics.median(self.seconds[name]) * 1000

    def ratio(self, name: str, base: str) -> Ratio:
        """How many times longer `name` takes than `base`."""
        pairs = zip(self.seconds[name], self.seconds[base], strict=True)
        ratios = sorted(one / other for one, other in pairs)
        quarter = len(ratios) // 4
        return Ratio(statistics.median(ratios), ratios[quarter], ratios[-1 - quarter])


def in_turn(engines: Mapping[str, Engine], rounds: int, clock: Callable[[], float] = time.process_time) -> Timings:
    """Every engine once in each round; another one begins each time. Garbage is gathered between them, untimed."""
    names = list(engines)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for index in range(rounds):
        first = index % len(names)
        for name in (*names[first:], *names[:first]):
            gc.collect()
            begin = clock()
            engines[name]()
            seconds[name].append(clock() - begin)
    return Timings(seconds)


def short(number: float) -> str:
    """Three digits or so."""
    return f"{number:.0f}" if number >= 100 else f"{number:.1f}" if number >= 10 else f"{number:.2f}"
