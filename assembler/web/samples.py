"""The sample plans as they are offered: by the titles that stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assembler import resources
from assembler.readers import by_name


@dataclass(frozen=True, slots=True)
class Sample:
    name: str
    title: str
    territory: str
    period: str


def samples() -> list[Sample]:
    """The samples, the shortest first."""
    paths = sorted(resources.examples().values(), key=lambda path: path.stat().st_size)
    return [described(path, path.stat().st_mtime_ns) for path in paths]


@lru_cache(maxsize=32)
def described(path: Path, _changed: int) -> Sample:
    """Read once for each version of the file; the samples are ours and right, the tests see to that."""
    raw: Any = by_name(path.name).read(path.read_bytes()).raw
    period = raw["period"]
    return Sample(path.stem, raw["title"], raw["territory"]["name"], f"{period['first_year']}–{period['last_year']}")
