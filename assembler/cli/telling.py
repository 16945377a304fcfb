"""What a command says: the answer to standard output, everything else to standard error."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from schemas.findings import Finding, Severity

SHOWN = 50  # findings that the terminal lists
MARKS = {Severity.ERROR: "CHYBA", Severity.WARNING: "upozornění", Severity.INFO: "poznámka"}
STEPS = {
    "validate": "načítání obsahu",
    "check": "kontrola",
    "typeset": "typografie",
    "render": "sestavení",
    "convert": "převod do PDF",
    "pages": "čísla stran",
}


def tell(line: str) -> None:
    """To the person; a closed or full standard error stops no work."""
    with suppress(OSError):
        print(line, file=sys.stderr)  # noqa: T201 - the command line talks


def step(name: str) -> None:
    tell(f"… {STEPS[name]}")


def answer(text: str) -> None:
    """The answer itself, in UTF-8 whatever the locale; whoever reads it may have seen enough (… | head)."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        print(text, flush=True)  # noqa: T201 - the command line answers
    except OSError as wrong:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is buffered would fail again at the end
        if not isinstance(wrong, BrokenPipeError):
            raise


def answer_json(data: object) -> None:
    answer(json.dumps(data, ensure_ascii=False, indent=1))


def answer_findings(findings: Sequence[Finding], **more: Any) -> None:
    """For machines: an object whose `findings` are as in the REST API."""
    answer_json({**more, "findings": [finding.as_dict() for finding in findings]})


def tell_findings(findings: Sequence[Finding]) -> None:
    for finding in findings[:SHOWN]:
        place = f" ({finding.location})" if finding.location else ""
        label = f"{finding.label}{place}: " if finding.label or place else ""
        tell(f"{MARKS[finding.severity]}: {label}{finding.message}")
    if len(findings) > SHOWN:
        tell(f"… a další nálezy, celkem jich je {len(findings)} (--json vypíše všechny)")
    if not findings:
        tell("Bez nálezu.")
