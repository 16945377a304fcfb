"""Names and escapes of WordprocessingML (ECMA-376 Part 1)."""

from __future__ import annotations

import re

from lxml import etree

from assembler.errors import TemplateError
from assembler.sentences import Sentence

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NS = {"w": W, "r": R, "wp": WP, "a": A, "pic": PIC, "c": C, "w15": W15, "mc": MC}

WHOLE = re.compile(r"[+-]?[0-9]{1,10}")
TEXT_SPECIAL = re.compile(r"[&<>\n\t\r]")
ATTRIBUTE_SPECIAL = re.compile('[&<>"\n\t\r]')
IN_TEXT = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\r": "",
    "\n": '</w:t><w:br/><w:t xml:space="preserve">',
    "\t": '</w:t><w:tab/><w:t xml:space="preserve">',
}
IN_ATTRIBUTE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{W}}}{name}"


def number(element: etree._Element | None, name: str = "val", default: int = 0) -> int:
    """The whole number (ST_DecimalNumber, 17.18.10) in an attribute; raises TemplateError for anything else."""
    value = element.get(w(name)) if element is not None else None
    if value is None:
        return default
    if not WHOLE.fullmatch(value):
        raise TemplateError(
            Sentence("Šablona má místo čísla „%(value)s“ (vlastnost %(name)s).", value=value[:40], name=name)
        )
    return int(value)


def text(value: str) -> str:
    """The value as the inside of w:t; line ends and tabs become Word's elements, nothing is dropped."""
    # Looking for each letter alone takes a fraction of the time that a pattern does.
    if "&" in value or "<" in value or ">" in value or "\n" in value or "\t" in value or "\r" in value:
        return TEXT_SPECIAL.sub(lambda match: IN_TEXT[match[0]], value)
    return value


def attribute(value: str) -> str:
    """The value as the inside of a double-quoted attribute."""
    if ATTRIBUTE_SPECIAL.search(value):
        return ATTRIBUTE_SPECIAL.sub(lambda match: IN_ATTRIBUTE[match[0]], value)
    return value


def run(value: str, properties: str = "") -> str:
    """A run with the value as its text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text(value)}</w:t></w:r>'


def paragraph(content: str, style: str = "") -> str:
    """A paragraph of runs; without a style it takes the default one."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{content}</w:p>"


MAX_TOOLTIP = 250  # characters: Word cuts longer ones itself


def hyperlink(bookmark: str, tooltip: str) -> str:
    """The start of a link to a bookmark; the tooltip is what a PDF reader says of the link (PDF/UA-1, 7.18.5)."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:tooltip="{attribute(tooltip[:MAX_TOOLTIP])}" w:history="1">'
