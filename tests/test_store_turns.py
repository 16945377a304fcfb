"""Who writes to SQLite in one process takes turns: nobody is kept waiting by those who came later."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from assembler.errors import StorageBusy
from assembler.settings import Settings
from assembler.store.store import Store, open_store
from assembler.store.turns import Turns

MOMENT = 0.02  # seconds that a transaction takes


def wait_for_others(turns: Turns, count: int) -> None:
    end = time.monotonic() + 60
    while len(turns._waiting) < count:
        assert time.monotonic() < end
        time.sleep(0.001)


def test_who_comes_first_writes_first_and_alone() -> None:
    turns, inside = Turns(60), 0
    came: list[int] = []

    def write(number: int) -> None:
        nonlocal inside
        with turns.mine():
            inside += 1
            assert inside == 1
            came.append(number)
            inside -= 1

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    with turns.mine():
        for count, each in enumerate(threads):
            each.start()
            wait_for_others(turns, count + 1)
    for each in threads:
        each.join(60)
    assert came == list(range(8))


def test_who_has_waited_long_enough_is_told_so_and_holds_up_nobody() -> None:
    turns = Turns(0.05)
    with turns.mine(), pytest.raises(StorageBusy), turns.mine():
        pytest.fail("two at once")
    with turns.mine():
        assert not turns._waiting


def test_a_failed_transaction_gives_its_turn_away() -> None:
    turns = Turns(1)
    with pytest.raises(ZeroDivisionError), turns.mine():
        raise ZeroDivisionError
    with turns.mine():
        pass


def test_who_writes_all_the_time_keeps_nobody_else_from_writing(tmp_path: Path) -> None:
    store, stop = open_store(Settings(data=str(tmp_path))), threading.Event()
    greedy: list[int] = []
    thread = threading.Thread(target=write_all_the_time, args=(store, stop, greedy))
    thread.start()
    between: list[int] = []
    for _ in range(10):
        before = len(greedy)
        with store.writing():
            between.append(len(greedy) - before)
    stop.set()
    thread.join(60)
    store.close()
    assert max(between) <= 2, "the one that was being written, and one that had just begun"
    assert sum(between) >= 5, "there was something to wait for"


def write_all_the_time(store: Store, stop: threading.Event, done: list[int]) -> None:
    while not stop.is_set():
        with store.writing():
            time.sleep(MOMENT)
            done.append(1)
