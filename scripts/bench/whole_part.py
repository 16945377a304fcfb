"""Part B: the whole way, raw content to a linted DOCX, against docxtpl that only renders the bare template."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from assembler import checks, pipeline, report, resources
from assembler.convert import pandoc
from assembler.options import Options
from assembler.readers import by_name
from assembler.typeset import typeset
from assembler.word.render import render
from assembler.word.template import compile_template
from assembler.word.validate import lint
from schemas.loading import load
from scripts.bench import ordinary
from scripts.bench.rounds import Ratio, in_turn, short
from scripts.bench.subject import KIND, prepare, template_bytes
from scripts.bench.tables import Bar, Part

EXAMPLE = "dacice"
TITLE = f"B. The whole way: examples/{EXAMPLE}.yaml, validate to package, caches warm"
ROUNDS, QUICK_ROUNDS = 15, 7
SLOWEST = 1.0  # times docxtpl


def part(quick: bool, tell: Callable[[str], None]) -> Part:
    """The comparison, and where the time goes."""
    tell(TITLE)
    raw, times = example(), QUICK_ROUNDS if quick else ROUNDS
    template = template_bytes()
    context = prepare(raw, template).ordinary_context(spared=True)
    laps: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.docx"
        path.write_bytes(template)
        engines: dict[str, Callable[[], object]] = {
            "assemble": lambda: pipeline.assemble(raw),
            "docxtpl": lambda: ordinary.render(path, context),
            "steps": lambda: by_steps(raw, template, laps),
        }
        in_turn(engines, 1)
        laps.clear()
        timings = in_turn(engines, times)
    whole = timings.ratio("assemble", "docxtpl")
    rows = [*step_rows(laps, whole, timings.milliseconds("docxtpl"))]
    bar = Bar("assemble × docxtpl's bare rendering", whole.median, most=SLOWEST)
    heads = ("step", "ms", "share")
    figures = {"seconds": dict(timings.seconds), "steps": {name: list(each) for name, each in laps.items()}}
    return Part(TITLE, heads, rows, [bar], (f"assemble × docxtpl: {whole}",), figures)


def example() -> object:
    """The large sample as its reader gives it."""
    path = resources.examples()[EXAMPLE]
    return by_name(path.name).read(path.read_bytes()).raw


def by_steps(raw: object, template: bytes, laps: dict[str, list[float]]) -> None:
    """What pipeline.assemble does, each function of it timed."""
    options = Options()
    clock = Clock(laps)
    loaded = load(raw)
    assert loaded.plan is not None  # the example loads
    clock.lap("validate: load")
    findings = checks.run(loaded.plan, pipeline.scope(KIND, options), raw)
    clock.lap("check: run")
    printed = typeset(loaded.plan)
    clock.lap("typeset")
    ready = compile_template(template)
    clock.lap("template, from its cache")
    view = KIND.view(printed.plan, options)
    clock.lap("view: the context")
    properties = pipeline.properties(loaded.plan, KIND, options, view.title, ready.hash, pipeline.content_hash(raw))
    clock.lap("properties: hash of the content")
    trees = pandoc.trees((rich.text, rich.format.value) for rich in printed.rich)
    clock.lap("formatted texts, from their cache")
    rendering = render(
        ready, view.context, properties, targets=view.targets, trees=trees, typographer=printed.typographer
    )
    clock.lap("render: fill and count")
    docx = rendering.docx(proved=False)
    clock.lap("docx: references, deflate, zip")
    lint(docx)
    clock.lap("lint, strict parse in it")
    report.of(rendering, printed, view, KIND, findings)
    clock.lap("report")


class Clock:
    """Notes how long it was since the last lap."""

    def __init__(self, laps: dict[str, list[float]]) -> None:
        self.laps = laps
        self.last = time.process_time()

    def lap(self, name: str) -> None:
        now = time.process_time()
        self.laps[name].append(now - self.last)
        self.last = now


def step_rows(laps: dict[str, list[float]], whole: Ratio, docxtpl_ms: float) -> list[list[str]]:
    medians = {name: statistics.median(each) * 1000 for name, each in laps.items()}
    total = sum(medians.values())
    rows = [[name, short(each), f"{100 * each / total:.0f} %"] for name, each in medians.items()]
    return [
        *rows,
        ["all steps", short(total), "100 %"],
        ["docxtpl, bare template", short(docxtpl_ms), f"assemble × {short(whole.median)}"],
    ]
