"""Complex fields (ECMA-376 17.16) of a part: where each begins, separates and ends, and what is refused of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from lxml import etree

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word import sequences
from assembler.word.compiler.tags import Place, text_of
from assembler.word.compiler.tree import enclosing
from assembler.word.compiler.written import VISIBLE
from assembler.word.xml import w

RUN, MARK, INSTRUCTION, TEXT = w("r"), w("fldChar"), w("instrText"), w("t")
RUNNING = re.compile(r"word/(header|footer)\d*\.xml")


@dataclass(slots=True)
class Field:
    """A field of the template: its marks (w:fldChar), and the instruction between the first two of them."""

    begin: etree._Element
    instruction: str = ""
    separate: etree._Element | None = None
    end: etree._Element | None = None

    @property
    def name(self) -> str:
        """ "SEQ" of " SEQ Tabulka \\* ARABIC "."""
        return (self.instruction.split() or [""])[0].upper()


def fields_of(root: etree._Element) -> Iterator[Field]:
    """All fields, outer ones after the inner ones they hold; Word may write several marks into one run (17.3.3).

    Plain text before the separator is instruction, too: Word runs it as such.
    """
    waiting: list[Field] = []
    for element in root.iter(MARK, INSTRUCTION, TEXT):
        kind = element.get(w("fldCharType")) if element.tag == MARK else ""
        if kind == "begin":
            waiting.append(Field(element))
        elif kind in ("separate", "end") and not waiting:
            raise TemplateError("V šabloně končí pole, které nezačalo. Vložte pole znovu.")
        elif kind == "separate":
            waiting[-1].separate = element
        elif kind == "end":
            done = waiting.pop()
            done.end = element
            yield done
        elif waiting and waiting[-1].separate is None:
            waiting[-1].instruction += element.text or ""
    if waiting:
        raise TemplateError(
            Sentence("V šabloně není ukončeno pole %(field)s. Vložte ho znovu.", field=waiting[-1].instruction.strip())
        )


def complete(root: etree._Element) -> None:
    """Give every SEQ field its separator: Word leaves it out where the result is empty."""
    for field in list(fields_of(root)):
        if field.name == "SEQ" and field.separate is None and field.end is not None:
            field.end.addprevious(etree.Element(MARK, {w("fldCharType"): "separate"}))


# ---------------------------------------------------------------- what is refused


def check_fields(root: etree._Element, part: str) -> None:
    """Refuse SEQ and TOC fields that could not be filled in as Word would; raises TemplateError with the place."""
    for field in fields_of(root):
        wrong = ""
        if field.name == "SEQ":
            wrong = wrong_sequence(field, part)
        elif field.name == "TOC":
            wrong = wrong_contents(field, part)
        if wrong:
            raise TemplateError(wrong, str(place_of(field, root, part)))


def place_of(field: Field, root: etree._Element, part: str) -> Place:
    paragraph = enclosing(field.begin, "p")
    number = next((at for at, each in enumerate(root.iter(w("p")), start=1) if each is paragraph), 1)
    return Place(part, number, text_of(paragraph, "t") if paragraph is not None else field.instruction.strip())


def wrong_sequence(field: Field, part: str) -> str:
    """What is wrong with a SEQ field, in Czech; nothing when it is good."""
    try:
        wanted = sequences.read(field.instruction)
    except ValueError as wrong:
        raised: str = wrong.args[0]
        return raised
    shown = field.instruction.strip()
    places = {around(mark) for mark in (field.begin, field.separate, field.end)}
    if None in places or len(places) > 1:
        return Sentence("Pole %(shown)s musí ležet celé na jednom místě odstavce. Vložte ho znovu.", shown=shown)
    if wanted.repeats and RUNNING.fullmatch(part):
        return Sentence(
            "Pole %(shown)s má v záhlaví a zápatí na každé straně jiný výsledek. Použijte pole STYLEREF.", shown=shown
        )
    return ""


def around(mark: etree._Element | None) -> etree._Element | None:
    """What holds the run of a mark in its paragraph."""
    run = mark.getparent() if mark is not None else None
    return run.getparent() if run is not None and run.tag == RUN and enclosing(run, "p") is not None else None


def wrong_contents(field: Field, part: str) -> str:
    """What is wrong with a TOC field, in Czech; its paragraphs give way to the lines of the contents."""
    first, last = enclosing(field.begin, "p"), enclosing(field.end, "p")
    if RUNNING.fullmatch(part):
        return Sentence("Obsah (pole TOC) nemůže stát v záhlaví ani zápatí.")
    if set(field.instruction) & set("{}"):
        return Sentence("V poli TOC značky být nesmějí. Podmínky {%p if … %} dejte kolem celého odstavce.")
    if first is None or last is None or first.getparent() is not last.getparent():
        return Sentence("Obsah (pole TOC) musí začínat i končit na stejné úrovni dokumentu.")
    before_begin = takewhile(lambda element: element is not field.begin, seen(first))
    behind_end = dropwhile(lambda element: element is not field.end, seen(last))
    if next(before_begin, None) is not None or len(list(behind_end)) > 1:
        return Sentence("Obsah (pole TOC) zabere celý odstavec, nic jiného v něm stát nesmí.")
    return ""


def seen(paragraph: etree._Element) -> Iterator[etree._Element]:
    """What a reader sees of a paragraph, and marks of fields, in their order."""
    for element in paragraph.iter(TEXT, *VISIBLE):
        parent = element.getparent()
        if parent is not None and parent.tag == RUN and (element.tag != TEXT or (element.text or "").strip()):
            yield element
