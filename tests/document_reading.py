"""What a reader of an assembled document finds: texts by their place in the content, headings, drawings.

Read by python-docx and lxml only, not by the code that wrote it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import docx
from docx.oxml.ns import qn
from lxml import etree

from tests.breaking import unpacked
from tests.word_files import paragraphs_of, visible

LEVELS = {f"Heading{level}": level for level in range(1, 10)} | {"ListHeading": 1}
POINTERS = "{urn:assembler:plan-pointers:1}p"


@dataclass
class Control:
    """A text of the content as it stands in a document."""

    text: str
    sections: frozenset[str]  # the parts of the content whose headings it stands under
    chapter: str  # the heading of level 1 above it


@dataclass
class Read:
    """What a reader of the document can find."""

    controls: dict[str, list[Control]]  # by pointer
    charts: set[str]  # texts that the drawings of charts show
    descriptions: set[str]  # alternative texts, in headers and footers too
    notes: str  # the visible text of footnotes
    headings: list[str]  # of level 1, those of lists among them

    def texts(self, pointer: str) -> list[str]:
        return [each.text for each in self.controls.get(pointer, ())]

    def at_home(self, pointer: str) -> bool:
        """Does one of its controls stand under headings of parts around it only, not under those of its neighbours?"""
        return pointer.startswith("/funding_sources/") or any(
            all(pointer.startswith(f"{owner}/") for owner in each.sections if owner) for each in self.controls[pointer]
        )


def read(package: bytes) -> Read:
    """The document, by python-docx and lxml only."""
    parts = unpacked(package)
    body = docx.Document(BytesIO(package)).element.body
    pointers = pointer_map(parts)
    controls: dict[str, list[Control]] = defaultdict(list)
    headings: dict[int, tuple[str, str]] = {}  # level -> its text, and the part that it names
    chapters: list[str] = []
    for element in body.iter(qn("w:p"), qn("w:sdt")):
        if element.tag == qn("w:p"):
            level = LEVELS.get(style_of(element))
            if level:
                owners = [pointer_of(each, pointers).rpartition("/")[0] for each in element.iter(qn("w:sdt"))]
                headings = {above: told for above, told in headings.items() if above < level}
                headings[level] = visible(element), next(iter(owners), "")
                chapters += [headings[level][0]] if level == 1 else []
            continue
        sections = frozenset(owner for _, owner in headings.values())
        chapter = headings.get(1, ("", ""))[0]
        controls[pointer_of(element, pointers)].append(Control(text_of(element), sections, chapter))
    notes = [etree.fromstring(data) for name, data in parts.items() if name == "word/footnotes.xml"]
    return Read(
        controls=dict(controls),
        charts=set(drawn_texts(parts)),
        descriptions=set(described(parts)),
        notes="\n".join(visible(each) for root in notes for each in paragraphs_of(root)),
        headings=chapters,
    )


def pointer_of(control: etree._Element, pointers: dict[str, str]) -> str:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    assert tag is not None
    short, _, name = str(tag.get(qn("w:val"))).partition(".")
    return f"{pointers[short]}/{name}"


def pointer_map(parts: dict[str, bytes]) -> dict[str, str]:
    """The document's own map of short hashes to pointers."""
    if "customXml/item1.xml" not in parts:
        return {}
    root = etree.fromstring(parts["customXml/item1.xml"])
    return {str(each.get("h")): each.text or "" for each in root.iter(POINTERS)}


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return str(style.get(qn("w:val"))) if style is not None else ""


def text_of(control: etree._Element) -> str:
    """The visible text of a control: of its runs, or of its paragraphs."""
    paragraphs = [each for each in paragraphs_of(control) if control in each.iterancestors()]
    if paragraphs:
        return "\n".join(visible(each) for each in paragraphs)
    signs = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    found = control.iter(qn("w:t"), *signs)
    return "".join(signs.get(str(each.tag)) or each.text or "" for each in found)


def drawn_texts(parts: dict[str, bytes]) -> Iterator[str]:
    """Names of categories and series, units: the texts in the drawings of charts."""
    for name, data in parts.items():
        if name.startswith("word/charts/chart"):
            yield from (each.text or "" for each in etree.fromstring(data).iter("{*}v", "{*}t"))


def described(parts: dict[str, bytes]) -> Iterator[str]:
    """The alternative texts of all drawings."""
    for name, data in parts.items():
        if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
            yield from (str(each.get("descr")) for each in etree.fromstring(data).iter("{*}docPr"))
