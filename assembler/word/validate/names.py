"""Names and compiled expressions of the vocabularies that a DOCX mixes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import cast

from lxml import etree

from assembler.word.xml import NS

NAMESPACES = {
    **NS,
    "v": "urn:schemas-microsoft-com:vml",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}


def name(prefixed: str) -> str:
    """The name of an element or attribute as lxml writes it: "w:p" -> "{http://…}p"."""
    prefix, local = prefixed.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def names(prefixed: str) -> tuple[str, ...]:
    """Several names, separated by spaces."""
    return tuple(name(each) for each in prefixed.split())


def compiled(expression: str) -> etree.XPath:
    return etree.XPath(expression, namespaces=NAMESPACES, smart_strings=False)


def elements(expression: etree.XPath, context: etree._Element) -> list[etree._Element]:
    return cast("list[etree._Element]", expression(context))


def strings(expression: etree.XPath, context: etree._Element) -> list[str]:
    return cast("list[str]", expression(context))


def value(element: etree._Element | None, default: str = "") -> str:
    """The attribute w:val of an element that may be missing."""
    return default if element is None else element.get(VAL, default)


def number(text: str, default: int) -> int:
    """A whole number of an attribute; what is none is the schema's business, not ours."""
    return int(text) if len(text) < MOST_DIGITS and text.removeprefix("-").isdecimal() else default


def twice(values: Iterable[str]) -> list[str]:
    """The values that come more than once, each once."""
    return [each for each, times in Counter(values).items() if times > 1]


VAL = name("w:val")
MOST_DIGITS = 12
