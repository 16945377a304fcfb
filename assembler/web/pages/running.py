"""Running what a button asks for: at once, or with its progress told line by line (NDJSON)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from queue import SimpleQueue
from threading import Thread

from flask import Flask

from assembler import products
from assembler.errors import Refused
from assembler.pipeline import Progress
from assembler.preview import preview
from assembler.products import Order, Pages
from assembler.readers.source import Source
from assembler.web.errors import problem_of, record
from assembler.web.language import N_
from assembler.web.pages import form
from assembler.web.pages.desk import Choices, Result
from assembler.web.service import service

NDJSON = "application/x-ndjson"
STEPS = {
    "validate": N_("Čtu obsah a ověřuji jeho podobu"),
    "check": N_("Kontroluji plán"),
    "typeset": N_("Upravuji typografii"),
    "render": N_("Sázím dokument Word"),
    "convert": N_("Převádím do PDF"),
    "pages": N_("Doplňuji čísla stran a ověřuji PDF"),
}

Run = Callable[[Result, Progress], Result]  # from a result that holds the choices only to the whole one


@dataclass(frozen=True, slots=True)
class Job:
    """Everything that a run needs, also in a thread of its own, where there is no request."""

    app: Flask
    run: Run
    choices: Choices
    request_id: str

    def done(self, progress: Progress) -> Result:
        """The result; whatever goes wrong is told in it, so that nothing that was chosen is lost."""
        begun = Result(self.choices, request_id=self.request_id)
        with self.app.app_context():
            try:
                return self.run(begun, progress)
            except Exception as failed:
                problem = problem_of(failed)
                record(failed, problem, self.request_id)
                findings = failed.findings if isinstance(failed, Refused) else ()
                return replace(begun, problem=problem, findings=findings)


def check(begun: Result, progress: Progress) -> Result:
    """„Zkontrolovat obsah“"""
    source, order = chosen(begun.choices)
    with service().turn():
        checked = products.check(source, order, progress)
    return replace(
        begun,
        plan=preview(checked.plan) if checked.plan else None,
        findings=checked.findings,
        names=products.level_names(source.raw),
    )


def assemble(begun: Result, progress: Progress) -> Result:
    """„Sestavit dokument“"""
    source, order = chosen(begun.choices)
    with service().turn():
        product = service().assemble(source, order, Pages.IF_POSSIBLE, service().settings, progress)
    return replace(
        begun,
        plan=product.preview,
        findings=product.report.findings,
        product=product,
        names=products.level_names(source.raw),
    )


def chosen(choices: Choices) -> tuple[Source, Order]:
    form.parameters(choices)  # a wrong field is told before the file is read
    source = form.source(choices)
    return source, form.order(choices, source.raw)


def streamed(job: Job, finish: Callable[[Result], str]) -> Iterator[str]:
    """A line for every step as it begins, and at last where the result is; the work goes on if nobody listens."""
    lines: SimpleQueue[dict[str, str] | None] = SimpleQueue()

    def work_through() -> None:
        try:
            result = job.done(lambda step: lines.put({"step": step}))
            lines.put({"location": finish(result)})
        finally:
            lines.put(None)

    Thread(target=work_through, daemon=True).start()
    while (line := lines.get()) is not None:
        yield json.dumps(line) + "\n"
