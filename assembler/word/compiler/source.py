"""From a prepared tree to the source of a Jinja template, each expression compiled for the place it stands in.

Before each tag stands a line end hidden in a comment of the template language, so that a line number of the compiled
template is the number of a tag, and a tag has a place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word.compiler.loops import insert_at_anchors
from assembler.word.compiler.tags import TAG, Place, Places, from_xml
from assembler.word.xml import w

OWN_EXPRESSION = re.compile(r"^\{\{\s*\((.*)\)\|_\w+.*$", re.DOTALL)
COMPILED = re.compile(r"\|_\w+(\(.*\))?\s*\}\}$", re.DOTALL)
BLOCK = tuple(w(name) for name in ("body", "tc", "hdr", "ftr", "txbxContent", "footnote", "endnote"))
RUN_LEVEL = tuple(w(name) for name in ("p", "hyperlink", "ins", "smartTag"))
NO_EXPRESSION = tuple(w(name) for name in ("tbl", "tr"))


def place_expressions(root: etree._Element) -> None:
    """Give every expression that is not yet compiled the filter of its position."""
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if "{{" in value:
                element.set(str(name), TAG.sub(lambda tag: filtered(tag[0], "_attribute"), str(value)))
        if element.text and "{{" in element.text:
            element.text = in_position(element.text, element)
        parent = element.getparent()
        if element.tail and "{{" in element.tail and parent is not None:
            element.tail = in_position(element.tail, parent)


def in_position(text: str, parent: etree._Element) -> str:
    return TAG.sub(lambda tag: filtered(tag[0], position(parent, tag[0])), text)


def position(parent: etree._Element, tag: str) -> str:
    """The filter for an expression that stands right in this element."""
    if parent.tag in BLOCK:
        return "_block('')"
    if parent.tag in RUN_LEVEL:
        return "_run('')"
    if parent.tag == w("sdtContent"):
        control = parent.getparent()
        outer = control.getparent() if control is not None else None
        return position(outer, tag) if outer is not None else "_block('')"
    if parent.tag in NO_EXPRESSION and not COMPILED.search(tag):
        raise TemplateError(Sentence("Značka %(tag)s stojí přímo v tabulce, mimo buňky. Dejte ji do buňky.", tag=tag))
    return "_plain"


def filtered(tag: str, by: str) -> str:
    if not tag.startswith("{{") or COMPILED.search(tag):
        return tag
    return "{{ (%s)|%s }}" % (tag[2:-2].strip(), by)


def serialize(root: etree._Element, statements: Mapping[str, list[str]], places: Places) -> tuple[str, list[Place]]:
    """The source, and the place of the tag that begins on each line (line 1 is before the first tag)."""
    whole = insert_at_anchors("{#start#}" + etree.tostring(root, encoding="unicode"), statements)
    by_line: list[Place] = [Place(places.part, 1, "")]
    places.position = 0

    def line(tag: re.Match[str]) -> str:
        own = OWN_EXPRESSION.sub(r"{{\1}}", tag[0])
        compiled = COMPILED.search(tag[0]) and own == tag[0]
        by_line.append(by_line[-1] if compiled else places.of(own))
        return "{#\n#}" + tag[0].replace("\n", " ")

    return TAG.sub(line, from_xml(whole)), by_line
