"""What is noted of a story while it is read: the few values that rules compare over the whole document.

NOTED says which elements leave a note; of what comes in thousands only the values are gathered (STYLES, CONTROLS). An
element in mc:Fallback repeats one in mc:Choice for older programs, so of those only the relationships count.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from assembler.word.validate.fields import Fields
from assembler.word.validate.names import compiled, name, names, value
from assembler.word.validate.passes import Pass

RUN, ID, NAME, TYPE, ANCHOR = (name(f"w:{each}") for each in ("r", "id", "name", "type", "anchor"))
FIELD_MARK, INSTRUCTION = name("w:fldCharType"), name("w:instr")
TABLE_STYLE = f"{name('w:tblPr')}/{name('w:tblStyle')}"
STYLES = Pass[str]("w:pStyle/@w:val")
CONTROLS = Pass[str]("w:id/@w:val")  # only content controls have one
CONTROLS_BESIDE_FALLBACKS = Pass[str]("w:id[not(ancestor::mc:Fallback)]/@w:val")
HAS_HEADER_ROW = compiled(
    "boolean((w:tr | w:sdt//w:tr)[1]/w:trPr/w:tblHeader[not(@w:val = '0' or @w:val = 'false' or @w:val = 'off')])"
)


class Edge(NamedTuple):
    """A start or an end of a range: a bookmark, the range of a comment."""

    kind: str
    id: str
    start: bool


@dataclass(frozen=True, slots=True)
class Defined:
    """A footnote, endnote or comment as its own part holds it."""

    kind: str
    id: str
    type: str  # "separator", "continuationSeparator"; "normal" for those that the text cites


@dataclass(slots=True)
class Notes:
    """The notes of one story, in the order of the text."""

    styles: set[tuple[str, str]] = field(default_factory=set)  # type, id
    headings: list[int] = field(default_factory=list)  # levels from 1
    drawings: list[str] = field(default_factory=list)  # wp:docPr/@id
    edges: list[Edge] = field(default_factory=list)
    bookmarks: list[str] = field(default_factory=list)  # names
    controls: list[str] = field(default_factory=list)  # w:sdtPr/w:id
    relationships: list[tuple[str, str]] = field(default_factory=list)  # the type it must have, id
    lists: set[str] = field(default_factory=set)  # w:numId in use
    anchors: set[str] = field(default_factory=set)  # bookmarks that hyperlinks jump to
    cited: set[tuple[str, str]] = field(default_factory=set)  # kind, id
    defined: list[Defined] = field(default_factory=list)
    fields: Fields = field(default_factory=Fields)
    tables: int = 0
    headless: list[tuple[int, str]] = field(default_factory=list)  # tables without header row: ordinal, style
    undeclared: set[str] = field(default_factory=set)  # prefixes that compatibility rules name but nothing declares


Note = Callable[[Notes, etree._Element], None]


def bookmark(notes: Notes, element: etree._Element) -> None:
    notes.edges.append(Edge("bookmark", element.get(ID, ""), True))
    notes.bookmarks.append(element.get(NAME, ""))


def choice(notes: Notes, element: etree._Element) -> None:
    notes.undeclared.update(undeclared(element, "Requires"))


def undeclared(element: etree._Element, attribute: str) -> Iterable[str]:
    """The prefixes in an attribute that the element does not know; Word takes such a part for damaged."""
    return (prefix for prefix in element.get(attribute, "").split() if prefix not in element.nsmap)


def edge(kind: str, start: bool) -> Note:
    return lambda notes, element: notes.edges.append(Edge(kind, element.get(ID, ""), start))


def styled(kind: str) -> Note:
    return lambda notes, element: notes.styles.add((kind, value(element)))


def cites(kind: str) -> Note:
    return lambda notes, element: notes.cited.add((kind, element.get(ID, "")))


def defines(kind: str) -> Note:
    return lambda notes, element: notes.defined.append(
        Defined(kind, element.get(ID, ""), element.get(TYPE, "normal"))
    )  # fmt: skip


def refers(kind: str, *attributes: str) -> Note:
    """A note of the relationships that these attributes name; each must be of this type."""
    qualified = tuple(name(attribute) for attribute in attributes)

    def note(notes: Notes, element: etree._Element) -> None:
        notes.relationships += [(kind, id) for each in qualified if (id := element.get(each))]

    return note


LINK = refers("hyperlink", "r:id")


def hyperlink(notes: Notes, element: etree._Element) -> None:
    LINK(notes, element)
    if anchor := element.get(ANCHOR):
        notes.anchors.add(anchor)


def table(notes: Notes, element: etree._Element) -> None:
    notes.tables += 1
    if not HAS_HEADER_ROW(element):
        notes.headless.append((notes.tables, value(element.find(TABLE_STYLE))))


def field_mark(notes: Notes, element: etree._Element) -> None:
    run = element.getparent()
    notes.fields.mark(element.get(FIELD_MARK, ""), run.getparent() if run is not None and run.tag == RUN else run)


def field_text(notes: Notes, element: etree._Element) -> None:
    notes.fields.text(element.text or "")


def simple_field(notes: Notes, element: etree._Element) -> None:
    notes.fields.simple(element.get(INSTRUCTION, ""))


NOTED: Mapping[str, Note] = {
    name(tag): note
    for tag, note in {
        "w:rStyle": styled("character"),
        "w:tblStyle": styled("table"),
        "w:numId": lambda notes, element: notes.lists.add(value(element)),
        "w:tbl": table,
        "w:bookmarkStart": bookmark,
        "w:bookmarkEnd": edge("bookmark", start=False),
        "w:commentRangeStart": edge("comment", start=True),
        "w:commentRangeEnd": edge("comment", start=False),
        "w:footnoteReference": cites("footnote"),
        "w:endnoteReference": cites("endnote"),
        "w:commentReference": cites("comment"),
        "w:footnote": defines("footnote"),
        "w:endnote": defines("endnote"),
        "w:comment": defines("comment"),
        "w:fldChar": field_mark,
        "w:instrText": field_text,
        "w:fldSimple": simple_field,
        "w:hyperlink": hyperlink,
        "w:headerReference": refers("header", "r:id"),
        "w:footerReference": refers("footer", "r:id"),
        "wp:docPr": lambda notes, element: notes.drawings.append(element.get("id", "")),
        "a:blip": refers("image", "r:embed", "r:link"),
        "asvg:svgBlip": refers("image", "r:embed", "r:link"),
        "v:imagedata": refers("image", "r:id"),
        "a:hlinkClick": refers("hyperlink", "r:id"),
        "c:chart": refers("chart", "r:id"),
        "mc:Choice": choice,
    }.items()
}
REFERRING = frozenset(names("a:blip asvg:svgBlip v:imagedata w:hyperlink a:hlinkClick c:chart"))
