"""What every reader gives: raw content, and where in the delivered bytes each value stood."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from schemas.findings import Finding, Location, error

MAX_BYTES = 40_000_000
MAX_DEPTH = 64

NOT_UTF8 = error(
    "not_utf8",
    "Soubor není v kódování UTF-8 (první chybný znak je na {position}. místě). Uložte ho v UTF-8.",
    "The file is not UTF-8 (first wrong byte at {position}).",
)
TOO_BIG = error("too_big", "Soubor je větší než {limit} MB.", "The file is larger than {limit} MB.")
NESTED = error(
    "nested_too_deep", "Soubor je vnořen hlouběji než do {limit} úrovní.", "Nested deeper than {limit} levels."
)
DUPLICATE_KEY = error(
    "duplicate_key",
    "Klíč „{key}“ je tu dvakrát. Jeden z nich smažte.",
    "The key “{key}” stands here twice.",
)
EMPTY_FILE = error("empty_file", "Soubor je prázdný.", "The file is empty.")


@dataclass(frozen=True, slots=True)
class Source:
    """Raw content (dicts, lists, strings, int, Decimal, bool, None) and a finder of places."""

    raw: object
    find: Callable[[Sequence[str]], dict[str, Location]]  # pointers -> their places, as far as known
    notes: tuple[Finding, ...] = ()  # what reading alone found: values in doubt, texts that found no place

    def locate(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """The findings with their places in the delivered file; what is missing has the place of its part."""
        if not findings:
            return ()
        lines = {finding.pointer: tuple(upwards(finding.pointer)) for finding in findings}
        places = self.find([pointer for line in lines.values() for pointer in line])
        return tuple(
            f.located(f.label, next((places[p] for p in lines[f.pointer] if p in places), f.location)) for f in findings
        )


def upwards(pointer: str) -> Iterator[str]:
    """The pointer and those of the parts around it, without the whole."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
