"""Ids that a loop would copy become slots: drawings, content controls, bookmarks (with what points at them), lists.

Nothing is repaired afterwards: each slot counts while the document renders.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word.compiler.loops import Loop, Loops, loops_of
from assembler.word.compiler.tree import paragraph_style
from assembler.word.styles import ListRef, Styles
from assembler.word.xml import WP, number, w

NEXT = "{{ 0|_next }}"
START = "start"  # the anchor before everything
MAX_NAME = 28  # characters of a bookmark's own name; a counter comes behind it (Word takes 40 in all)


@dataclass(slots=True)
class Slots:
    """Local names that are set anew at the anchors of loops."""

    statements: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    count: int = 0

    def add(self, anchor: str, expression: str) -> str:
        """A new local name with the expression's value; returns the name."""
        name = f"_slot{self.count}"
        self.count += 1
        self.statements[anchor].append("{%% set %s = %s %%}" % (name, expression))
        return name


def slot_drawings_and_controls(root: etree._Element) -> None:
    """wp:docPr/@id and the ids of content controls count through the whole document."""
    for drawing in root.iter(f"{{{WP}}}docPr"):
        drawing.set("id", NEXT)
    for control in root.iter(w("sdtPr")):
        number = control.find(w("id"))
        if number is not None:
            number.set(w("val"), NEXT)


def slot_bookmarks(root: etree._Element, loops: Loops, slots: Slots) -> None:
    """Each bookmark gets an id of its own; in a loop also a name of its own, and what points at it follows."""
    ends = {end.get(w("id")): end for end in root.iter(w("bookmarkEnd"))}
    pointers = list(root.iter(w("hyperlink"), w("instrText")))
    for start in list(root.iter(w("bookmarkStart"))):
        name = start.get(w("name"), "")
        end = ends.pop(start.get(w("id")), None)
        frames = loops.frames.get(start, ())
        if end is None or loops.frames.get(end, ()) != frames:
            raise TemplateError(
                Sentence("Záložka „%(name)s“ nekončí tam, kde začíná (cyklus, podmínka). Vložte ji znovu.", name=name)
            )
        around = loops_of(frames)
        slot = slots.add(f"body {around[-1].number}" if around else START, "0|_next")
        for mark in (start, end):
            mark.set(w("id"), "{{ %s|_attribute }}" % slot)
        fresh = "%s_{{ %s|_attribute }}" % (name[:MAX_NAME], slot) if around else name
        start.set(w("name"), fresh)
        for pointer in pointers:
            point(pointer, name, fresh, loops.frames.get(pointer, ())[: len(frames)] == frames)
    if ends:
        raise TemplateError("V šabloně končí záložka, která nikde nezačíná. Vložte ji znovu.")


def point(pointer: etree._Element, name: str, fresh: str, inside: bool) -> None:
    """Make a link or field that means the bookmark follow its name; from outside of its loop or condition it cannot."""
    word = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    meant = pointer.get(w("anchor")) == name or bool(
        pointer.text and POINTING.match(pointer.text) and word.search(pointer.text)
    )
    if not meant:
        return
    if not inside:
        raise TemplateError(
            Sentence("Na záložku „%(name)s“ se odkazuje zvenčí jejího cyklu nebo podmínky; tam nemusí být.", name=name)
        )
    if pointer.get(w("anchor")) == name:
        pointer.set(w("anchor"), fresh)
    else:
        pointer.text = word.sub(lambda _: fresh, pointer.text or "")


POINTING = re.compile(r"\s*(REF|PAGEREF|HYPERLINK)\b", re.IGNORECASE)


def slot_lists(root: etree._Element, loops: Loops, slots: Slots, styles: Styles) -> None:
    """A numbered list in a loop starts again each time: a numbering instance for each turn (lessons 6).

    The items of one list are repeated by the innermost loop when that loop holds nothing but items of the list; then
    the list begins before that loop. Otherwise each turn of the loop is a list of its own.
    """
    lists: dict[tuple[str, int], list[tuple[etree._Element, ListRef]]] = defaultdict(list)
    for paragraph in root.iter(w("p")):
        around = loops.around(paragraph)
        ref = list_of(paragraph, styles)
        if around and ref is not None and numbered(ref, styles):
            anchor = list_anchor(around, ref.num, styles)
            if anchor is not None:
                lists[anchor, ref.num].append((paragraph, ref))
    for (anchor, num), items in lists.items():
        slot = slots.add(anchor, f"{num}|_list({min(ref.level for _, ref in items)})")
        for paragraph, ref in items:
            number_by(paragraph, ref, "{{ %s|_attribute }}" % slot)


def list_anchor(around: tuple[Loop, ...], num: int, styles: Styles) -> str | None:
    """Where a list begins; None when it is one list through the whole document."""
    inner = around[-1]
    only_items = all(
        child.tag == w("p") and (ref := list_of(child, styles)) is not None and ref.num == num
        for child in inner.children
    )
    if not only_items:
        return f"body {inner.number}"
    return f"before {inner.number}" if inner.inner else None


def list_of(paragraph: etree._Element, styles: Styles) -> ListRef | None:
    """The list that a paragraph is numbered by, its own or its style's; None for headings."""
    style = paragraph_style(paragraph, styles)
    known = styles.by_id.get(style)
    if known is None or known.outline is not None:
        return None
    listed = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
    if listed is None:
        return known.list
    level = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('ilvl')}")
    return ListRef(number(listed), number(level))


def numbered(ref: ListRef, styles: Styles) -> bool:
    level = styles.level(ref)
    return level is not None and level.format not in ("bullet", "none")


# Elements of w:pPr that come before w:numPr (ECMA-376 17.3.1.26, in schema order).
BEFORE_NUMBERING = tuple(
    w(name) for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
)


def number_by(paragraph: etree._Element, ref: ListRef, num: str) -> None:
    """Write w:numPr into a paragraph."""
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        properties.tail, paragraph.text = paragraph.text, None
        paragraph.insert(0, properties)
    for old in properties.findall(w("numPr")):
        properties.remove(old)
    numbering = etree.Element(w("numPr"))
    etree.SubElement(numbering, w("ilvl")).set(w("val"), str(ref.level))
    etree.SubElement(numbering, w("numId")).set(w("val"), num)
    place = sum(1 for child in properties if child.tag in BEFORE_NUMBERING)
    properties.insert(place, numbering)


def repeated_notes(root: etree._Element, loops: Loops) -> Iterator[etree._Element]:
    """Footnotes of the template inside a loop: their text would be shared by all turns."""
    for note in root.iter(w("footnoteReference"), w("endnoteReference")):
        if loops.around(note):
            yield note
