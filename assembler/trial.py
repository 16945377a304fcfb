"""Zkouška šablony: before a template is kept it is read, and printed with a short and with a complete plan.

What is wrong with it is told to whoever uploads it, in the words of Word; nobody who assembles a document later runs
into it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from assembler import pipeline, resources
from assembler.documents.kind import Kind
from assembler.documents.lint import Fault, fault_of, lint_template
from assembler.errors import Faulty, TemplateError
from assembler.options import Options
from assembler.readers import by_name
from assembler.readers.pictures import embed
from assembler.sentences import Sentence
from assembler.settings import DEFAULTS, Settings

NOT_USABLE = "Šablonu v této podobě nejde použít. Opravte ji ve Wordu a nahrajte znovu."


class NotUsable(TemplateError):
    """A template with everything that is wrong with it; nothing of it was kept."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(NOT_USABLE, faults[0].place)
        self.faults = faults


def tried(data: bytes, kind: Kind, settings: Settings = DEFAULTS) -> list[Fault]:
    """Everything that is wrong with the template in the bytes of a DOCX; nothing where it can be used."""
    if faults := lint_template(data, kind):
        return faults
    for name in sorted(resources.examples()):
        try:
            pipeline.assemble(sample(name), kind, Options(), data, settings=settings)
        except TemplateError as wrong:
            return [fault_of(wrong)]
        except Faulty as spoilt:
            return [Fault("", broken(spoilt))]
    return []


def broken(spoilt: Faulty) -> Sentence:
    """With what our own lint says of the document, for whoever is asked for help."""
    return Sentence(
        "Dokument z této šablony má poškozenou stavbu. Otevřete ji ve Wordu, uložte jako dokument .docx a nahrajte "
        "znovu. (%(why)s)",
        why=str(spoilt),
    )


@lru_cache(maxsize=8)
def sample(name: str) -> Any:
    """A sample plan with its pictures, read once: they are ours."""
    path = resources.examples()[name]
    raw = by_name(path.name).read(path.read_bytes()).raw
    embed(raw, path.parent)
    return raw
