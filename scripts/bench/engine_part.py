"""Part A: the engine, on the shipped template, against docxtpl and against the limit of each deflate library."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assembler.word.template import DOCUMENT
from assembler.word.validate import lint
from scripts.bench import alone, ordinary, workload
from scripts.bench.alone import DOCXTPL, OURS, Alone
from scripts.bench.deflate import libraries, limit, parts_of, with_library
from scripts.bench.rounds import Timings, in_turn, short
from scripts.bench.subject import prepare, template_bytes
from scripts.bench.tables import Bar, Part
from scripts.bench.visible import paragraphs

TITLE = "A. The engine (context to DOCX): the shipped template of the medium-term plan"
ON_ZLIB = "ours on zlib"
CALLED = "ours as called"  # the strict parse is left to the lint that follows
SPARED = "docxtpl spared"  # of the work that ordinary.py names
ROUNDS = {10: 21, 60: 15, 600: 7}
QUICK_ROUNDS = {10: 7, 60: 7}
FEWER = 5  # times fewer rounds of the ordinary way, which takes long
LARGE = 6000
LEAST_FASTER = {60: 10.0, 600: 15.0}  # times faster than docxtpl
MOST_OF_ZLIB = 1.5  # of the limit of zlib
MOST_GROWTH = 11.0  # from 600 to 6,000


@dataclass(frozen=True, slots=True)
class Size:
    """What was found at one number of measures."""

    measures: int
    timings: Timings
    ordinary: Timings  # of docxtpl's ordinary way beside ours
    kilobytes: int
    faults: int
    same_text: bool
    more_xml: float  # our document.xml by docxtpl's
    ours: Alone
    docxtpl: Alone


def part(quick: bool, docxtpl_large: bool, tell: Callable[[str], None]) -> Part:
    """Everything of part A; with `quick` only the small sizes."""
    sizes = [size(measures, times, tell) for measures, times in (QUICK_ROUNDS if quick else ROUNDS).items()]
    rows, bars = [row(each) for each in sizes], [bar for each in sizes for bar in bars_of(each)]
    figures = {str(each.measures): figures_of(each) for each in sizes}
    if not quick:
        tell(f"{LARGE} measures")
        large = alone.run(OURS, LARGE, 3)
        rows.append(large_row(large, docxtpl_alone(tell) if docxtpl_large else None))
        bars += growth(sizes[-1].ours, large)
        figures[str(LARGE)] = {"ours": large.seconds, "peak_mb": large.peak_mb}
    return Part(TITLE, heads(), rows, bars, REMARKS, figures)


def docxtpl_alone(tell: Callable[[str], None]) -> Alone | None:
    """docxtpl at the large size, where it may run out of memory."""
    try:
        return alone.run(DOCXTPL, LARGE, 1)
    except alone.Failed as failed:
        tell(str(failed))
        return None


REMARKS = (
    "Milliseconds are processor time. × is the median over the rounds (quartiles), within one round.",
    "The limit is nothing but deflate and zip of our finished parts. Peak memory (VmHWM) holds the content, too.",
    "docxtpl: subdocuments for formatted texts and data tables, as its documentation shows; no charts, no controls.",
    "as called: as the pipeline calls the engine, the lint after it proves the XML; the proof is in all other columns.",
    "spared: docxtpl gets even those as ready source, which no user could hand over (ordinary.py); its MB are of that.",
)


def heads() -> list[str]:
    limits = [f"ours × limit {name}" for name in libraries() if name != "zlib"]
    return [
        "measures",
        "ours ms",
        "docxtpl ms",
        "docxtpl × ours",
        "spared × ours",
        "spared × as called",
        *limits,
        "on zlib × limit zlib",
        "ours MB",
        "docxtpl MB",
        "DOCX kB",
        "XML × docxtpl's",
        "lint",
        "same text",
    ]


def size(measures: int, times: int, tell: Callable[[str], None]) -> Size:
    tell(f"{measures} measures")
    template = template_bytes()
    subject = prepare(workload.plan(measures), template)
    ordinary_context, spared_context = subject.ordinary_context(), subject.ordinary_context(spared=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.docx"
        path.write_bytes(template)

        def docxtpl() -> bytes:
            return ordinary.render(path, ordinary_context)

        def spared() -> bytes:
            return ordinary.render(path, spared_context)

        document, other = subject.ours(), spared()
        parts = parts_of(document)
        engines: dict[str, Callable[[], bytes]] = {OURS: subject.ours, CALLED: subject.called, SPARED: spared}
        engines[ON_ZLIB] = with_library("zlib", subject.ours)
        engines |= {f"limit {name}": limit(parts, name) for name in libraries()}
        timings = in_turn(engines, times)
        beside = in_turn({OURS: subject.ours, DOCXTPL: docxtpl}, max(1, times // FEWER))
    return Size(
        measures,
        timings,
        beside,
        len(document) // 1000,
        len(lint(document)),
        paragraphs(document) == paragraphs(other),
        len(parts[DOCUMENT]) / len(parts_of(other)[DOCUMENT]),
        alone.run(OURS, measures, 3),
        alone.run(DOCXTPL, measures, 2),
    )


def row(found: Size) -> list[str]:
    timings = found.timings
    limits = [short(timings.ratio(OURS, f"limit {name}").median) for name in libraries() if name != "zlib"]
    return [
        str(found.measures),
        short(timings.milliseconds(OURS)),
        short(found.ordinary.milliseconds(DOCXTPL)),
        short(found.ordinary.ratio(DOCXTPL, OURS).median),
        str(timings.ratio(SPARED, OURS)),
        short(timings.ratio(SPARED, CALLED).median),
        *limits,
        short(timings.ratio(ON_ZLIB, "limit zlib").median),
        f"{found.ours.peak_mb:.0f}",
        f"{found.docxtpl.peak_mb:.0f}",
        str(found.kilobytes),
        short(found.more_xml),
        "clean" if not found.faults else f"{found.faults} faults",
        "yes" if found.same_text else "NO",
    ]


def large_row(ours: Alone, theirs: Alone | None) -> list[str]:
    unknown = ["–"] * (sum(name != "zlib" for name in libraries()) + 2)  # of limits; of zlib, and as called
    return [
        str(LARGE),
        short(ours.best * 1000),
        "–",
        "–",
        short(theirs.best / ours.best) if theirs else "–",
        *unknown,
        f"{ours.peak_mb:.0f}",
        f"{theirs.peak_mb:.0f}" if theirs else "–",
        "–",
        "–",
        "clean" if not ours.faults else f"{ours.faults} faults",
        "–",
    ]


def bars_of(found: Size) -> list[Bar]:
    at = f"at {found.measures}"
    bars = [
        Bar(f"{at}: faults found by the lint", found.faults, most=0),
        Bar(f"{at}: the text of docxtpl's document is the same", found.same_text, least=1),
    ]
    if found.measures in LEAST_FASTER:
        faster = found.ordinary.ratio(DOCXTPL, OURS).median
        than_spared = found.timings.ratio(SPARED, OURS).median
        on_zlib = found.timings.ratio(ON_ZLIB, "limit zlib").median
        bars += [
            Bar(f"{at}: docxtpl × ours", faster, least=LEAST_FASTER[found.measures]),
            Bar(f"{at}: docxtpl spared × ours", than_spared, least=LEAST_FASTER[found.measures]),
            Bar(f"{at}: ours on zlib × limit of zlib", on_zlib, most=MOST_OF_ZLIB),
        ]
    return bars


def growth(small: Alone, large: Alone) -> Sequence[Bar]:
    return (
        Bar(f"600 to {LARGE}: time ×", large.best / small.best, most=MOST_GROWTH),
        Bar(f"600 to {LARGE}: memory ×", large.peak_mb / small.peak_mb, most=MOST_GROWTH),
        Bar(f"at {LARGE}: faults found by the lint", large.faults, most=0),
    )


def figures_of(found: Size) -> dict[str, object]:
    return {
        "seconds": dict(found.timings.seconds),
        "ordinary_seconds": dict(found.ordinary.seconds),
        "ours_peak_mb": found.ours.peak_mb,
        "docxtpl_peak_mb": found.docxtpl.peak_mb,
        "same_text": found.same_text,
        "more_xml": found.more_xml,
        "faults": found.faults,
    }
