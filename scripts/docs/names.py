"""The list of names at the end of docs/templates.md."""

from __future__ import annotations

from assembler.documents import KINDS
from assembler.documents.kind import Kind
from assembler.documents.names import names
from scripts.docs.markdown import code, table

BEGIN = "<!-- names: written by `make docs`; do not edit below -->"


def renewed(text: str) -> str:
    """The page with its list of names written anew."""
    written, begin, _ = text.partition(BEGIN)
    if not begin:
        raise ValueError(f"docs/templates.md lacks the line {BEGIN}")
    return f"{written}{BEGIN}\n\n" + "\n\n".join(map(section, KINDS)) + "\n"


def section(kind: Kind) -> str:
    rows = [(code(name.path), name.word, "yes" if name.optional else "", name.about) for name in names(kind)]
    return f"### {kind.title} ({code(kind.code)})\n\n" + table(("Name", "What it is", "May be missing", "Of"), rows)
