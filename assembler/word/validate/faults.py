"""What the lint says of a document that is not good."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST = 10  # faults of one code in one part; a broken loop breaks thousands of places alike


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a document that we made: a fault of ours, so English and for the log."""

    code: str
    part: str  # "word/document.xml"; empty for the package as a whole
    message: str  # never quotes the content

    def __str__(self) -> str:
        return f"{self.code} in {self.part or 'the package'}: {self.message}"


class Unfit(Exception):
    """A part that cannot be read; `code` says why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def first_of_each(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The faults without those beyond the first MOST of their code and part."""
    seen: Counter[tuple[str, str]] = Counter()
    for fault in faults:
        seen[fault.code, fault.part] += 1
        if seen[fault.code, fault.part] <= MOST:
            yield fault
