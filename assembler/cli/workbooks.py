"""Sešity: a content as an XLSX that people fill in; it is read back wherever a file with content is."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from assembler import documents
from assembler import workbook as workbooks
from assembler.cli.failures import DONE
from assembler.cli.files import WrongCall, check_outputs, write_all
from assembler.cli.telling import tell, tell_findings
from assembler.readers.source import Source
from assembler.workbook import Origin


def workbook(given: argparse.Namespace, read: Callable[[Path], Source]) -> int:
    """Uloží sešit; bez obsahu prázdný, s listy pro části, které druh dokumentu tiskne."""
    kind, output = documents.kind(given.kind), given.output
    if output.suffix.lower() != ".xlsx":
        raise WrongCall(f"Sešit se ukládá jen jako .xlsx, ne „{output.name}“.")
    check_outputs([output])
    source = read(given.content) if given.content else None
    content = source.raw if source else {"kind": kind.code}
    if not isinstance(content, dict):
        raise WrongCall(f"V souboru „{given.content}“ není plán.")
    title = content.get("title")
    origin = Origin(title=title if isinstance(title, str) else kind.title, kind=kind.code)
    write_all({output: workbooks.write(content, origin, kind.parts)})
    if source and source.notes:
        tell_findings(source.notes)
    tell(f"Uloženo: {output}")
    return DONE
