"""The lint of a document: archive, parts, then the rules; each step asks only what the one before has made sure of."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

from assembler.word.validate.archive import ARCHIVE_RULES, DAMAGED
from assembler.word.validate.faults import Fault, first_of_each
from assembler.word.validate.package import Docx, Reader, opened
from assembler.word.validate.rules import RULES

FIRST_MEMBER = b"PK\x03\x04"  # a program or a comment may stand before an archive; before a document nothing does
NOT_A_PACKAGE = Fault("not_a_package", "", "not a ZIP archive, or a damaged one")


def lint(package: bytes) -> tuple[Fault, ...]:
    """Kontrola stavby dokumentu: what is wrong with a DOCX that we made; nothing when it is good.

    Never raises for the package's sake, whatever its bytes are. Costs grow with the length of the document in a
    straight line, memory with its largest block.
    """
    if not package.startswith(FIRST_MEMBER):
        return (NOT_A_PACKAGE,)
    try:
        archive = ZipFile(BytesIO(package))
    except DAMAGED:
        return (NOT_A_PACKAGE,)
    with archive:
        return tuple(first_of_each(faults(archive)))


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
