"""The structural lint: what every DOCX of ours must pass before anyone gets it (word.md 1, 2, 10).

    lint(package) -> ()        the document is good
    lint(package) -> faults    it is never delivered; the faults are English and go to the log, they quote no content

Word, LibreOffice and the Open XML SDK each forgive what another refuses, so nobody's opening of a file is a proof. The
lint is for our own products: it does not bound the size of what it is given, uploads are bounded where they are read.

How it goes: `archive` looks at the ZIP, `reading` parses each part once, `story` sweeps the parts with text in slices
while they are parsed (so memory does not grow with the document), and the rules judge what was noted on the way.
To add a rule, add a function and a line to one of three tables:

    ARCHIVE_RULES   code -> function over the ZIP archive                                       archive.py
    SHAPES          what no element may look like, an XPath for each                            shapes.py
    RULES           code -> function over the whole document: ids, references, styles, …        rules.py

then a breakage to tests/breakages.py that nothing but the new rule finds. Codes are stable names for logs and tests.
"""

from assembler.word.validate.faults import Fault
from assembler.word.validate.linting import lint

__all__ = ["Fault", "lint"]
