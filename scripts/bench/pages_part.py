"""Part C: a DOCX with filled contents plus its PDF, against one bare conversion of the same DOCX."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assembler import pipeline
from assembler.convert import libreoffice
from assembler.errors import AssemblerError
from assembler.settings import DEFAULTS
from scripts.bench.rounds import in_turn, short
from scripts.bench.tables import Bar, Part
from scripts.bench.whole_part import EXAMPLE, example

TITLE = f"C. Pages: DOCX with filled contents and PDF of examples/{EXAMPLE}.yaml"
HEADS = ("way", "s", "× bare")
ROUNDS = 3
SLOWEST = 1.5  # times a bare conversion
LONGEST = 600  # seconds


def part(tell: Callable[[str], None]) -> Part:
    """Nothing but a remark where there is no LibreOffice."""
    tell(TITLE)
    converter = libreoffice.available()
    if not converter.ready:
        return Part(TITLE, HEADS, [], remarks=(f"not measured: {converter.why}",))
    try:
        return compared(converter.version)
    except AssemblerError as stopped:
        return Part(TITLE, HEADS, [], remarks=(f"not measured: {stopped.message} ({stopped})",))


def compared(version: str) -> Part:
    raw = example()
    document = pipeline.assemble(raw)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.docx"
        path.write_bytes(document.docx)
        engines: dict[str, Callable[[], object]] = {
            "paginate": lambda: pipeline.paginate(document),
            "bare": lambda: bare(path),
            "assemble and paginate": lambda: pipeline.paginate(pipeline.assemble(raw)),
        }
        in_turn(engines, 1)  # profiles and caches
        timings = in_turn(engines, ROUNDS, time.perf_counter)
    ratio = timings.ratio("assemble and paginate", "bare")
    rows = [
        ["soffice --headless --convert-to pdf", short(timings.milliseconds("bare") / 1000), "1"],
        *(
            [name, short(timings.milliseconds(name) / 1000), str(timings.ratio(name, "bare"))]
            for name in ("paginate", "assemble and paginate")
        ),
    ]
    remarks = (f"LibreOffice {version}; seconds by the wall clock; the content is read already.",)
    bar = Bar("assemble and paginate × one bare conversion", ratio.median, most=SLOWEST)
    return Part(TITLE, HEADS, rows, [bar], remarks, {"seconds": dict(timings.seconds)})


def bare(path: Path) -> None:
    """LibreOffice as anybody would start it, with a profile that it keeps."""
    folder = path.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        DEFAULTS.soffice,
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder / "out"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=LONGEST)
