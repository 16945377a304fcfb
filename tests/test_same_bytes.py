"""Same input, same bytes: in fresh processes with another clock, time zone, language and hash seed, caches empty."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assembler import documents, pipeline, resources
from assembler.options import Options, State, Variant
from assembler.readers import by_name
from tests.breaking import unpacked
from tests.generated_content import Author

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted(resources.examples())

# What a fresh process runs: the bytes of every example in every kind, hashed, in the order it is told.
MAKE = """
import hashlib, sys
from assembler import documents, pipeline, resources
from assembler.options import Options, Variant
from assembler.readers import by_name
order = sys.argv[1]
jobs = [(name, kind) for name in sorted(resources.examples()) for kind in documents.KINDS]
made = {}
for name, kind in jobs if order == "forth" else reversed(jobs):
    path = resources.examples()[name]
    raw = by_name(path.name).read(path.read_bytes()).raw
    docx = pipeline.assemble(raw, kind, Options(variant=Variant.INTERNAL)).docx
    made[f"{name} {kind.code}"] = hashlib.sha256(docx).hexdigest()
for key in sorted(made):
    print(key, made[key])
"""

# A module that Python imports before anything else: the clock of the process runs elsewhere in time.
OTHER_CLOCK = """
import datetime, os, time
SHIFT = float(os.environ["CLOCK_SHIFT"])
real = time.time
time.time = lambda: real() + SHIFT
time.time_ns = lambda: int(time.time() * 1e9)
localtime, gmtime = time.localtime, time.gmtime
time.localtime = lambda seconds=None: localtime(time.time() if seconds is None else seconds)
time.gmtime = lambda seconds=None: gmtime(time.time() if seconds is None else seconds)
class Elsewhere(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return cls.fromtimestamp(time.time(), tz)
    @classmethod
    def utcnow(cls): return cls.fromtimestamp(time.time(), datetime.timezone.utc).replace(tzinfo=None)
    @classmethod
    def today(cls): return cls.now()
class Day(datetime.date):
    @classmethod
    def today(cls): return cls.fromtimestamp(time.time())
datetime.datetime, datetime.date = Elsewhere, Day
"""
PLACES: dict[str, dict[str, str]] = {
    "Prague": {"PYTHONHASHSEED": "0", "TZ": "Europe/Prague", "LC_ALL": "C.UTF-8", "CLOCK_SHIFT": "0", "ORDER": "forth"},
    "Kiritimati": {
        "PYTHONHASHSEED": "1",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "CLOCK_SHIFT": "1234567890",
        "ORDER": "back",
        "PYTHONUTF8": "1",
    },
    "Honolulu": {
        "PYTHONHASHSEED": "4294967295",
        "TZ": "Pacific/Honolulu",
        "LC_ALL": "cs_CZ.UTF-8",
        "CLOCK_SHIFT": "-900000000",
        "ORDER": "forth",
        "HOME": "/nonexistent",
        "ASSEMBLER_PANDOC_SECONDS": "60",
    },
}


def hashes(place: str, folder: Path) -> str:
    """The hashes of all documents as a fresh process in that place makes them."""
    (folder / "sitecustomize.py").write_text(OTHER_CLOCK)
    environment = {"PATH": os.environ["PATH"], **PLACES[place], "PYTHONPATH": f"{folder}:{ROOT}"}
    program = [sys.executable, "-c", MAKE, PLACES[place]["ORDER"]]
    done = subprocess.run(
        program, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_clock_of_these_tests_really_runs_elsewhere(tmp_path: Path) -> None:
    """A faked clock that nobody looks at would prove nothing."""
    (tmp_path / "sitecustomize.py").write_text(OTHER_CLOCK)
    years = "datetime.date.today().year, datetime.datetime.now().year, time.localtime().tm_year"
    ask = f"import datetime, time; print({years})"
    environment = {**os.environ, "CLOCK_SHIFT": "1234567890", "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", ask], env=environment, capture_output=True, text=True, check=True)
    assert min(map(int, done.stdout.split())) >= 2064


def test_every_example_in_every_kind_is_the_same_everywhere(tmp_path: Path) -> None:
    """Another clock, time zone, language, hash seed and order of work: not one byte differs."""
    everywhere = {}
    for place in PLACES:
        folder = tmp_path / place
        folder.mkdir()
        everywhere[place] = hashes(place, folder)
    first = everywhere["Prague"]
    assert len(first.splitlines()) == len(EXAMPLES) * len(documents.KINDS)
    assert everywhere == dict.fromkeys(PLACES, first)
    assert here() == first


def here() -> str:
    """The same in this process, whose caches are warm with other documents."""
    made = {}
    for name in EXAMPLES:
        path = resources.examples()[name]
        raw = by_name(path.name).read(path.read_bytes()).raw
        for kind in documents.KINDS:
            docx = pipeline.assemble(raw, kind, Options(variant=Variant.INTERNAL)).docx
            made[f"{name} {kind.code}"] = hashlib.sha256(docx).hexdigest()
    return "".join(f"{key} {made[key]}\n" for key in sorted(made))


@pytest.mark.parametrize("seed", range(3))
def test_a_second_document_is_the_first(seed: int) -> None:
    """Warm caches change nothing, nor does what was assembled in between."""
    raw = Author(seed, 0.8).plan()
    other = Author(seed + 50, 0.8).plan()
    first = pipeline.assemble(raw).docx
    pipeline.assemble(other)
    assert pipeline.assemble(raw).docx == first


BASE: dict[str, Any] = {"title": "Plán", "version": "1", "date": "2020-01-01"}


@pytest.mark.parametrize(
    ("raw", "options"),
    [
        ({**BASE, "date": "2020-01-02"}, Options()),
        ({**BASE, "version": "2"}, Options()),
        ({**BASE, "kind": "medium_term_plan"}, Options()),
        (BASE, Options(variant=Variant.INTERNAL)),
    ],
)
def test_another_input_gives_other_bytes(raw: dict[str, Any], options: Options) -> None:
    """The hash of the content and the options stand in the properties: what differs can be told apart."""
    assert pipeline.assemble(raw, options=options).docx != pipeline.assemble(BASE).docx


def test_the_order_of_keys_is_no_content() -> None:
    """The same content written in another order is the same content."""
    backwards = dict(reversed(BASE.items()))
    assert list(backwards) != list(BASE)
    assert pipeline.assemble(backwards).docx == pipeline.assemble(BASE).docx


def test_dates_are_those_of_the_content() -> None:
    """Created and modified say the stated date, never the clock's."""
    made = pipeline.assemble(BASE, options=Options(State.DRAFT))
    assert b"2020-01-01T00:00:00Z" in core(made.docx)
    assert b"2000-01-01T00:00:00Z" in core(pipeline.assemble({"title": "Plán"}).docx)


def core(package: bytes) -> bytes:
    return unpacked(package)["docProps/core.xml"]
