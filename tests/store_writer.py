"""Processes that save a plan again and again, for the tests that kill them, race them or watch their system calls.

    python -m tests.store_writer DATA DATABASE MUNICIPALITY PLAN COUNT     saves, for strace

Each says what was acknowledged, line by line, as soon as it was.
"""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Callable
from typing import Any

from assembler.errors import Stale
from assembler.settings import Settings
from assembler.store import plans
from assembler.store.store import Actor, Store, open_store

Say = Callable[[str], object]
PICTURE = "iVBORw0KGgo" * 6_500  # long enough to be kept as a file


def content_of(name: str) -> dict[str, Any]:
    return {"title": name, "image": PICTURE + name}


def save(say: Say, settings: Settings, actor: Actor, plan: uuid.UUID, count: int) -> None:
    """Save over whatever is the newest revision; a save is acknowledged when it is on the disk."""
    store = open_store(settings)
    for number in range(count):
        name = f"{os.getpid()}-{number}"
        expected = head(store, actor, plan)
        ready = store.ready(content_of(name))
        with store.writing(actor) as tx:
            saved = plans.save(tx, plan, ready, expected=expected, note=name)
        say(f"saved {name} {saved.number}")
    store.close()


def race(say: Say, settings: Settings, actor: Actor, plan: uuid.UUID, last: int) -> None:
    """One save over each revision up to the last one; says which were won."""
    store = open_store(settings)
    for expected in range(1, last + 1):
        while head(store, actor, plan) < expected:
            pass  # the other one is still at the revision before
        if won(store, actor, plan, expected):
            say(f"won {expected}")
    store.close()


def won(store: Store, actor: Actor, plan: uuid.UUID, expected: int) -> bool:
    name = f"{os.getpid()}-{expected}"
    ready = store.ready({"title": name})
    try:
        with store.writing(actor) as tx:
            plans.save(tx, plan, ready, expected=expected, note=name)
    except Stale as stale:
        both = (stale.yours, stale.theirs)
    else:
        return True
    assert both[0] == {"title": name}
    assert both[1] != both[0]
    return False


def head(store: Store, actor: Actor, plan: uuid.UUID) -> int:
    with store.reading(actor) as tx:
        return plans.get(tx, plan).head


def main(data: str, database: str, municipality: str, plan: str, count: str) -> None:
    settings = Settings(data=data, database=database)
    actor = Actor(uuid.UUID(municipality))
    save(lambda line: os.write(1, f"{line}\n".encode()), settings, actor, uuid.UUID(plan), int(count))


if __name__ == "__main__":
    main(*sys.argv[1:])
