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
from assembler.word.compiler.names import RESULT, Path
from assembler.word.compiler.prepare import parse
from assembler.word.compiler.tags import OPENERS, STRAIGHT, TAG, Place, keyword, text_of
from assembler.word.compiler.written import OF_DOCXTPL, wrong_tags
from assembler.word.filters import FOR_TEMPLATES, OWN
from assembler.word.template import RENDERED
from assembler.word.xml import w

FILTERS = FOR_TEMPLATES | OWN
TAKER = re.compile(r"^(\{[{%])(?:p|tr|tc|r)\s")
NAMING = re.compile(r"\{%(?:p|tr|tc|r)?\s*(?:for|set)\s+(\w+)(?:\s*,\s*(\w+))?")
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


def paths(data: bytes) -> list[tuple[str, Path]]:
    """What each tag that can be read by itself reads, with its place; without what a loop or `set` names anew."""
    tags = [(place, tag) for place in paragraphs(data) for tag in TAG.findall(place.text)]
    anew = {name for _, tag in tags for names in NAMING.findall(tag) for name in names}
    found = [(str(place), path) for place, tag in tags for path in read_by(tag, place)]
    return [(place, path) for place, path in found if path[0] not in anew and not path[0].startswith(RESULT)]


def paragraphs(data: bytes) -> Iterator[Place]:
    for name, xml in gate.admit(data).items():
        if RENDERED.fullmatch(name):
            for number, paragraph in enumerate(parse(xml, name).iter(w("p")), start=1):
                yield Place(name, number, text_of(paragraph, "t"))


def read_by(tag: str, place: Place) -> list[Path]:
    """Nothing where Jinja cannot read the tag; a printed value is looked at as a condition looks at it."""
    source = alone(tag.translate(STRAIGHT))
    if source.startswith("{{"):
        source = f"{{% if {source[2:-2]} %}}{{% endif %}}"
    try:
        return [use.path for use in to_code(place.part, source, (place,), FILTERS).uses]
    except TemplateError:
        return []


def alone(tag: str) -> str:
    """The tag as a template of its own."""
    word, plain = keyword(tag), TAKER.sub(r"\1 ", tag)
    if tag.startswith("{#") or word in WITHOUT_VALUE:
        return ""
    if word == "elif":
        return f"{{% if 0 %}}{plain}{{% endif %}}"
    return f"{plain}{{% {OPENERS[word]} %}}" if word in OPENERS else plain
