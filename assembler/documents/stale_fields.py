"""Pole, která se sama neobnoví: what of a template's fields only Word can work out (ECMA-376 17.16.5).

No fault: the document opens and F9 mends it. But until somebody presses it, it shows what is not meant, so whoever
makes the template is warned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from assembler.documents.lint import Fault
from assembler.word import gate
from assembler.word.compiler.fields import Field, fields_of, place_of
from assembler.word.compiler.prepare import parse
from assembler.word.sequences import TOKEN
from assembler.word.template import DOCUMENT, RENDERED
from assembler.word.xml import w

FILLED = frozenset("ohzuc")  # switches of TOC that the engine heeds, or that change nothing of what is printed
MEANT = {
    "a": "popisky bez slova a čísla před nimi",
    "b": "jen část dokumentu pod záložkou",
    "t": "nadpisy podle vlastních stylů",
    "n": "řádky bez čísel stran",
    "p": "jiný znak před číslem strany",
}
STALE_SWITCH = (
    "Přepínač \\{letter}{meant} pole TOC program nezná a obsah sestaví bez něj; platit začne, až obsah ve Wordu "
    "aktualizujete (F9)."
)
STALE_REFERENCE = (
    "Pole {shown} v textu dokumentu program nepočítá: vytiskne se to, co je v šabloně, dokud je ve Wordu "
    "neaktualizujete (F9). V záhlaví a zápatí se počítá samo."
)


def stale_fields(data: bytes) -> list[Fault]:
    """Warnings for the template in the bytes of a DOCX, in the order of the text; raises TemplateError."""
    parts = gate.admit(data)
    return [each for name, xml in parts.items() if RENDERED.fullmatch(name) for each in of_part(name, parse(xml, name))]


def of_part(name: str, root: etree._Element) -> Iterator[Fault]:
    for field in (*simple(root), *fields_of(root)):
        for message in warnings(field, name):
            yield Fault(str(place_of(field, root, name)), message)


def simple(root: etree._Element) -> Iterator[Field]:
    """Fields that Word writes as one element (17.16.19)."""
    for element in root.iter(w("fldSimple")):
        yield Field(element, element.get(w("instr"), ""))


def warnings(field: Field, part: str) -> Iterator[str]:
    if field.name == "TOC":
        for letter in unheeded(field.instruction):
            meant = f" ({MEANT[letter]})" if letter in MEANT else ""
            yield STALE_SWITCH.format(letter=letter, meant=meant)
    elif field.name == "STYLEREF" and part == DOCUMENT:
        yield STALE_REFERENCE.format(shown=re.sub(r"\s+", " ", field.instruction.strip())[:80])


def unheeded(instruction: str) -> list[str]:
    """The letters of the switches that the engine passes over, each once; "\\*" is a format of the result."""
    letters = (word[1] for word in TOKEN.findall(instruction) if word.startswith("\\"))
    return [letter for letter in dict.fromkeys(letters) if letter.isalpha() and letter.lower() not in FILLED]
