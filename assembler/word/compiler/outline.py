"""Headings, captions and contents: the template's own become marks that are counted and filled while rendering."""

from __future__ import annotations

from itertools import takewhile

from lxml import etree

from assembler.errors import TemplateError
from assembler.sentences import Sentence
from assembler.word import sequences
from assembler.word.compiler.fields import Field, fields_of
from assembler.word.compiler.loops import Loops
from assembler.word.compiler.prepare import constant, properties_of, source_of
from assembler.word.compiler.tree import after, append, before, enclosing, paragraph_style, prepend, remove, replace
from assembler.word.styles import Styles
from assembler.word.xml import MC, number, w

FALLBACK = f"{{{MC}}}Fallback"  # the same content again, for programs that know no shapes


def mark_outline(root: etree._Element, styles: Styles, loops: Loops, in_text: bool) -> None:
    """Mark what is counted: SEQ fields everywhere; headings, captions and contents in the text of the document.

    A heading or caption becomes {{ level|_region(numId, ilvl) }} … {{ 0|_end }}, once for each paragraph.
    """
    fields = list(fields_of(root))
    for field in fields:
        check_whole(field, loops)
    counting = [field for field in fields if field.name == "SEQ"]
    captions = captions_of(counting) if in_text else set()
    for field in counting:
        mark_sequence(field, in_caption=enclosing(field.begin, "p") in captions)
    for field in fields:
        if field.name == "TOC":
            mark_contents(field)
    if in_text:
        for paragraph in root.iter(w("p")):
            mark_region(paragraph, styles, paragraph in captions)


def check_whole(field: Field, loops: Loops) -> None:
    """All marks of a field are printed, or none: half a field makes Word hide the rest of the document."""
    marks = [mark for mark in (field.begin, field.separate, field.end) if mark is not None]
    if any(loops.frames[mark] != loops.frames[field.begin] for mark in marks):
        shown = field.instruction.strip()
        raise TemplateError(
            Sentence("Pole „%(shown)s“ nekončí tam, kde začíná (cyklus, podmínka). Vložte ho znovu.", shown=shown)
        )


def captions_of(fields: list[Field]) -> set[etree._Element | None]:
    """The paragraphs that are numbered by a SEQ field, once each: those that only repeat a number are no captions."""
    return {
        enclosing(field.begin, "p")
        for field in fields
        if not sequences.read(field.instruction).repeats and not repeated(field.begin)
    }


def repeated(element: etree._Element) -> bool:
    return next(element.iterancestors(FALLBACK), None) is not None


def mark_region(paragraph: etree._Element, styles: Styles, is_caption: bool) -> None:
    """A paragraph of a style with an outline level, or a caption (level 0)."""
    style = paragraph_style(paragraph, styles)
    outline = styles.outline(style)
    if (outline is None and not is_caption) or repeated(paragraph):
        return
    level, num, ilvl = 0, 0, 0
    if outline is not None:
        level = outline + 1
        listed = styles.by_id[style].list
        num, ilvl = (listed.num, listed.level) if listed else (0, 0)
        own = paragraph.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")
        if own is not None:  # the paragraph overrides its style; 0 takes it out of the list
            num = number(own)
    prepend(paragraph, "{{ %d|_region(%d, %d) }}" % (level, num, ilvl))
    append(paragraph, "{{ 0|_end }}")


def mark_sequence(field: Field, in_caption: bool) -> None:
    """The number is counted while rendering; in a caption it is a label that references show."""
    begin, separate, end = (proved(enclosing(mark, "r")) for mark in (field.begin, field.separate, field.end))
    old = list(takewhile(lambda run: run is not end, separate.itersiblings(w("r"))))
    look = properties_of(old[0]) if old else ""
    for run in old:
        remove(run)
    instruction = f"{field.instruction} \\c" if repeated(begin) else field.instruction
    after(separate, "{{ %s|_number(%s) }}" % (constant(instruction), constant(look)))
    if in_caption and not sequences.read(instruction).hidden:
        before(begin, "{{ 0|_label }}")
        after(end, "{{ 0|_label_end }}")
    for run in (begin, *begin.itersiblings(w("r"))):
        replace(run, ["{{ %s|_mark }}" % constant(source_of(run))])
        if run is end:
            break


def mark_contents(field: Field) -> None:
    """A contents or list of tables: its paragraphs give way to one mark that knows the field's instruction."""
    first, last = proved(enclosing(field.begin, "p")), proved(enclosing(field.end, "p"))
    parent = proved(first.getparent())
    before(first, "{{ %s|_contents }}" % constant(field.instruction.strip()))
    for paragraph in list(parent)[parent.index(first) : parent.index(last) + 1]:
        if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is None:
            remove(paragraph)
        else:
            empty(paragraph)


def empty(paragraph: etree._Element) -> None:
    """Leave nothing but the end of a section, which is no part of the contents that stood in front of it."""
    properties = paragraph[0]
    paragraph[:] = [properties]
    properties[:] = properties.findall(w("sectPr"))
    paragraph.text = properties.tail = None


def proved(element: etree._Element | None) -> etree._Element:
    """What the checks of fields have seen to be there."""
    assert element is not None  # noqa: S101
    return element
