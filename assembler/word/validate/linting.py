"""The lint of a document: archive, parts, then the rules; each step asks only what the one before has made sure of."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from assembler.word.validate.archive import ARCHIVE_RULES
from assembler.word.validate.faults import Fault, first_of_each
from assembler.word.validate.package import Docx, Reader, opened
from assembler.word.validate.rules import RULES


def lint(package: bytes) -> tuple[Fault, ...]:
    """What is wrong with a DOCX that we made; nothing when it is good. Never raises for the package's sake.

    Costs grow with the length of the document in a straight line, memory with its largest block.
    """
    try:
        with ZipFile(BytesIO(package)) as archive:
            return tuple(first_of_each(faults(archive)))
    except BadZipFile:
        return (Fault("not_a_package", "", "not a ZIP archive, or a damaged one"),)


def faults(archive: ZipFile) -> Iterator[Fault]:
    wrong = [Fault(code, *told) for code, rule in ARCHIVE_RULES.items() for told in rule(archive)]
    if wrong:
        yield from wrong
        return
    reader = Reader(archive)
    docx = opened(reader)
    yield from reader.faults if reader.faults else judged(docx)


def judged(docx: Docx) -> Iterator[Fault]:
    for story in docx.stories.values():
        yield from story.faults
    for code, rule in RULES.items():
        for told in rule(docx):
            yield Fault(code, *told)
