"""Everything that is wrong with the tags of a template, tag by tag: for whoever mends it in Word.

The compiler stops at the first fault, because what comes after it may only follow from it. Here each tag is judged by
itself, so that ten slips are told at once and not in ten uploads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from assembler.errors import TemplateError
from assembler.word import gate
from assembler.word.compiler.code import to_code
from assembler.word.compiler.prepare import parse
from assembler.word.compiler.tags import OPENERS, STRAIGHT, TAG, Place, keyword, text_of
from assembler.word.compiler.written import OF_DOCXTPL, wrong_tags
from assembler.word.filters import FOR_TEMPLATES, OWN
from assembler.word.template import RENDERED
from assembler.word.xml import w

FILTERS = FOR_TEMPLATES | OWN
TAKER = re.compile(r"^(\{[{%])(?:p|tr|tc|r)\s")
WITHOUT_VALUE = frozenset({*OPENERS.values(), "else", *OF_DOCXTPL})


def faults(data: bytes) -> Iterator[TemplateError]:
    """What is wrong with each tag of a DOCX that was admitted, in the order of its parts and paragraphs."""
    for name, xml in gate.admit(data).items():
        if RENDERED.fullmatch(name):
            yield from of_part(parse(xml, name), name)


def of_part(root: etree._Element, part: str) -> Iterator[TemplateError]:
    spelled = {wrong.place: wrong for wrong in wrong_tags(root, part)}
    for number, paragraph in enumerate(root.iter(w("p")), start=1):
        place = Place(part, number, text_of(paragraph, "t"))
        if wrong := spelled.pop(str(place), None):
            yield wrong
        else:
            yield from of_values(place)
    yield from spelled.values()  # of attributes and fields


def of_values(place: Place) -> Iterator[TemplateError]:
    """What Jinja cannot read in the tags of a paragraph."""
    for tag in TAG.findall(place.text):
        try:
            to_code(place.part, alone(tag.translate(STRAIGHT)), (place,), FILTERS)
        except TemplateError as wrong:
            yield wrong


def alone(tag: str) -> str:
    """The tag as a template of its own."""
    word, plain = keyword(tag), TAKER.sub(r"\1 ", tag)
    if tag.startswith("{#") or word in WITHOUT_VALUE:
        return ""
    if word == "elif":
        return f"{{% if 0 %}}{plain}{{% endif %}}"
    return f"{plain}{{% {OPENERS[word]} %}}" if word in OPENERS else plain
