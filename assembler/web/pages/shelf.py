"""A bounded memory: so many items, so many bytes, so many minutes. The oldest make room."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
ID_BYTES = 18  # of randomness: an id cannot be guessed, who knows it may read


@dataclass(frozen=True, slots=True)
class Kept(Generic[T]):
    item: T
    size: int
    until: float


class Shelf(Generic[T]):
    """Items by random ids, for all threads of this process."""

    def __init__(self, most: int, bytes_at_most: int, seconds: float, clock: Callable[[], float] = time.monotonic):
        self.most = most
        self.bytes_at_most = bytes_at_most
        self.seconds = seconds
        self.clock = clock
        self.kept: OrderedDict[str, Kept[T]] = OrderedDict()
        self.lock = Lock()

    def new_id(self) -> str:
        return secrets.token_urlsafe(ID_BYTES)

    def put(self, item: T, size: int, name: str = "") -> str:
        """Keeps an item of so many bytes under a name of new_id(); the newest stays even if it alone is too big."""
        name = name or self.new_id()
        with self.lock:
            self.kept[name] = Kept(item, size, self.clock() + self.seconds)
            self.make_room()
        return name

    def get(self, name: str) -> T | None:
        """The item, or None where there is none (any more)."""
        with self.lock:
            self.make_room()
            found = self.kept.get(name)
        return found.item if found else None

    def make_room(self) -> None:
        now = self.clock()
        while self.kept:
            oldest = next(iter(self.kept.values()))
            if oldest.until > now and not self.too_full():
                break
            self.kept.popitem(last=False)

    def too_full(self) -> bool:
        size = sum(each.size for each in self.kept.values())
        return len(self.kept) > 1 and (len(self.kept) > self.most or size > self.bytes_at_most)
