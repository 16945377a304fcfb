"""The whole work of an order: content in, documents and what is to be told of them out. API, page and jobs share it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from importlib.metadata import version
from typing import Any

from assembler import documents, pipeline, resources
from assembler.convert.pdf import Conformance
from assembler.documents.kind import Kind
from assembler.errors import MachineryError, Refused
from assembler.options import Options, State
from assembler.pipeline import Checked, Progress, silent
from assembler.preview import Preview, preview
from assembler.readers.source import Source
from assembler.report import Report
from assembler.settings import Settings
from assembler.word.template import compile_template
from assembler.writers import Made
from schemas.findings import Finding, Severity
from schemas.paths import human_path

VALIDATOR = f"page-validation {version('page-validation')}"  # that PDF is checked by


class Pages(Enum):
    """Whether page numbers and the PDF are made."""

    NO = auto()
    IF_POSSIBLE = auto()  # without a converter the document comes as it is, and says so
    REQUIRED = auto()


@dataclass(frozen=True, slots=True)
class Order:
    """Zakázka: which document is wanted."""

    kind: Kind
    template: str  # the name of a shipped one, or the id of one of a municipality's own
    options: Options
    own: bytes | None = field(default=None, repr=False)  # the municipality's own

    def template_bytes(self) -> bytes:
        return resources.template(self.kind.code, self.template) if self.own is None else self.own


@dataclass(frozen=True, slots=True)
class Product:
    """What came of an order."""

    order: Order
    file_name: str  # Czech, without extension
    docx: bytes
    report: Report
    preview: Preview
    pdf: bytes | None = None
    pages: int | None = None
    conformance: Conformance | None = None
    failure: MachineryError | None = None  # why the contents has no page numbers

    @property
    def without_pages(self) -> str:
        return self.failure.message if self.failure else ""

    @property
    def size(self) -> int:
        return len(self.docx) + len(self.pdf or b"")

    @property
    def contents(self) -> str:
        return "filled" if self.pages else "without_pages"

    @property
    def made(self) -> Made:
        return Made(self.docx, self.pdf)


Assemble = Callable[[Source, Order, Pages, Settings, Progress], Product]  # `assemble` below, here or elsewhere


def prepare() -> None:
    """Compile the shipped templates, so that no document waits for it, and no two threads do it at the same time."""
    for kind in documents.KINDS:
        compile_template(resources.template(kind.code))


def check(source: Source, order: Order, progress: Progress = silent) -> Checked:
    """Everything that is wrong with the content, with its places in the delivered file."""
    checked = pipeline.check(source.raw, order.kind, order.options, progress)
    return replace(checked, findings=source.locate(checked.findings))


def assemble(source: Source, order: Order, pages: Pages, settings: Settings, progress: Progress = silent) -> Product:
    """The document; raises what the pipeline raises, findings with their places in the delivered file.

    An approval copy always has page numbers, whatever was asked for.
    """
    if order.options.state is State.APPROVAL:
        pages = Pages.REQUIRED
    try:
        document = pipeline.assemble(
            source.raw, order.kind, order.options, order.template_bytes(), settings=settings, progress=progress
        )
        report = located(document.report, source)
        product = Product(order, document.file_name, document.docx, report, preview(document.plan))
        return product if pages is Pages.NO else with_pages(product, document, pages, settings, progress)
    except Refused as refused:
        raise Refused(source.locate(refused.findings)) from None
    except Exception as failed:
        failed.add_note(f"content {pipeline.content_hash(source.raw)}")  # for the log: which content it was, not what
        raise


def located(report: Report, source: Source) -> Report:
    return replace(report, findings=source.locate(report.findings))


def with_pages(
    product: Product, document: pipeline.Document, pages: Pages, settings: Settings, progress: Progress
) -> Product:
    try:
        made = pipeline.paginate(document, settings=settings, progress=progress)
    except MachineryError as failed:
        if pages is Pages.REQUIRED:
            raise
        return replace(product, failure=failed.with_traceback(None))  # whose frames would hold the document
    return replace(product, docx=made.docx, pdf=made.pdf, pages=made.pages, conformance=made.conformance)


def counts(findings: tuple[Finding, ...]) -> dict[str, int]:
    """How many findings of each severity there are."""
    return {str(one): sum(each.severity is one for each in findings) for one in Severity}


def level_names(raw: object) -> dict[str, Any]:
    """As much of the content as human paths need: a result is kept long after its content is gone."""
    strategy = raw.get("strategy") if isinstance(raw, dict) else None
    levels = strategy.get("levels") if isinstance(strategy, dict) else None
    return {"strategy": {"levels": levels}}


def told(product: Product, names: object) -> dict[str, Any]:
    """The report of an assembly as plain data; `names` is the content, or its level_names."""
    report, order = product.report, product.order
    return {
        "kind": order.kind.code,
        "template": order.template,
        "state": order.options.state,
        "variant": order.options.variant,
        "file_name": product.file_name,
        "sha256": hashlib.sha256(product.docx).hexdigest(),
        "contents": product.contents,
        "pages": product.pages,
        "pdf": conformance_of(product),
        "counts": counts(report.findings),
        "findings": [each.as_dict() for each in report.findings],
        "repairs": [
            {
                "pointer": each.pointer,
                "label": human_path(each.pointer, names),
                "before": each.before,
                "after": each.after,
            }
            for each in report.repairs
        ],
        "unprinted": [
            {"pointer": each.pointer, "label": each.label, "reason": each.reason} for each in report.unprinted
        ],
    }


def conformance_of(product: Product) -> dict[str, Any] | None:
    found = product.conformance
    if found is None:
        return None
    return {
        "pdf_a_2b": found.pdf_a,
        "pdf_ua_1": found.pdf_ua,
        "failures": list(found.failures),
        "validator": VALIDATOR,
    }


def as_json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()
