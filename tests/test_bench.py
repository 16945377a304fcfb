"""The benchmark compares like with like: the same workload every time, the same document from both engines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assembler.word.validate import lint
from schemas.loading import load
from scripts.bench import ordinary, workload
from scripts.bench.deflate import libraries, limit, parts_of
from scripts.bench.rounds import Timings
from scripts.bench.subject import prepare, template_bytes
from scripts.bench.tables import Bar
from scripts.bench.visible import paragraphs

MEASURES = 2
PRINT_PLAN = f"import json; from scripts.bench import workload; print(json.dumps(workload.plan({MEASURES})))"


def test_the_workload_is_the_same_in_another_process_with_another_hash_seed() -> None:
    """Figures of two runs can only be compared when both rendered the same plan."""
    environment = os.environ | {"PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", PRINT_PLAN]
    done = subprocess.run(command, env=environment, cwd=Path(__file__).parents[1], capture_output=True, check=True)
    assert json.loads(done.stdout) == workload.plan(MEASURES)


def test_the_workload_is_content_that_loads_with_as_many_measures_as_asked_for() -> None:
    """A plan that the loader refuses, or one of another size, would measure something else."""
    loaded = load(workload.plan(13))
    assert loaded.plan is not None
    assert loaded.plan.strategy is not None
    goals = [goal for priority in loaded.plan.strategy.nodes for goal in priority.nodes]
    assert len(goals) == workload.GOALS
    assert sum(len(goal.measures) for goal in goals) == 13


def test_both_engines_print_the_same_visible_text_and_ours_is_lint_clean(tmp_path: Path) -> None:
    """A comparison of speed says nothing when one engine prints less than the other."""
    path = tmp_path / "template.docx"
    path.write_bytes(template_bytes())
    subject = prepare(workload.plan(MEASURES), template_bytes())
    ours = subject.ours()
    seen = paragraphs(ours)
    for spared in (False, True):
        context = subject.ordinary_context(spared=spared)
        assert seen == paragraphs(ordinary.render(path, context)), f"spared: {spared}"
    assert not lint(ours)
    name = workload.plan(MEASURES)["strategy"]["nodes"][0]["nodes"][0]["measures"][0]["name"]
    assert any(name.split(" (")[0] in text.replace("\u00a0", " ") for text in seen)


@pytest.mark.parametrize("library", libraries())
def test_the_limit_packs_the_very_parts_of_our_document(library: str) -> None:
    """The limit must be the least work for this document, not for another one."""
    parts = parts_of(prepare(workload.plan(1), template_bytes()).ours())
    assert parts_of(limit(parts, library)()) == parts


def test_ratios_are_medians_of_the_ratios_within_a_round() -> None:
    """A slow moment of the machine slows both engines of its round, so it must not change their ratio."""
    timings = Timings({"slow": [2.0, 40.0, 6.0], "quick": [1.0, 10.0, 2.0]})
    assert timings.ratio("slow", "quick").median == 3.0


@pytest.mark.parametrize(("value", "met"), [(10.0, True), (9.99, False)])
def test_a_bar_is_met_at_its_very_value_only_from_the_right_side(value: float, met: bool) -> None:
    """The verdict is what people read; it must not round in our favour."""
    assert Bar("docxtpl × ours", value, least=10).met is met
    assert Bar("growth", 20 - value, most=10).met is met
