"""python -m scripts.bench: speed and memory as ratios measured in one run (see README.md beside this file)."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.bench import engine_part, pages_part, shared_part, whole_part
from scripts.bench.deflate import libraries
from scripts.bench.tables import Part


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, few rounds, no LibreOffice: about a minute")
    parser.add_argument("--parts", default="ABC", help="which parts, e.g. AB")
    parser.add_argument("--docxtpl-6000", action="store_true", help="let docxtpl render 6,000 measures, too (minutes)")
    parser.add_argument("--shared", type=Path, metavar="FOLDER", help="a harness of other engines (part D)")
    parser.add_argument("--shared-env", type=Path, metavar="FOLDER", help="what the harness's setup made")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures into a file")
    wanted = parser.parse_args()
    if wanted.shared and not wanted.shared_env:
        parser.error("--shared needs --shared-env")
    return wanted


def tell(what: str) -> None:
    print(f"… {what}", file=sys.stderr, flush=True)


def parts(wanted: argparse.Namespace) -> Iterator[Part]:
    if "A" in wanted.parts:
        yield engine_part.part(wanted.quick, wanted.docxtpl_6000, tell)
    if "B" in wanted.parts:
        yield whole_part.part(wanted.quick, tell)
    if "C" in wanted.parts and not wanted.quick:
        yield pages_part.part(tell)
    if wanted.shared:
        yield shared_part.part(wanted.shared, wanted.shared_env, tell)


def main() -> None:
    wanted = arguments()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load}, deflate by {', '.join(libraries())}"
    )
    measured: list[Part] = []
    for part in parts(wanted):
        print(part, flush=True)
        measured.append(part)
    missed = [bar for part in measured for bar in part.bars if not bar.met]
    print(f"\n{len(missed)} bars are not met." if missed else "\nAll bars are met.")
    if wanted.json:
        whole = {"load": os.getloadavg(), "parts": [part.as_json() for part in measured]}
        wanted.json.write_text(json.dumps(whole, ensure_ascii=False, indent=1), encoding="utf-8")


main()
