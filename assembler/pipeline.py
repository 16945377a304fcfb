"""READ FIRST. From content to document, in the order things happen.

    assemble   content -> findings -> typeset plan -> context -> rendering -> lint -> DOCX      milliseconds
    paginate   DOCX -> PDF (one conversion) -> page numbers -> DOCX with its contents filled    seconds

The core is pure: values in, bytes out; it knows no database, no web, no queue. Wrong content comes back as findings in
Refused; everything else that interrupts is in errors.py.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version

from assembler import checks, documents, report, resources
from assembler.convert import libreoffice, pandoc, pdf
from assembler.convert.pdf import Conformance
from assembler.documents.kind import Kind
from assembler.errors import Faulty, Refused
from assembler.options import Options, State, Variant
from assembler.report import Report
from assembler.settings import DEFAULTS, Settings
from assembler.typeset import typeset
from assembler.word.properties import Properties
from assembler.word.render import Rendering, render
from assembler.word.template import compile_template
from assembler.word.validate import lint
from schemas.findings import Finding, Severity
from schemas.loading import load
from schemas.paths import human_path
from schemas.plan import Plan
from schemas.values import Rich

VERSION = version("assembler")
DRAFT = Options()
MAX_NAME = 90  # characters of a title in the name of a file: what follows must not be cut off
Progress = Callable[[str], None]  # told the name of each step as it begins


def silent(_: str) -> None:
    """No one listens."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; `plan` is None where the content cannot be loaded."""

    plan: Plan | None
    findings: tuple[Finding, ...]

    @property
    def has_errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Document:
    """An assembled document; `rendering` is what paginate goes on with."""

    docx: bytes
    file_name: str  # Czech, without extension
    report: Report
    plan: Plan = field(repr=False)  # as it was loaded, before the typographer
    content: str  # content_hash
    rendering: Rendering = field(repr=False)


@dataclass(frozen=True, slots=True)
class Paginated:
    """A document with page numbers, and its PDF."""

    docx: bytes
    pdf: bytes
    pages: int
    conformance: Conformance


def check(raw: object, kind: Kind, options: Options, progress: Progress = silent) -> Checked:
    """Everything that is wrong with the content, without assembling it; a misspelled key hides nothing else."""
    progress("validate")
    loaded = load(raw)
    if loaded.plan is not None:
        progress("check")
        return Checked(loaded.plan, checks.run(loaded.plan, scope(kind, options), raw))
    if loaded.readable is None:
        return Checked(None, loaded.findings)
    progress("check")
    found = checks.run(loaded.readable, scope(kind, options), loaded.meant.content)
    return Checked(None, (*loaded.findings, *map(loaded.meant.as_delivered, found)))


def scope(kind: Kind, options: Options) -> checks.Scope:
    return checks.Scope(options.variant, kind.ruleset, kind.parts, kind.yearly, options.year)


def assemble(
    raw: object,
    kind: Kind = documents.DEFAULT,
    options: Options = DRAFT,
    template: bytes | None = None,
    *,
    settings: Settings = DEFAULTS,
    progress: Progress = silent,
) -> Document:
    """Raw content (what JSON or YAML gives) as a finished DOCX whose contents has no page numbers yet.

    Raises Refused with all findings where the content cannot be loaded, or where an approval copy has errors;
    TemplateError where the template is wrong.
    """
    checked = check(raw, kind, options, progress)
    if checked.plan is None or (options.state is State.APPROVAL and checked.has_errors):
        raise Refused(checked.findings)
    plan, content = checked.plan, content_hash(raw)
    progress("typeset")
    printed = typeset(plan)
    progress("render")
    ready = compile_template(template if template is not None else resources.template(kind.code))
    view = kind.view(printed.plan, options)
    rendering = render(
        ready,
        view.context,
        properties(printed.plan, kind, options, view.title, ready.hash, content),
        targets=view.targets,
        trees=trees(printed.rich, raw, settings),
        typographer=printed.typographer,
    )
    told = report.of(rendering, printed, view, kind, checked.findings)
    return Document(
        linted(rendering.docx(proved=False), content), file_name(plan, kind, options), told, plan, content, rendering
    )


def file_name(plan: Plan, kind: Kind, options: Options) -> str:
    """The name says what the file is not yet, or not for everybody, so that no draft goes to the council by mistake."""
    marks = {"návrh": options.state is State.DRAFT, "interní": options.variant is Variant.INTERNAL}
    return " – ".join((kind.file_name(plan, options)[:MAX_NAME], *(mark for mark, so in marks.items() if so)))


def trees(
    texts: Sequence[Rich], raw: object, settings: Settings = DEFAULTS
) -> dict[tuple[str, str], list[pandoc.Block]]:
    """The formatted texts as trees; one that cannot be read within the limits refuses the content, with its place."""
    try:
        return pandoc.trees(((text.text, text.format.value) for text in texts), settings)
    except pandoc.TextTooHard as hard:
        pointer = texts[hard.index].pointer
        raise Refused([hard.finding(pointer).located(human_path(pointer, raw))]) from None


def paginate(document: Document, *, settings: Settings = DEFAULTS, progress: Progress = silent) -> Paginated:
    """Page numbers and the PDF, from one conversion of a throw-away copy (docs/adr/0004).

    Raises MachineryError where there is no LibreOffice, or where it fails or exceeds its limits.
    """
    progress("convert")
    made = libreoffice.to_pdf(document.rendering.docx(for_layout=True), settings)
    progress("pages")
    docx = linted(document.rendering.docx(pdf.destinations(made), proved=False), document.content)
    return Paginated(docx, made, pdf.page_count(made), pdf.conformance(made))


def linted(docx: bytes, content: str) -> bytes:
    """The document, once the lint has nothing against it: a faulty one is ours, and is never delivered."""
    faults = lint(docx)
    if faults:
        told = "; ".join(f"{fault.part}: {fault.code}: {fault.message}" for fault in faults[:20])
        raise Faulty(
            "Dokument se nepodařilo sestavit: je to chyba programu, ne obsahu. Nic se neztratilo.",
            f"content {content}: {told}",
        )
    return docx


def properties(plan: Plan, kind: Kind, options: Options, title: str, template: str, content: str) -> Properties:
    """What the document says of itself: the same content, template and version give the same properties."""
    territory = plan.territory.name if plan.territory else ""
    return Properties(
        title=title,
        subject=", ".join(filter(None, (territory, plan.version))),
        creator="; ".join(party.name for party in plan.parties[:5]),  # as Word parts authors; names have commas
        created=plan.date,
        custom={
            "assembler.version": VERSION,
            "assembler.kind": kind.code,
            "assembler.state": options.state.value,
            "assembler.variant": options.variant.value,
            "assembler.content": content,
            "assembler.template": template,
        },
    )


def content_hash(raw: object) -> str:
    """SHA-256 of the content in a canonical form."""
    canonical = json.dumps(raw, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()
