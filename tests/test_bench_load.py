"""The load: its figures are what they are called, and the crowds do what real users do."""

from __future__ import annotations

import math
import random
from pathlib import Path

import pytest

from scripts.bench.load_clients import Crowd, Seen, assembling, percentile, read, rests, save, together
from scripts.bench.load_part import figures, mixed, row, slope
from scripts.bench.load_service import loaded


def test_a_percentile_is_a_time_that_was_really_met() -> None:
    times = [float(each) for each in range(1, 101)]
    random.Random(1).shuffle(times)
    assert (percentile(times, 0.5), percentile(times, 0.99), percentile(times, 1)) == (50, 99, 100)
    assert percentile([7.0], 0.99) == 7
    assert percentile([3.0, 9.0], 0.99) == 9
    assert math.isnan(percentile([], 0.5))


@pytest.mark.parametrize("rise", [0.0, 0.5, -2.0])
def test_the_slope_of_memory_is_found_through_its_ups_and_downs(rise: float) -> None:
    samples = [(minute / 10, 300 + rise * minute / 10 + (5 if minute % 2 else -5)) for minute in range(200)]
    assert slope(samples) == pytest.approx(rise, abs=0.05)


def test_who_rests_does_so_between_half_and_one_and_a_half_of_the_mean() -> None:
    """All at the same beat would be a queue that no real crowd makes."""
    found = rests(10.0, random.Random(2))
    first, *others = [next(found) for _ in range(200)]
    assert 0 <= first <= 10
    assert min(others) >= 5
    assert max(others) <= 15
    assert sum(others) / len(others) == pytest.approx(10, abs=1)


def test_ratios_are_those_of_many_to_one() -> None:
    alone, many = Seen(), Seen()
    alone.seconds["x"], many.seconds["x"] = [0.1], [0.4]
    assert figures(many) == [400, 400]
    assert row("8", many, alone)[-2:] == ["4.00", "4.00"]


@pytest.mark.slow
def test_a_small_crowd_at_two_processes_reads_assembles_and_saves_without_a_wrong_answer(tmp_path: Path) -> None:
    """The benchmark would else measure how quickly errors come."""
    with loaded(tmp_path / "data", 2, 2, processes=2) as service:
        crowds = [Crowd(3, read, 0.05), Crowd(1, assembling(2), 0.2), Crowd(1, save, 0.2)]
        seen = together(service, crowds, 6)
        measured = mixed(service, 0.1, (0.2, 1.0))
    assert not seen.wrong
    assert {name.partition(":")[0] for name in seen.seconds} == {"page", "call", "assemble", "read to save", "save"}
    assert {bar.name for bar in measured.bars} == {"memory, MB a minute", "answers that were wrong"}
    assert measured.figures["memory"]
