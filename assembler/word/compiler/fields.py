"""Complex fields (ECMA-376 17.16) of a part: where each begins, separates and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from assembler.errors import TemplateError
from assembler.word.compiler.tags import text_of
from assembler.word.xml import w


@dataclass(slots=True)
class Field:
    """A field of the template, by its runs."""

    begin: etree._Element
    instruction: str = ""
    separate: etree._Element | None = None
    result: list[etree._Element] = field(default_factory=list)  # runs between separate and end
    end: etree._Element | None = None

    @property
    def name(self) -> str:
        """ "SEQ" of " SEQ Tabulka \\* ARABIC "."""
        return (self.instruction.split() or [""])[0].upper()


def fields_of(root: etree._Element) -> Iterator[Field]:
    """All fields, outer ones after the inner ones they hold."""
    waiting: list[Field] = []
    for run in root.iter(w("r")):
        mark = run.find(w("fldChar"))
        kind = mark.get(w("fldCharType")) if mark is not None else ""
        if kind == "begin":
            waiting.append(Field(run))
        elif kind in ("separate", "end") and not waiting:
            raise TemplateError("V šabloně končí pole, které nezačalo. Vložte pole znovu.")
        elif kind == "separate":
            waiting[-1].separate = run
        elif kind == "end":
            done = waiting.pop()
            done.end = run
            yield done
        elif waiting:
            inside(waiting[-1], run)
    if waiting:
        raise TemplateError(f"V šabloně není ukončeno pole {waiting[-1].instruction.strip()}. Vložte ho znovu.")


def inside(current: Field, run: etree._Element) -> None:
    if current.separate is None:
        current.instruction += text_of(run, "instrText")
    else:
        current.result.append(run)
