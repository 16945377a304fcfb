"""The commands: what was asked for in, exit code out."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assembler import documents, pipeline, readers, resources, writers
from assembler.cli.arguments_store import COMMANDS as STORE_COMMANDS
from assembler.cli.failures import DONE, FINDINGS, MACHINERY
from assembler.cli.files import WrongCall, check_outputs, read_bytes, special, write_all
from assembler.cli.importing import importing
from assembler.cli.telling import answer, answer_findings, answer_json, step, tell, tell_findings
from assembler.documents.kind import Kind
from assembler.documents.lint import lint_template
from assembler.documents.names import names
from assembler.documents.stale_fields import stale_fields
from assembler.errors import MachineryError, Refused
from assembler.options import Options, State, Variant
from assembler.pipeline import Document, Paginated
from assembler.readers.pictures import embed
from assembler.readers.source import Source
from assembler.report import Report
from assembler.settings import Settings
from assembler.word.formats import count_of
from assembler.writers import Made, Writer, docx_file, pdf_file
from schemas.findings import Finding, Severity
from schemas.json_schema import json_schema

Findings = tuple[Finding, ...]
XLSX = "xlsx"


def assemble(given: argparse.Namespace) -> int:
    """Sestaví dokument ve formátu, který říká přípona, a na přání s ním PDF."""
    outputs = wanted_outputs(given)
    source = read(given.content)
    kind, options, settings = wanted_kind(given, source), wanted_options(given), Settings.from_environment()
    template = wanted_template(given.template, kind)
    if options.state is State.APPROVAL and exit_code(source.notes) == FINDINGS:
        raise Refused(source.notes)
    try:
        document = pipeline.assemble(source.raw, kind, options, template, settings=settings, progress=step)
    except Refused as refused:
        raise Refused((*source.notes, *source.locate(refused.findings))) from None
    if given.no_pages:
        note, paginated = "Obsah je bez čísel stran, jak jste chtěli (--no-pages).", None
    else:
        required = options.state is State.APPROVAL or outputs[given.output].PAGES
        note, paginated = with_pages(document, settings, required=required)
    made = Made(paginated.docx, paginated.pdf) if paginated else Made(document.docx)
    files = {path: writer.write(made, settings) for path, writer in outputs.items() if paginated or not writer.PAGES}
    write_all(files)
    findings = (*source.notes, *source.locate(document.report.findings))
    if given.json:
        answer_findings(findings, **told([*files], document.report, paginated, note))
    else:
        tell_findings(findings)
        tell_assembled([*files], document.report, paginated, note)
    return exit_code(findings) if len(files) == len(outputs) else MACHINERY


def with_pages(document: Document, settings: Settings, *, required: bool) -> tuple[str, Paginated | None]:
    """The document with page numbers; where they cannot be had and are not required, why there are none."""
    try:
        return "", pipeline.paginate(document, settings=settings, progress=step)
    except MachineryError as failed:
        if required:
            raise
        return f"Obsah je bez čísel stran a PDF nevzniklo: {failed.message}", None


def check(given: argparse.Namespace) -> int:
    """Vypíše nálezy."""
    source = read(given.content)
    checked = pipeline.check(source.raw, wanted_kind(given, source), wanted_options(given))
    findings = (*source.notes, *source.locate(checked.findings))
    if given.json:
        answer_findings(findings)
    else:
        tell_findings(findings)
    return exit_code(findings)


def schema(given: argparse.Namespace) -> int:
    answer_json(json_schema(documents.kind(given.kind).parts))
    return DONE


def template_names(given: argparse.Namespace) -> int:
    answer("\n".join(map(str, names(documents.kind(given.kind)))))
    return DONE


def template_lint(given: argparse.Namespace) -> int:
    kind = documents.kind(given.kind) if given.kind else documents.DEFAULT
    data = read_bytes(given.template)
    faults = lint_template(data, kind)
    if faults:
        answer("\n".join(map(str, faults)))
        return FINDINGS
    if stale := stale_fields(data):
        answer("\n".join(f"upozornění: {each}" for each in stale))
    tell("Šablona je v pořádku.")
    return DONE


def serve(given: argparse.Namespace) -> int:
    with importing():
        from assembler.web.server import serve as begin  # a second of imports that the commands above do not need

    begin(Settings.from_environment(), port=given.port)
    return DONE


def worker(given: argparse.Namespace) -> int:
    with importing():
        from assembler.cli.working import worker as begin  # as serve

    return begin(given)


def workbook(given: argparse.Namespace) -> int:
    from assembler.cli.workbooks import workbook as write  # as serve

    return write(given, read)


def store(given: argparse.Namespace) -> int:
    from assembler.cli.stored import COMMANDS as STORED  # as serve

    return STORED[given.command](given)


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "assemble": assemble,
    "check": check,
    "schema": schema,
    "template names": template_names,
    "template lint": template_lint,
    "serve": serve,
    "worker": worker,
    "workbook": workbook,
    **dict.fromkeys(STORE_COMMANDS, store),
}


# ---------------------------------------------------------------- what was asked for


def read(path: Path) -> Source:
    """The content of a file, with the pictures that it names."""
    data = read_bytes(path)
    source = reader_of(path.name, data).read(data)
    findings = embed(source.raw, path.parent)
    if findings:
        raise Refused(source.locate(findings))
    return source


def reader_of(name: str, data: bytes) -> readers.Reader:
    """The reader of a file; that of workbooks lies above the others and is looked for first."""
    if readers.extension_of(name) == XLSX:
        from assembler.workbook import reader  # a tenth of a second of imports that the others do not need

        return reader
    return readers.of_file(name, data)


def wanted_outputs(given: argparse.Namespace) -> dict[Path, Writer]:
    """The files to be made; a device or a pipe gets DOCX. Raises WrongCall, and UnknownName for another extension."""
    output: Path = given.output
    outputs: dict[Path, Writer] = {output: docx_file if special(output) else writers.by_path(output.name)}
    if given.pdf:
        if special(output):
            raise WrongCall(f"„{output}“ není soubor, vedle něj PDF uložit nejde.")
        outputs[output.with_suffix(".pdf")] = pdf_file
    check_outputs([*outputs])
    if given.no_pages and (given.state == State.APPROVAL or any(writer.PAGES for writer in outputs.values())):
        raise WrongCall("Bez čísel stran (--no-pages) se dá sestavit jen návrh ve formátu DOCX.")
    return outputs


def wanted_kind(given: argparse.Namespace, source: Source) -> Kind:
    return documents.wanted(given.kind, source.raw)


def wanted_options(given: argparse.Namespace) -> Options:
    return Options(State(getattr(given, "state", State.DRAFT)), Variant(given.variant), given.year)


def wanted_template(wanted: str | None, kind: Kind) -> bytes | None:
    """The bytes of a template: a file, or one of the shipped ones by its name."""
    if wanted is None:
        return None
    return read_bytes(Path(wanted)) if wanted.lower().endswith(".docx") else resources.template(kind.code, wanted)


# ---------------------------------------------------------------- what came of it


def exit_code(findings: Findings) -> int:
    return FINDINGS if any(finding.severity is Severity.ERROR for finding in findings) else DONE


def told(outputs: list[Path], report: Report, paginated: Paginated | None, note: str) -> dict[str, Any]:
    """The report for machines, besides the findings."""
    return {
        "outputs": [str(output) for output in outputs],
        "repairs": [asdict(each) for each in report.repairs],
        "unprinted": [asdict(each) for each in report.unprinted],
        "pages": paginated.pages if paginated else None,
        "note": note,
        "conformance": asdict(paginated.conformance) if paginated else None,
    }


def tell_assembled(outputs: list[Path], report: Report, paginated: Paginated | None, note: str) -> None:
    if seen := sum(repair.visible for repair in report.repairs):
        tell(f"Typografie viditelně opravila {count_of(seen, 'text', 'texty', 'textů')} (--json je vypíše).")
    if left_out := len(report.unprinted):
        tell(f"Neotištěno: {count_of(left_out, 'údaj', 'údaje', 'údajů')} (důvody vypíše --json).")
    if note:
        tell(note)
    if paginated:
        tell(f"{count_of(paginated.pages, 'strana', 'strany', 'stran')}; PDF vyhovuje: {norms(paginated)}.")
    tell(f"Uloženo: {', '.join(map(str, outputs))}")


def norms(paginated: Paginated) -> str:
    passed = (("PDF/A-2b", paginated.conformance.pdf_a), ("PDF/UA-1", paginated.conformance.pdf_ua))
    return ", ".join(name for name, ok in passed if ok) or "žádné z norem"
