"""Part D: a harness of template engines in several languages, run with our engine among them."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from scripts.bench.rounds import short
from scripts.bench.tables import Bar, Part

TITLE = "D. Beside other template engines, on their workload (warm, wall clock)"
ENGINE = Path(__file__).with_name("engine.py")
PEER = "carbone"
SIZES = ("10", "60", "600")
MOST_OF_PEER = 0.5  # of its time at 600 measures
SHOWN = ("product", PEER, "docxtpl", "LIMIT zip")
LONGEST = 1800  # seconds


def part(harness: Path, environment: Path, tell: Callable[[str], None]) -> Part:
    """`harness` holds bench.py, `environment` what its setup made: virtual environment, node modules, work folder."""
    tell(TITLE)
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "results.json"
        command = [
            *(str(environment / "venv/bin/python"), str(harness / "bench.py")),
            *("--sizes", ",".join(SIZES), "--engines", PEER, "--cold-rounds", "2"),
            *("--add", f"product={ENGINE}@{sys.executable}", "--out", str(out)),
        ]
        variables = os.environ | {"BENCH_ENV": str(environment)}
        done = subprocess.run(command, env=variables, capture_output=True, text=True, timeout=LONGEST, check=False)
        if done.returncode:
            return Part(TITLE, ("failed",), [], remarks=done.stderr.splitlines()[-5:])
        results = json.loads(out.read_text(encoding="utf-8"))
    return told(results)


def told(results: Mapping[str, Any]) -> Part:
    """The harness's figures as a table of ours."""
    rows, figures = [], {}
    for size in SIZES:
        warm, cold = results["warm"][size], results["cold"].get(size, {})
        for name in SHOWN:
            if warm.get(name, {}).get("runs"):
                rows.append(row(size, name, warm, cold))
        figures[size] = {name: warm[name]["runs"] for name in SHOWN if name in warm}
    ratio = paired(results["warm"][SIZES[-1]], "product", PEER)
    bars = [
        Bar(f"at {SIZES[-1]}: product × {PEER}", ratio, most=MOST_OF_PEER),
        Bar("faults that the harness finds in our documents", faults(results), most=0),
    ]
    heads = ("measures, engine", "ms", f"× {PEER}", "× docxtpl", "× LIMIT zip", "cold peak MB")
    return Part(TITLE, heads, rows, bars, figures=figures)


def row(size: str, name: str, warm: Mapping[str, Any], cold: Mapping[str, Any]) -> list[str]:
    milliseconds = statistics.median(run[1] for run in warm[name]["runs"])
    peaks = cold.get(name, {}).get("peak_kb")
    return [
        f"{size} {name}",
        short(milliseconds),
        *(short(paired(warm, name, base)) for base in (PEER, "docxtpl", "LIMIT zip")),
        f"{statistics.median(peaks) / 1024:.0f}" if peaks else "–",
    ]


def paired(warm: Mapping[str, Any], name: str, base: str) -> float:
    """The median of ratios within the same round."""
    others = {run[0]: run[1] for run in warm[base]["runs"]}
    ratios: list[float] = [run[1] / others[run[0]] for run in warm[name]["runs"] if run[0] in others]
    return statistics.median(ratios)


def faults(results: Mapping[str, Any]) -> int:
    return sum(len(results["warm"][size]["product"]["check"]) for size in SIZES)
