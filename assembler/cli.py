"""The command line: thin, everything it does is in the pipeline.

Exit codes: 0 done, 1 errors in the content, 2 usage, 3 machinery.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from assembler import documents, pipeline, readers, resources
from assembler.documents.kind import Kind
from assembler.errors import AssemblerError, MachineryError, Refused, TemplateError, UnknownName, Unreadable
from assembler.options import Options, State, Variant
from assembler.readers.pictures import embed
from assembler.readers.source import Source
from assembler.settings import Settings
from assembler.word.formats import count_of
from schemas.findings import Finding, Severity

DONE, FINDINGS, USAGE, MACHINERY = 0, 1, 2, 3
STEPS = {
    "validate": "načítání obsahu",
    "check": "kontrola",
    "typeset": "typografie",
    "render": "sestavení",
    "convert": "převod do PDF",
    "pages": "čísla stran",
}
SHOWN = 50  # findings that the terminal lists


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    given = parser().parse_args(arguments)
    try:
        code: int = given.run(given)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has seen enough (… | head)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (Unreadable, Refused) as refused:
        findings = (refused.finding,) if isinstance(refused, Unreadable) else refused.findings
        tell_findings(findings, as_json=getattr(given, "json", False))
        return FINDINGS
    except (UnknownName, TemplateError) as wrong:
        tell(f"{wrong.message}{f' ({wrong.place})' if isinstance(wrong, TemplateError) and wrong.place else ''}")
        return USAGE
    except AssemblerError as failed:
        tell(failed.message)
        return MACHINERY
    return code


# ---------------------------------------------------------------- arguments


class Parser(argparse.ArgumentParser):
    """Says in Czech what is wrong with a call."""

    def error(self, message: str) -> NoReturn:
        tell(f"Příkazu nerozumíme: {translated(message)}.\n{self.format_usage().strip()}")
        raise SystemExit(USAGE)


def translated(message: str) -> str:
    for english, czech in (
        ("the following arguments are required:", "chybí"),
        ("unrecognized arguments:", "neznámé je"),
        ("expected one argument", "chybí hodnota"),
        ("invalid choice:", "není možnost"),
        ("choose from", "možnosti jsou"),
        ("invalid int value:", "není celé číslo"),
        ("argument ", "u "),
    ):
        message = message.replace(english, czech)
    return message


def parser() -> Parser:
    top = Parser(prog="assembler", description="Sestaví z obsahu plánu úřední dokument Wordu.", add_help=True)
    commands = top.add_subparsers(required=True, metavar="PŘÍKAZ")
    one = command(commands, "assemble", assemble, "sestaví dokument")
    add_content(one)
    one.add_argument("-o", "--output", type=Path, required=True, metavar="SOUBOR.docx", help="kam dokument uložit")
    one.add_argument("--pdf", action="store_true", help="vedle DOCX uloží i PDF")
    one.add_argument("--template", metavar="ŠABLONA", help="jméno dodané šablony, nebo soubor .docx")
    one.add_argument("--state", choices=[*State], default=State.DRAFT, help="draft = návrh, approval = ke schválení")
    one.add_argument("--no-pages", action="store_true", help="návrh bez čísel stran v obsahu (hned)")
    two = command(commands, "check", check, "vypíše nálezy, nic nesestavuje")
    add_content(two)
    three = command(commands, "schema", schema, "vypíše JSON Schema obsahu")
    three.add_argument("kind", metavar="DRUH")
    template = commands.add_parser("template", help="práce se šablonami").add_subparsers(required=True, metavar="CO")
    names = command(template, "names", template_names, "jména, která šablona může použít")
    names.add_argument("kind", metavar="DRUH")
    lint = command(template, "lint", template_lint, "ověří šablonu")
    lint.add_argument("template", type=Path, metavar="ŠABLONA.docx")
    lint.add_argument("--kind", default=documents.DEFAULT.code, metavar="DRUH")
    five = command(commands, "serve", serve, "spustí službu na tomto počítači")
    five.add_argument("--port", type=int, metavar="ČÍSLO", help="jiný port než obvyklý")
    return top


def command(commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text.capitalize() + ".")
    made.set_defaults(run=run)
    return made


def add_content(command: argparse.ArgumentParser) -> None:
    command.add_argument("content", type=Path, metavar="OBSAH", help="soubor s obsahem, YAML nebo JSON")
    command.add_argument("--kind", metavar="DRUH", help="druh dokumentu, např. action_plan")
    command.add_argument("--variant", choices=[*Variant], default=Variant.PUBLIC, help="public, nebo internal")
    command.add_argument("--year", type=int, metavar="ROK", help="rok akčního plánu")
    command.add_argument("--json", action="store_true", help="zpráva pro stroje, na standardní výstup")


# ---------------------------------------------------------------- commands


def assemble(given: argparse.Namespace) -> int:
    source, kind = read(given.content), chosen_kind(given)
    template = chosen_template(given.template, kind)
    options = Options(State(given.state), Variant(given.variant), given.year)
    settings = Settings.from_environment()
    document = located(
        source, lambda: pipeline.assemble(source.raw, kind, options, template, settings=settings, progress=step)
    )
    note, paginated = pages(document, given, options, settings)
    given.output.write_bytes(paginated.docx if paginated else document.docx)
    if given.pdf and paginated:
        given.output.with_suffix(".pdf").write_bytes(paginated.pdf)
    findings = source.locate(document.report.findings)
    report = {
        "output": str(given.output),
        "findings": [finding.as_dict() for finding in findings],
        "repairs": [vars_of(repair) for repair in document.report.repairs],
        "unprinted": [vars_of(each) for each in document.report.unprinted],
        "pages": paginated.pages if paginated else None,
        "note": note,
        "conformance": vars_of(paginated.conformance) if paginated else None,
    }
    if given.json:
        print(json.dumps(report, ensure_ascii=False, indent=1, default=str))  # noqa: T201 - the answer itself
    else:
        tell_assembled(given.output, document, paginated, note, findings)
    return FINDINGS if has_errors(findings) else DONE


def pages(
    document: pipeline.Document, given: argparse.Namespace, options: Options, settings: Settings
) -> tuple[str, pipeline.Paginated | None]:
    """The document with page numbers; a draft does without them where they cannot be had, and says so."""
    if given.no_pages and options.state is State.DRAFT and not given.pdf:
        return "Obsah je bez čísel stran, jak jste chtěli (--no-pages).", None
    try:
        return "", pipeline.paginate(document, settings=settings, progress=step)
    except MachineryError as failed:
        if options.state is State.APPROVAL:
            raise
        return f"Obsah je bez čísel stran a PDF nevzniklo: {failed.message}", None


def check(given: argparse.Namespace) -> int:
    source, kind = read(given.content), chosen_kind(given)
    options = Options(variant=Variant(given.variant), year=given.year)
    findings = source.locate(pipeline.check(source.raw, kind, options).findings)
    tell_findings(findings, as_json=given.json)
    return FINDINGS if has_errors(findings) else DONE


def schema(given: argparse.Namespace) -> int:
    from schemas.json_schema import json_schema

    kind = documents.kind(given.kind)
    print(json.dumps(json_schema(kind.parts), ensure_ascii=False, indent=1))  # noqa: T201 - the answer itself
    return DONE


def template_names(given: argparse.Namespace) -> int:
    from assembler.documents.names import names

    for name in names(documents.kind(given.kind)):
        print(name)  # noqa: T201 - the answer itself
    return DONE


def template_lint(given: argparse.Namespace) -> int:
    from assembler.documents.lint import lint_template

    faults = lint_template(read_bytes(given.template), documents.kind(given.kind))
    for fault in faults:
        print(fault)  # noqa: T201 - the answer itself
    return FINDINGS if faults else DONE


def serve(given: argparse.Namespace) -> int:
    from assembler.web.server import serve as serve_web

    serve_web(Settings.from_environment(), port=given.port)
    return DONE


# ---------------------------------------------------------------- reading


def read(path: Path) -> Source:
    reader = readers.by_name(path.name)
    source = reader.read(read_bytes(path))
    findings = embed(source.raw, path.parent)
    if findings:
        raise Refused(source.locate(findings))
    return source


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise UnknownName(f"Soubor „{path}“ nejde přečíst.") from None


def located(source: Source, deed: Callable[[], pipeline.Document]) -> pipeline.Document:
    """Refusals told with their lines in the file."""
    try:
        return deed()
    except Refused as refused:
        raise Refused(source.locate(refused.findings)) from None


def chosen_kind(given: argparse.Namespace) -> Kind:
    return documents.kind(given.kind) if given.kind else documents.DEFAULT


def chosen_template(wanted: str | None, kind: Kind) -> bytes | None:
    """The bytes of a template: a file, or one of the shipped ones by its name."""
    if wanted is None:
        return None
    return read_bytes(Path(wanted)) if wanted.endswith(".docx") else resources.template(kind.code, wanted)


# ---------------------------------------------------------------- telling


def tell(line: str) -> None:
    print(line, file=sys.stderr)  # noqa: T201 - the command line talks


def step(name: str) -> None:
    tell(f"… {STEPS[name]}")


def has_errors(findings: Sequence[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def tell_findings(findings: Sequence[Finding], *, as_json: bool) -> None:
    if as_json:
        told = json.dumps([finding.as_dict() for finding in findings], ensure_ascii=False, indent=1)
        print(told)  # noqa: T201 - the answer itself
        return
    marks = {Severity.ERROR: "CHYBA", Severity.WARNING: "varování", Severity.INFO: "poznámka"}
    for finding in findings[:SHOWN]:
        place = f" ({finding.location})" if finding.location else ""
        tell(f"{marks[finding.severity]}: {finding.label}{place}: {finding.message}")
    if len(findings) > SHOWN:
        more = count_of(len(findings) - SHOWN, "další nález", "další nálezy", "dalších nálezů")
        tell(f"… a {more} (--json vypíše všechny)")
    if not findings:
        tell("Bez nálezu.")


def tell_assembled(
    output: Path,
    document: pipeline.Document,
    paginated: pipeline.Paginated | None,
    note: str,
    findings: Sequence[Finding],
) -> None:
    tell_findings(findings, as_json=False)
    seen = sum(repair.visible for repair in document.report.repairs)
    if seen:
        tell(f"Typografie viditelně opravila {count_of(seen, 'text', 'texty', 'textů')} (--json je vypíše).")
    if document.report.unprinted:
        tell(
            f"Neotištěno: {count_of(len(document.report.unprinted), 'údaj', 'údaje', 'údajů')} (důvody vypíše --json)."
        )
    if note:
        tell(note)
    if paginated:
        passed = [
            name
            for name, ok in (("PDF/A-2b", paginated.conformance.pdf_a), ("PDF/UA-1", paginated.conformance.pdf_ua))
            if ok
        ]
        length = count_of(paginated.pages, "strana", "strany", "stran")
        tell(f"{length}; PDF vyhovuje: {', '.join(passed) or 'žádné z norem'}.")
    tell(f"Uloženo: {output}")


def vars_of(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}
